"""The tables of members: which properties and methods a value has. What is not here is not there.

A property is a function of its owner, and one that sets if it can be set. A method is a list of
overloads, each with the types of its parameters; the best one is chosen as PowerShell's binder
would, and its arguments are converted.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from smimeadmin.core.names import fold
from smimeadmin.core.values import Char
from smimeadmin.shell.engine.convert import convert, list_items
from smimeadmin.shell.engine.convert_errors import NoConversionError
from smimeadmin.shell.engine.errors import ConversionError, EngineError, MethodCallError
from smimeadmin.shell.engine.types import OBJECT, NetType, array_type, resolve_type, type_of


class Property:
    """A property: its name, how it is read and set; a hidden one stays unlisted."""

    __slots__ = ("get", "hidden", "name", "set")

    def __init__(
        self,
        name: str,
        get: Callable[[Any], Any],
        set_value: Callable[[Any, Any], None] | None = None,
        *,
        hidden: bool = False,
    ) -> None:
        self.name = name
        self.get = get
        self.set = set_value
        self.hidden = hidden


class Overload:
    """One form of a method: parameter types by name, the last one repeated if it ends in ``*``."""

    __slots__ = ("_names", "_types", "function", "rest")

    def __init__(self, parameters: str, function: Callable[..., Any]) -> None:
        names = parameters.split()
        self.rest = bool(names) and names[-1].endswith("*")
        self._names = tuple(name.rstrip("*") for name in names)
        self._types: tuple[NetType, ...] | None = None
        self.function = function

    @property
    def types(self) -> tuple[NetType, ...]:
        """The types of the parameters."""
        if self._types is None:
            self._types = tuple(resolve_type(name) for name in self._names)
        return self._types

    def accepts(self, count: int) -> bool:
        """Say whether the form takes so many arguments."""
        own = len(self._names)
        return count >= own - 1 if self.rest else count == own

    def expected(self, count: int) -> list[NetType]:
        """Return the types for a number of arguments."""
        types = list(self.types)
        if self.rest:
            types[-1:] = [types[-1]] * (count - len(types) + 1)
        return types

    def signature(self) -> str:
        """Return the parameters as Get-Member shows them."""
        shown = [str(t) for t in self.types]
        if self.rest and shown:
            shown[-1] = f"Params {shown[-1]}[]"
        return ", ".join(shown)


class Method:
    """A method: its name as .NET spells it, and its overloads."""

    __slots__ = ("_exact", "name", "overloads")

    def __init__(self, name: str, overloads: Iterable[Overload]) -> None:
        self.name = name
        self.overloads = tuple(overloads)
        self._exact: dict[tuple[type, ...], Overload] = {}

    def call(self, arguments: list[Any], *owner: Any) -> Any:
        """Choose the form for the arguments, convert them, and call it."""
        kinds = tuple(map(type, arguments))
        exact = self._exact.get(kinds)
        if exact is not None:
            return exact.function(*owner, *arguments)
        overload, ready = self._choose(arguments)
        if _fits_as_it_is(overload, arguments):
            self._exact[kinds] = overload
        return overload.function(*owner, *ready)

    def _choose(self, arguments: list[Any]) -> tuple[Overload, list[Any]]:
        count = len(arguments)
        fitting = [o for o in self.overloads if o.accepts(count)]
        spread = self._spread(arguments)
        if spread is not None:
            return spread
        if not fitting:
            raise self._no_overload(count)
        if len(fitting) > 1:
            fitting.sort(key=lambda o: -_closeness(o, arguments))
        failure: ConversionError | None = None
        for overload in fitting:
            try:
                types = overload.expected(count)
                return overload, [_argument(a, t) for a, t in zip(arguments, types, strict=True)]
            except NoConversionError as reason:
                failure = failure or (reason if len(self.overloads) == 1 else None)
            except ConversionError as reason:
                failure = failure or reason
        letters = self._spread_letters(arguments)
        if letters is not None:
            return letters
        if failure is not None:
            raise EngineError(
                "MethodArgumentConversionInvalidCastArgument",
                f'Cannot convert an argument of "{self.name}": {failure.message}',
                target=failure.target,
            ) from failure
        raise self._no_overload(count) from failure

    def _spread(self, arguments: list[Any]) -> tuple[Overload, list[Any]] | None:
        """Return the repeated form when an array stands where its last parameters do."""
        for overload in self.overloads:
            if overload.rest and len(arguments) == len(overload.types):
                items = list_items(arguments[-1])
                if items is not None:
                    element = overload.types[-1]
                    try:
                        last = convert(items, array_type(element))
                        fronts = zip(arguments[:-1], overload.types, strict=False)
                        front = [_argument(a, t) for a, t in fronts]
                    except ConversionError:
                        continue
                    return overload, [*front, *(list_items(last) or [])]
        return None

    def _spread_letters(self, arguments: list[Any]) -> tuple[Overload, list[Any]] | None:
        """Return the repeated form of characters when a text stands for all of them."""
        if len(arguments) == 1 and type(arguments[0]) is str:
            for overload in self.overloads:
                if overload.rest and overload.types[-1].name == "System.Char":
                    return overload, [Char(c) for c in arguments[0]]
        return None

    def _no_overload(self, count: int) -> EngineError:
        return EngineError(
            "MethodCountCouldNotFindBest",
            f'Cannot find an overload for "{self.name}" and the argument count: "{count}".',
            target=self.name,
            hint="; ".join(f"{self.name}({o.signature()})" for o in self.overloads[:4]),
        )


_EXACT: Final = frozenset({str, int, float, bool})


def _fits_as_it_is(overload: Overload, arguments: list[Any]) -> bool:
    """Say whether arguments of these classes always choose this form, and need no conversion."""
    if overload.rest:
        return False
    pairs = zip(arguments, overload.types, strict=True)
    return all(
        type(a) in _EXACT and (type_of(a) is t or (t is OBJECT and len(arguments) == 1))
        for a, t in pairs
    )


def _argument(value: Any, wanted: NetType) -> Any:
    return value if wanted is OBJECT else convert(value, wanted)


_WIDENING: Final = {
    "System.Int32": {"System.Int64": 5, "System.Double": 4, "System.Decimal": 3},
    "System.Int64": {"System.Double": 4, "System.Decimal": 5},
    "System.Single": {"System.Double": 5},
    "System.Char": {"System.Int32": 3, "System.String": 4},
    "System.String": {"System.Char": 2, "System.Char[]": 1},
    "System.Byte": {"System.Int32": 6, "System.Int64": 5},
}


def _closeness(overload: Overload, arguments: list[Any]) -> int:
    """Return how well a form fits: the same type best, then bases, then widening, then the rest."""
    score = 0
    for argument, wanted in zip(arguments, overload.expected(len(arguments)), strict=True):
        found = type_of(argument)
        if found is wanted:
            score += 10
        elif wanted is OBJECT:
            score += 2
        elif wanted.name in found.ancestors:
            score += 8
        else:
            score += _WIDENING.get(found.name, {}).get(wanted.name, 0)
            if found.name == "System.String" and wanted.name == "System.Char":
                score -= 4 if len(argument) != 1 else 0
            if found.is_array and not wanted.is_array and wanted.name != "System.Array":
                score -= 6
            if found.is_array and wanted.is_array:
                score += 5
    return score - overload.rest


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
