"""Times as .NET has them: ticks of 100 ns, and a kind that says which clock they were read from.

Python's ``datetime`` counts microseconds and would lose the last digit; it is not imported here.
"""

import time
from enum import IntEnum
from typing import Any, Final

TICKS_PER_MICROSECOND: Final = 10
TICKS_PER_MILLISECOND: Final = 10_000
TICKS_PER_SECOND: Final = 10_000_000
TICKS_PER_MINUTE: Final = 600_000_000
TICKS_PER_HOUR: Final = 36_000_000_000
TICKS_PER_DAY: Final = 864_000_000_000
MAX_TICKS: Final = 3_155_378_975_999_999_999
UNIX_EPOCH_TICKS: Final = 621_355_968_000_000_000
MAX_SPAN: Final = (1 << 63) - 1
MIN_SPAN: Final = -(1 << 63)

_DAYS_BEFORE_MONTH: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS_IN_MONTH: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class DateKind(IntEnum):
    """System.DateTimeKind."""

    UNSPECIFIED = 0
    UTC = 1
    LOCAL = 2


def is_leap_year(year: int) -> bool:
    """Say whether February of the year has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month; ValueError outside years 1-9999, months 1-12."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        raise ValueError(f"There is no month {month} of year {year}.")
    return 29 if month == 2 and is_leap_year(year) else _DAYS_IN_MONTH[month - 1]


def ticks_of_date(year: int, month: int, day: int) -> int:
    """Return the ticks at midnight of a date; ValueError if there is no such date."""
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError(f"There is no day {day} in month {month} of year {year}.")
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    days += _DAYS_BEFORE_MONTH[month - 1] + day - 1
    if month > 2 and is_leap_year(year):
        days += 1
    return days * TICKS_PER_DAY


def date_of_days(days: int) -> tuple[int, int, int]:
    """Return year, month and day of the number of days since 0001-01-01."""
    # Years are counted from 1 March, so that the leap day is the last of its year.
    shifted = days + 306
    era, in_era = divmod(shifted, 146_097)
    year_of_era = (in_era - in_era // 1460 + in_era // 36_524 - in_era // 146_096) // 365
    in_year = in_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_index = (5 * in_year + 2) // 153
    day = in_year - (153 * month_index + 2) // 5 + 1
    month = month_index + 3 if month_index < 10 else month_index - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    return year, month, day


def local_offset_ticks(utc_ticks: int) -> int:
    """Return how far the machine's zone is ahead of UTC at a moment given in UTC ticks."""
    seconds = (utc_ticks - UNIX_EPOCH_TICKS) // TICKS_PER_SECOND
    try:
        return time.localtime(seconds).tm_gmtoff * TICKS_PER_SECOND
    except (OverflowError, OSError, ValueError):  # outside what the C library knows
        return -time.timezone * TICKS_PER_SECOND


class TimeSpan:
    """System.TimeSpan: a length of time in ticks."""

    __slots__ = ("ticks",)

    def __init__(self, ticks: int) -> None:
        if not MIN_SPAN <= ticks <= MAX_SPAN:
            raise OverflowError("A TimeSpan does not reach that far.")
        self.ticks = ticks

    @classmethod
    def of(
        cls, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0, ticks: int = 0
    ) -> "TimeSpan":
        """Return the sum of the parts, each of which may be out of its usual range."""
        total = days * TICKS_PER_DAY + hours * TICKS_PER_HOUR + minutes * TICKS_PER_MINUTE
        return cls(total + seconds * TICKS_PER_SECOND + ticks)

    def parts(self) -> tuple[int, int, int, int, int]:
        """Return days, hours, minutes, seconds and the ticks below a second, all of one sign."""
        sign = -1 if self.ticks < 0 else 1
        days, rest = divmod(abs(self.ticks), TICKS_PER_DAY)
        hours, rest = divmod(rest, TICKS_PER_HOUR)
        minutes, rest = divmod(rest, TICKS_PER_MINUTE)
        seconds, below = divmod(rest, TICKS_PER_SECOND)
        return sign * days, sign * hours, sign * minutes, sign * seconds, sign * below

    def __str__(self) -> str:
        days, hours, minutes, seconds, below = (abs(p) for p in self.parts())
        text = f"{hours:02}:{minutes:02}:{seconds:02}"
        if days:
            text = f"{days}.{text}"
        if below:
            text = f"{text}.{below:07}"
        return f"-{text}" if self.ticks < 0 else text

    def __repr__(self) -> str:
        return f"TimeSpan({self})"

    def __eq__(self, other: object) -> bool:
        return type(other) is TimeSpan and self.ticks == other.ticks

    def __lt__(self, other: "TimeSpan") -> bool:
        return self.ticks < other.ticks

    def __hash__(self) -> int:
        return hash((TimeSpan, self.ticks))


