"""Format strings beyond the recorded ones, and properties against Python's own formatting."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core import values as v
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.formats import format_composite, format_value
from smimeadmin.shell.engine.formats_numbers import FormatTextError

REALS = st.floats(-1e12, 1e12)


@given(REALS, st.integers(0, 8))
def test_fixed_and_grouped_agree_with_python(number, places):
    assert format_value(number, f"F{places}") == f"{number:.{places}f}"
    assert format_value(number, f"N{places}") == f"{number:,.{places}f}"


@given(st.integers(v.INT32_MIN, v.INT32_MAX), st.integers(0, 12))
def test_whole_numbers_pad_and_show_their_bits(number, places):
    sign = "-" if number < 0 else ""
    assert format_value(number, f"D{places}") == sign + str(abs(number)).rjust(places, "0")
    assert format_value(number, "X") == f"{number & 0xFFFFFFFF:X}"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_shortest_text_of_a_double_reads_back(number):
    assert float(format_value(number, "R")) == number
    assert float(format_value(number, "")) == number


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (0, "0;-0;nil", "nil"),
        (0.126, "0.##%", "12.6%"),
        (1234567, "#,##0,", "1,235"),
        (1234567, "0,,.0", "1.2"),
        (5, "000-00", "000-05"),
        (12345, "0.00E+00", "1.23E+04"),
        (42, "'nr' 0", "nr 42"),
        (1.005, "\\#0.0", "#1.0"),
        (Decimal("2.345"), "F2", "2.35"),
        (v.Int64(1) << 40, "N0", "1,099,511,627,776"),
        (0.1234, "P", "12.340%"),
        (1e21, "G", "1E+21"),
        (12345.678, "G3", "1.23E+04"),
        (v.EnumValue(v.DAY_OF_WEEK, 5), "X", "00000005"),
        (v.TimeSpan.of(1, 2, 3, 4), "d\\.hh\\:mm", "1.02:03"),
        (v.DateTime.of(2024, 3, 1, 5, 8, 9), "yyyyMMdd_HHmmss", "20240301_050809"),
        (v.DateTime.of(2024, 3, 1, 0, 8), "hh:mm tt", "12:08 AM"),
        (v.DateTime.of(2024, 3, 1, kind=v.DateKind.UTC), "o", "2024-03-01T00:00:00.0000000Z"),
        (v.DateTime.of(2024, 3, 1, ticks=1_200_000), "ss.FFF", "00.12"),
        (v.DateTime.of(2024, 3, 1), "ss.FFF", "00"),
    ],
)
def test_values_show_by_their_format(value, form, text):
    value = v.Int64(value) if type(value) is int and abs(value) > v.INT32_MAX else value
    assert format_value(value, form) == text


@pytest.mark.parametrize(
    ("value", "form"), [(5, "Q"), (1.5, "D"), (v.Guid(0), "Q"), (v.DateTime(0), "q")]
)
def test_a_wrong_format_is_refused(value, form):
    with pytest.raises(FormatTextError):
        format_value(value, form)


def test_holes_pad_repeat_and_escape():
    assert format_composite("{0,4}|{1,-4}|{0}{{}}", [1, "b"]) == "   1|b   |1{}"
    assert format_composite("{0}", [None]) == ""


@pytest.mark.parametrize("form", ["{0", "0}", "{1}", "{x}", "{0:Q}"])
def test_a_wrong_hole_has_an_id(form):
    with pytest.raises(EngineError) as caught:
        format_composite(form, [5])
    assert caught.value.error_id == "FormatError"
