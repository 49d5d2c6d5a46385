"""Closures for the operators of numbers: two Int32 are reckoned in line, all else by the table."""

from collections.abc import Callable
from typing import Any

from smimeadmin.shell.engine.compile_unit import Expression
from smimeadmin.shell.engine.operators import BINARY, add
from smimeadmin.shell.engine.scope import Frame

_MIN, _MAX = -(2**31), 2**31 - 1


def _add(left: Expression, right: Expression, node: Any) -> Expression:
    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        b = right(frame)
        if type(a) is int and type(b) is int:
            result = a + b
            return result if _MIN <= result <= _MAX else float(result)
        return add(a, b)

    return run


def _subtract(left: Expression, right: Expression, node: Any) -> Expression:
    slow = BINARY["-"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        b = right(frame)
        if type(a) is int and type(b) is int:
            result = a - b
            return result if _MIN <= result <= _MAX else float(result)
        return slow(a, b)

    return run


def _multiply(left: Expression, right: Expression, node: Any) -> Expression:
    slow = BINARY["*"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        b = right(frame)
        if type(a) is int and type(b) is int:
            result = a * b
            return result if _MIN <= result <= _MAX else float(result)
        return slow(a, b)

    return run


def _less(left: Expression, right: Expression, node: Any) -> Expression:
    slow = BINARY["-lt"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        b = right(frame)
        return a < b if type(a) is int and type(b) is int else slow(a, b)

    return run


def _greater(left: Expression, right: Expression, node: Any) -> Expression:
    slow = BINARY["-gt"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        b = right(frame)
        return a > b if type(a) is int and type(b) is int else slow(a, b)

    return run


def _equal(left: Expression, right: Expression, node: Any) -> Expression:
    slow = BINARY["-eq"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        b = right(frame)
        return a == b if type(a) is int and type(b) is int else slow(a, b)

    return run


OF_NUMBERS: dict[str, Callable[[Expression, Expression, Any], Expression]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "-lt": _less,
    "-gt": _greater,
    "-eq": _equal,
}
"""Operators whose two sides are often numbers."""


def _add_number(left: Expression, number: int, node: Any) -> Expression:
    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        if type(a) is int:
            result = a + number
            return result if _MIN <= result <= _MAX else float(result)
        return add(a, number)

    return run


def _multiply_number(left: Expression, number: int, node: Any) -> Expression:
    slow = BINARY["*"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        if type(a) is int:
            result = a * number
            return result if _MIN <= result <= _MAX else float(result)
        return slow(a, number)

    return run


def _less_number(left: Expression, number: int, node: Any) -> Expression:
    slow = BINARY["-lt"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        return a < number if type(a) is int else slow(a, number)

    return run


def _at_most_number(left: Expression, number: int, node: Any) -> Expression:
    slow = BINARY["-le"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        return a <= number if type(a) is int else slow(a, number)

    return run


def _greater_number(left: Expression, number: int, node: Any) -> Expression:
    slow = BINARY["-gt"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        return a > number if type(a) is int else slow(a, number)

    return run


def _equal_number(left: Expression, number: int, node: Any) -> Expression:
    slow = BINARY["-eq"]

    def run(frame: Frame, _node: Any = node) -> Any:
        a = left(frame)
        return a == number if type(a) is int else slow(a, number)

    return run


WITH_NUMBER: dict[str, Callable[[Expression, int, Any], Expression]] = {
    "+": _add_number,
    "*": _multiply_number,
    "-lt": _less_number,
    "-le": _at_most_number,
    "-gt": _greater_number,
    "-eq": _equal_number,
}
"""Operators whose right side is a number in the source: one call less."""