class DateTime:
    """System.DateTime: ticks since 0001-01-01, and a kind. Compared by ticks alone."""

    __slots__ = ("kind", "ticks")

    def __init__(self, ticks: int, kind: DateKind = DateKind.UNSPECIFIED) -> None:
        if not 0 <= ticks <= MAX_TICKS:
            raise OverflowError("A DateTime lies between the years 1 and 9999.")
        self.ticks = ticks
        self.kind = kind

    @classmethod
    def of(  # noqa: PLR0917 - the parts of a calendar moment have one well-known order
        cls,
        year: int,
        month: int,
        day: int,
        hour: int = 0,
        minute: int = 0,
        second: int = 0,
        ticks: int = 0,
        kind: DateKind = DateKind.UNSPECIFIED,
    ) -> "DateTime":
        """Return a moment of the calendar; ValueError if there is no such moment."""
        if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
            raise ValueError(f"There is no time {hour}:{minute}:{second}.")
        total = ticks_of_date(year, month, day) + hour * TICKS_PER_HOUR + ticks
        return cls(total + minute * TICKS_PER_MINUTE + second * TICKS_PER_SECOND, kind)

    @classmethod
    def from_datetime(cls, value: Any) -> "DateTime":
        """Return Python's ``datetime``: an aware one becomes Local, a naive one Unspecified."""
        ticks = ticks_of_date(value.year, value.month, value.day)
        ticks += (value.hour * 3600 + value.minute * 60 + value.second) * TICKS_PER_SECOND
        ticks += value.microsecond * TICKS_PER_MICROSECOND
        offset = value.utcoffset()
        if offset is None:
            return cls(ticks)
        seconds = offset.days * 86_400 + offset.seconds
        return cls(ticks - seconds * TICKS_PER_SECOND, DateKind.UTC).to_local()

    def date_parts(self) -> tuple[int, int, int]:
        """Return year, month and day."""
        return date_of_days(self.ticks // TICKS_PER_DAY)

    def time_parts(self) -> tuple[int, int, int, int]:
        """Return hour, minute, second and the ticks below a second."""
        rest = self.ticks % TICKS_PER_DAY
        hour, rest = divmod(rest, TICKS_PER_HOUR)
        minute, rest = divmod(rest, TICKS_PER_MINUTE)
        second, below = divmod(rest, TICKS_PER_SECOND)
        return hour, minute, second, below

    @property
    def day_of_week(self) -> int:
        """Return 0 for Sunday to 6 for Saturday."""
        return (self.ticks // TICKS_PER_DAY + 1) % 7

    @property
    def day_of_year(self) -> int:
        """Return 1 for the first of January."""
        year = self.date_parts()[0]
        return (self.ticks - ticks_of_date(year, 1, 1)) // TICKS_PER_DAY + 1

    @property
    def utc_offset_ticks(self) -> int:
        """Return the distance from UTC: none for UTC, the machine's zone for the other kinds."""
        if self.kind is DateKind.UTC:
            return 0
        guess = local_offset_ticks(self.ticks)
        return local_offset_ticks(self.ticks - guess)

    def to_utc(self) -> "DateTime":
        """Return the same moment in UTC; an Unspecified time is taken for Local."""
        if self.kind is DateKind.UTC:
            return self
        return DateTime(_clamp(self.ticks - self.utc_offset_ticks), DateKind.UTC)

    def to_local(self) -> "DateTime":
        """Return the same moment in the machine's zone; an Unspecified time is taken for UTC."""
        if self.kind is DateKind.LOCAL:
            return self
        return DateTime(_clamp(self.ticks + local_offset_ticks(self.ticks)), DateKind.LOCAL)

    def add_ticks(self, ticks: int) -> "DateTime":
        """Return a later moment of the same kind; OverflowError outside the calendar."""
        return DateTime(self.ticks + ticks, self.kind)

    def add_months(self, months: int) -> "DateTime":
        """Return the same day some months later, or the last day of that month."""
        year, month, day = self.date_parts()
        years, index = divmod(month - 1 + months, 12)
        year += years
        if not 1 <= year <= 9999:
            raise OverflowError("A DateTime lies between the years 1 and 9999.")
        day = min(day, days_in_month(year, index + 1))
        midnight = ticks_of_date(year, index + 1, day)
        return DateTime(midnight + self.ticks % TICKS_PER_DAY, self.kind)

    def __repr__(self) -> str:
        (year, month, day), (hour, minute, second, below) = self.date_parts(), self.time_parts()
        moment = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{below:07}"
        return f"DateTime({moment} {self.kind.name})"

    def __eq__(self, other: object) -> bool:
        return type(other) is DateTime and self.ticks == other.ticks

    def __lt__(self, other: "DateTime") -> bool:
        return self.ticks < other.ticks

    def __hash__(self) -> int:
        return hash((DateTime, self.ticks))


class DateTimeOffset:
    """System.DateTimeOffset: a clock's ticks and the minutes it is ahead of UTC."""

    __slots__ = ("offset_minutes", "ticks")

    def __init__(self, ticks: int, offset_minutes: int = 0) -> None:
        if not 0 <= ticks - offset_minutes * TICKS_PER_MINUTE <= MAX_TICKS:
            raise OverflowError("A DateTimeOffset lies between the years 1 and 9999.")
        self.ticks = ticks
        self.offset_minutes = offset_minutes

    @property
    def utc_ticks(self) -> int:
        """Return the ticks of the same moment in UTC."""
        return self.ticks - self.offset_minutes * TICKS_PER_MINUTE

    def __repr__(self) -> str:
        return f"DateTimeOffset({self.ticks}, {self.offset_minutes})"

    def __eq__(self, other: object) -> bool:
        return type(other) is DateTimeOffset and self.utc_ticks == other.utc_ticks

    def __lt__(self, other: "DateTimeOffset") -> bool:
        return self.utc_ticks < other.utc_ticks

    def __hash__(self) -> int:
        return hash((DateTimeOffset, self.utc_ticks))


def _clamp(ticks: int) -> int:
    """Keep a shifted moment inside the calendar, as .NET does at both ends."""
    return max(0, min(ticks, MAX_TICKS))
