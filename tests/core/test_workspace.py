"""The workspace: private, made by the first write, one writer, tables per package."""

import gc
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files_errors import PathNotAFolderError
from smimeadmin.core.workspace import DATABASE, Workspace
from smimeadmin.core.workspace_errors import (
    WorkspaceDamagedError,
    WorkspaceLockedError,
    WorkspaceNotPrivateError,
    WorkspaceTooNewError,
)
from smimeadmin.core.workspace_folder import workspace_folder
from smimeadmin.core.workspace_schema import split_statements
from tests.support.namespaces import ROOT, run_on_small_disk, run_read_only

TABLE = ["CREATE TABLE note (text TEXT UNIQUE)"]
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


def opened(folder: Path, *, lock_wait: float = 5) -> Workspace:
    workspace = Workspace.open(folder, lock_wait=lock_wait)
    workspace.register("notes", TABLE)
    return workspace


def notes(workspace: Workspace) -> list[str]:
    with workspace.read() as connection:
        return [text for (text,) in connection.execute("SELECT text FROM note ORDER BY text")]


def add(workspace: Workspace, text: str) -> None:
    with workspace.transaction("Add-Note") as connection:
        connection.execute("INSERT INTO note VALUES (?)", (text,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "above" / "workspace"


def test_reading_makes_nothing_and_writing_makes_all(folder: Path) -> None:
    workspace = opened(folder)
    assert notes(workspace) == []
    assert not folder.parent.exists()
    add(workspace, "one")
    assert notes(workspace) == ["one"]
    assert notes(opened(folder)) == ["one"]


@ON_POSIX
def test_everything_in_it_is_for_its_owner_alone(folder: Path) -> None:
    mask = os.umask(0)
    try:
        add(opened(folder), "one")
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    finally:
        os.umask(mask)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}
    assert DATABASE in modes


@ON_POSIX
@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o770])
def test_a_folder_that_others_can_read_is_refused(folder: Path, mode: int) -> None:
    add(opened(folder), "one")
    folder.chmod(mode)
    workspace = opened(folder)
    for action in (lambda: notes(workspace), lambda: add(workspace, "two")):
        with pytest.raises(WorkspaceNotPrivateError) as caught:
            action()
        assert caught.value.mode == mode
        assert caught.value.hint == f"chmod 700 '{folder}'"
    folder.chmod(0o700)
    (folder / DATABASE).chmod(0o644)
    with pytest.raises(WorkspaceNotPrivateError) as caught:
        notes(workspace)
    assert caught.value.hint == f"chmod 600 '{folder / DATABASE}'"


def test_a_file_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "file").touch(0o600)
    with pytest.raises(PathNotAFolderError):
        add(opened(tmp_path / "file"), "one")


def test_the_database_survives_a_power_cut(folder: Path) -> None:
    workspace = opened(folder)
    add(workspace, "one")
    with workspace.read() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_transaction_is_whole(folder: Path) -> None:
    workspace = opened(folder)
    add(workspace, "one")
    with pytest.raises(sqlite3.IntegrityError), workspace.transaction() as connection:
        connection.executemany("INSERT INTO note VALUES (?)", [("a",), ("one",)])
    assert notes(workspace) == ["one"]
    add(workspace, "two")
    assert notes(workspace) == ["one", "two"]


def test_an_inner_transaction_fails_alone(folder: Path) -> None:
    workspace = opened(folder)
    with workspace.transaction():
        add(workspace, "outer")
        with suppress(sqlite3.IntegrityError), workspace.transaction():
            add(workspace, "inner")
            add(workspace, "outer")
            pytest.fail("the second 'outer' was taken")
        assert notes(workspace) == ["outer"]
    assert notes(workspace) == ["outer"]


def test_mistakes_in_the_code_stay_mistakes(folder: Path) -> None:
    workspace = opened(folder)
    add(workspace, "one")
    with pytest.raises(sqlite3.OperationalError), workspace.read() as connection:
        connection.execute("INSERT INTO note VALUES ('in a read block')")
    with pytest.raises(sqlite3.OperationalError), workspace.read() as connection:
        connection.execute("SELECT nonsense FROM nothing")
    with pytest.raises(RuntimeError), workspace.read():
        add(workspace, "two")
    with pytest.raises(RuntimeError):
        workspace.connection.execute("SELECT 1")
    assert notes(workspace) == ["one"]


