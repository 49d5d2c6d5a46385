"""Remove-Job: forgets jobs."""

from typing import Any

from cmdlets.core._job_commands import BY_FILTER, BY_STATE, STATES, TakesJobs
from cmdlets.core._jobs import Job
from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter


class RemoveJob(
    TakesJobs,
    name="Remove-Job",
    aliases=("rjb",),
    impact="Medium",
    default_set="SessionIdParameterSet",
):
    """Forgets jobs that have ended, and what they wrote; with -Force ends them before."""

    state: str | None = Parameter(
        "The jobs in this state.",
        default=None,
        choices=STATES,
        sets=(InSet(BY_STATE, mandatory=True, position=0, from_pipeline_by_property_name=True),),
    )
    filter: v.Hashtable | None = Parameter(
        "The jobs whose properties have these values.",
        default=None,
        sets=(InSet(BY_FILTER, mandatory=True, position=0, from_pipeline_by_property_name=True),),
    )
    command: list[str] = Parameter(
        "The jobs that run this; wildcards are allowed.",
        default=(),
        sets=(InSet("CommandParameterSet", from_pipeline_by_property_name=True),),
    )
    force: bool = Parameter("Also jobs that are running.", default=False, aliases=("F",))

    examples = (
        Example(
            "All that are done.",
            "Start-Job { 1 } | Wait-Job | Remove-Job; @(Get-Job).Count",
            shows="0",
        ),
    )

    def process(self, *_given: Any) -> None:
        """Remove each."""
        found = self.chosen(self.state, self.filter, self.command)
        for one in found:
            self._remove(one)

    def _remove(self, job: Job) -> None:
        if not job.is_finished and not self.force:
            self.write_error(_still_running(job), job)
            return
        if not self.should_process(f"Job: {job.id}", "Remove-Job"):
            return
        job.stop()
        self.jobs.all = [other for other in self.jobs.all if other is not job]


def _still_running(job: Job) -> CommandError:
    state = fold(job.state_name)
    return CommandError(
        "JobObjectNotFinishedCannotBeRemoved",
        f"The job {job.id} is {state} and was not removed.",
        category="InvalidOperation",
        target=job,
        inner="System.ArgumentException",
        hint="Wait for it, stop it, or add -Force.",
    )
