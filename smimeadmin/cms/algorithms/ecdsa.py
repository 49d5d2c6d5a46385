"""ECDSA signatures (RFC 5753 s2)."""

from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec

from smimeadmin.cms.algorithms import digests
from smimeadmin.cms.algorithms.digests import Digest
from smimeadmin.cms.algorithms.identifier import build_algorithm
from smimeadmin.cms.algorithms.signatures import PublicKey, SignatureAlgorithm
from smimeadmin.cms.ber import Element
from smimeadmin.cms.errors import UnsuitableKeyError


@dataclass(frozen=True)
class Ecdsa(SignatureAlgorithm):
    """ECDSA with the digest that the OID names."""

    name: str
    digest: Digest | None

    def verify(
        self,
        key: PublicKey,
        signature: bytes,
        data: bytes,
        digest: Digest,
        parameters: Element | None,  # noqa: ARG002 - absent, or NULL from old writers
    ) -> None:
        """Check a signature over the data."""
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise UnsuitableKeyError("An ECDSA signature with a certificate of another key")
        key.verify(signature, data, ec.ECDSA(digest.hash))


OIDS: Final = {
    digests.SHA1: "1.2.840.10045.4.1",
    digests.SHA224: "1.2.840.10045.4.3.1",
    digests.SHA256: "1.2.840.10045.4.3.2",
    digests.SHA384: "1.2.840.10045.4.3.3",
    digests.SHA512: "1.2.840.10045.4.3.4",
}

SIGNATURES: Final[dict[str, SignatureAlgorithm]] = {
    # id-ecPublicKey in place of a signature OID: some writers do it, the digest is the signer's.
    "1.2.840.10045.2.1": Ecdsa("ECDSA", None),
    **{oid: Ecdsa(f"ECDSA with {digest.name}", digest) for digest, oid in OIDS.items()},
}


def sign(key: ec.EllipticCurvePrivateKey, data: bytes, digest: Digest) -> bytes:
    """Return an ECDSA signature over the data, as the DER of ECDSA-Sig-Value."""
    return key.sign(data, ec.ECDSA(digest.hash))


def signature_identifier(digest: Digest) -> bytes:
    """Return the AlgorithmIdentifier of a signature (RFC 5754 s3.3: parameters are absent)."""
    return build_algorithm(OIDS[digest])
