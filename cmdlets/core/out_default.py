"""Out-Default: shows objects as the end of a pipeline does."""

from cmdlets.core._formatting import ShowsObjects
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions


class OutDefault(ShowsObjects, name="Out-Default"):
    """Shows objects as they are shown when nothing else is done with them.

    Every pipeline of the prompt and of a script ends in it without its being named.
    """

    transcript: bool = Parameter(
        "Accepted: what is shown goes to the transcript anyway.", default=False
    )
    input_object: object = Parameter("The objects to show.", default=None, from_pipeline=True)

    examples = (Example("What happens anyway.", "'anna' | Out-Default", shows="anna"),)

    def begin(self) -> None:
        """Make ready."""
        self._writer = LineWriter(self.host.write, self.host.columns)
        self._formatter = Formatter(self._writer.put, FormatOptions(limit=self.enumeration_limit()))

    def process(self, input_object: object) -> None:
        """Show one object."""
        self._formatter.process(input_object)

    def end(self) -> None:
        """Show what was kept back."""
        self._formatter.end()
        self._writer.flush()
