"""Static members of [Math]."""

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.formats_digits import round_decimal
from smimeadmin.shell.engine.members_table import (
    Forms,
    net_exception,
    out_of_range,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.types import register_enum, resolve_type

_ROUNDING: Final = v.EnumType(
    "System.MidpointRounding",
    {"ToEven": 0, "AwayFromZero": 1, "ToZero": 2, "ToNegativeInfinity": 3, "ToPositiveInfinity": 4},
)
register_enum(_ROUNDING)


_ROUNDERS: Final[dict[int, Callable[[float], int]]] = {
    2: math.trunc,
    3: math.floor,
    4: math.ceil,
}


def _round(value: Any, places: int = 0, mode: Any = None) -> Any:
    """Return a number rounded: ties to even unless told away from zero."""
    kind = mode.value if mode is not None else 0
    if not 0 <= places <= (28 if type(value) is Decimal else 15):
        raise out_of_range("The number of places")
    if type(value) is Decimal:
        return round_decimal(value, places) if kind == 1 else round(value, places)
    if not math.isfinite(value):
        return value
    scaled = value * 10**places
    if kind == 1:
        rounded = math.copysign(math.floor(abs(scaled) + 0.5), scaled)
    elif kind == 0:
        rounded = float(round(scaled))
    else:
        rounded = float(_ROUNDERS[kind](scaled))
    return rounded / 10**places


def _real(function: Callable[..., float]) -> Callable[..., float]:
    """Return a function that gives NaN or infinity where Python raises."""

    def run(*values: float) -> float:
        try:
            return float(function(*values))
        except OverflowError:
            return float("inf")
        except ValueError:
            return float("-inf") if values[0] == 0 else float("nan")

    return run


def _power(base: float, exponent: float) -> float:
    try:
        result = base**exponent
    except OverflowError:
        return float("inf")
    except ZeroDivisionError:
        return float("inf")
    return float("nan") if isinstance(result, complex) else float(result)


def _whole(function: Callable[[Any], int]) -> Callable[[Any], Any]:
    def run(value: Any) -> Any:
        if type(value) is Decimal:
            return Decimal(function(value))
        return float(function(value)) if math.isfinite(value) else value

    return run


def _same_type(function: Callable[..., Any], *kinds: str) -> Forms:
    """Return one form for each numeric type, which gives its own type back."""
    forms: Forms = []
    for name in kinds:
        forms.append((name, _keeping(function, name.split()[0])))
    return forms


def _keeping(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    def run(*values: Any) -> Any:
        try:
            return convert(function(*values), resolve_type(name))
        except ConversionError as reason:
            raise net_exception("OverflowException", reason.message) from reason

    return run


_NUMERIC: Final = ("int", "long", "double", "decimal", "float", "uint", "ulong", "int16", "sbyte")
_PAIRS: Final = tuple(f"{name} {name}" for name in (*_NUMERIC, "byte", "uint16"))
_TRIPLES: Final = tuple(f"{name} {name} {name}" for name in _NUMERIC)


def _sign(value: Any) -> int:
    if value != value:  # noqa: PLR0124 - NaN
        raise net_exception("ArithmeticException", "Function does not accept NaN.")
    return int((value > 0) - (value < 0))


def _div_rem(left: int, right: int) -> Any:
    if right == 0:
        raise net_exception("DivideByZeroException", "Attempted to divide by zero.")
    quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    return [quotient, left - quotient * right]


def _logarithm(value: float, base: float) -> float:
    return _real(math.log)(value) / math.log(base)


static_properties(
    "System.Math", PI=lambda _t: math.pi, E=lambda _t: math.e, Tau=lambda _t: math.tau
)
static_methods(
    "System.Math",
    Abs=_same_type(abs, *_NUMERIC),
    Max=_same_type(max, *_PAIRS),
    Min=_same_type(min, *_PAIRS),
    Clamp=_same_type(lambda x, low, high: min(max(x, low), high), *_TRIPLES),
    Sign=[("double", _sign), ("decimal", _sign)],
    Round=[
        ("double", _round),
        ("decimal", _round),
        ("double int", _round),
        ("decimal int", _round),
        ("double System.MidpointRounding", lambda x, mode: _round(x, 0, mode)),
        ("decimal System.MidpointRounding", lambda x, mode: _round(x, 0, mode)),
        ("double int System.MidpointRounding", _round),
        ("decimal int System.MidpointRounding", _round),
    ],
    Floor=[("double", _whole(math.floor)), ("decimal", _whole(math.floor))],
    Ceiling=[("double", _whole(math.ceil)), ("decimal", _whole(math.ceil))],
    Truncate=[("double", _whole(math.trunc)), ("decimal", _whole(math.trunc))],
    Sqrt=[("double", _real(math.sqrt))],
    Cbrt=[("double", lambda x: math.copysign(abs(x) ** (1 / 3), x))],
    Pow=[("double double", _power)],
    Exp=[("double", _real(math.exp))],
    Log=[("double", _real(math.log)), ("double double", _logarithm)],
    Log10=[("double", _real(math.log10))],
    Log2=[("double", _real(math.log2))],
    DivRem=[("int int", _div_rem)],
    BigMul=[("int int", lambda a, b: v.Int64(int(a) * int(b)))],
    **{
        name: [("double", _real(getattr(math, name.lower())))]
        for name in ("Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Tanh")
    },
    Atan2=[("double double", math.atan2)],
)
