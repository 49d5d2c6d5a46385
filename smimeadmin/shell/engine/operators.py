"""The operators of the language, by their names in the tree.

``BINARY`` holds functions of two values, ``UNARY`` of one. Names are in lower case and without the
``i`` of case-insensitive forms: ``+``, ``-eq``, ``-ceq``, ``-notmatch``, ``-f``.
"""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine import operators_text as texts
from smimeadmin.shell.engine.compare import equals, order
from smimeadmin.shell.engine.convert import (
    as_type,
    convert,
    is_type,
    list_items,
    to_bool,
    type_operand,
)
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.limits import listed
from smimeadmin.shell.engine.operators_arithmetic import (
    add,
    divide,
    multiply,
    negate,
    plus,
    remainder,
    subtract,
)
from smimeadmin.shell.engine.operators_bits import bit_not, bit_operator, shift_operator
from smimeadmin.shell.engine.operators_text import match, not_match
from smimeadmin.shell.engine.types import INT32

__all__ = ["BINARY", "UNARY", "add", "match", "not_match", "range_of"]

Binary = Callable[[Any, Any], Any]
_SINGLE: Final = frozenset({str, int, float, bool, type(None)})


def _equality(*, ignore_case: bool, negated: bool) -> Binary:
    def run(left: Any, right: Any) -> Any:
        items = None if type(left) in _SINGLE else list_items(left)
        if items is None:
            return equals(left, right, ignore_case) is not negated
        return [item for item in items if equals(item, right, ignore_case) is not negated]

    return run


def _ordering(test: Callable[[int], bool], *, ignore_case: bool) -> Binary:
    def holds(left: Any, right: Any) -> bool:
        kinds = {type(left), type(right)}
        if kinds & _REAL and (left != left or right != right):  # noqa: PLR0124 - NaN
            order(left, right, ignore_case)
            return False if type(left) is not str else test(order(left, right, ignore_case))
        return test(order(left, right, ignore_case))

    def run(left: Any, right: Any) -> Any:
        if type(left) is int and type(right) is int:
            return test(-1 if left < right else int(left > right))
        items = None if type(left) in _SINGLE else list_items(left)
        if items is None:
            return holds(left, right)
        return [item for item in items if holds(item, right)]

    return run


_REAL: Final = frozenset({float, v.Single})


def _contains(*, ignore_case: bool, negated: bool) -> Binary:
    def run(left: Any, right: Any) -> bool:
        items = None if type(left) in _SINGLE else list_items(left)
        if items is None:
            return equals(left, right, ignore_case) is not negated
        return any(equals(item, right, ignore_case) for item in items) is not negated

    return run


def _in(*, ignore_case: bool, negated: bool) -> Binary:
    contains = _contains(ignore_case=ignore_case, negated=negated)
    return lambda left, right: contains(right, left)


def range_of(left: Any, right: Any) -> Any:
    """Return ``left..right``: whole numbers, or characters if both sides are one each."""
    if _is_character(left) and _is_character(right):
        first, last = ord(left), ord(right)
        step = 1 if first <= last else -1
        return [v.Char(chr(code)) for code in range(first, last + step, step)]
    first = _range_end(left)
    last = _range_end(right)
    step = 1 if first <= last else -1
    return listed(range(first, last + step, step))


def _is_character(value: Any) -> bool:
    return type(value) is v.Char or (type(value) is str and len(value) == 1 and not value.isdigit())


def _range_end(value: Any) -> int:
    if type(value) is str and not value.strip().lstrip("+-").isdigit():
        raise _no_range("System.FormatException", "The text is no whole number.", value)
    if type(value) is v.BigInteger:
        raise _no_range("System.InvalidCastException", "A BigInteger is no end of a range.", value)
    try:
        return int(convert(value, INT32))
    except ConversionError as reason:
        name = {
            "InvalidCastFromStringToInteger": "System.FormatException",
            "InvalidCastIConvertible": "System.OverflowException",
        }.get(reason.error_id, "System.InvalidCastException")
        raise _no_range(name, reason.message, value) from reason


def _no_range(name: str, message: str, value: Any) -> EngineError:
    return EngineError(name, message, target=value, inner=name)


def _is(left: Any, right: Any) -> bool:
    return is_type(left, type_operand(right))


def _is_not(left: Any, right: Any) -> bool:
    return not is_type(left, type_operand(right))


def _as(left: Any, right: Any) -> Any:
    return as_type(left, type_operand(right))


def _and(left: Any, right: Any) -> bool:
    return to_bool(left) and to_bool(right)


def _or(left: Any, right: Any) -> bool:
    return to_bool(left) or to_bool(right)


def _xor(left: Any, right: Any) -> bool:
    return to_bool(left) != to_bool(right)


def _coalesce(left: Any, right: Any) -> Any:
    return right if left is None else left


_ORDERS: Final[dict[str, Callable[[int], bool]]] = {
    "lt": lambda sign: sign < 0,
    "le": lambda sign: sign <= 0,
    "gt": lambda sign: sign > 0,
    "ge": lambda sign: sign >= 0,
}

BINARY: Final[dict[str, Binary]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "%": remainder,
    "..": range_of,
    "-f": texts.format_operator,
    "-join": texts.join,
    "-is": _is,
    "-isnot": _is_not,
    "-as": _as,
    "-and": _and,
    "-or": _or,
    "-xor": _xor,
    "??": _coalesce,
    **{name: bit_operator(name) for name in ("-band", "-bor", "-bxor")},
    **{name: shift_operator(name) for name in ("-shl", "-shr")},
}
for _prefix, _ignores in (("", True), ("c", False)):
    BINARY[f"-{_prefix}eq"] = _equality(ignore_case=_ignores, negated=False)
    BINARY[f"-{_prefix}ne"] = _equality(ignore_case=_ignores, negated=True)
    for _name, _test in _ORDERS.items():
        BINARY[f"-{_prefix}{_name}"] = _ordering(_test, ignore_case=_ignores)
    BINARY[f"-{_prefix}replace"] = texts.replace_operator(ignore_case=_ignores)
    BINARY[f"-{_prefix}split"] = texts.split_operator(ignore_case=_ignores)
    for _negation, _negated in (("", False), ("not", True)):
        _both = {"ignore_case": _ignores, "negated": _negated}
        BINARY[f"-{_prefix}{_negation}like"] = texts.like_operator(**_both)
        BINARY[f"-{_prefix}{_negation}match"] = texts.match_operator(**_both)
        BINARY[f"-{_prefix}{_negation}contains"] = _contains(**_both)
        BINARY[f"-{_prefix}{_negation}in"] = _in(**_both)

UNARY: Final[dict[str, Callable[[Any], Any]]] = {
    "-": negate,
    "+": plus,
    "!": lambda value: not to_bool(value),
    "-not": lambda value: not to_bool(value),
    "-bnot": bit_not,
    "-split": texts.split_unary,
    "-csplit": texts.split_unary,
    "-join": texts.join_unary,
    ",": lambda value: [value],
}
