"""The layer of a rehearsal answers as the disk would, whatever was done before."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smimeadmin.core.clock import SystemClock
from smimeadmin.core.files import Files
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.files_errors import FileError
from smimeadmin.core.files_overlay import OverlayFiles

PLAIN = ["file", "empty", "folder", "folder/inner", "folder/deep", "folder/deep/x", "new", "new/x"]
LINKED = ["link", "folder link", "folder link/inner", "broken", "file/x"]
PATHS = st.sampled_from([*PLAIN, *LINKED])
UNLINKED = st.sampled_from(PLAIN)
FLAG = st.booleans()
OPERATIONS = st.one_of(
    st.tuples(st.just("write_bytes"), PATHS, st.binary(max_size=3), FLAG),
    st.tuples(st.just("append"), PATHS, st.binary(max_size=3)),
    st.tuples(st.just("make_dir"), PATHS, FLAG),
    st.tuples(st.just("remove"), PATHS, FLAG),
    st.tuples(st.just("copy"), PATHS, UNLINKED, FLAG),
    st.tuples(st.just("move"), UNLINKED, UNLINKED, FLAG),
    st.tuples(st.just("read_bytes"), PATHS),
    st.tuples(st.just("list_dir"), PATHS),
)


@contextmanager
def two_folders() -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        for folder in (Path(first), Path(second)):
            (folder / "file").write_bytes(b"f")
            (folder / "empty").mkdir()
            (folder / "folder" / "deep").mkdir(parents=True)
            (folder / "folder" / "inner").write_bytes(b"i")
            (folder / "folder" / "deep" / "x").write_bytes(b"x")
            (folder / "link").symlink_to(folder / "file")
            (folder / "folder link").symlink_to(folder / "folder")
            (folder / "broken").symlink_to(folder / "nowhere")
        yield Path(first), Path(second)


def done(files: Files, folder: Path, operation: tuple[object, ...]) -> object:
    """Do one thing; return what it gave, or the error's id and path below the folder."""
    name, *arguments = operation
    whole = [str(folder / a) if isinstance(a, str) else a for a in arguments]
    try:
        match name, whole:
            case "write_bytes", [path, data, flag]:
                files.write_bytes(path, data, replace=flag)  # type: ignore[arg-type]
            case "make_dir", [path, flag]:
                files.make_dir(path, exist_ok=flag)  # type: ignore[arg-type]
            case "remove", [path, flag]:
                files.remove(path, recursive=flag)  # type: ignore[arg-type]
            case "copy" | "move", [source, target, flag]:
                getattr(files, str(name))(source, target, replace=flag)
            case "list_dir", [path]:
                return [(m.name, m.is_dir, m.size) for m in files.list_dir(str(path))]
            case _:
                return getattr(files, str(name))(*whole)
    except FileError as error:
        return error.id
    return None


def tree(files: Files, folder: Path) -> dict[str, object]:
    """Everything below a folder, links followed once."""
    found: dict[str, object] = {}
    waiting = [str(folder)]
    while waiting:
        for member in files.list_dir(waiting.pop()):
            name = os.path.relpath(member.path, folder)
            if member.is_dir and name.count(os.sep) < 6:
                found[name] = None
                waiting.append(member.path)
            elif files.exists(member.path):
                found[name] = files.read_bytes(member.path)
    return found


@pytest.mark.slow
@pytest.mark.property
@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@settings(max_examples=60, deadline=None)
@given(operations=st.lists(OPERATIONS, max_size=8))
def test_layer_and_disk_agree(operations: list[tuple[object, ...]]) -> None:
    with two_folders() as (real, below):
        disk, layer = DiskFiles(), OverlayFiles(DiskFiles(), SystemClock())
        untouched = tree(disk, below)
        for operation in operations:
            assert done(disk, real, operation) == done(layer, below, operation), operation
            assert tree(disk, real) == tree(layer, below), operation
        assert tree(disk, below) == untouched
