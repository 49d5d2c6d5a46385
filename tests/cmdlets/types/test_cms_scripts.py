"""SignedCms and EnvelopedCms in scripts, against what .NET made with its own."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from smimeadmin.shell.engine.type_sources import SOURCES
from tests.support.shell import Shell

DOTNET = Path(__file__).parents[2] / "vectors" / "dotnet"
ROWS = [json.loads(line) for line in (DOTNET / "cms.jsonl").read_text("utf-8").splitlines()]
PKCS = "System.Security.Cryptography.Pkcs"
NOT_READ = {"enveloped-051.p7", "enveloped-052.p7"}  # RC2 and DES


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shutil.copytree(DOTNET / "cms", tmp_path / "cms")
    SOURCES.add("cmdlets")
    return Shell(tmp_path / "cms")


def rows(kind: str) -> list[Any]:
    return [pytest.param(row, id=row["file"]) for row in ROWS if row["kind"] == kind]


@pytest.mark.parametrize("row", rows("signed"))
def test_signed_messages_are_decoded_and_checked(shell: Shell, row: dict[str, Any]) -> None:
    content = f'[{PKCS}.ContentInfo]::new([IO.File]::ReadAllBytes("$PWD/{row["content"]}.bin"))'
    shell.run(f"$s = [{PKCS}.SignedCms]::new({content}, ${row['detached']})")
    shell.run(f'$s.Decode([IO.File]::ReadAllBytes("$PWD/{row["file"]}"))')
    assert shell.run("$s.Detached") == [row["detached"]]
    signers = row.get("signers", [row.get("signer")])
    names = shell.run("$s.SignerInfos | ForEach-Object { $_.Certificate.Subject }")
    assert len(names) == len(signers)
    if row["digest"][0].isdigit() if "digest" in row else False:
        assert shell.run("$s.SignerInfos[0].DigestAlgorithm.Value") == [row["digest"]]
        wanted = {"issuer-serial": "IssuerAndSerialNumber", "ski": "SubjectKeyIdentifier"}
        kind = shell.run("[string]$s.SignerInfos[0].SignerIdentifier.Type")
        assert kind == [wanted[row["sid"]]]
        assert shell.run("$s.SignerInfos[0].SignedAttributes.Count -gt 0") == [row["attributes"]]
    whole = (DOTNET / "cms" / f"{row['content']}.bin").read_bytes()
    assert shell.run("$s.ContentInfo.Content.Length") == [len(whole)]
    shell.run("$s.CheckSignature($true); $good = $?")
    assert shell.run("$good") == [True]
    assert shell.errors == []


@pytest.mark.parametrize("row", rows("tampered"))
def test_damaged_messages_do_not_verify(shell: Shell, row: dict[str, Any]) -> None:
    shell.run(
        f"try {{ $s = [{PKCS}.SignedCms]::new(); "
        f'$s.Decode([IO.File]::ReadAllBytes("$PWD/{row["file"]}")); $s.CheckSignature($true) }} '
        "catch { $id = $_.FullyQualifiedErrorId }"
    )
    assert shell.run("$id") == ["CryptographicException"]


@pytest.mark.parametrize("row", rows("enveloped"))
def test_enveloped_messages_are_opened(shell: Shell, row: dict[str, Any]) -> None:
    shell.run(
        f"$e = New-Object {PKCS}.EnvelopedCms; "
        f'$e.Decode([IO.File]::ReadAllBytes("$PWD/{row["file"]}"))'
    )
    assert shell.run("$e.RecipientInfos.Count") == [len(row["recipients"])]
    assert shell.run("$e.ContentEncryptionAlgorithm.Oid.Value") == [row["cipher"]]
    shell.run(
        "$keys = [X509Certificate2Collection]::new(); "
        "$keys.Import(\"$PWD/anna.pfx\", 'probe', 'Exportable'); "
        "try { $e.Decrypt($keys); $id = '' } catch { $id = $_.FullyQualifiedErrorId }"
    )
    if row["file"] in NOT_READ:
        assert shell.run("$id") == ["CryptographicException"]
        return
    assert shell.run("$id") == [""]
    content = (DOTNET / "cms" / f"{row['content']}.bin").read_bytes()
    assert bytes(shell.session.evaluate(",$e.ContentInfo.Content")[0]) == content


def test_who_has_no_key_is_told_what_to_use(shell: Shell) -> None:
    shell.run(
        f"$e = [{PKCS}.EnvelopedCms]::new(); "
        '$e.Decode([IO.File]::ReadAllBytes("$PWD/enveloped-044.p7")); $e.Decrypt()'
    )
    [record] = [one for stream, one in shell.host.shown if stream == "error"]
    assert record.fully_qualified_error_id == "CryptographicException"
    assert "Unprotect-SmimeMessage" in record.hint


def test_what_was_not_decoded(shell: Shell) -> None:
    shell.run(f"$s = [{PKCS}.SignedCms]::new()")
    assert shell.run("$s.SignerInfos.Count; $s.Certificates.Count") == [0, 0]
    shell.run("try { $s.CheckSignature($true) } catch { $id = $_.FullyQualifiedErrorId }")
    assert shell.run("$id") == ["InvalidOperationException"]


def test_the_signing_time_is_a_date(shell: Shell) -> None:
    shell.run(
        f"$s = [{PKCS}.SignedCms]::new(); "
        '$s.Decode([IO.File]::ReadAllBytes("$PWD/signed-003.p7")); '
        "$t = $s.SignerInfos[0].SignedAttributes | Where-Object { "
        "$_.Oid.Value -eq '1.2.840.113549.1.9.5' }"
    )
    assert shell.run("@($t).Count -eq 0 -or $t.Values[0].SigningTime -is [datetime]") == [True]
