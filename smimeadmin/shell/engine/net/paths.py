"""[IO.Path]. A backslash separates parts on every system, as everywhere in this shell."""

import os
import secrets
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.shell.engine.members_table import (
    net_exception,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.reach import access, full_path, on_file

_SEPARATORS: Final = "/\\"
_ON_WINDOWS: Final = os.name == "nt"
_SEPARATOR: Final = os.sep
_BASE32: Final = "abcdefghijklmnopqrstuvwxyz012345"
_BAD_NAME: Final = '"<>|:*?\\/' if _ON_WINDOWS else "/"


def _last_separator(path: str) -> int:
    return max(path.rfind("/"), path.rfind("\\"))


def _root_length(path: str) -> int:
    """Return how much of a path is its root: a slash, on Windows also a drive or a share."""
    drive = os.path.splitdrive(path)[0]
    behind = len(drive)
    return behind + (1 if path[behind : behind + 1] in {"/", "\\"} else 0)


def file_name(path: str) -> str:
    """Return what stands behind the last separator."""
    return path[_last_separator(path) + 1 :]


def extension(path: str) -> str:
    """Return the last dot of the name and what follows, nothing if nothing follows."""
    name = file_name(path)
    dot = name.rfind(".")
    return name[dot:] if 0 <= dot < len(name) - 1 else ""


def _stem(path: str) -> str:
    name = file_name(path)
    dot = name.rfind(".")
    return name if dot < 0 else name[:dot]


def _folder(path: str) -> str | None:
    root = _root_length(path)
    if not path or len(path) == root:
        return None
    cut = _last_separator(path)
    if cut < root:
        return path[:root]
    front = path[:cut]
    while len(front) > root and front[-1] in _SEPARATORS:
        front = front[:-1]
    return front


def _combine(*parts: str) -> str:
    whole = ""
    for part in parts:
        if not part:
            continue
        if _is_rooted(part) or not whole:
            whole = part
        else:
            whole += part if whole[-1] in _SEPARATORS else _SEPARATOR + part
    return whole


def _join(*parts: str) -> str:
    whole = ""
    for part in parts:
        if part and whole and whole[-1] not in _SEPARATORS and part[0] not in _SEPARATORS:
            whole += _SEPARATOR
        whole += part
    return whole


def _is_rooted(path: str) -> bool:
    return _root_length(path) > 0


def _change_extension(path: str, new: str) -> str:
    if not path:
        return path
    dot = path.rfind(".")
    bare = path[:dot] if dot > _last_separator(path) else path
    return bare + (new if new.startswith(".") else f".{new}")


def _full(path: str) -> str:
    if not path:
        raise net_exception("ArgumentException", "The path is empty. (Parameter 'path')")
    ends = path[-1] in _SEPARATORS
    whole = full_path(path)
    return whole + _SEPARATOR if ends and whole[-1] not in _SEPARATORS else whole


def _full_from(path: str, base: str) -> str:
    return _full(_combine(base, path))


def _relative(base: str, path: str) -> str:
    return os.path.relpath(full_path(path), full_path(base))


def _random_name() -> str:
    letters = "".join(secrets.choice(_BASE32) for _ in range(11))
    return f"{letters[:8]}.{letters[8:]}"


def temporary_folder() -> str:
    """Return the folder for temporary files, with a separator behind it."""
    names = ("TMP", "TEMP", "USERPROFILE") if _ON_WINDOWS else ("TMPDIR",)
    found = next((os.environ[n] for n in names if os.environ.get(n)), "/tmp/")  # noqa: S108 - .NET's
    return found if found[-1] in _SEPARATORS else found + _SEPARATOR


def _temporary_file() -> str:
    path = f"{temporary_folder()}tmp{secrets.token_hex(3)}.tmp"
    on_file(path, lambda files, whole: files.write_bytes(whole, b"", private=True, replace=False))
    return path


def _exists(path: str) -> bool:
    if not path:
        return False
    reached = access()
    try:
        return reached.files.exists(reached.resolve(path))
    except SmimeAdminError:  # a path that can't be is one that is not there
        return False


def _trimmed(path: str) -> str:
    ends = path[-1:] in _SEPARATORS and len(path) > _root_length(path)
    return path[:-1] if path and ends else path


def _chars(text: str) -> Any:
    return v.TypedArray([v.Char(c) for c in text], "System.Char")


static_properties(
    "System.IO.Path",
    DirectorySeparatorChar=lambda _t: v.Char(_SEPARATOR),
    AltDirectorySeparatorChar=lambda _t: v.Char("/"),
    PathSeparator=lambda _t: v.Char(os.pathsep),
    VolumeSeparatorChar=lambda _t: v.Char(":" if _ON_WINDOWS else "/"),
)
static_methods(
    "System.IO.Path",
    Combine=[
        ("string:path1 string:path2 -> string", _combine),
        ("string:path1 string:path2 string:path3 -> string", _combine),
        ("string:path1 string:path2 string:path3 string:path4 -> string", _combine),
        ("string*:paths -> string", _combine),
    ],
    Join=[
        ("string:path1 string:path2 -> string", _join),
        ("string:path1 string:path2 string:path3 -> string", _join),
        ("string:path1 string:path2 string:path3 string:path4 -> string", _join),
        ("string*:paths -> string", _join),
    ],
    GetFileName=[("string:path -> string", file_name)],
    GetFileNameWithoutExtension=[("string:path -> string", _stem)],
    GetExtension=[("string:path -> string", extension)],
    GetDirectoryName=[("string:path -> string", _folder)],
    GetFullPath=[
        ("string:path -> string", _full),
        ("string:path string:basePath -> string", _full_from),
    ],
    GetRelativePath=[("string:relativeTo string:path -> string", _relative)],
    ChangeExtension=[("string:path string:extension -> string", _change_extension)],
    HasExtension=[("string:path -> bool", lambda path: bool(extension(path)))],
    IsPathRooted=[("string:path -> bool", _is_rooted)],
    IsPathFullyQualified=[("string:path -> bool", os.path.isabs)],
    GetPathRoot=[
        ("string:path -> string", lambda path: path[: _root_length(path)] if path else None)
    ],
    GetTempPath=[("-> string", temporary_folder)],
    GetTempFileName=[("-> string", _temporary_file)],
    GetRandomFileName=[("-> string", _random_name)],
    GetInvalidFileNameChars=[("-> char[]", lambda: _chars("\0" + _BAD_NAME))],
    GetInvalidPathChars=[("-> char[]", lambda: _chars("\0|" if _ON_WINDOWS else "\0"))],
    EndsInDirectorySeparator=[("string:path -> bool", lambda path: path[-1:] in set(_SEPARATORS))],
    TrimEndingDirectorySeparator=[("string:path -> string", _trimmed)],
    Exists=[("string:path -> bool", _exists)],
)
