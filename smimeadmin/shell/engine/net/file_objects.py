"""FileInfo and DirectoryInfo: constructors and methods; their properties are in members_files."""

import os
from collections.abc import Callable
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.files import Files
from smimeadmin.shell.engine.members_table import methods, net_exception, properties, static_methods
from smimeadmin.shell.engine.net.files import found_in
from smimeadmin.shell.engine.net.reach import access, on_file
from smimeadmin.shell.engine.net.readers import StreamReader, StreamWriter
from smimeadmin.shell.engine.net.streams import NetStream, open_stream
from smimeadmin.shell.engine.types import resolve_type


def _made(path: str, *, folder: bool) -> v.FileInfo:
    if not path:
        raise net_exception("ArgumentException", "The path is empty. (Parameter 'path')")
    return v.FileInfo(path, is_directory=folder)


def _member(type_name: str, name: str) -> v.EnumValue:
    enum = resolve_type(type_name).enum
    if enum is None:
        raise net_exception("ArgumentException", f"[{type_name}] is no enumeration.")
    return enum.value(name)


def _opened(info: v.FileInfo, mode: str, wanted: str) -> NetStream:
    return open_stream(
        info.original,
        _member("System.IO.FileMode", mode),
        _member("System.IO.FileAccess", wanted),
    )


def _copied(info: v.FileInfo, target: str, overwrite: bool = False) -> v.FileInfo:
    where = access().resolve(target)
    on_file(info.original, lambda files, whole: files.copy(whole, where, replace=overwrite))
    return v.FileInfo(where)


def _moved(info: v.FileInfo, target: str, overwrite: bool = False) -> None:
    where = access().resolve(target)
    on_file(info.original, lambda files, whole: files.move(whole, where, replace=overwrite))
    info.original = where


def _removed(info: v.FileInfo, recursive: bool = False) -> None:
    def run(files: Files, whole: str) -> None:
        if files.exists(whole) or info.is_directory:
            files.remove(whole, recursive=recursive)

    on_file(info.original, run, folder=info.is_directory)


def _create(info: v.FileInfo) -> Any:
    if info.is_directory:
        on_file(info.original, lambda files, whole: files.make_dir(whole))
        return None
    return _opened(info, "Create", "ReadWrite")


def _subfolder(info: v.FileInfo, path: str) -> v.FileInfo:
    def run(files: Files, whole: str) -> v.FileInfo:
        below = access().resolve(os.path.join(whole, path))  # noqa: PTH118 - texts
        files.make_dir(below)
        return v.FileInfo(below, is_directory=True)

    return on_file(info.original, run)


def _listing(*, folders: bool | None) -> Callable[..., Any]:
    def run(info: v.FileInfo, pattern: str = "*", option: Any = None) -> Any:
        found = found_in(info.original, pattern, option, folders=folders)
        kind = {None: "FileSystemInfo", True: "DirectoryInfo", False: "FileInfo"}[folders]
        items = [v.FileInfo(f.path, is_directory=f.is_dir) for f in found]
        return v.TypedArray(items, f"System.IO.{kind}")

    return run


_SEARCHES = {
    f"{verb}{kind}": [
        (f"-> {result}[]", _listing(folders=folders)),
        (f"string:searchPattern -> {result}[]", _listing(folders=folders)),
        (
            f"string:searchPattern System.IO.SearchOption:searchOption -> {result}[]",
            _listing(folders=folders),
        ),
    ]
    for verb in ("Get", "Enumerate")
    for kind, result, folders in (
        ("Files", "System.IO.FileInfo", False),
        ("Directories", "System.IO.DirectoryInfo", True),
        ("FileSystemInfos", "System.IO.FileSystemInfo", None),
    )
}
static_methods(
    "System.IO.FileInfo",
    new=[("string:fileName", lambda path: _made(path, folder=False))],
)
static_methods(
    "System.IO.DirectoryInfo",
    new=[("string:path", lambda path: _made(path, folder=True))],
)
properties(
    v.FileInfo,
    Root=lambda f: v.FileInfo(os.sep, is_directory=True) if f.is_directory else None,
)
methods(
    v.FileInfo,
    **_SEARCHES,
    CopyTo=[
        ("string:destFileName -> System.IO.FileInfo", _copied),
        ("string:destFileName bool:overwrite -> System.IO.FileInfo", _copied),
    ],
    MoveTo=[
        ("string:destFileName -> void", _moved),
        ("string:destFileName bool:overwrite -> void", _moved),
    ],
    Delete=[("-> void", _removed), ("bool:recursive -> void", _removed)],
    Create=[("-> System.IO.FileStream", _create)],
    CreateSubdirectory=[("string:path -> System.IO.DirectoryInfo", _subfolder)],
    OpenRead=[("-> System.IO.FileStream", lambda f: _opened(f, "Open", "Read"))],
    OpenWrite=[("-> System.IO.FileStream", lambda f: _opened(f, "OpenOrCreate", "Write"))],
    Open=[
        (
            "System.IO.FileMode:mode -> System.IO.FileStream",
            lambda f, mode: open_stream(f.original, mode),
        ),
        (
            "System.IO.FileMode:mode System.IO.FileAccess:access -> System.IO.FileStream",
            lambda f, mode, wanted: open_stream(f.original, mode, wanted),
        ),
    ],
    OpenText=[("-> System.IO.StreamReader", lambda f: StreamReader(_opened(f, "Open", "Read")))],
    CreateText=[
        ("-> System.IO.StreamWriter", lambda f: StreamWriter(_opened(f, "Create", "Write")))
    ],
    AppendText=[
        ("-> System.IO.StreamWriter", lambda f: StreamWriter(_opened(f, "Append", "Write")))
    ],
    Refresh=[("-> void", lambda _f: None)],
    ToString=[("-> string", str)],
)
