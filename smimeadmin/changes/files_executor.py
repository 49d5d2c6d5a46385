"""File writes as Changes: the journal holds the hash of a content, never the content.

A decrypted message or a key file is written like any other, and its bytes ride beside the Change
as its secret. The price: such a batch is resumed by running its command again.

Folders that are made or removed are Changes of ``Folder``, what is moved is one of ``Location``,
links are Changes of ``Link``, and what is set of a file beside its content has a name of its own.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from smimeadmin.changes.change import Change, ChangeKind, Executor, Target
from smimeadmin.changes.errors import NotResumableError, TargetChangedError
from smimeadmin.core.files import Files
from smimeadmin.core.files_errors import NoSuchFileError, PathNotAFolderError
from smimeadmin.core.secret import Secret

PORT = "files"
ATTRIBUTE = "Content"
FOLDER = "Folder"
LOCATION = "Location"
LINK = "Link"
TIME = "LastWriteTime"
PERMISSIONS = "Permissions"
_HARD = b"hard "
_SYMBOLIC = b"symbolic "
_PRIVATE = b" private"
_EMPTY_FOLDER = b"folder"
_PRIVATE_FOLDER = _EMPTY_FOLDER + _PRIVATE
_WHOLE_FOLDER = b"folder with all in it"


def plan_file(files: Files, path: str, content: bytes, *, private: bool = False) -> list[Change]:
    """Return the Change that makes a file hold ``content``; empty if it does already.

    ``private`` gives it the permissions 0600. Whether an existing file may be replaced is for the
    command to ask: the Change is CREATE for a new file and SET for an existing one.
    """
    whole = files.resolve(path)
    before = _digest_of(files, whole)
    wanted = _digest(content)
    if before == wanted and not (private and _is_open_to_others(files, whole)):
        return []
    kind = ChangeKind.CREATE if before is None else ChangeKind.SET
    after = wanted + _PRIVATE if private else wanted
    target = Target(PORT, whole, whole)
    return [Change(kind, target, ATTRIBUTE, before, after, Secret(content))]


def plan_file_removal(files: Files, path: str) -> list[Change]:
    """Return the Change that removes a file; empty if it is not there."""
    whole = files.resolve(path)
    before = _digest_of(files, whole)
    if before is None:
        return []
    return [Change(ChangeKind.DELETE, Target(PORT, whole, whole), ATTRIBUTE, before)]


def plan_folder(files: Files, path: str, *, private: bool = False) -> list[Change]:
    """Return the Change that makes a folder; empty if it is there already."""
    whole = files.resolve(path)
    if files.is_dir(whole):
        return []
    after = _PRIVATE_FOLDER if private else _EMPTY_FOLDER
    return [Change(ChangeKind.CREATE, Target(PORT, whole, whole), FOLDER, None, after)]


def plan_folder_removal(files: Files, path: str, *, recursive: bool) -> list[Change]:
    """Return the Change that removes a folder, with all in it only if ``recursive``."""
    whole = files.resolve(path)
    before = _WHOLE_FOLDER if recursive else _EMPTY_FOLDER
    return [Change(ChangeKind.DELETE, Target(PORT, whole, whole), FOLDER, before)]


def plan_move(files: Files, source: str, target: str) -> list[Change]:
    """Return the Changes that move a file or folder to a path; what is there goes first."""
    whole, where = files.resolve(source), files.resolve(target)
    return [
        *plan_file_removal(files, where),
        Change(
            ChangeKind.SET, Target(PORT, whole, whole), LOCATION, whole.encode(), where.encode()
        ),
    ]


def plan_link(files: Files, path: str, target: str, *, hard: bool) -> list[Change]:
    """Return the Change that makes a link; ``target`` stays as it is written if not ``hard``."""
    whole = files.resolve(path)
    after = _HARD + files.resolve(target).encode() if hard else _SYMBOLIC + target.encode()
    return [Change(ChangeKind.CREATE, Target(PORT, whole, whole), LINK, None, after)]


def plan_facts(
    files: Files, path: str, *, modified: datetime | None = None, mode: int | None = None
) -> list[Change]:
    """Return the Changes of a file's time and permissions; empty if they are so already."""
    whole = files.resolve(path)
    there = files.info(whole)
    moment = None if modified is None else modified.astimezone(UTC).isoformat()
    wanted = (
        (TIME, there.modified.isoformat(), moment),
        (PERMISSIONS, f"{there.mode:o}", None if mode is None else f"{mode:o}"),
    )
    return [
        Change(ChangeKind.SET, Target(PORT, whole, whole), what, before.encode(), after.encode())
        for what, before, after in wanted
        if after is not None and after != before
    ]


