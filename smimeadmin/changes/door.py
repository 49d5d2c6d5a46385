"""The one door of every write: journal, make, read back, confirm; undo and resume go through it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import ClassVar

from smimeadmin.changes.batch import BatchRun, Step
from smimeadmin.changes.chains import not_standing
from smimeadmin.changes.change import Change, ChangeState, Executor
from smimeadmin.changes.errors import (
    BatchNotFoundError,
    NoExecutorError,
    NotResumableError,
    NotUndoableError,
    OtherPlaceError,
    SecretInValueError,
)
from smimeadmin.changes.journal import Journal, JournalEntry, new_id, unfinished
from smimeadmin.changes.opposite import opposite
from smimeadmin.changes.plan import Plan, PlannedChange
from smimeadmin.core.clock import Clock
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.workspace import Workspace

_TELLING_LENGTH = 16


@dataclass(frozen=True, slots=True)
class AppliedBatch:
    """What became of the Changes that were handed over.

    ``batch`` is None if there was nothing to make; ``unchanged`` counts what stood already.
    """

    shown: ClassVar[tuple[str, ...]] = ("batch", "count", "unchanged")

    batch: str | None
    made: tuple[Change, ...]
    unchanged: int = 0

    @property
    def count(self) -> int:
        """How many Changes were made."""
        return len(self.made)


class ChangeDoor:
    """Makes Changes through the ports' executors and keeps the journal of it.

    ``executors`` is looked at for each batch, so a connection that is made later counts.
    ``run_id`` names the run in the journal; ``new_id(clock)`` makes one.
    """

    def __init__(
        self,
        workspace: Workspace,
        executors: Mapping[str, Executor],
        clock: Clock,
        run_id: str,
    ) -> None:
        self.workspace = workspace
        self.journal = Journal(workspace, clock)
        self.run_id = run_id
        self.count = 0
        self.was_used = False
        self._executors = executors
        self._clock = clock

    def apply(self, changes: Iterable[Change], *, command: str) -> AppliedBatch:
        """Make Changes as one batch.

        Nothing to make writes nothing but the outcome of what was cut off. Raises what the port
        raises, after the journal says so; Changes made before the failing one stand (those of
        embedded ports in one stretch stand or fall together).
        """
        self.was_used = True
        planned = tuple(changes)
        if not planned:
            self._settle_if_cut_off(command)
            return AppliedBatch(None, ())
        for change in planned:
            _refuse_secret_in_value(change)
        steps = [
            Step(number, change, self._executor(change)) for number, change in enumerate(planned, 1)
        ]
        with self.workspace.hold(command):
            self.settle()
            return self._make(new_id(self._clock), steps, command)

    def settle(self) -> None:
        """Give Changes that were cut off their outcome, by looking whether they stand.

        The lock is held per batch, so an intent without an outcome belongs to nobody who lives.
        What cannot be looked at now (another place, a server that is away) stays open.
        """
        groups: dict[tuple[str, str, str], list[JournalEntry]] = {}
        for entry in self.journal.open_entries():
            group = (entry.batch, entry.change.target.port, entry.place)
            groups.setdefault(group, []).append(entry)
        for (batch, port, place), entries in groups.items():
            executor = self._executors.get(port)
            if executor is None or executor.place != place:
                continue
            try:
                failed = not_standing(entries, attrgetter("change"), self._stands)
            except SmimeAdminError:
                continue  # the next batch looks again
            standing = [entry for entry in entries if entry not in failed]
            with self.workspace.transaction():
                self._record(batch, standing, ChangeState.CONFIRMED, "found made after a cut-off")
                self._record(batch, failed, ChangeState.FAILED, "cut off before it was made")

    def _settle_if_cut_off(self, command: str) -> None:
        """Settle for a command that found all made: who reruns a script may write nothing else."""
        if self.workspace.is_writable and self.journal.open_entries():
            with self.workspace.hold(command):
                self.settle()

    def missing(self, name: str) -> list[Change]:
        """Return the Changes of a batch or run that do not stand, from the journal alone."""
        return [entry.change for entry in unfinished(self._entries(name))]

    def resume(self, name: str) -> AppliedBatch:
        """Make what is missing of a batch or a run, with the values that the journal holds."""
        self.was_used = True
        command = f"Resume-Change {name}"
        with self.workspace.hold(command):
            self.settle()
            entries = self._entries(name)
            # A later Change of the same value that stood once is not gone back behind.
            needed = not_standing(entries, attrgetter("change"), self._stood_or_stands)
            todo = list(unfinished(needed))
            standing = _without(unfinished(entries), todo)
            for entry in todo:
                if entry.needs_secret:
                    raise NotResumableError(entry.target, entry.attribute)
            self._confirm_standing(standing)
            made: list[Change] = []
            for batch in dict.fromkeys(entry.batch for entry in todo):
                steps = [
                    Step(entry.number, entry.change, self._executor(entry.change))
                    for entry in todo
                    if entry.batch == batch
                ]
                made += self._make(batch, steps, command, resumed=True).made
            return AppliedBatch(name, tuple(made), len(standing))

    def opposites(self, name: str) -> list[Change]:
        """Return the Changes that would undo a batch or run, in the order to make them.

        Raises ``NotUndoableError`` if one of them has no opposite.
        """
        entries = [e for e in self._entries(name) if e.state is ChangeState.CONFIRMED]
        undoing = []
        for entry in reversed(entries):
            executor = self._executor_at(entry)
            reverse = opposite(entry.change)
            if reverse is None or not executor.is_undoable(entry.change):
                raise NotUndoableError(entry.kind, entry.target, entry.attribute)
            undoing.append(reverse)
        return undoing

    def undo(self, name: str) -> AppliedBatch:
        """Make the opposite of each Change of a batch or run that stands, newest first."""
        return self._apply_what_is_missing(self.opposites(name), f"Undo-Change {name}")

    def plan(self, changes: Iterable[Change]) -> Plan:
        """Return Changes as a plan that can be saved, with the places they are meant for."""
        return Plan(
            PlannedChange(change, self._executor(change).place, change.secret is not None)
            for change in changes
        )

    def apply_plan(self, plan: Plan, *, command: str) -> AppliedBatch:
        """Make the Changes of a saved plan that do not stand yet."""
        for planned in plan:
            executor = self._executor(planned.change)
            if executor.place != planned.place:
                port = planned.change.target.port
                raise OtherPlaceError(port, planned.place, executor.place)
            if planned.needs_secret and planned.change.secret is None:
                raise NotResumableError(str(planned.change.target), planned.change.attribute)
        return self._apply_what_is_missing([planned.change for planned in plan], command)

    def made(self) -> tuple[Change, ...]:
        """Return the Changes of this run that stand: in a rehearsal, the plan."""
        return tuple(entry.change for entry in self.journal.made_in(self.run_id))

    def _apply_what_is_missing(self, changes: Sequence[Change], command: str) -> AppliedBatch:
        missing = not_standing(changes, lambda c: c, lambda c: self._is_made(self._executor(c), c))
        applied = self.apply(missing, command=command)
        return AppliedBatch(applied.batch, applied.made, len(changes) - len(missing))

    def _make(
        self, batch: str, steps: Sequence[Step], command: str, *, resumed: bool = False
    ) -> AppliedBatch:
        run = BatchRun(
            self.workspace,
            self.journal,
            batch=batch,
            run=self.run_id,
            command=command,
            steps=steps,
            resumed=resumed,
        )
        try:
            run.make()
        finally:
            self.count += len(run.confirmed)
        return AppliedBatch(batch, tuple(run.confirmed))

    def _stands(self, entry: JournalEntry) -> bool:
        return self._is_made(self._executor_at(entry), entry.change)

    def _stood_or_stands(self, entry: JournalEntry) -> bool:
        return entry.state is ChangeState.CONFIRMED or self._stands(entry)

    def _confirm_standing(self, standing: Sequence[JournalEntry]) -> None:
        if not standing:
            return
        with self.workspace.transaction():
            for entry in standing:
                self._record(entry.batch, [entry], ChangeState.CONFIRMED, "found made since")

    def _record(
        self, batch: str, entries: Sequence[JournalEntry], state: ChangeState, reason: str
    ) -> None:
        """Write outcomes that were found, for the runs that had meant the Changes."""
        for entry in entries:
            self.journal.record([entry.number], state, batch=batch, run=entry.run, reason=reason)

    def _entries(self, name: str) -> list[JournalEntry]:
        entries = self.journal.entries_of(name)
        if not entries:
            raise BatchNotFoundError(name)
        return entries

    def _executor(self, change: Change) -> Executor:
        port = change.target.port
        executor = self._executors.get(port)
        if executor is None:
            raise NoExecutorError(port, sorted(self._executors))
        return executor

    def _executor_at(self, entry: JournalEntry) -> Executor:
        executor = self._executor(entry.change)
        if executor.place != entry.place:
            raise OtherPlaceError(entry.change.target.port, entry.place, executor.place)
        return executor

    def _is_made(self, executor: Executor, change: Change) -> bool:
        if not executor.transactional:
            return executor.is_made(change)
        with self.workspace.read():
            return executor.is_made(change)


def _without(entries: Iterable[JournalEntry], others: Iterable[JournalEntry]) -> list[JournalEntry]:
    taken = {entry.sequence for entry in others}
    return [entry for entry in entries if entry.sequence not in taken]


def _refuse_secret_in_value(change: Change) -> None:
    if change.secret is None or not len(change.secret):
        return
    secret = change.secret.reveal()
    for value in (change.before, change.after):
        if value is None:
            continue
        # A short content may stand in any text by chance.
        if value == secret or (len(secret) >= _TELLING_LENGTH and secret in value):
            raise SecretInValueError(str(change.target), change.attribute)
