"""Statics of [datetime] and [DateTimeOffset]."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.values_dates import (
    MAX_TICKS,
    TICKS_PER_DAY,
    UNIX_EPOCH_TICKS,
    days_in_month,
    is_leap_year,
)
from smimeadmin.shell.engine.convert_dates import read_datetime
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.members_table import (
    net_exception,
    out_of_range,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.date_parsing import (
    offset_of,
    parse_exact,
    parse_offset_exact,
    settle,
)
from smimeadmin.shell.engine.net.trying import try_parse
from smimeadmin.shell.engine.providers import facts_of
from smimeadmin.shell.engine.types import register_enum

_STYLES: Final = v.EnumType(
    "System.Globalization.DateTimeStyles",
    {
        "None": 0, "AllowLeadingWhite": 1, "AllowTrailingWhite": 2, "AllowInnerWhite": 4,
        "AllowWhiteSpaces": 7, "NoCurrentDateDefault": 8, "AdjustToUniversal": 16,
        "AssumeLocal": 32, "AssumeUniversal": 64, "RoundtripKind": 128,
    },
    flags=True,
)  # fmt: skip
register_enum(_STYLES)
_FILE_TIME: Final = 504_911_232_000_000_000
_OLE: Final = 599_264_352_000_000_000


def now() -> v.DateTime:
    """Return the present moment in local time."""
    return v.DateTime.from_datetime(SystemClock().now())


def _bad_text(reason: Exception, text: str) -> MethodCallError:
    return net_exception("FormatException", str(reason), text)


def _out_of_calendar(reason: Exception) -> MethodCallError:
    return net_exception("ArgumentOutOfRangeException", str(reason))


def _new_date(*parts: Any) -> v.DateTime:
    kind = v.DateKind.UNSPECIFIED
    if type(parts[-1]) is v.EnumValue:
        *numbers, last = parts
        kind = v.DateKind(last.value)
    else:
        numbers = list(parts)
    try:
        if len(numbers) == 1:
            return v.DateTime(int(numbers[0]), kind)
        padded = [*numbers, 0, 0, 0, 0, 0][:8]
        year, month, day, hour, minute, second, milliseconds, microseconds = padded
        if not (0 <= milliseconds < 1000 and 0 <= microseconds < 1000):
            raise out_of_range("The parts of the second")
        ticks = milliseconds * 10_000 + microseconds * 10
        return v.DateTime.of(year, month, day, hour, minute, second, ticks, kind)
    except (ValueError, OverflowError) as reason:
        raise _out_of_calendar(reason) from reason


def _specify(moment: v.DateTime, kind: v.EnumValue) -> v.DateTime:
    return v.DateTime(moment.ticks, v.DateKind(kind.value))


def _from_file_time(ticks: int) -> v.DateTime:
    try:
        return v.DateTime(int(ticks) + _FILE_TIME, v.DateKind.UTC)
    except OverflowError as reason:
        raise _out_of_calendar(reason) from reason


def _from_ole(days: float) -> v.DateTime:
    milliseconds = round(days * 86_400_000)
    if milliseconds < 0:  # the part of the day counts forwards below zero too
        whole, rest = divmod(-milliseconds, 86_400_000)
        milliseconds = -whole * 86_400_000 + rest
    try:
        return v.DateTime(_OLE + milliseconds * 10_000)
    except OverflowError as reason:
        raise net_exception("ArgumentException", "Not a legal OleAut date.") from reason


def _from_binary(data: int) -> v.DateTime:
    number = int(data) & ((1 << 64) - 1)
    kind, ticks = number >> 62, number & ((1 << 62) - 1)
    if kind >= 2:
        return v.DateTime(ticks, v.DateKind.UTC).to_local()
    return v.DateTime(ticks, v.DateKind(kind))


def parse_date(text: str, provider: Any = None, styles: Any = None) -> v.DateTime:
    """Return DateTime.Parse."""
    try:
        moment, zone = read_datetime(text, facts_of(provider))
        mark = text.rstrip()[-1:] in {"Z", "z"}
        return settle(moment, zone, 0 if styles is None else styles.value, utc_mark=mark)
    except (ValueError, OverflowError) as reason:
        raise _bad_text(reason, text) from reason


def _exactly(text: str, forms: Any, provider: Any, styles: Any = None) -> v.DateTime:
    wanted = [forms] if isinstance(forms, str) else [str(form) for form in forms]
    try:
        return parse_exact(text, wanted, facts_of(provider), 0 if styles is None else styles.value)
    except (ValueError, OverflowError) as reason:
        raise _bad_text(reason, text) from reason


_P: Final = "System.IFormatProvider:provider"
_S: Final = "System.Globalization.DateTimeStyles:styles"
_BLANK: Final = v.DateTime(0)
_WITH_CLOCK: Final = "int:year int:month int:day int:hour int:minute int:second"
static_properties(
    "System.DateTime",
    MinValue=lambda _t: v.DateTime(0),
    MaxValue=lambda _t: v.DateTime(MAX_TICKS),
    UnixEpoch=lambda _t: v.DateTime(UNIX_EPOCH_TICKS, v.DateKind.UTC),
    Now=lambda _t: now(),
    Today=lambda _t: v.DateTime(now().ticks // TICKS_PER_DAY * TICKS_PER_DAY, v.DateKind.LOCAL),
    UtcNow=lambda _t: now().to_utc(),
)
static_methods(
    "System.DateTime",
    new=[
        ("long:ticks", _new_date),
        ("long:ticks System.DateTimeKind:kind", _new_date),
        ("int:year int:month int:day", _new_date),
        (_WITH_CLOCK, _new_date),
        (f"{_WITH_CLOCK} System.DateTimeKind:kind", _new_date),
        (f"{_WITH_CLOCK} int:millisecond", _new_date),
        (f"{_WITH_CLOCK} int:millisecond System.DateTimeKind:kind", _new_date),
        (f"{_WITH_CLOCK} int:millisecond int:microsecond", _new_date),
        ("", lambda: v.DateTime(0)),
    ],
    Parse=[
        ("string:s -> datetime", parse_date),
        (f"string:s {_P} -> datetime", parse_date),
        (f"string:s {_P} {_S} -> datetime", parse_date),
    ],
    TryParse=[
        ("string:s &datetime:result -> bool", try_parse(parse_date, _BLANK)),
        (f"string:s {_P} &datetime:result -> bool", try_parse(parse_date, _BLANK)),
        (f"string:s {_P} {_S} &datetime:result -> bool", try_parse(parse_date, _BLANK)),
    ],
    ParseExact=[
        (f"string:s string:format {_P} -> datetime", _exactly),
        (f"string:s string:format {_P} {_S} -> datetime", _exactly),
        (f"string:s string[]:formats {_P} {_S} -> datetime", _exactly),
    ],
    TryParseExact=[
        (
            f"string:s string:format {_P} {_S} &datetime:result -> bool",
            try_parse(_exactly, _BLANK),
        ),
        (
            f"string:s string[]:formats {_P} {_S} &datetime:result -> bool",
            try_parse(_exactly, _BLANK),
        ),
    ],
    DaysInMonth=[("int:year int:month -> int", lambda y, m: _checked(days_in_month, y, m))],
    IsLeapYear=[("int:year -> bool", lambda y: _checked(_leap, y))],
    Compare=[
        ("datetime:t1 datetime:t2 -> int", lambda a, b: (a.ticks > b.ticks) - (a.ticks < b.ticks))
    ],
    Equals=[("datetime:t1 datetime:t2 -> bool", lambda a, b: a == b)],
    SpecifyKind=[("datetime:value System.DateTimeKind:kind -> datetime", _specify)],
    FromFileTime=[("long:fileTime -> datetime", lambda t: _from_file_time(t).to_local())],
    FromFileTimeUtc=[("long:fileTime -> datetime", _from_file_time)],
    FromOADate=[("double:d -> datetime", _from_ole)],
    FromBinary=[("long:dateData -> datetime", _from_binary)],
)


def _checked(function: Callable[..., Any], *numbers: int) -> Any:
    try:
        return function(*numbers)
    except ValueError as reason:
        raise _out_of_calendar(reason) from reason


def _leap(year: int) -> bool:
    if not 1 <= year <= 9999:
        raise ValueError("Year must be between 1 and 9999.")
    return is_leap_year(year)


# DateTimeOffset ----------------------------------------------------------------------------------


def _of_moment(moment: v.DateTime) -> v.DateTimeOffset:
    return v.DateTimeOffset(moment.ticks, moment.utc_offset_ticks // 600_000_000)


def _with_offset(ticks: int, span: v.TimeSpan) -> v.DateTimeOffset:
    if span.ticks % 600_000_000 or abs(span.ticks) > 14 * 36_000_000_000:
        raise net_exception(
            "ArgumentException", "An offset is a whole number of minutes within 14 hours."
        )
    try:
        return v.DateTimeOffset(int(ticks), span.ticks // 600_000_000)
    except OverflowError as reason:
        raise _out_of_calendar(reason) from reason


def _offset_of_date(moment: v.DateTime, span: v.TimeSpan) -> v.DateTimeOffset:
    if moment.kind is v.DateKind.UTC and span.ticks:
        raise net_exception("ArgumentException", "The UTC Offset for Utc DateTime must be 0.")
    return _with_offset(moment.ticks, span)


def _of_parts(*parts: Any) -> v.DateTimeOffset:
    *numbers, span = parts
    return _with_offset(_new_date(*numbers).ticks, span)


def _unix(ticks: int) -> v.DateTimeOffset:
    try:
        return v.DateTimeOffset(UNIX_EPOCH_TICKS + ticks)
    except OverflowError as reason:
        raise _out_of_calendar(reason) from reason


def _parse_offset(text: str, provider: Any = None, styles: Any = None) -> v.DateTimeOffset:
    try:
        moment, zone = read_datetime(text, facts_of(provider))
        return offset_of(moment, zone, 0 if styles is None else styles.value)
    except (ValueError, OverflowError) as reason:
        raise _bad_text(reason, text) from reason


def _offset_exactly(text: str, forms: Any, provider: Any, styles: Any = None) -> v.DateTimeOffset:
    wanted = [forms] if isinstance(forms, str) else [str(form) for form in forms]
    number = 0 if styles is None else styles.value
    try:
        return parse_offset_exact(text, wanted, facts_of(provider), number)
    except (ValueError, OverflowError) as reason:
        raise _bad_text(reason, text) from reason


_TYPE: Final = "System.DateTimeOffset"
_NO_OFFSET: Final = v.DateTimeOffset(0)
static_properties(
    _TYPE,
    MinValue=lambda _t: v.DateTimeOffset(0),
    MaxValue=lambda _t: v.DateTimeOffset(MAX_TICKS),
    UnixEpoch=lambda _t: v.DateTimeOffset(UNIX_EPOCH_TICKS),
    Now=lambda _t: _of_moment(now()),
    UtcNow=lambda _t: v.DateTimeOffset(now().to_utc().ticks),
)
static_methods(
    _TYPE,
    new=[
        ("datetime:dateTime", _of_moment),
        ("datetime:dateTime timespan:offset", _offset_of_date),
        ("long:ticks timespan:offset", _with_offset),
        (f"{_WITH_CLOCK} timespan:offset", _of_parts),
        (f"{_WITH_CLOCK} int:millisecond timespan:offset", _of_parts),
        ("", lambda: v.DateTimeOffset(0)),
    ],
    FromUnixTimeSeconds=[
        (f"long:seconds -> {_TYPE}", lambda n: _unix(int(n) * 10_000_000)),
    ],
    FromUnixTimeMilliseconds=[
        (f"long:milliseconds -> {_TYPE}", lambda n: _unix(int(n) * 10_000)),
    ],
    FromFileTime=[
        (f"long:fileTime -> {_TYPE}", lambda t: _of_moment(_from_file_time(t).to_local())),
    ],
    Parse=[
        (f"string:input -> {_TYPE}", _parse_offset),
        (f"string:input {_P} -> {_TYPE}", _parse_offset),
        (f"string:input {_P} {_S} -> {_TYPE}", _parse_offset),
    ],
    TryParse=[
        (f"string:input &{_TYPE}:result -> bool", try_parse(_parse_offset, _NO_OFFSET)),
        (f"string:input {_P} {_S} &{_TYPE}:result -> bool", try_parse(_parse_offset, _NO_OFFSET)),
    ],
    ParseExact=[
        (f"string:input string:format {_P} -> {_TYPE}", _offset_exactly),
        (f"string:input string:format {_P} {_S} -> {_TYPE}", _offset_exactly),
        (f"string:input string[]:formats {_P} {_S} -> {_TYPE}", _offset_exactly),
    ],
    TryParseExact=[
        (
            f"string:input string:format {_P} {_S} &{_TYPE}:result -> bool",
            try_parse(_offset_exactly, _NO_OFFSET),
        ),
        (
            f"string:input string[]:formats {_P} {_S} &{_TYPE}:result -> bool",
            try_parse(_offset_exactly, _NO_OFFSET),
        ),
    ],
    Compare=[
        (f"{_TYPE}:first {_TYPE}:second -> int", lambda a, b: (a > b) - (a < b)),
    ],
    Equals=[(f"{_TYPE}:first {_TYPE}:second -> bool", lambda a, b: a == b)],
)
