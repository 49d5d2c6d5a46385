"""Conversions to numbers, Boolean and Char: ranges, rounding, texts."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine import convert_errors as why
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.numbers_read import DECIMAL_MAX, read_number

_WHOLE: Final = LazyPattern(r"[+-]?\d+\Z")
_HEX: Final = LazyPattern(r"(?:0[xX]|&[hH]|#)([0-9a-fA-F]+)\Z")
_REAL: Final = LazyPattern(r"[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z")
_BLANKS: Final = " \t\n\v\f\r"
_DECIMAL_DIGITS: Final = 28

_BEYOND_DOUBLE: Final = 10**308
_MOST_DIGITS: Final = 100_000
"""The longest text of a BigInteger."""


def to_bool(value: Any) -> bool:
    """Return the truth of a value, as ``if`` sees it."""
    kind = type(value)
    if kind is bool:
        return bool(value)
    if value is None:
        return False
    if kind is int or kind is str:
        return bool(value)
    if kind is Annotated:
        return to_bool(value.base)
    return _truth(value, kind)


def _truth(value: Any, kind: type) -> bool:
    """Return the truth of the rarer classes: numbers by zero, lists by their only element."""
    if kind is v.Char:
        return bool(value != "\0")
    if kind in why.NUMBERS or kind is v.BigInteger:
        return bool(value != 0)
    if kind is v.EnumValue:
        return bool(value.value)
    if kind is v.SwitchParameter:
        return bool(value.is_present)
    if isinstance(value, (list, bytearray, range)) and kind not in {v.Queue, v.Stack}:
        if len(value) == 1:
            only = value[0]
            if isinstance(only, (list, bytearray)):
                return len(only) > 0
            return to_bool(only)
        return len(value) > 0
    if isinstance(value, str):
        return bool(value)
    return True


def integer_converter(kind: type[int]) -> Callable[[Any, NetType], Any]:
    """Return the conversion to one integer type."""
    low, high = _range(kind)

    def to_integer(value: Any, target: NetType) -> Any:
        source = type(value)
        read = _WHOLE_OF.get(source)
        if read is None:
            return _not_a_number(value, target)
        number = read(value, target, kind)
        if kind is v.BigInteger and source is str and abs(number) < _BEYOND_DOUBLE:
            number = int(float(number))  # PowerShell reads such a text as a Double
        if low is not None and high is not None and not low <= number <= high:
            error_id = why.INTEGER if source is str else why.CONVERTIBLE
            raise why.failed(value, target, error_id, "The value is too large or too small.")
        return kind(number)

    return to_integer


def _whole_of_real(value: float, target: NetType, kind: type[int]) -> int:
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN
        error_id = why.CONSTRUCTOR if kind is v.BigInteger else why.CONVERTIBLE
        raise why.failed(value, target, error_id, "It is no finite number.")
    return int(value) if kind is v.BigInteger else round(value)


def _whole_of_decimal(value: Decimal, _target: NetType, kind: type[int]) -> int:
    rounding = "ROUND_DOWN" if kind is v.BigInteger else ROUND_HALF_EVEN
    return int(value.to_integral_value(rounding=rounding))


def _range(kind: type[int]) -> tuple[int | None, int | None]:
    if kind is int:
        return v.INT32_MIN, v.INT32_MAX
    if issubclass(kind, v.SizedInteger):
        return kind.minimum, kind.maximum
    return None, None


def _not_a_number(value: Any, target: NetType) -> Any:
    """Raise what a value gives that no rule turns into a number."""
    big = target.name in {"System.Numerics.BigInteger", "System.Decimal"}
    if big and isinstance(value, v.FoldingDictionary):
        raise why.failed(value, target, why.CREATION)
    if big and type(value) is PropertyBag:
        raise why.failed(value, target, why.CONSTRUCTOR)
    raise why.no_conversion(value, target)


def _integer_of_text(text: str, target: NetType, kind: type[int]) -> int:
    """Read a whole number: hexadecimal too, and a real one is rounded."""
    bare = text.strip(_BLANKS)
    if not bare:
        return 0
    if _WHOLE.match(bare):
        if len(bare) > _MOST_DIGITS:
            raise MemoryError
        return int(bare)
    hexadecimal = _HEX.match(bare)
    if hexadecimal is not None:
        return _signed(int(hexadecimal.group(1), 16), kind)
    number = parse_double(bare)
    if number is None:
        number = read_number(bare)  # 1kb, 0b11, 5l: what the language takes for a number
    if number is None or number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN
        raise why.failed(text, target, why.INTEGER, "The input string was not in a correct format.")
    return round(number)


def _as_it_is(value: int, _target: NetType, _kind: type[int]) -> int:
    return int(value)


_WHOLE_OF: Final[dict[type, Callable[[Any, NetType, type[int]], int]]] = {
    str: _integer_of_text,
    float: _whole_of_real,
    v.Single: _whole_of_real,
    Decimal: _whole_of_decimal,
    v.Char: lambda value, _target, _kind: ord(value),
    v.EnumValue: lambda value, _target, _kind: value.value,
    bool: _as_it_is,
    **dict.fromkeys(v.INTEGER_CLASSES, _as_it_is),
}


def _signed(number: int, kind: type[int]) -> int:
    """Return a hexadecimal pattern as a signed type reads it."""
    bits = 32 if kind is int else getattr(kind, "bits", 0)
    signed = kind is int or (bits and getattr(kind, "minimum", 0) < 0)
    return number - (1 << bits) if signed and number >> (bits - 1) == 1 else number


def parse_double(text: str) -> float | None:
    """Read a Double as the invariant culture writes it, thousands allowed; None if it is none."""
    bare = text.strip(_BLANKS)
    if _REAL.match(bare):
        return float(bare.replace(",", ""))
    return _REAL_WORDS.get(bare.lower())


_REAL_WORDS: Final = {
    "nan": float("nan"),
    "infinity": float("inf"),
    "-infinity": float("-inf"),
    "∞": float("inf"),
    "-∞": float("-inf"),
}


def real_converter(kind: type[float]) -> Callable[[Any, NetType], Any]:
    """Return the conversion to Double or Single."""

    def to_real(value: Any, target: NetType) -> Any:
        source = type(value)
        if source is str:
            return kind(_real_of_text(value, target))
        if source in why.NUMBERS or source is v.BigInteger or source is bool:
            return _real_of_number(value, kind)
        if source is v.Char:
            return kind(ord(value))
        if source is v.EnumValue:
            return kind(value.value)
        raise why.no_conversion(value, target)

    return to_real


def _real_of_number(value: Any, kind: type[float]) -> float:
    try:
        return kind(float(value))
    except OverflowError:  # a BigInteger beyond every Double
        return kind("inf" if value > 0 else "-inf")


def _real_of_text(text: str, target: NetType) -> float:
    bare = text.strip(_BLANKS)
    if not bare:
        return 0.0
    hexadecimal = _HEX.match(bare)
    if hexadecimal is not None:
        return float(int(hexadecimal.group(1), 16))
    number = parse_double(bare)
    if number is None:
        number = read_number(bare)
    if number is None:
        raise why.failed(text, target, why.REAL, "The input string was not in a correct format.")
    return float(number)


def fit_decimal(number: Decimal) -> Decimal:
    """Return a number with what 96 bits and 28 places hold; OverflowError beyond."""
    if number.copy_abs() > DECIMAL_MAX:
        raise OverflowError("Value was either too large or too small for a Decimal.")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_DECIMAL_DIGITS:
        number = number.quantize(Decimal(1).scaleb(-_DECIMAL_DIGITS), rounding=ROUND_HALF_EVEN)
    if exponent == 0 or not isinstance(exponent, int) or exponent < 0:
        return number
    return number.quantize(Decimal(1))


def decimal_of_float(value: float) -> Decimal:
    """Return a Double with 15 digits, a Single with 7, as .NET turns them into a Decimal."""
    digits = 7 if type(value) is v.Single else 15
    return fit_decimal(Decimal(f"{float(value):.{digits - 1}e}").normalize())


def to_decimal(value: Any, target: NetType) -> Any:
    """Convert to Decimal."""
    source = type(value)
    if source is str:
        return _decimal_of_text(value, target)
    try:
        if source is float or source is v.Single:
            return decimal_of_float(value)
        if source in why.NUMBERS or source is v.BigInteger or source is bool:
            return fit_decimal(Decimal(int(value)))
    except (OverflowError, InvalidOperation) as reason:
        raise why.failed(value, target, why.CONVERTIBLE, str(reason)) from reason
    if source is v.Char:
        return Decimal(ord(value))
    if source is v.EnumValue:
        return Decimal(value.value)
    return _not_a_number(value, target)


def _decimal_of_text(text: str, target: NetType) -> Decimal:
    bare = text.strip(_BLANKS)
    if not bare:
        return Decimal(0)
    hexadecimal = _HEX.match(bare)
    if hexadecimal is not None:
        return Decimal(int(hexadecimal.group(1), 16))
    if not _REAL.match(bare):
        number = read_number(bare)
        if number is not None:
            return Decimal(to_decimal(number, target))
        raise why.failed(text, target, why.DECIMAL, "The input string was not in a correct format.")
    try:
        return fit_decimal(Decimal(bare.replace(",", "")))
    except (OverflowError, InvalidOperation) as reason:
        raise why.failed(text, target, why.DECIMAL, str(reason)) from reason


def to_char(value: Any, target: NetType) -> Any:
    """Convert to Char: a text of one character, or a code."""
    source = type(value)
    if source is str:
        if len(value) == 1:
            return v.Char(value)
        raise why.failed(value, target, why.PARSE, "String must be exactly one character long.")
    if source in v.INTEGER_CLASSES and source is not v.BigInteger:
        return _char_of_code(int(value), value, target)
    if source is v.EnumValue:
        return _char_of_code(value.value, value, target)
    if source in why.NUMBERS:
        raise why.failed(value, target, why.CONVERTIBLE, "A real number is no character.")
    if source is v.BigInteger:
        raise why.failed(value, target, why.CONVERTIBLE, "A BigInteger is no character.")
    raise why.no_conversion(value, target)


def _char_of_code(code: int, value: Any, target: NetType) -> v.Char:
    if not 0 <= code <= 0xFFFF:
        raise why.failed(value, target, why.CONVERTIBLE, "The value is no character code.")
    return v.Char(chr(code))


def to_boolean(value: Any, _target: NetType) -> bool:
    """Convert to Boolean: the truth of any value."""
    return to_bool(value)


NUMERIC: Final[dict[str, Callable[[Any, NetType], Any]]] = {
    "System.Int32": integer_converter(int),
    "System.Numerics.BigInteger": integer_converter(v.BigInteger),
    "System.Double": real_converter(float),
    "System.Single": real_converter(v.Single),
    "System.Decimal": to_decimal,
    "System.Char": to_char,
    "System.Boolean": to_boolean,
    **{kind.net_name: integer_converter(kind) for kind in v.SIZED},
}
ZERO: Final[dict[str, Any]] = {
    "System.Int32": 0,
    "System.Double": 0.0,
    "System.Single": v.Single(0.0),
    "System.Decimal": Decimal(0),
    "System.Char": v.Char("\0"),
    "System.Boolean": False,
    "System.String": "",
    "System.Numerics.BigInteger": v.BigInteger(0),
    **{kind.net_name: kind(0) for kind in v.SIZED},
}
