"""What is too large is an error at once."""

import pytest

from smimeadmin.shell.engine.limits import MOST_ITEMS, listed
from tests.support.shell import Shell


@pytest.mark.parametrize(
    "line",
    [
        "'a' * 2147483647",
        "(, 1) * 2147483647",
        "[int[]](1, 2) * 1000000000",
        "$x = 1..2147483647",
        "$x = @(1..2147483647)",
        "-join (-2147483648..2147483647)",
    ],
)
def test_what_finds_no_room_is_an_error(line: str) -> None:
    shell = Shell()
    assert shell.run(f"try {{ {line} }} catch {{ $_.FullyQualifiedErrorId }}") == [
        "System.OutOfMemoryException"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "foreach ($i in 1..[int]::MaxValue) { if ($i -gt 2) { break }; $i }",
        "1..[int]::MaxValue | Select-Object -First 2",
        "(1..[int]::MaxValue) | Select-Object -First 2",
    ],
)
def test_a_range_is_gone_through_number_by_number(line: str) -> None:
    assert Shell().run(line) == [1, 2]


def test_a_long_range_is_made_in_slices() -> None:
    assert listed(range(5, 250_000)) == list(range(5, 250_000))
    assert listed(range(3, 0, -1)) == [3, 2, 1]
    assert MOST_ITEMS > 1_000_000


def test_running_out_of_memory_is_an_error_of_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object, *_: object) -> None:  # noqa: ARG001 - as a method has it
        raise MemoryError

    shell = Shell()
    monkeypatch.setattr("cmdlets.core.get_date.GetDate.process", fail)
    shell.run("Get-Date")
    assert shell.errors[0].startswith("System.OutOfMemoryException,")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("'{0,2000000000}' -f 1", "FormatError"),
        ("'{0:F2000000000}' -f 1.5", "FormatError"),
        ("[string]::new('a', 2000000000)", "System.OutOfMemoryException"),
        ("'a'.PadLeft(2000000000)", "System.OutOfMemoryException"),
        ("(5).ToString('D2000000000')", "FormatException"),
        ("[Text.StringBuilder]::new().Append('a', 2000000000)", "System.OutOfMemoryException"),
        ("[bigint]::Pow(10, 1000000000)", "System.OutOfMemoryException"),
        ("$b = 7n; foreach ($i in 1..40) { $b = $b * $b }", "System.OutOfMemoryException"),
        ("[bigint]('1' * 500000)", "System.OutOfMemoryException"),
    ],
)
def test_a_text_or_number_without_measure_is_an_error(line: str, error: str) -> None:
    found = Shell().run(f"try {{ {line} }} catch {{ $_.FullyQualifiedErrorId }}")
    assert found == [error]


def test_a_long_number_is_written() -> None:
    assert Shell().run("[bigint]::Pow(10, 5000).ToString().Length") == [5001]


@pytest.mark.parametrize(
    "line",
    [
        "$h = @{}; $h.h = $h; $h | ConvertTo-Json -Depth 50 -WarningAction Ignore",
        "$h = @{}; $h.h = $h; $h | Format-List | Out-String",
        "$o = [pscustomobject]@{ a = 1 }; $o | Add-Member self $o; $o | Format-Custom -Depth 20 "
        '| Out-String; "$o"; $o -eq $o',
        "$a = [Collections.ArrayList]::new(); [void]$a.Add($a); $a -eq $a; \"$a\"; $a -join ','",
        "$x = 1; 1..3000 | % { $x = @{ a = $x } }; $x | Out-String",
        "$x = 1; 1..3000 | % { $x = , $x }; ConvertTo-Json $x -Depth 100 -WarningAction Ignore",
        '$x = 1; 1..3000 | % { $x = [pscustomobject]@{ a = $x } }; "$x"; $x -eq $x',
        "ConvertFrom-Json ('[' * 1000 + ']' * 1000)",
    ],
)
def test_deep_and_endless_data_come_to_an_end(line: str) -> None:
    shell = Shell()
    assert shell.run(line) is not None
    assert not shell.errors


def test_json_that_is_nested_too_deep_is_an_error() -> None:
    shell = Shell()
    shell.run("ConvertFrom-Json ('[' * 5000 + ']' * 5000)")
    assert shell.errors[0].startswith("System.ArgumentException,")
