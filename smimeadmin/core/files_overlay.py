"""A rehearsal's files: reads fall through to what is below, writes stay in memory.

A later line of a rehearsed script sees what an earlier one wrote, removed or moved, and the files
below stay as they are. A write that the system would refuse below is refused here too.
"""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from os import path as paths
from typing import Any, BinaryIO, cast

from smimeadmin.core.clock import Clock
from smimeadmin.core.files import FileInfo, Files, check_folder, check_move, glob_files
from smimeadmin.core.files_errors import (
    FileAccessDeniedError,
    FileAlreadyExistsError,
    FileError,
    FolderNotEmptyError,
    NoSuchFileError,
    PathIsAFolderError,
    PathNotAFolderError,
)


class _Node:
    """What the layer knows of one path: a file's content, a new folder, or that it is gone."""

    __slots__ = ("content", "is_dir", "mode", "path", "time")

    def __init__(
        self, path: str, time: datetime, *, content: bytes | None, is_dir: bool, mode: int
    ) -> None:
        self.path = path
        self.time = time
        self.content = content
        self.is_dir = is_dir
        self.mode = mode

    @property
    def is_gone(self) -> bool:
        """Whether it hides what is below."""
        return self.content is None and not self.is_dir


class _LogInLayer(io.RawIOBase):
    """A stream whose every write is put at the end of a file of the layer."""

    def __init__(self, append: Callable[[bytes], None]) -> None:
        super().__init__()
        self._append = append

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any, /) -> int:
        """Put bytes at the end."""
        self._append(bytes(data))
        return len(data)


