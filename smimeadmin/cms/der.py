"""BER in, DER out: the part of ASN.1 that CMS needs (X.690).

Reading takes what other programs write: indefinite lengths, strings in pieces, lengths that are
not minimal. An element is a window on the bytes as they came; nothing is copied until a value is
asked for, so a signature can be checked over exactly what was received.
Writing makes DER. Large bodies travel as lists of pieces that are joined once.

Bounds: nesting, children of one element, size of a length, an integer and an OID.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from smimeadmin.cms.errors import MalformedError

MAX_DEPTH: Final = 40
MAX_CHILDREN: Final = 1_000_000
MAX_INTEGER: Final = 4096  # octets: an RSA modulus of 32,768 bits
MAX_OID: Final = 128  # octets

BOOLEAN: Final = 0x01
INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
NULL: Final = 0x05
OID: Final = 0x06
UTC_TIME: Final = 0x17
GENERALIZED_TIME: Final = 0x18
SEQUENCE: Final = 0x30
SET: Final = 0x31
CONSTRUCTED: Final = 0x20

NULL_BYTES: Final = b"\x05\x00"

Pieces = list[bytes]


def context(number: int, *, constructed: bool = True) -> int:
    """Return the identifier octet of the context tag ``[number]``."""
    return 0x80 | number | (CONSTRUCTED if constructed else 0)


# Reading


class Element:
    """One tag, length and value, as a window on the bytes received.

    ``tag`` holds the identifier octets as a number. ``start`` to ``end`` is the whole element,
    ``body`` to ``stop`` its content; they differ from the definite form by the two end octets.
    """

    __slots__ = ("_children", "body", "data", "depth", "end", "start", "stop", "tag")

    def __init__(  # noqa: PLR0917 - made for every element read: keywords cost time
        self, data: bytes, tag: int, start: int, body: int, stop: int, end: int, depth: int
    ) -> None:
        self.data = data
        self.tag = tag
        self.start = start
        self.body = body
        self.stop = stop
        self.end = end
        self.depth = depth
        self._children: list[Element] | None = None

    @property
    def raw(self) -> bytes:
        """The whole element as received."""
        return self.data[self.start : self.end]

    @property
    def content(self) -> bytes:
        """The content octets as received."""
        return self.data[self.body : self.stop]

    def error(self, what: str) -> MalformedError:
        """Return the error that something is wrong at this element."""
        return MalformedError(what, offset=self.start)

    def expect(self, tag: int, name: str) -> "Element":
        """Return the element if it has the tag, else raise."""
        if self.tag != tag:
            raise self.error(f"{name} expected, found tag 0x{self.tag:02X}")
        return self

    def children(self) -> "list[Element]":
        """Return the elements inside a constructed element."""
        if self._children is None:
            if not self.tag & CONSTRUCTED:
                raise self.error("a constructed element expected")
            found = []
            at = self.body
            while at < self.stop:
                child = _element(self.data, at, self.stop, self.depth + 1)
                found.append(child)
                at = child.end
                if len(found) > MAX_CHILDREN:
                    raise self.error("too many elements")
            self._children = found
        return self._children

    def fields(self, tag: int, name: str) -> "Fields":
        """Return the children in order, for reading a SEQUENCE field by field."""
        self.expect(tag, name)
        return Fields(self, name)

    def explicit(self) -> "Element":
        """Return the only element inside an EXPLICIT tag."""
        inner = self.children()
        if len(inner) != 1:
            raise self.error("one element expected inside an explicit tag")
        return inner[0]

    def octets(self) -> bytes:
        """Return the value of an OCTET STRING, whole or in pieces, also under an IMPLICIT tag."""
        if not self.tag & CONSTRUCTED:
            return self.content
        pieces: Pieces = []
        self._gather(pieces)
        return b"".join(pieces)

    def _gather(self, pieces: Pieces) -> None:
        for child in self.children():
            if child.tag == OCTET_STRING:
                pieces.append(child.content)
            elif child.tag == OCTET_STRING | CONSTRUCTED:
                child._gather(pieces)  # noqa: SLF001 - the same class
            else:
                raise child.error("an OCTET STRING in pieces holds something else")

    def integer(self) -> int:
        """Return the value of an INTEGER."""
        self.expect(INTEGER, "INTEGER")
        if not 0 < self.stop - self.body <= MAX_INTEGER:
            raise self.error("an INTEGER of impossible size")
        return int.from_bytes(self.content, "big", signed=True)

    def boolean(self) -> bool:
        """Return the value of a BOOLEAN."""
        self.expect(BOOLEAN, "BOOLEAN")
        if self.stop - self.body != 1:
            raise self.error("a BOOLEAN of impossible size")
        return self.data[self.body] != 0

    def oid(self) -> str:
        """Return an OBJECT IDENTIFIER in dotted form."""
        self.expect(OID, "OBJECT IDENTIFIER")
        if not 0 < self.stop - self.body <= MAX_OID:
            raise self.error("an OBJECT IDENTIFIER of impossible size")
        dotted = _dotted(self.content)
        if dotted is None:
            raise self.error("an OBJECT IDENTIFIER that ends in the middle of a number")
        return dotted

    def bits(self) -> bytes:
        """Return a BIT STRING of whole octets."""
        self.expect(BIT_STRING, "BIT STRING")
        if self.stop == self.body or self.data[self.body] != 0:
            raise self.error("a BIT STRING of whole octets expected")
        return self.data[self.body + 1 : self.stop]

    def time(self) -> datetime:
        """Return a UTCTime or GeneralizedTime, aware, in UTC (RFC 5652 s11.3, RFC 5280 4.1.2.5)."""
        try:
            text = self.content.decode("ascii")
            if self.tag == UTC_TIME:
                century = "19" if text[:2] >= "50" else "20"
                text = century + text
            elif self.tag != GENERALIZED_TIME:
                raise self.error("a time expected")
            if len(text) != 15 or text[-1] != "Z" or not text[:-1].isdigit():
                raise self.error("a time in another form than seconds in UTC")
            month, day, hour, minute, second = (int(text[i : i + 2]) for i in range(4, 14, 2))
            return datetime(int(text[:4]), month, day, hour, minute, second, tzinfo=UTC)
        except ValueError as error:
            raise MalformedError("a time that does not exist", offset=self.start) from error


class Fields:
    """The members of a SEQUENCE, taken one after the other."""

    __slots__ = ("_at", "_items", "_name", "_owner")

    def __init__(self, owner: Element, name: str) -> None:
        self._owner = owner
        self._items = owner.children()
        self._name = name
        self._at = 0

    def next(self) -> Element:
        """Return the next member, whatever it is."""
        if self._at >= len(self._items):
            raise self._owner.error(f"{self._name} ends too early")
        self._at += 1
        return self._items[self._at - 1]

    def take(self, tag: int, name: str) -> Element:
        """Return the next member, which must have the tag."""
        return self.next().expect(tag, name)

    def optional(self, *tags: int) -> Element | None:
        """Return the next member if it has one of the tags, else None."""
        if self._at < len(self._items) and self._items[self._at].tag in tags:
            return self.next()
        return None

    def rest(self) -> list[Element]:
        """Return what was not taken yet."""
        return self._items[self._at :]

    def finish(self) -> None:
        """Raise if something is left over."""
        if self._at < len(self._items):
            raise self._items[self._at].error(f"{self._name} has more members than it may have")


def parse(data: bytes) -> Element:
    """Return the one element that the bytes are; anything after it is an error."""
    element = _element(data, 0, len(data), 0)
    if element.end != len(data):
        raise MalformedError("bytes after the end of the structure", offset=element.end)
    return element


def _element(data: bytes, at: int, limit: int, depth: int) -> Element:
    """Read the element that starts at an offset and must end before the limit."""
    if depth > MAX_DEPTH:
        raise MalformedError("nested too deeply", offset=at)
    try:
        tag = data[at]
        position = at + 1
        if tag & 0x1F == 0x1F:
            tag, position = _long_tag(data, at)
        length = data[position]
        position += 1
        if length < 0x80:
            end = position + length
        elif length == 0x80:
            return _indefinite(data, tag, at, position, limit, depth)
        else:
            count = length & 0x7F
            if count > 8:
                raise MalformedError("a length that is too long", offset=at)
            if position + count > limit:
                raise MalformedError("the data ends too early", offset=at)
            length = int.from_bytes(data[position : position + count], "big")
            position += count
            end = position + length
    except IndexError as error:
        raise MalformedError("the data ends too early", offset=at) from error
    if end > limit:
        raise MalformedError("the data ends too early", offset=at)
    return Element(data, tag, at, position, end, end, depth)


def _long_tag(data: bytes, at: int) -> tuple[int, int]:
    """Read identifier octets of several bytes; return them as a number, and the next offset."""
    position = at + 1
    while data[position] & 0x80:
        position += 1
        if position - at > 4:
            raise MalformedError("a tag that is too long", offset=at)
    position += 1
    # The first octet is kept lowest, so that the bit for "constructed" stays where it is.
    return data[at] | int.from_bytes(data[at + 1 : position], "big") << 8, position


def _indefinite(  # noqa: PLR0917 - likewise
    data: bytes, tag: int, at: int, body: int, limit: int, depth: int
) -> Element:
    """Read an element without a length: its children up to two zero octets (X.690 8.1.3.6)."""
    if not tag & CONSTRUCTED:
        raise MalformedError("an indefinite length on a primitive element", offset=at)
    children = []
    position = body
    while data[position : position + 2] != b"\x00\x00":
        child = _element(data, position, limit, depth + 1)
        children.append(child)
        position = child.end
        if len(children) > MAX_CHILDREN:
            raise MalformedError("too many elements", offset=at)
    if position + 2 > limit:
        raise MalformedError("the data ends too early", offset=at)
    element = Element(data, tag, at, body, position, position + 2, depth)
    element._children = children  # noqa: SLF001 - the same module, found while looking for the end
    return element


@lru_cache(maxsize=1024)
def _dotted(content: bytes) -> str | None:
    """Decode the content of an OBJECT IDENTIFIER, or return None if it is cut off."""
    numbers = []
    value = 0
    for octet in content:
        value = value << 7 | octet & 0x7F
        if not octet & 0x80:
            numbers.append(value)
            value = 0
    if content[-1] & 0x80:
        return None
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


# Writing


def header(tag: int, length: int) -> bytes:
    """Return identifier and length octets, the length in its shortest form (X.690 10.1)."""
    if length < 0x80:
        return bytes((tag, length))
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big")


def encode(tag: int, *parts: bytes) -> bytes:
    """Return an element with the parts, joined, as its content."""
    return b"".join((header(tag, sum(map(len, parts))), *parts))


def wrap(tag: int, pieces: Sequence[bytes]) -> Pieces:
    """Return an element around pieces, still in pieces: large bodies are joined only once."""
    return [header(tag, sum(map(len, pieces))), *pieces]


def sequence(*parts: bytes) -> bytes:
    """Return a SEQUENCE of encoded parts."""
    return encode(SEQUENCE, *parts)


def set_of(parts: Iterable[bytes], tag: int = SET) -> bytes:
    """Return a SET OF encoded parts in DER's order (X.690 11.6)."""
    return encode(tag, *sorted(parts))


