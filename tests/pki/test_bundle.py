"""Files of certificates in every usual form."""

import base64
import warnings
from pathlib import Path

import cryptography_vectors
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from smimeadmin.pki import der
from smimeadmin.pki.bundle import build_pkcs7, parse_certificates, parse_collection
from smimeadmin.pki.certificate import load_certificate
from smimeadmin.pki.errors import NotACertificateError
from smimeadmin.pki.pem import to_pem
from smimeadmin.pki.store import TrustCollection
from smimeadmin.pki.store_errors import NotAStoreError, StoreTruncatedError

FOREIGN = Path(cryptography_vectors.__file__).parent / "pkcs7"
CERTIFICATES = Path(__file__).parent.parent / "vectors" / "dotnet" / "cms"
ROOT = load_certificate((CERTIFICATES / "root.cer").read_bytes())
ANNA = load_certificate((CERTIFICATES / "anna.cer").read_bytes())


@pytest.mark.parametrize(("file", "count"), [("amazon-roots.p7b", 2), ("isrg.pem", 1)])
def test_foreign_pkcs7(file: str, count: int) -> None:
    data = (FOREIGN / file).read_bytes()
    load = pkcs7.load_pem_pkcs7_certificates
    if data[:1] == b"\x30":
        load = pkcs7.load_der_pkcs7_certificates
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says that the file is BER
        expected = [one.public_bytes(serialization.Encoding.DER) for one in load(data)]
    assert [one.raw for one in parse_certificates(data)] == expected
    assert len(expected) == count


def test_written_pkcs7_is_read_by_cryptography() -> None:
    data = build_pkcs7([ROOT, ANNA])
    theirs = pkcs7.load_der_pkcs7_certificates(data)
    assert {one.public_bytes(serialization.Encoding.DER) for one in theirs} == {ROOT.raw, ANNA.raw}
    assert set(parse_certificates(data)) == {ROOT, ANNA}


def test_indefinite_lengths_are_read() -> None:
    definite = der.read(build_pkcs7([ROOT, ANNA]))
    oid, content = definite.children()
    signed = content.children()[0]
    inner = b"\x30\x80" + signed.content + b"\0\0"
    data = b"\x30\x80" + oid.raw + b"\xa0\x80" + inner + b"\0\0\0\0"
    assert set(parse_certificates(data)) == {ROOT, ANNA}


def test_each_form_gives_the_same_collection() -> None:
    pem = (to_pem(ROOT) + to_pem(ANNA) + to_pem(ROOT)).encode()
    store = TrustCollection.of([ROOT, ANNA])
    assert parse_collection(pem) == store
    assert parse_collection(store.build()) == store
    assert set(parse_collection(build_pkcs7([ROOT, ANNA])).certificates) == {ROOT, ANNA}
    assert parse_collection(ANNA.raw).certificates == (ANNA,)
    assert parse_collection(base64.b64encode(ANNA.raw)).certificates == (ANNA,)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        build_pkcs7([]),
        build_pkcs7([ROOT])[:-40],
        (FOREIGN / "enveloped.pem").read_bytes(),
        TrustCollection.of([ROOT]).build().replace(ROOT.raw, b"\x30" + bytes(len(ROOT.raw) - 1)),
        (to_pem(ROOT) + to_pem(ANNA)).encode().replace(b"MII", b"AAA"),
    ],
)
def test_files_without_certificates(data: bytes) -> None:
    with pytest.raises(NotACertificateError) as caught:
        parse_collection(data, "roots.p7b")
    assert "roots.p7b" in caught.value.name


def test_cut_store_keeps_its_own_error() -> None:
    with pytest.raises(StoreTruncatedError):
        parse_collection(TrustCollection.of([ROOT]).build()[:-1])


def test_file_that_is_only_called_a_store() -> None:
    with pytest.raises(NotAStoreError) as caught:
        parse_collection(b"hello", "folder/trust.SST")
    assert caught.value.name == "folder/trust.SST"
    assert parse_collection(ANNA.raw, "anna.sst").certificates == (ANNA,)
