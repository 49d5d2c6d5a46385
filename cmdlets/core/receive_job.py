"""Receive-Job: gets what jobs wrote."""

from typing import Any

from cmdlets.core._job_commands import BY_ID, BY_JOB, TakesJobs
from cmdlets.core._job_streams import pass_on
from cmdlets.core._jobs import Job
from smimeadmin.core import values as v
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION

_BY_LOCATION = "Location"


class ReceiveJob(TakesJobs, name="Receive-Job", aliases=("rcjb",), default_set=_BY_LOCATION):
    """Writes what jobs wrote since it was received last: output, errors, warnings and the rest.

    With -Wait it comes as it is written, until the jobs have ended.
    """

    job: list[Job] = Parameter(
        "The jobs.",
        default=(),
        sets=tuple(
            InSet(
                name,
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            )
            for name in (BY_JOB, _BY_LOCATION)
        ),
        type="Object[]",
    )
    id: list[int] = Parameter(
        "Their numbers.",
        default=(),
        sets=(InSet(BY_ID, mandatory=True, position=0, from_pipeline_by_property_name=True),),
    )
    location: list[str] = Parameter(
        "Only of jobs that run here: localhost.",
        default=(),
        sets=(InSet(_BY_LOCATION, position=1),),
    )
    keep: bool = Parameter("It can be received again.", default=False)
    no_recurse: bool = Parameter("Not of the jobs below them.", default=False)
    force: bool = Parameter("Accepted: jobs are never suspended.", default=False)
    wait: bool = Parameter("Until the jobs have ended.", default=False)
    auto_remove_job: bool = Parameter("Forget the jobs then; needs -Wait.", default=False)
    write_events: bool = Parameter("Tell each change of their state; needs -Wait.", default=False)
    write_job_in_results: bool = Parameter("Write the jobs before; needs -Wait.", default=False)

    examples = (
        Example("As it comes.", "Start-Job { 'a'; 'b' } | Receive-Job -Wait", shows=("a\nb")),
        Example(
            "Twice.",
            "$j = Start-Job { 7 } | Wait-Job; Receive-Job $j -Keep; Receive-Job $j",
            shows=("7\n7"),
        ),
    )

    def begin(self) -> None:
        """Refuse what needs -Wait."""
        self._jobs: list[Job] = []
        for given, name in (
            (self.auto_remove_job, "AutoRemoveJob"),
            (self.write_events, "WriteEvents"),
            (self.write_job_in_results, "WriteJobInResults"),
        ):
            if given and not self.wait:
                raise _needs_wait(name)
        if self.keep and self.auto_remove_job:
            raise _together()

    def process(
        self,
        id: list[int],
        name_: list[str],
        instance_id: list[v.Guid],
        job: list[object],
    ) -> None:
        """Write what is there, or keep the jobs to wait for."""
        found: list[Any] = self.meant(id, name_, instance_id, job)
        if self.location:
            found = [one for one in found if one.location in self.location]
        for one in found:
            if self.wait:
                self._jobs.append(one)
                if self.write_job_in_results:
                    self.write(one)
            else:
                self._receive(one)

    def end(self) -> None:
        """Wait for the jobs, writing what they write."""
        states = {id(job): "" for job in self._jobs}
        waiting = list(self._jobs)
        while waiting:
            for job in list(waiting):
                is_finished = job.is_finished  # asked before: what it wrote last is not missed
                self._tell_state(job, states)
                if not self.keep or is_finished:
                    self._receive(job)
                if is_finished:
                    waiting.remove(job)
            if waiting:
                self.jobs.wait()
        if self.auto_remove_job:
            gone = {id(job) for job in self._jobs}
            self.jobs.all = [job for job in self.jobs.all if id(job) not in gone]

    def _tell_state(self, job: Job, states: dict[int, str]) -> None:
        if self.write_events and states[id(job)] != job.state_name:
            states[id(job)] = job.state_name
            self.write(job.job_state_info)

    def _receive(self, job: Job) -> None:
        for one in (job,) if self.no_recurse else (job, *job.children):
            for record in one.take(keep=self.keep):
                pass_on(record, self.invocation)


def _needs_wait(name: str) -> CommandError:
    return CommandError(
        f"{name}CannotBeUsedWithoutWait",
        f"-{name} needs -Wait.",
        category="InvalidOperation",
        inner=AUTOMATION + "PSInvalidOperationException",
        hint="Add -Wait.",
    )


def _together() -> CommandError:
    return CommandError(
        "AutoRemoveJobAndKeepCannotBeUsedTogether",
        "-AutoRemoveJob and -Keep cannot stand together.",
        category="InvalidOperation",
        inner=AUTOMATION + "PSInvalidOperationException",
    )
