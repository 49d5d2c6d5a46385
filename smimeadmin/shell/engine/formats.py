"""``value.ToString(format)`` and the composite ``-f``: one door to all format strings."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.culture_facts import CURRENT_CULTURE, EN_US, CultureFacts
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.core.objects import Annotated
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.formats_cultures import number_in
from smimeadmin.shell.engine.formats_dates import format_date, format_span
from smimeadmin.shell.engine.formats_digits import round_trip_text
from smimeadmin.shell.engine.formats_numbers import FormatTextError, format_number
from smimeadmin.shell.engine.text import to_text

_NUMBERS: Final = frozenset({int, float, Decimal, v.Single, v.BigInteger, *v.SIZED})


def is_formattable(value: Any) -> bool:
    """Say whether ``ToString`` of a value takes a format string."""
    return type(value) in _NUMBERS or type(value) in _OTHERS


def format_value(value: Any, text: str, facts: CultureFacts | None = None) -> str:
    """Return a value by a format string; FormatTextError if the string is none for it.

    What takes no format string shows itself as it is. Without ``facts`` the culture is the
    session's.
    """
    kind = type(value)
    if facts is None:
        facts = CURRENT_CULTURE.get()
    if kind in _NUMBERS:
        return format_number(value, text) if facts is EN_US else number_in(value, text, facts)
    rule = _OTHERS.get(kind)
    return culture_text(value, facts) if rule is None else rule(value, text, facts)


def culture_text(value: Any, facts: CultureFacts | None = None) -> str:
    """Return what ``ToString()`` gives in a culture, the session's if none is named."""
    kind = type(value)
    if facts is None:
        facts = CURRENT_CULTURE.get()
    if kind in _WITH_CULTURE:
        if facts is not EN_US:
            return format_value(value, "", facts)
        if kind is float or kind is v.Single:
            return round_trip_text(value)
        return format_date(value, "")
    if facts is not EN_US and kind in _NUMBERS:
        return number_in(value, "", facts)
    if kind is Annotated and value.text is not None:
        return str(value.text)
    return to_text(value)


_WITH_CULTURE: Final = frozenset({float, v.Single, v.DateTime, v.DateTimeOffset})


def _format_enum(value: v.EnumValue, text: str, _facts: CultureFacts = EN_US) -> str:
    if text in {"", "G", "g", "F", "f"}:
        return str(value)
    if text in {"D", "d"}:
        return str(value.value)
    if text in {"X", "x"}:
        return f"{value.value & 0xFFFFFFFF:08X}"
    raise FormatTextError("The formats of an enumeration are G, F, D and X.")


def _format_guid(value: v.Guid, text: str, _facts: CultureFacts = EN_US) -> str:
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


_OTHERS: Final[dict[type, Callable[[Any, str, CultureFacts], str]]] = {
    v.DateTime: format_date,
    v.DateTimeOffset: format_date,
    v.TimeSpan: format_span,
    v.EnumValue: _format_enum,
    v.Guid: _format_guid,
}

_HOLE: Final = LazyPattern(r"\s*(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::(.*))?\Z", re.DOTALL)


_WIDEST: Final = 1_000_000
_LONGEST_NUMBER: Final = 6
"""Digits of the number of a value; .NET knows no wider places, and no higher numbers."""

Hole = tuple[int, int, str]
_PARSED: dict[str, list[str | Hole]] = {}
_PARSED_LIMIT: Final = 500


def format_composite(text: str, arguments: list[Any], facts: CultureFacts | None = None) -> str:
    """Return ``text -f arguments``; EngineError with the id FormatError if a hole is wrong."""
    if facts is None:
        facts = CURRENT_CULTURE.get()
    parts = _PARSED.get(text)
    if parts is None:
        if len(_PARSED) >= _PARSED_LIMIT:
            _PARSED.clear()
        parts = _PARSED[text] = _parse(text)
    return "".join(
        part if isinstance(part, str) else _fill(part, arguments, text, facts) for part in parts
    )


def _parse(text: str) -> list[str | Hole]:
    """Split a format into its texts and its holes: number, width (0 for none), format."""
    parts: list[str | Hole] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in "{}" and text[at : at + 2] == char * 2:
            parts.append(char)
            at += 2
        elif char == "{":
            end = text.find("}", at)
            if end < 0:
                raise _format_error(text, "A brace is not closed.")
            parts.append(_hole(text[at + 1 : end], text))
            at = end + 1
        elif char == "}":
            raise _format_error(text, "A brace is not opened.")
        else:
            end = at
            while end < len(text) and text[end] not in "{}":
                end += 1
            parts.append(text[at:end])
            at = end
    return parts


def _hole(inside: str, text: str) -> Hole:
    match = _HOLE.match(inside)
    if match is None:
        raise _format_error(text, f"'{{{inside}}}' is no place for a value.")
    number, width, form = match.groups()
    if len(number) > _LONGEST_NUMBER or abs(int(width or 0)) >= _WIDEST:
        raise _format_error(text, f"'{{{inside}}}' is no place for a value.")
    return int(number), int(width or 0), form or ""


def _fill(hole: Hole, arguments: list[Any], text: str, facts: CultureFacts) -> str:
    number, width, form = hole
    if number >= len(arguments):
        raise _format_error(text, f"There is no value for '{{{number}}}'.")
    value = arguments[number]
    try:
        filled = "" if value is None else format_value(value, form, facts)
    except FormatTextError as reason:
        raise _format_error(text, str(reason)) from reason
    if not width:
        return filled
    return filled.rjust(width) if width > 0 else filled.ljust(-width)


def _format_error(text: str, reason: str) -> EngineError:
    return EngineError(
        "FormatError",
        f"Error formatting a string: {reason}",
        target=text,
        inner="System.FormatException",
    )
