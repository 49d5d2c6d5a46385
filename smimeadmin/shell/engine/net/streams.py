"""Streams of bytes: [IO.MemoryStream] and [IO.FileStream], and what opens files."""

import io
from typing import Any, BinaryIO, Final

from smimeadmin.core import values as v
from smimeadmin.core.files import Files
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    out_of_range,
    properties,
    settable,
    static_methods,
)
from smimeadmin.shell.engine.net.reach import full_path, on_file
from smimeadmin.shell.engine.types import register_class, register_enum, register_type, resolve_type

_ORIGIN: Final = v.EnumType("System.IO.SeekOrigin", {"Begin": 0, "Current": 1, "End": 2})
_MODE: Final = v.EnumType(
    "System.IO.FileMode",
    {"CreateNew": 1, "Create": 2, "Open": 3, "OpenOrCreate": 4, "Truncate": 5, "Append": 6},
)
_ACCESS: Final = v.EnumType(
    "System.IO.FileAccess", {"Read": 1, "Write": 2, "ReadWrite": 3}, flags=True
)
_SHARE: Final = v.EnumType(
    "System.IO.FileShare",
    {"None": 0, "Read": 1, "Write": 2, "ReadWrite": 3, "Delete": 4, "Inheritable": 16},
    flags=True,
)
for _enum in (_ORIGIN, _MODE, _ACCESS, _SHARE):
    register_enum(_enum)


class NetStream:
    """System.IO.MemoryStream, or a FileStream if it has a path.

    A file that is written is held in memory; flushing and closing hand it to the port of files, so
    that each write is one journaled change.
    """

    __slots__ = ("_append_from", "can_read", "can_write", "closed", "path", "raw", "unsaved")

    def __init__(
        self, raw: BinaryIO, *, path: str = "", can_read: bool = True, can_write: bool = True
    ) -> None:
        self.raw = raw
        self.path = path
        self.can_read = can_read
        self.can_write = can_write
        self.closed = False
        self.unsaved = False
        self._append_from: int | None = None

    @classmethod
    def of_bytes(cls, data: bytes = b"", *, can_write: bool = True) -> "NetStream":
        """Return a stream in memory."""
        return cls(io.BytesIO(data), can_write=can_write)

    def check(self) -> None:
        """Raise ObjectDisposedException if the stream was closed."""
        if self.closed:
            raise net_exception("ObjectDisposedException", "Cannot access a closed stream.")

    def length(self) -> int:
        """Return the number of bytes."""
        self.check()
        here = self.raw.tell()
        end = self.raw.seek(0, io.SEEK_END)
        self.raw.seek(here)
        return end

    def read(self, count: int = -1) -> bytes:
        """Return bytes from the present position on."""
        self.check()
        if not self.can_read:
            raise net_exception("NotSupportedException", "Stream does not support reading.")
        return self.raw.read(count)

    def write(self, data: bytes) -> None:
        """Put bytes at the present position."""
        self.check()
        if not self.can_write:
            raise net_exception("NotSupportedException", "Stream does not support writing.")
        self.raw.write(data)
        self.unsaved = True

    def whole(self) -> bytes:
        """Return all bytes, wherever the position is; a stream in memory may be closed."""
        if isinstance(self.raw, io.BytesIO):
            return self.raw.getvalue()
        here = self.raw.tell()
        self.raw.seek(0)
        data = self.raw.read()
        self.raw.seek(here)
        return data

    def append_from(self, place: int) -> None:
        """Say that the file has so many bytes already: only what follows is added to it."""
        self._append_from = place

    def flush(self) -> None:
        """Hand what was written to the port of files."""
        if not self.unsaved or not self.path:
            return
        self.unsaved = False
        data = self.whole()
        start = self._append_from
        if start is not None:
            on_file(self.path, lambda files, whole: files.append(whole, data[start:]))
            self._append_from = len(data)
        else:
            on_file(self.path, lambda files, whole: files.write_bytes(whole, data))

    def __del__(self) -> None:
        """Give the system's handle back where a script forgot to close; nothing is written."""
        if not isinstance(self.raw, io.BytesIO):
            self.raw.close()

    def close(self) -> None:
        """Flush, and end all use."""
        if self.closed:
            return
        self.flush()
        self.closed = True
        if not isinstance(self.raw, io.BytesIO):
            self.raw.close()