def integer(value: int) -> bytes:
    """Return an INTEGER."""
    size = value.bit_length() // 8 + 1 if value >= 0 else (~value).bit_length() // 8 + 1
    return encode(INTEGER, value.to_bytes(size, "big", signed=True))


def octet_string(value: bytes) -> bytes:
    """Return an OCTET STRING."""
    return encode(OCTET_STRING, value)


def bit_string(value: bytes) -> bytes:
    """Return a BIT STRING of whole octets."""
    return encode(BIT_STRING, b"\x00", value)


@lru_cache(maxsize=1024)
def oid(dotted: str) -> bytes:
    """Return an OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = map(int, dotted.split("."))
    content = bytearray()
    for number in (first * 40 + second, *rest):
        octets = [number & 0x7F]
        number >>= 7  # noqa: PLW2901 - seven bits at a time
        while number:
            octets.append(number & 0x7F | 0x80)
            number >>= 7  # noqa: PLW2901 - seven bits at a time
        content += bytes(reversed(octets))
    return encode(OID, bytes(content))


def time(value: datetime) -> bytes:
    """Return UTCTime up to 2049, GeneralizedTime after it, seconds in UTC (RFC 5652 s11.3)."""
    value = value.astimezone(UTC)
    if 1950 <= value.year < 2050:
        return encode(UTC_TIME, value.strftime("%y%m%d%H%M%SZ").encode())
    return encode(GENERALIZED_TIME, f"{value.year:04d}{value:%m%d%H%M%SZ}".encode())
