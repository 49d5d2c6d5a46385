"""[IO.Path], [IO.File], [IO.Directory], [Text.Encoding], [Environment].

Files go through the port of files that the running session set, so that a rehearsal sees what it
would have written.
"""

import ntpath
import os
import platform
import sys
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.encodings import UTF8, TextEncoding
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.shell.engine.convert import list_items, to_text
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.file_access import FILE_ACCESS, FileAccess
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.types import register_enum, register_type


def _access() -> FileAccess:
    try:
        return FILE_ACCESS.get()
    except LookupError as reason:
        raise net_exception("IOException", "No files can be reached outside a session.") from reason


def _failure(reason: SmimeAdminError, path: str) -> MethodCallError:
    name = _EXCEPTIONS.get(type(reason).__name__, "System.IO.IOException")
    return net_exception(name, reason.message, path)


_EXCEPTIONS: Final = {
    "NoSuchFileError": "System.IO.FileNotFoundException",
    "FileAccessDeniedError": "System.UnauthorizedAccessException",
    "PathIsAFolderError": "System.UnauthorizedAccessException",
    "PathNotAFolderError": "System.IO.DirectoryNotFoundException",
    "PathInvalidError": "System.ArgumentException",
}


def _read_bytes(path: str) -> bytearray:
    access = _access()
    try:
        return bytearray(access.files.read_bytes(access.resolve(path)))
    except SmimeAdminError as reason:
        raise _failure(reason, path) from reason


def _write_bytes(path: str, data: Any) -> None:
    access = _access()
    try:
        access.files.write_bytes(access.resolve(path), bytes(data))
    except SmimeAdminError as reason:
        raise _failure(reason, path) from reason


def _append_bytes(path: str, data: bytes) -> None:
    access = _access()
    try:
        access.files.append(access.resolve(path), data)
    except SmimeAdminError as reason:
        raise _failure(reason, path) from reason


def _read_text(path: str, encoding: Any = None) -> str:
    raw = bytes(_read_bytes(path))
    for marked in _MARKED:
        if raw.startswith(marked.mark):
            return marked.decode(raw)
    return _codec(encoding).decode(raw)


def _codec(encoding: Any) -> TextEncoding:
    return encoding if isinstance(encoding, TextEncoding) else UTF8


def _read_lines(path: str, encoding: Any = None) -> Any:
    text = _read_text(path, encoding).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    return v.TypedArray(lines, "System.String")


def _write_text(path: str, text: str, encoding: Any = None) -> None:
    _write_bytes(path, _codec(encoding).encode(text, begins_file=True))


def _lines(items: Any) -> str:
    many = list_items(items)
    return "".join(f"{to_text(i)}{os.linesep}" for i in ([items] if many is None else many))


def _write_lines(path: str, items: Any, encoding: Any = None) -> None:
    _write_text(path, _lines(items), encoding)


def _append_text(path: str, text: str, encoding: Any = None) -> None:
    _append_bytes(path, _codec(encoding).encode(text))


def _append_lines(path: str, items: Any, encoding: Any = None) -> None:
    _append_text(path, _lines(items), encoding)


def _file_exists(path: Any) -> bool:
    access = _access()
    if not to_text(path):
        return False
    full = access.resolve(to_text(path))
    return access.files.exists(full) and not access.files.is_dir(full)


def _folder_exists(path: Any) -> bool:
    access = _access()
    return bool(to_text(path)) and access.files.is_dir(access.resolve(to_text(path)))


def _delete(path: str) -> None:
    access = _access()
    full = access.resolve(path)
    try:
        if access.files.exists(full):
            access.files.remove(full)
    except SmimeAdminError as reason:
        raise _failure(reason, path) from reason


def _copy(source: str, target: str, overwrite: bool = False) -> None:
    access = _access()
    try:
        access.files.copy(access.resolve(source), access.resolve(target), replace=overwrite)
    except SmimeAdminError as reason:
        raise _failure(reason, source) from reason


def _move(source: str, target: str, overwrite: bool = False) -> None:
    access = _access()
    try:
        access.files.move(access.resolve(source), access.resolve(target), replace=overwrite)
    except SmimeAdminError as reason:
        raise _failure(reason, source) from reason


def _make_folder(path: str) -> v.FileInfo:
    access = _access()
    full = access.resolve(path)
    try:
        access.files.make_dir(full)
    except SmimeAdminError as reason:
        raise _failure(reason, path) from reason
    return v.FileInfo(full, is_directory=True)


def _remove_folder(path: str, recursive: bool = False) -> None:
    access = _access()
    try:
        access.files.remove(access.resolve(path), recursive=recursive)
    except SmimeAdminError as reason:
        raise _failure(reason, path) from reason


