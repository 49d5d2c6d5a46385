"""What can go wrong with files and folders, and how the system's errors become ours."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class FileError(SmimeAdminError):
    """Something is wrong with a path; the system's own words are chained."""

    id = "Core.FileFailed"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str, message: str | None = None, *, hint: str | None = None) -> None:
        super().__init__(message or f"'{path}' could not be read or written.", hint=hint)
        self.path = path


class NoSuchFileError(FileError):
    """There is no file or folder at that path."""

    id = "Core.FileNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, path: str) -> None:
        super().__init__(
            path, f"There is no file or folder '{path}'.", hint="Check the spelling of the path."
        )


class FileAccessDeniedError(FileError):
    """The system does not let this user read or write there."""

    id = "Core.AccessDenied"
    kind = ErrorKind.DENIED

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            f"Access to '{path}' is denied.",
            hint="Take another path, or ask its owner for the right to use it.",
        )


class ReadOnlyFileSystemError(FileError):
    """The disk is mounted read-only."""

    id = "Core.ReadOnlyDisk"
    kind = ErrorKind.DENIED

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            f"'{path}' lies on a disk that can only be read.",
            hint="Take a path on another disk, or mount this one for writing.",
        )


class DiskFullError(FileError):
    """There is no room, or the user's quota is used up. What was there before is untouched."""

    id = "Core.DiskFull"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            f"There is no room to write '{path}'; what was there before is unchanged.",
            hint="Free some space on that disk, then run the command again.",
        )


class FileAlreadyExistsError(FileError):
    """A file or folder of that name is there already."""

    id = "Core.FileExists"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            f"'{path}' exists already.",
            hint="Take another name, or use -Force to replace it.",
        )


class PathNotAFolderError(FileError):
    """A folder was wanted, and the path is that of a file."""

    id = "Core.NotADirectory"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, path: str) -> None:
        super().__init__(path, f"'{path}' is not a folder.", hint="Name a folder.")


class PathIsAFolderError(FileError):
    """A file was wanted, and the path is that of a folder."""

    id = "Core.IsADirectory"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, path: str) -> None:
        super().__init__(path, f"'{path}' is a folder.", hint="Name a file in it.")


class FolderNotEmptyError(FileError):
    """A folder that still holds something was to be removed."""

    id = "Core.DirectoryNotEmpty"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str) -> None:
        super().__init__(
            path, f"The folder '{path}' is not empty.", hint="Use -Recurse to remove all in it."
        )


class FileInUseError(FileError):
    """Another program holds the file."""

    id = "Core.FileInUse"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str) -> None:
        super().__init__(
            path, f"Another program uses '{path}'.", hint="Close it there, then try again."
        )


class PathInvalidError(FileError):
    """The text cannot be a path here."""

    id = "Core.PathInvalid"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, f"'{path}' cannot be a path: {why}.", hint="Give another path.")
        self.why = why


class DriveNotFoundError(FileError):
    """A path names a Windows drive or share on a system that has none."""

    id = "Core.DriveNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, path: str, drive: str) -> None:
        super().__init__(
            path,
            f"'{path}' is on '{drive}', and this system has no drives and shares of that kind.",
            hint="Give a path that starts with '/', or one relative to the current folder.",
        )
        self.drive = drive


_BY_ERRNO: dict[int, type[FileError]] = {
    errno.ENOENT: NoSuchFileError,
    errno.EACCES: FileAccessDeniedError,
    errno.EPERM: FileAccessDeniedError,
    errno.EROFS: ReadOnlyFileSystemError,
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EFBIG: DiskFullError,
    errno.EEXIST: FileAlreadyExistsError,
    errno.ENOTDIR: PathNotAFolderError,
    errno.EISDIR: PathIsAFolderError,
    errno.ENOTEMPTY: FolderNotEmptyError,
    errno.ETXTBSY: FileInUseError,
    errno.EBUSY: FileInUseError,
}
_SHARING_VIOLATIONS = (32, 33)  # Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def file_error(error: OSError, path: str) -> FileError:
    """Turn the system's error about a path into ours (the caller chains the two)."""
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return FileInUseError(path)
    if error.errno == errno.ENAMETOOLONG:
        return PathInvalidError(path, "a name in it is too long")
    if error.errno == errno.ELOOP:
        return PathInvalidError(path, "its links lead in a circle")
    known = _BY_ERRNO.get(error.errno or 0)
    if known is not None:
        return known(path)
    reason = error.strerror or type(error).__name__
    return FileError(path, f"'{path}' could not be read or written: {reason}.")


@contextmanager
def own_errors(path: str) -> Iterator[None]:
    """Raise the system's errors of a block as ours, about ``path``."""
    try:
        yield
    except OSError as error:
        raise file_error(error, path) from error
