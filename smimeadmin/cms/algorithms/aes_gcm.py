"""AES in Galois/Counter Mode (RFC 5084), read only."""

from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from smimeadmin.cms.ber import Element
from smimeadmin.pki import der


@dataclass(frozen=True, slots=True)
class AuthenticatedCipher:
    """A cipher that checks its own content; sizes in octets."""

    name: str
    oid: str
    key_size: int

    def decrypt(
        self, key: bytes, parameters: Element | None, ciphertext: bytes, tag: bytes, aad: bytes
    ) -> bytes:
        """Return the content; raise ValueError or InvalidTag if anything is wrong."""
        if parameters is None:
            raise ValueError(self.name)
        fields = parameters.fields(der.SEQUENCE, "GCMParameters")
        nonce = fields.take(der.OCTET_STRING, "nonce").content
        given = fields.optional(der.INTEGER)
        size = given.integer() if given else 12  # RFC 5084 s3.2: the default
        if size != len(tag) or not 12 <= size <= 16:
            raise ValueError(self.name)
        decryptor = Cipher(AES(key), GCM(nonce, tag, min_tag_length=12)).decryptor()
        decryptor.authenticate_additional_data(aad)
        return decryptor.update(ciphertext) + decryptor.finalize()


TABLE: Final = {
    cipher.oid: cipher
    for cipher in (
        AuthenticatedCipher("AES-128-GCM", "2.16.840.1.101.3.4.1.6", 16),
        AuthenticatedCipher("AES-192-GCM", "2.16.840.1.101.3.4.1.26", 24),
        AuthenticatedCipher("AES-256-GCM", "2.16.840.1.101.3.4.1.46", 32),
    )
}
