"""Arithmetic on two numbers: which type the result has, and when it becomes a Double.

The wider type of the two decides: Int32 for all that is narrower, UInt32, Int64, UInt64, Double
(Single too), Decimal. A signed negative beside an unsigned type widens once more. Overflow gives a
Double.
"""

import math
from collections.abc import Callable
from decimal import Decimal, InvalidOperation, localcontext
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine import convert_errors as why
from smimeadmin.shell.engine.convert_numbers import decimal_of_float, fit_decimal
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.types import resolve_type

_INT, _UINT, _LONG, _ULONG, _DOUBLE, _DECIMAL = range(6)
_RANK: Final[dict[type, int]] = {
    bool: _INT,
    v.Char: _INT,
    v.SByte: _INT,
    v.Byte: _INT,
    v.Int16: _INT,
    v.UInt16: _INT,
    int: _INT,
    v.EnumValue: _INT,
    v.UInt32: _UINT,
    v.Int64: _LONG,
    v.UInt64: _ULONG,
    v.Single: _DOUBLE,
    float: _DOUBLE,
    Decimal: _DECIMAL,
}
_SIZED: Final[tuple[tuple[int, int, Callable[[int], Any]], ...]] = (
    (v.INT32_MIN, v.INT32_MAX, int),
    (v.UInt32.minimum, v.UInt32.maximum, v.UInt32),
    (v.Int64.minimum, v.Int64.maximum, v.Int64),
    (v.UInt64.minimum, v.UInt64.maximum, v.UInt64),
)
_BITS: Final = (32, 32, 64, 64)


def is_numeric(value: Any) -> bool:
    """Say whether an operator takes a value as a number as it is."""
    return type(value) in _RANK


def plain(value: Any) -> Any:
    """Return a number without its .NET class: int, float or Decimal."""
    kind = type(value)
    if kind is v.Char:
        return ord(value)
    if kind is v.EnumValue:
        return value.value
    if kind is Decimal:
        return value
    return float(value) if _RANK[kind] == _DOUBLE else int(value)


def _rank(left: Any, right: Any) -> int:
    one, two = _RANK[type(left)], _RANK[type(right)]
    rank = max(one, two)
    if rank in {_UINT, _ULONG} and one != two:
        other = plain(left if one < two else right)
        if other < 0:
            return _LONG if rank == _UINT else _DOUBLE
    return rank


def _sized(number: int, rank: int) -> Any:
    low, high, kind = _SIZED[rank]
    return kind(number) if low <= number <= high else float(number)


def divide_by_zero() -> EngineError:
    """Return the error of a division of whole numbers by zero."""
    return EngineError(
        "RuntimeException",
        "Attempted to divide by zero.",
        inner="System.DivideByZeroException",
    )


def _whole_add(a: int, b: int, rank: int) -> Any:
    return _sized(a + b, rank)


def _whole_subtract(a: int, b: int, rank: int) -> Any:
    return _sized(a - b, rank)


def _whole_multiply(a: int, b: int, rank: int) -> Any:
    return _sized(a * b, rank)


def _whole_divide(a: int, b: int, rank: int) -> Any:
    if b == 0:
        raise divide_by_zero()
    return _sized(a // b, rank) if a % b == 0 else a / b


def _whole_remainder(a: int, b: int, rank: int) -> Any:
    if b == 0:
        raise divide_by_zero()
    rest = abs(a) % abs(b)
    return _sized(-rest if a < 0 else rest, rank)


def _real_divide(a: float, b: float) -> float:
    if b != 0:
        return a / b
    if a == 0 or a != a:  # noqa: PLR0124 - NaN
        return float("nan")
    return math.copysign(float("inf"), a) * math.copysign(1.0, b)


def _real_remainder(a: float, b: float) -> float:
    if b == 0 or math.isinf(a):
        return float("nan")
    return math.fmod(a, b)


def _decimal_divide(a: Decimal, b: Decimal) -> Decimal:
    if b == 0:
        raise divide_by_zero()
    return a / b


def _decimal_remainder(a: Decimal, b: Decimal) -> Decimal:
    if b == 0:
        raise divide_by_zero()
    return a % b


_WHOLE: Final[dict[str, Callable[[int, int, int], Any]]] = {
    "+": _whole_add,
    "-": _whole_subtract,
    "*": _whole_multiply,
    "/": _whole_divide,
    "%": _whole_remainder,
}
_REAL: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _real_divide,
    "%": _real_remainder,
}
_EXACT: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _decimal_divide,
    "%": _decimal_remainder,
}


def calculate(operator: str, left: Any, right: Any) -> Any:
    """Return the result of ``+ - * / %`` on two numbers (``is_numeric`` of both)."""
    rank = _rank(left, right)
    if rank == _DECIMAL:
        return _calculate_decimal(operator, left, right)
    a, b = plain(left), plain(right)
    if rank == _DOUBLE:
        result = _REAL[operator](float(a), float(b))
        return v.Single(result) if _both_single(left, right) else result
    return _WHOLE[operator](a, b, rank)


Rule = Callable[[Any, Any], Any]
RULES: dict[tuple[str, type, type], Rule | None] = {}


