"""Reading a store of 800 certificates with six properties each, beside loading their DER."""

from datetime import UTC, datetime, timedelta
from functools import partial
from struct import pack

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from smimeadmin.pki.store import TrustCollection
from tests.bench.measure import Figure, medians, milliseconds, seconds_of

COUNT = 800
BAR = 4.0
PROPERTIES = {
    3: bytes(20),
    4: bytes(16),
    11: "Contoso\0".encode("utf-16-le"),
    20: bytes(20),
    27: bytes(8),
    107: bytes(32),
}
"""SHA-1, MD5, friendly name, key identifier, date stamp, SHA-256."""


def figures() -> list[Figure]:
    """Measure reading."""
    certificates = _certificates()
    data = _store(certificates)
    took = medians(
        {
            "load": partial(
                seconds_of, lambda: list(map(x509.load_der_x509_certificate, certificates))
            ),
            "parse": partial(seconds_of, lambda: TrustCollection.parse(data)),
            "read": partial(seconds_of, lambda: _subjects(data)),
        }
    )
    beside = f"cryptography loads their DER: {took['load'] * 1000:.1f} ms"
    return [
        Figure(
            f"store of {COUNT} certificates read",
            f"{took['parse'] * 1000:.1f} ms",
            beside,
            took["parse"] / took["load"],
            BAR,
        ),
        Figure(
            "the same, and every subject and end of validity",
            milliseconds(took["read"]),
            beside,
            took["read"] / took["load"],
        ),
    ]


def _subjects(data: bytes) -> list[tuple[str, datetime]]:
    collection = TrustCollection.parse(data)
    return [(one.subject, one.not_after) for one in collection.certificates]


def _certificates() -> list[bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    start = datetime(2026, 1, 1, tzinfo=UTC)
    found = []
    for number in range(COUNT):
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"CA {number}")])
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(number + 1)
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        )
        found.append(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))
    return found


def _store(certificates: list[bytes]) -> bytes:
    """Build the store by the format's own description, not by the code that is measured."""

    def element(identifier: int, data: bytes) -> bytes:
        return pack("<III", identifier, 1, len(data)) + data

    properties = b"".join(element(identifier, data) for identifier, data in PROPERTIES.items())
    groups = b"".join(properties + element(32, data) for data in certificates)
    return b"\0\0\0\0CERT" + groups + bytes(12)
