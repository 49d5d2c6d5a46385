"""Look-behind whose alternatives differ in length, which .NET allows and ``re`` does not."""

import pytest

from tests.support.shell import Shell


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("'a,b' -split '(?<=^|,)'", ["", "a,", "b"]),
        ("[regex]::Matches('xab yb', '(?<=a|x y)b').Count", [1]),
        ("'abc,d' -replace '(?<=^|,)(\\w)', '<$1>'", ["<a>bc,<d>"]),
        ("'foo bar' -replace '(?<!o|fo)o', 'X'", ["fXo bar"]),
        ("'aab' -replace '(?<!^|x)a', '-'", ["a-b"]),
        ("$null = 'price: 5' -match '(?<=\\$|price: )(\\d)'; $Matches[1]", ["5"]),
        ("'Ab' -cmatch '(?<=(?i)a|xx)b'", [True]),
        ("'a1' -replace '(?<=(a)|bb)1', '[$1]'", ["a[a]"]),
        ("'ab' -match '(?<=a)b|c'", [True]),
    ],
)
def test_alternatives_of_a_look_behind_may_differ_in_length(
    line: str, output: list[object]
) -> None:
    shell = Shell()
    assert shell.run(line) == output
    assert not shell.errors


@pytest.mark.parametrize("pattern", ["(?<=a*)b", "(?<=a(?:X|YY))b", "(?<!x+)y"])
def test_other_look_behind_of_variable_length_is_an_error(pattern: str) -> None:
    shell = Shell()
    shell.run(f"'a' -match '{pattern}'")
    assert shell.errors == ["System.Text.RegularExpressions.RegexParseException"]
