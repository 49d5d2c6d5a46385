"""ASN.1 in its distinguished encoding: tags, values, a small strict reader, the writer (X.690).

The reader works on offsets into one ``bytes`` object, so that every value can be cut out as it was
received. It takes definite lengths; ``to_definite`` brings the indefinite ones of foreign PKCS #7
into that form. ``cms.ber`` reads BER lazily on top of the same values; everything writes here.

Bounds: nesting, size of a length, an integer and an object identifier.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from smimeadmin.pki.errors import MalformedDerError

BOOLEAN = 0x01
INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
NULL = b"\x05\x00"
OID = 0x06
UTF8_STRING = 0x0C
PRINTABLE_STRING = 0x13
T61_STRING = 0x14
IA5_STRING = 0x16
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
BMP_STRING = 0x1E
SEQUENCE = 0x30
SET = 0x31
CONSTRUCTED = 0x20
TRUE = b"\x01\x01\xff"
MAX_DEPTH = 64
MAX_INTEGER = 4096  # octets: an RSA modulus of 32,768 bits
MAX_OID = 128  # octets

Pieces = list[bytes]
"""An element in pieces: a large body is joined only once."""


def context(number: int, *, constructed: bool = True) -> int:
    """Return the identifier octet of the context tag ``[number]``."""
    return 0x80 | number | (CONSTRUCTED if constructed else 0)


class Element(NamedTuple):
    """One element of ``source``: its tag, where it starts, where its content lies."""

    source: bytes
    tag: int
    start: int
    content_start: int
    end: int

    @property
    def content(self) -> bytes:
        """The content octets."""
        return self.source[self.content_start : self.end]

    @property
    def raw(self) -> bytes:
        """The whole element, as received."""
        return self.source[self.start : self.end]

    def children(self) -> list["Element"]:
        """Return the elements that the content is made of."""
        return list(_elements(self.source, self.content_start, self.end))


def read(source: bytes, offset: int = 0, end: int | None = None) -> Element:
    """Return the element that starts at ``offset`` and ends at or before ``end``."""
    limit = len(source) if end is None else end
    if offset + 2 > limit:
        raise MalformedDerError(f"The data ends at byte {limit} where an element should start.")
    tag = source[offset]
    if tag & 0x1F == 0x1F:
        raise MalformedDerError(f"The tag at byte {offset} has more than one octet.")
    length = source[offset + 1]
    content = offset + 2
    if length >= 0x80:
        length, content = long_length(source, content, limit, most=4)
    if content + length > limit:
        raise MalformedDerError(
            f"The element at byte {offset} needs {length} bytes; {limit - content} are left."
        )
    return Element(source, tag, offset, content, content + length)


def long_length(source: bytes, at: int, limit: int, *, most: int) -> tuple[int, int]:
    """Read a length of several octets whose first is just before ``at``.

    Returns the length and where the content starts; ``most`` octets may follow the first.
    """
    octets = source[at - 1] & 0x7F
    content = at + octets
    if not 1 <= octets <= most or content > limit:
        raise MalformedDerError(f"The length at byte {at - 1} can't be read.")
    return int.from_bytes(source[at:content], "big"), content


def _elements(source: bytes, start: int, end: int) -> Iterator[Element]:
    while start < end:
        element = read(source, start, end)
        yield element
        start = element.end


def read_only(source: bytes, tag: int) -> Element:
    """Return the element of that tag that ``source`` consists of, and of nothing else."""
    element = read(source)
    if element.tag != tag or element.end != len(source):
        raise MalformedDerError(
            f"The data is not one element with the tag 0x{tag:02x} and its exact length."
        )
    return element


def expect(element: Element, tag: int) -> Element:
    """Return the element if it has that tag."""
    if element.tag != tag:
        raise MalformedDerError(
            f"The element at byte {element.start} has the tag 0x{element.tag:02x}, not 0x{tag:02x}."
        )
    return element


def to_definite(source: bytes, offset: int = 0, depth: int = 0) -> tuple[bytes, int]:
    """Return the element at ``offset`` with every indefinite length made definite, and its end.

    Constructed strings stay constructed: only lengths change (X.690 8.1.3.6).
    """
    if depth > MAX_DEPTH:
        raise MalformedDerError("The data is nested too deeply.")
    if offset + 2 > len(source):
        raise MalformedDerError(f"The data ends at byte {len(source)}.")
    tag = source[offset]
    if source[offset + 1] != 0x80:
        element = read(source, offset)
        if not tag & CONSTRUCTED:
            return element.raw, element.end
        start, end = element.content_start, element.end
        parts = []
        while start < end:
            part, start = to_definite(source, start, depth + 1)
            parts.append(part)
        return encode(tag, *parts), end
    start = offset + 2
    parts = []
    while source[start : start + 2] != b"\x00\x00":
        part, start = to_definite(source, start, depth + 1)
        parts.append(part)
    return encode(tag, *parts), start + 2


@lru_cache(maxsize=2048)
def decode_oid(content: bytes) -> str:
    """Return the dotted form of an object identifier's content octets."""
    if not 0 < len(content) <= MAX_OID:
        raise MalformedDerError("An object identifier has an impossible size.")
    if content[-1] & 0x80:
        raise MalformedDerError("An object identifier is cut off.")
    arcs = []
    value = 0
    for octet in content:
        value = value << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, [first, arcs[0] - first * 40, *arcs[1:]]))


