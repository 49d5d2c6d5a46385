"""Messages that .NET's SignedCms and EnvelopedCms made (tests/vectors/dotnet)."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12

from smimeadmin import cms
from smimeadmin.cms import PrivateKey
from smimeadmin.cms.errors import CmsError, UnsupportedAlgorithmError

FOLDER = Path(__file__).parent.parent / "vectors" / "dotnet"
ROWS = [json.loads(line) for line in (FOLDER / "cms.jsonl").read_text("utf-8").splitlines()]

# Beyond what is read: RFC 8551 knows neither, and nothing was written with them for twenty years.
NOT_READ = {"enveloped-051.p7": "RC2", "enveloped-052.p7": "DES"}

DIGESTS = {
    "1.3.14.3.2.26": "SHA-1",
    "2.16.840.1.101.3.4.2.1": "SHA-256",
    "2.16.840.1.101.3.4.2.2": "SHA-384",
    "2.16.840.1.101.3.4.2.3": "SHA-512",
    "sha256": "SHA-256",
}


def _load(name: str) -> bytes:
    return (FOLDER / "cms" / name).read_bytes()


def _key(name: str) -> PrivateKey:
    key, _, _ = pkcs12.load_key_and_certificates(_load(f"{name}.pfx"), b"probe")
    assert isinstance(key, PrivateKey)
    return key


def _rows(kind: str) -> list[Any]:
    return [pytest.param(row, id=row["file"]) for row in ROWS if row["kind"] == kind]


def test_no_row_is_left_out() -> None:
    assert {row["kind"] for row in ROWS} == {"enveloped", "signed", "tampered"}
    assert len(ROWS) == 23


@pytest.mark.parametrize("row", _rows("enveloped"))
def test_enveloped_opens_for_each_recipient(row: dict[str, Any]) -> None:
    enveloped = cms.parse_enveloped_data(_load(row["file"]))
    content = _load(f"{row['content']}.bin")
    assert enveloped.cipher.oid == row["cipher"]
    for name in row["recipients"]:
        certificate = _load(f"{name}.cer")
        assert enveloped.is_for(certificate)
        if row["file"] in NOT_READ:
            with pytest.raises(UnsupportedAlgorithmError) as caught:
                cms.decrypt(enveloped, certificate, _key(name))
            assert caught.value.name == NOT_READ[row["file"]]
        else:
            assert cms.decrypt(enveloped, certificate, _key(name)) == content


@pytest.mark.parametrize("row", _rows("signed"))
def test_signed_verifies_and_tells_its_algorithms(row: dict[str, Any]) -> None:
    signed = cms.parse_signed_data(_load(row["file"]))
    content = _load(f"{row['content']}.bin") if row["detached"] else None
    assert (signed.content is None) == row["detached"]
    names = [name.removesuffix("(pss)") for name in row.get("signers", [row.get("signer")])]
    found = set()
    for signer in signed.signers:
        evidence = cms.verify_signer(signed, signer, content=content)
        found.add(evidence.certificate)
        assert bool(evidence.signing_time) == row.get("attributes", False)
        if "digest" in row:
            assert evidence.digest == DIGESTS[row["digest"]]
            assert evidence.weak == (("digest SHA-1",) if evidence.digest == "SHA-1" else ())
        if row.get("pss"):
            assert evidence.algorithm == "RSA-PSS"
    assert found == {_load(f"{name}.cer") for name in names}


@pytest.mark.parametrize("row", _rows("tampered"))
def test_tampered_is_refused(row: dict[str, Any]) -> None:
    signed = cms.parse_signed_data(_load(row["file"]))
    (signer,) = signed.signers
    with pytest.raises(CmsError):
        cms.verify_signer(signed, signer)


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["file"]) for row in ROWS if row.get("detached")]
)
def test_changed_detached_content_is_refused(row: dict[str, Any]) -> None:
    signed = cms.parse_signed_data(_load(row["file"]))
    content = bytearray(_load(f"{row['content']}.bin"))
    content[len(content) // 2] ^= 1
    with pytest.raises(CmsError) as caught:
        cms.verify_signer(signed, signed.signers[0], content=bytes(content))
    wanted = "Cms.DigestMismatch" if row["attributes"] else "Cms.SignatureInvalid"
    assert caught.value.id == wanted
