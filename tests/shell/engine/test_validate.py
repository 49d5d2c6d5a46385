"""What ``--validate`` finds in a text, what it leaves alone, and that it runs nothing."""

import sys

import pytest

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.engine.validate import validate_file, validate_text
from tests.support.program import ROLLOUT, Program

FUNCTION = """
function Get-Thing {
    [CmdletBinding(DefaultParameterSetName = 'A')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'A', Position = 0)] [string] $Name,
        [Parameter(Mandatory, ParameterSetName = 'B')] [int] $Number,
        [ValidateSet('Red', 'Green')] [string] $Colour,
        [ValidateScript({ throw 'ran' })] [string] $Checked
    )
}
"""


@pytest.fixture
def session(tmp_path):
    return Session(SilentHost(), files=DiskFiles(), packages=("cmdlets",), location=str(tmp_path))


def ids(session, text):
    return [finding.id.partition(",")[0] for finding in validate_text(session, text)]


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("Get-Thing x", []),
        ("Get-Thing -Num 4 -Col red", []),
        ("Get-Thing -Nme x", ["NamedParameterNotFound"]),
        ("Get-Thing -N x", ["AmbiguousParameter"]),
        ("Get-Thing -Name x -Name y", ["ParameterAlreadyBound"]),
        ("Get-Thing -Name x -Number 4", ["AmbiguousParameterSet"]),
        ("Get-Thing -Number four", ["ParameterArgumentTransformationError"]),
        ("Get-Thing x -Colour Blue", ["ParameterArgumentValidationError"]),
        ("Get-Thing x -Colour $colour", []),
        ("Get-Thing x -Colour", ["MissingArgument"]),
        ("Get-Thing", ["MissingMandatoryParameter"]),
        ("Get-Thing x y", ["PositionalParameterNotFound"]),
        ("Get-Thing @table", []),
        ("Get-Thing @table -Colour Blue", ["ParameterArgumentValidationError"]),
        ("'x' | Get-Thing", []),
        ("Get-Thing x -Checked text", []),
        ("if ($false) { & { Get-Thing -Nme x } }", ["NamedParameterNotFound"]),
        ('"$(Get-Thing -Nme x)"', ["NamedParameterNotFound"]),
        ("Get-Thing -Nme x -Colour Blue", ["NamedParameterNotFound", "ParameterArgumentValida"]),
    ],
)
def test_calls_of_a_function(session, call, found):
    told = ids(session, FUNCTION + call)
    assert len(told) == len(found)
    assert all(one.startswith(start) for one, start in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Get-Nonsense", ["CommandNotFoundException"]),
        ("function f { Get-Nonsense }", ["CommandNotFoundException"]),
        ("f; function f { }", []),
        ("Set-Alias g Get-Recipient; g", []),
        ("Set-Alias g Get-Recipient; g -Nme x", ["NamedParameterNotFound"]),
        ("& $command; . { Get-Recipient }", []),
        (". $library; Get-Nonsense", []),
        ("Invoke-Expression $text; Get-Nonsense", []),
        ("$function:f = { }; f", []),
        ("./missing.ps1", ["CommandNotFoundException"]),
        ("Write-Host a b c", []),
        ("1..3 | ForEach-Object { $_ } | Where-Object Length -gt 1", []),
        ("Get-PublishedCertificate -Attribute Foo", ["ParameterArgumentValidationError"]),
        ("function Get-Recipient { param($Other) }; Get-Recipient -Other 1", []),
        ("#Requires -Version 99\n1", ["ScriptRequiresUnmatchedPSVersion"]),
        ("if (", ["IfStatementMissingCondition"]),
        ("class C { [void] Run() { Get-Nonsense } }", ["CommandNotFoundException"]),
    ],
)
def test_names(session, text, found):
    assert ids(session, text) == found


def test_a_finding_says_where_it_is_and_what_was_meant(session):
    text = "1\nGet-Recipeint x"
    (finding,) = validate_text(session, text)
    assert text[finding.position.start : finding.position.end] == "Get-Recipeint"
    assert "Get-Recipient" in finding.hint
    text = FUNCTION + "Get-Thing x -Colour Blue"
    (finding,) = validate_text(session, text)
    assert text[finding.position.start : finding.position.end] == "Blue"
    assert finding.command == "Get-Thing"


def test_scripts_that_are_called_are_looked_at_too(session, tmp_path):
    (tmp_path / "library.ps1").write_text("function Get-It { param([int] $Count) }")
    (tmp_path / "part.ps1").write_text("param([switch] $Fast)\nGet-It -Count many\n./main.ps1")
    main = tmp_path / "main.ps1"
    main.write_text('. "$PSScriptRoot/library.ps1"\nGet-It -Count 3\n./part.ps1 -Slow\nGet-Other')
    found = validate_file(session, str(main), [])
    assert [(f.id.partition(",")[0], f.position.source.name) for f in found] == [
        ("ParameterArgumentTransformationError", str(tmp_path / "part.ps1")),
        ("CommandNotFoundException", str(main)),
    ]
    (tmp_path / "part.ps1").write_text("[CmdletBinding()] param([switch] $Fast)\nif (")
    again = Session(SilentHost(), files=DiskFiles(), packages=("cmdlets",), location=str(tmp_path))
    told = {f.id.partition(",")[0] for f in validate_file(again, str(main), [])}
    assert told == {"IfStatementMissingCondition", "CommandNotFoundException"}


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("$o | Add-Member ScriptProperty Bytes { $this.Length }", []),
        ("$o | Add-Member AliasProperty Size Length -PassThru", []),
        ("$o | Add-Member Size 5", []),
        ("$o | Add-Member @{ a = 1 }", []),
        ("$o | Add-Member Size 5 6", ["PositionalParameterNotFound"]),
    ],
)
def test_what_only_the_checks_of_a_cmdlet_tell_apart(session, call, found):
    assert ids(session, call) == found


def test_an_advanced_script_refuses_unknown_parameters(session, tmp_path):
    (tmp_path / "part.ps1").write_text("[CmdletBinding()] param([switch] $Fast)")
    assert ids(session, "./part.ps1 -Slow") == ["NamedParameterNotFound"]


def test_nothing_runs_and_no_cmdlet_is_loaded(session, tmp_path):
    before = set(sys.modules)
    text = "Set-Content made.txt x; New-Recipient -Name A -PrimarySmtpAddress a@b.example; exit 5"
    assert ids(session, text) == []
    assert list(tmp_path.iterdir()) == []
    assert not [name for name in set(sys.modules) - before if name.startswith("cmdlets.")]


def test_the_program_tells_on_stderr_and_leaves_with_2(tmp_path):
    program = Program(tmp_path)
    ended = program.line("'ran'; Get-Recipeint x; Get-Recipient -Nme y", "--validate")
    assert (ended.code, ended.stdout) == (2, "")
    assert "CommandNotFoundException" in ended.stderr
    assert "NamedParameterNotFound,Get-Recipient" in ended.stderr
    assert program.line("if (", "--validate").code == 2
    assert not program.workspace.exists()


def test_the_example_of_a_roll_out_is_clean(tmp_path):
    program = Program(tmp_path)
    ended = program.run("--validate", str(ROLLOUT), environment={"SMIMEADMIN_PASSPHRASE": ""})
    assert (ended.code, ended.stdout, ended.stderr) == (0, "", "")
    assert not program.workspace.exists()
