"""BER in: what foreign CMS needs beyond ``pki.der``, which has the values and the writer (X.690).

Other programs write indefinite lengths, strings in pieces, lengths that are not minimal. An
element is a window on the bytes as they came; nothing is copied until a value is asked for, so a
signature can be checked over exactly what was received.

Bounds: nesting, children of one element, and those of ``pki.der``.
"""

from datetime import datetime
from typing import Final

from smimeadmin.cms.errors import MalformedError
from smimeadmin.pki.der import (
    BIT_STRING,
    BOOLEAN,
    CONSTRUCTED,
    GENERALIZED_TIME,
    INTEGER,
    OCTET_STRING,
    OID,
    UTC_TIME,
    Pieces,
    decode_oid,
    integer_value,
    long_length,
    time_value,
)
from smimeadmin.pki.errors import MalformedDerError

MAX_DEPTH: Final = 40
MAX_CHILDREN: Final = 1_000_000

_TIME_SIZES: Final = {UTC_TIME: 13, GENERALIZED_TIME: 15}


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
        try:
            return integer_value(self.content)
        except MalformedDerError as error:
            raise self.error("an INTEGER of impossible size") from error

    def boolean(self) -> bool:
        """Return the value of a BOOLEAN."""
        self.expect(BOOLEAN, "BOOLEAN")
        if self.stop - self.body != 1:
            raise self.error("a BOOLEAN of impossible size")
        return self.data[self.body] != 0

    def oid(self) -> str:
        """Return an OBJECT IDENTIFIER in dotted form."""
        self.expect(OID, "OBJECT IDENTIFIER")
        try:
            return decode_oid(self.content)
        except MalformedDerError as error:
            raise self.error("an OBJECT IDENTIFIER of impossible size, or cut off") from error

    def bits(self) -> bytes:
        """Return a BIT STRING of whole octets."""
        self.expect(BIT_STRING, "BIT STRING")
        if self.stop == self.body or self.data[self.body] != 0:
            raise self.error("a BIT STRING of whole octets expected")
        return self.data[self.body + 1 : self.stop]

    def time(self) -> datetime:
        """Return a UTCTime or GeneralizedTime, aware, in UTC (RFC 5652 s11.3, RFC 5280 4.1.2.5)."""
        if self.tag not in _TIME_SIZES:
            raise self.error("a time expected")
        if self.stop - self.body != _TIME_SIZES[self.tag]:
            raise self.error("a time in another form than seconds in UTC")
        try:
            return time_value(self.tag, self.content, self.start)
        except MalformedDerError as error:
            raise self.error("a time that does not exist") from error


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
            length, position = long_length(data, position, limit, most=8)
            end = position + length
    except IndexError as error:
        raise MalformedError("the data ends too early", offset=at) from error
    except MalformedDerError as error:
        raise MalformedError("a length that is too long or cut off", offset=at) from error
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
