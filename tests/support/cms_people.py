"""Signers and recipients for CMS tests, their certificates built by cryptography alone."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from smimeadmin.cms import PrivateKey, Signer
from smimeadmin.cms.errors import CmsError

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
KINDS = ("RSA-2048", "P-256", "P-384")


@dataclass(frozen=True)
class Person:
    """A certificate as cryptography has it, and its key."""

    certificate: x509.Certificate
    key: PrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def signer(self) -> Signer:
        return Signer(self.der, self.key, self.der)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM) + self.key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )


def make_key(kind: str) -> PrivateKey:
    if kind.startswith("RSA"):
        return rsa.generate_private_key(65537, int(kind[4:]))
    return ec.generate_private_key({"P-256": ec.SECP256R1, "P-384": ec.SECP384R1}[kind]())


def make_person(kind: str, name: str, issuer: Person | None, *, ski: bool = True) -> Person:
    key = make_key(kind)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    address = f"{name.lower()}@contoso.example"
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=30))
        .not_valid_after(NOW + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if ski:
        builder = builder.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
    if issuer is not None:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False
        ).add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
    return Person(builder.sign(key if issuer is None else issuer.key, hashes.SHA256()), key)


@cache
def root() -> Person:
    return make_person("P-256", "Root", None)


@cache
def _person(name: str, kind: str) -> Person:
    return make_person(kind, name, root())


def anna(kind: str = "P-256") -> Person:
    return _person("Anna", kind)


def bo(kind: str = "P-256") -> Person:
    return _person("Bo", kind)


def refusal(call: Callable[[], object]) -> CmsError | None:
    """Return the error that a call is refused with, None if it goes through."""
    try:
        call()
    except CmsError as error:
        return error
    return None


class OpenSsl:
    """The openssl program in a folder, with the people's files in it."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("openssl is not installed")
        self.folder = folder
        self.put("root.pem", root().certificate.public_bytes(Encoding.PEM))

    def put(self, name: str, data: bytes) -> str:
        (self.folder / name).write_bytes(data)
        return name

    def get(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def __call__(self, *arguments: str, check: bool = True) -> bytes:
        done = subprocess.run(
            ["openssl", *arguments], cwd=self.folder, capture_output=True, timeout=60, check=False
        )
        if check:
            assert done.returncode == 0, done.stderr.decode()
        return done.stdout
