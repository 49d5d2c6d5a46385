"""``+ - * / %``, bit operators and shifts on values of any type."""

from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.objects import Annotated
from smimeadmin.shell.engine import convert_errors as why
from smimeadmin.shell.engine import operators_numbers as numbers
from smimeadmin.shell.engine.convert import convert, list_items, to_text
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.limits import check_characters, check_items
from smimeadmin.shell.engine.numbers_scan import scan_number
from smimeadmin.shell.engine.operators_dates import DECLARED, as_date, bad_argument, span_of_ticks
from smimeadmin.shell.engine.types import INT32, resolve_type, type_of

_METHODS: Final = {
    "+": "op_Addition",
    "-": "op_Subtraction",
    "*": "op_Multiply",
    "/": "op_Division",
    "%": "op_Modulus",
    "-band": "op_BitwiseAnd",
    "-bor": "op_BitwiseOr",
    "-bxor": "op_ExclusiveOr",
    "-shl": "op_LeftShift",
    "-shr": "op_RightShift",
}
_BIG: Final = resolve_type("bigint")


def no_method(operator: str, left: Any) -> EngineError:
    """Return the error for a type without such an operator."""
    name = _METHODS[operator]
    return EngineError(
        "MethodNotFound",
        f"Method invocation failed because [{type_of(left).name}] does not contain a method"
        f" named '{name}'.",
        target=left,
    )


def without_notes(value: Any) -> Any:
    """Return a value without what is pinned to it."""
    return value.base if type(value) is Annotated else value


def number_beside(text: str, other: Any) -> Any:
    """Return a text as the number it is beside another operand."""
    kind = type(other)
    wanted = type_of(other) if numbers.is_numeric(other) or kind is v.BigInteger else INT32
    return scan_number(str(text), INT32 if kind is bool or kind is v.Char else wanted)


def add(left: Any, right: Any) -> Any:
    """Return ``left + right``: numbers, texts, lists, dictionaries, dates."""
    ta, tb = type(left), type(right)
    if ta is int:
        if tb is int:
            result = left + right
            return result if v.INT32_MIN <= result <= v.INT32_MAX else float(result)
        if tb is float:
            return left + right
    elif ta is float:
        if tb is int or tb is float:
            return left + right
    elif ta is str:
        return left + (right if tb is str else to_text(right))
    rule = numbers.rule_for("+", left, right)
    return _add_other(left, right) if rule is None else rule(left, right)


def _add_other(left: Any, right: Any) -> Any:
    left, right = without_notes(left), without_notes(right)
    kind = type(left)
    if left is None:
        return right
    if kind is str or kind is v.Char:
        return str(left) + to_text(right)
    items = list_items(left)
    if items is not None:
        return _append(items, right)
    if isinstance(left, v.FoldingDictionary):
        return _merge(left, right)
    return _calculate("+", left, right)


def _append(items: list[Any], right: Any) -> list[Any]:
    more = list_items(right)
    if more is None:
        items.append(right)
    else:
        items += more
    return items


def _merge(left: v.FoldingDictionary, right: Any) -> Any:
    if right is None:
        return left
    if not isinstance(right, v.FoldingDictionary):
        raise EngineError(
            "AddHashTableToNonHashTable",
            "A hash table can only be added to another hash table.",
            target=right,
        )
    result = left.copy()
    for key, value in right.items():
        if key in result:
            raise EngineError(
                "System.ArgumentException",
                f"Item has already been added. Key in dictionary: '{to_text(key)}'.",
                target=key,
                inner="System.ArgumentException",
            )
        result[key] = value
    return result


def subtract(left: Any, right: Any) -> Any:
    """Return ``left - right``."""
    if type(left) is int and type(right) is int:
        result = left - right
        return result if v.INT32_MIN <= result <= v.INT32_MAX else float(result)
    rule = numbers.rule_for("-", left, right)
    return (
        _calculate("-", without_notes(left), without_notes(right))
        if rule is None
        else rule(left, right)
    )


def multiply(left: Any, right: Any) -> Any:
    """Return ``left * right``: a text or a list is repeated."""
    if type(left) is int and type(right) is int:
        result = left * right
        return result if v.INT32_MIN <= result <= v.INT32_MAX else float(result)
    rule = numbers.rule_for("*", left, right)
    if rule is not None:
        return rule(left, right)
    left, right = without_notes(left), without_notes(right)
    if left is None:
        return None
    if type(left) is str:
        count = _repetitions(right, 0)
        check_characters(len(left) * count)
        return left * count
    items = list_items(left)
    if items is not None:
        count = _list_repetitions(right)
        check_items(len(items) * count)
        return items * count
    if (type(left) is bool or type(left) is v.Char) and numbers.is_numeric(right):
        raise not_defined("*", left)
    return _calculate("*", left, right)


def not_defined(operator: str, left: Any) -> EngineError:
    """Return the error for an operation that a type does not define."""
    return EngineError(
        "NotADefinedOperationForType",
        f"The operation '{operator}' is not defined for [{type_of(left)}].",
        target=left,
    )


