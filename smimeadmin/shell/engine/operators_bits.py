"""``-band -bor -bxor -bnot -shl -shr`` on values of any type."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.shell.engine import operators_numbers as numbers
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.operators_arithmetic import (
    big_operand,
    counts,
    no_method,
    not_defined,
    number_beside,
    without_notes,
)
from smimeadmin.shell.engine.operators_dates import bad_argument
from smimeadmin.shell.engine.types import INT32, resolve_type


def bit_operator(operator: str) -> Callable[[Any, Any], Any]:
    """Return ``-band``, ``-bor`` or ``-bxor``."""

    def run(left: Any, right: Any) -> Any:
        if type(left) is int and type(right) is int:
            return numbers.calculate_bits(operator, left, right)
        return _bits(operator, without_notes(left), without_notes(right))

    return run


def _bits(operator: str, left: Any, right: Any) -> Any:
    if left is None:
        left = 0
    if right is None and (counts(left) or type(left) is str):
        right = 0
    if type(left) is str or type(right) is str:
        left, right = _bit_texts(left, right)
    if counts(left) and counts(right):
        return _bits_of_numbers(operator, left, right)
    if v.BigInteger in {type(left), type(right)}:
        raise bad_argument(right)
    reals = {float, v.Single, Decimal}
    if (type(left) in reals or type(right) in reals) and type(right) is not v.DateTime:
        raise EngineError(
            "System.NullReferenceException",
            f"The operator {operator} does not take these operands.",
            target=left,
            inner="System.NullReferenceException",
        )
    raise no_method(operator, left)


def _bit_texts(left: Any, right: Any) -> tuple[Any, Any]:
    """Return both sides with texts turned into numbers."""
    if type(left) is str:
        return number_beside(left, right), (
            number_beside(right, 0) if type(right) is str else right
        )
    return left, number_beside(right, left)


def _bits_of_numbers(operator: str, left: Any, right: Any) -> Any:
    if type(left) is v.EnumValue:
        if type(right) is v.BigInteger:
            raise no_method(operator, left)
        other = convert(right, resolve_type("int"))
        result = numbers.calculate_bits(operator, left.value, other)
        return v.EnumValue(left.type, int(result))
    if type(left) is v.BigInteger or type(right) is v.BigInteger:
        if type(left) is float or type(right) is float:
            raise EngineError("System.NullReferenceException", "No such operator.", target=left)
        one, two = int(big_operand(left)), int(big_operand(right))
        return v.BigInteger({"-band": one & two, "-bor": one | two, "-bxor": one ^ two}[operator])
    return numbers.calculate_bits(operator, left, right)


def shift_operator(operator: str) -> Callable[[Any, Any], Any]:
    """Return ``-shl`` or ``-shr``."""

    def run(left: Any, right: Any) -> Any:
        return _shifted(operator, without_notes(left), without_notes(right))

    return run


def _shifted(operator: str, left: Any, right: Any) -> Any:
    if left is None:
        return 0
    if type(left) is str:
        left = number_beside(left, right)
    elif type(right) is str:
        right = number_beside(right, left)
    if type(left) is v.EnumValue:
        convert(right, INT32)
        raise EngineError(
            "System.InvalidOperationException",
            f"The operator {operator} is not defined for an enumeration.",
            target=left,
            inner="System.InvalidOperationException",
        )
    if type(left) is v.BigInteger:
        try:
            count = int(convert(right, INT32))
        except ConversionError as reason:
            raise bad_argument(right) from reason
        forward = count if operator == "-shl" else -count
        return v.BigInteger(int(left) << forward if forward >= 0 else int(left) >> -forward)
    if type(left) is bool or type(left) is v.Char:
        if numbers.is_numeric(right):
            raise not_defined(operator, left)
        raise no_method(operator, left)
    if not numbers.is_numeric(left):
        raise no_method(operator, left)
    count = int(convert(0 if right is None else right, INT32))
    return numbers.shift(operator, left, count)


def bit_not(value: Any) -> Any:
    """Return ``-bnot value``."""
    value = without_notes(value)
    if value is None:
        return -1
    if type(value) is str:
        value = number_beside(value, 0)
    if type(value) is v.BigInteger:
        return v.BigInteger(~int(value))
    if type(value) is v.EnumValue:
        return v.EnumValue(value.type, ~value.value)
    if not numbers.is_numeric(value):
        value = convert(value, INT32)
    return numbers.complement(value)
