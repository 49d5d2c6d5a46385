"""A CA and a server certificate for 127.0.0.1, made anew for a test."""

import datetime as dt
import ipaddress
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def server_context(folder):
    """Return a TLS context for a server, and the file of the CA that issued its certificate."""
    now = dt.datetime.now(dt.UTC)
    day = dt.timedelta(days=1)

    def built(name, issuer, key, signer, extensions):
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - day)
            .not_valid_after(now + day)
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(signer, hashes.SHA256())

    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    ca_id = x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key())
    ca = built(
        "Test CA",
        "Test CA",
        ca_key,
        ca_key,
        [x509.BasicConstraints(ca=True, path_length=None), ca_id],
    )
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    leaf = built(
        "ex1",
        "Test CA",
        key,
        ca_key,
        [
            x509.SubjectAlternativeName([address]),
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(ca_id),
        ],
    )
    pem = serialization.Encoding.PEM
    ca_file, leaf_file = folder / "ca.pem", folder / "server.pem"
    ca_file.write_bytes(ca.public_bytes(pem))
    leaf_file.write_bytes(
        leaf.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(leaf_file)
    return context, ca_file
