"""Texts to DateTime and TimeSpan: the invariant culture's forms, and ISO 8601."""

import re
from typing import Final

from smimeadmin.core.clock import SystemClock
from smimeadmin.core.culture_facts import EN_US, CultureFacts
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.core.names import fold
from smimeadmin.core.values import DateKind, DateTime, TimeSpan
from smimeadmin.core.values_dates import (
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
    UNIX_EPOCH_TICKS,
    local_offset_ticks,
)

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTH_OF: Final = {
    **{fold(name): number for number, name in enumerate(MONTHS, 1)},
    **{fold(name[:3]): number for number, name in enumerate(MONTHS, 1)},
}
_DAY_WORD: Final = {fold(name[:length]) for name in DAYS for length in (3, len(name))}
_CLOCK: Final = LazyPattern(
    r"(?<![\d:])(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?\s*([ap]\.?m\.?)?(?![\d:])",
    re.IGNORECASE,
)
_ZONE: Final = LazyPattern(r"\s*(Z|GMT|UTC|[+-]\d{1,2}(?::?\d{2})?)\Z", re.IGNORECASE)
_ISO: Final = LazyPattern(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?"
    r"\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?\Z",
    re.IGNORECASE,
)
_WORD: Final = LazyPattern(r"[^\W\d_]+|\d+")
_SPAN: Final = LazyPattern(r"(-)?(?:(\d+)\.(?=\d+:))?(\d+(?::\d+){0,3})(?:\.(\d{1,7}))?\Z")


def _today() -> DateTime:
    return DateTime.from_datetime(SystemClock().now())


def parse_datetime(text: str, facts: CultureFacts = EN_US) -> DateTime:
    """Read a date, a time or both; ValueError if the text is none.

    A zone (``Z``, ``+02:00``, ``GMT``) makes the result Local, as ``DateTime.Parse`` does. A time
    alone is of today, a month and a day are of this year.
    """
    moment, zone = read_datetime(text, facts)
    return moment if zone is None else in_zone(moment, zone).to_local()


def in_zone(moment: DateTime, minutes: int) -> DateTime:
    """Return a clock's time, so many minutes ahead of UTC, in UTC; ValueError off the calendar."""
    try:
        return DateTime(moment.ticks - minutes * TICKS_PER_MINUTE, DateKind.UTC)
    except OverflowError as reason:
        raise ValueError("That moment is outside the calendar.") from reason


def read_datetime(text: str, facts: CultureFacts = EN_US) -> tuple[DateTime, int | None]:
    """Return the clock's time of a text and the minutes from UTC that it names, or None."""
    bare = text.replace("\u202f", " ").strip()
    iso = _ISO.match(bare)
    if iso is not None:
        year, month, day, hour, minute, second, fraction, zone = iso.groups()
        date = int(year), int(month), int(day)
        return _moment(date, (hour, minute, second, fraction, None)), _minutes(zone)
    return _read_free(bare, facts)


def _minutes(zone: str | None) -> int | None:
    return None if zone is None else _zone_minutes(zone)


def _read_free(text: str, facts: CultureFacts) -> tuple[DateTime, int | None]:
    """Read a date of words and numbers, a clock among them, a zone at the end."""
    zone = None
    clock: tuple[str | None, ...] = (None,) * 5
    for match in _CLOCK.finditer(text):
        if match.group(2) is not None or match.group(5) is not None:
            clock = match.groups()
            rest = text[match.end() :]
            zoned = _ZONE.match(rest)
            if zoned is not None:
                zone, rest = zoned.group(1), rest[: zoned.start()]
            text = f"{text[: match.start()]} {rest}"
            break
    date = text.strip(" ,T")
    if not date and clock[0] is not None:
        return _moment(_today().date_parts(), clock), _minutes(zone)
    return _moment(_date_of(date, facts), clock), _minutes(zone)


def _names_of(facts: CultureFacts) -> tuple[dict[str, int], set[str]]:
    """Return the months and the names of days that a culture knows: its own, and English ones."""
    if facts is EN_US:
        return _MONTH_OF, _DAY_WORD
    months = dict(_MONTH_OF)
    for names in (facts.months, facts.months_short):
        months |= {fold(name.rstrip(".")): number for number, name in enumerate(names, 1)}
    days = {fold(name.rstrip(".")) for name in (*facts.days, *facts.days_short)}
    return months, _DAY_WORD | days


