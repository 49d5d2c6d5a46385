"""What the commands on jobs share: finding the jobs that are meant."""

from collections.abc import Callable
from typing import Any

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._job_parts import JOB_STATES
from cmdlets.core._jobs import Job, Jobs, jobs_of
from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.wildcard import has_wildcard, wildcard

BY_JOB = "JobParameterSet"
BY_ID = "SessionIdParameterSet"
BY_NAME = "NameParameterSet"
BY_INSTANCE = "InstanceIdParameterSet"
BY_STATE = "StateParameterSet"
BY_FILTER = "FilterParameterSet"
STATES = tuple(JOB_STATES.members)


class FindsJobs(CoreCmdlet):
    """Declares -Id, -Name and -InstanceId, and finds what they mean."""

    id: list[int] = Parameter(
        "Their numbers.",
        default=(),
        sets=(InSet(BY_ID, mandatory=True, position=0, from_pipeline_by_property_name=True),),
    )
    name_: list[str] = Parameter(
        "Their names; wildcards are allowed.",
        name="Name",
        default=(),
        sets=(InSet(BY_NAME, mandatory=True, from_pipeline_by_property_name=True),),
    )
    instance_id: list[v.Guid] = Parameter(
        "Their identifiers.",
        default=(),
        sets=(InSet(BY_INSTANCE, mandatory=True, from_pipeline_by_property_name=True),),
        type="Guid[]",
    )

    @property
    def jobs(self) -> Jobs:
        """The jobs of the session."""
        return jobs_of(self.session)

    def every_job(self) -> list[Job]:
        """Return the jobs with those below them."""
        return [one for job in self.jobs.all for one in (job, *job.children)]

    def found(
        self, id: list[int] | None, name_: list[str] | None, instance_id: list[Any] | None
    ) -> list[Job]:
        """Return the jobs that are meant; an error is written for each that isn't there."""
        meant: list[Job] = []
        for number in id or ():
            meant += self._or_error([j for j in self.every_job() if j.id == number], number, "Id")
        for pattern in name_ or ():
            fits = wildcard(pattern).fullmatch
            named = [job for job in self.every_job() if fits(job.name)]
            meant += named if has_wildcard(pattern) else self._or_error(named, pattern, "Name")
        for identifier in instance_id or ():
            same = [job for job in self.every_job() if job.instance_id == bare(identifier)]
            meant += self._or_error(same, identifier, "InstanceId")
        return meant

    def conditional(
        self, state: str | None, filter: v.Hashtable | None, command: list[str] | None = None
    ) -> list[Job]:
        """Return the jobs of a state, whose properties a table has, or that run something."""
        found = self.jobs.all
        if state is not None:
            return [job for job in found if fold(job.state_name) == fold(state)]
        if filter is not None:
            tests = [_property_test(to_text(key), value) for key, value in filter.items()]
            return [job for job in found if all(test(job) for test in tests)]
        fits = [wildcard(one).fullmatch for one in command or ()]
        return [job for job in found if any(fit(job.command.strip()) for fit in fits)]

    def _or_error(self, found: list[Job], given: Any, parameter: str) -> list[Job]:
        if not found:
            self.write_error(_no_job(given, parameter), given)
        return found


class TakesJobs(FindsJobs):
    """Declares -Job, and -State and -Filter, too."""

    job: list[Job] = Parameter(
        "The jobs.",
        default=(),
        sets=(
            InSet(
                BY_JOB,
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
        type="Object[]",
    )

    def meant(
        self,
        id: list[int] | None,
        name_: list[str] | None,
        instance_id: list[Any] | None,
        job: list[Any] | None,
    ) -> list[Job]:
        """Return the jobs that were given and those that are meant."""
        given = [bare(one) for one in job or ()]
        for one in given:
            if not isinstance(one, Job):
                raise CommandError(
                    "ParameterArgumentTransformationError",
                    f"'{to_text(one)}' is no job.",
                    category="InvalidData",
                    target=one,
                    inner=AUTOMATION + "ParameterBindingArgumentTransformationException",
                )
        return given + self.found(id, name_, instance_id)

    def chosen(
        self, state: str | None, filter: v.Hashtable | None, command: list[str] | None = None
    ) -> list[Job]:
        """Return the jobs of a state, like a table, that run something, or that were given."""
        if state is None and filter is None and not command:
            return self.meant(self.id, self.name_, self.instance_id, self.job)
        return self.conditional(state, filter, command)


def _property_test(name: str, value: Any) -> Callable[[Job], bool]:
    readers: dict[str, Callable[[Job], Any]] = {
        "id": lambda job: job.id,
        "name": lambda job: job.name,
        "state": lambda job: job.state_name,
        "command": lambda job: job.command,
        "location": lambda job: job.location,
        "instanceid": lambda job: job.instance_id,
        "psjobtypename": lambda job: job.kind,
        "hasmoredata": lambda job: job.has_more_data,
    }
    read = readers.get(fold(name))
    wanted = fold(to_text(value))
    return lambda job: read is not None and fold(to_text(read(job))) == wanted


def _no_job(given: Any, parameter: str) -> CommandError:
    ids = {
        "Id": "JobWithSpecifiedSessionNotFound",
        "Name": "JobWithSpecifiedNameNotFound",
        "InstanceId": "JobWithSpecifiedInstanceIdNotFound",
    }
    return CommandError(
        ids[parameter],
        f"There is no job with the {parameter} {to_text(given)}.",
        category="ObjectNotFound",
        target=given,
        inner=AUTOMATION + "PSArgumentException",
        hint="Get-Job lists the jobs of this session.",
    )
