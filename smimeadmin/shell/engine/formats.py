"""``value.ToString(format)`` and the composite ``-f``: one door to all format strings."""

import re
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.formats_dates import format_date, format_span
from smimeadmin.shell.engine.formats_digits import round_trip_text
from smimeadmin.shell.engine.formats_numbers import FormatTextError, format_number
from smimeadmin.shell.engine.text import to_text

_NUMBERS: Final = frozenset({int, float, Decimal, v.Single, v.BigInteger, *v.SIZED})


def is_formattable(value: Any) -> bool:
    """Say whether ``ToString`` of a value takes a format string."""
    return type(value) in _NUMBERS or type(value) in _OTHERS


def format_value(value: Any, text: str) -> str:
    """Return a value by a format string, en-US; FormatTextError if the string is none for it.

    What takes no format string shows itself as it is.
    """
    kind = type(value)
    if kind in _NUMBERS:
        return format_number(value, text)
    rule = _OTHERS.get(kind)
    return culture_text(value) if rule is None else rule(value, text)


def culture_text(value: Any) -> str:
    """Return what ``ToString()`` of en-US gives: shortest Doubles, dates month first."""
    kind = type(value)
    if kind is float or kind is v.Single:
        return round_trip_text(value)
    if kind is v.DateTime or kind is v.DateTimeOffset:
        return format_date(value, "")
    return to_text(value)


def _format_enum(value: v.EnumValue, text: str) -> str:
    if text in {"", "G", "g", "F", "f"}:
        return str(value)
    if text in {"D", "d"}:
        return str(value.value)
    if text in {"X", "x"}:
        return f"{value.value & 0xFFFFFFFF:08X}"
    raise FormatTextError("The formats of an enumeration are G, F, D and X.")


def _format_guid(value: v.Guid, text: str) -> str:
    plain = str(value)
    letter = text.upper() or "D"
    if letter == "X":
        digits = plain.replace("-", "")
        tail = ",".join(f"0x{digits[i : i + 2]}" for i in range(16, 32, 2))
        return f"{{0x{digits[:8]},0x{digits[8:12]},0x{digits[12:16]},{{{tail}}}}}"
    shapes = {"D": plain, "N": plain.replace("-", ""), "B": f"{{{plain}}}", "P": f"({plain})"}
    if letter not in shapes:
        raise FormatTextError("The formats of a Guid are N, D, B, P and X.")
    return shapes[letter]


_OTHERS: Final = {
    v.DateTime: format_date,
    v.DateTimeOffset: format_date,
    v.TimeSpan: format_span,
    v.EnumValue: _format_enum,
    v.Guid: _format_guid,
}

_HOLE: Final = LazyPattern(r"\s*(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::(.*))?\Z", re.DOTALL)


def format_composite(text: str, arguments: list[Any]) -> str:
    """Return ``text -f arguments``; EngineError with the id FormatError if a hole is wrong."""
    out: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in "{}" and text[at : at + 2] == char * 2:
            out.append(char)
            at += 2
        elif char == "{":
            end = _end_of_hole(text, at)
            out.append(_fill(text[at + 1 : end], arguments, text))
            at = end + 1
        elif char == "}":
            raise _format_error(text, "A brace is not opened.")
        else:
            out.append(char)
            at += 1
    return "".join(out)


def _end_of_hole(text: str, at: int) -> int:
    end = text.find("}", at)
    if end < 0:
        raise _format_error(text, "A brace is not closed.")
    return end


def _fill(hole: str, arguments: list[Any], text: str) -> str:
    match = _HOLE.match(hole)
    if match is None:
        raise _format_error(text, f"'{{{hole}}}' is no place for a value.")
    number, width, form = match.groups()
    if int(number) >= len(arguments):
        raise _format_error(text, f"There is no value for '{{{hole}}}'.")
    value = arguments[int(number)]
    try:
        filled = "" if value is None else format_value(value, form or "")
    except FormatTextError as reason:
        raise _format_error(text, str(reason)) from reason
    if width is None:
        return filled
    places = int(width)
    return filled.rjust(places) if places >= 0 else filled.ljust(-places)


def _format_error(text: str, reason: str) -> EngineError:
    return EngineError(
        "FormatError",
        f"Error formatting a string: {reason}",
        target=text,
        inner="System.FormatException",
    )
