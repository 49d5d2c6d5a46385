"""[IO.File] and [IO.Directory]: what reads and writes goes through the journaled port of files."""

import os
from collections.abc import Callable, Iterator
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.encodings import decoded_pieces
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files import FileInfo as FileFacts
from smimeadmin.core.files import Files
from smimeadmin.shell.engine.convert import list_items, to_text
from smimeadmin.shell.engine.members_files import FILE_ATTRIBUTES, attribute_bits, moment_of
from smimeadmin.shell.engine.members_table import Forms, net_exception, static_methods
from smimeadmin.shell.engine.net.encodings import MARKED, as_encoding
from smimeadmin.shell.engine.net.reach import access, on_file
from smimeadmin.shell.engine.types import register_enum, register_type
from smimeadmin.shell.engine.wildcard import wildcard

_SEARCH: Final = v.EnumType("System.IO.SearchOption", {"TopDirectoryOnly": 0, "AllDirectories": 1})
register_enum(_SEARCH)


def read_bytes(path: str) -> bytearray:
    """Return a whole file."""
    return bytearray(on_file(_named(path), lambda files, whole: files.read_bytes(whole)))


def _named(path: str) -> str:
    if not path:
        raise net_exception(
            "ArgumentException", "The value cannot be an empty string. (Parameter 'path')"
        )
    return path


def write_bytes(path: str, data: Any) -> None:
    """Write a whole file."""
    raw = bytes(data)
    on_file(_named(path), lambda files, whole: files.write_bytes(whole, raw))


def append_bytes(path: str, data: Any) -> None:
    """Add bytes to the end of a file."""
    raw = bytes(data)
    on_file(_named(path), lambda files, whole: files.append(whole, raw))


def _read_text(path: str, encoding: Any = None) -> str:
    raw = bytes(read_bytes(path))
    for marked in MARKED:
        if raw.startswith(marked.mark):
            return marked.decode(raw)
    return as_encoding(encoding).decode(raw)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each of .NET's three line ends taken off."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    return lines


def _read_lines(path: str, encoding: Any = None) -> Any:
    return v.TypedArray(lines_of(_read_text(path, encoding)), "System.String")


class LazyLines:
    """What ReadLines gives: the lines, read when they are asked for."""

    __slots__ = ("encoding", "path")

    def __init__(self, path: str, encoding: Any = None) -> None:
        self.path = path
        self.encoding = encoding

    def net_items(self) -> Iterator[str]:
        """Yield the lines one after the other: a large file is not read at once."""
        stream = on_file(self.path, lambda files, whole: files.open(whole))
        rest = ""
        with stream:
            for piece in decoded_pieces(stream, as_encoding(self.encoding)):
                rest += piece
                *ready, rest = rest.replace("\r\n", "\n").split("\n")
                yield from ready
        if rest:
            yield rest


def _lazy_lines(path: str, encoding: Any = None) -> LazyLines:
    on_file(_named(path), lambda files, whole: files.info(whole))  # a missing file fails at once
    return LazyLines(path, encoding)


def _write_text(path: str, text: str, encoding: Any = None) -> None:
    write_bytes(path, as_encoding(encoding).encode(text, begins_file=True))


def _lines(items: Any) -> str:
    many = list_items(items)
    if many is None:
        many = list(items) if isinstance(items, (v.HashSet, v.Queue, v.Stack)) else [items]
    return "".join(f"{to_text(i)}{os.linesep}" for i in many)


def _write_lines(path: str, items: Any, encoding: Any = None) -> None:
    _write_text(path, _lines(items), encoding)


def _append_text(path: str, text: str, encoding: Any = None) -> None:
    append_bytes(path, as_encoding(encoding).encode(text, begins_file=not _file_exists(path)))


def _append_lines(path: str, items: Any, encoding: Any = None) -> None:
    _append_text(path, _lines(items), encoding)


def _file_exists(path: str) -> bool:
    return _is_there(path, folder=False)


def _folder_exists(path: str) -> bool:
    return _is_there(path, folder=True)


def _is_there(path: str, *, folder: bool) -> bool:
    reached = access()
    if not path:
        return False
    try:
        whole = reached.resolve(path)
        return reached.files.exists(whole) and reached.files.is_dir(whole) is folder
    except SmimeAdminError:  # a path that can't be is one that is not there
        return False


def _delete(path: str) -> None:
    def run(files: Files, whole: str) -> None:
        if files.exists(whole):
            if files.is_dir(whole):
                raise net_exception(
                    "UnauthorizedAccessException", f"Access to the path '{whole}' is denied.", path
                )
            files.remove(whole)

    on_file(_named(path), run)