class OverlayFiles:
    """The port of files as a layer over another implementation of it."""

    __slots__ = ("_below", "_clock", "_nodes")

    def __init__(self, below: Files, clock: Clock) -> None:
        self._below = below
        self._clock = clock
        self._nodes: dict[str, _Node] = {}

    def resolve(self, path: str, base: str | None = None) -> str:
        """Return the absolute path, in this system's form; nothing has to exist."""
        return self._below.resolve(path, base)

    def identity(self, path: str) -> str:
        """Return one text per file: links are followed, case is folded where names ignore it."""
        return self._identity(self._below.resolve(path))

    def read_bytes(self, path: str) -> bytes:
        """Return a whole file."""
        node = self._node(path)
        if node is None:
            return self._below.read_bytes(self._there(path))
        return self._content(node)

    def read_range(self, path: str, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from offset ``start``; fewer at the end of the file."""
        node = self._node(path)
        if node is None:
            return self._below.read_range(self._there(path), start, length)
        return self._content(node)[start : start + length]

    def open(self, path: str) -> BinaryIO:
        """Return a stream that reads a file; the caller closes it."""
        node = self._node(path)
        if node is None:
            return self._below.open(self._there(path))
        return io.BytesIO(self._content(node))

    @contextmanager
    def create(
        self, path: str, *, private: bool = False, replace: bool = True
    ) -> Iterator[BinaryIO]:
        """Write a file through a stream: it appears whole when the block ends, or not at all."""
        mode = self._mode_to_write(path, private=private, replace=replace)
        stream = io.BytesIO()
        yield cast("BinaryIO", stream)
        self._put(path, stream.getvalue(), mode)

    def write_bytes(
        self, path: str, data: bytes, *, private: bool = False, replace: bool = True
    ) -> None:
        """Write a whole file, as ``create`` does."""
        self._put(path, data, self._mode_to_write(path, private=private, replace=replace))

    def append(self, path: str, data: bytes) -> None:
        """Add bytes to the end of a file, which is made if it is missing."""
        mode = self._mode_to_write(path, private=False, replace=True)
        before = self.read_bytes(path) if self.exists(path) else b""
        self._put(path, before + data, mode)

    def open_log(self, path: str, *, append: bool) -> BinaryIO:
        """Return a stream that writes into the layer as it goes."""
        mode = self._mode_to_write(path, private=True, replace=True)
        before = self.read_bytes(path) if append and self.exists(path) else b""
        self._put(path, before, mode)
        return cast("BinaryIO", _LogInLayer(lambda data: self.append(path, data)))

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        node = self._node(path)
        if node is not None:
            return not node.is_gone
        return not self._is_hidden(path) and self._below.exists(path)

    def is_dir(self, path: str) -> bool:
        """Whether the path is that of a folder."""
        node = self._node(path)
        if node is not None:
            return node.is_dir
        return not self._is_hidden(path) and self._below.is_dir(path)

    def is_writable(self, path: str) -> bool:
        """Whether the system lets this user write the file, or make it if it is missing."""
        node = self._node(path)
        if node is not None and not node.is_gone:
            return True
        if not self._is_hidden(path):
            return self._below.is_writable(path)
        return self.is_writable(paths.dirname(self.resolve(path)))

    def info(self, path: str) -> FileInfo:
        """Return what is known of a file or folder."""
        node = self._node(path)
        if node is None:
            return self._below.info(self._there(path))
        is_link = self._is_link(self.resolve(path))
        if node.is_gone and not is_link:
            raise self._missing(self.resolve(path))
        return FileInfo(
            self.resolve(path),
            is_link=is_link,
            is_dir=node.is_dir,
            size=len(node.content or b""),
            modified=node.time,
            created=node.time,
            mode=node.mode,
        )

    def list_dir(self, path: str) -> list[FileInfo]:
        """Return the members of a folder, sorted by name."""
        whole = self.resolve(path)
        if not self.exists(whole):
            raise self._missing(whole)
        if not self.is_dir(whole):
            raise PathNotAFolderError(whole)
        names = set()
        if self._node(whole) is None:
            names = {member.name for member in self._below.list_dir(whole)}
        inside = self.identity(whole)
        names |= {
            paths.basename(node.path)
            for key, node in self._nodes.items()
            if paths.dirname(key) == inside
        }
        members = (paths.join(whole, name) for name in sorted(names))
        return [self.info(member) for member in members if self._is_shown(member)]

    def glob(self, pattern: str, base: str | None = None) -> list[FileInfo]:
        """Return what matches ``*``, ``?`` and ``[...]`` in the parts of a path, ignoring case."""
        return glob_files(self, pattern, base)

    def make_dir(self, path: str, *, private: bool = False, exist_ok: bool = True) -> None:
        """Make a folder and what is missing above it."""
        whole = self.resolve(path)
        if self._is_shown(whole):
            if exist_ok and self.is_dir(whole):
                return
            raise FileAlreadyExistsError(whole)
        parent = paths.dirname(whole)
        if not self.exists(parent):
            self.make_dir(parent)
        check_folder(self, parent)
        if not self.is_writable(parent):
            raise FileAccessDeniedError(whole)
        self._nodes[self._own_name(whole)] = _Node(
            whole, self._clock.now(), content=None, is_dir=True, mode=0o700 if private else 0o755
        )

    def make_link(self, path: str, target: str, *, hard: bool = False) -> None:
        """Make what a link would show: a rehearsal keeps a copy of what it leads to."""
        whole = self.resolve(path)
        if self._is_shown(whole):
            raise FileAlreadyExistsError(whole)
        meant = self.resolve(target) if hard else self.resolve(target, paths.dirname(whole))
        if self.is_dir(meant):
            self._copy_folder(meant, whole)
        elif hard or self.exists(meant):
            self.copy(meant, whole)
        else:
            self.write_bytes(whole, b"")

    def set_facts(
        self, path: str, *, modified: datetime | None = None, mode: int | None = None
    ) -> None:
        """Give a file another time of its last change, or other permissions.

        A folder of the layer below keeps its own: making it anew would hide what is in it.
        """
        there = self.info(path)
        node = self._node(path)
        if node is None and not there.is_dir:
            self._put(path, self.read_bytes(path), there.mode)
            node = self._node(path)
            if node is not None:
                node.time = there.modified
        if node is not None:
            node.time = node.time if modified is None else modified
            node.mode = node.mode if mode is None else mode

    def remove(self, path: str, *, recursive: bool = False) -> None:
        """Remove a file, a link, or a folder (with all in it only if ``recursive``)."""
        whole = self.resolve(path)
        if not self._is_shown(whole):
            raise self._missing(whole)
        if not self.is_writable(paths.dirname(whole)):
            raise FileAccessDeniedError(whole)
        if self.is_dir(whole) and not self._is_link(whole):
            if self.list_dir(whole) and not recursive:
                raise FolderNotEmptyError(whole)
            above = self.identity(whole) + os.sep
            for key in [key for key in self._nodes if key.startswith(above)]:
                del self._nodes[key]
        self._nodes[self._own_name(whole)] = _Node(
            whole, self._clock.now(), content=None, is_dir=False, mode=0
        )

    def copy(self, source: str, target: str, *, replace: bool = True) -> None:
        """Copy a file with its permissions; a target that is a folder gets it inside."""
        content = self.read_bytes(source)
        where = self._inside_if_folder(source, target)
        self._mode_to_write(where, private=False, replace=replace)
        self._put(where, content, self.info(source).mode)

    def move(self, source: str, target: str, *, replace: bool = True) -> None:
        """Move a file or folder; a target that is a folder gets it inside."""
        whole, where = check_move(self, source, target, replace=replace)
        if where == whole:
            return
        if self.is_dir(whole):
            self._copy_folder(whole, where)
        else:
            self.copy(whole, where)
        self.remove(whole, recursive=True)

    def _copy_folder(self, whole: str, where: str) -> None:
        members = self.list_dir(whole)
        self.make_dir(where)
        for member in members:
            target = paths.join(where, member.name)
            if member.is_dir:
                self._copy_folder(member.path, target)
            else:
                self.copy(member.path, target)

    def _identity(self, whole: str) -> str:
        if not self._nodes:
            return self._below.identity(whole)
        own = self._own_name(whole)
        if own in self._nodes or self._is_below_a_node(own):
            return own
        return self._below.identity(whole)

    def _own_name(self, whole: str) -> str:
        """Return the identity of the name itself: a link there is not followed."""
        parent, name = paths.split(whole)
        return paths.join(self._identity(parent), paths.normcase(name)) if name else whole

    def _is_below_a_node(self, key: str) -> bool:
        parent = paths.dirname(key)
        while parent != key:
            if parent in self._nodes:
                return True
            key, parent = parent, paths.dirname(parent)
        return False

    def _node(self, path: str) -> _Node | None:
        """Return what the layer knows of a path, if it knows something."""
        whole = self.resolve(path)
        node = self._nodes.get(self._own_name(whole))
        return node if node is not None else self._nodes.get(self.identity(whole))

    def _is_hidden(self, path: str) -> bool:
        """Whether the layer took away, or made anew, a folder above: nothing below it counts."""
        return bool(self._nodes) and self._is_below_a_node(self._own_name(self.resolve(path)))

    def _is_shown(self, whole: str) -> bool:
        """Whether there is anything of that name, a link that leads nowhere included."""
        node = self._nodes.get(self._own_name(whole))
        if node is not None:
            return not node.is_gone
        return self.exists(whole) or self._is_link(whole)

    def _is_link(self, whole: str) -> bool:
        if self._own_name(whole) in self._nodes or self._is_hidden(whole):
            return False
        try:
            return self._below.info(whole).is_link
        except (NoSuchFileError, PathNotAFolderError):
            return False

    def _there(self, path: str) -> str:
        """Return the path to ask for below; raise if a folder above is gone."""
        whole = self.resolve(path)
        if self._is_hidden(whole):
            raise self._missing(whole)
        return whole

    def _missing(self, whole: str) -> FileError:
        """Return the error of a path that is not there: a file above it is another case."""
        above = paths.dirname(whole)
        while above != whole and not self.exists(above):
            above = paths.dirname(above)
        return NoSuchFileError(whole) if self.is_dir(above) else PathNotAFolderError(whole)

    def _content(self, node: _Node) -> bytes:
        if node.is_dir:
            raise PathIsAFolderError(node.path)
        if node.content is None:
            raise self._missing(node.path)
        return node.content

    def _mode_to_write(self, path: str, *, private: bool, replace: bool) -> int:
        """Check what the disk would check, and return the permissions that the file will have."""
        whole = self.resolve(path)
        check_folder(self, paths.dirname(whole))
        if self.is_dir(whole):
            raise PathIsAFolderError(whole)
        there = self.exists(whole)
        if there and not replace:
            raise FileAlreadyExistsError(whole)
        if not self.is_writable(whole):
            raise FileAccessDeniedError(whole)
        if private:
            return 0o600
        return self.info(whole).mode if there else 0o644

    def _put(self, path: str, content: bytes, mode: int) -> None:
        whole = self.resolve(path)
        # Through a link, what it leads to is written, unless the layer took the link away.
        key = self._own_name(whole)
        if key not in self._nodes and (real := self.identity(whole)) != key:
            key = whole = real
        self._nodes[key] = _Node(whole, self._clock.now(), content=content, is_dir=False, mode=mode)

    def _inside_if_folder(self, source: str, target: str) -> str:
        where = self.resolve(target)
        return (
            paths.join(where, paths.basename(self.resolve(source))) if self.is_dir(where) else where
        )
