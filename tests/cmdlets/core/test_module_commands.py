# ruff: noqa: E501 - rows of tables
"""Modules, their manifests, help, transcripts and histories: what the commands on them answer."""

from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from cmdlets.core import _module_loading
from smimeadmin.shell.engine.convert import to_text
from tests.support.shell import Shell

SETUP = """
Set-Content A.psm1 @'
param($n)
$v = 5
function Get-A { "a$n" + (Get-Hidden) }
function Get-Hidden { 'h' }
New-Alias ga Get-A
Export-ModuleMember -Function Get-A -Alias ga -Variable v
'@
Set-Content B.psm1 'function Get-B { "b" }'
Set-Content M.psd1 "@{ ModuleVersion = '2.1'; RootModule = 'A.psm1'; NestedModules = 'B.psm1'; FunctionsToExport = 'Get-A', 'Get-B'; PrivateData = @{ K = 1 }; Author = 'me' }"
"""


@pytest.fixture
def shell(tmp_path):
    shell = Shell(tmp_path)
    shell.run(SETUP)
    return shell


ANSWERS = [
    ("Import-Module ./A.psm1; Get-A; ga; $v; Test-Path function:Get-Hidden", ["ah", "ah", "5", "False"]),
    ("Import-Module ./A.psm1 -ArgumentList 7; Get-A", ["a7h"]),
    ("Import-Module ./A.psm1; Remove-Module A; Test-Path function:Get-A; Test-Path alias:ga; Test-Path variable:v", ["False", "False", "False"]),
    ("Import-Module ./A.psm1 -Prefix X; Get-XA; Test-Path function:Get-A", ["ah", "False"]),
    ("Import-Module ./A.psm1 -Function Get-A; Test-Path alias:ga", ["False"]),
    ("(Import-Module ./A.psm1 -AsCustomObject).'Get-A'()", ["ah"]),
    ("$m = Import-Module ./M.psd1 -PassThru; Get-A; Get-B; $m.Version; $m.PrivateData.K; $m.NestedModules.Name; $m.Author", ["ah", "b", "2.1", "1", "B", "me"]),
    ("Import-Module ./M.psd1 -MinimumVersion 2.0; Get-B", ["b"]),
    ("function f { Import-Module ./B.psm1 -Scope Local; Get-B }; f; Test-Path function:Get-B", ["b", "False"]),
    ("Set-Content O.psm1 'Import-Module ./B.psm1; function Get-O { Get-B }'; Import-Module ./O.psm1; Get-O; Test-Path function:Get-B", ["b", "False"]),
    ("Set-Content O.psm1 'Import-Module ./B.psm1 -Global'; Import-Module ./O.psm1; Get-B", ["b"]),
    ("Set-Content S.ps1 '$fromScript = 3'; Set-Content S.psd1 \"@{ ModuleVersion = '1.0'; ScriptsToProcess = 'S.ps1' }\"; Import-Module ./S.psd1; $fromScript", ["3"]),
    ("Set-Content R.psd1 \"@{ ModuleVersion = '1.0'; RequiredModules = './B.psm1' }\"; Import-Module ./R.psd1; Get-B", ["b"]),
    ("Set-Content A.psm1 'function Get-A { 1 }'; Import-Module ./A.psm1; Set-Content A.psm1 'function Get-A { 2 }'; Import-Module ./A.psm1; Get-A; Import-Module ./A.psm1 -Force; Get-A", ["1", "2"]),
    ("$c = New-Module { $n = 0; function Next { $script:n++; $script:n } } -AsCustomObject; $null = $c.Next(); $c.Next()", ["2"]),
    ("$null = New-Module -Name D { function Get-D { 'd' }; function Set-D { } } -Function Get-D; Get-D; (Get-Module D).ExportedFunctions.Keys", ["d", "Get-D"]),
    ("New-Module { param($a) $a; 2 } -ArgumentList 1 -ReturnResult", ["1", "2"]),
    ("New-ModuleManifest N.psd1 -RootModule B.psm1 -ModuleVersion 3.2 -Tags x, y; $t = Test-ModuleManifest N.psd1; $t.Version; $t.RootModule; (Import-PowerShellDataFile N.psd1).PrivateData.PSData.Tags", ["3.2", "B.psm1", "x", "y"]),
    ("Set-Content ok.psd1 '@{ A = 1, 2; B = @{ C = $true }; D = \"$PSScriptRoot\" }'; $d = Import-PowerShellDataFile ok.psd1; $d.A.Count; $d.B.C; $d.D -eq $PWD.Path", ["2", "True", "True"]),
    ("'1.5', '2.0' | ForEach-Object { $null = New-Item mods/Foo/$_ -ItemType Directory; New-ModuleManifest mods/Foo/$_/Foo.psd1 -ModuleVersion $_ -RootModule Foo.psm1; Set-Content mods/Foo/$_/Foo.psm1 \"function Get-Foo { '$_' }\" }; $env:PSModulePath = \"$PWD/mods\"; Import-Module Foo; Get-Foo; Import-Module Foo -RequiredVersion 1.5 -Force; Get-Foo; (Get-Module -ListAvailable Foo).Count", ["2.0", "1.5", "2"]),
    # help
    ("(Get-Help about_Jobs).Split(\"`n\")[0]", ["about_Jobs: work beside the session"]),
    ("(Get-Help about_Sc*).Name; (Get-Help * -Category HelpFile).Count -gt 15", ["about_Scopes", "True"]),
    ("# .SYNOPSIS\n# Before it.\nfunction Get-Bef { }\n(Get-Help Get-Bef).Synopsis", ["Before it."]),
    ("function Get-End { 1\n<#\n.SYNOPSIS\nAt the end.\n#>\n}\n(Get-Help Get-End).Synopsis", ["At the end."]),
    ("function Get-Out {\nfunction inner {\n<#\n.SYNOPSIS\nInner.\n#>\n}\n1 }\n(Get-Help Get-Out).Synopsis -like '*Inner*'", ["False"]),
    ("function Get-T {\n<#\n.SYNOPSIS\nTea.\n.ROLE\nCook\n.LINK\nGet-Pot\n.INPUTS\nSystem.String\n.OUTPUTS\nSystem.Int32\n.NOTES\nHot.\n#>\n}\n$h = Get-Help Get-T; $h.Role; $h.relatedLinks.navigationLink.linkText; $h.inputTypes; $h.returnValues; (Get-Help * -Role cook).Name", ["Cook", "Get-Pot", "System.String", "System.Int32", "Get-T"]),
    ("(Get-Command -ParameterName RelativeBasePath -CommandType Cmdlet).Name; (Get-Command New-Giud -UseFuzzyMatching).Name[0]", ["Resolve-Path", "New-Guid"]),
    # transcripts and histories
    ("$null = Start-Transcript t.txt; Write-Host shown; $null = Stop-Transcript; (Get-Content t.txt) -contains 'shown'", ["True"]),
    ("$null = Start-Transcript t.txt -UseMinimalHeader; $null = Stop-Transcript; (Get-Content t.txt)[1]; (Get-Content t.txt).Count", ["PowerShell transcript start", "8"]),
    ("$null = Start-Transcript t.txt; $null = Stop-Transcript; $null = Start-Transcript t.txt -Append; $null = Stop-Transcript; @(Select-String 'transcript end' t.txt).Count", ["2"]),
    ("'a', 'b' | ForEach-Object { [pscustomobject]@{ CommandLine = $_; ExecutionStatus = 'Completed' } } | Add-History; Clear-History -CommandLine a; (Get-History).CommandLine", ["b"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), ANSWERS)
def test_answer(shell, text, shown, monkeypatch):
    monkeypatch.setenv("PSModulePath", "")
    assert [to_text(one) for one in shell.run(text)] == shown
    assert shell.errors == []


IDS = [
    ("Import-Module nope", "Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand"),
    ("Import-Module ./M.psd1 -MinimumVersion 3.0", "Modules_ModuleWithVersionNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand"),
    ("Remove-Module nope", "Modules_NoModulesRemoved,Microsoft.PowerShell.Commands.RemoveModuleCommand"),
    ("Set-Content R.psd1 \"@{ ModuleVersion = '1.0'; RequiredModules = './B.psm1' }\"; Import-Module ./R.psd1; Remove-Module B", "Modules_ModuleIsRequired,Microsoft.PowerShell.Commands.RemoveModuleCommand"),
    ("Set-Content x.psd1 '@{ A = (Get-Date) }'; Import-Module ./x.psd1", "Modules_InvalidManifest,Microsoft.PowerShell.Commands.ImportModuleCommand"),
    ("Set-Content x.psd1 \"@{ ModuleVersion = '1.0'; RootModule = 'no.psm1' }\"; Import-Module ./x.psd1", "Modules_InvalidManifest,Microsoft.PowerShell.Commands.ImportModuleCommand"),
    ("Set-Content x.psd1 \"@{ ModuleVersion = '1.0'; PowerShellVersion = '9.0' }\"; Import-Module ./x.psd1", "Modules_InsufficientPowerShellVersion,Microsoft.PowerShell.Commands.ImportModuleCommand"),
    ("Set-Content x.psd1 '@{ A = (Get-Date) }'; Import-PowerShellDataFile x.psd1", "CouldNotParseAsPowerShellDataFile,Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand"),
    ("Set-Content x.psd1 '5'; Import-PowerShellDataFile x.psd1", "CouldNotParseAsPowerShellDataFileNoHashtableRoot,Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand"),
    ("Export-ModuleMember -Function x", "Modules_CanOnlyExecuteExportModuleMemberInsideAModule,Microsoft.PowerShell.Commands.ExportModuleMemberCommand"),
    ("New-ModuleManifest x.txt", "Modules_InvalidModuleManifestPath,Microsoft.PowerShell.Commands.NewModuleManifestCommand"),
    ("Set-Content x.psd1 '@{ Author = 1 }'; Test-ModuleManifest x.psd1", "Modules_ManifestMissingModuleVersion,Microsoft.PowerShell.Commands.TestModuleManifestCommand"),
    ("Get-Help Get-Date -Online", "InvalidOperation,Microsoft.PowerShell.Commands.GetHelpCommand"),
    ("Stop-Transcript", "InvalidOperation,Microsoft.PowerShell.Commands.StopTranscriptCommand"),
    ("Set-Content t.txt x; Start-Transcript t.txt -NoClobber", "NoClobber,Microsoft.PowerShell.Commands.StartTranscriptCommand"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "error_id"), IDS)
def test_error(shell, text, error_id):
    shell.run(text)
    assert shell.errors == [error_id]


def test_a_typed_line_is_kept_with_stars_for_its_secrets(shell, tmp_path):
    shell.run("$null = Start-Transcript t.txt -UseMinimalHeader -IncludeInvocationHeader")
    shell.host.transcripts[-1].typed("Connect-ActiveDirectory dc1 -Password 'hunter2'")
    shell.run("Stop-Transcript")
    text = (tmp_path / "t.txt").read_text()
    assert "PS>Connect-ActiveDirectory dc1 -Password " in text
    assert "Command start time: " in text
    assert "hunter2" not in text


def test_a_verb_that_is_not_approved_is_warned_of(shell):
    shell.run("Set-Content U.psm1 'function Frob-It { }'; Import-Module ./U.psm1")
    shell.run("Import-Module ./U.psm1 -Force -DisableNameChecking")
    assert len(shell.texts("warning")) == 1


def test_an_installed_package_brings_its_commands(shell, tmp_path, monkeypatch):
    package = tmp_path / "brewing"
    package.mkdir()
    (package / "__init__.py").write_text("")
    row = (
        *("Get-Brew", "brewing.tea.get_brew", "GetBrew", ("gbrew",), None, False, "Get-Brew", ()),
        *("Tells the tea.", ()),
    )
    (package / "_index.py").write_text(f"COMMANDS = [{row!r}]")
    (package / "tea").mkdir()
    (package / "tea" / "__init__.py").write_text("")
    (package / "tea" / "get_brew.py").write_text(
        "from smimeadmin.shell.engine import Cmdlet\n"
        "class GetBrew(Cmdlet, name='Get-Brew'):\n"
        "    def process(self):\n"
        "        self.write('tea')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = [EntryPoint("Brewing", "brewing", "smimeadmin.cmdlets")]
    monkeypatch.setattr(
        _module_loading, "metadata", SimpleNamespace(entry_points=lambda **_group: found)
    )
    assert shell.run("Import-Module Brewing; Get-Brew; gbrew; (Get-Module).Name") == [
        *("tea", "tea", "Brewing")
    ]
