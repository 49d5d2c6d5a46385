"""Making one batch: intents first, then the writes, each read back, each with its outcome.

Changes of embedded ports share one SQLite transaction with their journal rows. Changes of other
ports are two-phase: the intent is committed before the write, the outcome after it, so that
whoever comes after a crash can tell what was meant and look whether it stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter

from smimeadmin.changes.chains import requests
from smimeadmin.changes.change import Change, ChangeState, Executor
from smimeadmin.changes.errors import ReadBackDiffersError
from smimeadmin.changes.journal import Journal, NumberedChange
from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.core.workspace import Workspace

_NOT_TRIED = "not tried: an earlier change failed"


@dataclass(frozen=True, slots=True)
class Step:
    """A Change of a batch, with who makes it."""

    number: int
    change: Change
    executor: Executor

    @property
    def numbered(self) -> NumberedChange:
        """The Change as the journal takes it."""
        return NumberedChange(self.number, self.change, self.executor.place)


class BatchRun:
    """One batch on its way through the ports."""

    def __init__(
        self,
        workspace: Workspace,
        journal: Journal,
        *,
        batch: str,
        run: str,
        command: str,
        steps: Sequence[Step],
        resumed: bool = False,
    ) -> None:
        self._workspace = workspace
        self._journal = journal
        self._batch = batch
        self._run = run
        self._command = command
        self._steps = steps
        self._resumed = resumed
        self.confirmed: list[Change] = []

    def make(self) -> None:
        """Make all steps in their order; at the first that fails, journal it and raise."""
        parts = [
            (embedded, list(steps))
            for embedded, steps in groupby(self._steps, lambda step: step.executor.transactional)
        ]
        embedded, first = parts[0]
        if embedded:
            # No key or content that rides with a Change can be lost between intent and write.
            self._make_embedded(first, self._steps[len(first) :], before=self._intend)
            parts = parts[1:]
        else:
            with self._workspace.transaction(self._command):
                self._intend()
        done = len(first) if embedded else 0
        for embedded, steps in parts:
            done += len(steps)
            if embedded:
                self._make_embedded(steps, self._steps[done:])
            else:
                self._make_remote(steps, self._steps[done:])

    def _intend(self) -> None:
        if self._resumed:
            numbers = [step.number for step in self._steps]
            self._journal.intend_again(numbers, batch=self._batch, run=self._run)
            return
        self._journal.intend(
            [step.numbered for step in self._steps],
            batch=self._batch,
            run=self._run,
            command=self._command,
        )

    def _make_embedded(
        self,
        steps: Sequence[Step],
        rest: Sequence[Step],
        before: Callable[[], None] | None = None,
    ) -> None:
        """Make steps in one transaction with their rows; ``before`` writes the intents in it."""
        try:
            with self._workspace.transaction(self._command):
                if before is not None:
                    before()
                for group in _by_target(steps):
                    group[0].executor.execute([step.change for step in group])
                    self._record(group, ChangeState.APPLIED)
                    _read_back(group)
                    self._record(group, ChangeState.CONFIRMED)
        except Exception as error:
            self._journal_failure(
                error,
                partial(self._record_rolled_back, steps, rest, _reason(error), intents=before),
            )
            raise
        self.confirmed += [step.change for step in steps]

    def _record_rolled_back(
        self,
        steps: Sequence[Step],
        rest: Sequence[Step],
        reason: str,
        *,
        intents: Callable[[], None] | None,
    ) -> None:
        with self._workspace.transaction(self._command):
            if intents is not None:
                intents()
            self._record(steps, ChangeState.FAILED, reason)
            self._record(rest, ChangeState.FAILED, _NOT_TRIED)

    def _make_remote(self, steps: Sequence[Step], rest: Sequence[Step]) -> None:
        groups = _by_target(steps)
        for position, group in enumerate(groups):
            later = [step for other in groups[position + 1 :] for step in other]
            try:
                self._make_group(group)
            except Exception as error:
                self._journal_failure(
                    error, partial(self._record_failed, [*later, *rest], _NOT_TRIED)
                )
                raise

    def _make_group(self, group: Sequence[Step]) -> None:
        """Make the Changes of one target, in one request."""
        executor = group[0].executor
        try:
            executor.execute([step.change for step in group])
        except Exception as error:
            write = self._record_outcome if _may_stand(error) else self._record_failed
            self._journal_failure(error, partial(write, group, _reason(error)))
            raise
        with self._workspace.transaction(self._command):
            self._record(group, ChangeState.APPLIED)
        missing = self._record_outcome(group, "reading it back shows something else")
        if missing:
            raise _differs(missing[0])

    def _record_outcome(self, group: Sequence[Step], reason: str) -> list[Step]:
        """Read a target back and write what it shows; return the steps that do not stand.

        A target that cannot be read leaves the outcome open: the next batch looks again.
        """
        stands = [step for step in group if step.executor.is_made(step.change)]
        missing = [step for step in group if step not in stands]
        with self._workspace.transaction(self._command):
            self._record(stands, ChangeState.CONFIRMED)
            self._record(missing, ChangeState.FAILED, reason)
        self.confirmed += [step.change for step in stands]
        return missing

    def _record_failed(self, steps: Sequence[Step], reason: str) -> None:
        if steps:
            with self._workspace.transaction(self._command):
                self._record(steps, ChangeState.FAILED, reason)

    def _record(self, steps: Sequence[Step], state: ChangeState, reason: str | None = None) -> None:
        self._journal.record(
            [step.number for step in steps],
            state,
            batch=self._batch,
            run=self._run,
            reason=reason,
        )

    def _journal_failure(self, error: Exception, write: Callable[[], object]) -> None:
        """Write what failed; if even that fails, the first error stays the one that is raised."""
        try:
            write()
        except SmimeAdminError as second:
            error.add_note(f"Its outcome is not in the journal either: {second.message}")


def _by_target(steps: Sequence[Step]) -> list[list[Step]]:
    return requests(steps, attrgetter("change"))


def _may_stand(error: Exception) -> bool:
    """Whether a write that ended with this error may have been made all the same."""
    if isinstance(error, SmimeAdminError):
        return error.kind in (ErrorKind.UNAVAILABLE, ErrorKind.TIMED_OUT)
    return True


def _read_back(group: Sequence[Step]) -> None:
    for step in group:
        if not step.executor.is_made(step.change):
            raise _differs(step)


def _differs(step: Step) -> ReadBackDiffersError:
    return ReadBackDiffersError(str(step.change.target), step.change.attribute)


def _reason(error: Exception) -> str:
    if isinstance(error, SmimeAdminError):
        return f"{error.id}: {error.message}"
    return type(error).__name__  # its text may hold anything
