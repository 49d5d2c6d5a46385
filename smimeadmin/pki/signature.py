"""Whether a certificate was signed by a key (RFC 5280 4.1.1.3)."""

from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import load_der_public_key

from smimeadmin.pki import der
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import MalformedDerError, UnsupportedKeyError
from smimeadmin.pki.path_errors import BadCertificateSignatureError, WeakAlgorithmError

_RSA: dict[str, hashes.HashAlgorithm] = {
    "1.2.840.113549.1.1.5": hashes.SHA1(),  # noqa: S303 - read, never written; told as weak
    "1.2.840.113549.1.1.14": hashes.SHA224(),
    "1.2.840.113549.1.1.11": hashes.SHA256(),
    "1.2.840.113549.1.1.12": hashes.SHA384(),
    "1.2.840.113549.1.1.13": hashes.SHA512(),
}
_ECDSA: dict[str, hashes.HashAlgorithm] = {
    "1.2.840.10045.4.1": hashes.SHA1(),  # noqa: S303 - read, never written; told as weak
    "1.2.840.10045.4.3.1": hashes.SHA224(),
    "1.2.840.10045.4.3.2": hashes.SHA256(),
    "1.2.840.10045.4.3.3": hashes.SHA384(),
    "1.2.840.10045.4.3.4": hashes.SHA512(),
}
_DSA: dict[str, hashes.HashAlgorithm] = {
    "1.2.840.10040.4.3": hashes.SHA1(),  # noqa: S303 - read, never written; told as weak
    "2.16.840.1.101.3.4.3.1": hashes.SHA224(),
    "2.16.840.1.101.3.4.3.2": hashes.SHA256(),
}
_PSS = "1.2.840.113549.1.1.10"
_EDWARDS = ("1.3.101.112", "1.3.101.113")
_BROKEN = frozenset(
    ("1.2.840.113549.1.1.2", "1.2.840.113549.1.1.3", "1.2.840.113549.1.1.4")  # MD2, MD4, MD5
)
_WEAK = frozenset(
    ("1.2.840.113549.1.1.5", "1.2.840.10045.4.1", "1.2.840.10040.4.3")  # with SHA-1
)
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "1.3.14.3.2.26": hashes.SHA1(),  # noqa: S303 - read, never written; told as weak
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
_Check = Callable[[PublicKeyTypes], None]


@lru_cache(maxsize=512)
def load_public_key(spki: bytes) -> PublicKeyTypes:
    """Return the key in a SubjectPublicKeyInfo. Raises ``UnsupportedKeyError``."""
    try:
        return load_der_public_key(spki)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnsupportedKeyError("The public key", "RSA, EC, Ed25519, Ed448") from error


def is_weakly_signed(certificate: Certificate) -> bool:
    """Say whether the signature rests on SHA-1."""
    return certificate.signature_algorithm.value in _WEAK


def verify_signature(certificate: Certificate, issuer_spki: bytes) -> None:
    """Return if the key signed the certificate.

    Raises ``WeakAlgorithmError`` for MD5 and older, else ``BadCertificateSignatureError``.
    """
    parts = certificate.parts
    oid = certificate.signature_algorithm.value
    if oid in _BROKEN:
        raise WeakAlgorithmError(
            f"The certificate '{certificate.subject}' is signed with MD5 or older.",
            subject=certificate.subject,
            thumbprint=certificate.thumbprint,
            hint="Issue the certificate anew, signed with SHA-256.",
        )
    if parts.signature_algorithm != parts.inner_algorithm:
        raise _bad(certificate, "its two algorithm identifiers differ")
    try:
        _verify(certificate, oid, load_public_key(issuer_spki))
    except InvalidSignature as error:
        raise _bad(certificate, "the signature does not verify under its issuer's key") from error
    except (UnsupportedKeyError, MalformedDerError, ValueError, IndexError) as error:
        raise _bad(certificate, "its issuer's key or its algorithm is not supported") from error


def _bad(certificate: Certificate, reason: str) -> BadCertificateSignatureError:
    return BadCertificateSignatureError(
        f"The certificate '{certificate.subject}' was not signed by its issuer: {reason}.",
        subject=certificate.subject,
        thumbprint=certificate.thumbprint,
        hint="Get the certificate again from who issued it.",
    )


def _verify(certificate: Certificate, oid: str, key: PublicKeyTypes) -> None:
    signature, tbs = certificate.parts.signature, certificate.parts.tbs
    if isinstance(key, rsa.RSAPublicKey) and oid in _RSA:
        key.verify(signature, tbs, padding.PKCS1v15(), _RSA[oid])
    elif isinstance(key, rsa.RSAPublicKey) and oid == _PSS:
        digest, salt_length = _pss_parameters(certificate.parts.signature_algorithm)
        key.verify(signature, tbs, padding.PSS(padding.MGF1(digest), salt_length), digest)
    elif isinstance(key, ec.EllipticCurvePublicKey) and oid in _ECDSA:
        key.verify(signature, tbs, ec.ECDSA(_ECDSA[oid]))
    elif isinstance(key, dsa.DSAPublicKey) and oid in _DSA:
        key.verify(signature, tbs, _DSA[oid])
    elif isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey) and oid in _EDWARDS:
        key.verify(signature, tbs)
    else:
        raise InvalidSignature


def _pss_parameters(algorithm: bytes) -> tuple[hashes.HashAlgorithm, int]:
    """Return hash and salt length of RSASSA-PSS-params (RFC 4055 s3.1); MGF1 has the same hash."""
    parts = der.read_only(algorithm, der.SEQUENCE).children()
    fields = {part.tag: part.children()[0] for part in parts[1].children()}
    digest = _HASHES["1.3.14.3.2.26"]
    if 0xA0 in fields:
        digest = _hash_of(fields[0xA0])
    if 0xA1 in fields:
        masked = _hash_of(fields[0xA1].children()[1])
        if masked.name != digest.name:
            raise MalformedDerError("The mask generation uses another hash.")
    salt_length = der.decode_integer(fields[0xA2]) if 0xA2 in fields else 20
    return digest, salt_length


def _hash_of(algorithm: der.Element) -> hashes.HashAlgorithm:
    oid = der.decode_oid(der.expect(algorithm.children()[0], der.OID).content)
    if oid not in _HASHES:
        raise MalformedDerError(f"The hash {oid} is not supported.")
    return _HASHES[oid]
