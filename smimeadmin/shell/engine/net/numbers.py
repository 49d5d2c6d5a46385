"""Statics and members of the numeric types, of [bool] and of [bigint]."""

import math
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.convert_numbers import fit_decimal
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.members_table import (
    Forms,
    methods,
    net_exception,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.members_values import type_code
from smimeadmin.shell.engine.net.number_parsing import parse_forms
from smimeadmin.shell.engine.net.trying import try_parse
from smimeadmin.shell.engine.numbers_read import DECIMAL_MAX
from smimeadmin.shell.engine.types import resolve_type

_WHOLE: Final[dict[str, Any]] = {
    "int": int, "byte": v.Byte, "sbyte": v.SByte, "int16": v.Int16, "uint16": v.UInt16,
    "uint": v.UInt32, "long": v.Int64, "ulong": v.UInt64,
}  # fmt: skip
_REAL: Final[dict[str, Any]] = {"double": float, "float": v.Single}
_ALL: Final = {**_WHOLE, **_REAL, "decimal": Decimal}


def constant(value: Any) -> Callable[[Any], Any]:
    """Return a getter that always gives one value."""
    return lambda _type: value


def _div_rem(kind: Any) -> Callable[..., Any]:
    def run(left: Any, right: Any) -> Any:
        if right == 0:
            raise net_exception("DivideByZeroException", "Attempted to divide by zero.")
        quotient = abs(int(left)) // abs(int(right)) * (1 if (left < 0) == (right < 0) else -1)
        return kind(quotient), kind(int(left) - quotient * int(right))

    return run


def _bits(kind: Any) -> int:
    return 32 if kind is int else int(kind.bits)


def _pattern(value: Any, kind: Any) -> int:
    return int(value) & ((1 << _bits(kind)) - 1)


def _trailing(value: Any, kind: Any) -> Any:
    pattern = _pattern(value, kind)
    return kind(_bits(kind) if not pattern else (pattern & -pattern).bit_length() - 1)


def _absolute(kind: Any) -> Callable[[Any], Any]:
    def run(value: Any) -> Any:
        try:
            result = abs(value)
            fitted = v.fit_integer(result) if type(result) is int else result
            return convert(fitted, resolve_type(_full(kind)))
        except ConversionError as reason:
            raise net_exception(
                "OverflowException", "Negating the minimum value of a number is invalid."
            ) from reason

    return run


def _full(kind: Any) -> str:
    names = {int: "System.Int32", float: "System.Double", Decimal: "System.Decimal"}
    return names.get(kind) or str(kind.net_name)


def _clamp(value: Any, low: Any, high: Any) -> Any:
    if low > high:
        raise net_exception("ArgumentException", f"'{low}' cannot be greater than {high}.")
    return min(max(value, low), high)


def _number_forms(name: str, kind: Any) -> dict[str, Forms]:
    """Return what every numeric type has since .NET 7."""
    two = f"{name}:x {name}:y -> {name}"
    return {
        **parse_forms(name, kind),
        "Abs": [(f"{name}:value -> {name}", _absolute(kind))],
        "Max": [(two, max)],
        "Min": [(two, min)],
        "Clamp": [(f"{name}:value {name}:min {name}:max -> {name}", _clamp)],
        "Sign": [(f"{name}:value -> int", lambda x: (x > 0) - (x < 0))],
        "IsNegative": [(f"{name}:value -> bool", lambda x: x < 0)],
        "IsPositive": [(f"{name}:value -> bool", lambda x: x >= 0)],
        "IsEvenInteger": [(f"{name}:value -> bool", lambda x: x % 2 == 0)],
        "IsOddInteger": [(f"{name}:value -> bool", lambda x: abs(x) % 2 == 1)],
    }


def _whole_forms(name: str, kind: Any) -> dict[str, Forms]:
    one = f"{name}:value -> {name}"
    return {
        "DivRem": [
            (f"{name}:left {name}:right -> object", lambda a, b: list(_div_rem(kind)(a, b)))
        ],
        "IsPow2": [(f"{name}:value -> bool", lambda x: x > 0 and int(x) & (int(x) - 1) == 0)],
        "Log2": [(one, lambda x: kind(int(x).bit_length() - 1))],
        "PopCount": [(one, lambda x: kind(_pattern(x, kind).bit_count()))],
        "LeadingZeroCount": [(one, lambda x: kind(_bits(kind) - _pattern(x, kind).bit_length()))],
        "TrailingZeroCount": [(one, lambda x: _trailing(x, kind))],
    }


_ENDLESS: Final = float("inf")


def _real_forms(name: str) -> dict[str, Forms]:
    tests: dict[str, Callable[[float], bool]] = {
        "IsNaN": math.isnan,
        "IsInfinity": math.isinf,
        "IsFinite": math.isfinite,
        "IsPositiveInfinity": lambda x: x == _ENDLESS,
        "IsNegativeInfinity": lambda x: x == -_ENDLESS,
        "IsInteger": lambda x: math.isfinite(x) and float(x).is_integer(),
        "IsNormal": lambda x: math.isfinite(x) and abs(x) >= 2.2250738585072014e-308,
    }
    return {key: [(f"{name}:d -> bool", test)] for key, test in tests.items()}


for _name, _kind in _ALL.items():
    _forms = _number_forms(_name, _kind)
    if _name in _WHOLE:
        _forms |= _whole_forms(_name, _kind)
        _low = v.INT32_MIN if _kind is int else _kind(_kind.minimum)
        _high = v.INT32_MAX if _kind is int else _kind(_kind.maximum)
        static_properties(_full(_kind), MaxValue=constant(_high), MinValue=constant(_low))
    elif _name in _REAL:
        _forms |= _real_forms(_name)
    static_methods(_full(_kind), **_forms)
    _code = type_code(_full(_kind).rpartition(".")[2])
    methods(_kind, GetTypeCode=[("-> System.TypeCode", lambda _n, code=_code: code)])
_MAX: Final = 1.7976931348623157e308
_MAX_SINGLE: Final = 3.4028234663852886e38
static_properties(
    "System.Double",
    MinValue=constant(-_MAX),
    MaxValue=constant(_MAX),
    Epsilon=constant(5e-324),
    NaN=constant(float("nan")),
    PositiveInfinity=constant(_ENDLESS),
    NegativeInfinity=constant(-_ENDLESS),
    NegativeZero=constant(-0.0),
    Pi=constant(math.pi),
    E=constant(math.e),
    Tau=constant(math.tau),
)
static_properties(
    "System.Single",
    MinValue=constant(v.Single(-_MAX_SINGLE)),
    MaxValue=constant(v.Single(_MAX_SINGLE)),
    Epsilon=constant(v.Single(1.401298464324817e-45)),
    NaN=constant(v.Single(float("nan"))),
    PositiveInfinity=constant(v.Single(_ENDLESS)),
    NegativeInfinity=constant(v.Single(-_ENDLESS)),
)

# Decimal -----------------------------------------------------------------------------------------


def _decimal(function: Callable[..., Decimal]) -> Callable[..., Decimal]:
    def run(*values: Any) -> Decimal:
        try:
            with localcontext() as context:
                context.prec = 60  # what does not fit is cut once, at the end
                return fit_decimal(function(*values))
        except OverflowError as reason:
            raise net_exception(
                "OverflowException", "Value was either too large or too small for a Decimal."
            ) from reason

    return run


def _divided(left: Decimal, right: Decimal) -> Decimal:
    if right == 0:
        raise net_exception("DivideByZeroException", "Attempted to divide by zero.")
    return left / right


def _remainder(left: Decimal, right: Decimal) -> Decimal:
    if right == 0:
        raise net_exception("DivideByZeroException", "Attempted to divide by zero.")
    return left % right


def decimal_bits(value: Decimal) -> Any:
    """Return the four Int32 of a Decimal: 96 bits of digits, then sign and scale."""
    sign, digits, exponent = value.as_tuple()
    number = int("".join(map(str, digits)))
    scale = -int(exponent)
    words = [number >> shift & 0xFFFFFFFF for shift in (0, 32, 64)]
    words.append(scale << 16 | sign << 31)
    signed = [word - (1 << 32) if word >> 31 else word for word in words]
    return v.TypedArray(signed, "System.Int32")


_D2: Final = "decimal:d1 decimal:d2 -> decimal"
static_properties(
    "System.Decimal",
    MinValue=constant(DECIMAL_MAX.copy_negate()),
    MaxValue=constant(DECIMAL_MAX),
    Zero=constant(Decimal(0)),
    One=constant(Decimal(1)),
    MinusOne=constant(Decimal(-1)),
)
static_methods(
    "System.Decimal",
    new=[
        (f"{kind}:value", lambda value: convert(value, resolve_type("decimal")))
        for kind in ("int", "uint", "long", "ulong", "float", "double")
    ],
    Add=[(_D2, _decimal(lambda a, b: a + b))],
    Subtract=[(_D2, _decimal(lambda a, b: a - b))],
    Multiply=[(_D2, _decimal(lambda a, b: a * b))],
    Divide=[(_D2, _decimal(_divided))],
    Remainder=[(_D2, _decimal(_remainder))],
    Negate=[("decimal:d -> decimal", Decimal.copy_negate)],
    Floor=[("decimal:d -> decimal", lambda d: d.to_integral_value("ROUND_FLOOR"))],
    Ceiling=[("decimal:d -> decimal", lambda d: d.to_integral_value("ROUND_CEILING"))],
    Truncate=[("decimal:d -> decimal", lambda d: d.to_integral_value("ROUND_DOWN"))],
    Compare=[("decimal:d1 decimal:d2 -> int", lambda a, b: (a > b) - (a < b))],
    Equals=[("decimal:d1 decimal:d2 -> bool", lambda a, b: a == b)],
    GetBits=[("decimal:d -> int[]", decimal_bits)],
    IsInteger=[("decimal:value -> bool", lambda d: d == d.to_integral_value())],
    **{
        f"To{name.title().replace('Uint', 'UInt')}": [
            (
                f"decimal:value -> {kind}",
                lambda d, kind=kind: _whole_of_decimal(d, kind),
            )
        ]
        for name, kind in {
            "byte": "byte", "int16": "int16", "int32": "int", "int64": "long",
            "uint32": "uint", "uint64": "ulong", "double": "double", "single": "float",
        }.items()
    },
)  # fmt: skip
properties(Decimal, Scale=lambda d: v.Byte(-int(d.as_tuple().exponent)))


def _whole_of_decimal(value: Decimal, kind: str) -> Any:
    if kind in {"double", "float"}:
        return convert(value, resolve_type(kind))
    try:
        return convert(value.to_integral_value("ROUND_DOWN"), resolve_type(kind))
    except ConversionError as reason:
        raise net_exception("OverflowException", reason.message, value) from reason


# Boolean -----------------------------------------------------------------------------------------


def parse_boolean(text: str) -> bool:
    """Return Boolean.Parse; FormatException for other words."""
    word = text.strip(" \t\r\n\0").lower()
    if word not in {"true", "false"}:
        raise net_exception(
            "FormatException", f"String '{text}' was not recognized as a valid Boolean.", text
        )
    return word == "true"


static_properties("System.Boolean", TrueString=constant("True"), FalseString=constant("False"))
static_methods(
    "System.Boolean",
    Parse=[("string:value -> bool", parse_boolean)],
    TryParse=[("string:value &bool:result -> bool", try_parse(parse_boolean, False))],
)
methods(bool, GetTypeCode=[("-> System.TypeCode", lambda _b: type_code("Boolean"))])