def _date_of(text: str, facts: CultureFacts) -> tuple[int, int, int]:
    """Return year, month and day of a text such as ``Jan 5, 2024``, ``5 Jan`` or ``1/5/2024``."""
    leftover = _WORD.sub("", text)
    if leftover.strip(" ,./-"):
        raise ValueError("That is no date.")
    months, days = _names_of(facts)
    words = [w for w in _WORD.findall(text) if fold(w) not in days and fold(w) not in {"de", "den"}]
    names = [fold(w) for w in words if not w.isdigit()]
    numbers = [w for w in words if w.isdigit()]
    if not numbers or len(names) > 1 or (names and names[0] not in months):
        raise ValueError("That is no date.")
    this_year = _today().date_parts()[0]
    if names:
        return _date_with_name(months[names[0]], numbers, this_year)
    return _date_of_numbers(numbers, facts.order, this_year, one_mark=len(leftover.strip()) == 1)


def _date_of_numbers(
    numbers: list[str], order: str, this_year: int, *, one_mark: bool
) -> tuple[int, int, int]:
    if len(numbers) == 3 and len(numbers[0]) == 4:
        return int(numbers[0]), int(numbers[1]), int(numbers[2])
    if len(numbers) == 3:
        parts = dict(zip(order, numbers, strict=True))
        return _full_year(parts["Y"]), int(parts["M"]), int(parts["D"])
    if len(numbers) == 2 and one_mark:
        first, second = numbers
        if len(first) == 4:
            return int(first), int(second), 1
        if len(second) == 4:
            return int(second), int(first), 1
        if order.index("D") < order.index("M"):
            first, second = second, first
        return this_year, int(first), int(second)
    raise ValueError("That is no date.")


def _date_with_name(month: int, numbers: list[str], this_year: int) -> tuple[int, int, int]:
    if len(numbers) == 2:
        first, second = numbers
        if len(first) > 2:
            return int(first), month, int(second)
        return _full_year(second), month, int(first)
    if len(numbers) == 1:
        if len(numbers[0]) > 2:
            return int(numbers[0]), month, 1
        return this_year, month, int(numbers[0])
    raise ValueError("That is no date.")


def _full_year(text: str) -> int:
    """Return a year; two digits lie between 1950 and 2049, as ICU's calendar has it."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= 50 else 2000)


def _moment(date: tuple[int, int, int], clock: tuple[str | None, ...]) -> DateTime:
    hour, minute, second = (int(part or 0) for part in clock[:3])
    half = clock[4]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("That is no time.")
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    below = int((clock[3] or "0")[:7].ljust(7, "0"))
    days, hour = (1, 0) if hour == 24 and minute == second == below == 0 else (0, hour)
    moment = DateTime.of(*date, hour, minute, second, below)
    return moment.add_ticks(864_000_000_000) if days else moment


def _zone_minutes(zone: str) -> int:
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        raise ValueError("That is no distance from UTC.")
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def zone_of_text(text: str) -> int | None:
    """Return the minutes from UTC that the end of a text names, or None."""
    match = _ZONE.search(text.strip())
    if match is None:
        return None
    if ":" not in text and match[0].startswith("-"):
        return None  # the last part of a date, as in 2026-01-05
    return _zone_minutes(match.group(1))


def local_offset_minutes(ticks: int) -> int:
    """Return how many minutes the machine's zone is ahead of UTC at a UTC moment."""
    return local_offset_ticks(ticks) // TICKS_PER_MINUTE


def parse_timespan(text: str) -> TimeSpan:
    """Read ``d``, ``h:m``, ``h:m:s.f``, ``d:h:m``, ``d.h:m:s.f``; ValueError if it is none.

    Three numbers are hours, minutes and seconds, or days, hours and minutes where the first is no
    hour; OverflowError where a number is none of its place.
    """
    match = _SPAN.match(text.strip())
    if match is None:
        raise ValueError("String was not recognized as a valid TimeSpan.")
    sign, days, numbers, fraction = match.groups()
    parts = [int(part) for part in numbers.split(":")]
    if days is not None:
        parts = [int(days), *parts]
    elif len(parts) in {2, 3} and (len(parts) == 2 or fraction or parts[0] <= 23):
        parts = [0, *parts]
    day, hour, minute, second = (*parts, 0, 0, 0)[:4]
    if hour > 23 or minute > 59 or second > 59:
        raise OverflowError("A part of the time is out of its range.")
    if fraction and len(parts) != 4:
        raise ValueError("String was not recognized as a valid TimeSpan.")
    span = TimeSpan.of(day, hour, minute, second, int((fraction or "0").ljust(7, "0")))
    return TimeSpan(-span.ticks) if sign else span


def unix_seconds(moment: DateTime) -> int:
    """Return the seconds since 1970 of a moment."""
    return (moment.to_utc().ticks - UNIX_EPOCH_TICKS) // TICKS_PER_SECOND
