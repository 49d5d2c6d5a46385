"""Numbers: their spelling, and the .NET value behind it."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Final

from smimeadmin.core.values_numbers import (
    BigInteger,
    Byte,
    Int16,
    Int64,
    SByte,
    UInt16,
    UInt32,
    UInt64,
)

if TYPE_CHECKING:
    from re import Match

#: What a multiplier such as ``kb`` stands for.
MULTIPLIERS: Final = {
    "k": 1 << 10,
    "m": 1 << 20,
    "g": 1 << 30,
    "t": 1 << 40,
    "p": 1 << 50,
}
_SIGNED: Final = {"y": (SByte, 8), "s": (Int16, 16), "l": (Int64, 64)}
_UNSIGNED: Final = {"uy": (Byte, 8), "us": (UInt16, 16), "ul": (UInt64, 64)}
_LARGEST_DECIMAL: Final = Decimal(79228162514264337593543950335)
_DECIMAL: Final = Context(prec=29, rounding=ROUND_HALF_EVEN)
#: Python reads no more digits unless told otherwise: the time grows with their square.
_MOST_DIGITS: Final = 4300
#: Lengths at which the first bit of a binary number is its sign.
_SIGNED_WIDTHS: Final = frozenset((8, 16, 32, 64, 96))


def number_value(match: Match[str], *, negative: bool) -> object | None:
    """Return the value of a match of the number pattern; None if its type cannot hold it.

    An exact int is an Int32, an exact float a Double, a Decimal a Decimal; the rest are classes
    of ``core.values``.
    """
    hexadecimal, hex_digits, _, bits, mantissa, exponent, suffix, multiplier = match.groups()
    suffix = suffix.lower() if suffix else ""
    factor = MULTIPLIERS[multiplier.lower()] if multiplier else 1
    if mantissa is None:
        if hexadecimal:
            value, suffix = _hexadecimal(hex_digits, suffix)
        else:
            value, suffix = _binary(bits, suffix)
        return _whole(-value * factor if negative else value * factor, suffix, wide=False)
    if exponent is None and "." not in mantissa:
        if len(mantissa) > _MOST_DIGITS and len(mantissa.lstrip("0")) > _MOST_DIGITS:
            return None
        value = int(mantissa.lstrip("0") or "0") * factor
        return _whole(-value if negative else value, suffix, wide=True)
    written = mantissa + (exponent or "").translate(_PLAIN_DASHES)
    return _real("-" + written if negative else written, suffix, factor)


_PLAIN_DASHES: Final = {0x2013: "-", 0x2014: "-", 0x2015: "-"}


def _hexadecimal(digits: str, suffix: str) -> tuple[int, str]:
    value = int(digits, 16) if digits else 0
    width = 4 * len(digits)
    if digits and len(digits) % 8 == 0 and not suffix.startswith("u") and value >> (width - 1):
        value -= 1 << width
    if len(digits) == 16 and suffix in ("", "u"):
        suffix += "l"
    return value, suffix


def _binary(digits: str, suffix: str) -> tuple[int, str]:
    value = int(digits, 2)
    width = len(digits)
    if (
        digits[0] == "1"
        and not suffix.startswith("u")
        and (width in _SIGNED_WIDTHS or width >= 128)
    ):
        value -= 1 << width
    if width == 64 and suffix in ("", "u"):
        suffix += "l"
    return value, suffix


def _whole(value: int, suffix: str, *, wide: bool) -> object | None:
    """Fit a whole number into the type of its suffix; ``wide`` allows Decimal and Double."""
    if not suffix:
        if -0x80000000 <= value <= 0x7FFFFFFF:
            return value
        if -(1 << 63) <= value < (1 << 63):
            return Int64(value)
        if not wide:
            return None
        return _decimal(Decimal(value)) or _double(value)
    if suffix in _SIGNED:
        kind, bits = _SIGNED[suffix]
        return kind(value) if -(1 << (bits - 1)) <= value < (1 << (bits - 1)) else None
    if suffix in _UNSIGNED:
        unsigned, bits = _UNSIGNED[suffix]
        return unsigned(value) if 0 <= value < (1 << bits) else None
    if suffix == "n":
        return BigInteger(value)
    if suffix == "d":
        return _decimal(Decimal(value))
    if value < 0 or value >= 1 << 64:
        return None
    return UInt32(value) if value < 1 << 32 else UInt64(value)


def _double(value: int) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None


def _decimal(value: Decimal) -> Decimal | None:
    return value if value.copy_abs() <= _LARGEST_DECIMAL else None


def _real(written: str, suffix: str, factor: int) -> object | None:
    if suffix == "d":
        value = _DECIMAL.create_decimal(written)
        return _decimal(value if factor == 1 else _DECIMAL.multiply(value, Decimal(factor)))
    real = float(written) * factor
    if not suffix:
        return real
    if real - real != 0.0:  # infinite: no whole number stands for it
        return None
    return _whole(round(real), suffix, wide=False)
