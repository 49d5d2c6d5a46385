"""Comparing and sorting: by the left side's type, texts by culture, mixtures as .NET does."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core import values as v
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine.compare import equals, order, sort_key
from smimeadmin.shell.engine.culture import collation_key, compare_texts
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.operators import BINARY
from smimeadmin.shell.engine.sorting import sort_positions, sort_values

TEXTS = st.text(alphabet="aAbBzZéÉ019 -_.,ß\u00ad", max_size=5)


@given(TEXTS, TEXTS, TEXTS)
def test_the_order_of_texts_is_a_total_one(one, two, three):
    assert compare_texts(one, two) == -compare_texts(two, one)
    first, second, third = sorted([one, two, three], key=collation_key)
    assert compare_texts(first, third) <= 0
    assert compare_texts(first, second) <= 0


def test_culture_puts_signs_before_digits_before_letters_and_accents_after():
    words = ["b", "A", "a", "é", "e", "E", "f", "1", "_", "-", " "]
    ordered = sort_values(words, lambda word: word, ignore_case=False)
    assert ordered == [" ", "_", "-", "1", "a", "A", "b", "e", "E", "é", "f"]


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("abc", "ABC", True),
        ("5", 5, True),
        (5, "5", True),
        (5, "x", False),
        (1, True, True),
        (v.Int64(5), 5.0, True),
        (None, "", False),
        ("", None, False),
        (None, None, True),
        (v.DateTime.of(2024, 3, 1), "2024-03-01", True),
        (v.EnumValue(v.DAY_OF_WEEK, 5), "friday", True),
        (v.Char("a"), "A", True),
        (float("nan"), float("nan"), False),
        (True, "False", True),
    ],
)
def test_equality_converts_the_right_side(left, right, equal):
    assert equals(left, right) is equal


def test_case_counts_when_asked():
    assert not equals("a", "A", False)
    assert BINARY["-ceq"](["a", "A"], "a") == ["a"]
    assert order("a", "A", False) < 0


@pytest.mark.parametrize(
    ("left", "right", "error_id"),
    [
        (5, [1], "ComparisonFailure"),
        (5, "x", "InvalidCastFromStringToInteger"),
        (v.Hashtable(), 1, "NotIcomparable"),
        (PropertyBag(), 1, "PSObjectCompareTo"),
        (v.Version(1, 2), 5, "ComparisonFailure"),
    ],
)
def test_what_has_no_order_has_an_id(left, right, error_id):
    with pytest.raises(EngineError) as caught:
        order(left, right)
    assert caught.value.error_id == error_id


def test_null_is_below_everything_but_negative_numbers():
    assert order(None, "a") < 0
    assert order(None, 5) < 0
    assert order(None, -5) > 0
    assert order(None, None) == 0


MIXED = st.lists(st.one_of(st.integers(-9, 9), st.floats(-9, 9), st.integers(0, 9).map(v.Int64)))


@given(MIXED)
def test_numbers_of_many_types_sort_by_value(numbers):
    ordered = sort_values(numbers, lambda n: n)
    assert [float(n) for n in ordered] == sorted(float(n) for n in numbers)
    assert [float(n) for n in sorted(numbers, key=sort_key)] == [float(n) for n in ordered]


@given(st.lists(st.tuples(st.integers(0, 2), st.text("ab", max_size=1))))
def test_sorting_keeps_the_order_of_equals_and_sorts_by_several_keys(rows):
    columns = [[row[0] for row in rows], [row[1] for row in rows]]
    places = sort_positions(columns, [True, False])
    for one, two in pairwise(places):
        first, second = rows[one], rows[two]
        assert (-first[0], first[1], one) < (-second[0], second[1], two)


def test_a_mixture_sorts_as_the_recorded_one():
    assert sort_values([5, "abc", True], lambda x: x) == [True, 5, "abc"]
    assert sort_values([5, "abc", True], lambda x: x, reverse=True) == [True, "abc", 5]


def test_long_columns_are_sorted_in_runs(monkeypatch):
    monkeypatch.setattr("smimeadmin.shell.engine.sorting._MANY", 10)
    monkeypatch.setattr("smimeadmin.shell.engine.sorting._RUN", 4)
    numbers = [(7 * n) % 31 for n in range(31)]
    assert sort_values(numbers, lambda n: n) == sorted(numbers)
    assert sort_values(numbers, lambda n: n, reverse=True) == sorted(numbers, reverse=True)
