"""``TryParse`` and its like: what a call returns goes into the ``[ref]`` behind its arguments."""

from collections.abc import Callable
from typing import Any

from smimeadmin.shell.engine.errors import ConversionError, MethodCallError


def try_parse(parse: Callable[..., Any], blank: Any) -> Callable[..., bool]:
    """Return a function that parses, stores the value (or ``blank``), and says whether it could."""

    def run(*arguments: Any) -> bool:
        *given, result = arguments
        try:
            result.value = parse(*given)
        except (MethodCallError, ConversionError, ValueError, OverflowError):
            result.value = blank
            return False
        return True

    return run


def getting(get: Callable[..., Any], blank: Callable[..., Any]) -> Callable[..., bool]:
    """Return TryGetValue of a lookup that raises KeyError where there is nothing."""

    def run(owner: Any, *arguments: Any) -> bool:
        *given, result = arguments
        try:
            result.value = get(owner, *given)
        except KeyError:
            result.value = blank(owner)
            return False
        return True

    return run
