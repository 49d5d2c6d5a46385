"""Rules of the language that the recordings only touch: enumerators, ForEach and Where, modules."""

import pytest

from tests.support.shell import Shell

OUTPUT = {
    # ForEach and Where
    "foreach keeps the scope": ("$n = 0; (1..3).ForEach({ $n++ }); $n", [3]),
    "foreach does not unroll methods": ("('a.b').ForEach('Split', '.').Count", [1]),
    "foreach sets a property": ("$o = [pscustomobject]@{ Q = 1 }; $o.ForEach('Q', 9); $o.Q", [9]),
    "foreach has begin and end": (
        "(1, 2).ForEach({ begin { 'b' } process { $_ } end { 'e' } }) -join ','", ["b,1,2,e"]),
    "foreach gives the caller $_ back": ("$_ = 'mine'; $null = (1, 2).ForEach({ $_ }); $_",
                                         ["mine"]),
    "where First": ("(1..9).Where({ $_ % 2 }, 'First', 2) -join ','", ["1,3"]),
    "where Last": ("(1..9).Where({ $_ % 2 }, 'Last') -join ','", ["9"]),
    "where SkipUntil": ("(1..5).Where({ $_ -gt 2 }, 'SkipUntil', 2) -join ','", ["3,4"]),
    "where Until": ("(1..5).Where({ $_ -gt 2 }, 'Until') -join ','", ["1,2"]),
    "where Split": ("$a, $b = (1..5).Where({ $_ -gt 3 }, 'Split'); \"$a|$b\"", ["4 5|1 2 3"]),
    "where by a part of a mode": ("(1..3).Where({ $true }, 'La')[0]", [3]),
    "collection": ("(1, 2).Where({ $true }).GetType().Name", ["Collection`1"]),
    # $input, $foreach, $switch
    "input is gone through once": (
        "function f { $a = @($input); $b = @($input); \"$($a.Count) $($b.Count)\" }; 1, 2 | f",
        ["2 0"]),
    "input moves on": (
        "function f { while ($input.MoveNext()) { $input.Current * 2 } }; 1, 2 | f", [2, 4]),
    "input begins anew": (
        "function f { $null = @($input); $input.Reset(); @($input).Count }; 1, 2 | f", [2]),
    "input of a process block": ("function f { process { \"$input\" } }; 1, 2 | f", ["1", "2"]),
    "input of ForEach-Object": ("1, 2 | ForEach-Object { \"<$input>\" }", ["<1>", "<2>"]),
    "foreach moves on": (
        "foreach ($x in 1..4) { $x; $null = $foreach.MoveNext() }; \"[$foreach]\"", [1, 3, "[]"]),
    "switch moves on": ("switch (1..4) { default { $_; $null = $switch.MoveNext() } }", [1, 3]),
    # dotting
    "a dotted block has its own arguments": (
        "function f { . { $args.Count; $x = 1 } 1 2; \"$args $x\" }; f q", [2, "q 1"]),
    # keys
    "object index is a key": ("$o = [ordered]@{ 5 = 'a'; 1 = 'b' }; $o[[object]5]; $o[0]",
                              ["a", "a"]),
    "psbase": ("$h = @{ Count = 9 }; $h.Count; $h.psbase.Count", [9, 1]),
    "missing property of custom objects": (
        "(@($a = [pscustomobject]@{ A = 1 }; $a; $a).Missing).Count", [2]),
    # -f
    "format shows the type of a list": ("'{0}' -f (, (1, 2))", ["System.Object[]"]),
    # dynamicparam
    "dynamic parameter": ("Get-Dynamic -Name x -Colour red", ["x red"]),
    "dynamic parameter by position": ("Get-Dynamic x green", ["x green"]),
    "no dynamic parameter": ("Get-Dynamic y", ["y "]),
    # clean
    "clean after an error": (
        "function c { process { throw 'x' } clean { $script:done = 1 } }; "
        "try { 1 | c } catch { 'caught' }; $done", ["caught", 1]),
    # the engine's own objects
    "ExpandString": ("$v = 3; $ExecutionContext.InvokeCommand.ExpandString('a $v $(1 + 1) \"q\"')",
                     ['a 3 2 "q"']),
    "InvokeScript": ("$ExecutionContext.InvokeCommand.InvokeScript('1 + 2')", [3]),
    "PSVariable": (
        "$ExecutionContext.SessionState.PSVariable.Set('w', 7); $w; "
        "$ExecutionContext.SessionState.PSVariable.GetValue('nope', 'd')", [7, "d"]),
    # trap
    "trap continue": ("trap { \"t $_\"; continue }; 'a'; throw 'b'; 'c'", ["a", "t b", "c"]),
    "trap by type": (
        "function q { trap [System.DivideByZeroException] { 'div'; continue } 1 / $null; 'on' }; q",
        ["div", "on"]),
    # errors
    "$_ is not $Error[0]": (
        "try { throw 'a' } catch { [object]::ReferenceEquals($_, $Error[0]) }", [False]),
    "where an error was": (
        "try { 1 / 0 } catch { $_.InvocationInfo.OffsetInLine; $_.CategoryInfo.GetMessage() }",
        [7, "NotSpecified: (:) [], RuntimeException"]),
    "private variables": ("$private:p = 4; $p; & { \"[$p]\" }", [4, "[]"]),
    "a typed variable in a function": (
        "function f { try { [int]$t = 'q' } catch { $_.FullyQualifiedErrorId } }; f",
        ["InvalidCastFromStringToInteger"]),
    "a typed variable of a script": (
        "try { [int]$t = 'q' } catch { $_.FullyQualifiedErrorId }", ["RuntimeException"]),
    "places of calls": (
        "function Inner { throw 'x' }; function Outer { Inner }; "
        "try { Outer } catch { ($_.ScriptStackTrace -split \"`n\" -replace ',.*') -join '|' }",
        ["at Inner|at Outer|at <ScriptBlock>"]),
    "namespaces hold on": ("using namespace System.Text\n[StringBuilder]::new('q').ToString()",
                           ["q"]),
}  # fmt: skip

