"""The members of FileInfo and DirectoryInfo: what is read of a file when it is asked for."""

import os
from collections.abc import Callable
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files import FileInfo as FileFacts
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.members_table import methods, net_exception, properties

_PROVIDER = "Microsoft.PowerShell.Core\\FileSystem::"


def _full(info: v.FileInfo) -> str:
    return FILE_ACCESS.get().resolve(info.original)


def _facts(info: v.FileInfo) -> FileFacts:
    try:
        return FILE_ACCESS.get().files.info(_full(info))
    except SmimeAdminError as reason:
        raise net_exception(
            "System.IO.FileNotFoundException", reason.message, info.original
        ) from reason


def _name(info: v.FileInfo) -> str:
    return os.path.basename(_full(info)) or info.original  # noqa: PTH119 - paths are texts here


def _base_name(info: v.FileInfo) -> str:
    stem, dot, _end = _name(info).rpartition(".")
    return stem if dot and not info.is_directory else _name(info)


def _extension(info: v.FileInfo) -> str:
    name = _name(info)
    dot = name.rfind(".")
    return name[dot:] if 0 <= dot < len(name) - 1 else ""


def _folder(info: v.FileInfo) -> str:
    return os.path.dirname(_full(info))  # noqa: PTH120 - paths are texts here


def _directory(info: v.FileInfo) -> v.FileInfo:
    return v.FileInfo(_folder(info), is_directory=True)


def _length(info: v.FileInfo) -> v.Int64 | None:
    return None if info.is_directory else v.Int64(_facts(info).size)


def _exists(info: v.FileInfo) -> bool:
    files = FILE_ACCESS.get().files
    whole = _full(info)
    return files.exists(whole) and files.is_dir(whole) is info.is_directory


def _mode(info: v.FileInfo) -> str:
    """Return ``d-r--`` and the like: folder, archive, read-only, hidden, link."""
    facts = _facts(info)
    marks = (
        "d" if facts.is_dir else "-",
        "-" if facts.is_dir else "a",
        "-" if facts.mode & 0o222 else "r",
        "h" if _name(info).startswith(".") else "-",
        "l" if facts.is_link else "-",
    )
    return "".join((*marks[:4], "-" if marks[4] == "-" else "l"))


def _time(which: str, *, utc: bool) -> Callable[[v.FileInfo], v.DateTime]:
    def read(info: v.FileInfo) -> v.DateTime:
        moment = v.DateTime.from_datetime(getattr(_facts(info), which))
        return moment.to_utc() if utc else moment

    return read


def _is_read_only(info: v.FileInfo) -> bool:
    return not _facts(info).mode & 0o222


def _delete(info: v.FileInfo, recursive: Any = False) -> None:
    FILE_ACCESS.get().files.remove(_full(info), recursive=bool(recursive))


properties(
    v.FileInfo,
    PSPath=lambda f: _PROVIDER + _full(f),
    PSParentPath=lambda f: _PROVIDER + _folder(f),
    PSChildName=_name,
    PSIsContainer=lambda f: f.is_directory,
    Mode=_mode,
    BaseName=_base_name,
    Name=_name,
    Length=_length,
    DirectoryName=lambda f: None if f.is_directory else _folder(f),
    Directory=lambda f: None if f.is_directory else _directory(f),
    Parent=lambda f: _directory(f) if f.is_directory else None,
    IsReadOnly=_is_read_only,
    FullName=_full,
    Extension=_extension,
    Exists=_exists,
    CreationTime=_time("created", utc=False),
    CreationTimeUtc=_time("created", utc=True),
    LastWriteTime=_time("modified", utc=False),
    LastWriteTimeUtc=_time("modified", utc=True),
)
methods(v.FileInfo, Delete=[("", _delete), ("bool", _delete)])