def open_stream(path: str, mode: v.EnumValue, wanted: v.EnumValue | None = None) -> NetStream:
    """Open a file as FileStream does."""
    if not path:
        raise net_exception("ArgumentException", "The value cannot be an empty string.")
    number = mode.value
    bits = wanted.value if wanted is not None else (2 if number == 6 else 3)
    whole = full_path(path)
    if bits == 1:
        return _open_to_read(whole, number)
    data = on_file(path, lambda files, name: _content(files, name, number))
    stream = NetStream(io.BytesIO(data), path=whole, can_read=bool(bits & 1))
    if number == 6:
        stream.raw.seek(0, io.SEEK_END)
        stream.append_from(len(data))
    elif not data:
        stream.unsaved = True  # a new or emptied file is there once the stream is closed
        stream.flush()
    return stream


def _open_to_read(path: str, mode: int) -> NetStream:
    if mode not in {3, 4}:
        raise net_exception("ArgumentException", "That mode can't be combined with reading alone.")
    raw = on_file(path, lambda files, whole: files.open(whole))
    return NetStream(raw, path=path, can_write=False)


def _content(files: Files, path: str, mode: int) -> bytes:
    """Return what a file holds when a mode opens it for writing."""
    exists = files.exists(path)
    if mode == 1 and exists:
        raise net_exception("System.IO.IOException", f"The file '{path}' already exists.", path)
    if mode in {3, 5} and not exists:
        raise net_exception(
            "System.IO.FileNotFoundException", f"Could not find file '{path}'.", path
        )
    return files.read_bytes(path) if mode in {3, 4, 6} and exists else b""


def _seek(stream: NetStream, offset: int, origin: v.EnumValue) -> v.Int64:
    stream.check()
    place = {0: 0, 1: stream.raw.tell(), 2: stream.length()}[origin.value] + int(offset)
    if place < 0:
        raise net_exception("System.IO.IOException", "A place before the beginning was asked for.")
    return v.Int64(stream.raw.seek(place))


def _set_position(stream: NetStream, value: Any) -> None:
    stream.check()
    if int(value) < 0:
        raise out_of_range("The position")
    stream.raw.seek(int(value))


def _set_length(stream: NetStream, length: int) -> None:
    stream.check()
    if int(length) < 0:
        raise out_of_range("The length")
    data = stream.whole()[: int(length)].ljust(int(length), b"\0")
    here = min(stream.raw.tell(), len(data))
    stream.raw = io.BytesIO(data)
    stream.raw.seek(here)
    stream.unsaved = True


def _read_into(stream: NetStream, target: bytearray, offset: int, count: int) -> int:
    if offset < 0 or count < 0 or offset + count > len(target):
        raise net_exception("ArgumentException", "The target is not long enough.")
    data = stream.read(count)
    target[offset : offset + len(data)] = data
    return len(data)


def _read_byte(stream: NetStream) -> int:
    data = stream.read(1)
    return data[0] if data else -1


def _copy_to(stream: NetStream, target: NetStream, _size: int = 0) -> None:
    target.write(stream.read())


def _write_part(stream: NetStream, data: Any, offset: int, count: int) -> None:
    if offset < 0 or count < 0 or offset + count > len(data):
        raise net_exception("ArgumentException", "The range is not in the bytes.")
    stream.write(bytes(data[offset : offset + count]))


def _part(data: Any, start: int, count: int) -> NetStream:
    return NetStream.of_bytes(bytes(data[start : start + count]))


