"""Members of DateTime, DateTimeOffset and TimeSpan."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core import values_dates as dates
from smimeadmin.core.culture_facts import CURRENT_CULTURE
from smimeadmin.shell.engine.compare import compare_numbers
from smimeadmin.shell.engine.convert_dates import unix_seconds
from smimeadmin.shell.engine.formats_dates import format_date
from smimeadmin.shell.engine.members_table import methods, net_exception, properties
from smimeadmin.shell.engine.types import register_enum

DATE_KIND: Final = v.EnumType("System.DateTimeKind", {"Unspecified": 0, "Utc": 1, "Local": 2})
register_enum(DATE_KIND)


def _shifted(moment: v.DateTime, ticks: float) -> v.DateTime:
    try:
        return moment.add_ticks(round(ticks))
    except OverflowError as reason:
        raise net_exception("ArgumentOutOfRangeException", str(reason)) from reason


def _months(moment: v.DateTime, count: int) -> v.DateTime:
    try:
        return moment.add_months(count)
    except OverflowError as reason:
        raise net_exception("ArgumentOutOfRangeException", str(reason)) from reason


def _adder(ticks: int) -> Callable[[v.DateTime, float], v.DateTime]:
    return lambda moment, count: _shifted(moment, count * ticks)


def _time_of_day(moment: v.DateTime) -> v.TimeSpan:
    return v.TimeSpan(moment.ticks % dates.TICKS_PER_DAY)


def _date(moment: v.DateTime) -> v.DateTime:
    return v.DateTime(moment.ticks - moment.ticks % dates.TICKS_PER_DAY, moment.kind)


def _file_time(moment: v.DateTime) -> v.Int64:
    return v.Int64(moment.to_utc().ticks - 504_911_232_000_000_000)


def _compare(left: Any, right: Any) -> int:
    if type(left) is not type(right):
        raise net_exception("ArgumentException", "Object must be of the same type.")
    return compare_numbers(left, right)


_UNITS: Final = {
    "AddDays": dates.TICKS_PER_DAY,
    "AddHours": dates.TICKS_PER_HOUR,
    "AddMinutes": dates.TICKS_PER_MINUTE,
    "AddSeconds": dates.TICKS_PER_SECOND,
    "AddMilliseconds": dates.TICKS_PER_MILLISECOND,
}
properties(
    v.DateTime,
    Year=lambda m: m.date_parts()[0],
    Month=lambda m: m.date_parts()[1],
    Day=lambda m: m.date_parts()[2],
    Hour=lambda m: m.time_parts()[0],
    Minute=lambda m: m.time_parts()[1],
    Second=lambda m: m.time_parts()[2],
    Millisecond=lambda m: m.time_parts()[3] // dates.TICKS_PER_MILLISECOND,
    Microsecond=lambda m: m.time_parts()[3] // 10 % 1000,
    Ticks=lambda m: v.Int64(m.ticks),
    Kind=lambda m: v.EnumValue(DATE_KIND, int(m.kind)),
    DayOfWeek=lambda m: v.EnumValue(v.DAY_OF_WEEK, m.day_of_week),
    DayOfYear=lambda m: m.day_of_year,
    Date=_date,
    TimeOfDay=_time_of_day,
)
methods(
    v.DateTime,
    **{name: [("double", _adder(ticks))] for name, ticks in _UNITS.items()},
    AddTicks=[("long", _shifted)],
    AddMonths=[("int", _months)],
    AddYears=[("int", lambda m, count: _months(m, count * 12))],
    Add=[("timespan", lambda m, span: _shifted(m, span.ticks))],
    Subtract=[
        ("datetime", lambda m, other: v.TimeSpan(m.ticks - other.ticks)),
        ("timespan", lambda m, span: _shifted(m, -span.ticks)),
    ],
    ToUniversalTime=[("", lambda m: m.to_utc())],
    ToLocalTime=[("", lambda m: m.to_local())],
    ToShortDateString=[("", lambda m: _text(m, "d"))],
    ToLongDateString=[("", lambda m: _text(m, "D"))],
    ToShortTimeString=[("", lambda m: _text(m, "t"))],
    ToLongTimeString=[("", lambda m: _text(m, "T"))],
    ToFileTime=[("", _file_time)],
    ToFileTimeUtc=[("", _file_time)],
    ToOADate=[("", lambda m: (m.ticks - 599_264_352_000_000_000) / dates.TICKS_PER_DAY)],
    ToBinary=[("", lambda m: v.Int64(m.ticks | (int(m.kind) << 62 if m.kind == 1 else 0)))],
    IsDaylightSavingTime=[("", lambda _m: False)],
    CompareTo=[("object", _compare)],
    Equals=[("object", lambda a, b: a == b)],
    GetHashCode=[("", lambda m: (m.ticks ^ m.ticks >> 32) & 0x7FFFFFFF)],
)


def _text(moment: v.DateTime, form: str) -> str:
    return format_date(moment, form, CURRENT_CULTURE.get())


def _offset_date(moment: v.DateTimeOffset) -> v.DateTime:
    return v.DateTime(moment.ticks)


properties(
    v.DateTimeOffset,
    DateTime=_offset_date,
    UtcDateTime=lambda m: v.DateTime(m.utc_ticks, v.DateKind.UTC),
    LocalDateTime=lambda m: v.DateTime(m.utc_ticks, v.DateKind.UTC).to_local(),
    Offset=lambda m: v.TimeSpan(m.offset_minutes * dates.TICKS_PER_MINUTE),
    Ticks=lambda m: v.Int64(m.ticks),
    UtcTicks=lambda m: v.Int64(m.utc_ticks),
    Year=lambda m: _offset_date(m).date_parts()[0],
    Month=lambda m: _offset_date(m).date_parts()[1],
    Day=lambda m: _offset_date(m).date_parts()[2],
    Hour=lambda m: _offset_date(m).time_parts()[0],
    Minute=lambda m: _offset_date(m).time_parts()[1],
    Second=lambda m: _offset_date(m).time_parts()[2],
)
methods(
    v.DateTimeOffset,
    ToUniversalTime=[("", lambda m: v.DateTimeOffset(m.utc_ticks))],
    ToUnixTimeSeconds=[
        ("", lambda m: v.Int64(unix_seconds(v.DateTime(m.utc_ticks, v.DateKind.UTC))))
    ],
    ToUnixTimeMilliseconds=[
        ("", lambda m: v.Int64((m.utc_ticks - dates.UNIX_EPOCH_TICKS) // 10_000))
    ],
    Equals=[("object", lambda a, b: a == b)],
    CompareTo=[("object", _compare)],
)


def _within(span: v.TimeSpan, unit: int, count: int) -> int:
    """Return how many units of ticks a span has beyond full ``count`` of them, with its sign."""
    whole = abs(span.ticks) // unit % count
    return -whole if span.ticks < 0 else whole


# In the order of .NET's own declaration, which is what JSON and lists show.
properties(
    v.TimeSpan,
    Ticks=lambda s: v.Int64(s.ticks),
    Days=lambda s: s.parts()[0],
    Hours=lambda s: s.parts()[1],
    Milliseconds=lambda s: _within(s, dates.TICKS_PER_MILLISECOND, 1000),
    Microseconds=lambda s: _within(s, dates.TICKS_PER_MICROSECOND, 1000),
    Nanoseconds=lambda s: _within(s, 1, 10) * 100,
    Minutes=lambda s: s.parts()[2],
    Seconds=lambda s: s.parts()[3],
    TotalDays=lambda s: s.ticks / dates.TICKS_PER_DAY,
    TotalHours=lambda s: s.ticks / dates.TICKS_PER_HOUR,
    TotalMilliseconds=lambda s: s.ticks / dates.TICKS_PER_MILLISECOND,
    TotalMicroseconds=lambda s: s.ticks / dates.TICKS_PER_MICROSECOND,
    TotalNanoseconds=lambda s: s.ticks * 100.0,
    TotalMinutes=lambda s: s.ticks / dates.TICKS_PER_MINUTE,
    TotalSeconds=lambda s: s.ticks / dates.TICKS_PER_SECOND,
)
methods(
    v.TimeSpan,
    Add=[("timespan", lambda a, b: v.TimeSpan(a.ticks + b.ticks))],
    Subtract=[("timespan", lambda a, b: v.TimeSpan(a.ticks - b.ticks))],
    Negate=[("", lambda s: v.TimeSpan(-s.ticks))],
    Duration=[("", lambda s: v.TimeSpan(abs(s.ticks)))],
    Multiply=[("double", lambda s, factor: v.TimeSpan(round(s.ticks * factor)))],
    Divide=[("double", lambda s, factor: v.TimeSpan(round(s.ticks / factor)))],
    CompareTo=[("object", _compare)],
    Equals=[("object", lambda a, b: a == b)],
    GetHashCode=[("", lambda s: (s.ticks ^ s.ticks >> 32) & 0x7FFFFFFF)],
)
