"""Distinguished names, spelt as .NET spells them, and compared as RFC 5280 compares them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from smimeadmin.pki import der
from smimeadmin.pki.der import Element
from smimeadmin.pki.errors import InvalidNameError, MalformedDerError

COMMON_NAME = "2.5.4.3"
EMAIL = "1.2.840.113549.1.9.1"
_LABELS = {
    COMMON_NAME: "CN",
    "2.5.4.4": "SN",
    "2.5.4.5": "SERIALNUMBER",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "S",
    "2.5.4.9": "STREET",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "2.5.4.12": "T",
    "2.5.4.42": "G",
    "2.5.4.43": "I",
    "2.5.4.46": "dnQualifier",
    EMAIL: "E",
    "0.9.2342.19200300.100.1.25": "DC",
}
_KEYS = {
    "CN": COMMON_NAME,
    "C": "2.5.4.6",
    "L": "2.5.4.7",
    "S": "2.5.4.8",
    "ST": "2.5.4.8",
    "STREET": "2.5.4.9",
    "O": "2.5.4.10",
    "OU": "2.5.4.11",
    "T": "2.5.4.12",
    "G": "2.5.4.42",
    "GN": "2.5.4.42",
    "SN": "2.5.4.4",
    "SERIALNUMBER": "2.5.4.5",
    "POSTALCODE": "2.5.4.17",
    "I": "2.5.4.43",
    "E": EMAIL,
    "DC": "0.9.2342.19200300.100.1.25",
    "UID": "0.9.2342.19200300.100.1.1",
}
_CODECS = {
    der.UTF8_STRING: "utf-8",
    der.PRINTABLE_STRING: "latin-1",
    der.T61_STRING: "latin-1",
    der.IA5_STRING: "latin-1",
    der.BMP_STRING: "utf-16-be",
    0x12: "latin-1",  # NumericString
    0x1A: "latin-1",  # VisibleString
}
_QUOTED = frozenset(',+="\n<>#;')
_PRINTABLE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?")


def _text(value: Element) -> str | None:
    codec = _CODECS.get(value.tag)
    if codec is None:
        return None
    try:
        return value.content.decode(codec)
    except UnicodeDecodeError:
        return None


def _attributes(name: bytes) -> Iterator[list[tuple[str, Element]]]:
    """Yield the attributes (object identifier and value) of each RDN, in DER order."""
    for rdn in der.read_only(name, der.SEQUENCE).children():
        yield _of_rdn(rdn)


def _of_rdn(rdn: Element) -> list[tuple[str, Element]]:
    attributes = []
    for pair in der.expect(rdn, der.SET).children():
        parts = der.expect(pair, der.SEQUENCE).children()
        if len(parts) != 2:
            raise MalformedDerError(f"The attribute at byte {pair.start} is not a pair.")
        attributes.append((der.decode_oid(der.expect(parts[0], der.OID).content), parts[1]))
    return attributes


def rdn_texts(rdn: Element) -> tuple[tuple[str, str | None], ...]:
    """Return object identifier and text (None: it is no text) of each attribute of an RDN."""
    return tuple((oid, _text(value)) for oid, value in _of_rdn(rdn))


def _format_value(value: Element, *, quotes: bool = True) -> str:
    text = _text(value)
    if text is None:
        return f"#{value.raw.hex().upper()}"
    if quotes and (not text or text[0] == " " or text[-1] == " " or not _QUOTED.isdisjoint(text)):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _format_rdn(
    attributes: list[tuple[str, Element]], *, quotes: bool = True, joint: str = " + "
) -> str:
    return joint.join(
        f"{_LABELS.get(key, f'OID.{key}')}={_format_value(value, quotes=quotes)}"
        for key, value in attributes
    )


def format_name(name: bytes) -> str:
    """Return the text of a DER name, its last RDN first, as X500DistinguishedName.Name has it."""
    return ", ".join(reversed([_format_rdn(rdn) for rdn in _attributes(name)]))


def format_name_with(
    name: bytes, *, separator: str, reverse: bool, quotes: bool, joint: str
) -> str:
    """Return the text of a DER name as X500DistinguishedNameFlags want it.

    ``reverse``: the last RDN first; ``joint`` stands between the attributes of one RDN.
    """
    found = [_format_rdn(rdn, quotes=quotes, joint=joint) for rdn in _attributes(name)]
    return separator.join(reversed(found) if reverse else found)


def format_lines(name: bytes) -> str:
    """Return one line for each RDN, in DER order, as X500DistinguishedName.Format(true) has it."""
    return "".join(f"{_format_rdn(rdn)}\n" for rdn in _attributes(name))


def parse_name(text: str, *, separators: str = ",;", reverse: bool = True) -> bytes:
    """Return the DER of a name that is typed as in .NET: the last RDN comes first in DER.

    Without ``reverse`` the DER has the order of the text. Raises ``InvalidNameError``.
    """
    parts = _split(text, separators)
    if parts and not parts[-1].strip():
        parts.pop()
    rdns = [_parse_rdn(part, text) for part in parts]
    return der.sequence(*(reversed(rdns) if reverse else rdns))


@lru_cache(maxsize=4)
def _part(separators: str) -> re.Pattern[str]:
    """Return the pattern of a part: KEY= and a value in quotes, or anything up to a separator.

    Inside the quotes two are one.
    """
    cut = f"[{re.escape(separators)}]"
    return re.compile(
        rf'\s*[^="{re.escape(separators)}]*=\s*"(?:[^"]|"")*"\s*(?={cut}|$)|[^{cut[1:]}*'
    )


def _split(text: str, separators: str) -> list[str]:
    """Cut at the separators outside quotes; quotes stay in the parts."""
    parts = []
    offset = 0
    pattern = _part(separators)
    while True:
        match = pattern.match(text, offset)
        part = match.group() if match else ""
        if re.match(r'[^=]*=\s*"', part) and not part.rstrip().endswith('"'):
            raise InvalidNameError(text, "a quote is not closed")
        parts.append(part)
        offset += len(part)
        if offset >= len(text):
            return parts
        offset += 1  # the separator


def _parse_rdn(part: str, text: str) -> bytes:
    key, equals, value = part.partition("=")
    key = key.strip()
    if not equals or not key:
        raise InvalidNameError(text, f"'{part.strip()}' is not KEY=value")
    dotted = _oid_of(key)
    if dotted is None:
        raise InvalidNameError(text, f"'{key}' is not a known key")
    return build_rdn(dotted, _unquote(value.strip(), text), text)


def _oid_of(key: str) -> str | None:
    if dotted := _KEYS.get(key.upper()):
        return dotted
    numbers = key[4:] if key[:4].upper() == "OID." else key
    try:
        der.oid(numbers)
    except (ValueError, MalformedDerError):
        return None
    return numbers


def _unquote(value: str, text: str) -> str:
    if not value.startswith('"'):
        return value
    inner = value[1:-1]
    if len(value) < 2 or not value.endswith('"') or '"' in inner.replace('""', ""):
        raise InvalidNameError(text, f"{value} is quoted wrongly")
    return inner.replace('""', '"')


def build_rdn(dotted: str, value: str, text: str | None = None) -> bytes:
    """Return an RDN of one attribute: E is IA5String, others PrintableString or UTF8String."""
    try:
        if dotted == EMAIL:
            encoded = der.encode(der.IA5_STRING, value.encode("ascii"))
        elif _PRINTABLE.issuperset(value):
            encoded = der.encode(der.PRINTABLE_STRING, value.encode("ascii"))
        else:
            encoded = der.encode(der.UTF8_STRING, value.encode())
    except UnicodeEncodeError as error:
        reason = f"'{value}' holds a character that its kind of value can't hold"
        raise InvalidNameError(text or value, reason) from error
    return der.set_of(der.sequence(der.oid(dotted), encoded))


def attribute_values(name: bytes, dotted: str) -> tuple[str, ...]:
    """Return the texts of all attributes of one kind, in DER order."""
    return tuple(
        text
        for rdn in _attributes(name)
        for key, value in rdn
        if key == dotted and (text := _text(value)) is not None
    )


def simple_name(name: bytes) -> str:
    """Return what a person calls the owner of a name: CN, else OU, O or E; else an empty text."""
    for oid in (COMMON_NAME, "2.5.4.11", "2.5.4.10", EMAIL):
        if values := attribute_values(name, oid):
            return values[-1]
    return ""


@lru_cache(maxsize=4096)
def comparable(name: bytes) -> tuple[frozenset[tuple[str, str]], ...]:
    """Return a key that is equal for names that RFC 5280 7.1 calls the same.

    Strings are compared without regard to case, to their ASN.1 kind, and to how many spaces stand
    where one does; values that are no text by their bytes.
    """
    return tuple(
        frozenset((key, _comparable_value(value)) for key, value in rdn)
        for rdn in _attributes(name)
    )


def _comparable_value(value: Element) -> str:
    text = _text(value)
    if text is None:
        return f"#{value.raw.hex()}"
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