def test_a_read_block_sees_one_state(folder: Path) -> None:
    workspace, other = opened(folder), opened(folder)
    add(workspace, "one")
    with workspace.read() as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (1,)
        add(other, "two")
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (1,)
    assert notes(workspace) == ["one", "two"]


def test_each_package_brings_its_tables_up(folder: Path) -> None:
    add(opened(folder), "old")
    workspace = Workspace.open(folder)
    workspace.register("others", ["CREATE TABLE other (a)"])
    workspace.register(
        "notes",
        [
            *TABLE,
            "ALTER TABLE note ADD COLUMN tag TEXT; UPDATE note SET tag = 'none; yet';",
            lambda connection: connection.execute("INSERT INTO note VALUES ('made', 'x')"),
        ],
    )
    expected = [("made", "x"), ("old", "none; yet")]
    with workspace.read() as connection:  # in a copy: reading changes nothing
        assert connection.execute("SELECT * FROM note ORDER BY text").fetchall() == expected
        assert connection.execute("SELECT * FROM other").fetchall() == []
    assert notes(opened(folder)) == ["old"]
    with workspace.transaction() as connection:
        assert connection.execute("SELECT * FROM note ORDER BY text").fetchall() == expected
    with workspace.read() as connection:
        assert dict(connection.execute("SELECT * FROM schema_version")) == {"notes": 3, "others": 1}


def test_a_failing_migration_leaves_the_old_tables(folder: Path) -> None:
    add(opened(folder), "old")
    workspace = Workspace.open(folder)
    workspace.register("notes", [*TABLE, "CREATE TABLE fine (a); CREATE TABLE note (a)"])
    with pytest.raises(sqlite3.OperationalError), workspace.transaction():
        pass
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        assert connection.execute("SELECT * FROM schema_version").fetchall() == [("notes", 1)]
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name='fine'").fetchall()


def test_a_newer_workspace_is_refused(folder: Path) -> None:
    workspace = Workspace.open(folder)
    workspace.register("notes", [*TABLE, "ALTER TABLE note ADD COLUMN tag TEXT"])
    add_in = workspace.transaction()
    with add_in:
        pass
    for action in (notes, lambda w: add(w, "x")):
        with pytest.raises(WorkspaceTooNewError) as caught:
            action(opened(folder))
        assert (caught.value.component, caught.value.version, caught.value.known) == ("notes", 2, 1)


def test_tables_can_be_registered_inside_a_transaction(folder: Path) -> None:
    workspace = Workspace.open(folder)
    with workspace.transaction():
        workspace.register("notes", TABLE)
        add(workspace, "one")
    assert notes(workspace) == ["one"]
    with pytest.raises(RuntimeError), workspace.read():
        workspace.register("late", ["CREATE TABLE late (a)"])


def test_sql_is_split_at_the_end_of_statements() -> None:
    trigger = "CREATE TRIGGER t BEFORE DELETE ON n BEGIN SELECT 1; SELECT ';'; END;"
    found = list(split_statements(f"SELECT 1; {trigger} -- done; so\n SELECT ';' "))
    assert [each.strip() for each in found][:2] == ["SELECT 1;", trigger]
    assert len(found) == 3


def test_a_copy_is_apart(folder: Path) -> None:
    workspace = opened(folder)
    empty = workspace.in_memory_copy()
    assert notes(empty) == []
    add(empty, "only there")
    assert not folder.exists()
    add(workspace, "one")
    with workspace.hold("a batch"):  # no lock is needed
        copy = opened(folder).in_memory_copy()
        add(copy, "two")
    assert notes(copy) == ["one", "two"]
    assert notes(workspace) == ["one"]
    assert copy.is_in_memory
    assert copy.is_writable
    third = copy.in_memory_copy()
    add(third, "three")
    assert notes(copy) == ["one", "two"]


