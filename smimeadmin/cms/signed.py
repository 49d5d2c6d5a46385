"""SignedData (RFC 5652 s5): made with one signature, read and verified with any number.

Rules of this file:
- The signature covers the signed attributes as the DER of a SET OF, tag 0x31, not the [0] tag
  they are sent under (s5.4); when verifying, the bytes are taken as received.
- Signed attributes need contentType and messageDigest, each with one value (s5.3).
- Without signed attributes the content type must be id-data, and the content must not itself be a
  set of signed attributes: else a signature could be moved from a message to its attributes.
- ``verify_`` raises or returns evidence; it says nothing about trust in the certificate.
"""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from smimeadmin.cms import attributes as signed_attributes
from smimeadmin.cms import policy
from smimeadmin.cms.algorithms import Digest, digest_for, ecdsa, signature_for
from smimeadmin.cms.algorithms import rsa as rsa_algorithms
from smimeadmin.cms.algorithms.identifier import AlgorithmIdentifier, parse_algorithm
from smimeadmin.cms.attributes import Attributes
from smimeadmin.cms.ber import Element, Fields, parse
from smimeadmin.cms.errors import (
    ContentMissingError,
    DigestMismatchError,
    MalformedError,
    RefusedAlgorithmError,
    SignatureInvalidError,
    SignerCertificateMissingError,
    UnsuitableKeyError,
)
from smimeadmin.cms.structure import (
    DATA,
    SIGNED_DATA,
    CertificateFields,
    CertificateId,
    KeyIdentifier,
    build_content_info,
    distinct,
    is_named,
    open_content_info,
    parse_attributes,
    parse_certificate,
    parse_issuer_and_serial,
)
from smimeadmin.pki import der
from smimeadmin.pki.der import Pieces

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_CERTIFICATES: Final = der.context(0)
_CRLS: Final = der.context(1)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a certificate as DER, its private key, and the certificate to encrypt to.

    ``encryption_certificate`` goes into the key preference attributes; None: they are left out.
    """

    certificate: bytes
    key: PrivateKey
    encryption_certificate: bytes | None = None


@dataclass(frozen=True, slots=True)
class SignerInfo:
    """One signature of a SignedData, as read (RFC 5652 s5.3)."""

    version: int
    identifier: CertificateId
    digest_algorithm: AlgorithmIdentifier
    signature_algorithm: AlgorithmIdentifier
    signature: bytes
    signed_attributes: Attributes | None
    signed_attributes_raw: bytes | None
    unsigned_attributes: Attributes | None

    @property
    def signing_time(self) -> datetime | None:
        """The time the signer claims, in UTC."""
        return signed_attributes.signing_time_of(self.signed_attributes or {})

    @property
    def capabilities(self) -> tuple[str, ...]:
        """OIDs of what the signer can read, in the signer's order."""
        return signed_attributes.capabilities_of(self.signed_attributes or {})

    @property
    def preferred_certificate(self) -> CertificateId | None:
        """Which certificate the signer wants to be encrypted to."""
        return signed_attributes.preferred_certificate_of(self.signed_attributes or {})


@dataclass(frozen=True, slots=True)
class SignedData:
    """A SignedData as read. ``content`` is None when the signature is detached."""

    version: int
    content_type: str
    content: bytes | None
    certificates: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    signers: tuple[SignerInfo, ...]

    def certificate_of(
        self, signer: SignerInfo, others: Iterable[bytes] = ()
    ) -> CertificateFields | None:
        """Return the certificate that a signer names, from the message or from others."""
        for certificate in (*self.certificates, *others):
            if is_named(certificate, signer.identifier):
                return parse_certificate(certificate)
        return None


@dataclass(frozen=True, slots=True)
class SignatureEvidence:
    """What a verified signature proves: this certificate's key signed this content.

    ``weak`` holds what is weak about it, in words; ``signing_time`` is the signer's claim.
    """

    certificate: bytes
    digest: str
    algorithm: str
    signing_time: datetime | None
    capabilities: tuple[str, ...]
    preferred_certificate: CertificateId | None
    weak: tuple[str, ...]


# Building


def build_signed_data(
    content: bytes,
    signer: Signer,
    *,
    detached: bool,
    signing_time: datetime,
    digest: str = "SHA-256",
    chain: Sequence[bytes] = (),
    by_key_identifier: bool = False,
) -> bytes:
    """Return a ContentInfo with a SignedData over the content, signed once.

    ``chain`` holds the certificates (DER) that go with the signer's own. Raises
    ``Cms.AlgorithmRefused`` for a digest or key below the policy, ``Cms.KeyUnsuitable`` if key and
    certificate do not belong together.
    """
    hashed = policy.digest_to_make(digest)
    fields = parse_certificate(signer.certificate)
    policy.check_key_to_make(fields.public_key())
    if signer.key.public_key() != fields.public_key():
        raise UnsuitableKeyError("The private key does not belong to the signer's certificate")
    info = _build_signer_info(
        content, signer, fields, hashed, signing_time, by_key_identifier=by_key_identifier
    )
    certificates = distinct((signer.certificate, *chain))
    body: Pieces = [
        der.integer(3 if by_key_identifier else 1),
        der.set_of(hashed.identifier()),
        *_build_content(content, detached=detached),
        der.set_of(*certificates, tag=_CERTIFICATES),
        der.encode(der.SET, info),
    ]
    return b"".join(build_content_info(SIGNED_DATA, der.wrap(der.SEQUENCE, body)))


