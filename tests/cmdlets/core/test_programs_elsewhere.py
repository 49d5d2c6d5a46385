"""Lines of programs that are missing are answered with the line to type here."""

import re
import shutil
from pathlib import Path

import pytest

from cmdlets._elsewhere import PROGRAMS
from smimeadmin.pki.certificate import load_certificate
from smimeadmin.shell.engine.elsewhere import ELSEWHERE
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.language import parse
from tests.support.shell import Shell

CMS = Path(__file__).parents[2] / "vectors" / "dotnet" / "cms"
OPTIONS = [(program, options) for program, table in PROGRAMS.items() for options in table]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    ELSEWHERE.add("cmdlets")
    SOURCES.add("cmdlets")
    return Shell(tmp_path, native=False)


def hint(shell: Shell, line: str) -> str:
    shell.run(line)
    record = [one for stream, one in shell.host.shown if stream == "error"][-1]
    assert record.fully_qualified_error_id == "CommandNotFoundException"
    return record.hint or ""


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("certutil -dump root.cer", "(New-TrustCollection -Path root.cer).Certificates"),
        ("certutil.exe /dump 'my root.cer'", "-Path 'my root.cer'"),
        ("certutil -addstore -f Root root.cer", "Import-TrustCollection root.cer -Merge"),
        ("certutil --% -addstore Root root.cer", "Import-TrustCollection"),
        ("certutil -dspublish -f root.cer RootCA", "Import-TrustCollection root.cer -Merge"),
        ("certutil -verify $file", "$chain.Build([X509Certificate2]::new($file))"),
        ("certutil -hashfile a.bin SHA256", "Get-FileHash a.bin"),
        ("certutil -encode a.bin a.txt", "ReadAllBytes('a.bin'), 'InsertLineBreaks')"),
        ("certutil -decode a.txt a.bin", "WriteAllBytes('a.bin'"),
        ("certutil -CAInfo", "Get-Command -Noun *Certificate*"),
        ("& 'C:\\Windows\\System32\\certutil.exe' -dump x.cer", "-Path x.cer"),
        ("makecert -r -n 'CN=Root'", "New-CertificationAuthority -Name 'Contoso Root CA'"),
        ("makecert -n 'CN=Anna'", "New-SmimeCertificate ADDRESS"),
        ("certreq -new a.inf a.req", "New-SmimeCertificate ADDRESS"),
        ("certreq -accept a.cer", "Import-Certificate a.cer"),
        ("openssl smime -decrypt -in a.eml -inkey k.pem", "Unprotect-SmimeMessage a.eml"),
        ("openssl smime -verify -in a.eml", "Test-SmimeMessage a.eml"),
        ("openssl smime -sign -in a.txt -signer c.pem", "-Path a.txt -Sign"),
        ("openssl smime -encrypt -in a.txt anna.pem", "-Path a.txt -Encrypt"),
        ("openssl cms -cmsout -in a.eml", "Get-SmimeMessage a.eml"),
        ("openssl x509 -in a.cer -text", "[X509Certificate2]::new('a.cer') | Format-List"),
        ("openssl rand 8", "Get-Command"),
    ],
)
def test_the_line_to_type(shell: Shell, line: str, answer: str) -> None:
    assert answer in hint(shell, line)


def test_a_password_in_the_line_is_not_repeated(shell: Shell) -> None:
    told = hint(shell, "openssl pkcs12 -passin pass:hunter2 a.pfx")
    assert "hunter2" not in told
    assert "Get-PfxCertificate a.pfx" in told


@pytest.mark.parametrize(("program", "options"), OPTIONS)
def test_every_answer_is_a_line_that_parses(shell: Shell, program: str, options: str) -> None:
    told = hint(shell, f"{program} {options} a.cer b.cer")
    found = re.fullmatch(r"Type: (.+?)(?: \([A-Za-z][^()]*(?:\([^()]*\))*[^()]*\)\.?)?", told)
    if found is None:
        assert told.startswith("Get-Command ")
        return
    parse(found[1])
    assert "{" not in found[1]


def test_lines_that_need_no_workspace_work(shell: Shell, tmp_path: Path) -> None:
    shutil.copy(CMS / "root.cer", tmp_path / "root.cer")
    for line in ("certutil -encode root.cer root.txt", "certutil -decode root.txt back.cer"):
        shell.run(hint(shell, line).removeprefix("Type: "))
    whole = (tmp_path / "back.cer").read_bytes()
    assert whole == load_certificate((CMS / "root.cer").read_bytes()).raw
    verify = hint(shell, "certutil -verify root.cer").removeprefix("Type: ")
    output = shell.run(verify)
    assert output[0] is False
    assert str(output[1].status) == "UntrustedRoot"
