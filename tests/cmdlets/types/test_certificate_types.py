"""The members that scripts may call on certificates, against what .NET answered."""

import json
from pathlib import Path
from typing import Any

import pytest

import cmdlets._types.certificate  # noqa: F401 - importing it registers the types
from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.dotnet_objects import DistinguishedName
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.members_table import METHODS, STATIC_METHODS
from smimeadmin.shell.engine.types import resolve_type, type_of

DOTNET = Path(__file__).parents[2] / "vectors" / "dotnet"


def rows(name: str) -> list[dict[str, Any]]:
    lines = (DOTNET / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def call(owner: object, method: str, *arguments: Any) -> Any:
    return METHODS[type(owner)][method.lower()].call(list(arguments), owner)


def new(cls: type[Certificate] | type[DistinguishedName], *arguments: Any) -> Any:
    return STATIC_METHODS[cls.type_name]["new"].call(list(arguments))


def test_types_have_their_names() -> None:
    anna = load_certificate((DOTNET / "cms" / "anna.cer").read_bytes())
    for name in (
        "X509Certificate2",
        "System.Security.Cryptography.X509Certificates.X509Certificate2",
        "Security.Cryptography.X509Certificates.X509Certificate2",
    ):
        assert resolve_type(name) is type_of(anna)
    assert resolve_type("X500DistinguishedName") is type_of(anna.subject_name)


@pytest.mark.parametrize("row", rows("certificates"), ids=lambda row: row["SimpleName"])
def test_name_info_is_dotnets(row: dict[str, Any]) -> None:
    data = (DOTNET / row["file"]).read_bytes()
    certificate = new(Certificate, bytearray(data))
    for kind in ("SimpleName", "EmailName", "UpnName", "DnsName"):
        assert call(certificate, "GetNameInfo", kind, False) == row[kind]
    assert call(certificate, "GetNameInfo", "SimpleName", True) == row["IssuerSimple"]
    assert call(certificate, "GetSerialNumberString") == row["SerialNumber"]
    assert call(certificate, "GetCertHashString") == row["Thumbprint"]
    assert call(certificate, "GetKeyAlgorithm") == row["KeyAlgorithm"]
    assert call(certificate, "GetRawCertData") == bytearray(data)
    assert call(certificate, "Export", "Cert") == bytearray(data)
    assert len(call(certificate, "GetCertHashString", "SHA256")) == 64
    with pytest.raises(MethodCallError):
        call(certificate, "GetCertHashString", "MD6")


@pytest.mark.parametrize("row", rows("names"), ids=lambda row: row["name"])
def test_names_format_as_dotnets(row: dict[str, Any]) -> None:
    name = new(DistinguishedName, bytearray.fromhex(row["der"]))
    assert name.name == row["name"]
    assert call(name, "Format", True) == row["lines"]
    assert call(name, "Decode", "None") == row["none"]


@pytest.mark.parametrize("row", rows("texts"), ids=lambda row: repr(row["text"]))
def test_names_are_made_from_text(row: dict[str, Any]) -> None:
    if row["error"]:
        with pytest.raises(MethodCallError) as caught:
            new(DistinguishedName, row["text"])
        assert caught.value.error_id == row["error"]
        return
    name = new(DistinguishedName, row["text"])
    assert name.raw_data.hex().upper() == row["der"]
    assert name.name == row["name"]


def test_bytes_that_are_no_certificate_are_an_error() -> None:
    with pytest.raises(MethodCallError) as caught:
        new(Certificate, bytearray(b"hello"))
    assert caught.value.inner == "System.Security.Cryptography.CryptographicException"
