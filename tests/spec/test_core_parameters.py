"""The parameters that PowerShell 7.6 documents for the core commands, and where each stands here.

``core_parameters.jsonl`` has a row for each command (``parameter`` is null: its default set,
whether it has -WhatIf and -Confirm) and a row for each documented parameter but the common ones:
``type`` as Get-Command -Syntax names it, ``aliases``, ``sets``: for each parameter set (``*``: all)
its position and which of ``mandatory``, ``value`` (from the pipeline), ``name`` (from the pipeline
by property name), ``rest`` (takes the remaining arguments) hold. Then one of:

* ``use`` and ``shows``: a line that uses the parameter and the whole of what it shows, 80 columns
  wide (blanks at the ends of lines don't count), run in a new session and an empty folder;
* ``tested``: the file of tests that uses it, where a line alone cannot (it needs a server);
* ``absent``: why it is not there; docs/language.md says the same.

``ours`` marks a parameter that PowerShell does not have and says why it is there.
``python -m tests.support.parameter_pages`` sorts the table and renews docs/language.md from it.
"""

import re

import pytest

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.index import read_index
from smimeadmin.shell.engine.parameters import ALL_SETS, COMMON, SHOULD_PROCESS
from tests.support.parameter_pages import PAGE, renew, rows
from tests.support.program import ROOT
from tests.support.shown import shown, without_blanks_at_ends

ROWS = rows()
COMMANDS = [row for row in ROWS if row["parameter"] is None]
PARAMETERS = [row for row in ROWS if row["parameter"] is not None]
THERE = [row for row in PARAMETERS if "absent" not in row]
USES = [row for row in ROWS if "use" in row]
KEYS = ("use", "tested", "absent")
ENTRIES = {entry.name: entry.info for entry in read_index("cmdlets")}
GIVEN_BY_ENGINE = {name for name, *_ in COMMON + SHOULD_PROCESS}

CORE = frozenset(
    [
        "Where-Object",
        "ForEach-Object",
        "Select-Object",
        "Sort-Object",
        "Group-Object",
        "Measure-Object",
        "Compare-Object",
        "Tee-Object",
        "Add-Member",
        "Join-String",
        "Format-Table",
        "Format-List",
        "Format-Wide",
        "Format-Custom",
        "Out-File",
        "Out-String",
        "Out-Host",
        "Out-Null",
        "ConvertTo-Json",
        "ConvertFrom-Json",
        "ConvertTo-Csv",
        "ConvertFrom-Csv",
        "ConvertTo-Html",
        "ConvertFrom-StringData",
        "Import-Csv",
        "Export-Csv",
        "Import-Clixml",
        "Export-Clixml",
        "Select-String",
        "Get-Content",
        "Set-Content",
        "Add-Content",
        "Clear-Content",
        "Get-ChildItem",
        "Get-Item",
        "Copy-Item",
        "Move-Item",
        "Rename-Item",
        "Remove-Item",
        "New-Item",
        "Get-FileHash",
        "Test-Path",
        "Resolve-Path",
        "Split-Path",
        "Join-Path",
        "Push-Location",
        "Pop-Location",
        "Set-Location",
        "Get-Location",
        "Get-Variable",
        "Set-Variable",
        "New-Variable",
        "Remove-Variable",
        "Clear-Variable",
        "Get-Alias",
        "Set-Alias",
        "New-Alias",
        "Remove-Alias",
        "Get-Command",
        "Get-Help",
        "Get-Member",
        "Get-Module",
        "Import-Module",
        "Remove-Module",
        "Export-ModuleMember",
        "Invoke-Expression",
        "Start-Sleep",
        "Get-Random",
        "Get-Unique",
        "New-Guid",
        "New-TimeSpan",
        "Get-Date",
        "Measure-Command",
        "Start-Transcript",
        "Stop-Transcript",
        "Set-StrictMode",
        "Get-History",
        "Invoke-History",
        "Get-Error",
        "Get-PSCallStack",
        "Write-Progress",
        "Write-Host",
        "Read-Host",
        "ConvertTo-SecureString",
        "ConvertFrom-SecureString",
        "Get-Credential",
        "Start-Job",
        "Receive-Job",
        "Wait-Job",
        "Out-GridView",
        "Write-Output",
        "Write-Error",
        "Write-Warning",
        "Write-Verbose",
        "Write-Debug",
        "Write-Information",
        "New-Object",
        "Clear-Host",
        "pause",
        "Send-MailMessage",
    ]
)
"""The commands that a script may count on; there may be more in the table."""