def decode_integer(element: Element) -> int:
    """Return the value of an INTEGER."""
    return integer_value(expect(element, INTEGER).content)


def integer_value(content: bytes) -> int:
    """Return the value of an INTEGER's content octets."""
    if not 0 < len(content) <= MAX_INTEGER:
        raise MalformedDerError("An integer has an impossible size.")
    return int.from_bytes(content, "big", signed=True)


def decode_boolean(element: Element) -> bool:
    """Return the value of a BOOLEAN."""
    return expect(element, BOOLEAN).content != b"\x00"


def decode_bits(element: Element) -> tuple[int, bytes]:
    """Return the count of unused bits of a BIT STRING, and its octets."""
    content = expect(element, BIT_STRING).content
    if not content or content[0] > 7:
        raise MalformedDerError(f"The bit string at byte {element.start} is malformed.")
    return content[0], content[1:]


def decode_time(element: Element) -> datetime:
    """Return the UTC time of a UTCTime or GeneralizedTime (RFC 5280 4.1.2.5).

    Some old certificates leave the seconds out.
    """
    return time_value(element.tag, element.content, element.start)


def time_value(tag: int, content: bytes, start: int) -> datetime:
    """Return the UTC time of the content of an element that starts at ``start``."""
    digits = content[:-1]
    if tag == UTC_TIME:
        digits = (b"19" if digits[:1] >= b"5" else b"20") + digits
    elif tag != GENERALIZED_TIME:
        raise MalformedDerError(f"The element at byte {start} is no time.")
    if not digits.isdigit() or len(digits) not in (12, 14) or content[-1:] != b"Z":
        raise MalformedDerError(f"The time at byte {start} can't be read.")
    month, day, hour, minute, second = (int(digits[n : n + 2] or b"0") for n in range(4, 14, 2))
    try:
        return datetime(int(digits[:4]), month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise MalformedDerError(f"The time at byte {start} does not exist.") from error


def header(tag: int, length: int) -> bytes:
    """Return identifier and length octets, the length in its shortest form (X.690 10.1)."""
    if length < 0x80:
        return bytes((tag, length))
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets


def encode(tag: int, *parts: bytes) -> bytes:
    """Return an element with the tag and the joined parts as its content."""
    return b"".join((header(tag, sum(map(len, parts))), *parts))


def wrap(tag: int, pieces: Sequence[bytes]) -> Pieces:
    """Return an element around pieces, still in pieces."""
    return [header(tag, sum(map(len, pieces))), *pieces]


def sequence(*parts: bytes) -> bytes:
    """Return a SEQUENCE."""
    return encode(SEQUENCE, *parts)


def set_of(*parts: bytes, tag: int = SET) -> bytes:
    """Return a SET OF, its parts in the order that DER demands (X.690 11.6)."""
    return encode(tag, *sorted(parts))


def integer(value: int) -> bytes:
    """Return an INTEGER in the fewest octets (X.690 8.3.2)."""
    bits = (value if value >= 0 else ~value).bit_length()
    return encode(INTEGER, value.to_bytes(bits // 8 + 1, "big", signed=True))


def octet_string(value: bytes) -> bytes:
    """Return an OCTET STRING."""
    return encode(OCTET_STRING, value)


def bit_string(value: bytes, unused: int = 0) -> bytes:
    """Return a BIT STRING whose last ``unused`` bits don't count."""
    return encode(BIT_STRING, bytes((unused,)), value)


def named_bits(bits: int) -> bytes:
    """Return a named BIT STRING: bit n of ``bits`` is the name n, trailing zeros dropped."""
    count = bits.bit_length()
    octets = (count + 7) // 8
    value = sum(1 << (octets * 8 - 1 - n) for n in range(count) if bits >> n & 1)
    return bit_string(value.to_bytes(octets, "big"), octets * 8 - count)


@lru_cache(maxsize=512)
def oid(dotted: str) -> bytes:
    """Return an OBJECT IDENTIFIER."""
    arcs = [int(arc) for arc in dotted.split(".")]
    if len(arcs) < 2 or arcs[0] > 2 or (arcs[0] < 2 and arcs[1] > 39):
        raise MalformedDerError(f"'{dotted}' is no object identifier.")
    content = bytearray()
    for arc in [arcs[0] * 40 + arcs[1], *arcs[2:]]:
        octets = [arc & 0x7F]
        while arc := arc >> 7:
            octets.append(0x80 | arc & 0x7F)
        content += bytes(reversed(octets))
    return encode(OID, bytes(content))


def time(value: datetime) -> bytes:
    """Return a Time: UTCTime up to 2049, GeneralizedTime from then on (RFC 5280 4.1.2.5)."""
    value = value.astimezone(UTC)
    if 1950 <= value.year < 2050:
        return encode(UTC_TIME, f"{value:%y%m%d%H%M%SZ}".encode())
    return encode(GENERALIZED_TIME, f"{value.year:04d}{value:%m%d%H%M%SZ}".encode())
