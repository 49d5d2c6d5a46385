"""PFX files (PKCS #12): a key, its certificate and the chain above it, under one password.

Written modern: PBES2 with AES-256 and a SHA-256 MAC, which Windows Server 2019, macOS 12 and
OpenSSL 1.1.1 and newer read; older targets can't.
"""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)

from smimeadmin.core.secret import Secret
from smimeadmin.pki import der
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import KeyMismatchError, MalformedDerError, UnsupportedKeyError
from smimeadmin.pki.key_pair import PrivateKey, key_id_of, spki_of, to_pkcs8
from smimeadmin.pki.store_errors import NotAPfxError, WrongPfxPasswordError

KDF_ROUNDS = 100_000


@dataclass(frozen=True, slots=True)
class Pfx:
    """What a PFX file holds. ``certificate`` is the one of the key, ``chain`` all others."""

    certificate: Certificate
    chain: tuple[Certificate, ...] = ()
    private_key: PrivateKey | None = field(default=None, repr=False)
    friendly_name: str = ""


def build_pfx(
    certificate: Certificate,
    private_key: PrivateKey,
    chain: Iterable[Certificate],
    password: Secret[str],
    *,
    friendly_name: str = "",
) -> bytes:
    """Return a PFX file. Raises ``KeyMismatchError`` if the key isn't the certificate's."""
    if spki_of(private_key) != certificate.spki:
        raise KeyMismatchError(certificate.subject)
    protection = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password.reveal().encode())
    )
    # The writer takes only objects of its own; the key is the same, whatever store it is from.
    key = load_der_private_key(to_pkcs8(private_key), None)
    return pkcs12.serialize_key_and_certificates(
        (friendly_name or certificate.simple_name()).encode(),
        key,  # type: ignore[arg-type] # RSA or EC, as PrivateKey says
        x509.load_der_x509_certificate(certificate.raw),
        [x509.load_der_x509_certificate(one.raw) for one in chain],
        protection,
    )


def build_pfx_of_certificates(
    certificates: Iterable[Certificate], password: Secret[str] | None
) -> bytes:
    """Return a PFX file without a key; without a password it is not encrypted either."""
    protection: KeySerializationEncryption = NoEncryption()
    if password is not None and len(password):
        protection = BestAvailableEncryption(password.reveal().encode())
    loaded = [x509.load_der_x509_certificate(one.raw) for one in certificates]
    return pkcs12.serialize_key_and_certificates(None, None, None, loaded, protection)


def parse_pfx(data: bytes, password: Secret[str] | None, name: str = "The data") -> Pfx:
    """Return what a PFX file holds; ``name`` says whose data it is.

    Raises ``NotAPfxError``, ``WrongPfxPasswordError`` or ``UnsupportedKeyError``.
    """
    if not is_pfx(data):
        raise NotAPfxError(name, "it is not of that structure")
    text = None if password is None else password.reveal().encode()
    try:
        with warnings.catch_warnings():
            # Files that NSS makes are BER, which the reader takes but warns of.
            warnings.simplefilter("ignore", UserWarning)
            content = pkcs12.load_pkcs12(data, text)
    except UnsupportedAlgorithm as error:
        raise NotAPfxError(name, "it is protected in a way that is not supported") from error
    except (ValueError, TypeError) as error:
        raise WrongPfxPasswordError(name) from error
    key = content.key
    if key is not None and not isinstance(key, PrivateKey):
        raise UnsupportedKeyError(f"The private key in {name}", "RSA, P-256, P-384")
    others = [_own(one.certificate) for one in content.additional_certs]
    if content.cert is not None:
        first = _own(content.cert.certificate)
        label = content.cert.friendly_name or b""
    elif others:
        first, label = others.pop(0), b""
    else:
        raise NotAPfxError(name, "it holds no certificate")
    if key is not None:
        first = first.owned(None, key_id_of(first.spki), has_key=True)
    return Pfx(first, tuple(others), key, label.decode("utf-8", "replace"))


def _own(certificate: x509.Certificate) -> Certificate:
    return Certificate(certificate.public_bytes(Encoding.DER))


def is_pfx(data: bytes) -> bool:
    """Say whether the data begins like a PFX: a SEQUENCE whose first part is the version 3."""
    try:
        definite, _ = der.to_definite(data)
        version = der.read(definite, der.read(definite).content_start)
    except MalformedDerError:
        return False
    return data[:1] == b"\x30" and version.tag == der.INTEGER and version.content == b"\x03"
