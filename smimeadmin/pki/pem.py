"""PEM texts (RFC 7468)."""

import base64

from smimeadmin.pki.certificate import Certificate


def pem_text(data: bytes, label: str) -> str:
    """Return bytes as PEM, lines of 64 characters, LF between them and none at the end."""
    text = base64.b64encode(data).decode("ascii")
    lines = "\n".join(text[n : n + 64] for n in range(0, len(text), 64))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----"


def to_pem(certificate: Certificate) -> str:
    """Return a certificate as PEM text that ends with LF."""
    return pem_text(certificate.raw, "CERTIFICATE") + "\n"