def _build_content(content: bytes, *, detached: bool) -> Pieces:
    if detached:
        return [der.sequence(der.oid(DATA))]
    inner = der.wrap(der.context(0), der.wrap(der.OCTET_STRING, [content]))
    return der.wrap(der.SEQUENCE, [der.oid(DATA), *inner])


def _build_signer_info(
    content: bytes,
    signer: Signer,
    fields: CertificateFields,
    digest: Digest,
    signing_time: datetime,
    *,
    by_key_identifier: bool,
) -> bytes:
    preferred = signer.encryption_certificate
    attributes = signed_attributes.build_signed_attributes(
        DATA,
        digest.digest(content),
        digest,
        fields,
        signing_time=signing_time,
        encryption_certificate=None if preferred is None else parse_certificate(preferred),
    )
    to_sign = der.set_of(*attributes)
    if isinstance(signer.key, rsa.RSAPrivateKey):
        algorithm = rsa_algorithms.signature_identifier()
        signature = rsa_algorithms.sign(signer.key, to_sign, digest)
    else:
        algorithm = ecdsa.signature_identifier(digest)
        signature = ecdsa.sign(signer.key, to_sign, digest)
    identifier = fields.issuer_and_serial
    if by_key_identifier:
        if fields.key_identifier is None:
            raise UnsuitableKeyError("The signer's certificate has no subjectKeyIdentifier")
        identifier = der.encode(der.context(0, constructed=False), fields.key_identifier)
    return der.sequence(
        der.integer(3 if by_key_identifier else 1),
        identifier,
        digest.identifier(),
        der.context(0).to_bytes() + to_sign[1:],
        algorithm,
        der.octet_string(signature),
    )


# Reading


def parse_signed_data(data: bytes) -> SignedData:
    """Read a ContentInfo that holds a SignedData; nothing is verified. Raises ``Cms.Malformed``."""
    content_type, element = open_content_info(data)
    if content_type != SIGNED_DATA:
        raise MalformedError(f"SignedData expected, the content type is {content_type}")
    fields = element.fields(der.SEQUENCE, "SignedData")
    version = fields.take(der.INTEGER, "version").integer()
    fields.take(der.SET, "digestAlgorithms")
    inner = fields.take(der.SEQUENCE, "encapContentInfo").fields(der.SEQUENCE, "encapContentInfo")
    inner_type = inner.next().oid()
    wrapped = inner.optional(der.context(0))
    inner.finish()
    certificates = _certificates(fields.optional(_CERTIFICATES))
    crls = _crls(fields.optional(_CRLS))
    signers = fields.take(der.SET, "signerInfos").children()
    fields.finish()
    return SignedData(
        version,
        inner_type,
        None if wrapped is None else _content(wrapped),
        certificates,
        crls,
        tuple(_signer_info(signer) for signer in signers),
    )


def _content(wrapped: Element) -> bytes:
    inner = wrapped.explicit()
    if inner.tag & ~der.CONSTRUCTED == der.OCTET_STRING:
        return inner.octets()
    return inner.content  # PKCS #7 1.5: the content of any type; RFC 5652 s5.2.1


def _certificates(element: Element | None) -> tuple[bytes, ...]:
    """Return the X.509 certificates; other choices of CertificateChoices are left out."""
    if element is None:
        return ()
    return tuple(child.raw for child in element.children() if child.tag == der.SEQUENCE)


def _crls(element: Element | None) -> tuple[bytes, ...]:
    if element is None:
        return ()
    return tuple(child.raw for child in element.children() if child.tag == der.SEQUENCE)


def _signer_info(element: Element) -> SignerInfo:
    fields = element.fields(der.SEQUENCE, "SignerInfo")
    version = fields.take(der.INTEGER, "version").integer()
    identifier = _signer_identifier(fields)
    digest_algorithm = parse_algorithm(fields.next())
    signed = fields.optional(der.context(0))
    signature_algorithm = parse_algorithm(fields.next())
    signature = fields.next().expect(der.OCTET_STRING, "signature").content
    unsigned = fields.optional(der.context(1))
    fields.finish()
    return SignerInfo(
        version,
        identifier,
        digest_algorithm,
        signature_algorithm,
        signature,
        None if signed is None else parse_attributes(signed),
        None if signed is None else signed.raw,
        None if unsigned is None else parse_attributes(unsigned),
    )


