"""Private keys of the kinds that S/MIME uses here: made, named, written and used to sign."""

import hashlib
from enum import StrEnum
from threading import Thread

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from smimeadmin.pki import der
from smimeadmin.pki.errors import UnsupportedKeyError

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


class KeyAlgorithm(StrEnum):
    """The kinds of keys that can be made, as the commands name them."""

    RSA_2048 = "RSA-2048"
    RSA_3072 = "RSA-3072"
    RSA_4096 = "RSA-4096"
    P_256 = "P-256"
    P_384 = "P-384"

    @classmethod
    def parse(cls, text: str) -> "KeyAlgorithm":
        """Return the algorithm of that name, in any case. Raises ``UnsupportedKeyError``."""
        for algorithm in cls:
            if algorithm.value == text.upper():
                return algorithm
        raise UnsupportedKeyError(f"The key algorithm '{text}'", ", ".join(cls))


AUTHORITY_ALGORITHMS = (
    KeyAlgorithm.RSA_3072,
    KeyAlgorithm.RSA_4096,
    KeyAlgorithm.P_256,
    KeyAlgorithm.P_384,
)
_CURVES: dict[KeyAlgorithm, type[ec.SECP256R1 | ec.SECP384R1]] = {
    KeyAlgorithm.P_256: ec.SECP256R1,
    KeyAlgorithm.P_384: ec.SECP384R1,
}
_RSA_SHA256 = der.sequence(der.oid("1.2.840.113549.1.1.11"), der.NULL)
_ECDSA_SHA256 = der.sequence(der.oid("1.2.840.10045.4.3.2"))
_ECDSA_SHA384 = der.sequence(der.oid("1.2.840.10045.4.3.3"))


def generate(algorithm: KeyAlgorithm) -> PrivateKey:
    """Make a new private key."""
    if curve := _CURVES.get(algorithm):
        return ec.generate_private_key(curve())
    return _rsa_key(int(algorithm.value.removeprefix("RSA-")))


def _rsa_key(bits: int) -> rsa.RSAPrivateKey:
    """Make an RSA key in a thread of its own: meanwhile this one hears Ctrl-C.

    It takes up to seconds in one call into C, in which no signal is looked at.
    """
    made: list[rsa.RSAPrivateKey] = []
    failures: list[BaseException] = []

    def make() -> None:
        try:
            made.append(rsa.generate_private_key(65537, bits))
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            failures.append(error)

    thread = Thread(target=make, name="rsa-key", daemon=True)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]
    return made[0]


def algorithm_name(key: PrivateKey | PublicKey) -> str:
    """Return the kind of a key as the commands name it, also of sizes that none is made of."""
    if isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey):
        return f"RSA-{key.key_size}"
    return f"P-{key.curve.key_size}" if key.curve.name.startswith("secp") else key.curve.name


def spki_of(key: PrivateKey) -> bytes:
    """Return the SubjectPublicKeyInfo of a private key's public half."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def key_identifier(spki: bytes) -> bytes:
    """Return the 20 bytes that name a public key (RFC 7093 s2, method 1: SHA-256, leftmost)."""
    _, key = der.read(spki).children()
    return hashlib.sha256(der.decode_bits(key)[1]).digest()[:20]


def key_id_of(spki: bytes) -> str:
    """Return the id under which the key store keeps the private half: its identifier in hex."""
    return key_identifier(spki).hex()


def to_pkcs8(key: PrivateKey) -> bytes:
    """Return the key as PKCS #8 DER, unencrypted."""
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def from_pkcs8(data: bytes) -> PrivateKey:
    """Return the key in PKCS #8 DER that ``to_pkcs8`` made and the key store kept.

    The numbers of an RSA key are not tested for being primes, which takes as long as making one:
    what the store gives back is authenticated. Raises ``UnsupportedKeyError`` for another kind.
    """
    allowed = "RSA, P-256, P-384"
    try:
        key = load_der_private_key(data, None, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnsupportedKeyError("The private key", allowed) from error
    if not isinstance(key, PrivateKey):
        raise UnsupportedKeyError("A private key of this kind", allowed)
    return key


def signature_algorithm(key: PrivateKey) -> bytes:
    """Return the AlgorithmIdentifier of certificates that the key signs."""
    if isinstance(key, rsa.RSAPrivateKey):
        return _RSA_SHA256
    return _ECDSA_SHA384 if key.curve.key_size > 256 else _ECDSA_SHA256


def sign(key: PrivateKey, data: bytes) -> bytes:
    """Sign as ``signature_algorithm`` says: SHA-256, and SHA-384 under P-384."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    digest = hashes.SHA384() if key.curve.key_size > 256 else hashes.SHA256()
    return key.sign(data, ec.ECDSA(digest))