_STREAM: Final = "System.IO.Stream"
register_type(_STREAM, base="System.MarshalByRefObject", interfaces=("System.IDisposable",))
register_type("System.IO.MemoryStream", base=_STREAM)
register_type("System.IO.FileStream", base=_STREAM)
register_class(
    NetStream,
    lambda s: resolve_type("System.IO.FileStream" if s.path else "System.IO.MemoryStream"),
)
properties(
    NetStream,
    CanRead=lambda s: s.can_read and not s.closed,
    CanWrite=lambda s: s.can_write and not s.closed,
    CanSeek=lambda s: not s.closed,
    CanTimeout=lambda _s: False,
    Length=lambda s: v.Int64(s.length()),
    Name=lambda s: s.path or None,
)
settable(NetStream, "Position", lambda s: v.Int64(s.raw.tell()), _set_position)
methods(
    NetStream,
    Read=[("byte[]:buffer int:offset int:count -> int", _read_into)],
    ReadByte=[("-> int", _read_byte)],
    Write=[
        ("byte[]:buffer int:offset int:count -> void", _write_part),
        ("byte[]:buffer -> void", lambda s, data: s.write(bytes(data))),
    ],
    WriteByte=[("byte:value -> void", lambda s, value: s.write(bytes([int(value)])))],
    Seek=[("long:offset System.IO.SeekOrigin:origin -> long", _seek)],
    SetLength=[("long:value -> void", _set_length)],
    Flush=[("-> void", NetStream.flush), ("bool:flushToDisk -> void", lambda s, _d: s.flush())],
    Close=[("-> void", NetStream.close)],
    Dispose=[("-> void", NetStream.close)],
    CopyTo=[
        (f"{_STREAM}:destination -> void", _copy_to),
        (f"{_STREAM}:destination int:bufferSize -> void", _copy_to),
    ],
    ToArray=[("-> byte[]", lambda s: bytearray(s.whole()))],
    GetBuffer=[("-> byte[]", lambda s: bytearray(s.whole()))],
    WriteTo=[(f"{_STREAM}:stream -> void", lambda s, target: target.write(s.whole()))],
)
static_methods(
    "System.IO.MemoryStream",
    new=[
        ("", NetStream.of_bytes),
        ("int:capacity", lambda _capacity: NetStream.of_bytes()),
        ("byte[]:buffer", lambda data: NetStream.of_bytes(bytes(data))),
        (
            "byte[]:buffer bool:writable",
            lambda data, writable: NetStream.of_bytes(bytes(data), can_write=writable),
        ),
        ("byte[]:buffer int:index int:count", _part),
    ],
)
_FORMS: Final = (
    "string:path System.IO.FileMode:mode",
    "string:path System.IO.FileMode:mode System.IO.FileAccess:access",
    "string:path System.IO.FileMode:mode System.IO.FileAccess:access System.IO.FileShare:share",
)


def _open(path: str, mode: v.EnumValue, *more: v.EnumValue) -> NetStream:
    return open_stream(path, mode, more[0] if more else None)


def _mode(name: str) -> v.EnumValue:
    return _MODE.value(name)


static_methods("System.IO.FileStream", new=[(form, _open) for form in _FORMS])
static_methods(
    "System.IO.File",
    Open=[(f"{form} -> System.IO.FileStream", _open) for form in _FORMS],
    OpenRead=[
        (
            "string:path -> System.IO.FileStream",
            lambda path: open_stream(path, _mode("Open"), _ACCESS.value("Read")),
        )
    ],
    OpenWrite=[
        (
            "string:path -> System.IO.FileStream",
            lambda path: open_stream(path, _mode("OpenOrCreate"), _ACCESS.value("Write")),
        )
    ],
    Create=[
        ("string:path -> System.IO.FileStream", lambda path: open_stream(path, _mode("Create"))),
    ],
)