def _repetitions(right: Any, low: int) -> int:
    count = int(convert(right, INT32))
    if count < low:
        raise EngineError(
            "System.ArgumentOutOfRangeException",
            "A text cannot be repeated a negative number of times.",
            target=right,
            inner="System.ArgumentOutOfRangeException",
        )
    return count


def _list_repetitions(right: Any) -> int:
    return int(convert(right, resolve_type("uint32")))


def divide(left: Any, right: Any) -> Any:
    """Return ``left / right``: whole numbers that do not divide give a Double."""
    rule = numbers.rule_for("/", left, right)
    return (
        _calculate("/", without_notes(left), without_notes(right))
        if rule is None
        else rule(left, right)
    )


def remainder(left: Any, right: Any) -> Any:
    """Return ``left % right``, with the sign of the left side."""
    rule = numbers.rule_for("%", left, right)
    return (
        _calculate("%", without_notes(left), without_notes(right))
        if rule is None
        else rule(left, right)
    )


def _calculate(operator: str, left: Any, right: Any) -> Any:
    """Return the result for anything but texts and lists on the left of ``+`` and ``*``."""
    if numbers.is_numeric(left) and numbers.is_numeric(right):
        return _calculate_numbers(operator, left, right)
    if left is None:
        return _calculate(operator, 0, 0 if right is None else right)
    ready = _as_numbers(operator, left, right)
    if ready is not None:
        return _calculate_ready(operator, *ready)
    if type(left) is v.BigInteger or type(right) is v.BigInteger:
        return _calculate_big(operator, left, right)
    return _calculate_objects(operator, left, right)


def _calculate_ready(operator: str, left: Any, right: Any) -> Any:
    if type(left) is v.BigInteger or type(right) is v.BigInteger:
        return _calculate_big(operator, left, right)
    return _calculate_numbers(operator, left, right)


def _calculate_numbers(operator: str, left: Any, right: Any) -> Any:
    """Return the result of two numbers; a sum with an enumeration on the left stays one."""
    result = numbers.calculate(operator, left, right)
    if type(left) is v.EnumValue and operator in {"+", "-"}:
        return v.EnumValue(left.type, int(result))
    return result


def _as_numbers(operator: str, left: Any, right: Any) -> tuple[Any, Any] | None:
    """Return both sides as numbers where a text or null is one of them, else None."""
    if right is None:
        return (
            (left, 0)
            if counts(left)
            else ((number_beside(left, 0), 0) if type(left) is str else None)
        )
    if type(left) is str:
        if type(right) is not str and not counts(right):
            number = number_beside(left, right)
            return (number, right) if counts(right) else None
        other = number_beside(right, 0) if type(right) is str else right
        return number_beside(left, right), other
    if type(right) is str and numbers.is_numeric(left):
        if type(left) is bool and operator == "*":
            return None
        return left, number_beside(right, left)
    return None


def counts(value: Any) -> bool:
    """Say whether a value is a number to an operator."""
    return numbers.is_numeric(value) or type(value) is v.BigInteger


def big_operand(value: Any) -> Any:
    """Return an operand as a BigInteger."""
    try:
        return convert(value, _BIG)
    except ConversionError as reason:
        raise bad_argument(value) from reason


def _calculate_big(operator: str, left: Any, right: Any) -> Any:
    """Return the result of a BigInteger and what converts to one."""
    if type(left) is not v.BigInteger and not numbers.is_numeric(left):
        raise no_method(operator, left)
    one, two = int(big_operand(left)), int(big_operand(right))
    if operator in {"/", "%"}:
        if two == 0:
            raise numbers.divide_by_zero()
        quotient = abs(one) // abs(two) * (1 if (one < 0) == (two < 0) else -1)
        return v.BigInteger(quotient if operator == "/" else one - quotient * two)
    return v.BigInteger({"+": one + two, "-": one - two, "*": one * two}[operator])


def _calculate_objects(operator: str, left: Any, right: Any) -> Any:
    """Return the result of the operators that .NET's own types declare."""
    kind = type(left)
    rule = DECLARED.get((kind, operator))
    if rule is not None:
        return rule(left, right)
    if type(right) is v.DateTime and numbers.is_numeric(left) and operator in {"+", "-"}:
        return _calculate_objects(operator, as_date(left), right)
    if kind is Decimal:
        raise bad_argument(right)
    raise no_method(operator, left)


def negate(value: Any) -> Any:
    """Return ``-value``."""
    span = without_notes(value)
    if type(span) is v.TimeSpan:
        return span_of_ticks(-span.ticks)
    return subtract(0, value)


def plus(value: Any) -> Any:
    """Return ``+value``: a text becomes a number."""
    value = without_notes(value)
    if type(value) in why.NUMBERS or type(value) in {v.BigInteger, v.TimeSpan}:
        return value
    return _calculate("+", 0, value)
