"""What the commands on variables share: finding them, and the errors about them."""

from collections.abc import Iterator
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import (
    ReadOnly,
    Scope,
    Typed,
    Var,
    VariableObject,
    change_class,
    not_writable,
)


class VariableView:
    """A variable as Get-Variable writes it."""

    __slots__ = ("_variable",)
    type_name = "System.Management.Automation.PSVariable"
    shown = ("name", "value", "description", "options", "visibility", "module", "module_name")

    def __init__(self, variable: Any) -> None:
        self._variable = variable

    @property
    def name(self) -> str:
        """Its name."""
        return str(self._variable.name)

    @property
    def value(self) -> Any:
        """Its value."""
        return self._variable.v

    @property
    def description(self) -> str:
        """What it is for."""
        return str(getattr(self._variable, "description", ""))

    @property
    def options(self) -> str:
        """ReadOnly, Constant, Private, AllScope or None."""
        return ", ".join(sorted(self._variable.all_options)) or "None"

    @property
    def visibility(self) -> str:
        """Public."""
        return "Public"

    @property
    def module(self) -> None:
        """The module it belongs to: none."""

    @property
    def module_name(self) -> str:
        """Likewise."""
        return ""


def matching(scope: Scope, pattern: str, where: str | None) -> Iterator[VariableObject]:
    """Yield the variables whose names match, of one scope or of all that are visible."""
    scopes = [scope.at(where)] if where is not None else list(scope.chain())
    found: dict[str, VariableObject] = {}
    for one in scopes:
        for name, variable in one.vars.items():
            if name_matches(name, fold(pattern)):
                found.setdefault(name, variable)
    for name in sorted(found):
        yield found[name]


def not_found(name: str) -> CommandError:
    """Make the error for a variable that does not exist."""
    return CommandError(
        "VariableNotFound",
        f"Cannot find a variable with the name '{name}'.",
        category="ObjectNotFound",
        target=name,
        inner=AUTOMATION + "ItemNotFoundException",
    )


def is_wildcard(name: str) -> bool:
    """Tell whether a name is a pattern."""
    return any(char in name for char in "*?[")


def store(variable: VariableObject, value: Any, *, force: bool) -> None:
    """Write a variable, a read-only one only by force."""
    if type(variable) is not ReadOnly:
        variable.v = value
    elif force and "Constant" not in variable.all_options:
        variable.slot = value
    else:
        raise not_writable(variable.name)


def apply_options(variable: VariableObject, options: frozenset[str]) -> None:
    """Give a variable its options; ReadOnly and Constant ones refuse to be written."""
    variable.options = options
    if options & {"ReadOnly", "Constant"} and type(variable) in {Var, Typed}:
        change_class(variable, ReadOnly)


def options_of(words: Any) -> frozenset[str]:
    """Return the options of a list, or of names joined by commas, in their own spelling."""
    known = {name.lower(): name for name in ("ReadOnly", "Constant", "Private", "AllScope", "None")}
    texts = words if isinstance(words, (list, tuple)) else str(words).split(",")
    chosen = {known.get(str(text).strip().lower(), str(text)) for text in texts if text}
    return frozenset(chosen - {"None"})
