"""Static members of [datetime], [DateTimeOffset] and [timespan]."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.values_dates import UNIX_EPOCH_TICKS, days_in_month, is_leap_year
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.convert_dates import parse_datetime, parse_timespan
from smimeadmin.shell.engine.members_table import (
    Forms,
    net_exception,
    parsing_call,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.types import resolve_type


def now() -> v.DateTime:
    """Return the present moment in local time."""
    return v.DateTime.from_datetime(SystemClock().now())


def _new_date(*parts: Any) -> v.DateTime:
    try:
        year, month, day, *clock = parts
        hour, minute, second, milliseconds = (*clock, 0, 0, 0, 0)[:4]
        return v.DateTime.of(year, month, day, hour, minute, second, milliseconds * 10_000)
    except (ValueError, OverflowError) as reason:
        raise net_exception("ArgumentOutOfRangeException", str(reason)) from reason


def _with_kind(*parts: Any) -> v.DateTime:
    *numbers, kind = parts
    moment = _new_date(*numbers) if len(numbers) > 1 else v.DateTime(int(numbers[0]))
    return v.DateTime(moment.ticks, v.DateKind(kind.value))


def _specify(moment: v.DateTime, kind: v.EnumValue) -> v.DateTime:
    return v.DateTime(moment.ticks, v.DateKind(kind.value))


def _from_file_time(ticks: int) -> v.DateTime:
    return v.DateTime(int(ticks) + 504_911_232_000_000_000, v.DateKind.UTC).to_local()


def _unix(ticks: int) -> v.DateTimeOffset:
    return v.DateTimeOffset(UNIX_EPOCH_TICKS + ticks)


static_properties(
    "System.DateTime",
    Now=lambda _t: now(),
    UtcNow=lambda _t: now().to_utc(),
    Today=lambda _t: v.DateTime(now().ticks // 864_000_000_000 * 864_000_000_000, v.DateKind.LOCAL),
    MinValue=lambda _t: v.DateTime(0),
    MaxValue=lambda _t: v.DateTime(3_155_378_975_999_999_999),
    UnixEpoch=lambda _t: v.DateTime(UNIX_EPOCH_TICKS, v.DateKind.UTC),
)
_DATE_FORMS: Final[Forms] = [(" ".join(["int"] * n), _new_date) for n in (3, 6, 7)]
static_methods(
    "System.DateTime",
    new=[
        *_DATE_FORMS,
        ("long", lambda ticks: v.DateTime(int(ticks))),
        ("long System.DateTimeKind", _with_kind),
        ("int int int int int int System.DateTimeKind", _with_kind),
        ("int int int int int int int System.DateTimeKind", _with_kind),
    ],
    Parse=[
        ("string", parsing_call(parse_datetime)),
        ("string object", parsing_call(parse_datetime)),
    ],
    DaysInMonth=[("int int", days_in_month)],
    IsLeapYear=[("int", is_leap_year)],
    Compare=[("datetime datetime", lambda a, b: (a.ticks > b.ticks) - (a.ticks < b.ticks))],
    SpecifyKind=[("datetime System.DateTimeKind", _specify)],
    FromFileTime=[("long", _from_file_time)],
    FromFileTimeUtc=[("long", lambda ticks: _from_file_time(ticks).to_utc())],
)
static_properties(
    "System.DateTimeOffset",
    Now=lambda _t: convert(now(), resolve_type("System.DateTimeOffset")),
    UtcNow=lambda _t: v.DateTimeOffset(now().to_utc().ticks),
)
static_methods(
    "System.DateTimeOffset",
    FromUnixTimeSeconds=[("long", lambda n: _unix(int(n) * 10_000_000))],
    FromUnixTimeMilliseconds=[("long", lambda n: _unix(int(n) * 10_000))],
    Parse=[("string", lambda text: convert(text, resolve_type("System.DateTimeOffset")))],
    new=[
        ("datetime", lambda moment: convert(moment, resolve_type("System.DateTimeOffset"))),
        (
            "datetime timespan",
            lambda moment, span: v.DateTimeOffset(moment.ticks, span.ticks // 600_000_000),
        ),
    ],
)


def _new_span(*parts: int) -> v.TimeSpan:
    days, hours, minutes, seconds = ((0, *parts) if len(parts) == 3 else parts)[:4]
    milliseconds = parts[4] if len(parts) > 4 else 0
    return v.TimeSpan.of(days, hours, minutes, seconds, milliseconds * 10_000)


def _span_from(ticks: int) -> Forms:
    return [("double", lambda number: v.TimeSpan(round(number * ticks)))]


static_properties(
    "System.TimeSpan",
    Zero=lambda _t: v.TimeSpan(0),
    MaxValue=lambda _t: v.TimeSpan((1 << 63) - 1),
    MinValue=lambda _t: v.TimeSpan(-(1 << 63)),
    TicksPerDay=lambda _t: v.Int64(864_000_000_000),
    TicksPerSecond=lambda _t: v.Int64(10_000_000),
)
static_methods(
    "System.TimeSpan",
    new=[
        ("long", lambda ticks: v.TimeSpan(int(ticks))),
        ("int int int", _new_span),
        ("int int int int", _new_span),
        ("int int int int int", _new_span),
    ],
    FromDays=_span_from(864_000_000_000),
    FromHours=_span_from(36_000_000_000),
    FromMinutes=_span_from(600_000_000),
    FromSeconds=_span_from(10_000_000),
    FromMilliseconds=_span_from(10_000),
    FromTicks=[("long", lambda ticks: v.TimeSpan(int(ticks)))],
    Parse=[("string", parsing_call(parse_timespan))],
)
