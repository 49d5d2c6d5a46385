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
    def fail(self: object, *_: object) -> None:
        raise MemoryError

    shell = Shell()
    monkeypatch.setattr("cmdlets.core.get_date.GetDate.process", fail)
    shell.run("Get-Date")
    assert shell.errors[0].startswith("System.OutOfMemoryException,")
