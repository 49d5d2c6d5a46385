"""The files of a session: what its commands and members write goes through the door of Changes.

Reading goes straight to the disk, or to a rehearsal's layer over it. A device or a pipe keeps
nothing that could be read back, so what is written to one is no Change.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from smimeadmin.core.files import FileInfo, Files, check_move
from smimeadmin.core.files_errors import FileAlreadyExistsError
from smimeadmin.core.lazy import at_first_use

if TYPE_CHECKING:
    from smimeadmin.changes import files_executor
    from smimeadmin.changes.change import Change
    from smimeadmin.changes.door import ChangeDoor
else:
    files_executor = at_first_use("smimeadmin.changes.files_executor")


class JournaledFiles:
    """The port of files with every write journaled before it is made.

    ``door`` gives the door of the run at the first write, so that reading opens no workspace.
    """

    def __init__(self, files: Files, door: "Callable[[], ChangeDoor]") -> None:
        self._files = files
        self._door = door

    def resolve(self, path: str, base: str | None = None) -> str:
        """Return the absolute path, in this system's form; nothing has to exist."""
        return self._files.resolve(path, base)

    def identity(self, path: str) -> str:
        """Return one text per file."""
        return self._files.identity(path)

    def read_bytes(self, path: str) -> bytes:
        """Return a whole file."""
        return self._files.read_bytes(path)

    def read_range(self, path: str, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from offset ``start``."""
        return self._files.read_range(path, start, length)

    def open(self, path: str) -> BinaryIO:
        """Return a stream that reads a file; the caller closes it."""
        return self._files.open(path)

    @contextmanager
    def create(
        self, path: str, *, private: bool = False, replace: bool = True
    ) -> Iterator[BinaryIO]:
        """Write a file through a stream; the Change is made when the block ends."""
        stream = io.BytesIO()
        yield cast("BinaryIO", stream)
        self.write_bytes(path, stream.getvalue(), private=private, replace=replace)

    def write_bytes(
        self, path: str, data: bytes, *, private: bool = False, replace: bool = True
    ) -> None:
        """Write a whole file; nothing is written if it holds just that already."""
        whole = self.resolve(path)
        if not self._keeps_content(whole):
            self._files.write_bytes(whole, data, private=private, replace=replace)
            return
        if not replace and self._files.exists(whole):
            raise FileAlreadyExistsError(whole)
        self._make(files_executor.plan_file(self._files, whole, data, private=private), "write")

    def append(self, path: str, data: bytes) -> None:
        """Add bytes to the end of a file, which is made if it is missing."""
        whole = self.resolve(path)
        if not self._keeps_content(whole):
            self._files.append(whole, data)
            return
        there = self._files.read_bytes(whole) if self._files.exists(whole) else b""
        self._make(files_executor.plan_file(self._files, whole, there + data), "append to")

    def open_log(self, path: str, *, append: bool) -> BinaryIO:
        """Return a stream that writes a log: that is no Change."""
        return self._files.open_log(path, append=append)

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        return self._files.exists(path)

    def is_dir(self, path: str) -> bool:
        """Whether the path is that of a folder."""
        return self._files.is_dir(path)

    def is_writable(self, path: str) -> bool:
        """Whether the system lets this user write the file, or make it if it is missing."""
        return self._files.is_writable(path)

    def info(self, path: str) -> FileInfo:
        """Return what is known of a file or folder."""
        return self._files.info(path)

    def list_dir(self, path: str) -> list[FileInfo]:
        """Return the members of a folder, sorted by name."""
        return self._files.list_dir(path)

    def glob(self, pattern: str, base: str | None = None) -> list[FileInfo]:
        """Return what matches wildcards in the parts of a path."""
        return self._files.glob(pattern, base)

    def make_dir(self, path: str, *, private: bool = False, exist_ok: bool = True) -> None:
        """Make a folder and what is missing above it."""
        whole = self.resolve(path)
        if not exist_ok and self._files.is_dir(whole):
            raise FileAlreadyExistsError(whole)
        self._make(files_executor.plan_folder(self._files, whole, private=private), "make folder")

    def make_link(self, path: str, target: str, *, hard: bool = False) -> None:
        """Make a symbolic link that says ``target`` as it is, or a hard link to a file."""
        self._make(files_executor.plan_link(self._files, path, target, hard=hard), "link")

    def set_facts(
        self, path: str, *, modified: datetime | None = None, mode: int | None = None
    ) -> None:
        """Give a file or folder another time of its last change, or other permissions."""
        plan = files_executor.plan_facts(self._files, path, modified=modified, mode=mode)
        self._make(plan, "set facts of")

    def remove(self, path: str, *, recursive: bool = False) -> None:
        """Remove a file, a link, or a folder (with all in it only if ``recursive``)."""
        whole = self.resolve(path)
        if not self._files.exists(whole) or not self._keeps_content(whole):
            self._files.remove(whole, recursive=recursive)
        elif self._files.is_dir(whole):
            with_all = recursive and not self._files.info(whole).is_link
            plan = files_executor.plan_folder_removal(self._files, whole, recursive=with_all)
            self._make(plan, "remove")
        else:
            self._make(files_executor.plan_file_removal(self._files, whole), "remove")

    def copy(self, source: str, target: str, *, replace: bool = True) -> None:
        """Copy a file with its permissions; a target that is a folder gets it inside."""
        whole, where = self.resolve(source), self.resolve(target)
        if self._files.is_dir(where):
            where = str(Path(where, Path(whole).name))
        mode = self._files.info(whole).mode
        data = self._files.read_bytes(whole)
        self.write_bytes(where, data, private=not mode & 0o077, replace=replace)
        if self._keeps_content(where) and self._files.info(where).mode != mode:
            self._files.copy(whole, where)  # the content stands: only the permissions follow

    def move(self, source: str, target: str, *, replace: bool = True) -> None:
        """Move a file or folder; a target that is a folder gets it inside."""
        whole, where = check_move(self._files, source, target, replace=replace)
        if where != whole:
            self._make(files_executor.plan_move(self._files, whole, where), "move")

    def _make(self, changes: "Sequence[Change]", verb: str) -> None:
        command = f"{verb} {changes[0].target.name}" if changes else verb
        self._door().apply(changes, command=command)

    def _keeps_content(self, whole: str) -> bool:
        """Whether a path is no device and no pipe; only the disk has those, no layer over it."""
        there = Path(whole)
        return not there.exists() or there.is_file() or there.is_dir()
