"""What dates and spans of time add, subtract, multiply and divide: the operators .NET declares."""

from collections.abc import Callable
from math import copysign, inf
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, to_text
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.types import resolve_type

_SPAN: Final = resolve_type("timespan")


def bad_argument(value: Any) -> EngineError:
    """Return the error for an operand that a declared operator cannot take."""
    return EngineError(
        "MethodArgumentConversionInvalidCastArgument",
        f'Cannot convert argument "{to_text(value)}" for the operator.',
        target=value,
    )


def as_date(value: Any) -> v.DateTime:
    """Return a number as the left operand that DateTime's own operators want."""
    try:
        moment: v.DateTime = convert(value, resolve_type("datetime"))
    except ConversionError as reason:
        raise bad_argument(value) from reason
    return moment


def _moved(left: v.DateTime, right: Any, sign: int) -> v.DateTime:
    try:
        return left.add_ticks(sign * int(convert(right, _SPAN).ticks))
    except OverflowError as reason:
        raise _unrepresentable(right) from reason


def _unrepresentable(value: Any) -> EngineError:
    return EngineError(
        "ArgumentOutOfRangeException",
        "The added or subtracted value results in an un-representable DateTime.",
        target=value,
        inner="System.ArgumentOutOfRangeException",
    )


def _date_plus(left: v.DateTime, right: Any) -> Any:
    try:
        return _moved(left, right, 1)
    except ConversionError as reason:
        raise bad_argument(right) from reason


def _date_minus(left: v.DateTime, right: Any) -> Any:
    if type(right) is v.DateTime:
        return v.TimeSpan(left.ticks - right.ticks)
    if type(right) is v.TimeSpan:
        return _moved(left, right, -1)
    raise EngineError(
        "MethodCountCouldNotFindBest",
        "Cannot find an overload for op_Subtraction and these arguments.",
        target=right,
    )


def _offset_minus(left: v.DateTimeOffset, right: Any) -> Any:
    if type(right) is v.DateTimeOffset:
        return v.TimeSpan(left.utc_ticks - right.utc_ticks)
    return _offset_moved(left, -_span_of(right))


def _offset_plus(left: v.DateTimeOffset, right: Any) -> Any:
    return _offset_moved(left, _span_of(right))


def _offset_moved(left: v.DateTimeOffset, ticks: int) -> v.DateTimeOffset:
    try:
        return v.DateTimeOffset(left.ticks + ticks, left.offset_minutes)
    except OverflowError as reason:
        raise _unrepresentable(left) from reason


def _span_of(right: Any) -> int:
    try:
        return int(convert(right, _SPAN).ticks)
    except ConversionError as reason:
        raise bad_argument(right) from reason


def span_of_ticks(ticks: float) -> v.TimeSpan:
    """Return a span of ticks, rounded; what .NET throws where none is so long."""
    try:
        return v.TimeSpan(round(ticks))
    except (OverflowError, ValueError) as reason:
        if ticks != ticks:  # noqa: PLR0124 - NaN
            raise _thrown("ArgumentException", "TimeSpan does not accept NaN.") from reason
        raise _thrown("OverflowException", "TimeSpan overflowed: it is too long.") from reason


def _thrown(name: str, told: str) -> EngineError:
    return EngineError(name, told, inner=f"System.{name}")


def _factor(right: Any) -> float:
    try:
        return float(convert(right, resolve_type("double")))
    except ConversionError as reason:
        raise bad_argument(right) from reason


def _span_times(left: v.TimeSpan, right: Any) -> Any:
    return span_of_ticks(left.ticks * _factor(right))


def _span_over(left: v.TimeSpan, right: Any) -> Any:
    if type(right) is v.TimeSpan:
        return _quotient(left.ticks, right.ticks)
    return span_of_ticks(_quotient(left.ticks, _factor(right)))


def _quotient(left: float, right: float) -> float:
    """Return ``left / right`` of Doubles: what is divided by zero is infinite, or no number."""
    if right:
        return left / right
    return float("nan") if not left else copysign(inf, left) * copysign(1.0, right)


DECLARED: Final[dict[tuple[type, str], Callable[[Any, Any], Any]]] = {
    (v.DateTime, "+"): _date_plus,
    (v.DateTime, "-"): _date_minus,
    (v.DateTimeOffset, "-"): _offset_minus,
    (v.DateTimeOffset, "+"): _offset_plus,
    (v.TimeSpan, "+"): lambda left, right: span_of_ticks(left.ticks + _span_of(right)),
    (v.TimeSpan, "-"): lambda left, right: span_of_ticks(left.ticks - _span_of(right)),
    (v.TimeSpan, "*"): _span_times,
    (v.TimeSpan, "/"): _span_over,
}
"""The operators by the type of their left side."""
