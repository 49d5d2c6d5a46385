"""File writes go through the door; their contents stay out of the journal."""

from pathlib import Path

import pytest

from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.errors import NotResumableError, NotUndoableError, TargetChangedError
from smimeadmin.changes.files_executor import FilesExecutor, plan_file, plan_file_removal
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.files import Files
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.files_errors import NoSuchFileError
from smimeadmin.core.files_overlay import OverlayFiles
from smimeadmin.core.workspace import Workspace

CONTENT = b"the decrypted words of a message"


@pytest.fixture(params=["disk", "overlay"])
def files(request: pytest.FixtureRequest) -> Files:
    disk = DiskFiles()
    return disk if request.param == "disk" else OverlayFiles(disk, SystemClock())


@pytest.fixture
def door(files: Files, tmp_path: Path) -> ChangeDoor:
    workspace = Workspace.open(tmp_path / "workspace")
    return ChangeDoor(workspace, {"files": FilesExecutor(files)}, SystemClock(), "run")


def test_a_file_is_written_once(door: ChangeDoor, files: Files, tmp_path: Path) -> None:
    path = str(tmp_path / "out.eml")
    first = door.apply(plan_file(files, path, CONTENT), command="x")
    assert files.read_bytes(path) == CONTENT
    assert [c.kind.value for c in first.made] == ["create"]
    assert plan_file(files, path, CONTENT) == []
    second = door.apply(plan_file(files, path, b"other"), command="x")
    assert [c.kind.value for c in second.made] == ["set"]
    assert files.read_bytes(path) == b"other"


def test_the_journal_holds_no_content(door: ChangeDoor, files: Files, tmp_path: Path) -> None:
    door.apply(plan_file(files, str(tmp_path / "out"), CONTENT), command="x")
    (entry,) = door.journal.entries()
    assert entry.after is not None
    assert entry.after.startswith(b"sha256:")
    assert entry.change.target.key == str(tmp_path / "out")
    door.workspace.close()
    for file in (tmp_path / "workspace").iterdir():
        assert CONTENT not in file.read_bytes()


def test_a_private_file_is_made_and_kept_private(
    door: ChangeDoor, files: Files, tmp_path: Path
) -> None:
    path = str(tmp_path / "key.pfx")
    door.apply(plan_file(files, path, CONTENT, private=True), command="x")
    assert files.info(path).mode & 0o077 == 0
    assert plan_file(files, path, CONTENT, private=True) == []
    open_path = str(tmp_path / "open.pfx")
    files.write_bytes(open_path, CONTENT)
    door.apply(plan_file(files, open_path, CONTENT, private=True), command="x")
    assert files.info(open_path).mode & 0o077 == 0


def test_a_file_that_changed_since_is_left_alone(
    door: ChangeDoor, files: Files, tmp_path: Path
) -> None:
    path = str(tmp_path / "out")
    planned = plan_file(files, path, CONTENT)
    files.write_bytes(path, b"somebody else's")
    with pytest.raises(TargetChangedError):
        door.apply(planned, command="x")
    assert files.read_bytes(path) == b"somebody else's"


def test_only_a_new_file_is_undone(door: ChangeDoor, files: Files, tmp_path: Path) -> None:
    path = str(tmp_path / "out")
    made = door.apply(plan_file(files, path, CONTENT), command="x").batch
    changed = door.apply(plan_file(files, path, b"other"), command="x").batch
    with pytest.raises(NotUndoableError):
        door.undo(changed or "")
    with pytest.raises(TargetChangedError):
        door.undo(made or "")
    files.write_bytes(path, CONTENT)
    assert door.undo(made or "").count == 1
    assert not files.exists(path)


def test_a_file_is_removed(door: ChangeDoor, files: Files, tmp_path: Path) -> None:
    path = str(tmp_path / "out")
    files.write_bytes(path, CONTENT)
    removed = door.apply(plan_file_removal(files, path), command="x")
    assert removed.count == 1
    assert not files.exists(path)
    assert plan_file_removal(files, path) == []
    with pytest.raises(NotUndoableError):
        door.undo(removed.batch or "")


def test_a_failed_write_is_finished_by_its_command(
    door: ChangeDoor, files: Files, tmp_path: Path
) -> None:
    path = str(tmp_path / "missing" / "out")
    with pytest.raises(NoSuchFileError):
        door.apply(plan_file(files, path, CONTENT), command="x")
    with pytest.raises(NotResumableError):
        door.resume("run")
    files.make_dir(str(tmp_path / "missing"))
    door.apply(plan_file(files, path, CONTENT), command="x")
    assert door.resume("run").unchanged == 1
    assert {entry.state.value for entry in door.journal.entries()} == {"confirmed"}
