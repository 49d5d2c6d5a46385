"""Statements: errors between them, flow out of them, $?."""

import signal
import threading

import pytest

from smimeadmin.shell.language import ParseError
from tests.support.shell import Shell


@pytest.fixture
def shell():
    return Shell()


def test_a_failing_statement_is_reported_and_the_next_runs(shell):
    assert shell.run("[int]'x'; 'next'; Get-Nonsense; 'last'") == ["next", "last"]
    assert shell.errors == ["InvalidCastFromStringToInteger", "CommandNotFoundException"]


def test_the_place_of_an_error_is_the_operand_that_failed(shell):
    shell.run("$a = 1 + [int]'x'")
    ((_, record),) = shell.host.shown
    assert record.position.text == "[int]'x'"


def test_inside_a_try_it_passes_on_also_out_of_functions(shell):
    code = "function f { [int]'x'; 'no' }; try { f; 'no' } catch { 'caught' }; f"
    assert shell.run(code) == ["caught", "no"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("foreach ($i in 1..9) { 1..3 | % { if ($_ -eq 2) { break }; $_ } }", [1]),
        (":o foreach ($a in 1, 2) { foreach ($b in 1, 2) { continue o }; 'no' }; 'end'", ["end"]),
        ("for ($i = 0; $i -lt 3; $i++) { if ($i -eq 1) { continue }; $i }", [0, 2]),
        ("switch (1, 2, 3) { 2 { continue } default { $_ } }", [1, 3]),
        ("foreach ($x in 1, 2) { switch ($x) { 1 { break } }; $x }", [1, 2]),
        ("function f { 1; return 2; 3 }; f", [1, 2]),
        ("1..3 | % { if ($_ -eq 2) { return }; $_ }", [1, 3]),
        ("do { 'once' } until ($true)", ["once"]),
        ("$i = 0; do { $i++; $i } while ($i -lt 2)", [1, 2]),
    ],
)
def test_flow(shell, code, expected):
    assert shell.run(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("try { throw 'a' } catch { \"$_\" } finally { 'f' }", ["a", "f"]),
        ("try { 1 } finally { 2 }", [1, 2]),
        ("try { 10 / 0 } catch [System.DivideByZeroException] { 'zero' }", ["zero"]),
        ("try { throw [IO.FileNotFoundException]::new('x') } catch [IO.IOException] { 'io' }",
         ["io"]),
        ("function f { trap { 'trapped'; continue }; throw 'x'; 'on' }; f", ["trapped", "on"]),
        ("try { try { throw 'in' } catch { throw } } catch { \"out $_\" }", ["out in"]),
        ("function f { param($n = $(throw 'needed')) }; try { f } catch { \"$_\" }", ["needed"]),
    ],
)  # fmt: skip
def test_errors_are_caught(shell, code, expected):
    assert shell.run(code) == expected
    assert shell.errors == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("$null = Get-Variable nosuch -ErrorAction Ignore; $?", [False]),
        ("$x = 5; $?", [True]),
        ("[int]'x'; $?", [False]),
        ("Write-Error 'e' 2>$null; $?", [False]),
        ("function f { Write-Error 'e' 2>$null }; f; $?", [True]),
        ("Get-Nonsense && 'and'; Get-Nonsense || 'or'", ["or"]),
    ],
)
def test_success_variable(shell, code, expected):
    assert shell.run(code) == expected


def test_endless_recursion_ends_in_an_error(shell):
    assert shell.run("function f { f }; f; 'alive'") == ["alive"]
    assert shell.errors == ["CallDepthOverflow"]
    assert shell.run("function d($n) { if ($n) { d ($n - 1) } else { 'deep' } }; d 900") == ["deep"]


@pytest.fixture
def interruptible():
    """Take interrupts also where the tests run in the background, which ignores them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    "loop",
    ["while ($true) { }", "1..1000000000 | ForEach-Object { $_ }", "for (;;) { $i++ }",
     "foreach ($i in 1..2000000000) { $j = $i }"],
)  # fmt: skip
def test_an_interrupt_stops_a_loop_and_keeps_the_session(shell, interruptible, loop):
    del interruptible
    started = threading.Timer(0.1, signal.raise_signal, (signal.SIGINT,))
    started.start()
    with pytest.raises(KeyboardInterrupt):
        shell.session.run_text(f"$null = {loop}", [].append)
    assert shell.run("1 + 1") == [2]


def test_a_syntax_error_runs_nothing(shell):
    with pytest.raises(ParseError):
        shell.run("'before'; if (")
    assert shell.host.shown == []


def test_redirections(shell):
    code = "function f { 'out'; Write-Error 'e'; Write-Warning 'w' }; f 2>&1 3>$null | % { \"$_\" }"
    assert shell.run(code) == ["out", "e"]
    assert shell.errors == []
    assert shell.texts("warning") == []