def test_in_memory_from_the_start() -> None:
    workspace = Workspace.in_memory()
    workspace.register("notes", TABLE)
    add(workspace, "one")
    assert notes(workspace) == ["one"]


def test_a_workspace_that_was_replaced_is_opened_anew(folder: Path, tmp_path: Path) -> None:
    workspace = opened(folder)
    add(workspace, "one")
    (folder.parent).rename(tmp_path / "moved")
    assert notes(workspace) == []
    add(workspace, "two")
    assert notes(opened(folder)) == ["two"]
    assert notes(opened(tmp_path / "moved" / "workspace")) == ["one"]


def test_a_damaged_database_is_told(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o700)
    (folder / DATABASE).touch(0o600)
    (folder / DATABASE).write_bytes(b"This is no database at all. " * 100)
    for action in (notes, lambda w: add(w, "x"), lambda w: w.in_memory_copy()):
        with pytest.raises(WorkspaceDamagedError):
            action(opened(folder))


def test_the_folder_is_chosen_by_option_environment_and_system() -> None:
    assert workspace_folder("chosen", {"SMIMEADMIN_HOME": "home"}) == "chosen"
    assert workspace_folder(None, {"SMIMEADMIN_HOME": "home"}) == "home"
    assert "smimeadmin" in workspace_folder(None, {})


HOLDER = """
import sys, time
from smimeadmin.core.workspace import Workspace
workspace = Workspace.open(sys.argv[1])
with workspace.hold("Publish-SmimeCertificate"):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def another_process_that_holds(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_held_workspace_says_who_holds_it(folder: Path) -> None:
    add(opened(folder), "one")
    with another_process_that_holds(folder) as process:
        workspace = opened(folder, lock_wait=0.1)
        with pytest.raises(WorkspaceLockedError) as caught:
            add(workspace, "two")
        assert caught.value.pid == process.pid
        assert caught.value.command == "Publish-SmimeCertificate"
        assert "UTC" in caught.value.message
        assert notes(workspace) == ["one"]
        assert notes(workspace.in_memory_copy()) == ["one"]
        process.send_signal(signal.SIGKILL)
        process.wait()
        add(workspace, "two")
    assert notes(workspace) == ["one", "two"]


def test_the_lock_is_waited_for(folder: Path) -> None:
    with another_process_that_holds(folder) as process:
        started = time.monotonic()
        with subprocess.Popen(["sh", "-c", f"sleep 0.3; kill {process.pid}"]):
            add(opened(folder), "one")
        assert time.monotonic() - started > 0.2


def test_the_lock_holds_between_two_workspaces_of_one_process(folder: Path) -> None:
    with opened(folder).hold("first"), pytest.raises(WorkspaceLockedError) as caught:
        add(opened(folder, lock_wait=0), "one")
    assert (caught.value.pid, caught.value.command) == (os.getpid(), "first")


def test_holds_nest(folder: Path) -> None:
    workspace = opened(folder)
    with workspace.hold("outer"):
        with workspace.hold("inner"):
            add(workspace, "one")
        with pytest.raises(WorkspaceLockedError):
            add(opened(folder, lock_wait=0), "two")
    add(opened(folder, lock_wait=0), "two")


READ_ONLY = """
import sys
from smimeadmin.core.errors import SmimeAdminError
from tests.core.test_workspace import add, notes, opened
from pathlib import Path
workspace = opened(Path(sys.argv[1]))
print(notes(workspace), workspace.is_writable)
copy = workspace.in_memory_copy()
add(copy, "rehearsed")
print(notes(copy))
try:
    add(workspace, "two")
except SmimeAdminError as error:
    print(error.id, error.kind.name)
workspace.register("others", ["CREATE TABLE other (a)"])
with workspace.read() as connection:
    print(connection.execute("SELECT count(*) FROM other").fetchone()[0])
