"""Every write of a file is a Change: by a command, by a redirection, by a member of .NET."""

import json
from pathlib import Path

import pytest

from smimeadmin.app.journaled_files import JournaledFiles
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.errors import NotUndoableError
from smimeadmin.changes.files_executor import FilesExecutor
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.files_errors import FolderNotEmptyError, NoSuchFileError
from smimeadmin.core.workspace import Workspace
from tests.support.program import Program

WRITES = (
    "'a' | Set-Content a.txt; 'b' > b.txt; [IO.File]::WriteAllText('c.txt', 'c'); "
    "New-Item -ItemType Directory d | Out-Null; 'more' | Add-Content a.txt; Move-Item b.txt e.txt"
)
ROWS = [
    ("create", "a.txt", "Content"),
    ("create", "b.txt", "Content"),
    ("create", "c.txt", "Content"),
    ("create", "d", "Folder"),
    ("set", "a.txt", "Content"),
    ("set", "b.txt", "Location"),
]


@pytest.fixture
def door() -> ChangeDoor:
    return ChangeDoor(
        Workspace.in_memory(), {"files": FilesExecutor(DiskFiles())}, SystemClock(), "run"
    )


@pytest.fixture
def files(door: ChangeDoor) -> JournaledFiles:
    return JournaledFiles(DiskFiles(), lambda: door)


def rows(listed: str) -> list[tuple[str, str, str]]:
    objects = [json.loads(line) for line in listed.splitlines()]
    return [(o["Kind"], Path(o["Target"]).name, o["Attribute"]) for o in objects]


def test_a_rehearsal_lists_what_the_run_then_journals(tmp_path: Path) -> None:
    program = Program(tmp_path)
    planned = program.line(WRITES, "--what-if", "--output-format", "json")
    assert planned.code == 3
    assert rows(planned.stdout) == ROWS
    assert list(tmp_path.iterdir()) == []
    done = program.line(WRITES)
    assert done.stderr == "6 changes\n"
    journal = program.line("Get-ChangeJournal", "--output-format", "json")
    assert sorted(rows(journal.stdout)) == sorted(ROWS)
    assert (tmp_path / "e.txt").read_text() == "b\n"


def test_what_a_file_holds_already_is_no_change(tmp_path: Path) -> None:
    program = Program(tmp_path)
    assert program.line("'a' > a.txt").stderr == "1 change\n"
    assert program.line("'a' > a.txt").stderr == "0 changes\n"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs /dev/null")
def test_a_device_keeps_nothing_and_needs_no_workspace(tmp_path: Path) -> None:
    ended = Program(tmp_path).line("'a' > /dev/null")
    assert (ended.code, ended.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_new_files_and_folders_can_be_undone(
    door: ChangeDoor, files: JournaledFiles, tmp_path: Path
) -> None:
    files.make_dir(str(tmp_path / "folder"))
    with files.create(str(tmp_path / "folder" / "new")) as stream:
        stream.write(b"1")
    door.undo("run")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["overwrite", "remove", "move"])
def test_what_is_not_kept_cannot(
    what: str, door: ChangeDoor, files: JournaledFiles, tmp_path: Path
) -> None:
    old = str(tmp_path / "old")
    Path(old).write_bytes(b"1")
    ways = {
        "overwrite": lambda: files.write_bytes(old, b"2"),
        "remove": lambda: files.remove(old),
        "move": lambda: files.move(old, str(tmp_path / "moved")),
    }
    ways[what]()
    with pytest.raises(NotUndoableError):
        door.undo("run")


def test_a_block_that_fails_writes_nothing(
    door: ChangeDoor, files: JournaledFiles, tmp_path: Path
) -> None:
    def stop_halfway() -> None:
        with files.create(str(tmp_path / "new")) as stream:
            stream.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stop_halfway()
    assert not door.was_used
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_says_so_in_the_journal(
    door: ChangeDoor, files: JournaledFiles, tmp_path: Path
) -> None:
    with pytest.raises(NoSuchFileError):
        files.write_bytes(str(tmp_path / "none" / "new"), b"1")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "inner").write_bytes(b"1")
    with pytest.raises(FolderNotEmptyError):
        files.remove(str(tmp_path / "full"))
    assert [entry.state.value for entry in door.journal.entries()] == ["failed", "failed"]
    files.remove(str(tmp_path / "full"), recursive=True)
    assert list(tmp_path.iterdir()) == []
