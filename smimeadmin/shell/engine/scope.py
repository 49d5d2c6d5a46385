"""Scopes, and the variable objects in them.

A scope is a dictionary from folded names to variable objects. What is special about a variable
(typed, read-only, not there any more) is its object's class, which changes in place, so that code
that holds the object keeps working.
"""

from collections.abc import Callable, Iterator
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION

RESULT = "\0result"
"""The variable in which ``return`` of a class's method leaves its value: no script can name it."""

Check = Callable[[Any], Any]
"""Converts or refuses a value that is about to be stored."""


class VariableObject:
    """What all variable objects hold; the subclasses say what ``v`` does with it.

    ``slot`` is the value or whatever makes it; ``check`` the scope of an unset one, the check of a
    typed one; ``options`` a set of ``ReadOnly``, ``Constant``, ``Private``, ``AllScope``.
    """

    __slots__ = ("check", "description", "name", "options", "slot")

    v: Any
    options: frozenset[str]
    description: str

    def __init__(self, name: str, value: Any = None, check: Any = None) -> None:
        self.name = name
        self.slot: Any = value
        self.check: Any = check

    @property
    def all_options(self) -> frozenset[str]:
        """The options; most variables have none."""
        return getattr(self, "options", frozenset())


_value: Any = vars(VariableObject)["slot"]


def change_class(variable: VariableObject, kind: type[VariableObject]) -> None:
    """Make a variable object one of another kind: all have the same layout."""
    variable.__class__ = kind


class Var(VariableObject):
    """An ordinary variable: ``v`` is the slot itself."""

    __slots__ = ()
    v = _value


class Empty(VariableObject):
    """Holds what a pipeline without output leaves: reads as ``$null``, but pipes nothing."""

    __slots__ = ()

    @property
    def v(self) -> Any:
        """Nothing."""
        return None

    @v.setter
    def v(self, value: Any) -> None:
        self.__class__ = Var  # type: ignore[assignment] # one layout
        self.slot = value


class Typed(VariableObject):
    """A variable with a type or validation: ``check`` checks each new value."""

    __slots__ = ()

    @property
    def v(self) -> Any:
        """The value."""
        return self.slot

    @v.setter
    def v(self, value: Any) -> None:
        self.slot = self.check(value)


class ReadOnly(VariableObject):
    """A variable that nobody may write to."""

    __slots__ = ()

    @property
    def v(self) -> Any:
        """The value."""
        return self.slot

    @v.setter
    def v(self, _value: Any) -> None:
        raise not_writable(self.name)


class Lazy(VariableObject):
    """A variable whose value is made at the first read, by the function in ``slot``."""

    __slots__ = ()

    @property
    def v(self) -> Any:
        """The value, made now."""
        value = self.slot()
        self.__class__ = Var  # type: ignore[assignment] # one layout
        self.slot = value
        return value

    @v.setter
    def v(self, value: Any) -> None:
        self.__class__ = Var  # type: ignore[assignment] # one layout
        self.slot = value


class Live(VariableObject):
    """A variable that asks at each read; ``check`` takes what is written, or is None."""

    __slots__ = ()

    @property
    def v(self) -> Any:
        """What the source says now."""
        return self.slot()

    @v.setter
    def v(self, value: Any) -> None:
        if self.check is None:
            raise not_writable(self.name)
        self.check(value)


def not_writable(name: str) -> CommandError:
    """Make the error for a write to a read-only variable."""
    return CommandError(
        "VariableNotWritable",
        f"Cannot overwrite variable {name} because it is read-only or constant.",
        category="WriteError",
        target=name,
        inner=AUTOMATION + "SessionStateUnauthorizedAccessException",
        hint=f"Use another name, or Set-Variable {name} -Force if it is read-only.",
    )


