"""The members of FileInfo and DirectoryInfo: what is read of a file when it is asked for."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files import FileInfo as FileFacts
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.members_table import methods, net_exception, properties, settable
from smimeadmin.shell.engine.types import register_enum, resolve_type

_PROVIDER = "Microsoft.PowerShell.Core\\FileSystem::"


class FileProvider:
    """What ``.PSProvider`` of a file says: the provider of files."""

    __slots__ = ()
    type_name = "System.Management.Automation.ProviderInfo"
    shown = ("name", "module_name")
    name = "FileSystem"
    module_name = "Microsoft.PowerShell.Core"

    def __str__(self) -> str:
        return f"{self.module_name}\\{self.name}"


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


FILE_ATTRIBUTES: Final = v.EnumType(
    "System.IO.FileAttributes",
    {
        "None": 0,
        "ReadOnly": 1,
        "Hidden": 2,
        "System": 4,
        "Directory": 16,
        "Archive": 32,
        "Device": 64,
        "Normal": 128,
        "Temporary": 256,
        "SparseFile": 512,
        "ReparsePoint": 1024,
        "Compressed": 2048,
        "Offline": 4096,
        "NotContentIndexed": 8192,
        "Encrypted": 16384,
        "IntegrityStream": 32768,
        "NoScrubData": 131072,
    },
    flags=True,
)


def _attributes(info: v.FileInfo) -> v.EnumValue:
    """Return what .NET says on a system without attributes: of the permissions and the name."""
    return v.EnumValue(FILE_ATTRIBUTES, attribute_bits(_facts(info)))


def attribute_bits(facts: FileFacts) -> int:
    """Return the attributes of a file as .NET makes them up where a disk has none."""
    bits = 0 if facts.mode & 0o222 else 1
    bits |= 2 if facts.name.startswith(".") else 0
    bits |= 16 if facts.is_dir else 0
    bits |= 1024 if facts.is_link else 0
    return bits or 128


def _set_attributes(info: v.FileInfo, value: Any) -> None:
    """Make a file read-only or not: no other attribute can be set on this system."""
    bits = (
        value.value if isinstance(value, v.EnumValue) else FILE_ATTRIBUTES.by_fold[fold(str(value))]
    )
    _set_read_only(info, bool(bits & 1))


def _set_read_only(info: v.FileInfo, value: Any) -> None:
    mode = _facts(info).mode
    wanted = mode & ~0o222 if value else mode | 0o200
    FILE_ACCESS.get().files.set_facts(_full(info), mode=wanted)


def _set_time(info: v.FileInfo, value: Any) -> None:
    moment = moment_of(convert(value, resolve_type("System.DateTime")))
    FILE_ACCESS.get().files.set_facts(_full(info), modified=moment)


def moment_of(value: v.DateTime) -> datetime:
    """Return a date as Python's aware ``datetime``, in UTC."""
    return datetime(1, 1, 1, tzinfo=UTC) + timedelta(microseconds=value.to_utc().ticks // 10)


def _link_type(info: v.FileInfo) -> str | None:
    return "SymbolicLink" if _facts(info).is_link else None


def _resolved(info: v.FileInfo) -> str | None:
    facts = _facts(info)
    if not facts.is_link:
        return facts.path
    return FILE_ACCESS.get().files.identity(facts.path)


def _unix_mode(info: v.FileInfo) -> str:
    facts = _facts(info)
    kind = "l" if facts.is_link else "d" if facts.is_dir else "-"
    letters = "rwxrwxrwx"
    return kind + "".join(
        letter if facts.mode & (1 << (8 - place)) else "-" for place, letter in enumerate(letters)
    )


def _delete(info: v.FileInfo, recursive: Any = False) -> None:
    FILE_ACCESS.get().files.remove(_full(info), recursive=bool(recursive))


properties(
    v.FileInfo,
    PSPath=lambda f: _PROVIDER + _full(f),
    PSParentPath=lambda f: _PROVIDER + _folder(f),
    PSChildName=_name,
    PSDrive=lambda _f: os.sep,
    PSProvider=lambda _f: FileProvider(),
    PSIsContainer=lambda f: f.is_directory,
    Mode=_mode,
    BaseName=_base_name,
    Name=_name,
    Length=_length,
    DirectoryName=lambda f: None if f.is_directory else _folder(f),
    Directory=lambda f: None if f.is_directory else _directory(f),
    Parent=lambda f: _directory(f) if f.is_directory else None,
    FullName=_full,
    Extension=_extension,
    Exists=_exists,
    CreationTime=_time("created", utc=False),
    CreationTimeUtc=_time("created", utc=True),
    LinkType=_link_type,
    LinkTarget=lambda f: _facts(f).link_target,
    Target=lambda f: _facts(f).link_target,
    ResolvedTarget=_resolved,
    UnixMode=_unix_mode,
    LastAccessTime=_time("modified", utc=False),
    LastAccessTimeUtc=_time("modified", utc=True),
)
settable(v.FileInfo, "LastWriteTime", _time("modified", utc=False), _set_time)
settable(v.FileInfo, "LastWriteTimeUtc", _time("modified", utc=True), _set_time)
settable(v.FileInfo, "IsReadOnly", _is_read_only, _set_read_only)
settable(v.FileInfo, "Attributes", _attributes, _set_attributes)
register_enum(FILE_ATTRIBUTES)
methods(v.FileInfo, Delete=[("", _delete), ("bool", _delete)])
