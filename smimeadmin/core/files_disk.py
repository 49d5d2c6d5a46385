"""Files on the disk: whole or not at all, flushed before they count."""

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from os import path as paths
from typing import Any, BinaryIO, cast

from smimeadmin.core.files import FileInfo, check_move, glob_files, resolve_path
from smimeadmin.core.files_errors import (
    FileAccessDeniedError,
    FileAlreadyExistsError,
    NoSuchFileError,
    PathIsAFolderError,
    PathNotAFolderError,
    file_error,
    own_errors,
)

_PRIVATE = 0o600
_CHUNK = 1 << 20


class DiskFiles:
    """The port of files over the machine's own disk."""

    __slots__ = ()

    def resolve(self, path: str, base: str | None = None) -> str:
        """Return the absolute path, in this system's form; nothing has to exist."""
        return resolve_path(path, base)

    def identity(self, path: str) -> str:
        """Return one text per file: links are followed, case is folded where names ignore it."""
        whole = resolve_path(path)
        with own_errors(whole):
            return paths.normcase(paths.realpath(whole))

    def read_bytes(self, path: str) -> bytes:
        """Return a whole file."""
        with self.open(path) as stream, own_errors(path):
            return stream.read()

    def read_range(self, path: str, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from offset ``start``; fewer at the end of the file."""
        with self.open(path) as stream, own_errors(path):
            stream.seek(start)
            return stream.read(length)

    def open(self, path: str) -> BinaryIO:
        """Return a stream that reads a file; the caller closes it."""
        whole = resolve_path(path)
        with own_errors(whole):
            if paths.isdir(whole):  # Windows would say that access is denied
                raise PathIsAFolderError(whole)
            return open(whole, "rb")

    @contextmanager
    def create(
        self, path: str, *, private: bool = False, replace: bool = True
    ) -> Iterator[BinaryIO]:
        """Write a file through a stream: it appears whole when the block ends, or not at all."""
        whole = resolve_path(path)
        with own_errors(whole):
            target = paths.realpath(whole)
            before = _status(target)
            _check_target(target, before, replace=replace)
            if before is not None and not stat.S_ISREG(before.st_mode):
                temporary = None  # a device or a pipe: there is nothing to replace
                raw = _ReportingFile(target, "wb")
            else:
                temporary = _temporary_beside(target)
                raw = _open_new(temporary, _PRIVATE if private else 0o666)
        try:
            with io.BufferedWriter(raw) as stream:
                yield cast("BinaryIO", stream)
                stream.flush()
                if temporary is not None:
                    with own_errors(target):
                        os.fsync(raw.fileno())
                        _keep_owner_and_mode(raw.fileno(), before, private=private)
            if temporary is not None:
                with own_errors(target):
                    _put_in_place(temporary, target, replace=replace)
        except BaseException:
            if temporary is not None:
                with suppress(FileNotFoundError):
                    os.unlink(temporary)
            raise

    def write_bytes(
        self, path: str, data: bytes, *, private: bool = False, replace: bool = True
    ) -> None:
        """Write a whole file, as ``create`` does."""
        with self.create(path, private=private, replace=replace) as stream:
            stream.write(data)

    def append(self, path: str, data: bytes) -> None:
        """Add bytes to the end of a file, which is made if it is missing."""
        whole = resolve_path(path)
        with own_errors(whole):
            if paths.isdir(whole):
                raise PathIsAFolderError(whole)
            with _parent_named(whole), open(whole, "ab", buffering=0) as stream:
                size = os.fstat(stream.fileno()).st_size
                try:
                    _write_all(stream, data)
                except OSError:
                    stream.truncate(size)
                    raise

    def open_log(self, path: str, *, append: bool) -> BinaryIO:
        """Return an unbuffered stream that writes a file as it goes, private to the user."""
        whole = resolve_path(path)
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
        with own_errors(whole), _parent_named(whole):
            if paths.isdir(whole):
                raise PathIsAFolderError(whole)
            number = os.open(whole, flags | getattr(os, "O_BINARY", 0), _PRIVATE)
        return cast("BinaryIO", open(number, "wb", buffering=0))

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        return paths.exists(resolve_path(path))

    def is_dir(self, path: str) -> bool:
        """Whether the path is that of a folder."""
        return paths.isdir(resolve_path(path))

    def is_writable(self, path: str) -> bool:
        """Whether the system lets this user write the file, or make it if it is missing."""
        whole = resolve_path(path)
        if paths.exists(whole) and not os.access(whole, os.W_OK):
            return False
        folder = whole if paths.isdir(whole) else paths.dirname(whole)
        while not paths.exists(folder):
            folder = paths.dirname(folder)
        return os.access(folder, os.W_OK)

    def info(self, path: str) -> FileInfo:
        """Return what is known of a file or folder."""
        whole = resolve_path(path)
        with own_errors(whole):
            return _info(whole)

    def list_dir(self, path: str) -> list[FileInfo]:
        """Return the members of a folder, sorted by name."""
        whole = resolve_path(path)
        members = []
        with own_errors(whole):
            for name in sorted(os.listdir(whole)):
                with suppress(FileNotFoundError):  # gone since the folder was read
                    members.append(_info(paths.join(whole, name)))
        return members

    def glob(self, pattern: str, base: str | None = None) -> list[FileInfo]:
        """Return what matches ``*``, ``?`` and ``[...]`` in the parts of a path, ignoring case."""
        return glob_files(self, pattern, base)

    def make_dir(self, path: str, *, private: bool = False, exist_ok: bool = True) -> None:
        """Make a folder and what is missing above it."""
        whole = resolve_path(path)
        with own_errors(whole):
            if paths.isdir(whole):
                if exist_ok:
                    return
                raise FileAlreadyExistsError(whole)
            if paths.lexists(whole):
                raise FileAlreadyExistsError(whole)
            parent = paths.dirname(whole)
            if paths.exists(parent) and not paths.isdir(parent):
                raise PathNotAFolderError(parent)
            os.makedirs(parent, exist_ok=True)
            os.mkdir(whole, 0o700 if private else 0o777)

    def make_link(self, path: str, target: str, *, hard: bool = False) -> None:
        """Make a symbolic link that says ``target`` as it is, or a hard link to a file."""
        whole = resolve_path(path)
        with own_errors(whole), _parent_named(whole):
            if hard:
                os.link(resolve_path(target), whole)
            else:
                os.symlink(target, whole)

    def set_facts(
        self, path: str, *, modified: datetime | None = None, mode: int | None = None
    ) -> None:
        """Give a file or folder another time of its last change, or other permissions."""
        whole = resolve_path(path)
        with own_errors(whole):
            if modified is not None:
                nanoseconds = _nanoseconds(modified)
                os.utime(whole, ns=(os.stat(whole).st_atime_ns, nanoseconds))
            if mode is not None:
                os.chmod(whole, mode)

    def remove(self, path: str, *, recursive: bool = False) -> None:
        """Remove a file, a link, or a folder (with all in it only if ``recursive``)."""
        whole = resolve_path(path)
        with own_errors(whole):
            if not _is_real_folder(whole):
                os.unlink(whole)
                return
            if recursive:
                _empty(whole)
            os.rmdir(whole)

    def copy(self, source: str, target: str, *, replace: bool = True) -> None:
        """Copy a file with its permissions; a target that is a folder gets it inside."""
        where = _inside_if_folder(resolve_path(source), resolve_path(target))
        with self.open(source) as reader:
            mode = stat.S_IMODE(os.fstat(reader.fileno()).st_mode)
            with self.create(where, private=not mode & 0o077, replace=replace) as writer:
                while chunk := reader.read(_CHUNK):
                    writer.write(chunk)
        with own_errors(where):
            os.chmod(where, mode)

    def move(self, source: str, target: str, *, replace: bool = True) -> None:
        """Move a file or folder; a target that is a folder gets it inside."""
        whole, where = check_move(self, source, target, replace=replace)
        if where == whole:
            return
        try:
            os.replace(whole, where)
        except OSError as error:
            if error.errno != errno.EXDEV or paths.isdir(whole):
                raise file_error(error, where) from error
            self.copy(whole, where)
            self.remove(whole)


class _ReportingFile(io.FileIO):
    """A file whose failing writes name the path and the cause in our words."""

    def write(self, data: Any, /) -> int:
        """Write what the system takes in one go."""
        try:
            return super().write(data)
        except OSError as error:
            raise file_error(error, str(self.name)) from error


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _nanoseconds(moment: datetime) -> int:
    past = moment - _EPOCH
    return ((past.days * 86_400 + past.seconds) * 1_000_000 + past.microseconds) * 1_000


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _check_target(target: str, before: os.stat_result | None, *, replace: bool) -> None:
    if before is None:
        return
    if stat.S_ISDIR(before.st_mode):
        raise PathIsAFolderError(target)
    if not replace:
        raise FileAlreadyExistsError(target)
    if not os.access(target, os.W_OK):  # a rename would replace even what is write-protected
        raise FileAccessDeniedError(target)


def _temporary_beside(target: str) -> str:
    folder, name = paths.split(target)
    # 50 characters, at most 200 bytes, leave room for the rest under the usual limit of 255.
    return paths.join(folder, f".{name[:50]}.{os.urandom(6).hex()}.part")


@contextmanager
def _parent_named(whole: str) -> Iterator[None]:
    """Say which folder is missing, rather than that the file to be made is."""
    try:
        yield
    except FileNotFoundError as error:
        raise NoSuchFileError(paths.dirname(whole)) from error
    except NotADirectoryError as error:
        raise PathNotAFolderError(paths.dirname(whole)) from error


def _open_new(path: str, mode: int) -> _ReportingFile:
    def opener(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_BINARY", 0), mode)

    with _parent_named(path):
        return _ReportingFile(path, "xb", opener=opener)


def _keep_owner_and_mode(number: int, before: os.stat_result | None, *, private: bool) -> None:
    if before is None or os.name == "nt":
        return
    fresh = os.fstat(number)
    if (fresh.st_uid, fresh.st_gid) != (before.st_uid, before.st_gid):
        with suppress(PermissionError):  # only root may give a file away
            os.fchown(number, before.st_uid, before.st_gid)
    os.fchmod(number, _PRIVATE if private else stat.S_IMODE(before.st_mode))


def _put_in_place(temporary: str, target: str, *, replace: bool) -> None:
    if replace:
        os.replace(temporary, target)
    elif os.name == "nt":
        os.rename(temporary, target)  # refuses what exists, on Windows only
    else:
        _link_in_place(temporary, target)
    _flush_folder(paths.dirname(target))


def _link_in_place(temporary: str, target: str) -> None:
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        # A disk without hard links: the small gap between look and rename has to be accepted.
        if paths.lexists(target):
            raise FileAlreadyExistsError(target) from error
        os.rename(temporary, target)
    else:
        os.unlink(temporary)


def _flush_folder(folder: str) -> None:
    """Make the new name itself survive a power cut, where the system can do that."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks can't
            raise
    finally:
        os.close(number)


def _write_all(stream: io.FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def _is_real_folder(path: str) -> bool:
    return stat.S_ISDIR(os.lstat(path).st_mode)


def _empty(folder: str) -> None:
    with os.scandir(folder) as members:
        for member in members:
            if member.is_dir(follow_symlinks=False):
                _empty(member.path)
                os.rmdir(member.path)
            else:
                os.unlink(member.path)


def _inside_if_folder(source: str, target: str) -> str:
    if paths.isdir(target):
        return paths.join(target, paths.basename(source))
    return target


def _info(path: str) -> FileInfo:
    own = os.lstat(path)
    is_link = stat.S_ISLNK(own.st_mode)
    there = _status(path) if is_link else own
    shown = there or own
    is_dir = stat.S_ISDIR(shown.st_mode)
    created = getattr(shown, "st_birthtime", min(shown.st_ctime, shown.st_mtime))
    return FileInfo(
        path,
        is_dir=is_dir,
        size=0 if is_dir or there is None else shown.st_size,
        modified=datetime.fromtimestamp(shown.st_mtime, UTC),
        created=datetime.fromtimestamp(created, UTC),
        mode=stat.S_IMODE(shown.st_mode),
        is_link=is_link,
        link_target=os.readlink(path) if is_link else None,
    )
