"""What SignedData and EnvelopedData share: ContentInfo, attributes, names of certificates.

RFC 5652 s3 (ContentInfo), s10.2.4 (IssuerAndSerialNumber), s5.3 (Attribute).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from smimeadmin.cms.ber import Element, parse
from smimeadmin.cms.errors import MalformedError, UnsuitableKeyError
from smimeadmin.pki import der
from smimeadmin.pki.der import Pieces

DATA: Final = "1.2.840.113549.1.7.1"
SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
ENVELOPED_DATA: Final = "1.2.840.113549.1.7.3"
COMPRESSED_DATA: Final = "1.2.840.113549.1.9.16.1.9"
AUTH_ENVELOPED_DATA: Final = "1.2.840.113549.1.9.16.1.23"

CONTENT_NAMES: Final = {
    DATA: "Data",
    SIGNED_DATA: "SignedData",
    ENVELOPED_DATA: "EnvelopedData",
    COMPRESSED_DATA: "CompressedData",
    AUTH_ENVELOPED_DATA: "AuthEnvelopedData",
}

_SUBJECT_KEY_IDENTIFIER: Final = "2.5.29.14"

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


def open_content_info(data: bytes) -> tuple[str, Element]:
    """Return the content type and the content of a ContentInfo (RFC 5652 s3)."""
    fields = parse(data).fields(der.SEQUENCE, "ContentInfo")
    content_type = fields.next().oid()
    content = fields.take(der.context(0), "content").explicit()
    fields.finish()
    return content_type, content


def content_type_of(data: bytes) -> str:
    """Return the content type of a ContentInfo as a dotted OID."""
    return open_content_info(data)[0]


def build_content_info(content_type: str, content: Sequence[bytes]) -> Pieces:
    """Return a ContentInfo around the pieces of its content."""
    return der.wrap(der.SEQUENCE, [der.oid(content_type), *der.wrap(der.context(0), content)])


@dataclass(frozen=True, slots=True)
class IssuerAndSerial:
    """Names a certificate by its issuer (the DER of the Name) and serial number."""

    issuer: bytes
    serial: int

    def __str__(self) -> str:
        return f"serial number {_hex_serial(self.serial)}"


@dataclass(frozen=True, slots=True)
class KeyIdentifier:
    """Names a certificate by the value of its subjectKeyIdentifier."""

    value: bytes

    def __str__(self) -> str:
        return f"key identifier {self.value.hex().upper()}"


CertificateId = IssuerAndSerial | KeyIdentifier


def _hex_serial(serial: int) -> str:
    size = max(1, (serial.bit_length() + 8) // 8)
    return serial.to_bytes(size, "big", signed=True).hex().upper()


def parse_issuer_and_serial(element: Element, tag: int = der.SEQUENCE) -> IssuerAndSerial:
    """Read an IssuerAndSerialNumber (RFC 5652 s10.2.4)."""
    fields = element.fields(tag, "IssuerAndSerialNumber")
    issuer = fields.take(der.SEQUENCE, "issuer").raw
    serial = fields.take(der.INTEGER, "serialNumber").integer()
    fields.finish()
    return IssuerAndSerial(issuer, serial)


@dataclass(frozen=True, slots=True)
class CertificateFields:
    """The parts of a certificate (RFC 5280 s4.1) that CMS refers to, each as encoded."""

    raw: bytes
    issuer: bytes
    serial: int
    subject: bytes
    public_key_info: bytes
    key_identifier: bytes | None

    @property
    def issuer_and_serial(self) -> bytes:
        """The IssuerAndSerialNumber that names this certificate."""
        return der.sequence(self.issuer, der.integer(self.serial))

    def is_named_by(self, identifier: CertificateId) -> bool:
        """Whether an identifier of a CMS structure means this certificate."""
        if isinstance(identifier, IssuerAndSerial):
            return self.serial == identifier.serial and self.issuer == identifier.issuer
        if self.key_identifier is not None:
            return self.key_identifier == identifier.value
        # RFC 5280 s4.2.1.2 (1): what writers take where the extension is absent.
        key = parse(self.public_key_info).fields(der.SEQUENCE, "SubjectPublicKeyInfo")
        key.next()
        bits = key.take(der.BIT_STRING, "subjectPublicKey").bits()
        return hashlib.sha1(bits, usedforsecurity=False).digest() == identifier.value

    def public_key(self) -> PublicKey:
        """Return the RSA or EC key; raise ``UnsuitableKeyError`` for any other."""
        return _load_public_key(self.public_key_info)


@lru_cache(maxsize=256)
def _load_public_key(info: bytes) -> PublicKey:
    try:
        key = load_der_public_key(info)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnsuitableKeyError("The certificate's public key can't be read") from error
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise UnsuitableKeyError("The certificate's key is neither RSA nor elliptic curve")
    return key


@lru_cache(maxsize=256)
def parse_certificate(data: bytes) -> CertificateFields:
    """Read the parts of a DER certificate that CMS refers to; nothing is verified."""
    fields = parse(data).fields(der.SEQUENCE, "Certificate")
    to_be_signed = fields.take(der.SEQUENCE, "tbsCertificate").fields(
        der.SEQUENCE, "tbsCertificate"
    )
    to_be_signed.optional(der.context(0))
    serial = to_be_signed.take(der.INTEGER, "serialNumber").integer()
    to_be_signed.take(der.SEQUENCE, "signature")
    issuer = to_be_signed.take(der.SEQUENCE, "issuer").raw
    to_be_signed.take(der.SEQUENCE, "validity")
    subject = to_be_signed.take(der.SEQUENCE, "subject").raw
    key_info = to_be_signed.take(der.SEQUENCE, "subjectPublicKeyInfo").raw
    return CertificateFields(
        data, issuer, serial, subject, key_info, _key_identifier(to_be_signed.rest())
    )


def is_named(certificate: bytes, identifier: CertificateId) -> bool:
    """Whether an identifier means a certificate (DER); one that is damaged is never meant."""
    try:
        return parse_certificate(certificate).is_named_by(identifier)
    except MalformedError:
        return False


def _key_identifier(rest: list[Element]) -> bytes | None:
    for element in rest:
        if element.tag != der.context(3):
            continue
        for extension in element.explicit().expect(der.SEQUENCE, "Extensions").children():
            members = extension.fields(der.SEQUENCE, "Extension")
            if members.next().oid() == _SUBJECT_KEY_IDENTIFIER:
                members.optional(der.BOOLEAN)
                value = members.take(der.OCTET_STRING, "extnValue").content
                return parse(value).expect(der.OCTET_STRING, "KeyIdentifier").content
    return None


def parse_attributes(element: Element) -> dict[str, list[Element]]:
    """Read SET OF Attribute: OID to values; an OID that comes twice is an error (RFC 5652 s5.3)."""
    found: dict[str, list[Element]] = {}
    for attribute in element.children():
        fields = attribute.fields(der.SEQUENCE, "Attribute")
        oid = fields.next().oid()
        if oid in found:
            raise attribute.error(f"the attribute {oid} comes twice")
        found[oid] = fields.take(der.SET, "attrValues").children()
        fields.finish()
    return found


def build_attribute(oid: str, value: bytes) -> bytes:
    """Return an Attribute with one value."""
    return der.sequence(der.oid(oid), der.encode(der.SET, value))


def distinct(certificates: Iterable[bytes]) -> list[bytes]:
    """Return certificates in their order, each once."""
    return list(dict.fromkeys(certificates))
