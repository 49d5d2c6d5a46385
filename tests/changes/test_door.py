"""The door: journal, make, read back, confirm."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from smimeadmin.changes.change import Change, ChangeKind, ChangeState, Target
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.errors import (
    BatchNotFoundError,
    NoExecutorError,
    NotResumableError,
    NotUndoableError,
    OtherPlaceError,
    ReadBackDiffersError,
    SecretInValueError,
    TargetChangedError,
)
from smimeadmin.core.clock import FixedClock
from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace
from tests.support.changes import EmbeddedPort, Port, RemotePort, ServerAwayError, change

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


class House:
    """A workspace with both ports and a door."""

    def __init__(self, folder: Path, workspace: Workspace | None = None) -> None:
        self.workspace = workspace or Workspace.open(folder / "workspace", clock=FixedClock(NOON))
        self.embedded = EmbeddedPort(self.workspace)
        self.remote = RemotePort(folder / "server.json")
        self.ports: dict[str, Port] = {"embedded": self.embedded, "remote": self.remote}
        self.door = ChangeDoor(self.workspace, self.ports, FixedClock(NOON), "run-1")

    def states(self) -> list[str]:
        return [entry.state.value for entry in self.door.journal.entries()]

    def rows(self) -> list[tuple[int, str]]:
        with self.workspace.read() as connection:
            return connection.execute(
                "SELECT number, state FROM journal ORDER BY sequence"
            ).fetchall()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_remote_change_is_journaled_before_and_after(house: House) -> None:
    applied = house.door.apply([change("add", "alice", after=b"1")], command="Publish-It")
    assert applied.count == house.door.count == 1
    assert house.rows() == [(1, "intended"), (1, "applied"), (1, "confirmed")]
    assert house.remote.read() == {("alice", "value"): [b"1"]}
    (entry,) = house.door.journal.entries()
    assert (entry.sequence, entry.batch, entry.run, entry.time) == (1, applied.batch, "run-1", NOON)
    assert (entry.kind, entry.target, entry.attribute) == ("add", "remote:ALICE", "value")
    assert (entry.before, entry.after, entry.state) == (None, b"1", "confirmed")
    assert (entry.command, entry.place, entry.reason) == ("Publish-It", "server", None)


def test_nothing_to_do_writes_nothing(house: House, tmp_path: Path) -> None:
    applied = house.door.apply([], command="Do-Nothing")
    assert (applied.batch, applied.count) == (None, 0)
    assert house.door.was_used
    assert not (tmp_path / "workspace").exists()


def test_changes_of_one_target_are_one_request(house: House) -> None:
    house.door.apply(
        [
            change("add", "alice", after=b"1"),
            change("add", "alice", after=b"2", attribute="other"),
            change("add", "bob", after=b"1"),
            change("add", "alice", after=b"3"),
        ],
        command="x",
    )
    assert [len(request) for request in house.remote.requests] == [2, 1, 1]


def test_an_embedded_batch_is_made_whole_or_not_at_all(house: House) -> None:
    house.door.apply([change("set", "a", after=b"1", port="embedded")], command="x")
    with pytest.raises(TargetChangedError) as caught:
        house.door.apply(
            [
                change("set", "b", after=b"1", port="embedded"),
                change("set", "a", before=b"other", after=b"2", port="embedded"),
            ],
            command="x",
        )
    assert caught.value.target == "embedded:A"
    assert house.embedded.read() == {("a", "value"): [b"1"]}
    assert house.states() == ["confirmed", "failed", "failed"]
    assert house.door.journal.entries()[1].reason is not None
    assert house.door.count == 1
    house.door.journal.verify_chain()


def test_a_remote_failure_stops_the_batch_and_says_what_was_made(house: House) -> None:
    with pytest.raises(TargetChangedError):
        house.door.apply(
            [
                change("add", "alice", after=b"1"),
                change("remove", "bob", before=b"never there"),
                change("add", "carol", after=b"1"),
                change("set", "option", after=b"on", port="embedded"),
            ],
            command="x",
        )
    assert house.states() == ["confirmed", "failed", "failed", "failed"]
    assert house.remote.read() == {("alice", "value"): [b"1"]}
    assert house.embedded.read() == {}
    assert house.door.count == 1
    assert not house.door.journal.open_entries()


def test_a_write_that_stands_though_its_answer_was_lost_is_confirmed(house: House) -> None:
    house.remote.loses_answers = True
    with pytest.raises(ServerAwayError):
        house.door.apply([change("add", "alice", after=b"1")], command="x")
    assert house.states() == ["confirmed"]
    assert house.door.count == 1


def test_an_unreachable_server_leaves_the_outcome_open_until_it_is_back(house: House) -> None:
    house.remote.is_away = True
    with pytest.raises(ServerAwayError) as caught:
        house.door.apply([change("add", "alice", after=b"1")], command="x")
    assert caught.value.__notes__
    assert house.states() == ["intended"]
    house.door.apply([change("set", "a", after=b"1", port="embedded")], command="x")
    assert house.states() == ["intended", "confirmed"]
    house.remote.is_away = False
    house.door.apply([change("set", "b", after=b"1", port="embedded")], command="x")
    assert house.states() == ["failed", "confirmed", "confirmed"]


def test_what_is_not_read_back_is_an_error(house: House) -> None:
    class Forgetful(RemotePort):
        def write(self, state: object) -> None:
            pass

    class ForgetfulEmbedded(EmbeddedPort):
        def write(self, state: object) -> None:
            pass

    house.ports["remote"] = Forgetful(house.remote.file)
    house.ports["embedded"] = ForgetfulEmbedded(house.workspace)
    for port in ("remote", "embedded"):
        with pytest.raises(ReadBackDiffersError) as caught:
            house.door.apply([change("add", "alice", after=b"1", port=port)], command="x")
        assert (caught.value.target, caught.value.attribute) == (f"{port}:ALICE", "value")
    assert house.states() == ["failed", "failed"]


def test_an_unforeseen_exception_is_journaled_and_raised(house: House) -> None:
    class Broken(RemotePort):
        def execute(self, _changes: object) -> None:
            raise ZeroDivisionError("with a password in its text")

    house.ports["remote"] = Broken(house.remote.file)
    with pytest.raises(ZeroDivisionError):
        house.door.apply([change("add", "alice", after=b"1")], command="x")
    assert house.door.journal.entries()[0].reason == "ZeroDivisionError"


def test_an_interrupt_leaves_the_intent_for_the_next_batch(house: House) -> None:
    class Interrupted(RemotePort):
        def execute(self, _changes: object) -> None:
            raise KeyboardInterrupt

    house.ports["remote"] = Interrupted(house.remote.file)
    with pytest.raises(KeyboardInterrupt):
        house.door.apply([change("add", "alice", after=b"1")], command="x")
    assert house.states() == ["intended"]
    house.ports["remote"] = house.remote
    house.door.apply([change("add", "alice", after=b"1")], command="x")
    assert house.states() == ["failed", "confirmed"]


def test_a_port_that_is_not_there_is_named_before_anything_is_written(house: House) -> None:
    with pytest.raises(NoExecutorError) as caught:
        house.door.apply(
            [change("add", "a", after=b"1"), change("add", "a", after=b"1", port="moon")],
            command="x",
        )
    assert caught.value.port == "moon"
    assert house.states() == []


def test_a_secret_goes_to_the_port_and_never_into_the_database(
    house: House, tmp_path: Path
) -> None:
    secret = b"the private key of alice, in clear"
    wanted = Change(
        ChangeKind.CREATE,
        Target("embedded", "alice", "alice"),
        "value",
        None,
        b"certificate",
        Secret(secret),
    )
    house.door.apply([wanted], command="x")
    assert house.embedded.requests[0][0].secret == Secret(secret)
    house.workspace.close()
    for file in (tmp_path / "workspace").iterdir():
        assert secret not in file.read_bytes()
    (entry,) = house.door.journal.entries()
    assert entry.needs_secret
    assert entry.change.secret is None


def test_a_value_that_holds_its_secret_is_refused(house: House) -> None:
    wanted = Change(
        ChangeKind.SET,
        Target("remote", "a", "a"),
        "value",
        None,
        b"<" + b"k" * 20 + b">",
        Secret(b"k" * 20),
    )
    with pytest.raises(SecretInValueError):
        house.door.apply([wanted], command="x")
    assert house.states() == []


def test_undo_makes_the_opposite_in_reverse(house: House) -> None:
    house.door.apply(
        [
            change("set", "option", after=b"old", port="embedded"),
            change("add", "alice", after=b"0"),
        ],
        command="x",
    )
    before = (house.embedded.read(), house.remote.read())
    batch = house.door.apply(
        [
            change("set", "option", before=b"old", after=b"new", port="embedded"),
            change("create", "thing", after=b"t", port="embedded"),
            change("add", "alice", after=b"1"),
            change("remove", "alice", before=b"0"),
            change("add", "alice", after=b"2"),
        ],
        command="x",
    ).batch
    assert batch is not None
    undone = house.door.undo(batch)
    assert (house.embedded.read(), house.remote.read()) == before
    assert undone.count == 5
    assert [c.kind.value for c in undone.made] == ["remove", "add", "remove", "delete", "set"]
    assert house.door.journal.entries()[-1].command == f"Undo-Change {batch}"
    again = house.door.undo(batch)
    assert (again.count, again.unchanged, again.batch) == (0, 5, None)
    redone = house.door.undo(undone.batch or "")
    assert redone.count == 5
    assert house.remote.read() == {("alice", "value"): [b"1", b"2"]}


def test_undo_refuses_what_has_no_opposite_before_it_makes_any(house: House) -> None:
    batch = house.door.apply(
        [
            change("issue", "certificate", after=b"c", port="embedded"),
            change("set", "option", after=b"on", port="embedded"),
        ],
        command="x",
    ).batch
    with pytest.raises(NotUndoableError) as caught:
        house.door.undo(batch or "")
    assert caught.value.change_kind == "issue"
    assert len(house.embedded.read()) == 2


def test_undo_does_not_overwrite_what_came_later(house: House) -> None:
    first = house.door.apply([change("set", "a", after=b"1")], command="x").batch
    house.door.apply([change("set", "a", before=b"1", after=b"2")], command="x")
    with pytest.raises(TargetChangedError):
        house.door.undo(first or "")
    assert house.remote.read() == {("a", "value"): [b"2"]}


def test_a_run_is_undone_as_a_whole(house: House) -> None:
    house.door.apply([change("set", "a", after=b"1")], command="x")
    house.door.apply([change("set", "a", before=b"1", after=b"2")], command="x")
    assert house.door.undo("run-1").count == 2
    assert house.remote.read() == {}


def test_resume_makes_only_what_is_missing(house: House) -> None:
    house.remote.loses_answers = True
    with pytest.raises(ServerAwayError):
        house.door.apply(
            [change("add", name, after=b"1") for name in ("alice", "bob", "carol")], command="x"
        )
    house.remote.loses_answers = False
    assert house.states() == ["confirmed", "failed", "failed"]
    batch = house.door.journal.entries()[0].batch
    assert [c.target.key for c in house.door.missing(batch)] == ["bob", "carol"]
    house.remote.write({**house.remote.read(), ("carol", "value"): [b"1"]})
    resumed = house.door.resume(batch)
    assert [c.target.key for c in resumed.made] == ["bob"]
    assert resumed.unchanged == 1
    assert house.states() == ["confirmed"] * 3
    assert len(house.door.journal.entries()) == 3
    house.door.journal.verify_chain()
    again = house.door.resume("run-1")
    assert (again.count, again.unchanged) == (0, 0)


def test_resume_says_which_change_needs_its_command_again(house: House) -> None:
    wanted = Change(ChangeKind.ADD, Target("remote", "a", "a"), "value", None, b"v", Secret(b"key"))
    house.remote.is_away = True
    with pytest.raises(ServerAwayError):
        house.door.apply([wanted], command="x")
    house.remote.is_away = False
    with pytest.raises(NotResumableError):
        house.door.resume("run-1")
    assert house.remote.read() == {}


def test_changes_are_not_resumed_or_undone_elsewhere(house: House, tmp_path: Path) -> None:
    batch = house.door.apply([change("add", "alice", after=b"1")], command="x").batch or ""
    house.remote.is_away = True
    with pytest.raises(ServerAwayError):
        house.door.apply([change("add", "bob", after=b"1")], command="x")
    house.ports["remote"] = RemotePort(tmp_path / "another.json", place="another")
    with pytest.raises(OtherPlaceError) as caught:
        house.door.undo(batch)
    assert (caught.value.wanted, caught.value.connected) == ("server", "another")
    with pytest.raises(OtherPlaceError):
        house.door.resume("run-1")
    house.door.settle()
    assert house.states() == ["confirmed", "intended"]
    del house.ports["remote"]
    with pytest.raises(NoExecutorError):
        house.door.undo(batch)


@pytest.mark.parametrize("name", ["", "nothing", "run-2"])
def test_an_unknown_batch_is_named(house: House, name: str) -> None:
    house.door.apply([change("add", "alice", after=b"1")], command="x")
    for action in (house.door.undo, house.door.resume, house.door.missing):
        with pytest.raises(BatchNotFoundError) as caught:
            action(name)
        assert caught.value.name == name


def test_a_rehearsal_plans_what_the_real_run_makes(house: House, tmp_path: Path) -> None:
    house.door.apply([change("add", "alice", after=b"1")], command="x")
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "server.json").write_bytes((tmp_path / "server.json").read_bytes())
    rehearsal = House(copy, house.workspace.in_memory_copy())
    wanted = [
        change("set", "option", after=b"on", port="embedded"),
        change("add", "bob", after=b"1"),
    ]
    rehearsal.door.run_id = house.door.run_id = "run-2"
    rehearsal.door.apply(wanted, command="x")
    assert house.embedded.read() == {}
    assert rehearsal.door.made() == tuple(wanted)
    house.door.apply(wanted, command="x")
    assert house.door.made() == rehearsal.door.made()


def test_a_saved_plan_is_applied_once(house: House) -> None:
    plan = house.door.plan(
        [
            change("add", "alice", after=b"1"),
            change("set", "option", after=b"on", port="embedded"),
        ]
    )
    first = house.door.apply_plan(plan, command="Invoke-ChangePlan")
    second = house.door.apply_plan(plan, command="Invoke-ChangePlan")
    assert (first.count, first.unchanged) == (2, 0)
    assert (second.count, second.unchanged) == (0, 2)


def test_entries_can_be_limited_to_the_newest(house: House) -> None:
    for key in "abc":
        house.door.apply([change("add", key, after=b"1")], command="x")
    newest = house.door.journal.entries(last=2)
    assert [entry.change.target.key for entry in newest] == ["b", "c"]
    assert house.door.journal.entries(last=0) == []
    assert [entry.sequence for entry in house.door.journal.entries()] == [1, 4, 7]


def test_states_are_the_journals_words() -> None:
    assert [state.value for state in ChangeState] == ["intended", "applied", "confirmed", "failed"]
