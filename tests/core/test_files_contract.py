"""One suite over every implementation of the port of files."""

import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smimeadmin.app.journaled_files import JournaledFiles
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.files_executor import FilesExecutor
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.files import Files
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.files_errors import (
    DriveNotFoundError,
    FileAlreadyExistsError,
    FileError,
    FolderNotEmptyError,
    NoSuchFileError,
    PathInvalidError,
    PathIsAFolderError,
    PathNotAFolderError,
)
from smimeadmin.core.files_overlay import OverlayFiles
from smimeadmin.core.workspace import Workspace


def journaled(files: Files) -> Files:
    """Put the door of a journal in memory before a port."""
    workspace = Workspace.in_memory()
    door = ChangeDoor(workspace, {"files": FilesExecutor(files)}, SystemClock(), "run")
    return JournaledFiles(files, lambda: door)


IMPLEMENTATIONS: dict[str, Callable[[], Files]] = {
    "disk": DiskFiles,
    "overlay": lambda: OverlayFiles(DiskFiles(), SystemClock()),
    "journaled disk": lambda: journaled(DiskFiles()),
    "journaled overlay": lambda: journaled(OverlayFiles(DiskFiles(), SystemClock())),
    "overlay of an overlay": lambda: OverlayFiles(
        OverlayFiles(DiskFiles(), SystemClock()), SystemClock()
    ),
}
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions, links, paths")