print(notes(workspace))
"""
READ_ONLY_ANSWER = """\
['one'] False
['one', 'rehearsed']
Core.WorkspaceReadOnly DENIED
0
['one']"""


def test_a_read_only_workspace_reads_and_rehearses(folder: Path) -> None:
    workspace = opened(folder)
    add(workspace, "one")
    workspace.close()
    assert run_read_only(folder, READ_ONLY) == READ_ONLY_ANSWER


def test_a_read_only_workspace_shows_what_a_killed_process_committed(folder: Path) -> None:
    code = "import os, sys; from pathlib import Path; import tests.core.test_workspace as t\n"
    code += "w = t.opened(Path(sys.argv[1])); t.add(w, 'one'); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=False)
    assert (folder / f"{DATABASE}-wal").stat().st_size
    (folder / f"{DATABASE}-shm").unlink()
    assert run_read_only(folder, READ_ONLY) == READ_ONLY_ANSWER


def test_a_missing_workspace_on_a_read_only_disk_reads_as_empty(tmp_path: Path) -> None:
    code = READ_ONLY.replace("sys.argv[1]", "sys.argv[1], 'workspace'")
    answer = READ_ONLY_ANSWER.replace("['one'", "[").replace("[, ", "[")
    assert run_read_only(tmp_path, code) == answer


SMALL_DISK = """
import sys
from pathlib import Path
from smimeadmin.core.errors import SmimeAdminError
from tests.core.test_workspace import add, notes, opened
folder = Path(sys.argv[1], "workspace")
workspace = opened(folder)
add(workspace, "one")
for size in (2000000, 300000, 100000, 50000, 20000, 5000, 1000) * 3:
    try:
        with workspace.transaction():
            add(workspace, f"{size} begins")
            add(workspace, "x" * size)
    except SmimeAdminError as error:
        kept = set(notes(workspace))
        assert error.id == "Core.DiskFull", error.id
        assert f"{size} begins" not in kept or "x" * size in kept
    except Exception as error:
        assert "UNIQUE" in str(error), error
    else:
        print(size)
try:
    for number in range(2000):
        add(workspace, f"{number} " + "y" * 500)
except SmimeAdminError as error:
    print(error.id)
workspace.close()
assert "one" in notes(opened(folder))
again = opened(folder)
with again.read() as connection:
    print(connection.execute("PRAGMA integrity_check").fetchone()[0])
"""


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    lines = run_on_small_disk(tmp_path, "400k", SMALL_DISK).splitlines()
    assert lines[-2:] == ["Core.DiskFull", "ok"]
    assert "5000" in lines


NO_ROOM = """
import sys, os
from pathlib import Path
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files_disk import DiskFiles
files = DiskFiles()
for path in ("old", "new"):
    where = os.path.join(sys.argv[1], path)
    if path == "old":
        files.write_bytes(where, b"old")
    for write in (files.write_bytes, files.append):
        try:
            write(where, b"x" * 300000)
        except SmimeAdminError as error:
            print(error.id, files.read_bytes(where)[:4] if files.exists(where) else None)
print([m.name for m in files.list_dir(sys.argv[1])])
"""


def test_a_file_on_a_full_disk_stays_what_it_was(tmp_path: Path) -> None:
    assert run_on_small_disk(tmp_path, "100k", NO_ROOM).splitlines() == [
        "Core.DiskFull b'old'",
        "Core.DiskFull b'old'",
        "Core.DiskFull None",
        "Core.DiskFull b''",
        "['new', 'old']",
    ]


def test_a_file_on_a_read_only_disk_is_refused(tmp_path: Path) -> None:
    code = NO_ROOM.replace('if path == "old"', "if False")
    assert run_read_only(tmp_path, code).splitlines() == ["Core.ReadOnlyDisk None"] * 4 + ["[]"]


def test_every_error_is_one_of_ours(folder: Path) -> None:
    assert issubclass(WorkspaceLockedError, SmimeAdminError)
    assert WorkspaceLockedError(str(folder), "x").hint


def test_in_memory_is_closed_with_its_object_even_in_a_cycle() -> None:
    workspace = Workspace.in_memory()
    workspace.itself = workspace  # type: ignore[attr-defined]
    with workspace.read() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    del workspace
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