def _to_target(action: str) -> Callable[..., None]:
    def run(source: str, target: str, overwrite: bool = False) -> None:
        _named(target)

        def act(files: Files, whole: str) -> None:
            where = access().resolve(target)
            if files.is_dir(where):
                raise net_exception("System.IO.IOException", f"'{target}' is a folder.", target)
            getattr(files, action)(whole, where, replace=overwrite)

        on_file(_named(source), act)

    return run


def _replace(source: str, target: str, backup: str) -> None:
    if backup:
        _to_target("copy")(target, backup, True)
    _to_target("move")(source, target, True)


def _make_folder(path: str) -> v.FileInfo:
    def run(files: Files, whole: str) -> v.FileInfo:
        files.make_dir(whole)
        return v.FileInfo(whole, is_directory=True)

    return on_file(_named(path), run)


def _remove_folder(path: str, recursive: bool = False) -> None:
    def run(files: Files, whole: str) -> None:
        if files.exists(whole) and not files.is_dir(whole):
            raise net_exception("System.IO.IOException", f"'{path}' is no folder.", path)
        files.remove(whole, recursive=recursive)

    on_file(_named(path), run, folder=True)


def _move_folder(source: str, target: str) -> None:
    def run(files: Files, whole: str) -> None:
        where = access().resolve(target)
        if files.exists(where):
            raise net_exception("System.IO.IOException", f"'{target}' exists already.", target)
        files.move(whole, where, replace=False)

    on_file(_named(source), run, folder=True)


def walk(files: Files, whole: str, *, deep: bool) -> Iterator[FileFacts]:
    """Yield what is in a folder, and with ``deep`` in those below it."""
    for found in files.list_dir(whole):
        yield found
        if deep and found.is_dir and not found.is_link:
            yield from walk(files, found.path, deep=True)


def found_in(path: str, pattern: str, option: Any, *, folders: bool | None) -> list[FileFacts]:
    """Return files, folders or (None) both of a folder whose names fit a pattern."""
    fits = wildcard(pattern.replace("[", "`[") if pattern != "*.*" else "*")
    deep = option is not None and option.value == 1

    def run(files: Files, whole: str) -> list[FileFacts]:
        found = walk(files, whole, deep=deep)
        kinds = (f for f in found if folders is None or f.is_dir is folders)
        return [f for f in kinds if fits.fullmatch(f.name)]

    return on_file(_named(path), run, folder=True)


def _listing(*, folders: bool | None) -> Forms:
    def run(path: str, pattern: str = "*", option: Any = None) -> Any:
        found = found_in(path, pattern, option, folders=folders)
        shown = access().resolve(path)
        names = [_as_given(f.path, shown, path) for f in found]
        return v.TypedArray(names, "System.String")

    return [
        ("string:path -> string[]", run),
        ("string:path string:searchPattern -> string[]", run),
        ("string:path string:searchPattern System.IO.SearchOption:searchOption -> string[]", run),
    ]


def _as_given(found: str, whole: str, path: str) -> str:
    """Return a path below the folder as it was named, as .NET gives it."""
    below = found[len(whole) :].lstrip("/\\") if found.startswith(whole) else found
    return path + ("" if path[-1] in "/\\" else os.sep) + below


def _time_reader(which: str, *, utc: bool) -> Forms:
    def run(path: str) -> v.DateTime:
        def read(files: Files, whole: str) -> v.DateTime:
            if not files.exists(whole):  # .NET answers the beginning of Windows' time
                return v.DateTime.of(1601, 1, 1, kind=v.DateKind.UTC)
            return v.DateTime.from_datetime(getattr(files.info(whole), which))

        moment = on_file(_named(path), read)
        return moment.to_utc() if utc else moment.to_local()

    return [("string:path -> datetime", run)]


def _time_writer() -> Forms:
    def run(path: str, moment: v.DateTime) -> None:
        on_file(
            _named(path), lambda files, whole: files.set_facts(whole, modified=moment_of(moment))
        )

    return [("string:path datetime:lastWriteTime -> void", run)]


def _attributes(path: str) -> v.EnumValue:
    facts = on_file(_named(path), lambda files, whole: files.info(whole))
    return v.EnumValue(FILE_ATTRIBUTES, attribute_bits(facts))


def _set_attributes(path: str, value: v.EnumValue) -> None:
    def run(files: Files, whole: str) -> None:
        mode = files.info(whole).mode
        files.set_facts(whole, mode=mode & ~0o222 if value.value & 1 else mode | 0o200)

    on_file(_named(path), run)


def _set_folder(path: str) -> None:
    def run(files: Files, whole: str) -> None:
        if not files.is_dir(whole):
            raise net_exception("System.IO.DirectoryNotFoundException", f"No folder '{path}'.")
        access().location = whole

    on_file(_named(path), run)


def _parent(path: str) -> v.FileInfo | None:
    whole = on_file(_named(path), lambda _files, name: name)
    folder = os.path.dirname(whole)  # noqa: PTH120 - texts
    return None if folder == whole else v.FileInfo(folder, is_directory=True)


