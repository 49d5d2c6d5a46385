"""RSA: PKCS#1 v1.5 and PSS signatures, PKCS#1 v1.5 and OAEP key transport.

RFC 3370 s3.2 and s4.2.1, RFC 4056 (PSS), RFC 3560 (OAEP), RFC 8017. PSS and OAEP are read only.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from smimeadmin.cms.algorithms import digests
from smimeadmin.cms.algorithms.digests import Digest
from smimeadmin.cms.algorithms.identifier import build_algorithm, parse_algorithm
from smimeadmin.cms.algorithms.signatures import PublicKey, SignatureAlgorithm
from smimeadmin.cms.ber import Element
from smimeadmin.cms.errors import UnsuitableKeyError, UnsupportedAlgorithmError
from smimeadmin.pki import der

RSA_ENCRYPTION: Final = "1.2.840.113549.1.1.1"
RSASSA_PSS: Final = "1.2.840.113549.1.1.10"
RSAES_OAEP: Final = "1.2.840.113549.1.1.7"
MGF1: Final = "1.2.840.113549.1.1.8"
P_SPECIFIED: Final = "1.2.840.113549.1.1.9"


def _rsa_public(key: PublicKey) -> RSAPublicKey:
    if not isinstance(key, RSAPublicKey):
        raise UnsuitableKeyError("An RSA signature with a certificate whose key is not RSA")
    return key


@dataclass(frozen=True)
class Pkcs1Signature(SignatureAlgorithm):
    """RSASSA-PKCS1-v1_5 (RFC 8017 s8.2)."""

    name: str
    digest: Digest | None

    def verify(
        self,
        key: PublicKey,
        signature: bytes,
        data: bytes,
        digest: Digest,
        parameters: Element | None,  # noqa: ARG002 - NULL or absent, both are met
    ) -> None:
        """Check a signature over the data."""
        _rsa_public(key).verify(signature, data, padding.PKCS1v15(), digest.hash)


@dataclass(frozen=True)
class PssSignature(SignatureAlgorithm):
    """RSASSA-PSS (RFC 4056); its parameters name the digest."""

    name: str = "RSA-PSS"
    digest: Digest | None = None

    def verify(
        self,
        key: PublicKey,
        signature: bytes,
        data: bytes,
        digest: Digest,  # noqa: ARG002 - the parameters decide
        parameters: Element | None,
    ) -> None:
        """Check a signature over the data."""
        hashed, mask, salt = _pss_parameters(parameters)
        scheme = padding.PSS(padding.MGF1(mask.hash), salt)
        _rsa_public(key).verify(signature, data, scheme, hashed.hash)


def pss_digest(parameters: Element | None) -> Digest:
    """Return the digest that RSASSA-PSS-params name (RFC 4055 s3.1; SHA-1 if nothing is said)."""
    return _pss_parameters(parameters)[0]


def _pss_parameters(parameters: Element | None) -> tuple[Digest, Digest, int]:
    """Return hash, mask hash and salt length in octets."""
    if parameters is None:
        return digests.SHA1, digests.SHA1, 20
    fields = parameters.fields(der.SEQUENCE, "RSASSA-PSS-params")
    hashed = _optional_digest(fields.optional(der.context(0)))
    mask = _mask_digest(fields.optional(der.context(1)))
    salted = fields.optional(der.context(2))
    salt = salted.explicit().integer() if salted else 20
    trailer = fields.optional(der.context(3))
    fields.finish()
    if trailer and trailer.explicit().integer() != 1:
        raise UnsupportedAlgorithmError("signature algorithm", "RSA-PSS with another trailer")
    if not 0 <= salt <= 4096:
        raise parameters.error("a salt of impossible length")
    return hashed, mask, salt


def _optional_digest(element: Element | None) -> Digest:
    if element is None:
        return digests.SHA1
    oid = parse_algorithm(element.explicit()).oid
    found = digests.TABLE.get(oid)
    if found is None:
        raise UnsupportedAlgorithmError("digest", oid)
    return found


def _mask_digest(element: Element | None) -> Digest:
    if element is None:
        return digests.SHA1
    mask = parse_algorithm(element.explicit())
    if mask.oid != MGF1 or mask.parameters is None:
        raise UnsupportedAlgorithmError("mask generation", mask.oid)
    oid = parse_algorithm(mask.parameters).oid
    found = digests.TABLE.get(oid)
    if found is None:
        raise UnsupportedAlgorithmError("digest", oid)
    return found


SIGNATURES: Final[dict[str, SignatureAlgorithm]] = {
    RSA_ENCRYPTION: Pkcs1Signature("RSA", None),
    "1.2.840.113549.1.1.4": Pkcs1Signature("RSA with MD5", digests.MD5),
    "1.2.840.113549.1.1.5": Pkcs1Signature("RSA with SHA-1", digests.SHA1),
    "1.2.840.113549.1.1.14": Pkcs1Signature("RSA with SHA-224", digests.SHA224),
    "1.2.840.113549.1.1.11": Pkcs1Signature("RSA with SHA-256", digests.SHA256),
    "1.2.840.113549.1.1.12": Pkcs1Signature("RSA with SHA-384", digests.SHA384),
    "1.2.840.113549.1.1.13": Pkcs1Signature("RSA with SHA-512", digests.SHA512),
    RSASSA_PSS: PssSignature(),
}


class KeyTransport(ABC):
    """One way to encrypt a content key to an RSA key."""

    name: str

    @abstractmethod
    def unwrap(self, key: RSAPrivateKey, wrapped: bytes, parameters: Element | None) -> bytes:
        """Return the content key; raise ValueError if the block is not right."""


@dataclass(frozen=True)
class Pkcs1Transport(KeyTransport):
    """RSAES-PKCS1-v1_5 (RFC 3370 s4.2.1)."""

    name: str = "RSA"

    def unwrap(
        self,
        key: RSAPrivateKey,
        wrapped: bytes,
        parameters: Element | None,  # noqa: ARG002 - NULL or absent, both are met
    ) -> bytes:
        """Return the content key; raise ValueError if the block is not right."""
        return key.decrypt(wrapped, padding.PKCS1v15())


@dataclass(frozen=True)
class OaepTransport(KeyTransport):
    """RSAES-OAEP (RFC 3560), with any label; read only."""

    name: str = "RSA-OAEP"

    def unwrap(self, key: RSAPrivateKey, wrapped: bytes, parameters: Element | None) -> bytes:
        """Return the content key; raise ValueError if the block is not right."""
        hashed: hashes.HashAlgorithm = digests.SHA1.hash
        mask: hashes.HashAlgorithm = digests.SHA1.hash
        label: bytes | None = None
        if parameters is not None:
            fields = parameters.fields(der.SEQUENCE, "RSAES-OAEP-params")
            hashed = _optional_digest(fields.optional(der.context(0))).hash
            mask = _mask_digest(fields.optional(der.context(1))).hash
            source = fields.optional(der.context(2))
            fields.finish()
            label = _label(source) if source else None
        scheme = padding.OAEP(padding.MGF1(mask), hashed, label)
        return key.decrypt(wrapped, scheme)


def _label(source: Element) -> bytes | None:
    """Return the label of pSourceAlgorithm (RFC 4055 s4.1); an empty one is none."""
    algorithm = parse_algorithm(source.explicit())
    if algorithm.oid != P_SPECIFIED or algorithm.parameters is None:
        raise UnsupportedAlgorithmError("OAEP label source", algorithm.oid)
    return algorithm.parameters.expect(der.OCTET_STRING, "OAEP label").content or None


KEY_TRANSPORTS: Final[dict[str, KeyTransport]] = {
    RSA_ENCRYPTION: Pkcs1Transport(),
    RSAES_OAEP: OaepTransport(),
}


def sign(key: RSAPrivateKey, data: bytes, digest: Digest) -> bytes:
    """Return an RSASSA-PKCS1-v1_5 signature over the data."""
    return key.sign(data, padding.PKCS1v15(), digest.hash)


def signature_identifier() -> bytes:
    """Return the AlgorithmIdentifier of a signature (RFC 3370 s3.2: rsaEncryption with NULL)."""
    return build_algorithm(RSA_ENCRYPTION, der.NULL)


def wrap(key: RSAPublicKey, content_key: bytes) -> bytes:
    """Return the content key encrypted with RSAES-PKCS1-v1_5."""
    return key.encrypt(content_key, padding.PKCS1v15())


def transport_identifier() -> bytes:
    """Return the AlgorithmIdentifier of key transport (RFC 3370 s4.2.1: parameters are NULL)."""
    return build_algorithm(RSA_ENCRYPTION, der.NULL)
