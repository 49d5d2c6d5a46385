"""Start-Job: runs a block beside the session."""

from cmdlets.core._jobs import BackgroundChildJob, BackgroundJob
from cmdlets.core._starts_jobs import BY_BLOCK, BY_FILE, BY_LITERAL_FILE, StartsJobs
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock


class StartJob(StartsJobs, name="Start-Job", aliases=("sajb",), default_set=BY_BLOCK):
    """Runs a block in a thread with a session of its own, and gives back the job at once.

    Of the caller's variables only `$using:` values are there. `Receive-Job` gets what it wrote.
    """

    script_block: ScriptBlock | None = Parameter(
        "What runs.",
        default=None,
        aliases=("Command",),
        sets=(InSet(BY_BLOCK, mandatory=True, position=0),),
    )
    file_path: str | None = Parameter(
        "The script file that runs.",
        default=None,
        sets=(InSet(BY_FILE, mandatory=True, position=0),),
    )
    literal_path: str | None = Parameter(
        "The script file; every character of its path counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet(BY_LITERAL_FILE, mandatory=True),),
    )
    working_directory: str | None = Parameter("The folder it begins in.", default=None)

    examples = (
        Example("What it wrote.", "Start-Job { 6 * 7 } | Receive-Job -Wait", shows="42"),
        Example(
            "With a value of the caller.",
            "$n = 5; Start-Job { $using:n + 1 } | Receive-Job -Wait -AutoRemoveJob",
            shows="6",
        ),
    )

    def end(self) -> None:
        """Start the job and write it."""
        block = self.script_block
        if block is None:
            block = self.block_of_file(self.file_path or self.literal_path or "")
        where = None if self.working_directory is None else self.full_path(self.working_directory)
        work = self.work_of(block, where)
        job = BackgroundJob(self.jobs, str(block), None, self.name_)
        child = BackgroundChildJob(self.jobs, str(block), work)
        job.children.append(child)
        self.jobs.all.append(job)
        child.start(self.session)
        self.write(job)
