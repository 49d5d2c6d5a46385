"""Readers and writers of text: StringReader, StreamReader, StringWriter, StreamWriter."""

import os
from collections.abc import Callable, Iterator
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.encodings import TextEncoding, decoded_pieces
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.formats import culture_text, format_composite
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    settable,
    static_methods,
)
from smimeadmin.shell.engine.net.builders import StringBuilder
from smimeadmin.shell.engine.net.encodings import as_encoding
from smimeadmin.shell.engine.net.streams import NetStream, open_stream
from smimeadmin.shell.engine.types import register_type, resolve_type


class TextReader:
    """System.IO.TextReader: text that comes in pieces, read by characters and lines."""

    __slots__ = ("_at", "_pieces", "_text", "closed")

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self.closed = False

    def _more(self) -> bool:
        """Take another piece; False at the end."""
        if self.closed:
            raise net_exception("ObjectDisposedException", "Cannot read from a closed TextReader.")
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self._text = self._text[self._at :] + piece
        self._at = 0
        return True

    def _has(self) -> bool:
        if self.closed:
            self._more()
        while self._at >= len(self._text):
            if not self._more():
                return False
        return True

    def at_end(self) -> bool:
        """Say whether everything was read."""
        return not self._has()

    def peek(self) -> int:
        """Return the next character's code, -1 at the end."""
        return ord(self._text[self._at]) if self._has() else -1

    def read(self) -> int:
        """Return the next character's code and go on, -1 at the end."""
        code = self.peek()
        self._at += code >= 0
        return code

    def read_line(self) -> str | None:
        """Return the next line without its end, None behind the last."""
        if not self._has():
            return None
        looked = self._at
        while True:
            ends = [i for c in "\r\n" if (i := self._text.find(c, looked)) >= 0]
            end = min(ends, default=-1)
            waits = end < 0 or (self._text[end] == "\r" and end + 1 == len(self._text))
            if not waits:
                break
            unread = len(self._text) - self._at
            if not self._more():
                break
            looked = max(unread - 1, 0)
        if end < 0:
            line, self._at = self._text[self._at :], len(self._text)
            return line
        line = self._text[self._at : end]
        self._at = end + (2 if self._text[end : end + 2] == "\r\n" else 1)
        return line

    def read_to_end(self) -> str:
        """Return all that is left."""
        self._has()
        parts = [self._text[self._at :], *self._pieces]
        self._text, self._at = "", 0
        return "".join(parts)

    def close(self) -> None:
        """End all use."""
        self.closed = True


class StreamReader(TextReader):
    """System.IO.StreamReader."""

    __slots__ = ("encoding", "stream")

    def __init__(self, stream: NetStream, encoding: Any = None) -> None:
        self.stream = stream
        self.encoding: TextEncoding = as_encoding(encoding)
        super().__init__(self._decoded())

    def _decoded(self) -> Iterator[str]:
        yield from decoded_pieces(_Source(self.stream), self.encoding)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close the stream too."""
        super().close()
        self.stream.close()


class _Source:
    """What ``decoded_pieces`` reads from: a stream that is checked at each read."""

    __slots__ = ("stream",)

    def __init__(self, stream: NetStream) -> None:
        self.stream = stream

    def read(self, size: int) -> bytes:
        """Return up to so many bytes."""
        return self.stream.read(size)


class TextWriter:
    """System.IO.TextWriter: hands text to a function."""

    __slots__ = ("_put", "closed", "new_line")

    def __init__(self, put: Callable[[str], None]) -> None:
        self._put = put
        self.new_line: str = os.linesep
        self.closed = False

    def write(self, text: str) -> None:
        """Write a text."""
        if self.closed:
            raise net_exception("ObjectDisposedException", "Cannot write to a closed TextWriter.")
        self._put(text)

    def flush(self) -> None:
        """Hand on what waits."""

    def close(self) -> None:
        """End all use."""
        self.closed = True


class StringWriter(TextWriter):
    """System.IO.StringWriter."""

    __slots__ = ("builder",)

    def __init__(self, builder: StringBuilder | None = None) -> None:
        self.builder = builder or StringBuilder()
        super().__init__(self.builder.parts.append)

    def write(self, text: str) -> None:
        """Write a text to the builder."""
        if self.closed:
            super().write(text)
        self.builder.parts.append(text)

    def __str__(self) -> str:
        return self.builder.text()


class StreamWriter(TextWriter):
    """System.IO.StreamWriter: encodes into a stream."""

    __slots__ = ("auto_flush", "encoding", "stream")

    def __init__(self, stream: NetStream, encoding: Any = None) -> None:
        super().__init__(self._encode)
        self.stream = stream
        self.encoding: TextEncoding = as_encoding(encoding)
        self.auto_flush = False

    def _encode(self, text: str) -> None:
        begins = self.stream.raw.tell() == 0
        self.stream.write(self.encoding.encode(text, begins_file=begins))
        if self.auto_flush:
            self.stream.flush()

    def flush(self) -> None:
        """Hand what was written to the stream's file."""
        self.stream.flush()

    def close(self) -> None:
        """Close the stream too."""
        super().close()
        self.stream.close()


def _write(writer: TextWriter, value: Any = "") -> None:
    writer.write(culture_text(value))


def _write_line(writer: TextWriter, value: Any = "") -> None:
    writer.write(culture_text(value) + writer.new_line)


def _write_form(writer: TextWriter, form: str, *values: Any) -> None:
    writer.write(format_composite(form, list(values)))


def _write_form_line(writer: TextWriter, form: str, *values: Any) -> None:
    writer.write(format_composite(form, list(values)) + writer.new_line)


def _write_chars(writer: TextWriter, chars: Any) -> None:
    writer.write("".join(chars))


