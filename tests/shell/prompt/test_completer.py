"""What is offered at the cursor, without a terminal."""

import sys
from pathlib import Path

import pytest

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.prompt.completer import PromptCompleter
from smimeadmin.shell.prompt.toolbar import describe

SETUP = """
$people = @([pscustomobject]@{ Name = 'Anna'; Mail = 'anna@contoso.example' })
$text = 'abc'
$table = @{ Town = 'Ulm' }
function Get-Own {
    [CmdletBinding(DefaultParameterSetName = 'One')]
    param(
        [ValidateSet('Red', 'Dark blue')][string]$Colour,
        [Parameter(ParameterSetName = 'One')][switch]$Fast,
        [Parameter(ParameterSetName = 'Two')][switch]$Slow
    )
}
Set-Alias own Get-Own
"""


@pytest.fixture
def session(tmp_path):
    (tmp_path / "some file.sst").touch()
    (tmp_path / "some folder").mkdir()
    (tmp_path / "it's.txt").touch()
    (tmp_path / "Plain.txt").touch()
    made = Session(SilentHost(), files=DiskFiles(), packages=("cmdlets",), location=str(tmp_path))
    made.run_text(SETUP, [].append)
    return made


@pytest.fixture
def offered(session):
    completer = PromptCompleter(session)

    def ask(text):
        start, answers = completer.answers(text)
        return text[start:], [answer.text for answer in answers]

    return ask


@pytest.mark.parametrize(
    ("text", "word", "answers"),
    [
        ("Get-Smi", "Get-Smi", ["Get-SmimeCertificate", "Get-SmimeConfig", "Get-SmimeMessage"]),
        ("$x = get-own", "get-own", ["Get-Own"]),
        ("if (1) { ow", "ow", ["own"]),
        ("function Get-Newer { }; Get-New", "Get-New", ["Get-Newer"]),
        ("Publish-*Cert", "Publish-*Cert", ["Publish-SmimeCertificate"]),
        ("Get-Help New-Smi", "New-Smi", ["New-SmimeCertificate"]),
        ("Get-Command -Name Publish-S", "Publish-S", ["Publish-SmimeCertificate"]),
        (
            "New-SmimeCertificate -P",
            "-P",
            [
                "-PrimarySmtpAddress",
                "-Purpose",
                "-PlanVariable",
                "-ProgressAction",
                "-PipelineVariable",
            ],
        ),
        ("New-SmimeCertificate -Purpose Both -Pu", "-Pu", []),
        ("Own -F", "-F", ["-Fast"]),
        ("Get-Own -Slow -F", "-F", []),
        ("Get-Nothing -", "-", []),
        ("New-SmimeCertificate -Purpose ", "", ["Both", "Encryption", "Signing"]),
        ("New-SmimeCertificate anna -Purpose:si", "si", ["Signing"]),
        ("New-SmimeCertificate -Purpose 'E", "'E", ["'Encryption'"]),
        ("New-SmimeCertificate -Purpose X", "X", []),
        ("Get-Own ", "", ["'Dark blue'", "Red"]),
        ('Get-Own -Colour "D', '"D', ['"Dark blue"']),
        ("Get-Own -Fast:", "", ["$true", "$false"]),
        ("Get-Item x -ErrorAction S", "S", ["SilentlyContinue", "Stop", "Suspend"]),
        ("$peo", "peo", ["people"]),
        ("$fresh = 1; $fre", "fre", ["fresh"]),
        ('"hello $tex', "tex", ["text"]),
        ("${env:PAT", "env:PAT", ["env:PATH"]),
        ("$people.M", "M", ["Mail"]),
        ("$text.Length.CompareT", "CompareT", ["CompareTo("]),
        ("$table.To", "To", ["ToString(", "Town"]),
        ("$nothing.", "", []),
        ("[System.IO.File]::ReadAllB", "ReadAllB", ["ReadAllBytes("]),
        ("[guid]::NewG", "NewG", ["NewGuid("]),
        ("[pscred", "pscred", ["pscredential"]),
        ("Get-Content ./pl", "./pl", ["./Plain.txt"]),
        ("Get-Content som", "som", ["'./some file.sst'", "'./some folder'"]),
        ('Get-Content "./it', '"./it', ['"./it\'s.txt"']),
        ("Get-Content it", "it", ["'./it''s.txt'"]),
        ("cd som", "som", ["'./some folder'"]),
        ("# Get-Smi", "# Get-Smi", []),
        ("1 + 2 ", "", []),
    ],
)
def test_answers(offered, text, word, answers):
    found_word, found = offered(text)
    assert (found_word, found) == (word, answers)


def test_a_parameter_of_a_pipelines_last_command(offered):
    _, found = offered("Import-Csv people.csv | New-Recipient -Pri")
    assert found == ["-PrimarySmtpAddress"]


def test_completing_imports_no_cmdlet(offered):
    before = {name for name in sys.modules if name.startswith("cmdlets.")}
    offered("Set-SmimeConfig -OWA")
    offered("Protect-SmimeMessage -")
    offered("New-CertificationAuthority -KeyAlgorithm ")
    after = {name for name in sys.modules if name.startswith("cmdlets.")}
    assert after - before <= {"cmdlets._index", "cmdlets._types", "cmdlets._types.certificate"}


def test_a_folder_that_is_not_there_gives_nothing(offered):
    assert offered("Get-Content ./nowhere/x")[1] == []


def test_the_line_below_tells_of_the_parameter(session):
    line = describe(session, "New-SmimeCertificate -Purpose ")
    assert line.startswith("-Purpose <String>")
    assert "Both | Signing | Encryption" in line


def test_the_line_below_tells_of_the_command(session):
    assert describe(session, "Get-SmimeConfig").startswith("Get-SmimeConfig: ")
    assert describe(session, "Get-Nothing") == ""
    assert describe(session, "") == ""


def test_names_of_files_are_quoted_as_the_session_reads_them(session, offered):
    for path in Path(session.location).iterdir():
        _, found = offered(f"Get-Item {path.name[:3]}")
        assert found
        for text in found:
            assert session.evaluate(f"(Get-Item {text}).Name")
