"""The port of files: what a command may do to the disk, or to a rehearsal's layer over it.

Paths are texts in the words of a person: a backslash separates parts on every system, and a
relative path is relative to the process's folder unless a base is given. Implementations:
``core.files_disk.DiskFiles`` and ``core.files_overlay.OverlayFiles``.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from re import DOTALL, IGNORECASE
from re import compile as compile_pattern
from re import error as pattern_error
from typing import BinaryIO, Final, Protocol

from smimeadmin.core.files_errors import (
    DriveNotFoundError,
    FileAlreadyExistsError,
    NoSuchFileError,
    PathInvalidError,
    PathNotAFolderError,
    own_errors,
)
from smimeadmin.core.lazy_pattern import LazyPattern


class FileInfo:
    """What is known of a file or folder without reading it.

    ``size`` is in bytes (0 for a folder), the times are aware and in UTC, ``mode`` holds the
    permission bits (on Windows what Python makes of them), ``link_target`` what a link says.
    """

    __slots__ = (
        *("created", "is_dir", "is_link", "link_target", "mode", "modified", "name", "path"),
        "size",
    )

    def __init__(
        self,
        path: str,
        *,
        is_dir: bool,
        size: int,
        modified: datetime,
        created: datetime,
        mode: int,
        is_link: bool = False,
        link_target: str | None = None,
    ) -> None:
        self.path = path
        self.name = os.path.basename(path) or path
        self.is_dir = is_dir
        self.is_link = is_link
        self.link_target = link_target
        self.size = size
        self.modified = modified
        self.created = created
        self.mode = mode

    def __repr__(self) -> str:
        return f"FileInfo({self.path!r}, {'folder' if self.is_dir else self.size})"


class Files(Protocol):
    """Reads and writes files. Every error is a ``FileError`` of ``core.files_errors``."""

    def resolve(self, path: str, base: str | None = None) -> str:
        """Return the absolute path, in this system's form; nothing has to exist."""

    def identity(self, path: str) -> str:
        """Return one text per file: links are followed, case is folded where names ignore it."""

    def read_bytes(self, path: str) -> bytes:
        """Return a whole file."""

    def read_range(self, path: str, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from offset ``start``; fewer at the end of the file."""

    def open(self, path: str) -> BinaryIO:
        """Return a stream that reads a file; the caller closes it."""

    def create(
        self, path: str, *, private: bool = False, replace: bool = True
    ) -> AbstractContextManager[BinaryIO]:
        """Write a file through a stream: it appears whole when the block ends, or not at all.

        A file that is replaced keeps its permissions; ``private`` makes them 0600. Without
        ``replace`` an existing file is an error. The folder has to exist.
        """

    def write_bytes(
        self, path: str, data: bytes, *, private: bool = False, replace: bool = True
    ) -> None:
        """Write a whole file, as ``create`` does."""

    def append(self, path: str, data: bytes) -> None:
        """Add bytes to the end of a file, which is made if it is missing."""

    def open_log(self, path: str, *, append: bool) -> BinaryIO:
        """Return an unbuffered stream that writes a file as it goes, private to the user.

        A log is no Change: it is not journaled. The caller closes it.
        """

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""

    def is_dir(self, path: str) -> bool:
        """Whether the path is that of a folder."""

    def is_writable(self, path: str) -> bool:
        """Whether the system lets this user write the file, or make it if it is missing."""

    def info(self, path: str) -> FileInfo:
        """Return what is known of a file or folder."""

    def list_dir(self, path: str) -> list[FileInfo]:
        """Return the members of a folder, sorted by name."""

    def glob(self, pattern: str, base: str | None = None) -> list[FileInfo]:
        """Return what matches ``*``, ``?`` and ``[...]`` in the parts of a path, ignoring case."""

    def make_dir(self, path: str, *, private: bool = False, exist_ok: bool = True) -> None:
        """Make a folder and what is missing above it."""

    def make_link(self, path: str, target: str, *, hard: bool = False) -> None:
        """Make a symbolic link that says ``target`` as it is, or a hard link to a file."""

    def set_facts(
        self, path: str, *, modified: datetime | None = None, mode: int | None = None
    ) -> None:
        """Give a file or folder another time of its last change, or other permissions."""

    def remove(self, path: str, *, recursive: bool = False) -> None:
        """Remove a file, a link, or a folder (with all in it only if ``recursive``)."""

    def copy(self, source: str, target: str, *, replace: bool = True) -> None:
        """Copy a file with its permissions; a target that is a folder gets it inside."""

    def move(self, source: str, target: str, *, replace: bool = True) -> None:
        """Move a file or folder; a target that is a folder gets it inside."""


def check_move(files: Files, source: str, target: str, *, replace: bool) -> tuple[str, str]:
    """Return where a file or folder is and where it is to go; raise if it can't go there.

    A folder is never replaced, nor does one replace a file.
    """
    whole, where = files.resolve(source), files.resolve(target)
    what = files.info(whole)
    if files.is_dir(where):
        where = os.path.join(where, what.name)
    if where == whole:
        return whole, where
    if where.startswith(whole + os.sep):
        raise PathInvalidError(where, "it lies in what is to be moved")
    if files.exists(where) and (not replace or what.is_dir or files.is_dir(where)):
        raise FileAlreadyExistsError(where)
    check_folder(files, os.path.dirname(where))
    return whole, where


def check_folder(files: Files, folder: str) -> None:
    """Raise unless files can be put into a folder: it is there, and is one."""
    if not files.exists(folder):
        above = os.path.dirname(folder)
        if above != folder and files.exists(above) and not files.is_dir(above):
            raise PathNotAFolderError(above)
        raise NoSuchFileError(folder)
    if not files.is_dir(folder):
        raise PathNotAFolderError(folder)


_ON_WINDOWS = os.name == "nt"
_LONGEST_NAME = 255  # bytes, or UTF-16 units on Windows: the limit of the usual disks


def resolve_path(path: str, base: str | None = None) -> str:
    """Return the absolute, normal form of a path, from ``base`` or the process's folder.

    Raises ``PathInvalidError`` and, on a system without drives, ``DriveNotFoundError``.
    """
    if not path or path.isspace():
        raise PathInvalidError(path, "it is empty")
    if "\0" in path:
        raise PathInvalidError(path.replace("\0", "\u2400"), "it holds a null character")
    if not _ON_WINDOWS:
        path = _without_backslashes(path)
        if not path.isascii():
            _refuse_unencodable(path)
    if base is None:
        with own_errors("."):
            base = os.getcwd()
    whole = os.path.normpath(os.path.join(base, path))
    if len(path) * 3 > _LONGEST_NAME and any(map(_is_too_long, whole.split(os.sep))):
        raise PathInvalidError(path, "a name in it is too long")
    return whole


def _refuse_unencodable(path: str) -> None:
    try:
        os.fsencode(path)
    except UnicodeEncodeError as error:
        raise PathInvalidError(ascii(path), "it holds half of a character") from error


def _is_too_long(name: str) -> bool:
    if _ON_WINDOWS:
        return len(name.encode("utf-16-le", "surrogatepass")) > _LONGEST_NAME * 2
    return len(os.fsencode(name)) > _LONGEST_NAME


def _without_backslashes(path: str) -> str:
    if path.startswith("\\\\"):
        raise DriveNotFoundError(path, path.split("\\")[2] or path)
    if path[1:2] == ":" and path[0].isascii() and path[0].isalpha():
        raise DriveNotFoundError(path, path[:2])
    drive, colon, _rest = path.partition(":\\")
    if colon and drive.isascii() and drive.isalnum():  # HKLM:\ and its like are no files
        raise DriveNotFoundError(path, f"{drive}:")
    return path.replace("\\", "/")


def has_wildcard(text: str) -> bool:
    """Whether a text holds a wildcard: ``*``, ``?`` or ``[``, without a backtick before it."""
    if "`" not in text:
        return any(mark in text for mark in "*?[")
    return any(mark in _ESCAPED.sub("", text) for mark in "*?[")


def without_escapes(text: str) -> str:
    """Return a path as it is meant, without the backticks before its wildcards."""
    return _ESCAPED.sub(r"\1", text) if "`" in text else text


def glob_files(files: Files, pattern: str, base: str | None = None) -> list[FileInfo]:
    """Find what matches a pattern, part by part, in any implementation of the port."""
    whole = files.resolve(pattern, base)
    root, rest = os.path.splitdrive(whole)
    found = [root + os.sep]
    parts = [part for part in rest.split(os.sep) if part]
    for position, part in enumerate(parts):
        last = position == len(parts) - 1
        found = [match for folder in found for match in _matches(files, folder, part, last=last)]
    return [files.info(path) for path in found]


def _pattern_of(part: str) -> str:
    """Return a part of a path with wildcards for ``re``."""
    return "".join(
        _MEANINGS.get(found[0])
        or (f"[{_escaped_marks(found[1])}]" if found[1] else _escaped_marks(found[0][-1]))
        for found in _PART.finditer(part)
    )


def _escaped_marks(text: str) -> str:
    """Return characters with a backslash before all that ``re`` gives a meaning; a dash stays."""
    return "".join(char if char.isalnum() or char in "-_" else "\\" + char for char in text)


_ESCAPED: Final = LazyPattern(r"`([`*?\[\]])")
_PART: Final = LazyPattern(r"(?s)`.|\[([^]]+)\]|.")
_MEANINGS: Final = {"*": ".*", "?": "."}


def _matches(files: Files, folder: str, part: str, *, last: bool) -> Iterator[str]:
    if not has_wildcard(part):
        path = os.path.join(folder, without_escapes(part))
        if files.exists(path) if last else files.is_dir(path):
            yield path
        return
    try:
        fits = compile_pattern(_pattern_of(part), IGNORECASE | DOTALL).fullmatch
    except pattern_error:  # a range the wrong way round matches nothing
        return
    try:
        members = files.list_dir(folder)
    except NoSuchFileError:  # it went away while we looked
        return
    for member in members:
        if fits(member.name) and (last or member.is_dir):
            yield member.path
