"""Get-Job: the jobs of this session."""

from typing import Any

from cmdlets.core._job_commands import (
    BY_FILTER,
    BY_ID,
    BY_INSTANCE,
    BY_NAME,
    BY_STATE,
    STATES,
    FindsJobs,
)
from cmdlets.core._jobs import Job
from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, InSet, Parameter

_BY_COMMAND = "CommandParameterSet"
_LIMITED = tuple(InSet(name) for name in (BY_ID, BY_INSTANCE, BY_NAME, BY_STATE, _BY_COMMAND))


class GetJob(FindsJobs, name="Get-Job", aliases=("gjb",), default_set=BY_ID):
    """Gets jobs by number, name, state or what they run; without any of these, all of them."""

    id: list[int] = Parameter(
        "Their numbers.",
        default=(),
        sets=(InSet(BY_ID, position=0, from_pipeline_by_property_name=True),),
    )
    state: str | None = Parameter(
        "Only jobs in this state.",
        default=None,
        choices=STATES,
        sets=(InSet(BY_STATE, mandatory=True, from_pipeline_by_property_name=True),),
    )
    command: list[str] = Parameter(
        "Only jobs that run this; wildcards are allowed.",
        default=(),
        sets=(InSet(_BY_COMMAND, from_pipeline_by_property_name=True),),
    )
    filter: v.Hashtable | None = Parameter(
        "Only jobs whose properties have these values.",
        default=None,
        sets=(InSet(BY_FILTER, mandatory=True, position=0, from_pipeline_by_property_name=True),),
    )
    include_child_job: bool = Parameter("The jobs below them, too.", default=False, sets=_LIMITED)
    child_job_state: str | None = Parameter(
        "Also the jobs below them that are in this state.",
        default=None,
        choices=STATES,
        sets=_LIMITED,
    )
    has_more_data: bool | None = Parameter(
        "Only jobs that have something to receive, or only those that don't.",
        default=None,
        sets=_LIMITED,
        type="Boolean",
    )
    before: v.DateTime | None = Parameter("Ended before this time.", default=None, sets=_LIMITED)
    after: v.DateTime | None = Parameter("Ended after this time.", default=None, sets=_LIMITED)
    newest: int | None = Parameter(
        "Only so many of those that ended last.", default=None, sets=_LIMITED
    )

    examples = (
        Example(
            "By name.",
            "$null = Start-Job -Name night { 1 }; (Get-Job -Name night).Name",
            shows="night",
        ),
    )

    def process(self, *_given: Any) -> None:
        """Write the jobs that are meant."""
        if self.id or self.name_ or self.instance_id:
            found = self.found(self.id, self.name_, self.instance_id)
        elif self.state or self.filter or self.command:
            found = self.conditional(self.state, self.filter, self.command)
        else:
            found = list(self.jobs.all)
        self.write_each(self._with_children(self._limited(found)))

    def _limited(self, found: list[Job]) -> list[Job]:
        if self.has_more_data is not None:
            found = [job for job in found if job.has_more_data is self.has_more_data]
        if self.before is not None or self.after is not None or self.newest is not None:
            found = [job for job in found if job.ended_at is not None and self._is_in_time(job)]
        if self.newest is not None:
            found.sort(key=lambda job: job.ended_at.ticks if job.ended_at else 0, reverse=True)
            del found[max(self.newest, 0) :]
        return found

    def _is_in_time(self, job: Job) -> bool:
        end = job.ended_at
        if end is None:
            return False
        is_before = self.before is None or end.to_utc().ticks < self.before.to_utc().ticks
        return is_before and (self.after is None or end.to_utc().ticks > self.after.to_utc().ticks)

    def _with_children(self, found: list[Job]) -> list[Job]:
        if not self.include_child_job and self.child_job_state is None:
            return found
        wanted = self.child_job_state
        return [
            one
            for job in found
            for one in (job, *job.children)
            if one is job or wanted is None or fold(one.state_name) == fold(wanted)
        ]
