"""Numbers of .NET: ranges, 32-bit rounding, the first type that holds a whole number."""

from struct import pack, unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core import values as v


@pytest.mark.parametrize("kind", v.SIZED)
def test_a_sized_integer_has_the_range_of_its_bits(kind):
    signed = kind.minimum < 0
    assert kind.maximum == (1 << (kind.bits - signed)) - 1
    assert kind.minimum == (-(1 << (kind.bits - 1)) if signed else 0)
    assert kind(kind.maximum) == kind.maximum
    assert type(kind(1)) is kind


@pytest.mark.parametrize("kind", [*v.SIZED, v.BigInteger, v.Single, v.Char])
def test_a_value_has_no_room_for_attributes(kind):
    with pytest.raises(AttributeError):
        kind("7" if kind is v.Char else 7).note = 1


@given(st.integers())
def test_a_whole_number_takes_the_first_type_that_holds_it(number):
    fitted = v.fit_integer(number)
    assert fitted == number
    if -(2**31) <= number < 2**31:
        assert type(fitted) is int
    elif -(2**63) <= number < 2**63:
        assert type(fitted) is v.Int64
    else:
        assert type(fitted) is v.BigInteger


@given(st.floats(width=32, allow_nan=False))
def test_a_single_keeps_what_32_bits_hold(number):
    assert v.Single(number) == number


@given(st.floats(allow_nan=False, min_value=-3e38, max_value=3e38))
def test_a_single_rounds_to_32_bits(number):
    assert v.Single(number) == unpack("<f", pack("<f", number))[0]


def test_a_single_out_of_range_is_infinite():
    assert v.Single(1e300) == float("inf")
    assert v.Single(-1e300) == float("-inf")
