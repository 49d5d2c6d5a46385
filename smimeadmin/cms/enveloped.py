"""EnvelopedData (RFC 5652 s6), made and read; AuthEnvelopedData (RFC 5083), read.

Rules of this file:
- Every recipient gets the same content key: RSA by key transport (s6.2.1), elliptic curves by
  ephemeral-static key agreement (s6.2.2, RFC 5753).
- Decrypting fails in one way only, ``Cms.DecryptionFailed``. A wrong RSA block gives a random key
  of the right length and the work goes on (RFC 3218 s2.3), so neither the error nor the time
  tells what was wrong.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap

from smimeadmin.cms import policy
from smimeadmin.cms.algorithms import (
    AUTHENTICATED_CIPHERS,
    CIPHERS,
    KEY_AGREEMENTS,
    KEY_TRANSPORTS,
    AlgorithmIdentifier,
    ecdh,
    name_of,
)
from smimeadmin.cms.algorithms import rsa as rsa_algorithms
from smimeadmin.cms.algorithms.identifier import parse_algorithm
from smimeadmin.cms.ber import Element, Fields
from smimeadmin.cms.errors import (
    CmsError,
    DecryptionFailedError,
    MalformedError,
    UnsupportedAlgorithmError,
)
from smimeadmin.cms.signed import PrivateKey
from smimeadmin.cms.structure import (
    AUTH_ENVELOPED_DATA,
    DATA,
    ENVELOPED_DATA,
    CertificateFields,
    CertificateId,
    KeyIdentifier,
    build_content_info,
    distinct,
    open_content_info,
    parse_certificate,
    parse_issuer_and_serial,
)
from smimeadmin.pki import der

_KEY_AGREE: Final = der.context(1)
_ORIGINATOR_KEY: Final = der.context(1)


@dataclass(frozen=True, slots=True)
class TransportRecipient:
    """A recipient whose RSA key decrypts the content key (RFC 5652 s6.2.1)."""

    identifier: CertificateId
    algorithm: AlgorithmIdentifier
    encrypted_key: bytes


@dataclass(frozen=True, slots=True)
class AgreementRecipient:
    """A recipient whose EC key agrees on the key that wraps the content key (s6.2.2).

    ``point`` is None if the originator is named by a certificate, which is not supported.
    """

    identifier: CertificateId
    algorithm: AlgorithmIdentifier
    encrypted_key: bytes
    point: bytes | None
    ukm: bytes | None


@dataclass(frozen=True, slots=True)
class OtherRecipient:
    """A recipient of a kind that is not read: a shared key, a password, something newer."""

    kind: int


RecipientInfo = TransportRecipient | AgreementRecipient | OtherRecipient


@dataclass(frozen=True, slots=True)
class EnvelopedData:
    """An EnvelopedData or AuthEnvelopedData as read; ``mac`` only in the second.

    ``authenticated`` is the DER of the authenticated attributes as a SET OF, empty if none.
    """

    content_type: str
    version: int
    recipients: tuple[RecipientInfo, ...]
    inner_type: str
    cipher: AlgorithmIdentifier
    ciphertext: bytes
    mac: bytes | None = None
    authenticated: bytes = b""

    @property
    def cipher_name(self) -> str:
        """The cipher of the content, as people write it."""
        return name_of(self.cipher.oid)

    @property
    def identifiers(self) -> tuple[CertificateId, ...]:
        """Which certificates the content was encrypted for, as far as they are named."""
        return tuple(r.identifier for r in self.recipients if not isinstance(r, OtherRecipient))

    @property
    def is_weak(self) -> bool:
        """Whether the content's cipher is one that is only read."""
        cipher = CIPHERS.get(self.cipher.oid)
        return cipher is not None and cipher.weak

    def is_for(self, certificate: bytes) -> bool:
        """Whether a certificate (DER) is among the recipients."""
        fields = parse_certificate(certificate)
        return any(fields.is_named_by(identifier) for identifier in self.identifiers)


# Building


def build_enveloped_data(
    content: bytes, recipients: Sequence[bytes], *, cipher: str = "AES-256-CBC"
) -> bytes:
    """Return a ContentInfo with the content encrypted for certificates (DER).

    Each certificate once, in the order given. Raises ``Cms.AlgorithmRefused`` for a cipher or key
    below the policy, ``Cms.KeyUnsuitable`` for a key that can't be encrypted to, ``ValueError``
    if there is no recipient.
    """
    if not recipients:
        raise ValueError("no recipient")
    chosen = policy.cipher_to_make(cipher)
    content_key = os.urandom(chosen.key_size)
    iv = os.urandom(chosen.block_size)
    infos = []
    only_transport = True
    for fields in map(parse_certificate, distinct(recipients)):
        key = fields.public_key()
        policy.check_key_to_make(key)
        if isinstance(key, rsa.RSAPublicKey):
            infos.append(_build_transport(fields, key, content_key))
        else:
            infos.append(_build_agreement(fields, key, content_key))
            only_transport = False
    encrypted = [
        der.oid(DATA),
        chosen.identifier(iv),
        *der.wrap(der.context(0, constructed=False), chosen.encrypt(content_key, iv, content)),
    ]
    body = [
        der.integer(0 if only_transport else 2),  # s6.1: version 2 if a recipient is not version 0
        der.set_of(*infos),
        *der.wrap(der.SEQUENCE, encrypted),
    ]
    return b"".join(build_content_info(ENVELOPED_DATA, der.wrap(der.SEQUENCE, body)))


