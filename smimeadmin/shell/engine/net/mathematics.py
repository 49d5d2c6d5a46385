"""Static members of [Math]."""

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.errors import ConversionError
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


_DECIMAL_MODES: Final = (
    "ROUND_HALF_EVEN",
    "ROUND_HALF_UP",
    "ROUND_DOWN",
    "ROUND_FLOOR",
    "ROUND_CEILING",
)


def _round(value: Any, places: int = 0, mode: Any = None) -> Any:
    """Return a number rounded: ties to even unless told away from zero."""
    kind = mode.value if mode is not None else 0
    if not 0 <= places <= (28 if type(value) is Decimal else 15):
        raise out_of_range("The number of places")
    if type(value) is Decimal:
        return value.quantize(Decimal(1).scaleb(-places), rounding=_DECIMAL_MODES[kind])
    if not math.isfinite(value) or abs(value) >= 1e16:  # it has no places behind the point
        return value
    scaled = value * 10**places
    if kind == 1:
        rounded = math.copysign(math.floor(abs(scaled) + 0.5), scaled)
    elif kind == 0:
        rounded = float(round(scaled))
    else:
        rounded = float(_ROUNDERS[kind](scaled))
    return rounded / 10**places


def _round_to_whole(value: Any, mode: Any) -> Any:
    return _round(value, 0, mode)


_MODE: Final = "System.MidpointRounding:mode"


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
        kinds_named = " ".join(
            f"{kind}:{label}"
            for kind, label in zip(name.split(), _LABELS[name.count(" ")], strict=True)
        )
        kind = name.split()[0]
        forms.append((f"{kinds_named} -> {kind}", _keeping(function, kind)))
    return forms


_LABELS: Final = (("value",), ("val1", "val2"), ("value", "min", "max"))


def _keeping(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    def run(*values: Any) -> Any:
        try:
            result = function(*values)
            fitted = v.fit_integer(result) if type(result) is int else result
            return convert(fitted, resolve_type(name))
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


def _div_rem(left: Any, right: Any) -> list[Any]:
    if right == 0:
        raise net_exception("DivideByZeroException", "Attempted to divide by zero.")
    kind: Any = type(left)
    quotient = abs(int(left)) // abs(int(right)) * (1 if (left < 0) == (right < 0) else -1)
    return [kind(quotient), kind(int(left) - quotient * int(right))]


def _div_rem_into(left: Any, right: Any, remainder: Any) -> Any:
    quotient, remainder.value = _div_rem(left, right)
    return quotient


_HYPERBOLIC: Final = {"Asinh": math.asinh, "Acosh": math.acosh, "Atanh": math.atanh}


def _clamp(value: Any, low: Any, high: Any) -> Any:
    if low > high:
        raise net_exception("ArgumentException", f"'{low}' cannot be greater than {high}.")
    return min(max(value, low), high)


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
    Clamp=_same_type(_clamp, *_TRIPLES),
    Sign=[(f"{kind}:value -> int", _sign) for kind in _NUMERIC],
    Round=[
        ("decimal:d -> decimal", _round),
        ("decimal:d int:decimals -> decimal", _round),
        (f"decimal:d {_MODE} -> decimal", _round_to_whole),
        (f"decimal:d int:decimals {_MODE} -> decimal", _round),
        ("double:a -> double", _round),
        ("double:value int:digits -> double", _round),
        (f"double:value {_MODE} -> double", _round_to_whole),
        (f"double:value int:digits {_MODE} -> double", _round),
    ],
    Floor=[
        ("decimal:d -> decimal", _whole(math.floor)),
        ("double:d -> double", _whole(math.floor)),
    ],
    Ceiling=[
        ("decimal:d -> decimal", _whole(math.ceil)),
        ("double:d -> double", _whole(math.ceil)),
    ],
    Truncate=[
        ("decimal:d -> decimal", _whole(math.trunc)),
        ("double:d -> double", _whole(math.trunc)),
    ],
    Sqrt=[("double:d -> double", _real(math.sqrt))],
    Cbrt=[("double:d -> double", math.cbrt)],
    Pow=[("double:x double:y -> double", _power)],
    Exp=[("double:d -> double", _real(math.exp))],
    Log=[
        ("double:d -> double", _real(math.log)),
        ("double:a double:newBase -> double", _logarithm),
    ],
    Log10=[("double:d -> double", _real(math.log10))],
    Log2=[("double:d -> double", _real(math.log2))],
    **{name: [("double:x -> double", _real(call))] for name, call in _HYPERBOLIC.items()},
    DivRem=[
        form
        for kind in ("int", "long")
        for form in (
            (f"{kind}:a {kind}:b &{kind}:result -> {kind}", _div_rem_into),
            (f"{kind}:left {kind}:right -> object", _div_rem),
        )
    ],
    BigMul=[
        ("int:a int:b -> long", lambda a, b: v.Int64(int(a) * int(b))),
        ("long:a long:b -> bigint", lambda a, b: v.BigInteger(int(a) * int(b))),
    ],
    IEEERemainder=[("double:x double:y -> double", _real(math.remainder))],
    FusedMultiplyAdd=[("double:x double:y double:z -> double", lambda x, y, z: x * y + z)],
    CopySign=[("double:x double:y -> double", math.copysign)],
    ScaleB=[("double:x int:n -> double", math.ldexp)],
    ILogB=[("double:x -> int", lambda x: math.frexp(x)[1] - 1)],
    BitIncrement=[("double:x -> double", lambda x: math.nextafter(x, math.inf))],
    BitDecrement=[("double:x -> double", lambda x: math.nextafter(x, -math.inf))],
    MaxMagnitude=[("double:x double:y -> double", lambda x, y: x if abs(x) >= abs(y) else y)],
    MinMagnitude=[("double:x double:y -> double", lambda x, y: x if abs(x) <= abs(y) else y)],
    ReciprocalEstimate=[("double:d -> double", lambda d: 1 / d if d else math.inf)],
    **{
        name: [("double:d -> double", _real(getattr(math, name.lower())))]
        for name in ("Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Tanh")
    },
    Atan2=[("double:y double:x -> double", math.atan2)],
)
