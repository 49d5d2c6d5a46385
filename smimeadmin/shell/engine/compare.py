"""The one place that compares: equality, order, and the keys that sorting uses.

The left side decides: the right one is converted to its type. Texts are compared by culture.
"""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine import convert_errors as why
from smimeadmin.shell.engine.convert import convert, to_text
from smimeadmin.shell.engine.culture import compare_texts
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.numbers_scan import scan_number
from smimeadmin.shell.engine.types import type_of

_REAL: Final = frozenset({float, v.Single})
_COMPARABLE: Final = frozenset(
    {
        v.DateTime,
        v.TimeSpan,
        v.DateTimeOffset,
        v.Guid,
        v.Version,
        v.SemanticVersion,
        v.BigInteger,
        v.Char,
        bool,
    }
)


def _bare(value: Any) -> Any:
    return value.base if type(value) is Annotated else value


def _as_number(value: Any) -> Any:
    """Return a Boolean or Char as the number it counts as in a comparison of numbers."""
    kind = type(value)
    if kind is v.Char:
        return ord(value)
    if kind is v.EnumValue:
        return value.value
    return value


def _is_number(value: Any) -> bool:
    return type(value) in why.NUMBERS


def compare_numbers(left: Any, right: Any) -> int:
    """Return -1, 0 or 1 for two numbers; a NaN is below every number, and unequal to itself."""
    if type(left) is Decimal or type(right) is Decimal:
        if left != left or right != right:  # noqa: PLR0124 - a Decimal has no order with NaN
            return -1
        left, right = _same_decimal(left), _same_decimal(right)
    if left == right:
        return 0
    if left < right:
        return -1
    return 1 if left > right else -1


def _same_decimal(value: Any) -> Any:
    try:
        return (
            value
            if type(value) is Decimal
            else Decimal(repr(float(value)) if type(value) in _REAL else int(value))
        )
    except (InvalidOperation, ValueError):
        return float(value)


