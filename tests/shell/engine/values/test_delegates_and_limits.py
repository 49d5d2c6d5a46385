"""What goes as a delegate, and what arithmetic at the ends of the ranges throws."""

import pytest

from tests.support.shell import Shell

_LIST = "[Collections.Generic.List[int]](1, 2, 3)"
_NO_CAST = "MethodArgumentConversionInvalidCastArgument"
_NO_OVERLOAD = "MethodCountCouldNotFindBest"


@pytest.mark.parametrize(
    ("program", "output"),
    [
        ("[Array]::Find(@(1, 2), { $args[0] -eq 2 })", [2]),
        ("[Array]::Find(@(1, 2), [Predicate[int]] { $args[0] -eq 2 })", [2]),
        ("[Array]::FindIndex(@(1, 2, 3), 1, { $true })", [1]),
        ("[Array]::FindIndex(@(1, 2, 3), 0, 2, { $args[0] -eq 3 })", [-1]),
        ("[Array]::FindLastIndex(@(1, 2, 3), 1, { $true })", [1]),
        ("[Array]::FindLastIndex(@(1, 2, 3), 2, 2, { $args[0] -eq 1 })", [-1]),
        ("[Array]::FindLastIndex(@(), { $true })", [-1]),
        ("[Array]::ConvertAll(@('1', '2'), [int]::Parse)", [1, 2]),
        (f"({_LIST}).RemoveAll({{ $args[0] -gt 1 }})", [2]),
        ("[PSPropertySet]::new('a', 'bc').Value", ["bc"]),
    ],
)
def test_a_block_or_a_method_is_a_delegate(program: str, output: list[object]) -> None:
    shell = Shell()
    assert shell.run(program) == output
    assert shell.errors == []


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("[Array]::Exists(@(1, 2), 5)", _NO_OVERLOAD),
        ("[Array]::ForEach(@(1, 2), 'x')", _NO_OVERLOAD),
        ("[Array]::FindIndex(@(1, 2), 'x')", _NO_OVERLOAD),
        ("[Array]::Find(@(1, 2), $null)", "ArgumentNullException"),
        ("[Array]::FindLastIndex(@(1, 2), 5, { $true })", "ArgumentOutOfRangeException"),
        (f"({_LIST}).Find(5)", _NO_CAST),
        (f"({_LIST}).ForEach('x')", _NO_CAST),
        (f"({_LIST}).FindIndex('x')", _NO_OVERLOAD),
        ("([Collections.Generic.HashSet[int]]1).RemoveWhere('x')", _NO_CAST),
    ],
)
def test_nothing_else_is(program: str, error: str) -> None:
    shell = Shell()
    shell.run(program)
    assert shell.errors == [error]


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("[timespan]::MaxValue + 5", "OverflowException"),
        ("[timespan]::MinValue - [timespan]1", "OverflowException"),
        ("-[timespan]::MinValue", "OverflowException"),
        ("[timespan]::MaxValue * 2", "OverflowException"),
        ("[timespan]'1:00' / 0", "OverflowException"),
        ("[timespan]'1:00' * [double]::NaN", "ArgumentException"),
        ("[timespan]'1:00' * 'x'", _NO_CAST),
        ("[datetimeoffset]::MaxValue + [timespan]1", "ArgumentOutOfRangeException"),
        ("[datetimeoffset]::MinValue - [timespan]1", "ArgumentOutOfRangeException"),
    ],
)
def test_what_reaches_too_far(program: str, error: str) -> None:
    shell = Shell()
    shell.run(program)
    assert shell.errors == [error]


@pytest.mark.parametrize(
    ("program", "output"),
    [
        ("[timespan]'1:00' / [timespan]0", [float("inf")]),
        ("[timespan]'1:00' / 2 -eq [timespan]'0:30'", [True]),
        ("1.5d -eq [double]::NaN", [False]),
        ("5d -lt [double]::PositiveInfinity", [True]),
    ],
)
def test_the_ends_of_the_numbers(program: str, output: list[object]) -> None:
    assert Shell().run(program) == output
