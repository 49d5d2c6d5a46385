"""What can go wrong with the workspace: its folder, its lock and its database."""

import os
import sqlite3

from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.core.files_errors import DiskFullError


class WorkspaceError(SmimeAdminError):
    """The workspace's database cannot be used; SQLite's own words are chained."""

    id = "Core.WorkspaceFailed"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str, message: str | None = None, *, hint: str | None = None) -> None:
        super().__init__(
            message or f"The workspace '{path}' cannot be used.",
            hint=hint or "Check the disk and the folder, or take another with --workspace.",
        )
        self.path = path


class WorkspaceNotPrivateError(WorkspaceError):
    """Others than its owner can read the workspace."""

    id = "Core.WorkspaceNotPrivate"
    kind = ErrorKind.DENIED

    def __init__(self, path: str, mode: int) -> None:
        wanted = "700" if os.path.isdir(path) else "600"  # noqa: PTH112 - a text, not a Path
        super().__init__(
            path,
            f"Others can read '{path}' (mode {mode:03o}), and a workspace holds private keys.",
            hint=f"chmod {wanted} '{path}'",
        )
        self.mode = mode


class WorkspaceReadOnlyError(WorkspaceError):
    """The workspace can be read, but not written."""

    id = "Core.WorkspaceReadOnly"
    kind = ErrorKind.DENIED

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            f"The workspace '{path}' can only be read, so nothing was changed.",
            hint="Get the right to write there, or rehearse with --what-if, which needs none.",
        )


class WorkspaceLockedError(WorkspaceError):
    """Another process is making changes in this workspace."""

    id = "Core.WorkspaceLocked"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str, holder: str, pid: int | None = None, command: str = "") -> None:
        super().__init__(
            path,
            f"The workspace '{path}' is being changed by {holder}.",
            hint="Wait until it is done, then run the command again.",
        )
        self.pid = pid
        self.command = command


class WorkspaceDamagedError(WorkspaceError):
    """The database is no database, or is damaged."""

    id = "Core.WorkspaceDamaged"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            f"The database of the workspace '{path}' is damaged, or is no database.",
            hint="Restore the folder from a backup.",
        )


class WorkspaceTooNewError(WorkspaceError):
    """A newer version of this program wrote the workspace."""

    id = "Core.WorkspaceTooNew"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, path: str, component: str, version: int, known: int) -> None:
        super().__init__(
            path,
            f"The workspace '{path}' was written by a newer smimeadmin: '{component}' has "
            f"version {version}, and this program knows {known}.",
            hint="Update smimeadmin.",
        )
        self.component = component
        self.version = version
        self.known = known


_ROOM_TO_WORK = 1 << 16


def _has_no_room(folder: str) -> bool:
    """Whether the disk is so full that SQLite reports a plain I/O error for it."""
    if not hasattr(os, "statvfs"):
        return False
    try:
        room = os.statvfs(folder)
    except OSError:
        return False
    return room.f_bavail * room.f_frsize < _ROOM_TO_WORK


def workspace_error(error: sqlite3.Error, folder: str) -> SmimeAdminError | None:
    """Turn SQLite's error about the database into ours; None if it is a mistake in a statement."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFullError(folder)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return WorkspaceReadOnlyError(folder)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return WorkspaceLockedError(folder, "another process")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return WorkspaceDamagedError(folder)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN:
            return DiskFullError(folder) if _has_no_room(folder) else WorkspaceError(folder)
        case _:
            return None
