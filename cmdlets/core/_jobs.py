"""Jobs: blocks that run in threads of their own, and what they wrote."""

import secrets
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, ClassVar, Final

from cmdlets.core._job_parts import JOB_STATES, JobStateInfo, Work, close_services, uncaught
from cmdlets.core._job_streams import OUTPUT, JobHost, Record, job_streams
from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.shell.engine.error_record import ErrorRecord
from smimeadmin.shell.engine.host import Host
from smimeadmin.shell.engine.running_session import RunningSession
from smimeadmin.shell.engine.runspaces import Runspace, start_thread
from smimeadmin.shell.engine.streams import HostMessage

_PS: Final = "System.Management.Automation."
_MOMENT: Final = 0.05
"""Seconds."""
FINISHED: Final = frozenset(("Completed", "Failed", "Stopped"))


class Job:
    """One job; ``work`` is None for one that only holds its children together."""

    shown = (
        *("state", "has_more_data", "status_message", "location", "command", "job_state_info"),
        *("instance_id", "id", "name", "child_jobs", "PSBeginTime", "PSEndTime"),
        *("PSJobTypeName", "output", "error", "warning", "verbose", "debug", "information"),
    )
    kind: ClassVar[str]

    def __init__(self, jobs: "Jobs", command: str, work: Work | None, name: str = "") -> None:
        self.jobs = jobs
        self.id = jobs.next_id()
        self.name = name or f"Job{self.id}"
        self.command = command
        self.work = work
        self.children: list[Job] = []
        self.instance_id = jobs.new_guid()
        self.begun: v.DateTime | None = None
        self.ended: v.DateTime | None = None
        self.reason: ErrorRecord | None = None
        self.on_end: Callable[[Job], None] | None = None
        self.shows_on: Host | None = None
        self._own_state = "NotStarted"
        self._records: deque[Record] = deque()
        self._runspace: Runspace | None = None
        self._shared_services: Any = None

    # -- what a script sees

    @property
    def state_name(self) -> str:
        """Its state; a job with children is as far as the one that is least far."""
        if not self.children:
            return self._own_state
        states = {child.state_name for child in self.children}
        if states == {"NotStarted"}:
            return "NotStarted"
        if states & {"Running", "NotStarted", "Stopping"}:
            return "Stopping" if "Stopping" in states else "Running"
        for state in ("Failed", "Stopped"):
            if state in states:
                return state
        return "Completed"

    @property
    def state(self) -> v.EnumValue:
        """Its state."""
        return JOB_STATES.value(self.state_name)

    @property
    def is_finished(self) -> bool:
        """Whether it will not go on."""
        return self.state_name in FINISHED

    @property
    def has_more_data(self) -> bool:
        """Whether Receive-Job would find something, or may yet."""
        if self.children:
            return any(child.has_more_data for child in self.children)
        return bool(self._records) or self._own_state not in FINISHED

    @property
    def status_message(self) -> str:
        """Nothing: a thread has no more to say."""
        return ""

    @property
    def location(self) -> str:
        """Where it runs."""
        return "PowerShell"

    @property
    def job_state_info(self) -> JobStateInfo:
        """Its state, with the error that ended it."""
        reason = self.reason
        return JobStateInfo(self.state, None if reason is None else reason.exception)

    @property
    def child_jobs(self) -> list["Job"]:
        """The jobs below it that do the work."""
        return list(self.children)

    @property
    def began(self) -> v.DateTime | None:
        """When it began."""
        return self.begun or (self.children[0].begun if self.children else None)

    @property
    def ended_at(self) -> v.DateTime | None:
        """When it ended."""
        if not self.children:
            return self.ended
        ends = [child.ended for child in self.children]
        return ends[-1] if all(ends) else None

    PSBeginTime = began
    PSEndTime = ended_at

    @property
    def type_of_job(self) -> str:
        """Which kind of job it is, in PowerShell's word."""
        return self.kind

    PSJobTypeName = type_of_job

    def __str__(self) -> str:
        return str(getattr(type(self), "type_name", ""))

    def _of(self, stream: str) -> list[Any]:
        return [value for name, value in list(self._records) if name == stream]

    @property
    def output(self) -> list[Any]:
        """What it wrote and nobody received yet."""
        return self._of(OUTPUT)

    @property
    def error(self) -> list[Any]:
        """The errors that nobody received yet."""
        return self._of("error")

    @property
    def warning(self) -> list[Any]:
        """The warnings that nobody received yet."""
        return self._of("warning")

    @property
    def verbose(self) -> list[Any]:
        """The details that nobody received yet."""
        return self._of("verbose")

    @property
    def debug(self) -> list[Any]:
        """The messages for debugging that nobody received yet."""
        return self._of("debug")

    @property
    def information(self) -> list[Any]:
        """The information that nobody received yet."""
        return self._of("information")

    # -- running

    def start(self, opener: RunningSession) -> None:
        """Start the thread; output is kept until it is received."""
        host = JobHost(opener.host.columns, self._put)
        self._runspace = self.jobs.open_runspace(opener, host)
        self._shared_services = opener.services
        self._own_state = "Running"
        self.begun = self.jobs.now()
        if opener.has_twin_doors:
            start_thread(self._run, self.name)
        else:
            self._run()

    def _run(self) -> None:
        runspace, work = self._runspace, self.work
        if runspace is None or work is None:
            return
        state = "Completed"
        try:
            if work.location is not None:
                runspace.session.location = work.location
            if work.setup:
                runspace.session.run_text(work.setup, self._write)
            runspace.run(
                work.block,
                self._write,
                streams=job_streams(self._put),
                arguments=work.arguments,
                items=work.items,
                item=work.item,
                using=work.using,
            )
            state = "Stopped" if runspace.was_stopped else state
        except Exception as error:  # noqa: BLE001 - the end of a thread: every error is kept
            self.reason = uncaught(error)
            self._records.append(("error", self.reason))
            state = "Failed"
        close_services(runspace, self._shared_services)
        self._end(state)

    def _put(self, record: Record) -> None:
        """Keep what was written; what Write-Host shows may go to a host at once."""
        data = getattr(record[1], "message_data", None)
        if self.shows_on is not None and isinstance(data, HostMessage):
            self.shows_on.write(data.message, newline=not data.no_new_line)
        else:
            self._records.append(record)

    def _write(self, value: Any) -> None:
        self._records.append((OUTPUT, value))

    def _end(self, state: str) -> None:
        self.ended = self.jobs.now()
        self._runspace = None
        with self.jobs.changed:
            if self._own_state not in FINISHED:
                self._own_state = state
            self.jobs.changed.notify_all()
        if self.on_end is not None:
            self.on_end(self)

    def stop(self) -> None:
        """End it; what it wrote so far can be received."""
        for child in self.children:
            child.stop()
        if self.children or self.is_finished:
            return
        runspace = self._runspace
        if runspace is None:
            self._end("Stopped")
        else:
            self._own_state = "Stopping"
            runspace.stop()

    # -- receiving

    def take(self, *, keep: bool) -> list[Record]:
        """Return what was written and not received yet; without ``keep`` it is gone then."""
        if keep:
            return list(self._records)
        taken: list[Record] = []
        while self._records:
            taken.append(self._records.popleft())
        return taken


