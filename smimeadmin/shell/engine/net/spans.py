"""Statics of [timespan], and [Diagnostics.Stopwatch]."""

import time
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core import values_dates as dates
from smimeadmin.core.values_dates import MAX_SPAN, MIN_SPAN
from smimeadmin.shell.engine.convert_dates import parse_timespan
from smimeadmin.shell.engine.members_table import (
    Forms,
    methods,
    net_exception,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.trying import try_parse
from smimeadmin.shell.engine.types import register_enum, register_type

_STYLES: Final = v.EnumType("System.Globalization.TimeSpanStyles", {"None": 0, "AssumeNegative": 1})
register_enum(_STYLES)


def _span(ticks: int) -> v.TimeSpan:
    try:
        return v.TimeSpan(ticks)
    except OverflowError as reason:
        raise net_exception("OverflowException", "TimeSpan overflowed.") from reason


def _new_span(*parts: int) -> v.TimeSpan:
    if len(parts) == 1:
        return _span(int(parts[0]))
    days, hours, minutes, seconds = ((0, *parts) if len(parts) == 3 else parts)[:4]
    below = parts[4] * 10_000 if len(parts) > 4 else 0
    below += parts[5] * 10 if len(parts) > 5 else 0
    whole = days * dates.TICKS_PER_DAY + hours * dates.TICKS_PER_HOUR
    whole += minutes * dates.TICKS_PER_MINUTE + seconds * dates.TICKS_PER_SECOND
    return _span(whole + below)


def _of_real(number: float, unit: int) -> v.TimeSpan:
    if number != number:  # noqa: PLR0124 - NaN
        raise net_exception("ArgumentException", "TimeSpan does not accept floating point NaN.")
    try:
        return _span(int(number * unit))
    except (OverflowError, ValueError) as reason:
        raise net_exception("OverflowException", "TimeSpan overflowed.") from reason


_UNITS: Final = {
    "Days": dates.TICKS_PER_DAY,
    "Hours": dates.TICKS_PER_HOUR,
    "Minutes": dates.TICKS_PER_MINUTE,
    "Seconds": dates.TICKS_PER_SECOND,
    "Milliseconds": dates.TICKS_PER_MILLISECOND,
    "Microseconds": dates.TICKS_PER_MICROSECOND,
}


def _from(name: str) -> Forms:
    """Return From...: a number, or (since .NET 9) whole numbers of the units from there on."""
    unit = _UNITS[name]
    following = list(_UNITS)[list(_UNITS).index(name) :]
    forms: Forms = [
        ("double:value -> timespan", lambda number: _of_real(number, unit)),
        (f"long:{name.lower()} -> timespan", lambda number: _span(int(number) * unit)),
    ]
    for count in range(2, len(following) + 1):
        names = " ".join(f"long:{part.lower()}" for part in following[:count])
        units = [_UNITS[part] for part in following[:count]]
        forms.append((f"{names} -> timespan", _summing(units)))
    return forms


def _summing(units: list[int]) -> Callable[..., v.TimeSpan]:
    return lambda *numbers: _span(
        sum(int(n) * unit for n, unit in zip(numbers, units, strict=True))
    )


def _parse(text: str, _provider: Any = None) -> v.TimeSpan:
    try:
        return parse_timespan(text)
    except OverflowError as reason:
        raise net_exception("OverflowException", str(reason), text) from reason
    except ValueError as reason:
        raise net_exception("FormatException", str(reason), text) from reason


def _exactly(text: str, forms: Any, _provider: Any = None, styles: Any = None) -> v.TimeSpan:
    """Read a span by a format: what reads back as it was written by that format."""
    for form in [forms] if isinstance(forms, str) else forms:
        found = _by_form(text, str(form))
        if found is not None:
            negative = styles is not None and styles.value == 1
            return v.TimeSpan(-found.ticks) if negative else found
    raise net_exception(
        "FormatException", f"String '{text}' was not recognized as a valid TimeSpan.", text
    )


class _SpanReader:
    """Reads one text by one custom format; ValueError where they differ."""

    __slots__ = ("at", "parts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.parts: dict[str, int] = {}

    def read(self, form: str) -> v.TimeSpan:
        """Return the span of the whole text."""
        place = 0
        while place < len(form):
            char = form[place]
            if char in "dhmsfF":
                length = len(form) - place - len(form[place:].lstrip(char))
                self._number(char, length)
                place += length
            else:
                literal, place = _literal(form, place)
                if not self.text.startswith(literal, self.at):
                    raise ValueError("A sign is missing.")
                self.at += len(literal)
        hours, minutes, seconds = (self.parts.get(part, 0) for part in "hms")
        if self.at != len(self.text) or hours > 23 or minutes > 59 or seconds > 59:
            raise ValueError("A number is out of its range.")
        days, below = self.parts.get("d", 0), self.parts.get("f", 0)
        return v.TimeSpan.of(days, hours, minutes, seconds, below)

    def _number(self, char: str, length: int) -> None:
        most = 8 if char == "d" else max(length, 2) if char in "hms" else length
        end = self.at
        while end < len(self.text) and end - self.at < most and self.text[end].isdigit():
            end += 1
        if end - self.at < (0 if char == "F" else length):
            raise ValueError("A digit is missing.")
        digits = self.text[self.at : end]
        self.at = end
        self.parts[char.lower()] = int(digits.ljust(7, "0") if char in "fF" else digits or "0")


def _literal(form: str, place: int) -> tuple[str, int]:
    """Return what a sign of a format stands for, and where the next one begins."""
    char = form[place]
    if char in "'\"":
        end = form.find(char, place + 1)
        return form[place + 1 : end], end + 1
    if char == "\\":
        return form[place + 1 : place + 2], place + 2
    if char == "%":
        return "", place + 1
    raise ValueError("A sign has to be quoted.")


def _by_form(text: str, form: str) -> v.TimeSpan | None:
    try:
        if form in {"c", "t", "T", "g", "G"}:
            return parse_timespan(text)
        return _SpanReader(text).read(form)
    except (ValueError, OverflowError):
        return None


_P: Final = "System.IFormatProvider:formatProvider"
_ZERO: Final = v.TimeSpan(0)
static_properties(
    "System.TimeSpan",
    Zero=lambda _t: v.TimeSpan(0),
    MaxValue=lambda _t: v.TimeSpan(MAX_SPAN),
    MinValue=lambda _t: v.TimeSpan(MIN_SPAN),
    NanosecondsPerTick=lambda _t: v.Int64(100),
    **{
        f"TicksPer{name.removesuffix('s')}": (lambda _t, unit=unit: v.Int64(unit))
        for name, unit in _UNITS.items()
    },
)
static_methods(
    "System.TimeSpan",
    new=[
        ("long:ticks", _new_span),
        ("int:hours int:minutes int:seconds", _new_span),
        ("int:days int:hours int:minutes int:seconds", _new_span),
        ("int:days int:hours int:minutes int:seconds int:milliseconds", _new_span),
        (
            "int:days int:hours int:minutes int:seconds int:milliseconds int:microseconds",
            _new_span,
        ),
        ("", lambda: v.TimeSpan(0)),
    ],
    **{f"From{name}": _from(name) for name in _UNITS},
    FromTicks=[("long:value -> timespan", lambda ticks: v.TimeSpan(int(ticks)))],
    Parse=[("string:s -> timespan", _parse), (f"string:input {_P} -> timespan", _parse)],
    TryParse=[
        ("string:s &timespan:result -> bool", try_parse(_parse, _ZERO)),
        (f"string:input {_P} &timespan:result -> bool", try_parse(_parse, _ZERO)),
    ],
    ParseExact=[
        (f"string:input string:format {_P} -> timespan", _exactly),
        (f"string:input string[]:formats {_P} -> timespan", _exactly),
        (
            f"string:input string:format {_P} System.Globalization.TimeSpanStyles:styles"
            " -> timespan",
            _exactly,
        ),
    ],
    TryParseExact=[
        (
            f"string:input string:format {_P} &timespan:result -> bool",
            try_parse(_exactly, _ZERO),
        ),
        (
            f"string:input string[]:formats {_P} &timespan:result -> bool",
            try_parse(_exactly, _ZERO),
        ),
    ],
    Compare=[
        ("timespan:t1 timespan:t2 -> int", lambda a, b: (a.ticks > b.ticks) - (a.ticks < b.ticks))
    ],
    Equals=[("timespan:t1 timespan:t2 -> bool", lambda a, b: a == b)],
)


class Stopwatch:
    """System.Diagnostics.Stopwatch: ticks here are 1 ns, as .NET has them on Linux."""

    __slots__ = ("_before", "_started")

    def __init__(self) -> None:
        self._before = 0
        self._started: int | None = None

    def start(self) -> None:
        """Go on."""
        if self._started is None:
            self._started = time.perf_counter_ns()

    def stop(self) -> None:
        """Stand still."""
        self._before = self.nanoseconds()
        self._started = None

    def reset(self) -> None:
        """Go back to zero, and stand still."""
        self._before, self._started = 0, None

    def restart(self) -> None:
        """Begin at zero again."""
        self.reset()
        self.start()

    @property
    def is_running(self) -> bool:
        """Whether time is being counted."""
        return self._started is not None

    def nanoseconds(self) -> int:
        """Return what was counted so far."""
        running = 0 if self._started is None else time.perf_counter_ns() - self._started
        return self._before + running

    def __str__(self) -> str:
        return str(v.TimeSpan(self.nanoseconds() // 100))


def _started() -> Stopwatch:
    watch = Stopwatch()
    watch.start()
    return watch


_WATCH: Final = "System.Diagnostics.Stopwatch"
register_type(_WATCH, python=Stopwatch)
properties(
    Stopwatch,
    IsRunning=lambda w: w.is_running,
    Elapsed=lambda w: v.TimeSpan(w.nanoseconds() // 100),
    ElapsedMilliseconds=lambda w: v.Int64(w.nanoseconds() // 1_000_000),
    ElapsedTicks=lambda w: v.Int64(w.nanoseconds()),
)
methods(
    Stopwatch,
    Start=[("-> void", Stopwatch.start)],
    Stop=[("-> void", Stopwatch.stop)],
    Reset=[("-> void", Stopwatch.reset)],
    Restart=[("-> void", Stopwatch.restart)],
    ToString=[("-> string", str)],
)
static_properties(
    _WATCH, Frequency=lambda _t: v.Int64(1_000_000_000), IsHighResolution=lambda _t: True
)
static_methods(
    _WATCH,
    new=[("", Stopwatch)],
    StartNew=[(f"-> {_WATCH}", _started)],
    GetTimestamp=[("-> long", lambda: v.Int64(time.perf_counter_ns()))],
)
