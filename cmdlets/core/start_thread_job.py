"""Start-ThreadJob: runs a block beside the session, a few at a time."""

from cmdlets.core._jobs import ThreadJob
from cmdlets.core._starts_jobs import StartsJobs
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock


class StartThreadJob(StartsJobs, name="Start-ThreadJob", default_set="ScriptBlock"):
    """Runs a block in a thread with a session of its own; beyond the limit, jobs wait.

    Of the caller's variables only `$using:` values are there.
    """

    script_block: ScriptBlock | None = Parameter(
        "What runs.", default=None, sets=(InSet("ScriptBlock", mandatory=True, position=0),)
    )
    file_path: str | None = Parameter(
        "The script file that runs.",
        default=None,
        sets=(InSet("FilePath", mandatory=True, position=0),),
    )
    throttle_limit: int | None = Parameter(
        "How many run at a time, from now on; five at first.", default=None
    )
    streaming_host: object = Parameter(
        "A host ($Host): what the job shows by Write-Host is shown at once.", default=None
    )

    examples = (
        Example(
            "Three at once.",
            "1..3 | ForEach-Object { Start-ThreadJob { param($n) $n * 2 } -ArgumentList $_ } | "
            "Receive-Job -Wait | Sort-Object",
            shows=("2\n4\n6"),
        ),
    )

    def end(self) -> None:
        """Start the job, or let it wait, and write it."""
        block = self.script_block or self.block_of_file(self.file_path or "")
        if self.throttle_limit is not None and self.throttle_limit > 0:
            self.jobs.throttle = self.throttle_limit
        job = ThreadJob(self.jobs, str(block), self.work_of(block), self.name_)
        self.jobs.all.append(job)
        if self.streaming_host is not None:
            job.shows_on = self.host
        self.jobs.start_throttled(job)
        self.write(job)
