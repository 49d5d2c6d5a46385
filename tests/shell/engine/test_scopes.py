"""Scopes and variable objects: the seven traps, in loops that are running."""

import pytest

from tests.support.shell import Shell


@pytest.fixture
def shell():
    return Shell()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("$i = 0; while ($i -lt 5) { Set-Variable i ($i + 2); $i }", [2, 4, 6]),
        ("$i = 0; while ($i -lt 3) { Invoke-Expression '$i = $i + 1' }; $i", [3]),
        ("foreach ($x in 1..3) { . { $x = $x * 10 }; $x }", [10, 20, 30]),
        (
            "$v = 'caller'; function f { $v = 'own'; 1..2 | % { if ($_ -eq 2) "
            "{ Remove-Variable v }; $v } }; f",
            ["own", "caller"],
        ),
        ("$v = 1; function f { 1..2 | % { $v; $v = 5 } }; f; $v", [1, 5, 1]),
        ("foreach ($x in 1..2) { [int]$t = '7'; $t = '8'; $t + 1 }", [9, 9]),
        ("function g { $x }; foreach ($x in 1..2) { g }", [1, 2]),
    ],
)
def test_a_running_loop_sees_what_happens_to_its_variables(shell, code, expected):
    assert shell.run(code) == expected
    assert shell.errors == []


def test_a_read_only_variable_refuses_and_a_typed_one_converts(shell):
    assert shell.run("Set-Variable a 1 -Option ReadOnly; $a = 2; $a") == [1]
    assert shell.errors == ["VariableNotWritable"]
    assert shell.run("[int]$n = 5; $n = '6'; $n.GetType().Name; $n = 'x'") == ["Int32"]
    assert shell.errors[1:] == ["RuntimeException"]


def test_scope_prefixes(shell):
    code = """
    $g = 'global'
    function f { $g = 'local'; $script:s = 'script'; $global:made = 1; "$g $global:g $local:g" }
    f; $s; $made
    """
    assert shell.run(code) == ["local global local", "script", 1]


def test_what_a_pipeline_without_output_leaves_pipes_nothing(shell):
    code = "$n = 1..3 | ? { $_ -gt 9 }; $n | % { 'ran' }; @($n).Count; $null -eq $n; $n = 4; $n"
    assert shell.run(code) == [0, True, 4]
    assert shell.run("$null | % { 'once' }") == ["once"]


def test_strict_mode_is_asked_only_where_it_is_set(shell):
    shell.session.any_strict = True
    shell.session.global_scope.strict = "latest"
    shell.run("$nowhere")
    assert shell.errors == ["VariableIsUndefined"]