def _list_folder(*, folders: bool | None) -> Any:
    def run(path: str) -> Any:
        access = _access()
        try:
            found = access.files.list_dir(access.resolve(path))
        except SmimeAdminError as reason:
            raise _failure(reason, path) from reason
        names = [i.path for i in found if folders is None or i.is_dir is folders]
        return v.TypedArray(names, "System.String")

    return run


static_methods(
    "System.IO.File",
    Exists=[("object", _file_exists)],
    ReadAllBytes=[("string", _read_bytes)],
    WriteAllBytes=[("string byte[]", _write_bytes)],
    ReadAllText=[("string", _read_text), ("string object", _read_text)],
    ReadAllLines=[("string", _read_lines), ("string object", _read_lines)],
    ReadLines=[("string", _read_lines)],
    WriteAllText=[("string string", _write_text), ("string string object", _write_text)],
    WriteAllLines=[("string object", _write_lines), ("string object object", _write_lines)],
    AppendAllText=[("string string", _append_text), ("string string object", _append_text)],
    AppendAllLines=[("string object", _append_lines), ("string object object", _append_lines)],
    Delete=[("string", _delete)],
    Copy=[("string string", _copy), ("string string bool", _copy)],
    Move=[("string string", _move), ("string string bool", _move)],
)
static_methods(
    "System.IO.Directory",
    Exists=[("object", _folder_exists)],
    CreateDirectory=[("string", _make_folder)],
    Delete=[("string", _remove_folder), ("string bool", _remove_folder)],
    GetFiles=[("string", _list_folder(folders=False))],
    GetDirectories=[("string", _list_folder(folders=True))],
    GetFileSystemEntries=[("string", _list_folder(folders=None))],
    GetCurrentDirectory=[("", lambda: _access().resolve("."))],
)

# [IO.Path] -------------------------------------------------------------------------------------

_PATHS: Final[Any] = ntpath if os.name == "nt" else os.path


def _combine(*parts: str) -> str:
    return str(_PATHS.join(*parts)) if parts else ""


def _join_paths(*parts: str) -> str:
    separator = "\\" if os.name == "nt" else "/"
    return separator.join(part.rstrip("/\\") for part in parts)


def _file_name(path: Any) -> str:
    return str(_PATHS.basename(to_text(path)))


def _stem(path: Any) -> str:
    return _file_name(path).rpartition(".")[0] if "." in _file_name(path) else _file_name(path)


def _extension(path: Any) -> str:
    name = _file_name(path)
    dot = name.rfind(".")
    return name[dot:] if 0 <= dot < len(name) - 1 else ""


def _folder(path: Any) -> str | None:
    text = to_text(path)
    folder = str(_PATHS.dirname(text))
    return None if folder == text else folder


def _change_extension(path: str, extension: Any) -> str:
    dot = path.rfind(".")
    bare = path[:dot] if dot > max(path.rfind("/"), path.rfind("\\")) else path
    if extension is None:
        return bare
    return bare + (extension if extension.startswith(".") or not extension else f".{extension}")


static_properties(
    "System.IO.Path",
    DirectorySeparatorChar=lambda _t: v.Char(os.sep),
    AltDirectorySeparatorChar=lambda _t: v.Char("/"),
    PathSeparator=lambda _t: v.Char(os.pathsep),
)
static_methods(
    "System.IO.Path",
    Combine=[("string*", _combine)],
    Join=[("string*", _join_paths)],
    GetFileName=[("object", _file_name)],
    GetFileNameWithoutExtension=[("object", _stem)],
    GetExtension=[("object", _extension)],
    GetDirectoryName=[("object", _folder)],
    GetFullPath=[("string", lambda path: _access().resolve(path))],
    ChangeExtension=[("string object", _change_extension)],
    HasExtension=[("object", lambda path: bool(_extension(path)))],
    IsPathRooted=[("object", lambda path: bool(_PATHS.isabs(to_text(path))))],
    GetTempPath=[("", lambda: _folder_text(os.environ.get("TMPDIR", "/tmp")))],  # noqa: S108 - .NET's own default
    GetPathRoot=[("string", lambda path: path[: len(path) - len(path.lstrip("/"))][:1])],
    GetInvalidFileNameChars=[
        ("", lambda: v.TypedArray([v.Char("\0"), v.Char("/")], "System.Char"))
    ],
)


def _folder_text(path: str) -> str:
    return path if path.endswith(os.sep) else path + os.sep


# [Text.Encoding] -------------------------------------------------------------------------------

