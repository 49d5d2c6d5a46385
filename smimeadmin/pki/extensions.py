"""The certificate extensions that S/MIME lives on, read and written (RFC 5280 4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag

from smimeadmin.pki import der
from smimeadmin.pki.authority_errors import InvalidAddressError
from smimeadmin.pki.der import Element
from smimeadmin.pki.errors import MalformedDerError

SUBJECT_KEY_IDENTIFIER = "2.5.29.14"
KEY_USAGE = "2.5.29.15"
SUBJECT_ALTERNATIVE_NAME = "2.5.29.17"
BASIC_CONSTRAINTS = "2.5.29.19"
NAME_CONSTRAINTS = "2.5.29.30"
CRL_DISTRIBUTION_POINTS = "2.5.29.31"
CERTIFICATE_POLICIES = "2.5.29.32"
AUTHORITY_KEY_IDENTIFIER = "2.5.29.35"
EXTENDED_KEY_USAGE = "2.5.29.37"
AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1"

EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4"
ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0"
SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9"  # RFC 9598
USER_PRINCIPAL_NAME = "1.3.6.1.4.1.311.20.2.3"
_CA_ISSUERS = "1.3.6.1.5.5.7.48.2"

# GeneralName (RFC 5280 4.2.1.6): context tags as they stand in DER.
OTHER_NAME = 0xA0
RFC822_NAME = 0x81
DNS_NAME = 0x82
DIRECTORY_NAME = 0xA4
URI = 0x86


class KeyUsage(IntFlag):
    """What a key may do. The bit numbers are those of RFC 5280 4.2.1.3."""

    DIGITAL_SIGNATURE = 1
    NON_REPUDIATION = 2
    KEY_ENCIPHERMENT = 4
    DATA_ENCIPHERMENT = 8
    KEY_AGREEMENT = 16
    KEY_CERT_SIGN = 32
    CRL_SIGN = 64
    ENCIPHER_ONLY = 128
    DECIPHER_ONLY = 256


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension: its object identifier, whether it is critical, and its DER value."""

    oid: str
    critical: bool
    value: bytes

    def build(self) -> bytes:
        """Return the extension's DER."""
        critical = der.TRUE if self.critical else b""
        return der.sequence(der.oid(self.oid), critical, der.octet_string(self.value))


@dataclass(frozen=True, slots=True)
class BasicConstraints:
    """Whether the subject is an authority, and how many may stand below it."""

    is_ca: bool
    path_length: int | None = None


@dataclass(frozen=True, slots=True)
class GeneralName:
    """A name of one of the kinds of RFC 5280 4.2.1.6: its DER tag and its content octets."""

    tag: int
    content: bytes


def parse_extensions(sequence: Element) -> dict[str, Extension]:
    """Return the extensions by object identifier; one that comes twice is an error."""
    found: dict[str, Extension] = {}
    for element in der.expect(sequence, der.SEQUENCE).children():
        parts = der.expect(element, der.SEQUENCE).children()
        if len(parts) not in (2, 3):
            raise MalformedDerError(f"The extension at byte {element.start} is malformed.")
        oid = der.decode_oid(der.expect(parts[0], der.OID).content)
        if oid in found:
            raise MalformedDerError(f"The extension {oid} stands twice in one certificate.")
        critical = len(parts) == 3 and der.decode_boolean(parts[1])
        found[oid] = Extension(oid, critical, der.expect(parts[-1], der.OCTET_STRING).content)
    return found


def parse_basic_constraints(value: bytes) -> BasicConstraints:
    """Return the value of a basicConstraints extension."""
    parts = der.read_only(value, der.SEQUENCE).children()
    is_ca = bool(parts) and parts[0].tag == der.BOOLEAN and der.decode_boolean(parts[0])
    length = next((der.decode_integer(part) for part in parts if part.tag == der.INTEGER), None)
    return BasicConstraints(is_ca, length)


