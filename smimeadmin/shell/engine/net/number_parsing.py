"""``Parse`` and ``TryParse`` of the numeric types: NumberStyles and the signs of a culture."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.culture_facts import CultureFacts
from smimeadmin.shell.engine.convert_numbers import fit_decimal
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.members_table import Forms, net_exception
from smimeadmin.shell.engine.net.trying import try_parse
from smimeadmin.shell.engine.providers import facts_of
from smimeadmin.shell.engine.types import register_enum

STYLES: Final = v.EnumType(
    "System.Globalization.NumberStyles",
    {
        "None": 0, "AllowLeadingWhite": 1, "AllowTrailingWhite": 2, "AllowLeadingSign": 4,
        "Integer": 7, "AllowTrailingSign": 8, "AllowParentheses": 16, "AllowDecimalPoint": 32,
        "AllowThousands": 64, "Number": 111, "AllowExponent": 128, "Float": 167,
        "AllowCurrencySymbol": 256, "Currency": 383, "Any": 511, "AllowHexSpecifier": 512,
        "HexNumber": 515, "AllowBinarySpecifier": 1024, "BinaryNumber": 1027,
    },
    flags=True,
)  # fmt: skip
register_enum(STYLES)
_LEADING_WHITE, _TRAILING_WHITE, _LEADING_SIGN, _TRAILING_SIGN = 1, 2, 4, 8
_PARENTHESES, _POINT, _THOUSANDS, _EXPONENT, _CURRENCY = 16, 32, 64, 128, 256
_HEX, _BINARY = 512, 1024
_INTEGER: Final = 7
_REAL: Final = 231
_NUMBER: Final = 111
_BLANKS: Final = " \t\n\v\f\r"


def _wrong(text: str) -> MethodCallError:
    return net_exception(
        "FormatException", f"The input string '{text}' was not in a correct format.", text
    )


def _too_large(text: str, kind: str) -> MethodCallError:
    return net_exception(
        "OverflowException", f"Value '{text}' was either too large or too small for {kind}.", text
    )


def read_decimal(text: str, styles: int, facts: CultureFacts) -> Decimal:
    """Return the number of a text; MethodCallError (FormatException) if it is none."""
    bare = text.rstrip("\0")
    if styles & _LEADING_WHITE:
        bare = bare.lstrip(_BLANKS)
    if styles & _TRAILING_WHITE:
        bare = bare.rstrip(_BLANKS)
    bare, negative = _without_sign(bare, styles, facts)
    match = re.fullmatch(_pattern(styles, facts), bare)
    if match is None:
        raise _wrong(text)
    whole, fraction, exponent = match.groups()
    whole = re.sub(r"[^0-9]", "", whole)
    if not whole and not fraction:
        raise _wrong(text)
    power = max(min(int(exponent or 0), 99_999), -99_999)
    number = Decimal(f"{whole or 0}.{fraction or 0}e{power}")
    return -number if negative else number


def _without_sign(text: str, styles: int, facts: CultureFacts) -> tuple[str, bool]:
    """Return a text without sign, currency and parentheses, and whether it is negative."""
    negative = False
    if styles & _PARENTHESES and text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1], True
    if styles & _CURRENCY:
        for sign in (facts.currency, "¤"):
            text = text.replace(sign, "", 1).strip(" \u00a0")
    signs = {"-": True, facts.minus: True, "+": False}
    for sign, below in signs.items():
        if styles & _LEADING_SIGN and text.startswith(sign):
            return text[len(sign) :].lstrip(_BLANKS if styles & _CURRENCY else ""), below
        if styles & _TRAILING_SIGN and text.endswith(sign):
            return text[: -len(sign)].rstrip(_BLANKS), below
    return text, negative


def _pattern(styles: int, facts: CultureFacts) -> str:
    groups = re.escape(facts.group) + (r"\s" if facts.group.isspace() else "")
    digits = rf"([0-9][0-9{groups}]*|)" if styles & _THOUSANDS else r"([0-9]*)"
    point = rf"(?:{re.escape(facts.decimal)}([0-9]*))?" if styles & _POINT else "()"
    exponent = r"(?:[eE]([+-]?[0-9]+))?" if styles & _EXPONENT else "()"
    return digits + point + exponent


def _pattern_number(text: str, styles: int, kind: Any) -> int:
    """Return a hexadecimal or binary text as its bits say."""
    bare = text.strip(_BLANKS) if styles & 3 else text
    base, digits = (16, "0123456789abcdefABCDEF") if styles & _HEX else (2, "01")
    if not bare or any(char not in digits for char in bare):
        raise _wrong(text)
    number = int(bare, base)
    bits = 32 if kind is int else getattr(kind, "bits", 0)
    if not bits:  # a BigInteger: the first digit tells the sign
        width = len(bare) * (4 if base == 16 else 1)
        return number - (1 << width) if number >> (width - 1) else number
    if number >> bits:
        raise _too_large(text, _name(kind))
    signed = kind is int or kind.minimum < 0
    return number - (1 << bits) if signed and number >> (bits - 1) else number


def _name(kind: Any) -> str:
    return "an Int32" if kind is int else f"a {getattr(kind, 'net_name', 'Double').split('.')[-1]}"


def _whole(kind: Any) -> Callable[..., Any]:
    low, high = (v.INT32_MIN, v.INT32_MAX) if kind is int else (None, None)
    if kind not in {int, v.BigInteger}:
        low, high = kind.minimum, kind.maximum

    def run(text: str, styles: int, facts: CultureFacts) -> Any:
        if styles & (_HEX | _BINARY):
            return kind(_pattern_number(text, styles, kind))
        number = read_decimal(text, styles, facts)
        if number != int(number) or (low is not None and not low <= number <= (high or 0)):
            raise _too_large(text, _name(kind))
        return kind(int(number))

    return run


def _real(kind: type[float]) -> Callable[..., Any]:
    def run(text: str, styles: int, facts: CultureFacts) -> Any:
        word = text.strip(_BLANKS).lower()
        special = {
            "nan": "nan", "infinity": "inf", "-infinity": "-inf", "+infinity": "inf",
            facts.infinity: "inf", f"-{facts.infinity}": "-inf",
        }.get(word)  # fmt: skip
        if special is not None:
            return kind(float(special))
        return kind(float(read_decimal(text, styles, facts)))

    return run


def _decimal(text: str, styles: int, facts: CultureFacts) -> Decimal:
    try:
        return fit_decimal(read_decimal(text, styles, facts))
    except OverflowError as reason:
        raise _too_large(text, "a Decimal") from reason


_P: Final = "System.IFormatProvider:provider"
_S: Final = "System.Globalization.NumberStyles:style"


def parse_forms(name: str, kind: Any) -> dict[str, Forms]:
    """Return Parse and TryParse of a numeric type; ``name`` is its accelerator."""
    if kind is Decimal:
        read, usual = _decimal, _NUMBER
    elif kind in {float, v.Single}:
        read, usual = _real(kind), _REAL
    else:
        read, usual = _whole(kind), _INTEGER

    def run(text: str, *more: Any) -> Any:
        styles, provider = usual, None
        for one in more:
            if type(one) is v.EnumValue:
                styles = one.value
            else:
                provider = one
        return read(text, styles, facts_of(provider))

    attempt = try_parse(run, kind(0))
    return {
        "Parse": [
            (f"string:s -> {name}", run),
            (f"string:s {_S} -> {name}", run),
            (f"string:s {_P} -> {name}", run),
            (f"string:s {_S} {_P} -> {name}", run),
        ],
        "TryParse": [
            (f"string:s &{name}:result -> bool", attempt),
            (f"string:s {_P} &{name}:result -> bool", attempt),
            (f"string:s {_S} {_P} &{name}:result -> bool", attempt),
        ],
    }
