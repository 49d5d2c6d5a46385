"""Dates, sleeping, strict mode, aliases, modules, blocks, the lines that Select-String finds."""

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.shell import Shell


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def quick():
    return Shell()


def error_id(shell, code):
    return shell.run(f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId }}")[-1].partition(",")[0]


@given(moment=st.datetimes(min_value=datetime(1900, 1, 1)))  # noqa: DTZ001 - a local time
def test_unix_formats_are_those_of_strftime(quick, moment):
    moment = moment.replace(microsecond=0)
    quick.session.global_scope.assign("t", moment.isoformat())
    pattern = "%Y-%m-%d %H:%M:%S %j %u %w %V %G %C %y"
    assert quick.run(f"Get-Date $t -UFormat '{pattern}'") == [
        moment.strftime(pattern.replace("%C", f"{moment.year // 100:02}"))
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Get-Date 2024-01-31 -Month 2 -Format yyyy-MM-dd", "2024-02-29"),
        ("Get-Date -UnixTimeSeconds 0 -AsUTC -Format u", "1970-01-01 00:00:00Z"),
        ("(New-TimeSpan 2024-02-01 2024-03-01).Days", 29),
        ("(New-TimeSpan -Hours 1 -Seconds 5).ToString()", "01:00:05"),
        ("(New-Guid).ToString()[14]", "4"),
        ("[bool](New-Guid).Equals((New-Guid))", False),
        ("(Get-Random -SetSeed 5 -Maximum 100) -eq (Get-Random -SetSeed 5 -Maximum 100)", True),
        ("('a', 'b', 'c' | Get-Random -Shuffle | Sort-Object) -join ''", "abc"),
        ("(\"a = 1`n# no`nb=x\\ty\" | ConvertFrom-StringData)['b']", "x\ty"),
        ("$x = 1; Measure-Command { $x = 2 } | Out-Null; $x", 2),
        ("(1..3 | Measure-Command { $_ }).GetType().Name", "TimeSpan"),
        ("Set-Alias aa Get-Date; (Get-Alias aa).ResolvedCommandName", "Get-Date"),
        ("(Get-Alias -Definition Where-Object).Count", 2),
        ("(Get-Culture).Name", "en-US"),
        ("Invoke-Command { param($a) $a * 2 } -ArgumentList 4", 8),
        ("$x = 1; Invoke-Command { $x = 2 }; $x", 1),
        ("$x = 1; Invoke-Command { $x = 2 } -NoNewScope; $x", 2),
        ("function f { [Alias('short')] param() 3 }; short", 3),
        ("([pscustomobject]@{ PSTypeName = 'Own'; A = 1 }).PSObject.TypeNames[0]", "Own"),
    ],
)
def test_answer(shell, code, expected):
    assert shell.run(code)[-1] == expected
    assert shell.errors == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Get-Date 'not a date'", "CannotConvertArgumentNoMessage"),
        ("Get-Date -Month 13", "ParameterArgumentValidationError"),
        ("Get-Random -Minimum 5 -Maximum 5", "MinGreaterThanOrEqualMax"),
        ("'nothing' | ConvertFrom-StringData", "InvalidOperation"),
        ("Get-Alias nosuch -ErrorAction Stop", "ItemNotFoundException"),
        ("New-Alias gci x -ErrorAction Stop", "AliasAlreadyExists"),
        ("Import-Module nosuch -ErrorAction Stop", "Modules_ModuleNotFound"),
        ("Remove-Module nosuch -ErrorAction Stop", "Modules_NoModulesRemoved"),
        (
            "Export-ModuleMember x",
            "Modules_CanOnlyExecuteExportModuleMemberInsideAModule",
        ),
        ("New-Guid nonsense", "StringNotRecognizedAsGuid"),
        ("Select-String '(' -InputObject x", "InvalidRegex"),
        ("Pop-Location -StackName other", "Argument"),
        ("pause", "Host.PromptRefused"),
        ("Set-StrictMode -Version 9", "ParameterArgumentValidationError"),
    ],
)
def test_refused(shell, code, expected):
    assert error_id(shell, code) == expected


def test_sleeping_takes_its_time(shell):
    start = time.monotonic()
    shell.run("Start-Sleep -Milliseconds 30")
    assert time.monotonic() - start >= 0.03


