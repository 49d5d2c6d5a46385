"""Texts read as the language reads a number: with a sign, multiplier or suffix."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy_pattern import LazyPattern

DECIMAL_MAX: Final = Decimal((1 << 96) - 1)

_NUMBER: Final = LazyPattern(
    r"([+-]?)(?:(0[xX][0-9a-fA-F]+?|0[bB][01]+)|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)"
    r"(us|uy|ul|u|s|y|l|n|d)?(kb|mb|gb|tb|pb)?\Z",
    re.IGNORECASE,
)
_MULTIPLIERS: Final = {
    "kb": 1 << 10,
    "mb": 1 << 20,
    "gb": 1 << 30,
    "tb": 1 << 40,
    "pb": 1 << 50,
}
_SUFFIXES: Final[dict[str, type[int]]] = {
    "us": v.UInt16,
    "uy": v.Byte,
    "ul": v.UInt64,
    "s": v.Int16,
    "y": v.SByte,
    "l": v.Int64,
    "n": v.BigInteger,
}


def read_number(text: str) -> Any:
    """Return the number that the language reads in a text, None if it reads none."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    sign, pattern, mantissa, exponent, suffix, multiplier = match.groups()
    factor = _MULTIPLIERS.get((multiplier or "").lower(), 1) * (-1 if sign == "-" else 1)
    suffix = (suffix or "").lower()
    if pattern is not None:
        base = 16 if pattern[1] in "xX" else 2
        return _sized(_signed_pattern(pattern[2:], base, suffix) * factor, suffix)
    if suffix == "d":
        return _decimal(mantissa + (exponent or ""), factor)
    if exponent or "." in mantissa:
        number = float(mantissa + (exponent or "")) * factor
        return number if not suffix else _sized(round(number), suffix)
    return _sized(int(mantissa) * factor, suffix)


def _signed_pattern(digits: str, base: int, suffix: str) -> int:
    """Return a bit pattern: eight hexadecimal digits are an Int32, sixteen an Int64."""
    number = int(digits, base)
    bits = len(digits) * (4 if base == 16 else 1)
    if suffix in {"", "l"} and bits in {32, 64} and number >> (bits - 1):
        return number - (1 << bits)
    return number


def _decimal(text: str, factor: int) -> Decimal | None:
    try:
        number = Decimal(text) * factor
    except InvalidOperation:
        return None
    return number if number.copy_abs() <= DECIMAL_MAX else None


def _sized(number: int, suffix: str) -> Any:
    """Return a whole number in the type of its suffix, or in the first that holds it."""
    if suffix == "u":
        if number < 0:
            return None
        return v.UInt32(number) if number <= v.UInt32.maximum else _within(number, v.UInt64)
    if suffix:
        return _within(number, _SUFFIXES[suffix])
    if v.INT32_MIN <= number <= v.INT32_MAX:
        return number
    if v.Int64.minimum <= number <= v.Int64.maximum:
        return v.Int64(number)
    return Decimal(number) if abs(number) <= DECIMAL_MAX else float(number)


def _within(number: int, kind: type[int]) -> Any:
    if issubclass(kind, v.SizedInteger) and not kind.minimum <= number <= kind.maximum:
        return None
    return kind(number)
