"""What a method of .NET is said to have thrown where the function behind it raised."""

from typing import Final

from smimeadmin.shell.engine.errors import MethodCallError

_NAMES: Final[dict[type[Exception], str]] = {
    ZeroDivisionError: "DivideByZeroException",
    OverflowError: "OverflowException",
    IndexError: "IndexOutOfRangeException",
    ValueError: "ArgumentException",
}
FOREIGN: Final = (ValueError, OverflowError, IndexError, ZeroDivisionError)
"""The exceptions of Python that stand for one of .NET."""


def null_given(name: str) -> MethodCallError:
    """Return what .NET throws where a method that needs a value is given null."""
    return MethodCallError(
        "ArgumentNullException",
        f"{name} needs a value, and not null.",
        inner="System.ArgumentNullException",
    )


def thrown(reason: Exception) -> MethodCallError:
    """Return what .NET throws where Python raised: the ranges and divisions of the functions."""
    name = next(n for kind, n in _NAMES.items() if isinstance(reason, kind))
    return MethodCallError(name, f"{reason}.".replace("..", "."), inner=f"System.{name}")
