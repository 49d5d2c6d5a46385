"""Whatever is planned, made, cut off, resumed and undone in whatever order ends as it should."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from smimeadmin.changes.change import Change, ChangeState
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.errors import TargetChangedError
from smimeadmin.changes.plan import compare
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.workspace import Workspace
from tests.support.changes import (
    EmbeddedPort,
    Port,
    RemotePort,
    State,
    after_change,
    change,
)

KEYS = st.sampled_from(["a", "b"])
PORTS = st.sampled_from(["embedded", "remote"])
VALUES = st.sampled_from([b"1", b"2", b"3"])


class Killed(BaseException):
    """Stands for the end of the process: nothing in the product may catch it."""


class KillableWorkspace(Workspace):
    """A workspace whose process dies at the moment that is set, counted in commits."""

    until_killed: int | None = None

    @contextmanager
    def transaction(self, command: str = "") -> Iterator[Connection]:
        outermost = not self._writing
        if outermost:
            self._tick()
        with super().transaction(command) as connection:
            yield connection
            if outermost:
                self._tick()

    def _tick(self) -> None:
        if self.until_killed is not None:
            self.until_killed -= 1
            if self.until_killed <= 0:
                raise Killed


class Interleaving(RuleBasedStateMachine):
    """A model, the two ports, and a door; the model says what each step has to lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.held = tempfile.TemporaryDirectory()
        folder = Path(self.held.name)
        self.workspace = KillableWorkspace.open(folder / "workspace")
        assert isinstance(self.workspace, KillableWorkspace)
        self.ports: dict[str, Port] = {
            "embedded": EmbeddedPort(self.workspace),
            "remote": RemotePort(folder / "server.json"),
        }
        self.runs = 0
        self.restart()
        self.model: dict[str, State] = {"embedded": {}, "remote": {}}
        self.history: list[tuple[str, dict[str, State], dict[str, State]]] = []

    def restart(self) -> None:
        """A new process: another door, another run."""
        self.runs += 1
        self.workspace.until_killed = None
        self.door = ChangeDoor(self.workspace, self.ports, SystemClock(), f"run-{self.runs}")

    def plan(self, wanted: Sequence[tuple[str, str, bytes, str]]) -> list[Change]:
        """Plan changes one after the other against a copy of the model, leaving out what stands."""
        state = copied(self.model)
        changes = []
        for port, key, value, how in wanted:
            values = state[port].get((key, how), [])
            if how == "single":
                if values == [value]:
                    continue
                before = values[0] if values else None
                planned = change("set", key, before=before, after=value, port=port, attribute=how)
            elif value in values:
                planned = change("remove", key, before=value, port=port, attribute=how)
            else:
                planned = change("add", key, after=value, port=port, attribute=how)
            changes.append(planned)
            put(state, planned)
        return changes

    STEPS = st.lists(
        st.tuples(PORTS, KEYS, VALUES, st.sampled_from(["single", "many"])), min_size=1, max_size=5
    )

    @rule(wanted=STEPS)
    def apply(self, wanted: list[tuple[str, str, bytes, str]]) -> None:
        changes = self.plan(wanted)
        before = copied(self.model)
        applied = self.door.apply(changes, command="Do-It")
        assert applied.count == len(changes)
        for each in changes:
            put(self.model, each)
        if applied.batch:
            self.history.append((applied.batch, before, copied(self.model)))

    @rule(wanted=STEPS)
    def rehearse(self, wanted: list[tuple[str, str, bytes, str]]) -> None:
        changes = self.plan(wanted)
        copy = self.workspace.in_memory_copy()
        with tempfile.TemporaryDirectory() as folder:
            remote = RemotePort(Path(folder, "server.json"))
            remote.write(self.ports["remote"].read())
            ports = {"embedded": EmbeddedPort(copy), "remote": remote}
            door = ChangeDoor(copy, ports, SystemClock(), "rehearsal")
            door.apply(changes, command="Do-It")
            assert compare(door.made(), changes) is None

    @rule(wanted=STEPS, moment=st.integers(1, 12), rerun=st.booleans())
    def be_killed(
        self, wanted: list[tuple[str, str, bytes, str]], moment: int, *, rerun: bool
    ) -> None:
        """Die in the middle of a batch, then finish it: by its command, or from the journal."""
        changes = self.plan(wanted)
        before = copied(self.model)
        known = {entry.batch for entry in self.door.journal.entries()}
        self.workspace.until_killed = moment
        with suppress(Killed):
            self.door.apply(changes, command="Do-It")
        self.restart()
        begun = {entry.batch for entry in self.door.journal.entries()} - known
        batch = begun.pop() if begun else None
        for each in changes:
            put(self.model, each)
        if rerun or batch is None:
            self.make_what_is_missing()
        else:
            self.door.resume(batch)
        if batch is not None and not rerun:
            self.history.append((batch, before, copied(self.model)))
        else:
            self.history.clear()  # parts of it stand in several batches now

    def make_what_is_missing(self) -> None:
        """Do what a second run of the same command does: plan from what is there."""
        changes = []
        for port, wanted in self.model.items():
            there = self.ports[port].read()
            for name in sorted({*wanted, *there}):
                key, how = name
                old, new = there.get(name, []), wanted.get(name, [])
                if how == "single" and old != new:
                    was, wants = (old or [None])[0], (new or [None])[0]
                    changes.append(
                        change("set", key, before=was, after=wants, port=port, attribute=how)
                    )
                elif how == "many":
                    changes += [
                        change("add", key, after=v, port=port, attribute=how)
                        for v in new
                        if v not in old
                    ]
                    changes += [
                        change("remove", key, before=v, port=port, attribute=how)
                        for v in old
                        if v not in new
                    ]
        self.door.apply(changes, command="Do-It")

    @precondition(lambda self: self.history)
    @rule()
    def undo_the_last(self) -> None:
        batch, before, _ = self.history.pop()
        self.door.undo(batch)
        self.model = before
        assert self.door.undo(batch).count == 0

    @precondition(lambda self: len(self.history) > 1)
    @rule(data=st.data())
    def undo_an_old_one(self, data: st.DataObject) -> None:
        """It either does what it says or refuses because the target changed; it never guesses."""
        batch, _, _ = data.draw(st.sampled_from(self.history[:-1]))
        opposites = self.door.opposites(batch)
        try:
            self.door.undo(batch)
        except TargetChangedError:
            pass
        else:
            for each in last_of_each_value(opposites):
                assert self.ports[each.target.port].is_made(each)
        self.model = {name: port.read() for name, port in self.ports.items()}
        self.history.clear()

    @rule()
    def resume_everything(self) -> None:
        """What stands as a whole has nothing to resume."""
        for batch, _, _ in self.history:
            assert self.door.resume(batch).count == 0

    @invariant()
    def the_ports_hold_what_the_model_says(self) -> None:
        for name, port in self.ports.items():
            assert port.read() == self.model[name], name

    @invariant()
    def the_chain_is_whole(self) -> None:
        self.door.journal.verify_chain()

    @invariant()
    def a_finished_batch_is_confirmed(self) -> None:
        for batch, _, _ in self.history:
            states = {entry.state for entry in self.door.journal.entries_of(batch)}
            assert states == {ChangeState.CONFIRMED}

    def teardown(self) -> None:
        self.workspace.close()
        self.held.cleanup()


def copied(model: dict[str, State]) -> dict[str, State]:
    return {port: {name: list(v) for name, v in state.items()} for port, state in model.items()}


def put(model: dict[str, State], made: Change) -> None:
    state, name = model[made.target.port], (made.target.key, made.attribute)
    values = after_change(state.get(name, []), made)
    state[name] = values
    if not values:
        del state[name]


def last_of_each_value(changes: Sequence[Change]) -> list[Change]:
    last = {}
    for each in changes:
        value = None if each.attribute == "single" else (each.after or each.before)
        last[(each.target, each.attribute, value)] = each
    return list(last.values())


TestAnyOrder = pytest.mark.slow(pytest.mark.property(Interleaving.TestCase))
TestAnyOrder.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