@pytest.fixture(params=IMPLEMENTATIONS)
def files(request: pytest.FixtureRequest) -> Files:
    return IMPLEMENTATIONS[request.param]()


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A folder with two files and a folder with one: on the disk before the test begins."""
    (tmp_path / "old.txt").write_bytes(b"old content")
    (tmp_path / "Other.TXT").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inner.bin").write_bytes(bytes(range(256)))
    return tmp_path


def names(files: Files, folder: Path) -> list[str]:
    return [member.name for member in files.list_dir(str(folder))]


def test_what_is_written_is_read_back(files: Files, there: Path) -> None:
    path = str(there / "new.bin")
    files.write_bytes(path, b"\x00\xff" * 1000)
    assert files.read_bytes(path) == b"\x00\xff" * 1000
    assert files.exists(path)
    assert not files.is_dir(path)
    assert files.info(path).size == 2000
    assert files.info(path).name == "new.bin"
    assert "new.bin" in names(files, there)


def test_an_existing_file_is_replaced_whole(files: Files, there: Path) -> None:
    path = str(there / "old.txt")
    assert files.read_bytes(path) == b"old content"
    files.write_bytes(path, b"x")
    assert files.read_bytes(path) == b"x"
    assert names(files, there) == ["Other.TXT", "folder", "old.txt"]


def test_without_replace_an_existing_file_stays(files: Files, there: Path) -> None:
    path = str(there / "old.txt")
    with pytest.raises(FileAlreadyExistsError) as caught:
        files.write_bytes(path, b"x", replace=False)
    assert caught.value.path == path
    assert files.read_bytes(path) == b"old content"
    files.write_bytes(str(there / "fresh"), b"y", replace=False)
    assert files.read_bytes(str(there / "fresh")) == b"y"
    with pytest.raises(FileAlreadyExistsError):
        files.write_bytes(str(there / "fresh"), b"z", replace=False)
    assert names(files, there) == ["Other.TXT", "folder", "fresh", "old.txt"]


def test_a_stream_that_breaks_off_leaves_what_was_there(files: Files, there: Path) -> None:
    for name, before in (("old.txt", b"old content"), ("never.txt", None)):
        path = str(there / name)
        with suppress(ZeroDivisionError), files.create(path) as stream:
            stream.write(b"half of it" * 10_000)
            raise ZeroDivisionError
        assert (files.read_bytes(path) if files.exists(path) else None) == before
    assert names(files, there) == ["Other.TXT", "folder", "old.txt"]


def test_a_stream_shows_its_file_only_when_it_ends(files: Files, there: Path) -> None:
    path = str(there / "streamed")
    with files.create(path) as stream:
        stream.write(b"a" * 100_000)
        assert not files.exists(path)
        stream.write(b"b")
    assert files.read_bytes(path) == b"a" * 100_000 + b"b"


def test_parts_of_a_file_are_read(files: Files, there: Path) -> None:
    path = str(there / "folder" / "inner.bin")
    assert files.read_range(path, 250, 100) == bytes(range(250, 256))
    assert files.read_range(path, 1000, 5) == b""
    files.write_bytes(path, b"0123456789")
    assert files.read_range(path, 3, 4) == b"3456"
    assert files.read_range(path, 20, 4) == b""
    with files.open(path) as stream:
        assert stream.read(2) == b"01"
        assert stream.read() == b"23456789"


def test_append_adds_and_makes(files: Files, there: Path) -> None:
    files.append(str(there / "old.txt"), b"!")
    files.append(str(there / "log"), b"1")
    files.append(str(there / "log"), b"2")
    assert files.read_bytes(str(there / "old.txt")) == b"old content!"
    assert files.read_bytes(str(there / "log")) == b"12"


def test_a_missing_path_is_named(files: Files, there: Path) -> None:
    path = str(there / "nowhere")
    for action in (files.read_bytes, files.open, files.info, files.list_dir, files.remove):
        with pytest.raises(NoSuchFileError) as caught:
            action(path)
        assert caught.value.path == path
    with pytest.raises(NoSuchFileError):
        files.read_range(path, 0, 1)
    with pytest.raises(NoSuchFileError):
        files.copy(path, str(there / "x"))
    with pytest.raises(NoSuchFileError):
        files.move(path, str(there / "x"))
    assert not files.exists(path)


def test_a_missing_folder_is_named_when_a_file_is_written(files: Files, there: Path) -> None:
    for action in (files.write_bytes, files.append):
        with pytest.raises(NoSuchFileError) as caught:
            action(str(there / "nowhere" / "file"), b"")
        assert caught.value.path == str(there / "nowhere")


def test_a_file_is_no_folder_and_a_folder_no_file(files: Files, there: Path) -> None:
    with pytest.raises(PathNotAFolderError):
        files.list_dir(str(there / "old.txt"))
    with pytest.raises(PathNotAFolderError):
        files.write_bytes(str(there / "old.txt" / "below"), b"")
    with pytest.raises(PathNotAFolderError):
        files.read_bytes(str(there / "old.txt" / "below"))
    for action in (files.read_bytes, files.open):
        with pytest.raises(PathIsAFolderError):
            action(str(there / "folder"))
    for write in (files.write_bytes, files.append):
        with pytest.raises(PathIsAFolderError):
            write(str(there / "folder"), b"")


def test_folders_are_made_with_what_is_above_them(files: Files, there: Path) -> None:
    path = str(there / "a" / "b")
    files.make_dir(path)
    files.make_dir(path)
    assert files.is_dir(path)
    assert files.list_dir(path) == []
    files.write_bytes(str(there / "a" / "b" / "c"), b"1")
    assert names(files, there / "a") == ["b"]
    assert names(files, there / "a" / "b") == ["c"]
    with pytest.raises(FileAlreadyExistsError):
        files.make_dir(path, exist_ok=False)
    with pytest.raises(FileAlreadyExistsError):
        files.make_dir(str(there / "old.txt"))
    with pytest.raises(PathNotAFolderError):
        files.make_dir(str(there / "old.txt" / "x"))


def test_what_is_removed_is_gone_and_can_come_back(files: Files, there: Path) -> None:
    path = str(there / "old.txt")
    files.remove(path)
    assert not files.exists(path)
    with pytest.raises(NoSuchFileError):
        files.read_bytes(path)
    with pytest.raises(NoSuchFileError):
        files.remove(path)
    assert names(files, there) == ["Other.TXT", "folder"]
    files.write_bytes(path, b"again", replace=False)
    assert files.read_bytes(path) == b"again"


def test_a_folder_is_removed_with_its_members_only_if_asked(files: Files, there: Path) -> None:
    folder = there / "folder"
    files.write_bytes(str(folder / "second"), b"2")
    with pytest.raises(FolderNotEmptyError):
        files.remove(str(folder))
    files.remove(str(folder), recursive=True)
    assert not files.exists(str(folder))
    assert not files.exists(str(folder / "inner.bin"))
    assert not files.exists(str(folder / "second"))
    with pytest.raises(NoSuchFileError):
        files.write_bytes(str(folder / "third"), b"3")
    files.make_dir(str(folder))
    assert files.list_dir(str(folder)) == []
    files.remove(str(folder))
    assert not files.exists(str(folder))


def test_copies_stand_on_their_own(files: Files, there: Path) -> None:
    files.copy(str(there / "old.txt"), str(there / "copy"))
    files.copy(str(there / "old.txt"), str(there / "folder"))
    files.write_bytes(str(there / "old.txt"), b"changed")
    assert files.read_bytes(str(there / "copy")) == b"old content"
    assert files.read_bytes(str(there / "folder" / "old.txt")) == b"old content"
    with pytest.raises(FileAlreadyExistsError):
        files.copy(str(there / "old.txt"), str(there / "copy"), replace=False)


def test_files_and_folders_are_moved(files: Files, there: Path) -> None:
    files.move(str(there / "old.txt"), str(there / "folder"))
    files.move(str(there / "folder"), str(there / "elsewhere"))
    assert names(files, there) == ["Other.TXT", "elsewhere"]
    assert names(files, there / "elsewhere") == ["inner.bin", "old.txt"]
    assert files.read_bytes(str(there / "elsewhere" / "inner.bin")) == bytes(range(256))
    with pytest.raises(FileAlreadyExistsError):
        files.move(
            str(there / "elsewhere" / "old.txt"),
            str(there / "Other.TXT"),
            replace=False,
        )
    files.move(str(there / "elsewhere" / "old.txt"), str(there / "Other.TXT"))
    assert files.read_bytes(str(there / "Other.TXT")) == b"old content"


def test_wildcards_match_in_every_part_and_ignore_case(files: Files, there: Path) -> None:
    def found(pattern: str) -> list[str]:
        return [os.path.relpath(i.path, there) for i in files.glob(pattern, str(there))]

    files.make_dir(str(there / "folder2"))
    files.write_bytes(str(there / "folder2" / "new.BIN"), b"")
    files.remove(str(there / "old.txt"))
    assert found("*.txt") == ["Other.TXT"]
    assert found("f*/*.bin") == [
        f"folder{os.sep}inner.bin",
        f"folder2{os.sep}new.BIN",
    ]
    assert found("folder?") == ["folder2"]
    assert found("[fo]*") == ["Other.TXT", "folder", "folder2"]
    assert found("folder") == ["folder"]
    assert found("nothing*") == []
    assert found("missing") == []
    assert found("missing/*") == []


def test_a_backslash_separates_parts(files: Files, there: Path) -> None:
    assert files.resolve(r"folder\inner.bin", str(there)) == str(there / "folder" / "inner.bin")
    assert files.resolve(r".\x\..\y", str(there)) == str(there / "y")
    assert files.resolve(str(there), "/elsewhere") == str(there)


@ON_POSIX
@pytest.mark.parametrize(
    ("path", "drive"), [("C:\\x", "C:"), ("c:x", "c:"), ("D:", "D:"), (r"\\server\share", "server")]
)
def test_a_drive_is_refused_where_there_are_none(files: Files, path: str, drive: str) -> None:
    with pytest.raises(DriveNotFoundError) as caught:
        files.read_bytes(path)
    assert caught.value.drive == drive


@pytest.mark.parametrize("path", ["", "  ", "a\0b", "x" * 5000, "\ud83d"])
def test_what_cannot_be_a_path_is_refused(files: Files, path: str) -> None:
    with pytest.raises(PathInvalidError):
        files.write_bytes(path, b"")


@ON_POSIX
def test_private_files_are_for_their_owner_alone(files: Files, there: Path) -> None:
    mask = os.umask(0o022)
    try:
        files.write_bytes(str(there / "key"), b"k", private=True)
        files.write_bytes(str(there / "open"), b"o")
        files.write_bytes(str(there / "old.txt"), b"k", private=True)
        files.make_dir(str(there / "closed"), private=True)
        files.copy(str(there / "key"), str(there / "key2"))
    finally:
        os.umask(mask)
    assert files.info(str(there / "key")).mode == 0o600
    assert files.info(str(there / "key2")).mode == 0o600
    assert files.info(str(there / "open")).mode == 0o644
    assert files.info(str(there / "old.txt")).mode == 0o600
    assert files.info(str(there / "closed")).mode == 0o700


@ON_POSIX
def test_a_replaced_file_keeps_its_permissions(files: Files, there: Path) -> None:
    (there / "old.txt").chmod(0o640)
    files.write_bytes(str(there / "old.txt"), b"x")
    assert files.info(str(there / "old.txt")).mode == 0o640


@ON_POSIX
def test_a_link_is_written_through_and_removed_itself(files: Files, there: Path) -> None:
    (there / "link").symlink_to(there / "old.txt")
    (there / "folder link").symlink_to(there / "folder")
    files.write_bytes(str(there / "link"), b"through")
    files.write_bytes(str(there / "folder link" / "added"), b"1")
    assert files.read_bytes(str(there / "old.txt")) == b"through"
    assert files.read_bytes(str(there / "folder" / "added")) == b"1"
    assert files.identity(str(there / "link")) == files.identity(str(there / "old.txt"))
    files.remove(str(there / "link"))
    files.remove(str(there / "folder link"), recursive=True)
    assert names(files, there) == ["Other.TXT", "folder", "old.txt"]
    assert names(files, there / "folder") == ["added", "inner.bin"]
    assert files.read_bytes(str(there / "old.txt")) == b"through"
    files.write_bytes(str(there / "link"), b"own")
    assert files.read_bytes(str(there / "old.txt")) == b"through"


def test_every_error_has_an_id_and_a_hint(files: Files, there: Path) -> None:
    seen = set()
    for action in (
        lambda: files.read_bytes(str(there / "nowhere")),
        lambda: files.read_bytes(str(there / "folder")),
        lambda: files.list_dir(str(there / "old.txt")),
        lambda: files.write_bytes(str(there / "old.txt"), b"", replace=False),
        lambda: files.remove(str(there / "folder")),
    ):
        with pytest.raises(FileError) as caught:
            action()
        assert caught.value.hint
        assert caught.value.path
        seen.add(caught.value.id)
    assert seen == {
        "Core.FileNotFound",
        "Core.IsADirectory",
        "Core.NotADirectory",
        "Core.FileExists",
        "Core.DirectoryNotEmpty",
    }


def test_an_overlay_leaves_the_disk_as_it_is(there: Path) -> None:
    before = {p: p.read_bytes() for p in there.rglob("*") if p.is_file()}
    files = OverlayFiles(DiskFiles(), SystemClock())
    files.write_bytes(str(there / "old.txt"), b"x")
    files.append(str(there / "Other.TXT"), b"x")
    files.write_bytes(str(there / "new"), b"x")
    files.make_dir(str(there / "made"))
    files.move(str(there / "folder"), str(there / "made"))
    files.remove(str(there / "old.txt"))
    assert files.read_bytes(str(there / "made" / "folder" / "inner.bin")) == bytes(range(256))
    assert {p: p.read_bytes() for p in there.rglob("*") if p.is_file()} == before


@ON_POSIX
def test_a_device_is_written_where_it_is() -> None:
    DiskFiles().write_bytes("/dev/null", b"x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@ON_POSIX
class TestLinksAndFacts:
    def test_a_link_shows_what_it_leads_to(self, files: Files, there: Path) -> None:
        files.make_link(str(there / "link.txt"), str(there / "old.txt"))
        assert files.read_bytes(str(there / "link.txt")) == b"old content"

    def test_a_hard_link_is_the_same_file(self, files: Files, there: Path) -> None:
        files.make_link(str(there / "same.txt"), str(there / "old.txt"), hard=True)
        assert files.read_bytes(str(there / "same.txt")) == b"old content"

    def test_a_link_replaces_nothing(self, files: Files, there: Path) -> None:
        with pytest.raises(FileAlreadyExistsError):
            files.make_link(str(there / "Other.TXT"), "old.txt")

    def test_the_time_of_a_file_is_set_and_its_content_kept(
        self, files: Files, there: Path
    ) -> None:
        moment = datetime(2020, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
        files.set_facts(str(there / "old.txt"), modified=moment, mode=0o444)
        info = files.info(str(there / "old.txt"))
        assert (info.modified, info.mode) == (moment, 0o444)
        assert files.read_bytes(str(there / "old.txt")) == b"old content"
