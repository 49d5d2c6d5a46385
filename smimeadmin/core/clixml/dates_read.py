"""Dates and durations of XML Schema to DateTime and TimeSpan, as .NET's XmlConvert reads them."""

import re
from typing import Final

from smimeadmin.core import values as v
from smimeadmin.core.clixml.errors import ClixmlValueError
from smimeadmin.core.values_dates import (
    MAX_TICKS,
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
)

_BLANKS: Final = " \t\r\n\v\f"
_ZONE: Final = "(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
_TIME: Final = "(?P<h>[0-9]{2}):(?P<mi>[0-9]{2}):(?P<s>[0-9]{2})(?:\\.(?P<f>[0-9]+))?"
_DATE: Final = re.compile(
    f"(?P<y>[0-9]{{4}})(?:-(?P<m>[0-9]{{2}})(?:-(?P<d>[0-9]{{2}})(?:T{_TIME})?)?)?{_ZONE}"
)
_PART_OF_YEAR: Final = re.compile(
    f"--(?:(?P<m>[0-9]{{2}})(?:-(?P<d>[0-9]{{2}}))?|-(?P<only>[0-9]{{2}})){_ZONE}"
)
_LEAP_YEAR: Final = 1904  # what .NET takes where no year is given
_SPAN: Final = re.compile(
    "(?P<sign>-)?P(?=[0-9T])(?:(?P<y>[0-9]+)Y)?(?:(?P<m>[0-9]+)M)?(?:(?P<d>[0-9]+)D)?"
    "(?:T(?=[0-9])(?:(?P<h>[0-9]+)H)?(?:(?P<mi>[0-9]+)M)?(?:(?P<s>[0-9]+)(?:\\.(?P<f>[0-9]*))?S)?)?"
)
_MOST_DIGITS: Final = 10


def _ticks_of_fraction(digits: str) -> int:
    """Return a fraction of a second in ticks; beyond seven digits it is rounded to even."""
    ticks = int(digits[:7].ljust(7, "0"))
    rest = digits[7:].rstrip("0")
    if rest > "5" or (rest == "5" and ticks % 2):
        ticks += 1
    return ticks


def _zone_minutes(zone: str) -> int:
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone[0] == "-" else minutes


def date_of(text: str) -> v.DateTime:
    """Read a date and time, a date, a year and month, a year, or a part of a year.

    ``Z`` gives Utc, an offset Local (converted to this machine's zone), neither Unspecified.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        bare = text.strip(_BLANKS)
        match = _DATE.fullmatch(bare) or _PART_OF_YEAR.fullmatch(bare)
    if match is None:
        raise ClixmlValueError(text, "DateTime")
    part = match.groupdict()
    try:
        moment = v.DateTime.of(
            int(part.get("y") or _LEAP_YEAR),
            int(part["m"] or 1),
            int(part["d"] or part.get("only") or 1),
            int(part.get("h") or 0),
            int(part.get("mi") or 0),
            int(part.get("s") or 0),
            _ticks_of_fraction(part.get("f") or "0"),
        )
    except (ValueError, OverflowError) as reason:
        raise ClixmlValueError(text, "DateTime") from reason
    zone = part["zone"]
    if zone is None:
        return moment
    if zone == "Z":
        return v.DateTime(moment.ticks, v.DateKind.UTC)
    ticks = moment.ticks - _zone_minutes(zone) * TICKS_PER_MINUTE
    return v.DateTime(max(0, min(ticks, MAX_TICKS)), v.DateKind.UTC).to_local()


def span_of(text: str) -> v.TimeSpan:
    """Read a duration; a year counts 365 days, a month 30."""
    bare = text.strip(_BLANKS)
    match = _SPAN.fullmatch(bare)
    if match is None:
        raise ClixmlValueError(text, "TimeSpan")
    part = match.groupdict()
    if len(bare) > _MOST_DIGITS and any(
        part[key] and len(part[key].lstrip("0")) > _MOST_DIGITS for key in "ymdhs"
    ):
        raise ClixmlValueError(text, "TimeSpan", why="System.OverflowException")
    days = int(part["y"] or 0) * 365 + int(part["m"] or 0) * 30 + int(part["d"] or 0)
    ticks = days * TICKS_PER_DAY + int(part["h"] or 0) * TICKS_PER_HOUR
    ticks += int((part["mi"] or "0")[-20:]) * TICKS_PER_MINUTE
    ticks += int(part["s"] or 0) * TICKS_PER_SECOND + int((part["f"] or "0")[:7].ljust(7, "0"))
    try:
        return v.TimeSpan(-ticks if part["sign"] else ticks)
    except OverflowError as reason:
        raise ClixmlValueError(text, "TimeSpan", why="System.OverflowException") from reason
