"""PFX files: written ones open in openssl, foreign ones open here."""

import subprocess
from pathlib import Path

import cryptography_vectors
import pytest

from smimeadmin.core.secret import Secret
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import KeyMismatchError
from smimeadmin.pki.key_pair import spki_of
from smimeadmin.pki.pem import to_pem
from smimeadmin.pki.pkcs12 import build_pfx, parse_pfx
from smimeadmin.pki.profile import Holder
from smimeadmin.pki.store_errors import NotAPfxError, WrongPfxPasswordError
from tests.support.pki import Pki, openssl

FOREIGN = Path(cryptography_vectors.__file__).parent
DOTNET = Path(__file__).parent.parent / "vectors" / "dotnet" / "cms"


def exported(algorithm: str = "P-256") -> tuple[bytes, Certificate, tuple[Certificate, ...]]:
    pki = Pki()
    pki.authority("Root")
    pki.authority("Issuing", "Root")
    leaf = pki.issue(algorithm=algorithm)
    chain = pki.authorities.chain_of(leaf)
    assert leaf.key_id is not None
    key = pki.keys.private_key(leaf.key_id)
    return build_pfx(leaf, key, chain, Secret("päss word")), leaf, chain


@pytest.mark.parametrize("algorithm", ["P-256", "RSA-2048"])
@pytest.mark.interop("openssl")
def test_openssl_opens_key_certificate_and_chain(tmp_path: Path, algorithm: str) -> None:
    data, leaf, chain = exported(algorithm)
    file = tmp_path / "anna.pfx"
    file.write_bytes(data)
    password = ("-passin", "pass:päss word")
    text = openssl("pkcs12", "-in", str(file), *password, "-nodes").stdout
    assert to_pem(leaf).encode() in text
    for certificate in chain:
        assert to_pem(certificate).encode() in text
    public = openssl("pkey", "-pubout", "-outform", "DER", data=text).stdout
    assert public == leaf.spki
    info = openssl("pkcs12", "-in", str(file), *password, "-info", "-noout").stderr.decode()
    assert "MAC: sha256" in info
    assert "PBES2, PBKDF2, AES-256-CBC" in info
    assert "RC2" not in info
    with pytest.raises(subprocess.CalledProcessError):
        openssl("pkcs12", "-in", str(file), "-passin", "pass:other", "-nodes")


def test_own_file_comes_back() -> None:
    data, leaf, chain = exported()
    pfx = parse_pfx(data, Secret("päss word"))
    assert pfx.certificate == leaf
    assert pfx.certificate.has_private_key
    assert pfx.certificate.key_id == leaf.key_id
    assert pfx.chain == chain
    assert pfx.private_key is not None
    assert spki_of(pfx.private_key) == leaf.spki
    assert pfx.friendly_name == "Anna de Vries"


@pytest.mark.parametrize("name", ["root", "anna", "bo", "eva", "fre", "leo"])
def test_files_of_dotnet_open(name: str) -> None:
    pfx = parse_pfx((DOTNET / f"{name}.pfx").read_bytes(), Secret("probe"), name)
    assert pfx.certificate.raw == (DOTNET / f"{name}.cer").read_bytes()
    assert pfx.private_key is not None


def test_files_of_others_open() -> None:
    folder = FOREIGN / "pkcs12"
    pfx = parse_pfx((folder / "no-password.p12").read_bytes(), None)
    assert pfx.private_key is not None
    truststore = parse_pfx((folder / "java-truststore.p12").read_bytes(), Secret(""))
    assert truststore.private_key is None
    assert not truststore.certificate.has_private_key
    data = (FOREIGN / "x509/PKITS_data/pkcs12/ValidCertificatePathTest1EE.p12").read_bytes()
    assert parse_pfx(data, Secret("password")).certificate.issuer.startswith("CN=Good CA")


@pytest.mark.parametrize("password", [Secret("wrong"), Secret(""), None])
def test_wrong_password_is_told(password: Secret[str] | None) -> None:
    data, _, _ = exported()
    with pytest.raises(WrongPfxPasswordError) as caught:
        parse_pfx(data, password, "anna.pfx")
    assert caught.value.name == "anna.pfx"


def test_files_that_are_none() -> None:
    data, leaf, _ = exported()
    for wrong in (b"", b"hello", leaf.raw, data[:200], data[:-1]):
        with pytest.raises(NotAPfxError):
            parse_pfx(wrong, Secret("x"))


def test_key_of_another_certificate_is_refused() -> None:
    pki = Pki()
    pki.authority("Root")
    anna, bo = pki.issue(), pki.issue(Holder("Bo", "bo@contoso.example"))
    assert bo.key_id is not None
    with pytest.raises(KeyMismatchError):
        build_pfx(anna, pki.keys.private_key(bo.key_id), (), Secret("x"))
