"""Certificates that the project's own issuing code would not make: any name, any dates."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from smimeadmin.pki.certificate import Certificate, load_certificate


def self_signed(
    name: str, *, not_after: datetime, not_before: datetime | None = None
) -> Certificate:
    """Return a P-256 root CA of that common name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before or not_after - timedelta(days=365))
        .not_valid_after(not_after)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    return load_certificate(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))
