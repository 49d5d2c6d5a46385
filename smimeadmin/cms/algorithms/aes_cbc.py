"""Block ciphers in CBC mode: AES (RFC 3565), and triple DES to be read (RFC 3370 s5.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from smimeadmin.cms.algorithms.identifier import build_algorithm
from smimeadmin.cms.ber import Element
from smimeadmin.pki import der
from smimeadmin.pki.der import Pieces


@dataclass(frozen=True, slots=True)
class BlockCipher:
    """A cipher in CBC mode with the padding of RFC 5652 s6.3; sizes in octets."""

    name: str
    oid: str
    key_size: int
    block_size: int
    algorithm: Callable[[bytes], BlockCipherAlgorithm]
    weak: bool = False

    def encrypt(self, key: bytes, iv: bytes, content: bytes) -> Pieces:
        """Return the ciphertext in pieces: the whole blocks, then the padded last one."""
        encryptor = Cipher(self.algorithm(key), CBC(iv)).encryptor()
        whole = len(content) - len(content) % self.block_size
        body = encryptor.update(memoryview(content)[:whole])
        fill = self.block_size - (len(content) - whole)
        last = encryptor.update(content[whole:] + bytes((fill,)) * fill)
        encryptor.finalize()
        return [body, last]

    def decrypt(self, key: bytes, parameters: Element | None, ciphertext: bytes) -> bytes:
        """Return the content; raise ValueError if anything is wrong, whatever it is."""
        if parameters is None or parameters.tag != der.OCTET_STRING:
            raise ValueError(self.name)
        decryptor = Cipher(self.algorithm(key), CBC(parameters.content)).decryptor()
        padded = decryptor.update(ciphertext) + decryptor.finalize()
        fill = padded[-1] if padded else 0
        if not 0 < fill <= self.block_size or padded[-fill:] != bytes((fill,)) * fill:
            raise ValueError(self.name)
        return padded[:-fill]

    def identifier(self, iv: bytes) -> bytes:
        """Return the AlgorithmIdentifier (RFC 3565 s4.1: the IV is its parameter)."""
        return build_algorithm(self.oid, der.octet_string(iv))


AES128: Final = BlockCipher("AES-128-CBC", "2.16.840.1.101.3.4.1.2", 16, 16, AES)
AES192: Final = BlockCipher("AES-192-CBC", "2.16.840.1.101.3.4.1.22", 24, 16, AES)
AES256: Final = BlockCipher("AES-256-CBC", "2.16.840.1.101.3.4.1.42", 32, 16, AES)
DES3: Final = BlockCipher("3DES-CBC", "1.2.840.113549.3.7", 24, 8, TripleDES, weak=True)

TABLE: Final = {cipher.oid: cipher for cipher in (AES128, AES192, AES256, DES3)}
