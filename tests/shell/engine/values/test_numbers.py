"""Arithmetic: which type a result has, and that no exact int ever leaves Int32."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core import values as v
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.operators import BINARY, UNARY


def sized(kind):
    return st.integers(kind.minimum, kind.maximum).map(kind)


INT32 = st.integers(v.INT32_MIN, v.INT32_MAX)
NUMBERS = st.one_of(
    INT32,
    *(sized(kind) for kind in v.SIZED),
    st.integers(-(2**70), 2**70).map(v.BigInteger),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(width=32, allow_nan=False, allow_infinity=False).map(v.Single),
    st.decimals(-(10**9), 10**9, places=4),
    st.booleans(),
    st.characters(max_codepoint=0xFFFF).map(v.Char),
)
OPERATORS = ("+", "-", "*", "/", "%", "-band", "-bor", "-bxor", "-shl", "-shr")


def holds(value):
    """Say whether a value lies in the range of its own type."""
    kind = type(value)
    if kind is int:
        return v.INT32_MIN <= value <= v.INT32_MAX
    if issubclass(kind, v.SizedInteger):
        return kind.minimum <= value <= kind.maximum
    return kind in {float, bool, str, Decimal, v.Single, v.BigInteger}


@pytest.mark.property
@pytest.mark.parametrize("operator", OPERATORS)
@given(left=NUMBERS, right=NUMBERS)
def test_every_result_lies_in_the_range_of_its_type(operator, left, right):
    if operator == "*" and type(left) is v.Char:
        return
    if operator in {"-shl", "-shr"}:
        right = 7
    with suppress(EngineError):
        result = BINARY[operator](left, right)
        assert holds(result), (operator, left, right, result)


@pytest.mark.parametrize(
    ("operator", "left", "right", "result"),
    [
        ("+", v.INT32_MAX, 1, 2147483648.0),
        ("-", v.INT32_MIN, 1, -2147483649.0),
        ("*", 65536, 65536, 4294967296.0),
        ("+", v.Int64.maximum, v.Int64(1), 9.223372036854775808e18),
        ("-", v.UInt32(1), v.UInt32(2), -1.0),
        ("+", v.UInt32(1), -2, v.Int64(-1)),
        ("+", v.Byte(200), v.Byte(100), 300),
        ("/", 6, 3, 2),
        ("/", 7, 2, 3.5),
        ("%", -7, 2, -1),
        ("+", Decimal("0.1"), Decimal("0.2"), Decimal("0.3")),
        ("*", 2, Decimal("2.5"), Decimal("5.0")),
        ("/", 1.0, 0, float("inf")),
        ("-shl", 1, 33, 2),
        ("-shr", v.Int64(-8), 1, v.Int64(-4)),
        ("-band", v.UInt32(0xFFFFFFFF), 1, v.UInt32(1)),
        ("+", "0x10", 1, "0x101"),
        ("-", "0x10", 1, 15),
        ("-", "1kb", 1, 1023),
        ("*", "ab", 3, "ababab"),
    ],
)
def test_results_have_the_type_that_holds_them(operator, left, right, result):
    given_back = BINARY[operator](left, right)
    assert given_back == result
    assert type(given_back) is type(result)


@pytest.mark.parametrize(
    ("operator", "left", "right", "error_id"),
    [
        ("/", 1, 0, "RuntimeException"),
        ("%", v.Int64(1), 0, "RuntimeException"),
        ("-", "abc", 1, "InvalidCastFromStringToInteger"),
        ("-", "abc", 1.5, "InvalidCastFromStringToDoubleOrSingle"),
        ("-", [1], 1, "MethodNotFound"),
        ("*", "a", -1, "System.ArgumentOutOfRangeException"),
        ("*", True, 2, "NotADefinedOperationForType"),
        ("..", "a b", 2, "System.FormatException"),
        ("+", v.Hashtable(), 1, "AddHashTableToNonHashTable"),
    ],
)
def test_what_cannot_be_calculated_has_an_id(operator, left, right, error_id):
    with pytest.raises(EngineError) as caught:
        BINARY[operator](left, right)
    assert caught.value.error_id == error_id


@given(INT32)
def test_complement_and_negation_stay_in_range(number):
    assert UNARY["-bnot"](number) == ~number
    assert holds(UNARY["-"](number))


def test_lists_append_and_repeat_without_touching_the_left_side():
    left = [1, 2]
    assert BINARY["+"](left, [3]) == [1, 2, 3]
    assert BINARY["*"](left, 2) == [1, 2, 1, 2]
    assert left == [1, 2]


def test_ranges_run_both_ways_and_over_letters():
    assert BINARY[".."](3, 1) == [3, 2, 1]
    assert BINARY[".."]("a", "c") == ["a", "b", "c"]