def rule_for(operator: str, left: Any, right: Any) -> Rule | None:
    """Return a function for this operator on these two types, made at its first use.

    None where the type of the result depends on the values (unsigned types beside negative
    numbers), or where one side is no number.
    """
    key = (operator, type(left), type(right))
    try:
        return RULES[key]
    except KeyError:
        rule = RULES[key] = _make_rule(*key)
        return rule


def _make_rule(operator: str, left: type, right: type) -> Rule | None:
    one, two = _RANK.get(left), _RANK.get(right)
    if one is None or two is None or {v.EnumValue, v.Char} & {left, right}:
        return None
    if bool in {left, right}:
        return None
    rank = max(one, two)
    if rank in {_UINT, _ULONG} and one != two:
        return None
    if rank <= _ULONG:
        whole = _WHOLE[operator]
        return lambda a, b: whole(int(a), int(b), rank)
    if rank == _DOUBLE and v.Single not in {left, right}:
        real = _REAL[operator]
        return lambda a, b: real(float(a), float(b))
    return None


def _both_single(left: Any, right: Any) -> bool:
    return type(left) is v.Single and type(right) is v.Single


def _calculate_decimal(operator: str, left: Any, right: Any) -> Any:
    try:
        one, two = _to_decimal(left), _to_decimal(right)
    except (OverflowError, InvalidOperation):
        return _REAL[operator](float(plain(left)), float(plain(right)))
    with localcontext() as context:
        context.prec = 29
        try:
            return fit_decimal(_EXACT[operator](one, two))
        except (OverflowError, InvalidOperation) as reason:
            raise EngineError(
                "RuntimeException",
                "Value was either too large or too small for a Decimal.",
                inner="System.OverflowException",
            ) from reason


def _to_decimal(value: Any) -> Decimal:
    number = plain(value)
    if type(number) is Decimal:
        return number
    return decimal_of_float(value) if type(number) is float else fit_decimal(Decimal(number))


def _bit_operand(value: Any) -> tuple[int, int]:
    """Return a number as a whole one and its rank; real ones become Int64 or UInt64."""
    rank = _RANK[type(value)]
    number = plain(value)
    if rank < _DOUBLE:
        return number, rank
    limit = v.UInt64.maximum
    if number != number or not v.Int64.minimum <= number <= limit:  # noqa: PLR0124 - NaN
        target = resolve_type("long" if number < 0 else "ulong")
        raise why.failed(value, target, why.CONVERTIBLE)
    return round(number), _LONG if number < 0 else _ULONG


def calculate_bits(operator: str, left: Any, right: Any) -> Any:
    """Return ``-band``, ``-bor`` or ``-bxor`` of two numbers."""
    (a, one), (b, two) = _bit_operand(left), _bit_operand(right)
    rank = max(one, two)
    if _DOUBLE in {_RANK[type(left)], _RANK[type(right)]} or Decimal in {type(left), type(right)}:
        rank = _LONG if a < 0 or b < 0 else _ULONG
    elif (rank == _UINT and (a < 0 or b < 0)) or (rank == _ULONG and (a < 0 or b < 0)):
        rank = _LONG
    result = _BIT_RULES[operator](a, b)
    kind = _SIZED[rank][2]
    return kind(wrap(result, _BITS[rank], signed=rank in {_INT, _LONG}))


_BIT_RULES: Final[dict[str, Callable[[int, int], int]]] = {
    "-band": lambda a, b: a & b,
    "-bor": lambda a, b: a | b,
    "-bxor": lambda a, b: a ^ b,
}


def wrap(number: int, bits: int, *, signed: bool) -> int:
    """Return the low bits of a number, read as signed or not."""
    number &= (1 << bits) - 1
    return number - (1 << bits) if signed and number >> (bits - 1) else number


_SMALL: Final = frozenset({v.Byte, v.SByte, v.Int16, v.UInt16})


def shift(operator: str, left: Any, count: int) -> Any:
    """Return ``-shl`` or ``-shr`` of a number; only the low five or six bits of the count count."""
    kind = type(left)
    if kind in _SMALL:
        result = int(left) << (count & 31) if operator == "-shl" else int(left) >> (count & 31)
        return kind(wrap(result, kind.bits, signed=kind.minimum < 0))
    number, rank = _shift_operand(left)
    bits = _BITS[rank]
    places = count & (bits - 1)
    result = number << places if operator == "-shl" else number >> places
    return _SIZED[rank][2](wrap(result, bits, signed=rank in {_INT, _LONG}))


def _shift_operand(value: Any) -> tuple[int, int]:
    rank = _RANK[type(value)]
    number = plain(value)
    if rank < _DOUBLE:
        return number, rank
    if number != number or not v.Int64.minimum <= number <= v.UInt64.maximum:  # noqa: PLR0124 - NaN
        raise why.failed(value, resolve_type("int"), why.FINAL)
    whole = round(number)
    for candidate in (_INT, _UINT, _LONG, _ULONG):
        low, high, _ = _SIZED[candidate]
        if low <= whole <= high:
            return whole, candidate
    return whole, _ULONG


def complement(value: Any) -> Any:
    """Return ``-bnot`` of a number."""
    number, rank = _shift_operand(value)
    return _SIZED[rank][2](wrap(~number, _BITS[rank], signed=rank in {_INT, _LONG}))


def negate(value: Any) -> Any:
    """Return ``-value`` of a number."""
    return calculate("-", 0, value) if type(value) is not float else -value
