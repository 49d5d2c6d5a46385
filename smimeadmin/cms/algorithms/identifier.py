"""AlgorithmIdentifier (RFC 5280 4.1.1.2): an OID and what it needs to be complete."""

from dataclasses import dataclass

from smimeadmin.cms.ber import Element
from smimeadmin.pki import der


@dataclass(frozen=True, slots=True)
class AlgorithmIdentifier:
    """An OID in dotted form, the parameters as an element, and the bytes as received."""

    oid: str
    parameters: Element | None
    raw: bytes


def parse_algorithm(element: Element, tag: int = der.SEQUENCE) -> AlgorithmIdentifier:
    """Read an AlgorithmIdentifier, under its own tag or an IMPLICIT one."""
    fields = element.fields(tag, "AlgorithmIdentifier")
    oid = fields.next().oid()
    rest = fields.rest()
    if len(rest) > 1:
        raise element.error("an AlgorithmIdentifier with more than two members")
    return AlgorithmIdentifier(oid, rest[0] if rest else None, element.raw)


def build_algorithm(oid: str, parameters: bytes = b"") -> bytes:
    """Return an AlgorithmIdentifier; without parameters they are absent, not NULL."""
    return der.sequence(der.oid(oid), parameters)
