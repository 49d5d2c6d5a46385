"""The tables of members: which properties and methods a value has. What is not here is not there.

A property is a function of its owner, and one that sets if it can be set. A method is a list of
forms (``overloads`` says how they are written).
"""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.overloads import Method, Overload, Property

PROPERTIES: Final[dict[type, dict[str, Property]]] = {}
METHODS: Final[dict[type, dict[str, Method]]] = {}
STATIC_PROPERTIES: Final[dict[str, dict[str, Property]]] = {}
STATIC_METHODS: Final[dict[str, dict[str, Method]]] = {}
ANY_PROPERTIES: Final[dict[str, Property]] = {}
ANY_METHODS: Final[dict[str, Method]] = {}

Forms = list[tuple[str, Callable[..., Any]]]


def properties(*classes: type, **getters: Callable[[Any], Any]) -> None:
    """Give classes properties that can be read."""
    for cls in classes:
        table = PROPERTIES.setdefault(cls, {})
        for name, get in getters.items():
            table[fold(name)] = Property(name, get)


def settable(
    cls: type, name: str, get: Callable[[Any], Any], set_value: Callable[[Any, Any], None]
) -> None:
    """Give a class a property that can be read and set."""
    PROPERTIES.setdefault(cls, {})[fold(name)] = Property(name, get, set_value)


def methods(*classes: type, **forms: Forms) -> None:
    """Give classes methods: names with lists of (parameter types, function of owner and them)."""
    for cls in classes:
        table = METHODS.setdefault(cls, {})
        for name, pairs in forms.items():
            table[fold(name)] = Method(name, [Overload(types, call) for types, call in pairs])


def static_methods(type_name: str, **forms: Forms) -> None:
    """Give a type static methods; ``new`` is its constructor."""
    table = STATIC_METHODS.setdefault(type_name, {})
    for name, pairs in forms.items():
        table[fold(name)] = Method(name, [Overload(types, call) for types, call in pairs])


def static_properties(type_name: str, **getters: Callable[[Any], Any]) -> None:
    """Give a type static properties: functions that are given the type."""
    table = STATIC_PROPERTIES.setdefault(type_name, {})
    for name, get in getters.items():
        table[fold(name)] = Property(name, get)


def inherit(child: type, parent: type) -> None:
    """Give a class what another one has; call it after the parent's members were declared."""
    PROPERTIES[child] = {**PROPERTIES.get(parent, {}), **PROPERTIES.get(child, {})}
    METHODS[child] = {**METHODS.get(parent, {}), **METHODS.get(child, {})}


def net_exception(name: str, message: str, target: Any = None) -> MethodCallError:
    """Return what a .NET method throws; the id is the exception's own name."""
    short = name.rsplit(".", 1)[-1]
    full = name if "." in name else f"System.{name}"
    return MethodCallError(short, message, target=target, inner=full)


def out_of_range(what: str) -> MethodCallError:
    """Return ArgumentOutOfRangeException."""
    return net_exception("ArgumentOutOfRangeException", f"{what} is out of range.")


def parsing_call(parse: Callable[[str], Any]) -> Callable[..., Any]:
    """Return a static Parse: what the text is not raises FormatException."""

    def run(text: str, *_culture: Any) -> Any:
        try:
            return parse(text)
        except (ValueError, OverflowError) as reason:
            raise net_exception("FormatException", str(reason), text) from reason

    return run
