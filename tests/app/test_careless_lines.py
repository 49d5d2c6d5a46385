"""Lines that nobody meant: what they would have destroyed stays, and they say what to type."""

from pathlib import Path

import pytest

from tests.support.program import Program

SETUP = (
    "New-CertificationAuthority R -KeyAlgorithm P-256 | New-TrustCollection | "
    "Export-TrustCollection r.sst | Import-TrustCollection | Out-Null"
)
HAS_COLLECTION = "$null -ne (Get-SmimeConfig).SMIMECertificateIssuingCA"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    assert program.line(SETUP).code == 0
    return program


@pytest.mark.parametrize(
    "nothing", ["(Get-Content nope.sst -Encoding Byte)", "$null", "(Get-Content empty.sst)"]
)
def test_a_file_that_was_not_read_does_not_take_the_collection_away(
    program: Program, nothing: str
) -> None:
    (program.folder / "empty.sst").touch()
    ended = program.line(f"Set-SmimeConfig -SMIMECertificateIssuingCA {nothing}")
    assert ended.code == 1
    assert "id:   Exchange.CollectionMissing,Set-SmimeConfig" in ended.stderr
    assert program.line(HAS_COLLECTION).stdout == "True\n"


def test_an_empty_array_takes_the_collection_away(program: Program) -> None:
    ended = program.line("Set-SmimeConfig -SMIMECertificateIssuingCA ([byte[]]@())")
    assert (ended.code, ended.stderr) == (0, "1 change\n")
    assert program.line(HAS_COLLECTION).stdout == "False\n"


def test_publishing_of_nobody_says_what_to_give(program: Program) -> None:
    ended = program.line("Publish-SmimeCertificate")
    assert ended.code == 1
    assert "id:   Published.NobodyNamed,Publish-SmimeCertificate" in ended.stderr
