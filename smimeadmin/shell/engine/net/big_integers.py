"""Statics and members of [bigint]."""

import math
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.members_named import compare_same
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.number_parsing import parse_forms
from smimeadmin.shell.engine.types import resolve_type


def _of_bytes(data: Any, unsigned: bool = False, big_endian: bool = False) -> v.BigInteger:
    order: Any = "big" if big_endian else "little"
    return v.BigInteger(int.from_bytes(bytes(data), order, signed=not unsigned))


def _to_bytes(number: v.BigInteger, unsigned: bool = False, big_endian: bool = False) -> bytearray:
    order: Any = "big" if big_endian else "little"
    value = int(number)
    if unsigned and value < 0:
        raise net_exception("OverflowException", "Negative values do not have an unsigned form.")
    size = (value.bit_length() + 7) // 8 if unsigned else _signed_size(value)
    return bytearray(value.to_bytes(max(size, 1), order, signed=not unsigned))


def _signed_size(value: int) -> int:
    return ((value if value >= 0 else ~value).bit_length()) // 8 + 1


def _quotient(left: Any, right: Any) -> tuple[int, int]:
    one, two = int(left), int(right)
    if two == 0:
        raise net_exception("DivideByZeroException", "Attempted to divide by zero.")
    quotient = abs(one) // abs(two) * (1 if (one < 0) == (two < 0) else -1)
    return quotient, one - quotient * two


def _div_rem(left: Any, right: Any, remainder: Any = None) -> Any:
    quotient, rest = _quotient(left, right)
    if remainder is None:
        return [v.BigInteger(quotient), v.BigInteger(rest)]
    remainder.value = v.BigInteger(rest)
    return v.BigInteger(quotient)


def _power(base: Any, exponent: int) -> v.BigInteger:
    if exponent < 0:
        raise net_exception("ArgumentOutOfRangeException", "The exponent must not be negative.")
    if (abs(int(base)).bit_length() - 1) * exponent > v.BigInteger.most_bits:
        raise MemoryError  # before it is worked out
    return v.BigInteger(int(base) ** exponent)


def _mod_power(base: Any, exponent: Any, modulus: Any) -> v.BigInteger:
    if int(exponent) < 0:
        raise net_exception("ArgumentOutOfRangeException", "The exponent must not be negative.")
    _quotient(1, modulus)
    found = pow(abs(int(base)), int(exponent), abs(int(modulus)))
    odd = int(base) < 0 and int(exponent) % 2 == 1
    return v.BigInteger(-found if odd else found)


def _logarithm(number: Any, base: float = math.e) -> float:
    value = int(number)
    if value <= 0:
        return float("-inf") if value == 0 else float("nan")
    natural = math.log(value)
    return natural if base == math.e else natural / math.log(base)


_TYPE: Final = "System.Numerics.BigInteger"
_TWO: Final = "bigint:left bigint:right -> bigint"
static_properties(
    _TYPE,
    Zero=lambda _t: v.BigInteger(0),
    One=lambda _t: v.BigInteger(1),
    MinusOne=lambda _t: v.BigInteger(-1),
)
static_methods(
    _TYPE,
    **parse_forms("bigint", v.BigInteger),
    new=[
        *(
            (f"{kind}:value", lambda value: convert(value, resolve_type("bigint")))
            for kind in ("int", "uint", "long", "ulong", "float", "double", "decimal")
        ),
        ("byte[]:value", _of_bytes),
        ("byte[]:value bool:isUnsigned", _of_bytes),
        ("byte[]:value bool:isUnsigned bool:isBigEndian", _of_bytes),
    ],
    Add=[(_TWO, lambda a, b: v.BigInteger(int(a) + int(b)))],
    Subtract=[(_TWO, lambda a, b: v.BigInteger(int(a) - int(b)))],
    Multiply=[(_TWO, lambda a, b: v.BigInteger(int(a) * int(b)))],
    Divide=[("bigint:dividend bigint:divisor -> bigint", lambda a, b: _div_rem(a, b)[0])],
    Remainder=[("bigint:dividend bigint:divisor -> bigint", lambda a, b: _div_rem(a, b)[1])],
    DivRem=[
        ("bigint:dividend bigint:divisor &bigint:remainder -> bigint", _div_rem),
        ("bigint:left bigint:right -> object", _div_rem),
    ],
    Pow=[("bigint:value int:exponent -> bigint", _power)],
    ModPow=[("bigint:value bigint:exponent bigint:modulus -> bigint", _mod_power)],
    Abs=[("bigint:value -> bigint", lambda n: v.BigInteger(abs(int(n))))],
    Negate=[("bigint:value -> bigint", lambda n: v.BigInteger(-int(n)))],
    GreatestCommonDivisor=[(_TWO, lambda a, b: v.BigInteger(math.gcd(int(a), int(b))))],
    Max=[(_TWO, max)],
    Min=[(_TWO, min)],
    Compare=[("bigint:left bigint:right -> int", lambda a, b: (a > b) - (a < b))],
    Log=[
        ("bigint:value -> double", _logarithm),
        ("bigint:value double:baseValue -> double", _logarithm),
    ],
    Log10=[("bigint:value -> double", lambda n: _logarithm(n, 10.0))],
    IsPow2=[("bigint:value -> bool", lambda n: n > 0 and int(n) & (int(n) - 1) == 0)],
)
properties(
    v.BigInteger,
    IsPowerOfTwo=lambda n: n > 0 and int(n) & (int(n) - 1) == 0,
    IsZero=lambda n: n == 0,
    IsOne=lambda n: n == 1,
    IsEven=lambda n: n % 2 == 0,
    Sign=lambda n: (n > 0) - (n < 0),
)
methods(
    v.BigInteger,
    ToByteArray=[
        ("-> byte[]", _to_bytes),
        ("bool:isUnsigned -> byte[]", _to_bytes),
        ("bool:isUnsigned bool:isBigEndian -> byte[]", _to_bytes),
    ],
    GetBitLength=[("-> long", lambda n: v.Int64((int(n) if n >= 0 else ~int(n)).bit_length()))],
    CompareTo=[
        ("long:other -> int", lambda a, b: (int(a) > int(b)) - (int(a) < int(b))),
        ("bigint:other -> int", compare_same),
    ],
)
