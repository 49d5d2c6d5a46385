"""The key that secure strings go under (MS-PSRP 2.2.2.3, 2.2.2.4 and 3.2.5.4.4)."""

import base64
import binascii
from typing import Final

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

from smimeadmin.lab.faults import bad_request

_PUBLIC: Final = bytes.fromhex("0602000000a400005253413100080000")
"""A PUBLICKEYBLOB for key exchange, "RSA1", 2048 bits."""
_SEALED: Final = bytes.fromhex("010200001066000000a40000")
"""A SIMPLEBLOB: AES-256 under RSA."""
_MODULUS: Final = 256


def sealed_key(client_key: str, session_key: bytes) -> str:
    """Return the session key (32 bytes) under a client's key, both sides in base64.

    Raises WsManFault for a key that isn't of the one kind that clients send.
    """
    try:
        blob = base64.b64decode(client_key, validate=True)
    except binascii.Error as error:
        raise bad_request("The public key is no base64.") from error
    exponent = int.from_bytes(blob[16:20], "little")
    modulus = int.from_bytes(blob[20:], "little")
    if len(blob) != 20 + _MODULUS or not blob.startswith(_PUBLIC) or modulus.bit_length() != 2048:
        raise bad_request("The public key is no RSA key of 2048 bits.")
    try:
        public = RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError as error:
        raise bad_request("The public key is no RSA key.") from error
    sealed = public.encrypt(session_key, PKCS1v15())
    return base64.b64encode(_SEALED + sealed[::-1]).decode()
