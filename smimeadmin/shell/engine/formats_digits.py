"""The decimal digits of a number: the common floor of all numeric formats and of text."""

from decimal import ROUND_HALF_UP, Decimal
from struct import pack, unpack
from typing import Any, Final

from smimeadmin.core.values import Single

# .NET writes a Double or Single with an exponent once it has more places before the point than
# digits that round-trip (17 and 9).
_DOUBLE_PLACES: Final = 17
_SINGLE_PLACES: Final = 9
_MOST: Final = 3.4028234663852886e38  # Single.MaxValue


class Digits:
    """A number as ``0.digits`` times ten to the power of ``scale``, and its sign.

    ``digits`` has no zeros at its ends; zero has no digits at all and the scale 0.
    """

    __slots__ = ("digits", "negative", "scale")

    def __init__(self, negative: bool, digits: str, scale: int) -> None:
        self.negative = negative
        bare = digits.lstrip("0")
        scale -= len(digits) - len(bare)
        self.digits = bare.rstrip("0")
        self.scale = scale if self.digits else 0

    def rounded(self, places: int) -> "Digits":
        """Return the number rounded half away from zero to places behind the point."""
        keep = self.scale + places
        if keep >= len(self.digits):
            return self
        if keep < 0:
            return Digits(self.negative, "", 0)
        kept = self.digits[:keep]
        if self.digits[keep] < "5":
            return Digits(self.negative, kept, self.scale)
        up = str(int(kept or "0") + 1).rjust(keep, "0")
        return Digits(self.negative, up, self.scale + len(up) - keep)

    def significant(self, count: int) -> "Digits":
        """Return the number rounded half away from zero to a count of digits."""
        return self.rounded(count - self.scale)

    def whole(self) -> str:
        """Return the digits before the point, at least one."""
        if self.scale <= 0:
            return "0"
        return self.digits[: self.scale].ljust(self.scale, "0")

    def fraction(self, places: int) -> str:
        """Return exactly so many digits behind the point."""
        behind = "0" * -self.scale + self.digits if self.scale < 0 else self.digits[self.scale :]
        return behind[:places].ljust(places, "0")


def digits_of_int(value: int) -> Digits:
    """Return the digits of a whole number."""
    text = str(abs(int(value)))
    return Digits(value < 0, text, len(text))


def digits_of_decimal(value: Decimal) -> Digits:
    """Return all digits of a Decimal."""
    sign, digits, exponent = value.as_tuple()
    text = "".join(map(str, digits))
    return Digits(bool(sign), text, len(text) + int(exponent))


def shortest_digits(value: float) -> Digits:
    """Return the fewest digits that read back as the same Double or Single."""
    text = _shortest_single(value) if type(value) is Single else repr(float(value))
    return _digits_of_repr(text)


def _digits_of_repr(text: str) -> Digits:
    negative = text.startswith("-")
    mantissa, _, exponent = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    return Digits(negative, whole + fraction, len(whole) + int(exponent or "0"))


def _shortest_single(value: float) -> str:
    for precision in range(8):
        text = f"{float(value):.{precision}e}"
        if abs(float(text)) <= _MOST and unpack("<f", pack("<f", float(text)))[0] == float(value):
            return text
    return f"{float(value):.8e}"


def rounded_digits(value: float, count: int) -> Digits:
    """Return a float rounded to a count of significant digits."""
    return _digits_of_repr(f"{float(value):.{max(count, 1) - 1}e}")


def fixed_digits(value: Any, places: int) -> Digits:
    """Return any number rounded to places behind the point, as F and N do.

    A Double is rounded from its exact value, ties to even; a Decimal away from zero.
    """
    kind = type(value)
    if kind is float or kind is Single:
        return _digits_of_repr(f"{float(value):.{places}f}")
    return digits_of(value).rounded(places)


def digits_of(value: Any) -> Digits:
    """Return the digits of any number as its shortest text has them."""
    kind = type(value)
    if kind is float or kind is Single:
        return shortest_digits(value)
    if kind is Decimal:
        return digits_of_decimal(value)
    return digits_of_int(value)


def general_text(digits: Digits, places: int, exponent_digits: int = 2) -> str:
    """Return the G format: with an exponent if there are more places than that, or too few."""
    sign = "-" if digits.negative else ""
    if not digits.digits:
        return f"{sign}0"
    if digits.scale > places or digits.scale < -3:
        return sign + exponent_text(digits, len(digits.digits) - 1, exponent_digits)
    behind = len(digits.digits) - digits.scale
    whole = digits.whole()
    return f"{sign}{whole}.{digits.fraction(behind)}" if behind > 0 else sign + whole


def exponent_text(digits: Digits, places: int, exponent_digits: int, letter: str = "E") -> str:
    """Return ``d.dddE+ddd`` without a sign."""
    padded = digits.digits.ljust(places + 1, "0")
    exponent = digits.scale - 1 if digits.digits else 0
    mantissa = f"{padded[0]}.{padded[1:]}" if places else padded[0]
    return f"{mantissa}{letter}{'-' if exponent < 0 else '+'}{abs(exponent):0{exponent_digits}}"


def round_trip_text(value: float) -> str:
    """Return the shortest text of a Double or Single that reads back as the same number."""
    special = special_text(value)
    if special is not None:
        return special
    places = _SINGLE_PLACES if type(value) is Single else _DOUBLE_PLACES
    return general_text(shortest_digits(value), places)


def special_text(value: float) -> str | None:
    """Return the words for what is no number or without end, else None. ICU's own signs."""
    if value != value:  # noqa: PLR0124 - the definition of NaN
        return "NaN"
    if value in {float("inf"), float("-inf")}:
        return "∞" if value > 0 else "-∞"
    return None


def round_decimal(value: Decimal, places: int) -> Decimal:
    """Return a Decimal rounded half away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
