"""Where errors are underlined, and whose they are."""

import pytest

from smimeadmin.shell.engine.error_record import ErrorRecord
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.net_exceptions import NetException
from tests.support.shell import Shell


def underlined(shell):
    """Return the part of the source that each drawn error points to."""
    records = [record for stream, record in shell.host.shown if stream == "error"]
    return [r.position.source.text[r.position.start : r.position.end] for r in records]


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("Get-Nope 1 -Fast", "Get-Nope"),
        ("1 | Get-Nope 2", "Get-Nope"),
        ("& 'Get-Nope' 3", "'Get-Nope'"),
        ("Get-Date -Nope 3", "-Nope"),
        ("Get-Date -Year x", "x"),
        ("Get-Date -Year:x", "x"),
        ("Get-Date 1 2", "2"),
        ("function f([int]$a, $b) { }; f x 1", "x"),
        ("function f([int]$a, $b) { }; f -b 1 -a x", "x"),
        ("function f([int]$a, $b) { }; f -b 1 -b 2", "-b"),
        ("& { param([int]$a) } x", "x"),
        ("function f([Parameter(Mandatory)]$a) { }; f", "f"),
    ],
)
def test_only_what_is_at_fault_is_underlined(code, part):
    shell = Shell()
    shell.run(code)
    assert underlined(shell) == [part]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("1 | ForEach-Object { [int]'x' }", "InvalidCastFromStringToInteger,{0}ForEachObject"),
        ("1 | Where-Object { [int]'x' }", "InvalidCastFromStringToInteger,{0}WhereObject"),
        (
            "1 | ForEach-Object { 1 | Where-Object { [int]'x' } }",
            "InvalidCastFromStringToInteger,{0}WhereObject",
        ),
        ("& { [int]'x' }", "InvalidCastFromStringToInteger"),
    ],
)
def test_an_error_in_the_block_of_a_cmdlet_bears_its_name(code, error):
    shell = Shell()
    (found,) = shell.run(f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId }}")
    assert found.removesuffix("Command") == error.format("Microsoft.PowerShell.Commands.")


def test_what_is_thrown_in_a_block_keeps_its_id():
    shell = Shell()
    assert shell.run("try { 1 | % { throw 'no' } } catch { $_.FullyQualifiedErrorId }") == ["no"]


def test_letting_go_of_frames_ends_for_an_error_that_is_its_own_cause():
    error = EngineError("Test", "a message")
    error.__cause__ = error
    record = ErrorRecord(NetException("System.Exception", "a message"), "Test", cause=error)
    record.forget_frames()
    assert error.__traceback__ is None
