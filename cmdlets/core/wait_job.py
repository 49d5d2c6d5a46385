"""Wait-Job: waits until jobs end."""

import time
from typing import Any

from cmdlets.core._job_commands import BY_FILTER, BY_STATE, STATES, TakesJobs
from cmdlets.core._jobs import Job
from smimeadmin.core import values as v
from smimeadmin.shell.engine import Example, InSet, Parameter


class WaitJob(TakesJobs, name="Wait-Job", aliases=("wjb",), default_set="SessionIdParameterSet"):
    """Waits until all of the jobs have ended, or one of them, and writes those.

    When the time given is over before, nothing is written.
    """

    state: str | None = Parameter(
        "The jobs in this state.",
        default=None,
        choices=STATES,
        sets=(InSet(BY_STATE, mandatory=True, from_pipeline_by_property_name=True),),
    )
    filter: v.Hashtable | None = Parameter(
        "The jobs whose properties have these values.",
        default=None,
        sets=(InSet(BY_FILTER, mandatory=True, position=0, from_pipeline_by_property_name=True),),
    )
    any_: bool = Parameter("Only until one has ended.", name="Any", default=False)
    timeout: int = Parameter("At most so many seconds.", default=-1, aliases=("TimeoutSec",))
    force: bool = Parameter("Accepted: jobs are never suspended.", default=False)

    examples = (
        Example("Until it is done.", "(Start-Job { 1 } | Wait-Job).State", shows="Completed"),
    )

    def begin(self) -> None:
        """Start gathering."""
        self._jobs: list[Job] = []

    def process(self, *_given: Any) -> None:
        """Keep the jobs to wait for."""
        found = self.chosen(self.state, self.filter)
        self._jobs += [one for one in found if one not in self._jobs]

    def end(self) -> None:
        """Wait."""
        limit = None if self.timeout < 0 else time.monotonic() + self.timeout
        while not self._is_done():
            if limit is not None and time.monotonic() >= limit:
                return
            self.jobs.wait()
        ended = [job for job in self._jobs if job.is_finished]
        self.write_each(ended[:1] if self.any_ else ended)

    def _is_done(self) -> bool:
        ended = [job.is_finished for job in self._jobs]
        return any(ended) or not ended if self.any_ else all(ended)
