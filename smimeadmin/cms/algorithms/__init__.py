"""The algorithms of CMS, one family a file, found by OID in the tables of this package.

To add one: write its object in the file of its family (or a new file) and name it in that file's
table; the tables below join them. What may be *made*, *accepted* or is *refused* is not decided
here but in ``cms/policy.py``.
"""

from typing import Final

from smimeadmin.cms.algorithms import aes_cbc, aes_gcm, digests, ecdh, ecdsa, rsa
from smimeadmin.cms.algorithms.aes_cbc import BlockCipher
from smimeadmin.cms.algorithms.aes_gcm import AuthenticatedCipher
from smimeadmin.cms.algorithms.digests import Digest
from smimeadmin.cms.algorithms.ecdh import KeyAgreement
from smimeadmin.cms.algorithms.identifier import AlgorithmIdentifier
from smimeadmin.cms.algorithms.rsa import KeyTransport
from smimeadmin.cms.algorithms.signatures import SignatureAlgorithm
from smimeadmin.cms.errors import UnsupportedAlgorithmError

DIGESTS: Final[dict[str, Digest]] = digests.TABLE
SIGNATURES: Final[dict[str, SignatureAlgorithm]] = {**rsa.SIGNATURES, **ecdsa.SIGNATURES}
KEY_TRANSPORTS: Final[dict[str, KeyTransport]] = rsa.KEY_TRANSPORTS
KEY_AGREEMENTS: Final[dict[str, KeyAgreement]] = ecdh.TABLE
CIPHERS: Final[dict[str, BlockCipher]] = aes_cbc.TABLE
AUTHENTICATED_CIPHERS: Final[dict[str, AuthenticatedCipher]] = aes_gcm.TABLE

# Names of what is met in old mail and not implemented, so that errors can say what it was.
KNOWN_NAMES: Final[dict[str, str]] = {
    "1.2.840.113549.3.2": "RC2",
    "1.2.840.113549.3.4": "RC4",
    "1.3.14.3.2.7": "DES",
    "1.2.840.10040.4.1": "DSA",
    "1.2.840.10040.4.3": "DSA with SHA-1",
    "2.16.840.1.101.3.4.3.1": "DSA with SHA-224",
    "2.16.840.1.101.3.4.3.2": "DSA with SHA-256",
    "1.3.101.112": "Ed25519",
    "1.3.101.113": "Ed448",
    "1.2.840.113549.2.2": "MD2",
}


def name_of(oid: str) -> str:
    """Return the name of an algorithm, or its OID if it is unknown."""
    for table in (DIGESTS, SIGNATURES, KEY_TRANSPORTS, KEY_AGREEMENTS, CIPHERS):
        if oid in table:
            return table[oid].name
    if oid in AUTHENTICATED_CIPHERS:
        return AUTHENTICATED_CIPHERS[oid].name
    return KNOWN_NAMES.get(oid, oid)


def digest_for(identifier: AlgorithmIdentifier) -> Digest:
    """Return the digest that an AlgorithmIdentifier names, or raise that it is unknown."""
    found = DIGESTS.get(identifier.oid)
    if found is None:
        raise UnsupportedAlgorithmError("digest", name_of(identifier.oid))
    return found


def signature_for(identifier: AlgorithmIdentifier) -> SignatureAlgorithm:
    """Return the signature algorithm that an AlgorithmIdentifier names, or raise."""
    found = SIGNATURES.get(identifier.oid)
    if found is None:
        raise UnsupportedAlgorithmError("signature algorithm", name_of(identifier.oid))
    return found


__all__ = [
    "AUTHENTICATED_CIPHERS",
    "CIPHERS",
    "DIGESTS",
    "KEY_AGREEMENTS",
    "KEY_TRANSPORTS",
    "SIGNATURES",
    "AlgorithmIdentifier",
    "AuthenticatedCipher",
    "BlockCipher",
    "Digest",
    "KeyAgreement",
    "KeyTransport",
    "SignatureAlgorithm",
    "digest_for",
    "name_of",
    "signature_for",
]