DYNAMIC = """
function Get-Dynamic { [CmdletBinding()] param([string]$Name)
  dynamicparam {
    $all = [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
    if ($Name -eq 'x') {
      $attributes = [System.Collections.ObjectModel.Collection[System.Attribute]]::new()
      $place = New-Object System.Management.Automation.ParameterAttribute
      $place.Position = 1
      $attributes.Add($place)
      $attributes.Add([System.Management.Automation.ValidateSetAttribute]::new('red', 'green'))
      $all.Add('Colour', [System.Management.Automation.RuntimeDefinedParameter]::new(
        'Colour', [string], $attributes))
    }
    $all
  }
  process { "$Name $($PSBoundParameters['Colour'])" } }
"""


@pytest.fixture
def shell():
    return Shell()


@pytest.mark.parametrize(("code", "expected"), OUTPUT.values(), ids=OUTPUT.keys())
def test_output(shell, code, expected):
    definition = DYNAMIC if "Dynamic" in code else ""
    assert shell.run(definition + code) == expected
    assert shell.errors == []


ERRORS = {
    "(1..3).Where('text')": "ConvertToFinalInvalidCastException",
    "(1..3).Where({ $true }, 'Never')": "SubstringDisambiguationEnumParseThrewAnException",
    "(1..3).Where({ $true }, 'First', -1)": "System.ArgumentOutOfRangeException",
    "(1..3).Where()": "MethodCountCouldNotFindBest",
    "('a').ForEach([int])": "MethodArgumentConversionInvalidCastArgument",
    "$h = @{ a = 1 }; foreach ($k in $h.Keys) { $h[$k] = 2 }": "System.InvalidOperationException",
    "$h = @{ a = 1 }; foreach ($e in $h.GetEnumerator()) { $h.b = 2 }":
        "System.InvalidOperationException",
    "$l = [System.Collections.ArrayList](1, 2); foreach ($i in $l) { $l.Add(3) > $null }":
        "System.InvalidOperationException",
    "'a' -replace '(', 'b'": "InvalidRegularExpression",
    "'a' -replace 'b', 'c', 'd'": "BadReplaceArgument",
    "'a' -split '('": "System.Text.RegularExpressions.RegexParseException",
    "'a' -split 'b', 'x'": "RuntimeException",
    "'a' -split 'b', 0, 'NoOption'": "RuntimeException",
    "'a' -like '[z-a]'": "RuntimeException",
    "'a' -as 'No.Type'": "InvalidCastFromStringToType",
    f"{DYNAMIC}; Get-Dynamic -Name x -Colour blue": "ParameterArgumentValidationError,Get-Dynamic",
    f"{DYNAMIC}; Get-Dynamic -Name y -Colour red": "NamedParameterNotFound,Get-Dynamic",
    "[scriptblock]::Create('try { 1 } catch [Exception] { } catch [ArgumentException] { }')":
        "ParseException",
}  # fmt: skip


