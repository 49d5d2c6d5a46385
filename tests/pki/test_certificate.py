"""Certificates as .NET shows them, and bytes that are none."""

import base64
import json
import warnings
from pathlib import Path

import cryptography_vectors
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from smimeadmin.pki import extensions
from smimeadmin.pki import name as names
from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.dotnet_oids import Oid
from smimeadmin.pki.errors import NotACertificateError
from smimeadmin.pki.extensions import KeyUsage
from smimeadmin.pki.pem import to_pem

DOTNET = Path(__file__).parent.parent / "vectors" / "dotnet"
ROWS = [
    json.loads(line) for line in (DOTNET / "certificates.jsonl").read_text("utf-8").splitlines()
]
FOREIGN = Path(cryptography_vectors.__file__).parent / "x509"


def anna() -> Certificate:
    return load_certificate((DOTNET / "cms" / "anna.cer").read_bytes())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["SimpleName"])
def test_properties_are_dotnets(row: dict[str, object]) -> None:
    certificate = load_certificate((DOTNET / str(row["file"])).read_bytes())
    assert certificate.subject == row["Subject"]
    assert certificate.issuer == row["Issuer"]
    assert certificate.serial_number == row["SerialNumber"]
    assert certificate.thumbprint == row["Thumbprint"]
    assert f"{certificate.not_before:%Y-%m-%dT%H:%M:%S}.0000000Z" == row["NotBefore"]
    assert f"{certificate.not_after:%Y-%m-%dT%H:%M:%S}.0000000Z" == row["NotAfter"]
    assert certificate.friendly_name == row["FriendlyName"]
    assert certificate.has_private_key is row["HasPrivateKey"]
    assert certificate.version == row["Version"]
    assert certificate.signature_algorithm.friendly_name == row["SignatureAlgorithm"]
    assert certificate.public_key.oid.value == row["KeyAlgorithm"]
    assert certificate.simple_name() == row["SimpleName"]
    assert certificate.email_name() == row["EmailName"]
    assert (certificate.user_principal_name or "") == row["UpnName"]
    assert certificate.dns_name() == row["DnsName"]
    assert names.simple_name(certificate.parts.issuer) == row["IssuerSimple"]
    assert certificate.subject_name.name == row["Subject"]


def foreign_certificates() -> list[Path]:
    files = [*FOREIGN.glob("PKITS_data/certs/*.crt"), *FOREIGN.glob("custom/*.pem")]
    files += [*FOREIGN.glob("*.pem"), *FOREIGN.glob("*.der")]
    return sorted(files)


def read_by_cryptography(data: bytes) -> tuple[x509.Certificate, x509.Extensions] | None:
    load = x509.load_der_x509_certificate
    if data[:1] != b"\x30":
        load = x509.load_pem_x509_certificate
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            certificate = load(data)
            _ = certificate.serial_number, certificate.subject, certificate.not_valid_after_utc
            found = certificate.extensions
        except (ValueError, x509.InvalidVersion, x509.DuplicateExtension):
            return None
        except x509.UnsupportedGeneralNameType:
            return None
        return certificate, found


def test_own_parser_agrees_with_cryptography_on_foreign_certificates() -> None:
    compared = 0
    for file in foreign_certificates():
        data = file.read_bytes()
        read = read_by_cryptography(data)
        if read is None:
            continue
        theirs, their_extensions = read
        ours = load_certificate(data, file.name)
        assert ours.not_after == theirs.not_valid_after_utc, file.name
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert ours.serial == theirs.serial_number, file.name
        expected = {one.oid.dotted_string: one.critical for one in their_extensions}
        assert {one.oid: one.critical for one in ours.parts.extensions.values()} == expected, (
            file.name
        )
        assert ours.parts.tbs == theirs.tbs_certificate_bytes
        assert ours.parts.signature == theirs.signature
        assert ours.sha256 == theirs.fingerprint(hashes.SHA256()).hex().upper()
        for extension in their_extensions:
            if isinstance(extension.value, x509.BasicConstraints):
                assert ours.is_ca is extension.value.ca, file.name
                assert ours.basic_constraints is not None
                assert ours.basic_constraints.path_length == extension.value.path_length
            elif isinstance(extension.value, x509.KeyUsage):
                usage = ours.key_usage
                assert usage is not None
                assert bool(usage & KeyUsage.KEY_CERT_SIGN) is extension.value.key_cert_sign
                assert bool(usage & KeyUsage.DIGITAL_SIGNATURE) is extension.value.digital_signature
                assert bool(usage & KeyUsage.KEY_AGREEMENT) is extension.value.key_agreement
            elif isinstance(extension.value, x509.SubjectKeyIdentifier):
                assert ours.subject_key_identifier == extension.value.digest
            elif isinstance(extension.value, x509.AuthorityKeyIdentifier):
                assert ours.authority_key_identifier == extension.value.key_identifier
            elif isinstance(extension.value, x509.ExtendedKeyUsage):
                theirs_usages = tuple(one.dotted_string for one in extension.value)
                assert ours.extended_key_usages == theirs_usages
        compared += 1
    assert compared > 450


def test_certificate_that_cryptography_refuses_is_read() -> None:
    data = (FOREIGN / "PKITS_data/certs/ValidDSAParameterInheritanceTest5EE.crt").read_bytes()
    certificate = load_certificate(data)
    assert certificate.simple_name() == "Valid DSA Parameter Inheritance EE Certificate Test5"
    assert certificate.public_key.oid == Oid("1.2.840.10040.4.1")


def test_pem_base64_and_der_give_the_same() -> None:
    certificate = anna()
    pem = to_pem(certificate)
    assert load_certificate(pem.encode()) == certificate
    assert load_certificate(b"Subject: somebody\r\n" + pem.replace("\n", "\r\n").encode()) == anna()
    assert load_certificate(base64.encodebytes(certificate.raw)) == certificate


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"Name,Mail\nAnna,anna@contoso.example\n",
        b"\x30\x03\x02\x01",
        b"\x30\x03\x02\x01\x05",
        base64.b64encode(b"no certificate"),
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n",
    ],
)
def test_bytes_that_are_no_certificate(data: bytes) -> None:
    with pytest.raises(NotACertificateError) as caught:
        load_certificate(data, "people.csv")
    assert caught.value.id == "Pki.NotACertificate"
    assert caught.value.name == "people.csv"


def test_every_truncation_is_told() -> None:
    raw = anna().raw
    for size in range(len(raw)):
        with pytest.raises(NotACertificateError):
            load_certificate(raw[:size])
    with pytest.raises(NotACertificateError):
        load_certificate(raw + b"\x00")


def test_what_the_workspace_knows_does_not_change_equality() -> None:
    owned = anna().owned("anna@contoso.example", "ab12", has_key=True)
    assert owned == anna()
    assert hash(owned) == hash(anna())
    assert (owned.identity, owned.key_id, owned.has_private_key) == (
        "anna@contoso.example",
        "ab12",
        True,
    )


def test_purposes_are_named() -> None:
    listed = anna().enhanced_key_usage_list
    assert [usage.object_id for usage in listed] == list(anna().extended_key_usages or ())
    assert Oid(extensions.EMAIL_PROTECTION).friendly_name == "Secure Email"