def _build_transport(fields: CertificateFields, key: rsa.RSAPublicKey, content_key: bytes) -> bytes:
    return der.sequence(
        der.integer(0),
        fields.issuer_and_serial,
        rsa_algorithms.transport_identifier(),
        der.octet_string(rsa_algorithms.wrap(key, content_key)),
    )


def _build_agreement(
    fields: CertificateFields, key: ec.EllipticCurvePublicKey, content_key: bytes
) -> bytes:
    agreement = ecdh.agreement_for(key.curve)
    wrap = ecdh.AES128_WRAP if len(content_key) == 16 else ecdh.AES256_WRAP
    point, wrapped = agreement.wrap(key, content_key, wrap)
    # RFC 5753 s3.1.1: an ephemeral key under OriginatorPublicKey, id-ecPublicKey alone.
    originator = der.encode(
        _ORIGINATOR_KEY, der.sequence(der.oid(ecdh.EC_PUBLIC_KEY)), der.bit_string(point)
    )
    recipient = der.sequence(fields.issuer_and_serial, der.octet_string(wrapped))
    return der.encode(
        _KEY_AGREE,
        der.integer(3),
        der.encode(der.context(0), originator),
        agreement.identifier(wrap),
        der.sequence(recipient),
    )


# Reading


def parse_enveloped_data(data: bytes) -> EnvelopedData:
    """Read a ContentInfo with an EnvelopedData or AuthEnvelopedData; nothing is decrypted."""
    content_type, element = open_content_info(data)
    if content_type not in (ENVELOPED_DATA, AUTH_ENVELOPED_DATA):
        raise MalformedError(f"EnvelopedData expected, the content type is {content_type}")
    authenticated = content_type == AUTH_ENVELOPED_DATA
    fields = element.fields(der.SEQUENCE, "EnvelopedData")
    version = fields.take(der.INTEGER, "version").integer()
    fields.optional(der.context(0))  # originatorInfo
    recipients: list[RecipientInfo] = []
    for recipient in fields.take(der.SET, "recipientInfos").children():
        recipients.extend(_recipient(recipient))
    encrypted = fields.take(der.SEQUENCE, "encryptedContentInfo").fields(
        der.SEQUENCE, "encryptedContentInfo"
    )
    inner_type = encrypted.next().oid()
    cipher = parse_algorithm(encrypted.next())
    sealed = encrypted.optional(der.context(0), der.context(0, constructed=False))
    encrypted.finish()
    covered = fields.optional(der.context(1))  # authAttrs, or unprotectedAttrs
    mac = fields.take(der.OCTET_STRING, "mac").content if authenticated else None
    fields.optional(der.context(2))  # unauthAttrs
    fields.finish()
    return EnvelopedData(
        content_type,
        version,
        tuple(recipients),
        inner_type,
        cipher,
        b"" if sealed is None else sealed.octets(),
        mac,
        # RFC 5083 s2.1: a SET OF tag in place of the [1] tag.
        b"\x31" + covered.raw[1:] if authenticated and covered is not None else b"",
    )


def _recipient(element: Element) -> list[RecipientInfo]:
    if element.tag == der.SEQUENCE:
        return [_transport(element)]
    if element.tag == _KEY_AGREE:
        return _agreement(element)
    return [OtherRecipient(element.tag & 0x1F)]


def _transport(element: Element) -> RecipientInfo:
    fields = element.fields(der.SEQUENCE, "KeyTransRecipientInfo")
    fields.take(der.INTEGER, "version")
    identifier = _identifier(fields)
    algorithm = parse_algorithm(fields.next())
    encrypted = fields.next().expect(der.OCTET_STRING, "encryptedKey").content
    fields.finish()
    return TransportRecipient(identifier, algorithm, encrypted)


def _identifier(fields: Fields) -> CertificateId:
    element = fields.next()
    if element.tag == der.SEQUENCE:
        return parse_issuer_and_serial(element)
    if element.tag & ~der.CONSTRUCTED == der.context(0, constructed=False):
        return KeyIdentifier(element.octets())
    raise element.error("a recipient identifier of unknown kind")