class Scope:
    """One level of variables, functions and aliases.

    ``parent`` is the scope of the caller; ``script`` the nearest scope that ``$script:`` means;
    ``call`` tells about the running command (``CallInfo``), or is None. ``home`` is the outermost
    scope of what the code belongs to: the global one, or a module's; ``came_from`` is set where a
    call led into another home, to the caller's scope.
    """

    __slots__ = (
        "aliases",
        "call",
        "came_from",
        "functions",
        "home",
        "parent",
        "script",
        "strict",
        "vars",
    )
    came_from: "Scope"

    def __init__(
        self, parent: "Scope | None", *, is_script: bool = False, is_home: bool = False
    ) -> None:
        self.vars: dict[str, Any] = {}
        self.parent = parent
        self.script: Scope = self if is_script or parent is None else parent.script
        self.home: Scope = self if is_home or parent is None else parent.home
        self.functions: dict[str, Any] | None = None
        self.aliases: dict[str, Any] | None = None
        self.call: Any = None
        self.strict: str | None = None

    def find(self, name: str) -> Any:
        """Return the variable object of a folded name from here upwards, or None."""
        scope: Scope | None = self
        while scope is not None:
            variable = scope.vars.get(name)
            if variable is not None and (
                scope is self or "Private" not in getattr(variable, "options", ())
            ):
                return variable
            scope = scope.parent
        return None

    def assign(self, name: str, value: Any, spelling: str = "") -> None:
        """Set a variable of this very scope, by its folded name."""
        variable = self.vars.get(name)
        if variable is not None:
            variable.v = value
            return
        if self.parent is not None:
            upper = self.parent.find(name)
            if upper is not None and "AllScope" in getattr(upper, "options", ()):
                upper.v = value
                return
        self.vars[name] = Var(spelling or name, value)

    def put(self, variable: VariableObject) -> None:
        """Put a variable object into this scope, whatever was there."""
        self.vars[fold(variable.name)] = variable

    def inside(self, home: "Scope") -> "Scope":
        """Return the scope that runs last in a home, as seen from here; else the home itself."""
        scope = self
        while scope.home is not home:
            below: Scope | None = scope
            while below is not None and not hasattr(below, "came_from"):
                below = below.parent
            if below is None:
                return home
            scope = below.came_from
        return scope

    def root(self) -> "Scope":
        """Return the global scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def chain(self) -> Iterator["Scope"]:
        """Yield this scope and those above it."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def at(self, where: str) -> "Scope":
        """Return the scope of a ``-Scope`` argument: Local, Script, Global, or a distance."""
        word = where.lower()
        if word in {"local", "private"}:
            return self
        if word == "script":
            return self.script
        if word == "global":
            return self.root()
        if word.isdigit():
            for distance, scope in enumerate(self.chain()):
                if distance == int(word):
                    return scope
            raise CommandError(
                "ArgumentOutOfRange",
                f"There is no scope {where}: the scopes here are fewer.",
                category="InvalidArgument",
                target=where,
                inner=AUTOMATION + "PSArgumentOutOfRangeException",
            )
        raise CommandError(
            "Argument",
            f"'{where}' is not a scope: use Local, Script, Global or a number.",
            category="InvalidArgument",
            target=where,
            inner=AUTOMATION + "PSArgumentException",
        )


class CallInfo:
    """What automatic variables and Get-PSCallStack tell about a running command.

    ``tally`` counts items and errors (``outcome.Tally``) where the code calls Write-Error.
    """

    __slots__ = ("arguments", "block", "invocation", "line", "name", "parameters", "path", "tally")

    def __init__(
        self,
        name: str,
        *,
        block: Any = None,
        invocation: Any = None,
        path: str | None = None,
        line: int = 0,
    ) -> None:
        self.name = name
        self.block = block
        self.invocation = invocation
        self.path = path
        self.line = line
        self.arguments: list[Any] = []
        self.parameters: Any = None
        self.tally: Any = None


class Frame:
    """Where a piece of code runs: its scope, where its output and its streams go.

    ``vars`` is the scope's dictionary, kept at hand since every variable goes through it.
    """

    __slots__ = ("out", "scope", "session", "streams", "vars")

    def __init__(self, session: Any, scope: Scope, out: Callable[[Any], Any], streams: Any) -> None:
        self.session = session
        self.scope = scope
        self.vars = scope.vars
        self.out = out
        self.streams = streams
