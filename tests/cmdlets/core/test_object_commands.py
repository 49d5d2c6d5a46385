"""Measure-, Group-, Compare-, Sort-, Select-, Tee-Object, Get-Unique, Add-Member, Join-String."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.values import Single
from tests.support.shell import Shell

NUMBERS = st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=30)


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def quick():
    return Shell()


def error_id(shell, code):
    return shell.run(f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId }}")[-1].partition(",")[0]


@given(numbers=NUMBERS)
def test_measure_agrees_with_arithmetic(quick, numbers):
    quick.session.global_scope.assign("n", numbers)
    count, total, mean, least, most, spread = quick.run(
        "$m = $n | Measure-Object -AllStats; "
        "$m.Count; $m.Sum; $m.Average; $m.Minimum; $m.Maximum; $m.StandardDeviation"
    )
    assert (count, total, least, most) == (len(numbers), sum(numbers), min(numbers), max(numbers))
    assert math.isclose(mean, sum(numbers) / len(numbers), rel_tol=1e-9, abs_tol=1e-6)
    middle = sum(numbers) / len(numbers)
    squares = sum((n - middle) ** 2 for n in numbers) / max(len(numbers) - 1, 1)
    assert math.isclose(spread, math.sqrt(squares), rel_tol=1e-6, abs_tol=1e-3)


@given(numbers=NUMBERS)
def test_groups_hold_every_object_once(quick, numbers):
    quick.session.global_scope.assign("n", [n % 5 for n in numbers])
    groups = quick.run("$n | Group-Object")
    assert sum(group.count for group in groups) == len(numbers)
    assert [group.values[0] for group in groups] == sorted({n % 5 for n in numbers})
    assert all(set(group.group) == {group.values[0]} for group in groups)


@given(numbers=NUMBERS)
def test_sorting_by_a_property_is_stable(quick, numbers):
    quick.session.global_scope.assign("n", numbers)
    places = quick.run(
        "$i = 0; $n | ForEach-Object { [pscustomobject]@{ K = $_ % 3; I = $i++ } } | "
        "Sort-Object K | ForEach-Object I"
    )
    kind = {place: math.fmod(n, 3) for place, n in enumerate(numbers)}
    assert places == sorted(range(len(numbers)), key=lambda place: kind[place])


@given(first=st.lists(st.integers(0, 9), max_size=12), second=st.lists(st.integers(0, 9)))
def test_comparing_finds_what_each_side_has_more_of(quick, first, second):
    quick.session.global_scope.assign("a", first)
    quick.session.global_scope.assign("b", second)
    rows = quick.run("Compare-Object $a $b -IncludeEqual")
    for value in range(10):
        sides = [row.get("SideIndicator") for row in rows if row.get("InputObject") == value]
        more = first.count(value) - second.count(value)
        assert sides.count("<=") == max(more, 0)
        assert sides.count("=>") == max(-more, 0)
        assert sides.count("==") == min(first.count(value), second.count(value))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("($null, 1, $null | Measure-Object).Count", [1]),
        ("('3', '20' | Measure-Object -Sum -Maximum).Maximum", [20.0]),
        ("('a b', 'c' | Measure-Object -Word).Words", [3]),
        ('("a`nb`n" | Measure-Object -Line).Lines', [2]),
        ("('a b' | Measure-Object -Character -IgnoreWhiteSpace).Characters", [2]),
        ("('b', 'a' | Measure-Object -Minimum).Minimum", ["a"]),
        ("('B', 'a', 'b' | Group-Object | ForEach-Object Count) -join ','", ["1,2"]),
        ("('B', 'b' | Group-Object -CaseSensitive).Count", [2]),
        ("(2, 'a', 1 | Group-Object | ForEach-Object Name) -join ','", ["2,a,1"]),
        ("('a', 'bb', 'c' | Group-Object Length -AsHashTable)[1].Count", [2]),
        ("('a' | Group-Object Length -AsHashTable -AsString)['1'].Count", [1]),
        ("(Compare-Object 5 '5' -IncludeEqual).SideIndicator", ["=="]),
        ("(Compare-Object 1, 2 2, 1 -SyncWindow 0 | Measure-Object).Count", [4]),
        ("(Compare-Object a b -PassThru) -join ','", ["b,a"]),
        ("(1, 1, 2, 1 | Get-Unique) -join ','", ["1,2,1"]),
        ("('a', 'A' | Get-Unique).Count", [2]),
        ("('a', 'A' | Get-Unique -CaseInsensitive | Measure-Object).Count", [1]),
        ("1, 2 | Join-String -Separator ', ' -OutputPrefix '(' -OutputSuffix ')'", ["(1, 2)"]),
        ("'a''b' | Join-String -SingleQuote", ["'a''b'"]),
        ("1, 2 | Tee-Object -Variable kept | Out-Null; $kept -join ','", ["1,2"]),
        ("1 | Tee-Object -Variable kept | Out-Null; $kept.GetType().Name", ["Int32"]),
        (
            "'x' | Tee-Object t.txt | Out-Null; 'y' | Tee-Object t.txt -Append; Get-Content t.txt",
            ["y", "x", "y"],
        ),
        ("$o = 5 | Add-Member Site AMS -PassThru; $o.Site; $o + 1", ["AMS", 6]),
        (
            "$o = [pscustomobject]@{}; $o | Add-Member -TypeName Own; $o.PSObject.TypeNames[0]",
            ["Own"],
        ),
        ("$o = [pscustomobject]@{A = 1}; $o | Add-Member A 2 -Force; $o.A", [2]),
        ("([pscustomobject]@{ B = 1 }, [pscustomobject]@{ A = 1 } | Sort-Object A)[0].A", [1]),
        ("3, 1, 2 | Sort-Object -Top 2", [1, 2]),
        ("'a', 'A', 'b' | Sort-Object -Unique", ["a", "b"]),
        ("(1..5 | Select-Object -Last 2) -join ','", ["4,5"]),
        ("(1..5 | Select-Object -SkipLast 3) -join ','", ["1,2"]),
        ("(1..5 | Select-Object -Index 0, 4) -join ','", ["1,5"]),
        ("(1..3 | Select-Object -SkipIndex 1) -join ','", ["1,3"]),
    ],
)
def test_answer(shell, code, expected):
    assert shell.run(code) == expected
    assert shell.errors == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("'a' | Measure-Object -Sum -ErrorAction Stop", "NonNumericInputObject"),
        ("1 | Measure-Object -Sum -Line", "AmbiguousParameterSet"),
        ("Compare-Object $null 1", "ParameterArgumentValidationErrorNullNotAllowed"),
        ("1 | Tee-Object -FilePath a -Variable b", "AmbiguousParameterSet"),
        ("1 | Select-Object -First -1", "ParameterArgumentValidationError"),
        ("[pscustomobject]@{A=1} | Add-Member A 2 -ErrorAction Stop", "MemberAlreadyExists"),
        (
            "[pscustomobject]@{} | Add-Member NoteProp x 1 -ErrorAction Stop",
            "PositionalParameterNotFound",
        ),
        (
            "[pscustomobject]@{} | Add-Member ScriptProperty x 1 -ErrorAction Stop",
            "Value1ShouldBeSet",
        ),
        ("1 | Group-Object A, B -AsHashTable", "ArgumentException"),
    ],
)
def test_refused(shell, code, expected):
    assert error_id(shell, code) == expected


def test_a_property_that_nothing_has_is_missed_under_strict_mode_only(shell):
    assert shell.run("1 | Measure-Object Zed -Sum") == []
    shell.run("Set-StrictMode -Version Latest")
    assert shell.run("1 | Measure-Object Zed -Sum") == []
    assert shell.errors[-1].startswith("GenericMeasurePropertyNotFound")


def test_numbers_of_all_kinds_are_summed(quick):
    quick.session.global_scope.assign("n", [1, 2.5, Single(0.5), "4"])
    assert quick.run("($n | Measure-Object -Sum).Sum") == [8.0]
