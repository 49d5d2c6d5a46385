"""Standard and custom format strings of DateTime, DateTimeOffset and TimeSpan, en-US by ICU."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.culture_facts import EN_US, INVARIANT, CultureFacts
from smimeadmin.core.values_dates import TICKS_PER_MINUTE
from smimeadmin.shell.engine.formats_numbers import FormatTextError

_FIXED: Final = {
    "o": "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
    "O": "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
    "r": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
    "R": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
    "s": "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    "u": "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
}


def pattern_of(letter: str, facts: CultureFacts) -> str | None:
    """Return what a standard format of one letter stands for in a culture, None if it is none."""
    if letter in "mM":
        return facts.month_day
    if letter in "yY":
        return facts.year_month
    parts = _PARTS.get(letter)
    if parts is not None:
        return " ".join(getattr(facts, part) for part in parts)
    return _FIXED.get(letter)


_PARTS: Final = {
    "d": ("short_date",),
    "D": ("long_date",),
    "t": ("short_time",),
    "T": ("long_time",),
    "g": ("short_date", "short_time"),
    "G": ("short_date", "long_time"),
    "f": ("long_date", "short_time"),
    "F": ("long_date", "long_time"),
}


class _Moment:
    """A moment taken apart, with what its zone shows."""

    __slots__ = (
        "below",
        "day",
        "facts",
        "hour",
        "minute",
        "month",
        "offset",
        "second",
        "week_day",
        "year",
        "zone",
    )

    def __init__(self, value: Any, facts: CultureFacts) -> None:
        self.facts = facts
        date = value if type(value) is v.DateTime else v.DateTime(value.ticks)
        self.year, self.month, self.day = date.date_parts()
        self.hour, self.minute, self.second, self.below = date.time_parts()
        self.week_day = date.day_of_week
        if type(value) is v.DateTimeOffset:
            self.offset = value.offset_minutes
            self.zone = _offset_text(self.offset)
        else:
            self.offset = value.utc_offset_ticks // TICKS_PER_MINUTE
            self.zone = _zone_of(value, self.offset)


def _zone_of(value: v.DateTime, offset: int) -> str:
    if value.kind is v.DateKind.UTC:
        return "Z"
    return _offset_text(offset) if value.kind is v.DateKind.LOCAL else ""


def _offset_text(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def format_date(value: Any, text: str, facts: CultureFacts = EN_US) -> str:
    """Return a DateTime or DateTimeOffset by a format string; FormatTextError if it is none."""
    if not text:
        text = "G"
        if type(value) is v.DateTimeOffset:
            text = f"{facts.short_date} {facts.long_time} zzz"
    if len(text) == 1:
        if text == "U" and type(value) is v.DateTime:
            return format_date(value.to_utc(), "F", facts)
        standard = pattern_of(text, facts)
        if standard is None:
            raise FormatTextError(f"'{text}' is no format of a date.")
        if type(value) is v.DateTimeOffset and text in "rRu":
            value = v.DateTime(value.utc_ticks)
        facts = INVARIANT if text in "oOrRsu" else facts
        text = standard
    return _custom(_Moment(value, facts), text)


def _custom(moment: _Moment, text: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in "'\"":
            end = _closing(text, char, at + 1)
            out.append(text[at + 1 : end])
            at = end + 1
        elif char == "\\":
            out.append(text[at + 1 : at + 2])
            at += 2
        elif char == "%":
            at += 1
        else:
            length = _run(text, at)
            out.append(_piece(moment, char, length, out))
            at += length
    return "".join(out)


def _closing(text: str, quote: str, at: int) -> int:
    end = text.find(quote, at)
    if end < 0:
        raise FormatTextError("A quote is not closed.")
    return end


def _run(text: str, at: int) -> int:
    """Return how often a letter of a format is repeated; other signs stand alone."""
    char = text[at]
    if char not in "dfFghHKmMstyz":
        return 1
    end = at
    while end < len(text) and text[end] == char:
        end += 1
    return end - at


def _piece(moment: _Moment, char: str, length: int, out: list[str]) -> str:
    if char in {"F", "f"}:
        if length > 7:
            raise FormatTextError("A second has seven places at most.")
        digits = f"{moment.below:07}"[:length]
        if char == "F":
            digits = digits.rstrip("0")
            if not digits and out and out[-1].endswith("."):
                out[-1] = out[-1][:-1]
        return digits
    rule = _PIECES.get(char)
    return char * length if rule is None else rule(moment, length)


def _day(moment: _Moment, length: int) -> str:
    if length <= 2:
        return f"{moment.day:0{length}}"
    facts = moment.facts
    return (facts.days_short if length == 3 else facts.days)[moment.week_day]


def _month(moment: _Moment, length: int) -> str:
    if length <= 2:
        return f"{moment.month:0{length}}"
    facts = moment.facts
    return (facts.months_short if length == 3 else facts.months)[moment.month - 1]


def _year(moment: _Moment, length: int) -> str:
    return f"{moment.year % 100:0{length}}" if length <= 2 else f"{moment.year:0{length}}"


def _two(number: int, length: int) -> str:
    return f"{number:0{min(length, 2)}}"


def _half(moment: _Moment, length: int) -> str:
    name = moment.facts.am if moment.hour < 12 else moment.facts.pm
    return name[:1] if length == 1 else name


def _zone(moment: _Moment, length: int) -> str:
    sign = "-" if moment.offset < 0 else "+"
    hours, minutes = divmod(abs(moment.offset), 60)
    if length <= 2:
        return f"{sign}{hours:0{length}}"
    return f"{sign}{hours:02}:{minutes:02}"


_PIECES: Final[dict[str, Callable[[_Moment, int], str]]] = {
    "d": _day,
    "M": _month,
    "y": _year,
    "H": lambda moment, length: _two(moment.hour, length),
    "h": lambda moment, length: _two((moment.hour + 11) % 12 + 1, length),
    "m": lambda moment, length: _two(moment.minute, length),
    "s": lambda moment, length: _two(moment.second, length),
    "t": _half,
    "z": _zone,
    "K": lambda moment, length: moment.zone * length,
    "g": lambda _moment, _length: "AD",
    "/": lambda moment, _length: moment.facts.date_separator,
    ":": lambda moment, _length: moment.facts.time_separator,
}


def format_span(value: v.TimeSpan, text: str, facts: CultureFacts = EN_US) -> str:
    """Return a TimeSpan by a format string; FormatTextError if it is none."""
    if text in {"", "c", "t", "T"}:
        return str(value)
    if text in {"g", "G"}:
        return _general_span(value, full=text == "G").replace(".", facts.decimal)
    if len(text) == 1:
        raise FormatTextError(f"'{text}' is no format of a length of time.")
    return _custom_span([abs(p) for p in value.parts()], text)


def _general_span(value: v.TimeSpan, *, full: bool) -> str:
    days, hours, minutes, seconds, below = (abs(p) for p in value.parts())
    sign = "-" if value.ticks < 0 else ""
    if full:
        return f"{sign}{days}:{hours:02}:{minutes:02}:{seconds:02}.{below:07}"
    front = f"{days}:{hours}" if days else f"{hours}"
    fraction = f".{below:07}".rstrip("0") if below else ""
    return f"{sign}{front}:{minutes:02}:{seconds:02}{fraction}"


def _custom_span(parts: list[int], text: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in "'\"":
            end = _closing(text, char, at + 1)
            out.append(text[at + 1 : end])
            at = end + 1
        elif char == "\\":
            out.append(text[at + 1 : at + 2])
            at += 2
        elif char == "%":
            at += 1
        else:
            length = _run(text, at)
            out.append(_span_piece(parts, char, length))
            at += length
    return "".join(out)


def _span_piece(parts: list[int], char: str, length: int) -> str:
    days, hours, minutes, seconds, below = parts
    if char in "fF" and length <= 7:
        digits = f"{below:07}"[:length]
        return digits if char == "f" else digits.rstrip("0")
    number, most = {"d": (days, 8), "h": (hours, 2), "m": (minutes, 2), "s": (seconds, 2)}.get(
        char, (0, 0)
    )
    if length > most:
        raise FormatTextError(f"'{char * length}' is no part of a length of time.")
    return f"{number:0{length}}"
