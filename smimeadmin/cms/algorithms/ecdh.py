"""ECDH-ES: a fresh key on the recipient's curve, X9.63 KDF, AES key wrap (RFC 5753 s3, RFC 3394).

The shared secret and ``ECC-CMS-SharedInfo`` go through the KDF; the result wraps the content key.
"""

from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from smimeadmin.cms.algorithms import digests
from smimeadmin.cms.algorithms.digests import Digest
from smimeadmin.cms.algorithms.identifier import AlgorithmIdentifier, build_algorithm
from smimeadmin.pki import der

EC_PUBLIC_KEY: Final = "1.2.840.10045.2.1"

# AES key wrap (RFC 3565 s2.3.2), with the length of the wrapping key in octets.
KEY_WRAPS: Final = {
    "2.16.840.1.101.3.4.1.5": 16,
    "2.16.840.1.101.3.4.1.25": 24,
    "2.16.840.1.101.3.4.1.45": 32,
}
AES256_WRAP: Final = "2.16.840.1.101.3.4.1.45"
AES128_WRAP: Final = "2.16.840.1.101.3.4.1.5"


@dataclass(frozen=True, slots=True)
class KeyAgreement:
    """dhSinglePass-stdDH with the KDF's digest."""

    name: str
    oid: str
    digest: Digest

    def unwrap(
        self,
        key: ec.EllipticCurvePrivateKey,
        point: bytes,
        wrapped: bytes,
        wrap: AlgorithmIdentifier,
        ukm: bytes | None,
    ) -> bytes:
        """Return the content key.

        ``point`` is the originator's public point on the key's own curve. Raises ValueError or
        ``InvalidUnwrap`` if anything does not fit.
        """
        size = KEY_WRAPS.get(wrap.oid)
        if size is None:
            raise ValueError(wrap.oid)
        peer = ec.EllipticCurvePublicKey.from_encoded_point(key.curve, point)
        secret = key.exchange(ec.ECDH(), peer)
        return aes_key_unwrap(self._derive(secret, size, wrap.raw, ukm), wrapped)

    def wrap(
        self, recipient: ec.EllipticCurvePublicKey, content_key: bytes, wrap_oid: str
    ) -> tuple[bytes, bytes]:
        """Return the point of a fresh key, and the content key wrapped to the recipient."""
        fresh = ec.generate_private_key(recipient.curve)
        secret = fresh.exchange(ec.ECDH(), recipient)
        identifier = build_algorithm(wrap_oid)
        kek = self._derive(secret, KEY_WRAPS[wrap_oid], identifier, None)
        numbers = fresh.public_key().public_numbers()
        size = (recipient.curve.key_size + 7) // 8
        point = b"\x04" + numbers.x.to_bytes(size, "big") + numbers.y.to_bytes(size, "big")
        return point, aes_key_wrap(kek, content_key)

    def identifier(self, wrap_oid: str) -> bytes:
        """Return the AlgorithmIdentifier (RFC 5753 s7.1.4: the wrap is its parameter)."""
        return build_algorithm(self.oid, build_algorithm(wrap_oid))

    def _derive(self, secret: bytes, size: int, wrap: bytes, ukm: bytes | None) -> bytes:
        # RFC 5753 s7.2: ECC-CMS-SharedInfo { keyInfo, [0] entityUInfo OPTIONAL, [2] suppPubInfo }
        party = b"" if ukm is None else der.encode(der.context(0), der.octet_string(ukm))
        bits = der.encode(der.context(2), der.octet_string((size * 8).to_bytes(4, "big")))
        info = der.sequence(wrap, party, bits)
        return X963KDF(self.digest.hash, size, info).derive(secret)


TABLE: Final = {
    agreement.oid: agreement
    for agreement in (
        KeyAgreement("ECDH with SHA-1 KDF", "1.3.133.16.840.63.0.2", digests.SHA1),
        KeyAgreement("ECDH with SHA-224 KDF", "1.3.132.1.11.0", digests.SHA224),
        KeyAgreement("ECDH with SHA-256 KDF", "1.3.132.1.11.1", digests.SHA256),
        KeyAgreement("ECDH with SHA-384 KDF", "1.3.132.1.11.2", digests.SHA384),
        KeyAgreement("ECDH with SHA-512 KDF", "1.3.132.1.11.3", digests.SHA512),
    )
}


def agreement_for(curve: ec.EllipticCurve) -> KeyAgreement:
    """Return what is written for a curve (RFC 5753 s8: the digest as strong as the curve)."""
    if curve.key_size <= 256:
        return TABLE["1.3.132.1.11.1"]
    return TABLE["1.3.132.1.11.2" if curve.key_size <= 384 else "1.3.132.1.11.3"]