def test_what_fails_in_clean_is_told_and_ends_nothing(shell):
    assert shell.run("function c { process { 1 } clean { throw 'x' } }; c; 'after'") == [1, "after"]
    assert shell.errors == ["x"]


@pytest.mark.parametrize(("code", "error"), ERRORS.items())
def test_errors(shell, code, error):
    assert shell.run(f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId }}")[-1:] == [error]


NATIVE = {
    "lines as they come": ("1..3 | sh -c 'while read x; do echo got $x; done' | "
                           "Select-Object -First 2", ["got 1", "got 2"]),
    "a program without an end": ("sh -c 'yes' | Select-Object -First 1", ["y"]),
    "errors as records": (
        "(sh -c 'echo e 1>&2; echo f 1>&2' 2>&1).ForEach({ $_.FullyQualifiedErrorId })",
        ["NativeCommandError", "NativeCommandErrorMessage"]),
    "chain": ("sh -c 'exit 3' || \"code $LASTEXITCODE\"; sh -c 'exit 0' && 'ok'",
              ["code 3", "ok"]),
    "exit code as an error": (
        "$PSNativeCommandUseErrorActionPreference = $true; $ErrorActionPreference = 'Stop'; "
        "try { sh -c 'exit 5' } catch { $_.FullyQualifiedErrorId; $_.Exception.ExitCode }",
        ["ProgramExitedWithNonZeroCode", 5]),
}  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), NATIVE.values(), ids=NATIVE.keys())
def test_native_programs(shell, code, expected):
    assert shell.run(code) == expected


def test_a_module_does_not_lend_its_variables_to_a_block_from_outside(tmp_path):
    (tmp_path / "m.psm1").write_text(
        "$Hidden = 'module'; function Invoke-It([scriptblock]$Code) { & $Code }\n"
        "function Use-Pipe([scriptblock]$Code) { 1 | ForEach-Object $Code }"
    )
    shell = Shell(tmp_path)
    shell.run("Import-Module ./m.psm1; $mine = 'outside'")
    assert shell.run('Invoke-It { "$Hidden|$mine" }; Use-Pipe { "$Hidden|$mine|$_" }') == [
        "|outside",
        "|outside|1",
    ]
    assert shell.run("function f { $local = 1; Invoke-It { $local } }; f") == [1]
    assert shell.run("& (Get-Module m) { $Hidden }") == ["module"]


def test_using_module_gives_classes_and_functions(tmp_path):
    (tmp_path / "m.psm1").write_text(
        "class Tool { [string] Do() { return 'did' } }\nfunction Get-It { 'it' }"
    )
    (tmp_path / "s.ps1").write_text("using module ./m.psm1\n[Tool]::new().Do(); Get-It")
    (tmp_path / "t.ps1").write_text("using module ./nope.psm1\n'not run'")
    shell = Shell(tmp_path)
    assert shell.run("./s.ps1") == ["did", "it"]
    assert shell.run("try { ./t.ps1 } catch { $_.FullyQualifiedErrorId }") == [
        "ModuleNotFoundDuringParse"
    ]