def _agreement(element: Element) -> list[RecipientInfo]:
    fields = element.fields(_KEY_AGREE, "KeyAgreeRecipientInfo")
    fields.take(der.INTEGER, "version")
    point = _originator_point(fields.take(der.context(0), "originator").explicit())
    given = fields.optional(der.context(1))
    ukm = None if given is None else given.explicit().octets()
    algorithm = parse_algorithm(fields.next())
    keys = fields.take(der.SEQUENCE, "recipientEncryptedKeys").children()
    fields.finish()
    found: list[RecipientInfo] = []
    for key in keys:
        members = key.fields(der.SEQUENCE, "RecipientEncryptedKey")
        identifier = _agreement_identifier(members.next())
        encrypted = members.next().expect(der.OCTET_STRING, "encryptedKey").content
        members.finish()
        found.append(AgreementRecipient(identifier, algorithm, encrypted, point, ukm))
    return found


def _originator_point(element: Element) -> bytes | None:
    if element.tag != _ORIGINATOR_KEY:
        return None
    fields = element.fields(_ORIGINATOR_KEY, "OriginatorPublicKey")
    if parse_algorithm(fields.next()).oid != ecdh.EC_PUBLIC_KEY:
        return None
    point = fields.next().bits()
    fields.finish()
    return point


def _agreement_identifier(element: Element) -> CertificateId:
    if element.tag == der.SEQUENCE:
        return parse_issuer_and_serial(element)
    fields = element.fields(der.context(0), "RecipientKeyIdentifier")  # rKeyId [0] IMPLICIT
    return KeyIdentifier(fields.take(der.OCTET_STRING, "subjectKeyIdentifier").content)


# Decrypting


def decrypt(enveloped: EnvelopedData, certificate: bytes, key: PrivateKey) -> bytes:
    """Return the content, decrypted with the key that belongs to a certificate (DER).

    Raises ``Cms.DecryptionFailed`` for every reason that depends on keys or ciphertext, and
    ``Cms.AlgorithmUnsupported`` for a cipher that is not known, which anyone can see.
    """
    size = _content_key_size(enveloped.cipher.oid)
    fields = parse_certificate(certificate)
    try:
        content_key = _content_key(enveloped.recipients, fields, key, size)
        return _open(enveloped, content_key)
    except (ValueError, InvalidUnwrap, InvalidTag, UnsupportedAlgorithm, CmsError):
        # "from None": the chained reason would be the oracle that the one error avoids.
        raise DecryptionFailedError from None


def _content_key_size(oid: str) -> int:
    if oid in CIPHERS:
        return CIPHERS[oid].key_size
    if oid in AUTHENTICATED_CIPHERS:
        return AUTHENTICATED_CIPHERS[oid].key_size
    raise UnsupportedAlgorithmError("cipher", name_of(oid))


def _content_key(
    recipients: Iterable[RecipientInfo], fields: CertificateFields, key: PrivateKey, size: int
) -> bytes:
    for recipient in recipients:
        if isinstance(recipient, OtherRecipient) or not fields.is_named_by(recipient.identifier):
            continue
        if isinstance(recipient, TransportRecipient) and isinstance(key, rsa.RSAPrivateKey):
            return _transported(recipient, key, size)
        if isinstance(recipient, AgreementRecipient) and isinstance(
            key, ec.EllipticCurvePrivateKey
        ):
            return _agreed(recipient, key, size)
    raise DecryptionFailedError


def _transported(recipient: TransportRecipient, key: rsa.RSAPrivateKey, size: int) -> bytes:
    """Return the content key, or a random one if the block is wrong in any way."""
    substitute = os.urandom(size)
    transport = KEY_TRANSPORTS.get(recipient.algorithm.oid)
    if transport is None:
        raise DecryptionFailedError
    try:
        content_key = transport.unwrap(key, recipient.encrypted_key, recipient.algorithm.parameters)
    except ValueError:
        content_key = substitute
    return content_key if len(content_key) == size else substitute


def _agreed(recipient: AgreementRecipient, key: ec.EllipticCurvePrivateKey, size: int) -> bytes:
    agreement = KEY_AGREEMENTS.get(recipient.algorithm.oid)
    parameters = recipient.algorithm.parameters
    if agreement is None or parameters is None or recipient.point is None:
        raise DecryptionFailedError
    content_key = agreement.unwrap(
        key, recipient.point, recipient.encrypted_key, parse_algorithm(parameters), recipient.ukm
    )
    if len(content_key) != size:
        raise DecryptionFailedError
    return content_key


def _open(enveloped: EnvelopedData, content_key: bytes) -> bytes:
    oid = enveloped.cipher.oid
    parameters = enveloped.cipher.parameters
    if oid in AUTHENTICATED_CIPHERS:
        if enveloped.mac is None:
            raise DecryptionFailedError
        return AUTHENTICATED_CIPHERS[oid].decrypt(
            content_key, parameters, enveloped.ciphertext, enveloped.mac, enveloped.authenticated
        )
    if enveloped.mac is not None:
        raise DecryptionFailedError
    return CIPHERS[oid].decrypt(content_key, parameters, enveloped.ciphertext)
