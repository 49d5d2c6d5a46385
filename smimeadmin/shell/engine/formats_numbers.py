"""Standard and custom numeric format strings of .NET, en-US by ICU (three decimals, not two)."""

from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine import formats_digits as d
from smimeadmin.shell.engine.formats_custom import format_custom
from smimeadmin.shell.engine.operators_numbers import plain, wrap

_DEFAULT_PLACES: Final = 3
_MOST_DIGITS: Final = 8
"""Digits of the number of digits; .NET takes nine, and writes texts of a gigabyte."""
_REAL: Final = frozenset({float, v.Single})


class FormatTextError(ValueError):
    """A format string is not one for the type of the value."""


def format_number(value: Any, text: str) -> str:
    """Return a number by a format string; FormatTextError if the string is none for it."""
    if not text:
        text = "G"
    letter, digits = text[0], text[1:]
    if letter.isalpha() and letter.isascii() and (not digits or digits.isdigit()):
        places = int(digits[:_MOST_DIGITS]) if digits else None
        if len(digits) >= _MOST_DIGITS:
            raise FormatTextError("No number is shown with so many digits.")
        return _standard(value, letter, places)
    if type(value) in _REAL:
        special = d.special_text(value)
        if special is not None:
            return special
    return format_custom(_custom_digits(value), text)


def _custom_digits(value: Any) -> d.Digits:
    """Return the digits that a custom format rounds: 15 of a Double, 7 of a Single."""
    if type(value) is float:
        return d.rounded_digits(value, 15)
    if type(value) is v.Single:
        return d.rounded_digits(value, 7)
    return d.digits_of(value)


def _standard(value: Any, letter: str, places: int | None) -> str:
    if type(value) in _REAL and letter.upper() in "CEFGNPR":
        special = d.special_text(value)
        if special is not None:
            return special
    rule = _STANDARD.get(letter.upper())
    if rule is None:
        raise FormatTextError(f"'{letter}' is no format of a number.")
    return rule(value, letter, places)


def grouped(whole: str) -> str:
    """Return digits with commas between thousands."""
    return f"{int(whole):,}" if len(whole) > 3 else whole


def _fixed_parts(value: Any, places: int) -> tuple[bool, str, str]:
    digits = d.fixed_digits(value, places)
    return digits.negative, digits.whole(), digits.fraction(places)


def _joined(whole: str, fraction: str) -> str:
    return f"{whole}.{fraction}" if fraction else whole


def _fixed(value: Any, _letter: str, places: int | None) -> str:
    count = _DEFAULT_PLACES if places is None else places
    if type(value) is float:
        return f"{value:.{count}f}"
    negative, whole, fraction = _fixed_parts(value, count)
    return ("-" if negative else "") + _joined(whole, fraction)


def _number(value: Any, _letter: str, places: int | None) -> str:
    count = _DEFAULT_PLACES if places is None else places
    if type(value) is float:
        return f"{value:,.{count}f}"
    negative, whole, fraction = _fixed_parts(value, count)
    return ("-" if negative else "") + _joined(grouped(whole), fraction)


def _currency(value: Any, _letter: str, places: int | None) -> str:
    negative, whole, fraction = _fixed_parts(value, 2 if places is None else places)
    return ("-$" if negative else "$") + _joined(grouped(whole), fraction)


def _percent(value: Any, _letter: str, places: int | None) -> str:
    count = _DEFAULT_PLACES if places is None else places
    digits = d.fixed_digits(value, count + 2)
    moved = d.Digits(digits.negative, digits.digits, digits.scale + 2)
    sign = "-" if digits.negative else ""
    return f"{sign}{_joined(grouped(moved.whole()), moved.fraction(count))}%"


def _exponential(value: Any, letter: str, places: int | None) -> str:
    count = 6 if places is None else places
    kind = type(value)
    digits = (
        d.rounded_digits(value, count + 1)
        if kind in _REAL
        else d.digits_of(value).significant(count + 1)
    )
    return ("-" if digits.negative else "") + d.exponent_text(digits, count, 3, letter)


def _general(value: Any, letter: str, places: int | None) -> str:
    kind = type(value)
    if kind in _REAL:
        text = (
            d.round_trip_text(value)
            if not places
            else d.general_text(d.rounded_digits(value, places), places)
        )
    elif kind is Decimal and not places:
        text = f"{value:f}"
    elif not places:
        text = str(int(value))
    else:
        text = d.general_text(d.digits_of(value).significant(places), places)
    return text.replace("E", letter.replace("g", "e").replace("G", "E").replace("R", "E"))


def _round_trip(value: Any, _letter: str, _places: int | None) -> str:
    return _general(value, "R", None)


def _whole_number(value: Any, letter: str) -> int:
    if type(value) in _REAL or type(value) is Decimal:
        raise FormatTextError(f"'{letter}' is only for whole numbers.")
    return int(plain(value)) if type(value) is not v.BigInteger else int(value)


def _decimal(value: Any, letter: str, places: int | None) -> str:
    number = _whole_number(value, letter)
    return ("-" if number < 0 else "") + str(abs(number)).rjust(places or 0, "0")


def _bits_of(value: Any) -> int:
    return 32 if type(value) is int else int(getattr(type(value), "bits", 0))


def _hexadecimal(value: Any, letter: str, places: int | None) -> str:
    number = _whole_number(value, letter)
    if type(value) is v.BigInteger:
        text = _big_pattern(number, 4)
    else:
        text = f"{wrap(number, _bits_of(value), signed=False):X}"
    filler = "F" if number < 0 and type(value) is v.BigInteger else "0"
    text = text.rjust(places or 0, filler)
    return text if letter == "X" else text.lower()


def _big_pattern(number: int, bits: int) -> str:
    """Return a BigInteger's two's complement: a leading digit tells the sign."""
    length = number.bit_length() // 8 + 1
    pattern = number.to_bytes(length, "big", signed=True).hex().upper()
    if number < 0:
        while len(pattern) > 1 and pattern.startswith("F") and pattern[1] in "89ABCDEF":
            pattern = pattern[1:]
        return pattern
    shorter = pattern.lstrip("0") or "0"
    return f"0{shorter}" if bits == 4 and shorter[0] in "89ABCDEF" else shorter


def _binary(value: Any, letter: str, places: int | None) -> str:
    number = _whole_number(value, letter)
    bits = _bits_of(value) or number.bit_length() + 1
    return f"{wrap(number, bits, signed=False):b}".rjust(places or 0, "0")


_STANDARD: Final = {
    "C": _currency,
    "D": _decimal,
    "E": _exponential,
    "F": _fixed,
    "G": _general,
    "N": _number,
    "P": _percent,
    "R": _round_trip,
    "X": _hexadecimal,
    "B": _binary,
}
