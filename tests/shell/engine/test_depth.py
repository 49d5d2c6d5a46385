"""Recursion without end: one clean error at every door, also where code in C stands between."""

import pytest

from tests.support.shell import Shell

DOORS = {
    "function": "function f { f }; f",
    "call operator": "$b = { & $b }; & $b",
    "pipeline": "function f { 1, 2 | ForEach-Object { f } }; f",
    "Sort-Object": "function f { 1, 2 | Sort-Object { f } }; f",
    "Group-Object": "function f { 1, 2 | Group-Object { f } }; f",
    "Select-Object": "function f { 1, 2 | Select-Object @{ n = 'a'; e = { f } } }; f",
    "-replace": "function f { 'aa' -replace 'a', { f } }; f",
    "regex Replace": "function f { [regex]::Replace('aa', 'a', { f }) }; f",
    "ForEach method": "function f { (1, 2).ForEach({ f }) }; f",
    "Where method": "function f { (1, 2).Where({ f }) }; f",
    "Invoke": "$b = { $b.Invoke() }; & $b",
    "list method": "function f { $l = [System.Collections.Generic.List[object]](2, 1); "
    "$l.Find({ f }) }; f",
    "script property": "$o = [pscustomobject]@{ A = 1 } | "
    "Add-Member ScriptProperty P { $this.P } -PassThru; $o.P",
    "script method": "$o = [pscustomobject]@{ A = 1 } | "
    "Add-Member ScriptMethod M { $this.M() } -PassThru; $o.M()",
    "method of a class": "class C { [int] M() { return $this.M() } }; [C]::new().M()",
    "text of a class": 'class C { [string] ToString() { return "$this" } }; "$([C]::new())"',
    "constructor": "class C { C() { [C]::new() } }; [C]::new()",
    "validation": "function f { param([ValidateScript({ f 1 })]$x) 1 }; f 1",
    "delayed argument": "function f { 1 | Join-Path -Path { f } -ChildPath x }; f",
}


@pytest.mark.parametrize("code", DOORS.values(), ids=DOORS.keys())
def test_endless_recursion_ends_in_one_error(code):
    shell = Shell()
    assert shell.run(f"{code}; 'after'")[-1:] == ["after"]
    (error,) = shell.errors
    assert error.partition(",")[0] == "CallDepthOverflow"
    assert shell.session.depth == 0


@pytest.mark.parametrize("code", [DOORS["function"], DOORS["Sort-Object"]])
def test_a_script_can_catch_it(code):
    shell = Shell()
    caught = shell.run(f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId }}")
    assert caught[0].partition(",")[0] == "CallDepthOverflow"
    assert shell.errors == []


COUNT = "$script:deep = 0; function f($way) { $script:deep++; "


@pytest.mark.parametrize(
    ("body", "least", "most"),
    [
        ("f }", 900, 1000),
        ("1, 2 | Sort-Object { f } }", 50, 100),
        ("'a' -replace 'a', { f } }", 50, 100),
        ("(, 1).ForEach({ f }) }", 900, 1000),
    ],
)
def test_calls_through_code_in_c_end_sooner(body, least, most):
    shell = Shell()
    assert least <= shell.run(f"{COUNT}{body}; f; $script:deep")[-1] <= most
