"""Message digests (RFC 5754 s2, RFC 3370 s2)."""

import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives import hashes

from smimeadmin.cms.algorithms.identifier import build_algorithm


@dataclass(frozen=True, slots=True, eq=False)
class Digest:
    """A digest: its name as people write it, its OID, and cryptography's object for it."""

    name: str
    oid: str
    hash: hashes.HashAlgorithm
    weak: bool = False

    @property
    def key(self) -> str:
        """The name that hashlib and the micalg parameter build on, as in ``sha256``."""
        return self.name.replace("-", "").lower()

    def digest(self, data: bytes | bytearray | memoryview) -> bytes:
        """Return the digest of the data."""
        return hashlib.new(self.key, data, usedforsecurity=False).digest()

    def identifier(self) -> bytes:
        """Return the AlgorithmIdentifier (RFC 5754 s2: parameters are absent)."""
        return build_algorithm(self.oid)


MD5: Final = Digest("MD5", "1.2.840.113549.2.5", hashes.MD5(), weak=True)  # noqa: S303 - read only
SHA1: Final = Digest("SHA-1", "1.3.14.3.2.26", hashes.SHA1(), weak=True)  # noqa: S303 - read only
SHA224: Final = Digest("SHA-224", "2.16.840.1.101.3.4.2.4", hashes.SHA224())
SHA256: Final = Digest("SHA-256", "2.16.840.1.101.3.4.2.1", hashes.SHA256())
SHA384: Final = Digest("SHA-384", "2.16.840.1.101.3.4.2.2", hashes.SHA384())
SHA512: Final = Digest("SHA-512", "2.16.840.1.101.3.4.2.3", hashes.SHA512())

TABLE: Final = {d.oid: d for d in (MD5, SHA1, SHA224, SHA256, SHA384, SHA512)}
