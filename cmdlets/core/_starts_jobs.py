"""What the commands that start jobs share: the block, and what it is given."""

from typing import Any

from cmdlets.core._files import UsesFiles
from cmdlets.core._job_parts import Work
from cmdlets.core._jobs import Jobs, jobs_of
from smimeadmin.shell.engine import Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.runspaces import using_values

BY_BLOCK = "ComputerName"
BY_FILE = "FilePathComputerName"
BY_LITERAL_FILE = "LiteralFilePathComputerName"


class StartsJobs(UsesFiles):
    """Declares the block or file, its arguments and its input."""

    name_: str = Parameter("The name of the job.", name="Name", default="")
    initialization_script: ScriptBlock | None = Parameter(
        "What runs before, in the job: definitions of functions, imports.", default=None
    )
    input_object: object = Parameter("What $input gives.", default=None, from_pipeline=True)
    argument_list: list[object] = Parameter(
        "The arguments of the block.", default=(), aliases=("Args",), type="Object[]"
    )

    @property
    def jobs(self) -> Jobs:
        """The jobs of the session."""
        return jobs_of(self.session)

    def begin(self) -> None:
        """Start gathering input."""
        self._items: list[Any] = []

    def process(self, input_object: object) -> None:
        """Keep one object for $input."""
        if self.is_bound("InputObject") or input_object is not None:
            self._items.append(input_object)

    def work_of(self, block: ScriptBlock, location: str | None = None) -> Work:
        """Return what the job is to do; what $using names is read now."""
        setup = "" if self.initialization_script is None else str(self.initialization_script)
        return Work(
            block,
            using_values(block, self.invocation.frame),
            arguments=list(self.argument_list or ()),
            items=self._items or None,
            setup=setup,
            location=location,
        )

    def block_of_file(self, path: str) -> ScriptBlock:
        """Return the script of a file as a block."""
        block: ScriptBlock = self.session.load_script(self.full_path(path))
        return block
