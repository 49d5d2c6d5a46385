"""Values to the texts of scalar elements, as .NET's XmlConvert writes them."""

import binascii
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.values_dates import TICKS_PER_MINUTE

_DOUBLE_DIGITS: Final = 17
_SINGLE_DIGITS: Final = 9
_LEAST_POINT: Final = -3


def _scientific(digits: str, point: int, limit: int) -> str:
    """Lay out digits with the decimal point behind ``point`` of them, as .NET's "R" does."""
    if point > limit or point < _LEAST_POINT:
        exponent = point - 1
        mantissa = digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "")
        return f"{mantissa}E{'-' if exponent < 0 else '+'}{abs(exponent):02}"
    if point <= 0:
        return f"0.{'0' * -point}{digits}"
    if point >= len(digits):
        return digits.ljust(point, "0")
    return f"{digits[:point]}.{digits[point:]}"


def _laid_out(shortest: str, limit: int) -> str:
    mantissa, _e, exponent = shortest.lower().partition("e")
    whole, _dot, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = whole + fraction
    leading = len(digits) - len(digits.lstrip("0"))
    digits = digits[leading:].rstrip("0")
    return _scientific(digits, point - leading, limit)


def _special(value: float) -> str | None:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    if value == 0:
        return "-0" if math.copysign(1, value) < 0 else "0"
    return None


def double_text(value: float) -> str:
    """Return a Double: the shortest text that reads back to it."""
    sign = "-" if value < 0 else ""
    return _special(value) or sign + _laid_out(repr(abs(float(value))), _DOUBLE_DIGITS)


def single_text(value: float) -> str:
    """Return a Single: the shortest text that reads back to it."""
    special = _special(value)
    if special is not None:
        return special
    size = abs(float(value))
    shortest = next(
        text
        for places in range(1, _SINGLE_DIGITS + 1)
        if float(v.Single(float(text := f"{size:.{places - 1}e}"))) == size
    )
    return ("-" if value < 0 else "") + _laid_out(shortest, _SINGLE_DIGITS)


def _fraction(ticks: int) -> str:
    return f".{ticks:07}".rstrip("0") if ticks else ""


def date_text(value: v.DateTime) -> str:
    """Return a DateTime: ``Z`` for Utc, the offset for Local, nothing for Unspecified."""
    (year, month, day), (hour, minute, second, below) = value.date_parts(), value.time_parts()
    text = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{_fraction(below)}"
    if value.kind is v.DateKind.UTC:
        return f"{text}Z"
    if value.kind is v.DateKind.LOCAL:
        minutes = value.utc_offset_ticks // TICKS_PER_MINUTE
        hours, rest = divmod(abs(minutes), 60)
        return f"{text}{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
    return text


def span_text(value: v.TimeSpan) -> str:
    """Return a TimeSpan as a duration of days, hours, minutes and seconds."""
    days, hours, minutes, seconds, below = (abs(part) for part in value.parts())
    date = f"{days}D" if days else ""
    time = f"{hours}H" if hours else ""
    time += f"{minutes}M" if minutes else ""
    time += f"{seconds}{_fraction(below)}S" if seconds or below else ""
    if not date and not time:
        return "PT0S"
    return f"{'-' if value.ticks < 0 else ''}P{date}{'T' + time if time else ''}"


def decimal_text(value: Decimal) -> str:
    """Return a Decimal with the zeros that it ends in."""
    return f"{value:f}"


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _bytes(value: Any) -> str:
    return binascii.b2a_base64(value, newline=False).decode("ascii")


PLAIN: Final[dict[type, tuple[str, Callable[[Any], str]]]] = {
    int: ("I32", str),
    bool: ("B", _boolean),
    float: ("Db", double_text),
    v.Char: ("C", lambda value: str(ord(value[0]))),
    v.Byte: ("By", int.__repr__),
    v.SByte: ("SB", int.__repr__),
    v.Int16: ("I16", int.__repr__),
    v.UInt16: ("U16", int.__repr__),
    v.UInt32: ("U32", int.__repr__),
    v.Int64: ("I64", int.__repr__),
    v.UInt64: ("U64", int.__repr__),
    v.Single: ("Sg", single_text),
    Decimal: ("D", decimal_text),
    v.DateTime: ("DT", date_text),
    v.TimeSpan: ("TS", span_text),
    v.Guid: ("G", str),
    v.Version: ("Version", str),
}
"""Classes whose texts need no escapes: the element and how the text is made."""

ESCAPED: Final[dict[type, tuple[str, Callable[[Any], str]]]] = {
    str: ("S", str),
    v.Uri: ("URI", str),
}
"""Classes whose texts are escaped."""

BYTES: Final = frozenset({bytes, bytearray, memoryview})


def bytes_text(value: Any) -> str:
    """Return bytes in base64."""
    return _bytes(value)
