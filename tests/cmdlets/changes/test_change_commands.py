"""The commands of the journal, made by hand over a door with two small ports."""

import json
from pathlib import Path

import pytest

from cmdlets.changes.get_change_journal import GetChangeJournal
from cmdlets.changes.invoke_change_plan import InvokeChangePlan
from cmdlets.changes.resume_change import ResumeChange
from cmdlets.changes.save_change_plan import SaveChangePlan
from cmdlets.changes.undo_change import UndoChange
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.errors import (
    BatchNotFoundError,
    NotUndoableError,
    OtherPlaceError,
    PlanUnreadableError,
)
from smimeadmin.changes.files_executor import FilesExecutor
from smimeadmin.changes.plan import Plan
from smimeadmin.core.files_errors import FileAlreadyExistsError, NoSuchFileError
from tests.support.changes import EmbeddedPort, RemotePort, ServerAwayError, change
from tests.support.commands import Commands


class ChangeCommands(Commands):
    """Commands over a door that has the two small ports."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.remote = RemotePort(folder / "server.json")
        self.ports = {
            "embedded": EmbeddedPort(self.workspace),
            "remote": self.remote,
            "files": FilesExecutor(self.files),
        }
        self.changes = ChangeDoor(self.workspace, self.ports, self.clock, "run-1")

    def make(self, *keys: str) -> str:
        """Add a value at each key; return the batch."""
        wanted = [change("add", key, after=b"1") for key in keys]
        return self.changes.apply(wanted, command="Add-It").batch or ""


@pytest.fixture
def commands(tmp_path: Path) -> ChangeCommands:
    return ChangeCommands(tmp_path)


def test_the_journal_is_listed_oldest_first(commands: ChangeCommands) -> None:
    first, second = commands.make("a", "b"), commands.make("c")
    entries, _ = commands.run(GetChangeJournal, verify=True)
    assert [(e.batch, e.target, e.state.value) for e in entries] == [
        (first, "remote:A", "confirmed"),
        (first, "remote:B", "confirmed"),
        (second, "remote:C", "confirmed"),
    ]
    newest, _ = commands.run(GetChangeJournal, last=1)
    assert newest == entries[-1:]
    assert entries[0].shown[:7] == (
        "sequence",
        "batch",
        "time",
        "kind",
        "target",
        "attribute",
        "state",
    )


def test_an_empty_workspace_has_an_empty_journal(commands: ChangeCommands) -> None:
    assert commands.run(GetChangeJournal, verify=True)[0] == []


def test_undo_takes_batches_from_the_pipeline_once_each(commands: ChangeCommands) -> None:
    first, second = commands.make("a", "b"), commands.make("c")
    undone, _ = commands.run(UndoChange, [first, first, second])
    assert [applied.count for applied in undone] == [2, 1]
    assert commands.remote.read() == {}
    with pytest.raises(BatchNotFoundError):
        commands.run(UndoChange, batch="nothing")


def test_undo_under_what_if_only_says_so(commands: ChangeCommands) -> None:
    batch = commands.make("a")
    undone, _ = commands.run(UndoChange, [batch], what_if=True)
    assert undone == []
    assert commands.remote.read() == {("a", "value"): [b"1"]}
    assert len(commands.shown("what if")) == 1


def test_undo_refuses_as_a_whole(commands: ChangeCommands) -> None:
    wanted = [change("issue", "c", after=b"1"), change("add", "a", after=b"1")]
    batch = commands.changes.apply(wanted, command="x").batch
    with pytest.raises(NotUndoableError):
        commands.run(UndoChange, batch=batch)
    assert len(commands.remote.read()) == 2


def test_resume_finishes_what_failed(commands: ChangeCommands) -> None:
    commands.remote.loses_answers = True
    with pytest.raises(ServerAwayError):
        commands.make("a", "b", "c")
    commands.remote.loses_answers = False
    entries, _ = commands.run(GetChangeJournal)
    nothing, _ = commands.run(ResumeChange, ["run-1"], what_if=True)
    assert nothing == []
    resumed, _ = commands.run(ResumeChange, [entry.batch for entry in entries])
    assert [(applied.count, applied.unchanged) for applied in resumed] == [(2, 0)]
    assert len(commands.remote.read()) == 3
    with pytest.raises(BatchNotFoundError):
        commands.run(ResumeChange, batch="nothing")


def test_a_plan_is_saved_and_made(commands: ChangeCommands, tmp_path: Path) -> None:
    wanted = [change("add", "a", after=b"1"), change("set", "o", after=b"x", port="embedded")]
    assert commands.run(SaveChangePlan, wanted, path="plan.json")[0] == []
    saved = Plan.from_json((tmp_path / "plan.json").read_bytes())
    assert [planned.change for planned in saved] == wanted
    assert commands.remote.read() == {}
    assert commands.run(InvokeChangePlan, ["plan.json"], what_if=True)[0] == []
    for expected in ((2, 0), (0, 2)):
        (applied,), _ = commands.run(InvokeChangePlan, ["plan.json"])
        assert (applied.count, applied.unchanged) == expected


def test_a_plan_does_not_replace_a_file_unasked(commands: ChangeCommands, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(b"mine")
    wanted = [change("add", "a", after=b"1")]
    with pytest.raises(FileAlreadyExistsError):
        commands.run(SaveChangePlan, wanted, path="plan.json")
    assert (tmp_path / "plan.json").read_bytes() == b"mine"
    commands.run(SaveChangePlan, wanted, path="plan.json", force=True)
    commands.run(SaveChangePlan, wanted, path="plan.json")  # it holds just that already
    assert len(Plan.from_json((tmp_path / "plan.json").read_bytes())) == 1


def test_a_plan_that_cannot_be_used_is_refused(commands: ChangeCommands, tmp_path: Path) -> None:
    with pytest.raises(NoSuchFileError):
        commands.run(InvokeChangePlan, ["missing.json"])
    (tmp_path / "bad.json").write_bytes(b"{}")
    with pytest.raises(PlanUnreadableError):
        commands.run(InvokeChangePlan, ["bad.json"])
    commands.run(SaveChangePlan, [change("add", "a", after=b"1")], path="plan.json")
    whole = json.loads((tmp_path / "plan.json").read_bytes())
    whole["changes"][0]["place"] = "another"
    (tmp_path / "plan.json").write_text(json.dumps(whole))
    with pytest.raises(OtherPlaceError):
        commands.run(InvokeChangePlan, ["plan.json"])
    assert commands.remote.read() == {}


def test_a_bad_plan_is_named_and_one_change_is_no_plural(
    commands: ChangeCommands, tmp_path: Path
) -> None:
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(PlanUnreadableError) as caught:
        commands.run(InvokeChangePlan, path="bad.json")
    assert str(tmp_path / "bad.json") in caught.value.message
    commands.run(SaveChangePlan, [change("add", "a", after=b"1")], path="one.json")
    commands.run(InvokeChangePlan, path="one.json", what_if=True)
    assert any('Make 1 change"' in str(shown) for shown in commands.shown("what if"))