def parse_key_usage(value: bytes) -> KeyUsage:
    """Return the value of a keyUsage extension."""
    _, octets = der.decode_bits(der.read_only(value, der.BIT_STRING))
    bits = 0
    for number in range(min(len(octets) * 8, 9)):
        if octets[number // 8] & 0x80 >> number % 8:
            bits |= 1 << number
    return KeyUsage(bits)


def parse_oids(value: bytes) -> tuple[str, ...]:
    """Return the value of an extKeyUsage extension."""
    children = der.read_only(value, der.SEQUENCE).children()
    return tuple(der.decode_oid(der.expect(child, der.OID).content) for child in children)


def parse_general_names(value: bytes) -> tuple[GeneralName, ...]:
    """Return the value of a subjectAltName extension."""
    children = der.read_only(value, der.SEQUENCE).children()
    return tuple(GeneralName(child.tag, child.content) for child in children)


def parse_subject_key_identifier(value: bytes) -> bytes:
    """Return the value of a subjectKeyIdentifier extension."""
    return der.read_only(value, der.OCTET_STRING).content


def parse_authority_key_identifier(value: bytes) -> bytes | None:
    """Return the keyIdentifier of an authorityKeyIdentifier extension, if it has one."""
    children = der.read_only(value, der.SEQUENCE).children()
    return next((child.content for child in children if child.tag == 0x80), None)


def other_name_text(name: GeneralName, oid: str) -> str | None:
    """Return the text of an otherName of that kind, or None for another name."""
    if name.tag != OTHER_NAME:
        return None
    kind = der.read(name.content)
    if kind.tag != der.OID or der.decode_oid(kind.content) != oid:
        return None
    value = der.read(der.read(name.content, kind.end).content)
    return value.content.decode("utf-8", "replace")


def parse_uris(value: bytes) -> tuple[str, ...]:
    """Return every URI in a cRLDistributionPoints or authorityInfoAccess extension."""
    found: list[str] = []
    pending = der.read_only(value, der.SEQUENCE).children()
    while pending:
        element = pending.pop(0)
        if element.tag == URI:
            found.append(element.content.decode("ascii", "replace"))
        elif element.tag & 0x20:
            pending = element.children() + pending
    return tuple(found)


def build_basic_constraints(*, is_ca: bool, path_length: int | None = None) -> Extension:
    """Return a critical basicConstraints extension."""
    length = b"" if path_length is None else der.integer(path_length)
    value = der.sequence(der.TRUE if is_ca else b"", length)
    return Extension(BASIC_CONSTRAINTS, critical=True, value=value)


def build_key_usage(usage: KeyUsage) -> Extension:
    """Return a critical keyUsage extension."""
    return Extension(KEY_USAGE, critical=True, value=der.named_bits(int(usage)))


def build_extended_key_usage(*oids: str) -> Extension:
    """Return an extKeyUsage extension."""
    value = der.sequence(*(der.oid(oid) for oid in oids))
    return Extension(EXTENDED_KEY_USAGE, critical=False, value=value)


def build_subject_key_identifier(identifier: bytes) -> Extension:
    """Return a subjectKeyIdentifier extension."""
    value = der.octet_string(identifier)
    return Extension(SUBJECT_KEY_IDENTIFIER, critical=False, value=value)


def build_authority_key_identifier(identifier: bytes) -> Extension:
    """Return an authorityKeyIdentifier extension that has a keyIdentifier only."""
    value = der.sequence(der.encode(0x80, identifier))
    return Extension(AUTHORITY_KEY_IDENTIFIER, critical=False, value=value)


def build_addresses(addresses: Iterable[str]) -> Extension:
    """Return a subjectAltName extension with the addresses in their exact case.

    An address whose local part is not ASCII becomes a SmtpUTF8Mailbox (RFC 9598 s3); a domain that
    is not ASCII is written in its ASCII form. Raises ``InvalidAddressError``.
    """
    value = der.sequence(*(_build_address(address) for address in addresses))
    return Extension(SUBJECT_ALTERNATIVE_NAME, critical=False, value=value)


def _build_address(address: str) -> bytes:
    text = certified_form(address)
    if text.isascii():
        return der.encode(RFC822_NAME, text.encode("ascii"))
    mailbox = der.encode(der.UTF8_STRING, text.encode())
    return der.encode(OTHER_NAME, der.oid(SMTP_UTF8_MAILBOX), der.encode(0xA0, mailbox))


def certified_form(address: str) -> str:
    """Return an address as a certificate holds it: its domain in ASCII if its local part is."""
    local, domain = split_address(address)
    return f"{local}@{ascii_domain(domain)}" if local.isascii() else address


def ascii_domain(domain: str) -> str:
    """Return a domain in its ASCII form; one that is ASCII already stays as it is typed."""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise InvalidAddressError(domain, "its domain has no ASCII form") from error


def split_address(address: str) -> tuple[str, str]:
    """Return the local part and the domain of an address, or raise ``InvalidAddressError``."""
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise InvalidAddressError(address, "it is not of the form name@domain")
    if any(character.isspace() or not character.isprintable() for character in address):
        raise InvalidAddressError(address, "it holds a space or a control character")
    if not local.startswith('"') and any(character in local for character in '@,;<>()[]\\"'):
        raise InvalidAddressError(address, "it holds a character that must be quoted")
    if not all(domain.split(".")):
        raise InvalidAddressError(address, "a part of its domain is empty")
    return local, domain


def build_distribution_points(uris: Iterable[str]) -> Extension:
    """Return a cRLDistributionPoints extension with one point that has all URIs."""
    names = b"".join(der.encode(URI, uri.encode("ascii")) for uri in uris)
    value = der.sequence(der.sequence(der.encode(0xA0, der.encode(0xA0, names))))
    return Extension(CRL_DISTRIBUTION_POINTS, critical=False, value=value)


def build_issuer_locations(uris: Iterable[str]) -> Extension:
    """Return an authorityInfoAccess extension that tells where the issuer's certificate is."""
    descriptions = (
        der.sequence(der.oid(_CA_ISSUERS), der.encode(URI, uri.encode("ascii"))) for uri in uris
    )
    return Extension(
        AUTHORITY_INFORMATION_ACCESS, critical=False, value=der.sequence(*descriptions)
    )
