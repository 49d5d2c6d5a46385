"""File writes as Changes: the journal holds the hash of a content, never the content.

A decrypted message or a key file is written like any other, and its bytes ride beside the Change
as its secret. The price: such a batch is resumed by running its command again.
"""

import hashlib
from collections.abc import Sequence

from smimeadmin.changes.change import Change, ChangeKind, Executor, Target
from smimeadmin.changes.errors import NotResumableError, TargetChangedError
from smimeadmin.core.files import Files
from smimeadmin.core.secret import Secret

PORT = "files"
ATTRIBUTE = "Content"
_PRIVATE = b" private"


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


class FilesExecutor(Executor):
    """Makes Changes of files through the port of files."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @property
    def transactional(self) -> bool:
        """Files are not in the workspace."""
        return False

    @property
    def place(self) -> str:
        """The disk, also in a rehearsal: a layer over it stands for it."""
        return "disk"

    def execute(self, changes: Sequence[Change]) -> None:
        """Write or remove the file, if it is still what it was when that was planned."""
        for change in changes:
            path = change.target.key
            if _digest_of(self._files, path) != _bare(change.before):
                raise TargetChangedError(path, change.attribute)
            if change.after is None:
                self._files.remove(path)
                continue
            if change.secret is None:
                raise NotResumableError(path, change.attribute)
            self._files.write_bytes(
                path,
                change.secret.reveal(),
                private=change.after.endswith(_PRIVATE),
                replace=change.before is not None,
            )

    def is_made(self, change: Change) -> bool:
        """Whether the file has the content, or is gone."""
        return _digest_of(self._files, change.target.key) == _bare(change.after)

    def is_undoable(self, change: Change) -> bool:
        """Only a new file can be taken away again: old contents are not kept."""
        return change.kind is ChangeKind.CREATE


def _digest(content: bytes) -> bytes:
    return b"sha256:" + hashlib.sha256(content).hexdigest().encode("ascii")


def _digest_of(files: Files, path: str) -> bytes | None:
    return _digest(files.read_bytes(path)) if files.exists(path) else None


def _bare(value: bytes | None) -> bytes | None:
    return None if value is None else value.removesuffix(_PRIVATE)


def _is_open_to_others(files: Files, path: str) -> bool:
    return bool(files.info(path).mode & 0o077)
