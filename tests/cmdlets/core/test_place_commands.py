# ruff: noqa: E501 - rows of tables
"""Items, content, locations, variables and aliases: what the commands on them answer."""

import pytest

from smimeadmin.shell.engine.convert import to_text
from tests.support.shell import Shell

SETUP = """
$null = New-Item d/e/f -ItemType Directory
Set-Content d/x.txt 1; Set-Content d/e/y.txt 2; Set-Content d/e/f/z.log 3; Set-Content d/.hid 4
Set-Content a.txt 'one', 'two', 'three'
"""


@pytest.fixture
def shell(tmp_path):
    shell = Shell(tmp_path)
    shell.run(SETUP)
    return shell


ANSWERS = [
    # Get-ChildItem
    ("Get-ChildItem d -Recurse -Name", ["e", "x.txt", "e/f", "e/y.txt", "e/f/z.log"]),
    ("Get-ChildItem d/*.txt -Recurse -Name | Sort-Object", ["e/y.txt", "x.txt"]),
    ("Get-ChildItem d -Include *.log -Recurse -Name", ["e/f/z.log"]),
    ("(Get-ChildItem d -Force -File).Name", [".hid", "x.txt"]),
    ("(Get-ChildItem d -Hidden).Name", [".hid"]),
    ("(Get-ChildItem d -Attributes !Directory+!Hidden).Name", ["x.txt"]),
    ("(Get-ChildItem d -Attributes Directory,Hidden).Name", ["e", ".hid"]),
    ("(Get-ChildItem d/* -Exclude x*).Name", ["e"]),
    ("Get-ChildItem d -Depth 1 -Name", ["e", "x.txt", "e/f", "e/y.txt"]),
    ("(Get-ChildItem -LiteralPath d -Directory).Name", ["e"]),
    ("(Get-ChildItem env:PATH).Name", ["PATH"]),
    ("function zz { }; (Get-ChildItem function:zz).Name", ["zz"]),
    # items
    ("$l = New-Item -ItemType SymbolicLink -Path l -Value d; $l.LinkType; $l.LinkTarget", ["SymbolicLink", "d"]),
    ("$null = New-Item -ItemType HardLink -Path h.txt -Value a.txt; Get-Content h.txt -Tail 1", ["three"]),
    ("(New-Item variable:foo -Value 5).Value; $foo", ["5", "5"]),
    ("New-Item function:hi -Value { 'hi there' } | Out-Null; hi", ["hi there"]),
    ("function hi { 1 }; Copy-Item function:hi function:ho; ho", ["1"]),
    ("$foo = 3; Rename-Item variable:foo bar; $bar; Test-Path variable:foo", ["3", "False"]),
    ("$foo = 3; Get-ChildItem variable:fo* | Remove-Item; Test-Path variable:foo", ["False"]),
    ("$foo = 3; Clear-Item variable:foo; $null -eq $foo", ["True"]),
    ("Set-Item env:ZQ 5; $env:ZQ; Remove-Item env:ZQ; Test-Path env:ZQ", ["5", "False"]),
    ("Set-Item function:ff { 7 }; ff; Set-Item alias:gg Get-Date; (Get-Alias gg).Definition", ["7", "Get-Date"]),
    ("Copy-Item d d2 -Recurse -Filter *.txt; Get-ChildItem d2 -Recurse -Name", ["e", "x.txt", "e/f", "e/y.txt"]),
    ("Copy-Item d d3 -Recurse -Container:$false; (Get-ChildItem d3).Name", ["x.txt", "y.txt", "z.log"]),
    ("Move-Item d/* -Destination . -Include *.txt; Test-Path x.txt, d/x.txt", ["True", "False"]),
    ("Set-ItemProperty a.txt LastWriteTime '2001-02-03'; (Get-Item a.txt).LastWriteTime.Year", ["2001"]),
    ("(Get-ItemProperty a.txt -Name Length, Na*).Name; Get-ItemPropertyValue a.txt Length", ["a.txt", "14"]),
    ("(Get-Item a.txt).Attributes; (Get-Item a.txt).IsReadOnly = $true; (Get-Item a.txt).Attributes", ["Normal", "ReadOnly"]),
    # content
    ("Get-Content a.txt -Tail 2; Get-Content a.txt -First 1", ["two", "three", "one"]),
    ("Get-Content a.txt -ReadCount 2 | ForEach-Object Count", ["2", "1"]),
    ("(Get-Content a.txt -ReadCount 0).Count; (Get-Content a.txt -Raw).Length", ["3", "14"]),
    ("Get-Content a.txt -Delimiter t", ["one\n", "wo\n", "hree\n"]),
    ("Set-Content n.txt a, b -NoNewline; Get-Content n.txt -Raw", ["ab"]),
    ("Set-Content b.bin ([byte[]](1, 2, 3)) -AsByteStream; Get-Content b.bin -AsByteStream -Tail 2", ["2", "3"]),
    ("Set-Content u.txt 'ä' -Encoding unicode; (Get-Item u.txt).Length; Get-Content u.txt; Get-Content u.txt -Tail 1", ["6", "ä", "ä"]),
    ("$x = 1, 2, 3; Get-Content variable:x -Tail 1", ["3"]),
    ("Set-Content variable:y 5; Add-Content variable:y 6; $y", ["5", "6"]),
    ("Clear-Content a.txt; (Get-Item a.txt).Length", ["0"]),
    ("Set-Content 'q[1].txt' x -ErrorAction Ignore; Set-Content -LiteralPath 'q[1].txt' x; Get-Content 'q`[1`].txt'", ["x"]),
    # paths
    ("Test-Path env:PATH; Test-Path d -PathType Leaf; Test-Path env: -PathType Container", ["True", "False", "True"]),
    ("Test-Path a.txt -OlderThan (Get-Date).AddDays(1); Test-Path a.txt -NewerThan '2090-01-01'", ["True", "False"]),
    ("Test-Path d/* -Include *.txt; Test-Path d/* -Include *.cer; Test-Path C:\\x", ["True", "False", "False"]),
    ("Join-Path a b, c d; Join-Path a b.txt -Extension md; Join-Path a b.txt -Extension ''", ["a/b/c/d", "a/b.md", "a/b"]),
    ("Resolve-Path a.txt -Relative; Resolve-Path a.txt -Relative -RelativeBasePath d", ["./a.txt", "../a.txt"]),
    ("Split-Path env:PATH -Qualifier; Split-Path a/b/c.d -LeafBase; Split-Path a.* -Resolve -Leaf", ["env:", "c", "a.txt"]),
    ("(Convert-Path d\\e).EndsWith('d/e')", ["True"]),
    ("(Get-FileHash a.txt -Algorithm MD5).Hash.Length", ["32"]),
    # locations
    ("cd d; cd e; cd -; Split-Path $PWD -Leaf; cd +; Split-Path $PWD -Leaf", ["d", "e"]),
    ("Push-Location d -StackName s; Push-Location e -StackName s; (Get-Location -StackName s).Count", ["2"]),
    ("Push-Location d -StackName s; Set-Location -StackName s; Pop-Location; Test-Path a.txt", ["True"]),
    ("(Get-PSDrive -PSProvider Environment).Name; (Get-PSProvider v*).Name", ["Env", "Variable"]),
    # variables
    ("$x = 1; (Get-Variable x).Value = 7; $x", ["7"]),
    ("Set-Variable y 3 -Option ReadOnly; (Get-Variable y).Options; Set-Variable y 5 -Force; $y", ["ReadOnly", "5"]),
    ("$ab1 = 1; $ab2 = 2; Set-Variable ab* 9 -Exclude ab2; $ab1; $ab2", ["9", "2"]),
    ("$ab1 = 1; $ab2 = 2; Clear-Variable ab* -Include ab1; \"$ab1/$ab2\"", ["/2"]),
    ("$ab1 = 1; $ab2 = 2; Remove-Variable ab* -Exclude ab1; (Get-Variable ab*).Name", ["ab1"]),
    ("function f { Set-Variable z 1 -Scope 1 }; f; $z", ["1"]),
    ("New-Variable v1 2 -Description d -PassThru | ForEach-Object Description", ["d"]),
    # drives in variables
    ("function t($n) { $n * 2 }; $text = ${function:t}.ToString(); $function:u = $text; u 4; $function:u = $null; Test-Path function:u", ["8", "False"]),
    ("$x = 3; $variable:x; ${variable:y} = 4; $y", ["3", "4"]),
    ("function t($n) { $n }; $d = ${function:t}.ToString(); 5 | ForEach-Object -Parallel { ${function:t} = $using:d; t $_ }", ["5"]),
    # aliases
    ("Set-Alias list Get-ChildItem -Description d -Option ReadOnly; (Get-Alias list).Options; (Get-Alias list).Description", ["ReadOnly", "d"]),
    ("Set-Alias a1 Get-Date; Export-Alias al.csv a1; Remove-Alias a1; Import-Alias al.csv; (Get-Alias a1).Definition", ["Get-Date"]),
    ("Set-Alias a1 Get-Date; Export-Alias al.txt a1 -As Script; Get-Content al.txt -Tail 1", ["set-alias -Name:'a1' -Value:'Get-Date' -Description:'' -Option:'None'"]),
    ("function s { Set-Alias loc Get-Date; (Get-Alias -Scope 0).Name }; s; Test-Path alias:loc", ["loc", "False"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), ANSWERS)
def test_answer(shell, text, shown):
    assert [to_text(one) for one in shell.run(text)] == shown
    assert shell.errors == []


IDS = [
    ("Get-Item nope", "PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand"),
    ("Get-Item env:nope_", "PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand"),
    ("Remove-Item d/.hid", "RemoveFileSystemItemUnAuthorizedAccess,Microsoft.PowerShell.Commands.RemoveItemCommand"),
    ("$x = 1; New-Item variable:x", "Argument,Microsoft.PowerShell.Commands.NewItemCommand"),
    ("Move-Item env:PATH env:P", "NotSupported,Microsoft.PowerShell.Commands.MoveItemCommand"),
    ("Set-Item a.txt 1", "NotSupported,Microsoft.PowerShell.Commands.SetItemCommand"),
    ("Get-Content a.txt -Tail 1 -TotalCount 1", "TailAndHeadCannotCoexist,Microsoft.PowerShell.Commands.GetContentCommand"),
    ("Join-Path C:\\x y", "DriveNotFound,Microsoft.PowerShell.Commands.JoinPathCommand"),
    ("Pop-Location -StackName no", "Argument,Microsoft.PowerShell.Commands.PopLocationCommand"),
    ("Get-PSDrive no", "DriveNotFound,Microsoft.PowerShell.Commands.GetPSDriveCommand"),
    ("Get-PSProvider no", "ProviderNotFound,Microsoft.PowerShell.Commands.GetPSProviderCommand"),
    ("Set-Variable y 3 -Option ReadOnly; Set-Variable y 5", "VariableNotWritable,Microsoft.PowerShell.Commands.SetVariableCommand"),
    ("$x = 1; Set-Variable x -Option Constant", "VariableCannotBeMadeConstant,Microsoft.PowerShell.Commands.SetVariableCommand"),
    ("$x = 1; New-Variable x", "VariableAlreadyExists,Microsoft.PowerShell.Commands.NewVariableCommand"),
    ("New-Variable c 1 -Option Constant; Remove-Variable c -Force", "VariableNotRemovable,Microsoft.PowerShell.Commands.RemoveVariableCommand"),
    ("Get-Variable nope", "VariableNotFound,Microsoft.PowerShell.Commands.GetVariableCommand"),
    ("Set-Alias gc x", "AliasNotWritable,Microsoft.PowerShell.Commands.SetAliasCommand"),
    ("Remove-Alias gci", "AliasNotRemovable,Microsoft.PowerShell.Commands.RemoveAliasCommand"),
    ("Set-Alias a1 Get-Date; New-Alias a1 Get-Item", "AliasAlreadyExists,Microsoft.PowerShell.Commands.NewAliasCommand"),
    ("New-ItemProperty a.txt X", "NotSupported,Microsoft.PowerShell.Commands.NewItemPropertyCommand"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "error_id"), IDS)
def test_error(shell, text, error_id):
    shell.run(text)
    assert shell.errors == [error_id]


@pytest.mark.parametrize("line", ["'a' | Out-File ./no/x -WhatIf", "1 | Export-Csv ./no/x -WhatIf"])
def test_a_plan_to_write_needs_no_folder_yet(line, shell):
    assert shell.run(f"{line}; Test-Path ./no; $?") == [False, True]
    assert not [text for stream, text in shell.host.shown if stream == "error"]
