"""Signed attributes: what S/MIME adds to a signature, built and read.

RFC 5652 s11 (contentType, messageDigest, signingTime), RFC 8551 s2.5 (SMIMECapabilities,
encryption key preference), RFC 5035 (signing certificate). Outlook has its own OID for the
encryption key preference; its value is a bare IssuerAndSerialNumber.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from smimeadmin.cms.algorithms import DIGESTS, Digest, aes_cbc, digests
from smimeadmin.cms.algorithms.identifier import parse_algorithm
from smimeadmin.cms.ber import Element
from smimeadmin.cms.errors import SignatureInvalidError, UnsupportedAlgorithmError
from smimeadmin.cms.structure import (
    CertificateFields,
    CertificateId,
    KeyIdentifier,
    build_attribute,
    parse_issuer_and_serial,
)
from smimeadmin.pki import der

CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
SIGNING_TIME: Final = "1.2.840.113549.1.9.5"
CAPABILITIES: Final = "1.2.840.113549.1.9.15"
SIGNING_CERTIFICATE: Final = "1.2.840.113549.1.9.16.2.12"
SIGNING_CERTIFICATE_V2: Final = "1.2.840.113549.1.9.16.2.47"
ENCRYPTION_KEY_PREFERENCE: Final = "1.2.840.113549.1.9.16.2.11"
MICROSOFT_KEY_PREFERENCE: Final = "1.3.6.1.4.1.311.16.4"

Attributes = dict[str, list[Element]]

# What this product reads best, strongest first (RFC 8551 s2.5.2).
OUR_CAPABILITIES: Final = (aes_cbc.AES256.oid, aes_cbc.AES192.oid, aes_cbc.AES128.oid)


# Building


def build_signed_attributes(
    content_type: str,
    content_digest: bytes,
    digest: Digest,
    signer: CertificateFields,
    *,
    signing_time: datetime,
    encryption_certificate: CertificateFields | None,
) -> list[bytes]:
    """Return the attributes of a signature, each encoded, in no particular order."""
    attributes = [
        build_attribute(CONTENT_TYPE, der.oid(content_type)),
        build_attribute(SIGNING_TIME, der.time(signing_time)),
        build_attribute(MESSAGE_DIGEST, der.octet_string(content_digest)),
        build_attribute(CAPABILITIES, build_capabilities(OUR_CAPABILITIES)),
        build_attribute(SIGNING_CERTIFICATE_V2, _signing_certificate(signer, digest)),
    ]
    if encryption_certificate is not None:
        preferred = encryption_certificate.issuer_and_serial
        implicit = der.context(0).to_bytes() + preferred[1:]
        attributes.append(build_attribute(ENCRYPTION_KEY_PREFERENCE, implicit))
        attributes.append(build_attribute(MICROSOFT_KEY_PREFERENCE, preferred))
    return attributes


def build_capabilities(oids: Sequence[str]) -> bytes:
    """Return SMIMECapabilities without parameters (RFC 8551 s2.5.2)."""
    return der.sequence(*(der.sequence(der.oid(oid)) for oid in oids))


def _signing_certificate(signer: CertificateFields, digest: Digest) -> bytes:
    """Return SigningCertificateV2 (RFC 5035 s3); SHA-256 is the default and then left out."""
    algorithm = b"" if digest is digests.SHA256 else digest.identifier()
    hashed = der.octet_string(digest.digest(signer.raw))
    issuer = der.sequence(der.encode(der.context(4), signer.issuer))
    identifier = der.sequence(algorithm, hashed, der.sequence(issuer, der.integer(signer.serial)))
    return der.sequence(der.sequence(identifier))


# Reading


def single(attributes: Attributes, oid: str) -> Element | None:
    """Return the value of an attribute that must have exactly one, None if it is absent."""
    values = attributes.get(oid)
    if values is None:
        return None
    if len(values) != 1:
        raise SignatureInvalidError(f"the signed attribute {oid} does not have one value")
    return values[0]


def signing_time_of(attributes: Attributes) -> datetime | None:
    """Return the time the signer claims, in UTC."""
    value = single(attributes, SIGNING_TIME)
    return None if value is None else value.time()


def capabilities_of(attributes: Attributes) -> tuple[str, ...]:
    """Return the OIDs of SMIMECapabilities in the signer's order of preference."""
    value = single(attributes, CAPABILITIES)
    if value is None:
        return ()
    members = value.expect(der.SEQUENCE, "SMIMECapabilities").children()
    return tuple(m.fields(der.SEQUENCE, "SMIMECapability").next().oid() for m in members)


def preferred_certificate_of(attributes: Attributes) -> CertificateId | None:
    """Return which certificate the signer wants to be encrypted to, by either attribute."""
    value = single(attributes, ENCRYPTION_KEY_PREFERENCE)
    if value is not None:
        if value.tag == der.context(0):
            return parse_issuer_and_serial(value, der.context(0))
        if value.tag == der.context(2):
            return KeyIdentifier(value.octets())
        if value.tag == der.context(2, constructed=False):
            return KeyIdentifier(value.content)
        if value.tag == der.context(1):  # RecipientKeyIdentifier
            return KeyIdentifier(value.children()[0].octets()) if value.children() else None
    value = single(attributes, MICROSOFT_KEY_PREFERENCE)
    return None if value is None else parse_issuer_and_serial(value)


def check_signing_certificate(attributes: Attributes, certificate: bytes) -> None:
    """Raise if the signing certificate attribute names another certificate (RFC 5035 s4).

    The first ESSCertID is the signer's own; what follows it limits the path and is not used.
    """
    value = single(attributes, SIGNING_CERTIFICATE_V2)
    digest = digests.SHA256
    if value is None:
        value = single(attributes, SIGNING_CERTIFICATE)
        digest = digests.SHA1
    if value is None:
        return
    members = value.fields(der.SEQUENCE, "SigningCertificate")
    fields = members.take(der.SEQUENCE, "certs").fields(der.SEQUENCE, "certs")
    first = fields.take(der.SEQUENCE, "ESSCertID").fields(der.SEQUENCE, "ESSCertID")
    named = first.optional(der.SEQUENCE)
    if named is not None:
        oid = parse_algorithm(named).oid
        found = DIGESTS.get(oid)
        if found is None:
            raise UnsupportedAlgorithmError("digest", oid)
        digest = found
    hashed = first.take(der.OCTET_STRING, "certHash").content
    if not hmac.compare_digest(hashed, digest.digest(certificate)):
        raise SignatureInvalidError("it names another certificate than the one in the message")