STANDS_FOR = {
    "PSObject": "Object",
    "PSObject[]": "Object[]",
    "PSPropertyExpression": "Object",
    "PSPropertyExpression[]": "Object[]",
    "Encoding": "Object",
    "ConsoleColor": "String",
    "PSMemberTypes": "String[]",
    "IDictionary": "Object",
    "Version": "String",
    "DeliveryNotificationOptions": "String[]",
    "Exception": "Object",
    "ErrorRecord": "Object",
    "ErrorCategory": "String",
    "PSMemberViewTypes": "String",
}
"""The type that a parameter may have here instead; what it takes is the same."""


def name_of(row):
    return f"{row['command']}-{row['parameter'] or ''}"


def declared(command):
    """Return a command's own parameters by name."""
    return {
        spec.name: spec for spec in ENTRIES[command].parameters if spec.name not in GIVEN_BY_ENGINE
    }


def places(spec):
    """Return a parameter's sets in the words of the table."""
    found = {}
    for place in spec.sets.values():
        words = [
            "" if place.position is None else str(place.position),
            "mandatory" if place.mandatory else "",
            "value" if place.from_pipeline else "",
            "name" if place.from_pipeline_by_property_name else "",
            "rest" if spec.from_remaining else "",
        ]
        found["*" if place.name == ALL_SETS else place.name] = " ".join(filter(None, words))
    return found


def short(type_name):
    """Return a type's name without its namespace."""
    return type_name.rpartition(".")[2]


@pytest.mark.parametrize("row", COMMANDS, ids=name_of)
def test_command(row):
    info = ENTRIES[row["command"]]
    listed = {r["parameter"] for r in PARAMETERS if r["command"] == row["command"]}
    absent = {
        r["parameter"] for r in PARAMETERS if r["command"] == row["command"] and "absent" in r
    }
    assert set(declared(row["command"])) == listed - absent
    assert info.default_set == row["default_set"]
    assert info.supports_should_process == row["should_process"]


@pytest.mark.parametrize("row", THERE, ids=name_of)
def test_parameter(row):
    spec = declared(row["command"])[row["parameter"]]
    assert set(spec.aliases) == set(row["aliases"])
    assert places(spec) == row["sets"]
    here = short(spec.type_name)
    if here != row["type"] and not spec.choices:
        assert here == STANDS_FOR.get(row["type"])


@pytest.mark.parametrize("row", USES, ids=name_of)
def test_use(row, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text, errors = shown([row["use"]], tmp_path, columns=80)
    assert not errors, [str(e.message) for e in errors]
    assert without_blanks_at_ends(text) == row["shows"].splitlines()


@pytest.mark.parametrize("row", THERE, ids=name_of)
def test_use_names_the_parameter(row):
    lines = [row["use"]] if "use" in row else (ROOT / row["tested"]).read_text().splitlines()
    near = [line for line in lines if fold(f"-{row['parameter']}") in fold(line)]
    words = re.findall(r"(?<![\w-])-(\w+)", " ".join(near))
    assert fold(row["parameter"]) in map(fold, words)
    assert fold(row["command"]) in fold(" ".join(lines))


def test_the_page_names_what_is_absent_and_what_is_added():
    page = PAGE.read_text(encoding="utf-8")
    assert page == renew(page, ROWS), "python -m tests.support.parameter_pages"


def test_no_core_command_is_left_out():
    assert CORE - {row["command"] for row in COMMANDS} == set()


def test_rows_are_unique_and_sorted():
    names = [row["command"] for row in ROWS]
    assert names == sorted(names)
    assert len({name_of(row) for row in ROWS}) == len(ROWS)
    assert all(sum(key in row for key in KEYS) == 1 for row in PARAMETERS)