register_type(
    "System.IO.ReadLinesIterator",
    python=LazyLines,
    interfaces=("System.Collections.IEnumerable",),
)
_TEXT: Final = "System.Text.Encoding:encoding"
_TIMES: Final = {
    **{f"Get{name}Time": ("modified", False) for name in ("LastWrite", "LastAccess")},
    **{f"Get{name}TimeUtc": ("modified", True) for name in ("LastWrite", "LastAccess")},
    "GetCreationTime": ("created", False),
    "GetCreationTimeUtc": ("created", True),
}
_BOTH: Final[dict[str, Forms]] = {
    **{name: _time_reader(which, utc=utc) for name, (which, utc) in _TIMES.items()},
    "SetLastWriteTime": _time_writer(),
    "SetLastWriteTimeUtc": _time_writer(),
    "SetLastAccessTime": [("string:path datetime:lastAccessTime -> void", lambda _p, _t: None)],
    "SetLastAccessTimeUtc": [("string:path datetime:lastAccessTime -> void", lambda _p, _t: None)],
}
static_methods(
    "System.IO.File",
    **_BOTH,
    Exists=[("string:path -> bool", _file_exists)],
    ReadAllBytes=[("string:path -> byte[]", read_bytes)],
    ReadAllText=[
        ("string:path -> string", _read_text),
        (f"string:path {_TEXT} -> string", _read_text),
    ],
    ReadAllLines=[
        ("string:path -> string[]", _read_lines),
        (f"string:path {_TEXT} -> string[]", _read_lines),
    ],
    ReadLines=[
        ("string:path -> System.Collections.Generic.IEnumerable[string]", _lazy_lines),
        (f"string:path {_TEXT} -> System.Collections.Generic.IEnumerable[string]", _lazy_lines),
    ],
    WriteAllBytes=[("string:path byte[]:bytes -> void", write_bytes)],
    WriteAllText=[
        ("string:path string:contents -> void", _write_text),
        (f"string:path string:contents {_TEXT} -> void", _write_text),
    ],
    WriteAllLines=[
        ("string:path string[]:contents -> void", _write_lines),
        (f"string:path string[]:contents {_TEXT} -> void", _write_lines),
        ("string:path System.Collections.IEnumerable:contents -> void", _write_lines),
        (f"string:path System.Collections.IEnumerable:contents {_TEXT} -> void", _write_lines),
    ],
    AppendAllBytes=[("string:path byte[]:bytes -> void", append_bytes)],
    AppendAllText=[
        ("string:path string:contents -> void", _append_text),
        (f"string:path string:contents {_TEXT} -> void", _append_text),
    ],
    AppendAllLines=[
        ("string:path System.Collections.IEnumerable:contents -> void", _append_lines),
        (f"string:path System.Collections.IEnumerable:contents {_TEXT} -> void", _append_lines),
    ],
    Delete=[("string:path -> void", _delete)],
    Copy=[
        ("string:sourceFileName string:destFileName -> void", _to_target("copy")),
        ("string:sourceFileName string:destFileName bool:overwrite -> void", _to_target("copy")),
    ],
    Move=[
        ("string:sourceFileName string:destFileName -> void", _to_target("move")),
        ("string:sourceFileName string:destFileName bool:overwrite -> void", _to_target("move")),
    ],
    Replace=[
        (
            "string:sourceFileName string:destinationFileName string:destinationBackupFileName"
            " -> void",
            _replace,
        )
    ],
    GetAttributes=[("string:path -> System.IO.FileAttributes", _attributes)],
    SetAttributes=[
        ("string:path System.IO.FileAttributes:fileAttributes -> void", _set_attributes)
    ],
)
static_methods(
    "System.IO.Directory",
    **_BOTH,
    Exists=[("string:path -> bool", _folder_exists)],
    CreateDirectory=[("string:path -> System.IO.DirectoryInfo", _make_folder)],
    Delete=[
        ("string:path -> void", _remove_folder),
        ("string:path bool:recursive -> void", _remove_folder),
    ],
    Move=[("string:sourceDirName string:destDirName -> void", _move_folder)],
    GetFiles=_listing(folders=False),
    GetDirectories=_listing(folders=True),
    GetFileSystemEntries=_listing(folders=None),
    EnumerateFiles=_listing(folders=False),
    EnumerateDirectories=_listing(folders=True),
    EnumerateFileSystemEntries=_listing(folders=None),
    GetCurrentDirectory=[("-> string", lambda: access().resolve("."))],
    SetCurrentDirectory=[("string:path -> void", _set_folder)],
    GetParent=[("string:path -> System.IO.DirectoryInfo", _parent)],
    GetDirectoryRoot=[("string:path -> string", lambda path: access().resolve(path)[:1])],
    GetLogicalDrives=[("-> string[]", lambda: v.TypedArray([os.sep], "System.String"))],
)