def equals(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """Return ``left -eq right`` for two single values."""
    kind = type(left)
    if kind is str:
        if type(right) is str:
            return (
                left == right
                or (ignore_case and _same_text(left, right))
                or (not ignore_case and compare_texts(left, right, ignore_case=False) == 0)
            )
        return (
            right is not None and compare_texts(left, to_text(right), ignore_case=ignore_case) == 0
        )
    if kind is int and type(right) is int:
        return bool(left == right)
    return _equals_other(_bare(left), _bare(right), ignore_case)


def _same_text(left: str, right: str) -> bool:
    if left.isascii() and right.isascii() and left.isprintable() and right.isprintable():
        return left.lower() == right.lower()
    return compare_texts(left, right) == 0


def _equals_other(left: Any, right: Any, ignore_case: bool) -> bool:
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is str:
        return equals(left, right, ignore_case)
    if kind is v.Char:
        return _equals_char(left, right, ignore_case)
    if _is_number(left) and (_is_number(right) or type(right) is v.Char):
        return left == left and compare_numbers(left, _as_number(right)) == 0  # noqa: PLR0124 - NaN
    if kind is type(right):
        return left is right or bool(left == right and not isinstance(left, list))
    try:
        converted = convert(right, type_of(left))
    except ConversionError:
        return False
    return left is converted or (
        type(converted) is kind and bool(left == converted) and not isinstance(left, list)
    )


def _equals_char(left: v.Char, right: Any, ignore_case: bool) -> bool:
    if type(right) is v.Char or (type(right) is str and len(right) == 1):
        one, two = str(left), str(right)
        return one == two or (ignore_case and fold(one) == fold(two))
    if type(right) is str:
        return False
    if _is_number(right):
        return compare_numbers(ord(left), right) == 0
    try:
        return str(convert(right, type_of(left))) == str(left)
    except ConversionError:
        return False


def _against_null(value: Any, sign: int) -> int:
    """Return how null and a value compare: below everything but negative numbers."""
    if type(value) in why.NUMBERS and value < 0:
        return -sign
    return sign


def _null_against(right: Any) -> int:
    """Return how null on the left compares; an enumeration has no rule for it."""
    if type(right) is v.EnumValue:
        raise EngineError(
            "System.InvalidOperationException",
            "Null cannot be compared with an enumeration.",
            target=right,
            inner="System.InvalidOperationException",
        )
    return 0 if right is None else _against_null(right, -1)


def order(left: Any, right: Any, ignore_case: bool = True) -> int:
    """Return -1, 0 or 1 as ``-lt`` and ``-gt`` see two single values.

    EngineError with ComparisonFailure, NotIcomparable or PSObjectCompareTo where there is no order.
    """
    if type(left) is str and type(right) is str:
        return compare_texts(left, right, ignore_case=ignore_case)
    left, right = _bare(left), _bare(right)
    if left is None:
        return _null_against(right)
    if right is None:
        return _against_null(left, 1)
    if type(left) is str:
        return compare_texts(left, to_text(right), ignore_case=ignore_case)
    return _order_other(left, right, ignore_case)


def _order_by_own_rule(left: Any, right: Any) -> int | None:
    """Return how an object that can say it itself compares (IComparable), None for the rest."""
    rule = getattr(type(left), "compare_to", None)
    result: int | None = None if rule is None else rule(left, right)
    return result


def _order_other(left: Any, right: Any, ignore_case: bool) -> int:
    kind = type(left)
    if _is_number(left):
        return _order_number(left, right)
    if kind is v.Char and _is_number(right):
        return compare_numbers(ord(left), right)
    if kind is v.EnumValue:
        return _order_enum(left, right)
    if kind is v.Char and type(right) is v.Char:
        return (
            compare_texts(str(left), str(right), ignore_case=ignore_case)
            if ignore_case
            else (compare_numbers(ord(left), ord(right)))
        )
    if kind in _COMPARABLE:
        try:
            other = convert(right, type_of(left))
        except ConversionError as reason:
            raise _comparison_failure(left, right) from reason
        return compare_numbers(_as_number(left), _as_number(other))
    own = _order_by_own_rule(left, right)
    if own is not None:
        return own
    if type(right) is kind and left == right:
        return 0
    if kind is PropertyBag:
        raise EngineError(
            "PSObjectCompareTo",
            f'Cannot compare "{to_text(left)}": the object has no order.',
            target=left,
            hint="Compare one of its properties.",
        )
    raise EngineError(
        "NotIcomparable",
        f'Cannot compare "{to_text(left)}" because it is not IComparable.',
        target=left,
        hint="Compare one of its properties.",
    )


def _order_enum(left: v.EnumValue, right: Any) -> int:
    """Compare an enumeration: with numbers by number, with texts by the name they are."""
    if type(right) is v.UInt32 or type(right) is v.UInt64:
        raise EngineError(
            "System.InvalidOperationException",
            "An enumeration cannot be compared with an unsigned number.",
            target=right,
            inner="System.InvalidOperationException",
        )
    if _is_number(right) or type(right) is v.Char:
        return compare_numbers(left.value, _as_number(right))
    if type(right) is str:
        other = 0 if not right.strip() else convert(right, type_of(left)).value
        return compare_numbers(left.value, other)
    try:
        return compare_numbers(left.value, convert(right, type_of(left)).value)
    except ConversionError as reason:
        raise _comparison_failure(left, right) from reason


def _order_number(left: Any, right: Any) -> int:
    kind = type(right)
    if kind in why.NUMBERS or kind is bool or kind is v.Char or kind is v.EnumValue:
        return compare_numbers(left, _as_number(right))
    if kind is str:
        return compare_numbers(left, scan_number(right, type_of(left)))
    try:
        return compare_numbers(left, convert(right, type_of(left)))
    except ConversionError as reason:
        raise _comparison_failure(left, right) from reason


def _comparison_failure(left: Any, right: Any) -> EngineError:
    return EngineError(
        "ComparisonFailure",
        f'Could not compare "{to_text(left)}" to "{to_text(right)}".',
        target=right,
        hint="Convert the right side to the type of the left one.",
    )


def hash_key(value: Any, ignore_case: bool = True) -> Any:
    """Return a key under which values that Group-Object and Get-Unique take as equal meet."""
    kind = type(value)
    if kind is str:
        return ("s", value.lower() if ignore_case else value)
    if kind in why.NUMBERS:
        return ("n", value)
    return (kind.__name__, to_text(value).lower() if ignore_case else to_text(value))


class _Ordered:
    """A value that sorts by ``order``, by its text where there is no order."""

    __slots__ = ("ignore_case", "value")

    def __init__(self, value: Any, ignore_case: bool) -> None:
        self.value = value
        self.ignore_case = ignore_case

    def __lt__(self, other: "_Ordered") -> bool:
        return order_for_sorting(self.value, other.value, self.ignore_case) < 0

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Ordered)
            and order_for_sorting(self.value, other.value, self.ignore_case) == 0
        )

    def __hash__(self) -> int:
        return 0


def order_for_sorting(left: Any, right: Any, ignore_case: bool = True) -> int:
    """Return how Sort-Object orders two values: like ``order``, else by their texts."""
    try:
        return order(left, right, ignore_case)
    except EngineError:
        return compare_texts(to_text(left), to_text(right), ignore_case=ignore_case)


def sort_key(value: Any, ignore_case: bool = True) -> Any:
    """Return a key that sorts any mixture of values as Sort-Object does; nulls come first."""
    return _Ordered(value, ignore_case)