class FilesExecutor(Executor):
    """Makes Changes of files through the port of files."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._makers: dict[str, Callable[[Change], None]] = {
            ATTRIBUTE: self._write,
            FOLDER: self._make_or_remove_folder,
            LOCATION: self._move,
            LINK: self._link,
            TIME: self._set_facts,
            PERMISSIONS: self._set_facts,
        }

    @property
    def transactional(self) -> bool:
        """Files are not in the workspace."""
        return False

    @property
    def place(self) -> str:
        """The disk, also in a rehearsal: a layer over it stands for it."""
        return "disk"

    def execute(self, changes: Sequence[Change]) -> None:
        """Make each Change, if the path still shows what was there when that was planned."""
        for change in changes:
            self._makers[change.attribute](change)

    def is_made(self, change: Change) -> bool:
        """Whether the file has the content or the place, or the folder is there or gone."""
        path = change.target.key
        if change.attribute == FOLDER:
            return self._files.is_dir(path) == (change.after is not None)
        if change.attribute == LOCATION:
            return self._is_moved(change)
        if change.attribute == LINK:
            return self._is_there(path) == (change.after is not None)
        if change.attribute in {TIME, PERMISSIONS}:
            return not plan_facts(self._files, path, **_facts(change))
        return _digest_of(self._files, path) == _bare(change.after)

    def is_undoable(self, change: Change) -> bool:
        """Only what is new can be taken away again: old contents and places are not kept."""
        return change.kind is ChangeKind.CREATE

    def _write(self, change: Change) -> None:
        path = change.target.key
        if _digest_of(self._files, path) != _bare(change.before):
            raise TargetChangedError(path, change.attribute)
        if change.after is None:
            self._files.remove(path)
            return
        if change.secret is None:
            raise NotResumableError(path, change.attribute)
        self._files.write_bytes(
            path,
            change.secret.reveal(),
            private=change.after.endswith(_PRIVATE),
            replace=change.before is not None,
        )

    def _make_or_remove_folder(self, change: Change) -> None:
        path = change.target.key
        if change.after is None:
            self._files.remove(path, recursive=change.before == _WHOLE_FOLDER)
        else:
            self._files.make_dir(path, private=change.after == _PRIVATE_FOLDER, exist_ok=False)

    def _move(self, change: Change) -> None:
        source, target = _places(change)
        self._files.move(source, target, replace=False)

    def _is_there(self, path: str) -> bool:
        """Whether anything has that name, a link that leads nowhere included."""
        try:
            self._files.info(path)
        except (NoSuchFileError, PathNotAFolderError):
            return False
        return True

    def _link(self, change: Change) -> None:
        if change.after is None:
            self._files.remove(change.target.key)
            return
        kind, _, target = change.after.decode().partition(" ")
        self._files.make_link(change.target.key, target, hard=kind == _HARD.decode().strip())

    def _set_facts(self, change: Change) -> None:
        self._files.set_facts(change.target.key, **_facts(change))

    def _is_moved(self, change: Change) -> bool:
        source, target = _places(change)
        return self._files.exists(target) and not self._files.exists(source)


def _places(change: Change) -> tuple[str, str]:
    """Return where the file is before a Change of its Location, and where it is after it."""
    if change.before is None or change.after is None:
        raise NotResumableError(change.target.key, change.attribute)
    return change.before.decode(), change.after.decode()


def _facts(change: Change) -> dict[str, Any]:
    """Return what ``set_facts`` is told by a Change of time or permissions."""
    after = (change.after or b"").decode()
    if change.attribute == TIME:
        return {"modified": datetime.fromisoformat(after)}
    return {"mode": int(after, 8)}


def _digest(content: bytes) -> bytes:
    return b"sha256:" + hashlib.sha256(content).hexdigest().encode("ascii")


def _digest_of(files: Files, path: str) -> bytes | None:
    return _digest(files.read_bytes(path)) if files.exists(path) else None


def _bare(value: bytes | None) -> bytes | None:
    return None if value is None else value.removesuffix(_PRIVATE)


def _is_open_to_others(files: Files, path: str) -> bool:
    return bool(files.info(path).mode & 0o077)
