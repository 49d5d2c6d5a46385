"""How the members that touch files reach the port of files, and what .NET throws when it fails."""

import os
from collections.abc import Callable
from typing import Any, Final, TypeVar

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files import Files
from smimeadmin.shell.engine.errors import EngineError, MethodCallError
from smimeadmin.shell.engine.file_access import FILE_ACCESS, FileAccess
from smimeadmin.shell.engine.members_table import net_exception

T = TypeVar("T")

_EXCEPTIONS: Final = {
    "NoSuchFileError": "System.IO.FileNotFoundException",
    "FileAccessDeniedError": "System.UnauthorizedAccessException",
    "PathIsAFolderError": "System.UnauthorizedAccessException",
    "PathNotAFolderError": "System.IO.DirectoryNotFoundException",
    "PathInvalidError": "System.ArgumentException",
    "DriveNotFoundError": "System.IO.DriveNotFoundException",
}


def access() -> FileAccess:
    """Return the files of the running session; IOException outside one."""
    try:
        return FILE_ACCESS.get()
    except LookupError as reason:
        raise net_exception(
            "System.IO.IOException", "No files can be reached outside a session."
        ) from reason


def full_path(path: str) -> str:
    """Return the whole path of a text, from the session's folder."""
    return on_file(path, lambda _files, whole: whole)


def on_file(path: str, action: Callable[[Files, str], T], *, folder: bool = False) -> T:
    """Do something with the file of a path; what fails is the exception that .NET throws.

    ``folder``: a folder was meant, so one that is missing is DirectoryNotFoundException.
    """
    reached = access()
    try:
        return action(reached.files, reached.resolve(path))
    except EngineError:
        raise
    except SmimeAdminError as reason:
        raise _failure(reason, path, folder=folder) from reason


def _failure(reason: SmimeAdminError, path: str, *, folder: bool) -> MethodCallError:
    name = _EXCEPTIONS.get(type(reason).__name__, "System.IO.IOException")
    if type(reason).__name__ == "NoSuchFileError" and (folder or not _has_folder(path)):
        name = "System.IO.DirectoryNotFoundException"
    return net_exception(name, reason.message, path)


def _has_folder(path: str) -> bool:
    reached = access()
    return reached.files.is_dir(os.path.dirname(reached.resolve(path)))  # noqa: PTH120 - texts


def is_missing(files: Files, whole: str) -> bool:
    """Say whether there is nothing at a path."""
    return not files.exists(whole)


def as_path(value: Any) -> str:
    """Return the path that a text, a file or a folder stands for."""
    return str(value)