def _signer_identifier(fields: Fields) -> CertificateId:
    element = fields.next()
    if element.tag == der.SEQUENCE:
        return parse_issuer_and_serial(element)
    if element.tag & ~der.CONSTRUCTED == der.context(0, constructed=False):
        return KeyIdentifier(element.octets())
    raise element.error("a signer identifier of unknown kind")


# Verifying


def verify_signer(
    signed: SignedData,
    signer: SignerInfo,
    *,
    content: bytes | None = None,
    certificates: Iterable[bytes] = (),
) -> SignatureEvidence:
    """Verify one signature and return what it proves.

    ``content`` is the signed content of a detached signature; ``certificates`` are looked through
    after those of the message. Raises ``Cms.ContentMissing``, ``Cms.SignerCertificateMissing``,
    ``Cms.DigestMismatch``, ``Cms.SignatureInvalid``, ``Cms.AlgorithmUnsupported``,
    ``Cms.AlgorithmRefused``, ``Cms.KeyUnsuitable`` or ``Cms.Malformed``.
    """
    covered = signed.content if signed.content is not None else content
    if covered is None:
        raise ContentMissingError
    if signed.content is not None and content is not None and content != signed.content:
        raise SignatureInvalidError("it carries its own content, which is not the one shown")
    fields = signed.certificate_of(signer, certificates)
    if fields is None:
        raise SignerCertificateMissingError(str(signer.identifier))
    digest = digest_for(signer.digest_algorithm)
    to_verify = _covered_bytes(signed, signer, covered, digest)
    _check_signature(signer, fields, to_verify, digest)
    attributes = signer.signed_attributes or {}
    signed_attributes.check_signing_certificate(attributes, fields.raw)
    key = fields.public_key()
    return SignatureEvidence(
        certificate=fields.raw,
        digest=digest.name,
        algorithm=signature_for(signer.signature_algorithm).name,
        signing_time=signer.signing_time,
        capabilities=signer.capabilities,
        preferred_certificate=signer.preferred_certificate,
        weak=policy.weaknesses(digest, key),
    )


def _covered_bytes(signed: SignedData, signer: SignerInfo, content: bytes, digest: Digest) -> bytes:
    """Return the bytes that the signature covers, the digest of the content being right."""
    raw = signer.signed_attributes_raw
    attributes = signer.signed_attributes
    if raw is None or attributes is None:
        if signed.content_type != DATA:
            raise SignatureInvalidError("signed attributes are missing beside a typed content")
        if _is_attribute_set(content):
            raise SignatureInvalidError("the content is a set of signed attributes")
        return content
    stated = signed_attributes.single(attributes, signed_attributes.CONTENT_TYPE)
    if stated is None or stated.oid() != signed.content_type:
        raise SignatureInvalidError("the signed content type is not that of the content")
    expected = signed_attributes.single(attributes, signed_attributes.MESSAGE_DIGEST)
    if expected is None:
        raise SignatureInvalidError("the signed attributes hold no digest of the content")
    if not hmac.compare_digest(
        expected.expect(der.OCTET_STRING, "messageDigest").content, digest.digest(content)
    ):
        raise DigestMismatchError(digest.name)
    return b"\x31" + raw[1:]  # s5.4: tag SET OF, the bytes after it as received


def _is_attribute_set(content: bytes) -> bool:
    if content[:1] != b"\x31":
        return False
    try:
        return signed_attributes.MESSAGE_DIGEST in parse_attributes(parse(content))
    except MalformedError:
        return False


def _check_signature(
    signer: SignerInfo, fields: CertificateFields, to_verify: bytes, digest: Digest
) -> None:
    """Check the signature itself; it must be made with the digest that the content has."""
    algorithm = signature_for(signer.signature_algorithm)
    parameters = signer.signature_algorithm.parameters
    hashed = algorithm.digest or digest
    if signer.signature_algorithm.oid == rsa_algorithms.RSASSA_PSS:
        hashed = rsa_algorithms.pss_digest(parameters)
    if hashed != digest:
        raise SignatureInvalidError(
            f"it was made with {hashed.name} but its content hashed with {digest.name}"
        )
    key = fields.public_key()
    policy.check_key_to_accept(key)
    try:
        algorithm.verify(key, signer.signature, to_verify, digest, parameters)
    except InvalidSignature as error:
        raise SignatureInvalidError("it was not made by the signer's key over this") from error
    except UnsupportedAlgorithm as error:
        raise RefusedAlgorithmError("signature algorithm", algorithm.name) from error
    except ValueError as error:  # a salt longer than the key, an encoding that can't be
        raise SignatureInvalidError("its parameters do not fit the key") from error