class BackgroundJob(Job):
    """What Start-Job makes."""

    type_name = _PS + "PSRemotingJob"
    kind = "BackgroundJob"

    @property
    def location(self) -> str:
        """Where it runs."""
        return "localhost"


class BackgroundChildJob(BackgroundJob):
    """The part of such a job that does the work."""

    type_name = _PS + "PSRemotingChildJob"
    kind = ""


class ThreadJob(Job):
    """What Start-ThreadJob makes."""

    type_name = "ThreadJob.ThreadJob"
    kind = "ThreadJob"


class TaskJob(Job):
    """What ForEach-Object -Parallel -AsJob makes."""

    type_name = _PS + "PSTasks.PSTaskJob"
    kind = "PSTaskJob"


class TaskChildJob(TaskJob):
    """The job of one object of the pipeline."""

    type_name = _PS + "PSTasks.PSTaskChildJob"


class Jobs:
    """The jobs of a session, in the order they were started."""

    def __init__(self, session: RunningSession, now: Callable[[], v.DateTime]) -> None:
        self._session = session
        self._last_id = 0
        self.now = now
        self.all: list[Job] = []
        self.changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._running = 0
        self.throttle = 5

    def next_id(self) -> int:
        """Return the next number of a job."""
        self._last_id += 1
        return self._last_id

    def new_guid(self) -> v.Guid:
        """Return a new identifier."""
        return v.Guid(secrets.randbits(128) & ~(0xF << 76) & ~(3 << 62) | 4 << 76 | 2 << 62)

    def open_runspace(self, opener: RunningSession, host: JobHost) -> Runspace:
        """Return a session for a thread."""
        return Runspace(opener, host)  # type: ignore[arg-type] # the running session is a Session

    def start_throttled(self, job: Job) -> None:
        """Start a job once fewer than the limit of throttled ones are running."""
        job.on_end = self._one_ended
        self._waiting.append(job)
        self._start_waiting()

    def _one_ended(self, _job: Job) -> None:
        self._running -= 1
        self._start_waiting()

    def _start_waiting(self) -> None:
        while self._waiting and self._running < self.throttle:
            job = self._waiting.popleft()
            if job.is_finished:
                continue
            self._running += 1
            job.start(self._session)

    def wait(self) -> None:
        """Wait until a job ends, at most a moment, so that Ctrl-C and Stop-Job are noticed."""
        with self.changed:
            self.changed.wait(_MOMENT)


def jobs_of(session: RunningSession) -> Jobs:
    """Return the jobs of a session."""
    if session.jobs is None:
        clock = SystemClock() if session.services is None else session.services.clock
        session.jobs = Jobs(session, lambda: v.DateTime.from_datetime(clock.now()))
    jobs: Jobs = session.jobs
    return jobs
