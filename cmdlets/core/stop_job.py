"""Stop-Job: ends jobs."""

import time
from typing import Any

from cmdlets.core._job_commands import BY_FILTER, BY_STATE, STATES, TakesJobs
from smimeadmin.core import values as v
from smimeadmin.shell.engine import Example, InSet, Parameter

_PATIENCE = 5
"""Seconds that a job gets for ending; one that is in a long call into the system takes longer."""


class StopJob(
    TakesJobs,
    name="Stop-Job",
    aliases=("spjb",),
    impact="Medium",
    default_set="SessionIdParameterSet",
):
    """Ends jobs that are running; what they wrote so far can be received."""

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
    pass_thru: bool = Parameter("Write the jobs.", default=False)

    examples = (
        Example(
            "One that sleeps.",
            "$j = Start-Job { Start-Sleep 60 }; $j | Stop-Job; $j.State",
            shows="Stopped",
        ),
    )

    def process(self, *_given: Any) -> None:
        """Stop each."""
        found = self.chosen(self.state, self.filter)
        for one in found:
            if not one.is_finished and not self.should_process(f"Job: {one.id}", "Stop-Job"):
                continue
            one.stop()
            until = time.monotonic() + _PATIENCE
            while not one.is_finished and time.monotonic() < until:
                self.jobs.wait()
            if self.pass_thru:
                self.write(one)
