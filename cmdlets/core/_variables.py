"""What the commands on variables share: finding them, and the errors about them."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Parameter
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.members_table import properties, settable
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
from smimeadmin.shell.engine.types import register_enum

OPTIONS: Final = v.EnumType(
    AUTOMATION + "ScopedItemOptions",
    {"None": 0, "ReadOnly": 1, "Constant": 2, "Private": 4, "AllScope": 8, "Unspecified": 16},
    flags=True,
)
VISIBILITY: Final = v.EnumType(
    AUTOMATION + "SessionStateEntryVisibility", {"Public": 0, "Private": 1}
)
register_enum(OPTIONS)
register_enum(VISIBILITY)
OPTION_NAMES: Final = tuple(OPTIONS.members)


class VariableView:
    """A variable as Get-Variable writes it; its value can be set through it."""

    __slots__ = ("variable",)
    type_name = AUTOMATION + "PSVariable"

    def __init__(self, variable: VariableObject) -> None:
        self.variable = variable

    @property
    def name(self) -> str:
        """Its name."""
        return self.variable.name

    @property
    def value(self) -> Any:
        """Its value."""
        return self.variable.v

    def set_value(self, value: Any) -> None:
        """Give it another value; CommandError VariableNotWritable if it takes none."""
        self.variable.v = value

    def describe(self, text: Any) -> None:
        """Say what it is for."""
        self.variable.description = str(text)

    def set_options(self, words: Any) -> None:
        """Give it other options."""
        apply_options(self.variable, options_of(words))

    @property
    def options(self) -> v.EnumValue:
        """ReadOnly, Constant, Private, AllScope or None."""
        bits = sum(OPTIONS.members[name] for name in self.variable.all_options)
        return v.EnumValue(OPTIONS, bits)

    def __str__(self) -> str:
        return self.type_name


settable(VariableView, "Value", lambda view: view.value, VariableView.set_value)
settable(
    VariableView,
    "Description",
    lambda view: getattr(view.variable, "description", ""),
    VariableView.describe,
)
properties(
    VariableView,
    Name=lambda view: view.name,
    Visibility=lambda _view: VISIBILITY.value("Public"),
    Module=lambda _view: None,
    ModuleName=lambda _view: "",
    Attributes=lambda _view: v.Collection([], AUTOMATION + "PSVariableAttribute"),
)
settable(VariableView, "Options", lambda view: view.options, VariableView.set_options)


class NamesVariables(CoreCmdlet):
    """Declares -Scope and -Force, and finds the scope that is meant."""

    scope: str | None = Parameter("Local, Script, Global, or how many scopes up.", default=None)

    @property
    def where(self) -> Scope:
        """The scope that is written to."""
        here: Scope = self.invocation.frame.scope
        return here if self.scope is None else here.at(self.scope)


def matching(
    scope: Scope,
    pattern: str,
    where: str | None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Iterator[VariableObject]:
    """Yield the variables whose names match, of one scope or of all that are visible."""
    scopes = [scope.at(where)] if where is not None else list(scope.chain())
    found: dict[str, VariableObject] = {}
    for one in scopes:
        for name, variable in one.vars.items():
            if name_matches(name, fold(pattern)) and name.isprintable():
                found.setdefault(name, variable)
    for name in sorted(found):
        if is_wanted(name, include, exclude):
            yield found[name]


def is_wanted(name: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Tell whether a name is like one of a list, if there is one, and like none of the other."""
    if include and not any(name_matches(fold(name), fold(one)) for one in include):
        return False
    return not any(name_matches(fold(name), fold(one)) for one in exclude)


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
    protected = options & {"ReadOnly", "Constant"}
    if protected and type(variable) in {Var, Typed}:
        change_class(variable, ReadOnly)
    elif not protected and type(variable) is ReadOnly:
        change_class(variable, Typed if variable.check is not None else Var)


def options_of(words: Any) -> frozenset[str]:
    """Return the options of a list, or of names joined by commas, in their own spelling.

    CommandError for a word that is none.
    """
    known = {name.lower(): name for name in OPTION_NAMES}
    given = words if isinstance(words, (list, tuple)) else [words]
    texts = [part.strip() for word in given for part in str(word).split(",") if part.strip()]
    for text in texts:
        if text.lower() not in known:
            raise CommandError(
                "CannotConvertArgumentNoMessage",
                f"'{text}' is no option.",
                category="InvalidArgument",
                target=text,
                inner=AUTOMATION + "ParameterBindingException",
                hint=f"Options are {', '.join(OPTION_NAMES[:-1])}.",
            )
    return frozenset(known[text.lower()] for text in texts) - {"None", "Unspecified"}


def change_options(variable: VariableObject, words: Any, *, force: bool) -> None:
    """Give a variable that exists other options; CommandError where that can't be."""
    options = options_of(words)
    before = variable.all_options
    if "Constant" in options and "Constant" not in before:
        raise _cannot_be(variable.name, "VariableCannotBeMadeConstant", "be made constant now")
    if "Constant" in before or ("ReadOnly" in before and not force):
        raise not_writable(variable.name)
    if "AllScope" in before and "AllScope" not in options:
        raise _cannot_be(
            variable.name, "VariableAllScopeOptionCannotBeRemoved", "lose the option AllScope"
        )
    apply_options(variable, options)


def _cannot_be(name: str, error_id: str, what: str) -> CommandError:
    return CommandError(
        error_id,
        f"The variable '{name}' cannot {what}.",
        category="WriteError",
        target=name,
        inner=AUTOMATION + "SessionStateUnauthorizedAccessException",
        hint="Make it anew: Remove-Variable, then New-Variable.",
    )
