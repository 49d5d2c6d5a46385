"""ForEach-Object -Parallel: a block for each object in threads of their own, a few at a time."""

import queue
import time
from typing import Any, Final

from cmdlets.core._job_parts import Work, close_services, uncaught
from cmdlets.core._job_streams import OUTPUT, JobHost, Record, job_streams, pass_on
from cmdlets.core._jobs import TaskChildJob, TaskJob, jobs_of
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.error_record import ErrorRecord
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.runspaces import Runspace, start_thread, using_values

_MOMENT: Final = 0.05
"""Seconds between two looks at Ctrl-C and at the time limit."""
_ENDED: Final = "ended"
_FAILED: Final = "failed"
_PATIENCE: Final = 0.2
"""Seconds that threads get for ending after they were stopped."""


class ParallelRun:
    """The threads of one ``-Parallel``; what they write is passed on in the calling thread.

    ``limit`` threads run at a time, each with a session of its own; after ``seconds`` (0: never)
    those that run are stopped and no more are started.
    """

    def __init__(
        self, invocation: Invocation, block: ScriptBlock, *, limit: int, seconds: int
    ) -> None:
        self._invocation = invocation
        self._block = block
        self._limit = limit
        self._until = time.monotonic() + seconds if seconds else None
        self._using = using_values(block, invocation.frame)
        refuse_blocks(self._using)
        self._written: queue.SimpleQueue[Record] = queue.SimpleQueue()
        self._running: set[Runspace] = set()

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self._until is not None and time.monotonic() >= self._until

    def add(self, item: Any) -> None:
        """Run the block for an object; wait until there is a thread for it."""
        self._pass_on_what_is_there()
        while len(self._running) >= self._limit and not self.is_over:
            self._wait()
        if self.is_over:
            self.stop()
            return
        session = self._invocation.session
        host = JobHost(session.host.columns, self._written.put)
        runspace = Runspace(session, host)  # type: ignore[arg-type] # it is a Session
        self._running.add(runspace)
        if session.has_twin_doors:
            start_thread(lambda: self._run(runspace, item), "ForEach-Object -Parallel")
        else:
            self._run(runspace, item)

    def _run(self, runspace: Runspace, item: Any) -> None:
        try:
            runspace.run(
                self._block,
                lambda value: self._written.put((OUTPUT, value)),
                streams=job_streams(self._written.put),
                item=item,
                using=self._using,
            )
        except Exception as error:  # noqa: BLE001 - the end of a thread: every error is passed on
            self._written.put((_FAILED, uncaught(error)))
        finally:
            close_services(runspace, self._invocation.session.services)
            self._written.put((_ENDED, runspace))

    def finish(self) -> None:
        """Wait until every thread has ended."""
        while self._running:
            if self.is_over:
                self.stop()
                return
            self._wait()
        self._pass_on_what_is_there()

    def stop(self) -> None:
        """End the threads that run; what they wrote before is passed on by nobody."""
        for runspace in list(self._running):
            runspace.stop()
        until = time.monotonic() + _PATIENCE
        while self._running and time.monotonic() < until:
            self._take(wait=True, silent=True)
        self._running.clear()

    def _wait(self) -> None:
        self._take(wait=True, silent=False)
        session = self._invocation.session
        session.wait(0)

    def _pass_on_what_is_there(self) -> None:
        while self._take(wait=False, silent=False):
            pass

    def _take(self, *, wait: bool, silent: bool) -> bool:
        """Pass on one record; tell whether there was one."""
        try:
            record = self._written.get(timeout=_MOMENT) if wait else self._written.get_nowait()
        except queue.Empty:
            return False
        stream, value = record
        if stream == _ENDED:
            self._running.discard(value)
        elif not silent:
            is_failed = stream == _FAILED
            pass_on(("error", _task_error(value)) if is_failed else record, self._invocation)
        return True


class ParallelJobs:
    """The same as a job: the threads go on while the caller does."""

    def __init__(self, invocation: Invocation, block: ScriptBlock, *, limit: int) -> None:
        self._invocation = invocation
        self._block = block
        self._using = using_values(block, invocation.frame)
        refuse_blocks(self._using)
        self._jobs = jobs_of(invocation.session)
        self.job = TaskJob(self._jobs, str(block), None)
        self._limit = limit

    def add(self, item: Any) -> None:
        """Keep an object for a thread."""
        work = Work(self._block, self._using, item=item)
        self.job.children.append(TaskChildJob(self._jobs, str(self._block), work))

    def finish(self) -> None:
        """Start the first threads; each that ends starts the next one. Write the job."""
        self._jobs.all.append(self.job)
        waiting = list(self.job.children)

        def start_next(_ended: Any) -> None:
            while waiting:
                child = waiting.pop(0)
                if not child.is_finished:
                    child.on_end = start_next
                    child.start(self._invocation.session)
                    return

        for _ in range(self._limit):
            start_next(None)
        self._invocation.output(self.job)

    def stop(self) -> None:
        """Leave the threads alone: they belong to the job."""


def refuse_blocks(using: dict[str, Any]) -> None:
    """Raise if a block of the caller would come along: it belongs to the caller's thread."""
    if any(isinstance(bare(value), ScriptBlock) for value in using.values()):
        raise CommandError(
            "ParallelUsingVariableCannotBeScriptBlock",
            "A $using: value of -Parallel cannot be a script block.",
            category="InvalidType",
            inner=AUTOMATION + "PSArgumentException",
            hint="Take its text along: [scriptblock]::Create($using:text).",
        )


def refused_item(item: Any) -> CommandError | None:
    """Return the error for an object that no other thread may have, None for all others."""
    if not isinstance(bare(item), ScriptBlock):
        return None
    return CommandError(
        "ParallelPipedInputObjectCannotBeScriptBlock",
        "A script block cannot be piped to ForEach-Object -Parallel.",
        category="InvalidType",
        target=item,
        inner=AUTOMATION + "PSArgumentException",
    )


def _task_error(record: ErrorRecord) -> ErrorRecord:
    """Return the error that ended a thread under the id that PowerShell gives it here."""
    record.fully_qualified_error_id = "PSTaskException"
    return record