_MARKED: Final = (
    TextEncoding("utf8", "utf-8", b"\xef\xbb\xbf"),
    TextEncoding("unicode", "utf-16-le", b"\xff\xfe"),
    TextEncoding("bigendianunicode", "utf-16-be", b"\xfe\xff"),
)
_ENCODINGS: Final = {
    "UTF8": _MARKED[0],
    "Unicode": _MARKED[1],
    "BigEndianUnicode": _MARKED[2],
    "ASCII": TextEncoding("us-ascii", "ascii"),
    "Latin1": TextEncoding("iso-8859-1", "latin-1"),
    "UTF32": TextEncoding("utf-32", "utf-32-le", b"\xff\xfe\x00\x00"),
    "Default": UTF8,
}


def _named_encoding(name: Any) -> TextEncoding:
    word = to_text(name).lower()
    known = {
        "utf-8": "UTF8",
        "65001": "UTF8",
        "utf-16": "Unicode",
        "1200": "Unicode",
        "us-ascii": "ASCII",
        "20127": "ASCII",
        "iso-8859-1": "Latin1",
        "28591": "Latin1",
    }.get(word)
    if known is not None:
        return _ENCODINGS[known]
    codec = {"windows-1252": "cp1252", "1252": "cp1252"}.get(word)
    if codec is None:
        raise net_exception("ArgumentException", f"'{name}' is no encoding known here.", name)
    return TextEncoding(word, codec)


def _decode(encoding: TextEncoding, data: Any, start: int = 0, count: int | None = None) -> str:
    end = len(data) if count is None else start + count
    return bytes(data[start:end]).decode(encoding.codec, "replace")


def _encode(encoding: TextEncoding, text: Any) -> bytearray:
    source = text if type(text) is str else "".join(list_items(text) or [to_text(text)])
    return bytearray(source.encode(encoding.codec, "replace"))


register_type("System.Text.Encoding", python=TextEncoding)
static_properties(
    "System.Text.Encoding",
    **{name: (lambda _t, one=one: one) for name, one in _ENCODINGS.items()},
)
static_methods("System.Text.Encoding", GetEncoding=[("object", _named_encoding)])
methods(
    TextEncoding,
    GetBytes=[("string", _encode), ("char[]", _encode)],
    GetString=[("byte[]", _decode), ("byte[] int int", _decode)],
    GetByteCount=[("string", lambda e, text: len(_encode(e, text)))],
    GetPreamble=[("", lambda e: bytearray(e.mark))],
)
properties(TextEncoding, WebName=lambda e: e.name, EncodingName=lambda e: e.name)
for _word, _marked in (("UTF8Encoding", True), ("UnicodeEncoding", True), ("ASCIIEncoding", False)):
    register_type(f"System.Text.{_word}", base="System.Text.Encoding")
static_methods(
    "System.Text.UTF8Encoding",
    new=[
        ("", lambda: UTF8),
        ("bool", lambda marks: _ENCODINGS["UTF8"] if marks else UTF8),
    ],
)
static_methods("System.Text.UnicodeEncoding", new=[("", lambda: _ENCODINGS["Unicode"])])
static_methods("System.Text.ASCIIEncoding", new=[("", lambda: _ENCODINGS["ASCII"])])

# Files as values, and [Environment] --------------------------------------------------------------


_FOLDERS: Final = v.EnumType(
    "System.Environment+SpecialFolder",
    {"Desktop": 0, "Personal": 5, "MyDocuments": 5, "ApplicationData": 26, "UserProfile": 40},
)
register_enum(_FOLDERS)


def _special_folder(folder: v.EnumValue) -> str:
    home = os.path.expanduser("~")  # noqa: PTH111 - a text is wanted
    below = {0: "Desktop", 5: "Documents", 26: ".config", 40: ""}[folder.value]
    return os.path.join(home, below) if below else home  # noqa: PTH118 - a text is wanted


def _variable(name: str) -> str | None:
    return os.environ.get(name)


static_properties(
    "System.Environment",
    NewLine=lambda _t: os.linesep,
    MachineName=lambda _t: platform.node(),
    UserName=lambda _t: os.environ.get("USER") or os.environ.get("USERNAME") or "",
    CurrentDirectory=lambda _t: _access().resolve("."),
    ProcessId=lambda _t: os.getpid(),
    ProcessorCount=lambda _t: os.cpu_count() or 1,
    Is64BitProcess=lambda _t: sys.maxsize > 1 << 32,
    Is64BitOperatingSystem=lambda _t: True,
)
static_methods(
    "System.Environment",
    GetEnvironmentVariable=[("string", _variable), ("string object", lambda n, _t: _variable(n))],
    GetFolderPath=[("System.Environment+SpecialFolder", _special_folder)],
    ExpandEnvironmentVariables=[("string", os.path.expandvars)],
)
