"""What is made, what is accepted, what is refused: the one place that says so.

Made: SHA-256 and stronger, AES-128 and stronger, RSA-2048 and stronger, P-256 and stronger.
Accepted, and flagged as weak: SHA-1 and MD5 digests, RSA-1024 and stronger, triple DES.
Refused: anything below, and whatever the tables of ``cms/algorithms`` do not hold.
"""

from typing import Final, TypeVar

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from smimeadmin.cms.algorithms import BlockCipher, Digest, aes_cbc, digests
from smimeadmin.cms.errors import RefusedAlgorithmError, UnsupportedAlgorithmError

MAKE_DIGESTS: Final = (digests.SHA256, digests.SHA384, digests.SHA512)  # weakest first
MAKE_CIPHERS: Final = (aes_cbc.AES128, aes_cbc.AES192, aes_cbc.AES256)  # weakest first

MAKE_RSA_BITS: Final = 2048
ACCEPT_RSA_BITS: Final = 1024
STRONG_CURVE_BITS: Final = 256

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


def digest_to_make(name: str) -> Digest:
    """Return the digest with this name (``SHA-256`` or ``SHA256``), if it may be made."""
    return _by_name(name, MAKE_DIGESTS, tuple(digests.TABLE.values()), "digest")


def cipher_to_make(name: str) -> BlockCipher:
    """Return the cipher with this name (``AES-256-CBC`` or ``AES256``), if it may be made."""
    return _by_name(name, MAKE_CIPHERS, tuple(aes_cbc.TABLE.values()), "cipher")


def _plain(name: str) -> str:
    return name.upper().replace("-", "").removesuffix("CBC")


T = TypeVar("T", Digest, BlockCipher)


def _by_name(name: str, made: tuple[T, ...], known: tuple[T, ...], role: str) -> T:
    wanted = _plain(name)
    for algorithm in made:
        if _plain(algorithm.name) == wanted:
            return algorithm
    if any(_plain(algorithm.name) == wanted for algorithm in known):
        raise RefusedAlgorithmError(role, name)
    raise UnsupportedAlgorithmError(role, name)


def check_key_to_make(key: PublicKey) -> None:
    """Raise if a key is too weak to sign or encrypt with today."""
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < MAKE_RSA_BITS:
            raise RefusedAlgorithmError("key", f"RSA-{key.key_size}")
    elif key.curve.key_size < STRONG_CURVE_BITS:
        raise RefusedAlgorithmError("key", key.curve.name)


def check_key_to_accept(key: PublicKey) -> None:
    """Raise if a signature by such a key proves nothing any more."""
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < ACCEPT_RSA_BITS:
        raise RefusedAlgorithmError("key", f"RSA-{key.key_size}")


def weaknesses(digest: Digest, key: PublicKey) -> tuple[str, ...]:
    """Return what is weak about a signature, in words; empty if nothing is."""
    found = []
    if digest.weak:
        found.append(f"digest {digest.name}")
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < MAKE_RSA_BITS:
            found.append(f"key RSA-{key.key_size}")
    elif key.curve.key_size < STRONG_CURVE_BITS:
        found.append(f"key {key.curve.name}")
    return tuple(found)
