"""A private key in a PEM text beside its certificate."""

import re
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import KeyMismatchError, UnsupportedKeyError
from smimeadmin.pki.key_pair import PrivateKey, key_id_of, spki_of

_BLOCK: Final = re.compile(
    rb"-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----.+?-----END \1-----", re.DOTALL
)
_ALLOWED: Final = "RSA, P-256, P-384"


def load_key_for(certificate: Certificate, data: bytes) -> Certificate:
    """Return the certificate with the private key of a PEM text in memory.

    Raises ``UnsupportedKeyError`` or ``KeyMismatchError``.
    """
    block = _BLOCK.search(data)
    if block is None:
        raise UnsupportedKeyError("A text without a private key in PEM form", _ALLOWED)
    try:
        key = load_pem_private_key(block.group(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnsupportedKeyError("The private key", _ALLOWED) from error
    if not isinstance(key, PrivateKey):
        raise UnsupportedKeyError("A private key of this kind", _ALLOWED)
    if spki_of(key) != certificate.spki:
        raise KeyMismatchError(certificate.subject)
    return Certificate(
        certificate.raw,
        key_id=key_id_of(certificate.spki),
        has_private_key=True,
        held_key=key,
    )