@pytest.mark.parametrize(
    ("version", "code", "expected"),
    [
        ("1.0", "$never", "VariableIsUndefined"),
        ("1.0", "@{}.x; 'fine'", "fine"),
        ("2.0", "@{}.x", "PropertyNotFoundStrict"),
        ("2.0", "(1, 2)[5]; 'fine'", "fine"),
        ("3.0", "(1, 2)[5]", "System.IndexOutOfRangeException"),
        ("Latest", "function f { }; f(1, 2)", "StrictModeFunctionCallWithParens"),
        ("Latest", "'a'.Length", 1),
    ],
)
def test_strict_mode_by_version(shell, version, code, expected):
    inside = f"& {{ Set-StrictMode -Version {version}; {code} }}"
    answer = shell.run(f"try {{ {inside} }} catch {{ $_.FullyQualifiedErrorId }}")[-1]
    assert answer == expected
    assert shell.run("$never") == [None] or shell.run("$never") == []


def test_select_string_tells_lines_patterns_and_context(shell, tmp_path):
    (tmp_path / "log.txt").write_text("l1\nl2\nhit one\nl4\nhit two\n")
    found = shell.run("Select-String hit log.txt -Context 1, 1")
    assert [(m.line_number, list(m.context.pre_context), list(m.context.post_context))
            for m in found] == [(3, ["l2"], ["l4"]), (5, ["l4"], [])]  # fmt: skip
    assert found[0].filename == "log.txt"
    assert shell.run("(Select-String 'o(n)e' log.txt).Matches[0].Groups[1].Value") == ["n"]
    assert shell.run("Select-String zzz log.txt -Quiet; Select-String hit log.txt -Quiet") == [
        False,
        True,
    ]
    assert shell.run("Select-String '.' log.txt -SimpleMatch") == []
    assert len(shell.run("Select-String hit log.txt -NotMatch")) == 3
    assert len(shell.run("Select-String hit log.txt -List")) == 1


@pytest.fixture
def module(tmp_path):
    (tmp_path / "Tools.psm1").write_text(
        "$script:n = 0\n"
        "function Get-Next { $script:n++; $script:n }\n"
        "function Get-Hidden { 'hidden' }\n"
        "function Get-Both { Get-Hidden }\n"
        "$Shown = 'visible'\n"
        "Set-Alias nx Get-Next\n"
        "Export-ModuleMember -Function Get-Next, Get-Both -Alias nx -Variable Shown\n"
    )


@pytest.mark.usefixtures("module")
def test_a_module_keeps_what_it_does_not_give_out(shell):
    shell.run("Import-Module ./Tools.psm1")
    assert shell.run("Get-Next; nx; Tools\\Get-Next") == [1, 2, 3]
    assert shell.run("Get-Both; $Shown") == ["hidden", "visible"]
    assert error_id(shell, "Get-Hidden") == "CommandNotFoundException"
    assert shell.run("& (Get-Module Tools) { $script:n }") == [3]
    assert shell.run("(Get-Module Tools).ExportedFunctions.Keys | Sort-Object") == [
        "Get-Both",
        "Get-Next",
    ]


@pytest.mark.usefixtures("module")
def test_a_module_is_loaded_once_unless_forced(shell):
    shell.run("Import-Module ./Tools.psm1; $null = Get-Next; Import-Module ./Tools.psm1")
    assert shell.run("Get-Next") == [2]
    assert shell.run("Import-Module ./Tools.psm1 -Force; Get-Next") == [1]


@pytest.mark.usefixtures("module")
def test_removing_a_module_leaves_what_shadows_it(shell):
    shell.run("Import-Module ./Tools.psm1; function Get-Both { 'own' }; Remove-Module Tools")
    assert shell.run("Get-Both; @(Get-Module Tools).Count") == ["own", 0]
    assert error_id(shell, "Get-Next") == "CommandNotFoundException"
    assert shell.run("[string]$Shown") == [""]


def test_a_manifest_narrows_its_module(shell, tmp_path):
    folder = tmp_path / "Kit"
    folder.mkdir()
    (folder / "Kit.psm1").write_text("function Get-One { 1 }\nfunction Get-Two { 2 }\n")
    (folder / "Kit.psd1").write_text(
        "@{ RootModule = 'Kit.psm1'; ModuleVersion = '1.2'; FunctionsToExport = 'Get-One' }"
    )
    shell.run("Import-Module ./Kit")
    assert shell.run("Get-One; (Get-Module Kit).Version.ToString()") == [1, "1.2"]
    assert error_id(shell, "Get-Two") == "CommandNotFoundException"
