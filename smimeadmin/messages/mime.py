"""MIME entities over the bytes received (RFC 2045, RFC 2046 s5.1, RFC 1847).

A signature covers exact bytes, so an entity is a window on them: it is never parsed and written
again. The standard library is asked only to decode the texts of single headers.
"""

import binascii
import quopri
import re
import struct
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from smimeadmin.core.names import fold
from smimeadmin.messages.errors import MalformedMessageError, MessageTooLargeError
from smimeadmin.messages.headers import decode_text, parse_parameterized

MAX_MESSAGE: Final = 512 * 1024 * 1024  # bytes
MAX_HEADER_BLOCK: Final = 1024 * 1024  # bytes
MAX_HEADERS: Final = 2000
MAX_PARTS: Final = 1000

_LINES: Final = struct.Struct("76s" * 500)
_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")
_NAME: Final = re.compile(rb"[!-9;-~]+")
_LONE_FEED: Final = re.compile(rb"(?<!\r)\n")


@dataclass(frozen=True, slots=True)
class Header:
    """A header as received, unfolded; bytes beyond UTF-8 show as replacement characters."""

    name: str
    value: str

    @property
    def text(self) -> str:
        """The value with its encoded words decoded."""
        return decode_text(self.value)


@dataclass(frozen=True)
class Entity:
    """Headers and a body: ``data[start:end]`` is the entity, ``data[body:end]`` its body."""

    data: bytes
    start: int
    body: int
    end: int
    headers: tuple[Header, ...]

    @property
    def raw(self) -> bytes:
        """The whole entity as received."""
        return self.data[self.start : self.end]

    def all(self, name: str) -> tuple[Header, ...]:
        """Return the headers of a name, in order."""
        wanted = fold(name)
        return tuple(header for header in self.headers if fold(header.name) == wanted)

    def first(self, name: str) -> Header | None:
        """Return the first header of a name."""
        found = self.all(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """Return the decoded text of the first header of a name, empty if there is none."""
        header = self.first(name)
        return "" if header is None else header.text

    @cached_property
    def content_type(self) -> tuple[str, dict[str, str]]:
        """Type in lower case, and parameters; RFC 2045 s5.2 gives the default."""
        found = self.all("Content-Type")
        if len(found) > 1:
            raise MalformedMessageError("it has two Content-Type headers")
        if not found or not found[0].value.strip():
            return "text/plain", {"charset": "us-ascii"}
        return parse_parameterized(found[0].value)

    @cached_property
    def disposition(self) -> tuple[str, dict[str, str]]:
        """Content-Disposition in lower case, and its parameters."""
        header = self.first("Content-Disposition")
        return ("", {}) if header is None else parse_parameterized(header.value)

    @property
    def file_name(self) -> str | None:
        """The name that the entity gives itself as a file."""
        name = self.disposition[1].get("filename") or self.content_type[1].get("name")
        return decode_text(name) if name else None

    def decoded_body(self) -> bytes:
        """Return the body without its transfer encoding (RFC 2045 s6)."""
        header = self.first("Content-Transfer-Encoding")
        encoding = "7bit" if header is None else header.value.strip().lower()
        body = self.data[self.body : self.end]
        if encoding == "base64":
            return decode_base64(body)
        if encoding == "quoted-printable":
            return quopri.decodestring(body)
        return body

    def body_text(self) -> str:
        """Return the body of a text entity, its line ends as LF; what can't be decoded shows."""
        octets = self.decoded_body()
        charset = self.content_type[1].get("charset", "us-ascii")
        try:
            text = octets.decode(charset, "replace")
        except (LookupError, UnicodeError):  # no such charset, or one that replaces nothing
            text = octets.decode("utf-8", "replace")
        return text.replace("\r\n", "\n")

    def parts(self) -> "list[Entity]":
        """Return the parts of a multipart entity (RFC 2046 s5.1.1)."""
        boundary = self.content_type[1].get("boundary", "")
        if not 0 < len(boundary) <= 200:
            raise MalformedMessageError("a multipart without a boundary")
        try:
            delimiter = b"--" + boundary.encode("ascii")
        except UnicodeEncodeError as error:
            raise MalformedMessageError("a multipart with an impossible boundary") from error
        return [
            _entity(self.data, start, end)
            for start, end in _between(self.data, self.body, self.end, delimiter)
        ]


def parse_message(data: bytes) -> Entity:
    """Read a message as received, as far as its headers. Raises ``Messages.Malformed``."""
    if len(data) > MAX_MESSAGE:
        raise MessageTooLargeError("bytes", MAX_MESSAGE)
    start = 0
    if data[:3] == b"\xef\xbb\xbf":  # an editor's mark; no header starts with it
        start = 3
    if data[start : start + 5] == b"From ":  # the envelope line of a mailbox file
        start = data.find(b"\n", start) + 1
    return _entity(data, start, len(data))


def parse_entity(data: bytes) -> Entity:
    """Read an entity, as far as its headers. Raises ``Messages.Malformed``."""
    return _entity(data, 0, len(data))


def _entity(data: bytes, start: int, end: int) -> Entity:
    if data[start : start + 1] == b"\n":
        return Entity(data, start, start + 1, end, ())
    if data[start : start + 2] == b"\r\n":
        return Entity(data, start, start + 2, end, ())
    blank = _BLANK_LINE.search(data, start, min(end, start + MAX_HEADER_BLOCK))
    if blank is not None:
        block, body = data[start : blank.start()], blank.end()
    elif end - start > MAX_HEADER_BLOCK:
        raise MessageTooLargeError("bytes in its headers", MAX_HEADER_BLOCK)
    else:
        block, body = data[start:end], end
    return Entity(data, start, body, end, _headers(block))


def _headers(block: bytes) -> tuple[Header, ...]:
    """Read header lines; a line that begins with white space continues the one above."""
    found: list[tuple[bytes, list[bytes]]] = []
    for line in block.replace(b"\r\n", b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t") and found:
            found[-1][1].append(line)
            continue
        name, colon, value = line.partition(b":")
        if not line.strip():
            continue
        if not colon or not _NAME.fullmatch(name.rstrip(b" \t")):
            raise MalformedMessageError("a line among its headers is no header")
        found.append((name.rstrip(b" \t"), [value]))
        if len(found) > MAX_HEADERS:
            raise MessageTooLargeError("headers", MAX_HEADERS)
    return tuple(
        Header(name.decode("ascii"), b"".join(lines).decode("utf-8", "replace").strip())
        for name, lines in found
    )


def _between(data: bytes, start: int, end: int, delimiter: bytes) -> list[tuple[int, int]]:
    """Return start and end of the parts between delimiter lines.

    The line break before a delimiter belongs to the delimiter (RFC 2046 s5.1.1).
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    at = start
    while (at := data.find(delimiter, at, end)) >= 0:
        after = at + len(delimiter)
        line_end = data.find(b"\n", after, end)
        following = end if line_end < 0 else line_end + 1
        rest = data[after:following].rstrip()
        if not _starts_line(data, at, start) or rest not in (b"", b"--"):
            at = after
            continue
        if opened is not None:
            found.append((opened, max(opened, _before_break(data, at))))
            if len(found) > MAX_PARTS:
                raise MessageTooLargeError("parts", MAX_PARTS)
        if rest == b"--":
            return found
        opened = at = following
    raise MalformedMessageError("a multipart ends in the middle")


def _starts_line(data: bytes, at: int, start: int) -> bool:
    return at == start or data[at - 1] == 0x0A


def _before_break(data: bytes, at: int) -> int:
    if data[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1


def decode_base64(body: bytes) -> bytes:
    """Return what base64 lines hold; raises ``Messages.Malformed``."""
    try:
        return binascii.a2b_base64(body.translate(None, b"\r\n\t "), strict_mode=True)
    except binascii.Error as error:
        raise MalformedMessageError("its base64 is damaged") from error


def encode_base64(data: bytes) -> bytes:
    """Return base64 in lines of 76 characters with CRLF (RFC 2045 s6.8), the last line ended."""
    text = binascii.b2a_base64(data, newline=False)
    lines: list[bytes] = []
    whole = len(text) - len(text) % _LINES.size
    # struct cuts many lines in one call: a slice for each line costs twice the time.
    for cut in _LINES.iter_unpack(memoryview(text)[:whole]):
        lines += cut
    lines += [text[at : at + 76] for at in range(whole, len(text), 76)]
    lines.append(b"")
    return b"\r\n".join(lines)


def to_canonical(data: bytes) -> bytes:
    """Return text with every line ended by CRLF (RFC 8551 s3.1.1)."""
    return _LONE_FEED.sub(b"\r\n", data) if b"\n" in data else data
