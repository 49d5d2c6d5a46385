"""Secrets as texts: sealed with the key of the workspace, or under a key that somebody gives.

The second form is PowerShell's own: AES in CBC mode, behind a fixed header, base64 of UTF-16LE
``2|initialization vector in base64|ciphertext in hexadecimal``.
"""

import base64
import binascii
import secrets
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from smimeadmin.pki.errors import SecretKeyLengthError, SecretTextError
from smimeadmin.pki.keys import WorkspaceKeys

HEADER: Final = "76492d1116743f0423413b16050a5345"
_VERSION: Final = "2"
_BLOCK: Final = 16
_KEY_SIZES: Final = frozenset({16, 24, 32})


class SecretTexts:
    """Makes texts of secrets, and opens them."""

    def __init__(self, keys: WorkspaceKeys) -> None:
        self._keys = keys

    def seal(self, secret: bytes) -> bytes:
        """Return a secret sealed with the key of the workspace; asks for its passphrase."""
        return self._keys.seal(secret)

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed. Raises ``SecretTextError``, ``WrongPassphraseError``."""
        return self._keys.open_sealed(sealed)

    def lock_by_key(self, secret: bytes, key: bytes) -> str:
        """Return a secret encrypted under a key of 16, 24 or 32 bytes, as PowerShell writes it."""
        vector = secrets.token_bytes(_BLOCK)
        padder = PKCS7(_BLOCK * 8).padder()
        encryptor = _cipher(key, vector).encryptor()
        padded = padder.update(secret) + padder.finalize()
        hidden = encryptor.update(padded) + encryptor.finalize()
        package = f"{_VERSION}|{base64.b64encode(vector).decode()}|{hidden.hex()}"
        return HEADER + base64.b64encode(package.encode("utf-16-le")).decode()

    def open_by_key(self, text: str, key: bytes) -> bytes:
        """Return what was encrypted under a key. Raises ``SecretTextError``."""
        vector, hidden = _parts(text.strip())
        decryptor = _cipher(key, vector).decryptor()
        unpadder = PKCS7(_BLOCK * 8).unpadder()
        try:
            padded = decryptor.update(hidden) + decryptor.finalize()
            return unpadder.update(padded) + unpadder.finalize()
        except ValueError as error:
            raise SecretTextError from error


def _cipher(key: bytes, vector: bytes) -> Cipher[modes.CBC]:
    if len(key) not in _KEY_SIZES:
        raise SecretKeyLengthError(len(key))
    return Cipher(algorithms.AES(key), modes.CBC(vector))


def _parts(text: str) -> tuple[bytes, bytes]:
    """Return initialization vector and ciphertext of PowerShell's form."""
    if not text.startswith(HEADER):
        raise SecretTextError
    try:
        package = base64.b64decode(text.removeprefix(HEADER), validate=True).decode("utf-16-le")
        version, vector, hidden = package.split("|")
        raw_vector = base64.b64decode(vector, validate=True)
        raw_hidden = bytes.fromhex(hidden)
    except (ValueError, binascii.Error) as error:
        raise SecretTextError from error
    if version != _VERSION or len(raw_vector) != _BLOCK or len(raw_hidden) % _BLOCK:
        raise SecretTextError
    return raw_vector, raw_hidden
