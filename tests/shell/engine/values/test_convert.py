"""Conversions: round trips through text, ranges, ids, the door for Python's values."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core import values as v
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine.convert import (
    as_type,
    convert,
    enumerate_value,
    from_python,
    is_type,
    to_bool,
    to_text,
)
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.types import resolve_type, type_of


def cast(value, name):
    return convert(value, resolve_type(name))


@pytest.mark.parametrize("kind", [int, *v.SIZED])
@given(number=st.integers(-(2**66), 2**66))
def test_whole_numbers_survive_their_text_or_are_refused(kind, number):
    low, high = (v.INT32_MIN, v.INT32_MAX) if kind is int else (kind.minimum, kind.maximum)
    name = "int" if kind is int else kind.net_name
    if low <= number <= high:
        assert cast(str(number), name) == number
        assert type(cast(str(number), name)) is kind
        return
    with pytest.raises(ConversionError) as caught:
        cast(str(number), name)
    assert caught.value.error_id == "InvalidCastFromStringToInteger"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_is_read_back_from_its_own_text(number):
    assert cast(repr(number), "double") == number


@given(st.decimals(-(10**12), 10**12, places=6))
def test_a_decimal_keeps_every_digit(number):
    assert cast(to_text(number), "decimal") == number


@given(st.datetimes())
def test_a_date_is_read_back_from_its_text_to_the_second(moment):
    whole = v.DateTime.from_datetime(moment.replace(microsecond=0))
    assert cast(to_text(whole), "datetime") == whole


@given(st.integers(-(2**50), 2**50))
def test_a_span_is_read_back_from_its_text(ticks):
    assert cast(to_text(v.TimeSpan(ticks)), "timespan") == v.TimeSpan(ticks)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-01", (2024, 3, 1)),
        ("2024-03-01T17:08:09.123", (2024, 3, 1, 17, 8, 9, 1_230_000)),
        ("3/1/2024 5:08 PM", (2024, 3, 1, 17, 8)),
        ("Jan 5, 2024", (2024, 1, 5)),
        ("5 January 2024 12:00 AM", (2024, 1, 5)),
        ("Friday, March 1, 2024", (2024, 3, 1)),
        ("March 2024", (2024, 3, 1)),
        ("1/2/24", (2024, 1, 2)),
        ("2024/12/31 23:59", (2024, 12, 31, 23, 59)),
    ],
)
def test_dates_are_read_in_many_spellings(text, moment):
    assert cast(text, "datetime") == v.DateTime.of(*moment)


def test_a_zone_makes_a_date_local():
    moment = cast("2024-03-01T12:00:00+02:00", "datetime")
    assert moment.kind is v.DateKind.LOCAL
    assert moment.to_utc() == v.DateTime.of(2024, 3, 1, 10)


@pytest.mark.parametrize("text", ["", "abc", "2024-02-30", "13/13/2024", "25:00", "1-2-3-4"])
def test_other_texts_are_no_date(text):
    with pytest.raises(ConversionError) as caught:
        cast(text, "datetime")
    assert caught.value.error_id == "InvalidCastParseTargetInvocationWithFormatProvider"


@pytest.mark.parametrize(
    ("value", "name", "result"),
    [
        ("1.5", "int", 2),
        (2.5, "int", 2),
        (3.5, "int", 4),
        ("0xff", "byte", 255),
        ("", "int", 0),
        (None, "int", 0),
        (None, "string", ""),
        ("fri", "DayOfWeek", v.EnumValue(v.DAY_OF_WEEK, 5)),
        ("x", "char", "x"),
        ([1, "2"], "int[]", [1, 2]),
        ("abc", "char[]", ["a", "b", "c"]),
        ("1.2", "version", v.Version(1, 2)),
        (True, "decimal", Decimal(1)),
    ],
)
def test_values_convert(value, name, result):
    assert cast(value, name) == result


@pytest.mark.parametrize(
    ("value", "name", "error_id"),
    [
        ("x", "int", "InvalidCastFromStringToInteger"),
        (v.Int64(2**40), "int", "InvalidCastIConvertible"),
        ([1, 2], "int", "ConvertToFinalInvalidCastException"),
        ("Nope", "DayOfWeek", "SubstringDisambiguationEnumParseThrewAnException"),
        (9, "DayOfWeek", "UndefinedIntegerToEnum"),
        ("x", "int[]", "InvalidCastExceptionScalarToArray"),
        (True, "regex", "InvalidCastIConvertible"),
        ("[", "regex", "InvalidCastConstructorException"),
        (None, "datetime", "nullToObjectInvalidCast"),
        ("5", "guid", "InvalidCastParseTargetInvocationWithFormatProvider"),
        ("x", "switch", "ConvertToFinalInvalidCastException"),
    ],
)
def test_what_does_not_convert_has_an_id(value, name, error_id):
    with pytest.raises(ConversionError) as caught:
        cast(value, name)
    assert caught.value.error_id == error_id
    assert as_type(value, resolve_type(name)) is None


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        (0, False),
        (v.Int64(0), False),
        ("", False),
        ("0", True),
        ([], False),
        ([0], False),
        ([[]], False),
        ([0, 0], True),
        (v.Hashtable(), True),
        (None, False),
        (v.SwitchParameter(is_present=False), False),
        (v.Char("\0"), False),
        (float("nan"), True),
        (PropertyBag(), True),
        (Annotated(0), False),
    ],
)
def test_truth(value, truth):
    assert to_bool(value) is truth


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1e15, "1E+15"),
        (1e-5, "1E-05"),
        (v.Single(1.1), "1.1"),
        (Decimal("5.00"), "5.00"),
        (True, "True"),
        ([1, [2, 3]], "1 System.Object[]"),
        (v.Hashtable(), "System.Collections.Hashtable"),
        (PropertyBag.of([("A", 1), ("B", [1])]), "@{A=1; B=System.Object[]}"),
        (v.DateTime.of(2024, 3, 1), "03/01/2024 00:00:00"),
        (v.IPAddress(bytes(15) + b"\1"), "::1"),
        (float("inf"), "Infinity"),
    ],
)
def test_text(value, text):
    assert to_text(value) == text


def test_is_looks_at_the_type_and_its_ancestors():
    assert is_type([1], resolve_type("array"))
    assert is_type(v.Hashtable(), resolve_type("System.Collections.IDictionary"))
    assert is_type(5, resolve_type("System.IComparable"))
    assert not is_type(True, resolve_type("int"))
    assert not is_type(v.Int64(5), resolve_type("int"))
    assert is_type(PropertyBag(), resolve_type("pscustomobject"))


def test_lists_unroll_and_dictionaries_do_not():
    assert list(enumerate_value([1, None])) == [1, None]
    assert [type(b) for b in enumerate_value(bytearray(b"a"))] == [v.Byte]
    assert enumerate_value(v.Hashtable()) is None
    assert enumerate_value("text") is None
    assert list(enumerate_value(v.Stack([1, 2]))) == [2, 1]


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Authority:
    """A domain object."""

    type_name: ClassVar[str] = "Test.Authority"
    not_after: dt.datetime
    issuing_ca: str = field(metadata={"name": "IssuingCA"})
    secret: str = field(metadata={"hidden": True})
    raw: bytes = b"\1"

    @property
    def days_left(self) -> int:
        return 5


@given(st.integers())
def test_no_int_comes_in_outside_int32(number):
    value = from_python(number)
    assert value == number
    assert type(value) is not int or v.INT32_MIN <= value <= v.INT32_MAX


def test_python_values_become_net_values():
    moment = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
    assert from_python(moment).to_utc() == v.DateTime.of(2024, 3, 1)
    assert from_python(dt.timedelta(days=1, microseconds=1)) == v.TimeSpan(864_000_000_010)
    assert from_python(b"a") == bytearray(b"a")
    assert from_python((1, 2**40)) == [1, v.Int64(2**40)]
    assert from_python(Colour.RED) == "red"
    assert type(from_python(Colour.RED)) is str
    assert from_python(uuid.UUID(int=5)) == v.Guid(5)
    assert type(from_python(7, v.Byte)) is v.Byte
    assert type(from_python({"a": 1})) is v.OrderedDictionary


def test_a_domain_object_shows_its_fields_under_net_names():
    one = Authority(dt.datetime(2024, 1, 1, tzinfo=dt.UTC), "CA", "hush")
    assert type_of(one).name == "Test.Authority"
    assert is_type(one, resolve_type("Test.Authority"))
    shown = to_text(one)
    assert shown.startswith("@{NotAfter=")
    assert shown.endswith("; IssuingCA=CA; Raw=System.Byte[]; DaysLeft=5}")
    assert "hush" not in shown