def _write_chars_line(writer: TextWriter, chars: Any) -> None:
    writer.write("".join(chars) + writer.new_line)


def _read_block(reader: TextReader, target: Any, start: int, count: int) -> int:
    done = 0
    while done < count and (code := reader.read()) >= 0:
        target[start + done] = v.Char(chr(code))
        done += 1
    return done


def _set_new_line(writer: TextWriter, value: Any) -> None:
    writer.new_line = to_text(value)


def _set_auto_flush(writer: StreamWriter, value: Any) -> None:
    writer.auto_flush = bool(value)
    if writer.auto_flush:
        writer.flush()


def _opened(path: str, encoding: Any = None) -> StreamReader:
    mode, reads = _mode("System.IO.FileMode", "Open"), _mode("System.IO.FileAccess", "Read")
    return StreamReader(open_stream(path, mode, reads), encoding)


def _created(path: str, append: bool = False, encoding: Any = None) -> StreamWriter:
    mode = _mode("System.IO.FileMode", "Append" if append else "Create")
    return StreamWriter(open_stream(path, mode, _mode("System.IO.FileAccess", "Write")), encoding)


def _mode(type_name: str, name: str) -> v.EnumValue:
    enum = resolve_type(type_name).enum
    if enum is None:
        raise net_exception("ArgumentException", f"[{type_name}] is no enumeration.")
    return enum.value(name)


_IO: Final = "System.IO."
for _name, _class, _base in (
    ("TextReader", TextReader, "System.MarshalByRefObject"),
    ("StringReader", None, f"{_IO}TextReader"),
    ("StreamReader", StreamReader, f"{_IO}TextReader"),
    ("TextWriter", TextWriter, "System.MarshalByRefObject"),
    ("StringWriter", StringWriter, f"{_IO}TextWriter"),
    ("StreamWriter", StreamWriter, f"{_IO}TextWriter"),
):
    register_type(_IO + _name, python=_class, base=_base, interfaces=("System.IDisposable",))


class StringReader(TextReader):
    """System.IO.StringReader."""

    __slots__ = ()


register_type(
    f"{_IO}StringReader",
    python=StringReader,
    base=f"{_IO}TextReader",
    interfaces=("System.IDisposable",),
)
methods(
    TextReader,
    Read=[
        ("-> int", TextReader.read),
        ("char[]:buffer int:index int:count -> int", _read_block),
    ],
    ReadBlock=[("char[]:buffer int:index int:count -> int", _read_block)],
    Peek=[("-> int", TextReader.peek)],
    ReadLine=[("-> string", TextReader.read_line)],
    ReadToEnd=[("-> string", TextReader.read_to_end)],
    Close=[("-> void", lambda r: r.close())],
    Dispose=[("-> void", lambda r: r.close())],
)
properties(
    StreamReader,
    CurrentEncoding=lambda r: r.encoding,
    BaseStream=lambda r: r.stream,
    EndOfStream=lambda r: r.at_end(),
)
methods(StreamReader, DiscardBufferedData=[("-> void", lambda _r: None)])
_VALUES: Final = ("string:value", "char:value", "object:value")
methods(
    TextWriter,
    Write=[
        *((f"{form} -> void", _write) for form in _VALUES),
        ("char[]:buffer -> void", _write_chars),
        ("string:format object*:arg -> void", _write_form),
    ],
    WriteLine=[
        ("-> void", _write_line),
        *((f"{form} -> void", _write_line) for form in _VALUES),
        ("char[]:buffer -> void", _write_chars_line),
        ("string:format object*:arg -> void", _write_form_line),
    ],
    Flush=[("-> void", lambda w: w.flush())],
    Close=[("-> void", lambda w: w.close())],
    Dispose=[("-> void", lambda w: w.close())],
)
settable(TextWriter, "NewLine", lambda w: w.new_line, _set_new_line)
methods(
    StringWriter,
    GetStringBuilder=[("-> System.Text.StringBuilder", lambda w: w.builder)],
    ToString=[("-> string", str)],
)
properties(StreamWriter, BaseStream=lambda w: w.stream, Encoding=lambda w: w.encoding)
settable(StreamWriter, "AutoFlush", lambda w: w.auto_flush, _set_auto_flush)
static_methods(f"{_IO}StringReader", new=[("string:s", lambda text: StringReader(iter([text])))])
static_methods(
    f"{_IO}StringWriter",
    new=[
        ("", StringWriter),
        ("System.Text.StringBuilder:sb", StringWriter),
        ("System.IFormatProvider:formatProvider", lambda _culture: StringWriter()),
    ],
)
_TEXT: Final = "System.Text.Encoding:encoding"
static_methods(
    f"{_IO}StreamReader",
    new=[
        ("string:path", _opened),
        (f"string:path {_TEXT}", _opened),
        ("string:path bool:detectEncodingFromByteOrderMarks", lambda path, _d: _opened(path)),
        ("System.IO.Stream:stream", StreamReader),
        (f"System.IO.Stream:stream {_TEXT}", StreamReader),
    ],
)
static_methods(
    f"{_IO}StreamWriter",
    new=[
        ("string:path", _created),
        ("string:path bool:append", _created),
        (f"string:path bool:append {_TEXT}", _created),
        ("System.IO.Stream:stream", StreamWriter),
        (f"System.IO.Stream:stream {_TEXT}", StreamWriter),
    ],
)
static_methods(
    f"{_IO}File",
    OpenText=[("string:path -> System.IO.StreamReader", _opened)],
    CreateText=[("string:path -> System.IO.StreamWriter", _created)],
    AppendText=[
        ("string:path -> System.IO.StreamWriter", lambda path: _created(path, append=True))
    ],
)
