"""Methods and properties of .NET types: forms with typed parameters, and the choice among them.

The choice is PowerShell's (PSMethodInvocation): each argument's type is ranked against each
parameter's, earlier arguments weigh more, the most specific form wins among equals.

A form is written ``"string:value int:startIndex -> string"``: types, each with the name that
Get-Member shows, and what the method returns. ``*`` behind the last type repeats it, ``&`` in front
of a type takes a ``[ref]``, ``<T>`` in front of it all marks a method that is generic in .NET.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from smimeadmin.core.objects import Annotated
from smimeadmin.shell.engine.convert import convert, list_items
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.method_faults import FOREIGN, null_given, thrown
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.ranks import NONE, UNRELATED_ARRAYS, conversion_rank, nearer
from smimeadmin.shell.engine.types import OBJECT, array_type, fixed_type, resolve_type, type_of

_REFERENCE: Final = "System.Management.Automation.PSReference"
_GENERIC: Final = "<T> "


class Property:
    """A property: its name, how it is read and set; a hidden one stays unlisted.

    ``type_name`` is what Get-Member shows where no value can be asked.
    """

    __slots__ = ("get", "hidden", "name", "set", "type_name")

    def __init__(
        self,
        name: str,
        get: Callable[[Any], Any],
        set_value: Callable[[Any, Any], None] | None = None,
        *,
        hidden: bool = False,
        type_name: str = "",
    ) -> None:
        self.name = name
        self.get = get
        self.set = set_value
        self.hidden = hidden
        self.type_name = type_name


class Overload:
    """One form of a method, read from its text when it is first looked at."""

    __slots__ = (
        "_read",
        "_text",
        "_types",
        "by_reference",
        "function",
        "is_generic",
        "names",
        "rest",
        "result",
    )

    def __init__(self, parameters: str, function: Callable[..., Any]) -> None:
        self._text = parameters.removeprefix(_GENERIC)
        self.is_generic = self._text is not parameters
        self._read: tuple[str, ...] | None = None
        self._types: tuple[NetType, ...] | None = None
        self.function = function
        self.rest = False
        self.names: tuple[str, ...] = ()
        self.result = ""
        self.by_reference: frozenset[int] = frozenset()

    def _type_names(self) -> tuple[str, ...]:
        if self._read is None:
            front, _, result = self._text.partition("->")
            self.result = result.strip()
            pairs = [word.partition(":") for word in front.split()]
            self.names = tuple(name for _, _, name in pairs)
            kinds = [kind for kind, _, _ in pairs]
            self.rest = bool(kinds) and kinds[-1].endswith("*")
            self.by_reference = frozenset(i for i, k in enumerate(kinds) if k.startswith("&"))
            self._read = tuple(kind.strip("*&") for kind in kinds)
        return self._read

    @property
    def types(self) -> tuple[NetType, ...]:
        """The types of the parameters."""
        if self._types is None:
            self._types = tuple(resolve_type(name) for name in self._type_names())
        return self._types

    @property
    def result_text(self) -> str:
        """The type that the method returns, as Get-Member shows it; empty if it is not said."""
        self._type_names()
        return self.result

    def definition(self, name: str) -> str:
        """Return the form as ``OverloadDefinitions`` shows it."""
        return f"{self.result_text or 'System.Object'} {name}({self.signature()})"

    def accepts(self, count: int) -> bool:
        """Say whether the form takes so many arguments."""
        own = len(self._type_names())
        return count >= own - 1 if self.rest else count == own

    def signature(self) -> str:
        """Return the parameters as Get-Member shows them."""
        shown = []
        for place, net_type in enumerate(self.types):
            text = str(net_type)
            if place in self.by_reference:
                text = f"[ref] {text}"
            if self.rest and place == len(self.types) - 1:
                text = f"Params {text}[]"
            shown.append(f"{text} {self.names[place]}".rstrip())
        return ", ".join(shown)


def convert_argument(value: Any, wanted: NetType) -> Any:
    """Return an argument as a type that only the owner knows (the element of a list)."""
    try:
        return convert(value, wanted)
    except ConversionError as reason:
        raise EngineError(
            "MethodArgumentConversionInvalidCastArgument",
            f"Cannot convert the argument: {reason.message}",
            target=reason.target,
            inner="System.Management.Automation.MethodException",
        ) from reason


class Candidate:
    """A form that takes the arguments, with the rank and the type of each."""

    __slots__ = ("overload", "ranks", "spread", "types")

    def __init__(
        self, overload: Overload, ranks: list[int], types: list[NetType], *, spread: bool
    ) -> None:
        self.overload = overload
        self.ranks = ranks
        self.types = types
        self.spread = spread  # the repeated parameter takes the arguments one by one


class Method:
    """A method: its name as .NET spells it, and its overloads."""

    __slots__ = ("_exact", "name", "overloads")

    def __init__(self, name: str, overloads: Iterable[Overload]) -> None:
        self.name = name
        self.overloads = tuple(overloads)
        self._exact: dict[tuple[type, ...], Callable[..., Any]] = {}

    def call(self, arguments: list[Any], *owner: Any) -> Any:
        """Choose the form for the arguments, convert them, and call it."""
        kinds = tuple(map(type, arguments))
        function = self._exact.get(kinds)
        try:
            if function is not None:
                return function(*owner, *arguments)
            candidate = self.choose(arguments)
            ready = self._ready(candidate, arguments)
            if _needs_nothing(candidate, arguments):
                self._exact[kinds] = candidate.overload.function
            return candidate.overload.function(*owner, *ready)
        except FOREIGN as reason:
            raise thrown(reason) from reason
        except (TypeError, AttributeError) as reason:
            if None not in arguments:
                raise
            raise null_given(self.name) from reason

    def choose(self, arguments: list[Any]) -> Candidate:
        """Return the best form; EngineError MethodCountCouldNotFindBest if none takes them."""
        count = len(arguments)
        fitting = [o for o in self.overloads if o.accepts(count)]
        if len(fitting) == 1 and not fitting[0].rest:
            return self._only(fitting[0], arguments)
        kinds = [None if a is None else type_of(a) for a in arguments]
        candidates = [c for o in fitting if (c := _candidate(o, kinds)) is not None]
        if not candidates:
            raise self._no_overload(count)
        best = candidates[0]
        for other in candidates[1:]:
            if _compare(other, best, arguments) > 0:
                best = other
        return best

    def _only(self, overload: Overload, arguments: list[Any]) -> Candidate:
        """Return the only form, whose arguments are not ranked but tried."""
        for place, argument in enumerate(arguments):
            is_reference = type_of(argument).name == _REFERENCE
            if is_reference == (place in overload.by_reference):
                continue
            if is_reference and overload.types[place].name in {OBJECT.name, _REFERENCE}:
                continue
            wrong = "RefArgumentToNonRefParameterMsg" if is_reference else _NO_REFERENCE
            raise EngineError(
                wrong,
                f'Argument {place + 1} of "{self.name}" '
                + ("must not be a [ref]." if is_reference else "has to be a [ref]: [ref]$name."),
                target=self.name,
            )
        pairs = zip(arguments, overload.types, strict=True)
        ranked = overload.is_generic or len(self.overloads) > 1
        if ranked and not all(_is_possible(a, t) for a, t in pairs):
            raise self._no_overload(len(arguments))
        return Candidate(overload, [], list(overload.types), spread=False)

    def _ready(self, candidate: Candidate, arguments: list[Any]) -> list[Any]:
        """Return the arguments in the types of the form, a repeated parameter's in a row."""
        overload = candidate.overload
        ready: list[Any] = []
        place = 0
        try:
            for place, (argument, wanted) in enumerate(
                zip(arguments, candidate.types, strict=True)
            ):
                by_reference = place in overload.by_reference
                ready.append(argument if by_reference else _argument(argument, wanted))
        except ConversionError as reason:
            raise EngineError(
                "MethodArgumentConversionInvalidCastArgument",
                f'Cannot convert argument {place + 1} of "{self.name}": {reason.message}',
                target=reason.target,
                inner="System.Management.Automation.MethodException",
            ) from reason
        if overload.rest and not candidate.spread:
            ready[-1:] = list_items(ready[-1]) or []
        return ready

    def _no_overload(self, count: int) -> EngineError:
        return EngineError(
            "MethodCountCouldNotFindBest",
            f'Cannot find an overload for "{self.name}" and the argument count: "{count}".',
            target=self.name,
            inner="System.Management.Automation.MethodException",
            hint="; ".join(f"{self.name}({o.signature()})" for o in self.overloads[:4]),
        )


class MethodView:
    """A method that is named and not called: System.Management.Automation.PSMethod.

    ``made`` is the text of the type that a constructor makes.
    """

    __slots__ = ("_call", "made", "method", "static")

    def __init__(
        self, method: Method, call: Callable[[list[Any]], Any], *, static: bool, made: str = ""
    ) -> None:
        self.method = method
        self._call = call
        self.static = static
        self.made = made

    def definitions(self) -> list[str]:
        """Return the forms, one a line."""
        name = self.method.name
        if self.made:
            return [f"{self.made} {name}({o.signature()})" for o in self.method.overloads]
        front = "static " if self.static else ""
        return [front + o.definition(name) for o in self.method.overloads]

    def invoke(self, arguments: list[Any]) -> Any:
        """Call the method."""
        return self._call(arguments)

    def __str__(self) -> str:
        return ", ".join(self.definitions())


_NO_REFERENCE: Final = "NonRefArgumentToRefParameterMsg"


def _is_possible(value: Any, wanted: NetType) -> bool:
    if wanted.name == _REFERENCE or (value is not None and type_of(value).name == _REFERENCE):
        return True
    return bool(conversion_rank(None if value is None else type_of(value), wanted))


def _argument(value: Any, wanted: NetType) -> Any:
    if wanted is OBJECT:
        return value
    return convert(value, wanted)


def _candidate(overload: Overload, kinds: list[NetType | None]) -> Candidate | None:
    """Return the ranks of a form's parameters, or None if an argument can't go to one."""
    types = list(overload.types)
    ranks: list[int] = []
    spread = False
    if overload.rest:
        types, spread = _with_rest(types, kinds)
    for place, (found, wanted) in enumerate(zip(kinds, types, strict=True)):
        by_reference = place in overload.by_reference
        is_reference = found is not None and found.name == _REFERENCE
        if is_reference != by_reference and (by_reference or wanted is not OBJECT):
            return None
        rank = _BY_REFERENCE if by_reference else conversion_rank(found, wanted)
        if rank == NONE:
            return None
        ranks.append(rank)
    return Candidate(overload, ranks, types, spread=spread)


_BY_REFERENCE: Final = 0x11F


def _with_rest(types: list[NetType], kinds: list[NetType | None]) -> tuple[list[NetType], bool]:
    """Return the types of a form with a repeated parameter: as an array, or one by one."""
    element = types[-1]
    if len(kinds) == len(types):
        whole = array_type(element)
        if conversion_rank(kinds[-1], element) <= conversion_rank(kinds[-1], whole):
            return [*types[:-1], whole], False
        return types, True
    return [*types[:-1], *[element] * (len(kinds) - len(types) + 1)], True


def _compare(left: Candidate, right: Candidate, arguments: list[Any]) -> int:
    """Return more than 0 if the left form is better: earlier arguments weigh more."""
    weight = len(arguments)
    better = 0
    for place, argument in enumerate(arguments):
        one, two = left.ranks[place], right.ranks[place]
        if one == two == UNRELATED_ARRAYS:
            one, two = (_element_rank(argument, c.types[place]) for c in (left, right))
        better += ((one > two) - (one < two)) * (weight - place)
    if better:
        return better
    for place in range(weight):
        one, two = left.ranks[place], right.ranks[place]
        better += nearer(one, two, left.types[place], right.types[place]) * (weight - place)
    if better:
        return better
    if left.overload.rest or right.overload.rest:
        if left.spread and right.spread:
            return 1 if len(left.overload.types) > len(right.overload.types) else -1
        return right.spread - left.spread
    return 0


def _element_rank(argument: Any, wanted: NetType) -> int:
    """Return how well the items of an array go to those of another; the first one speaks."""
    if wanted.element is None:
        return UNRELATED_ARRAYS
    found = type_of(argument).element
    if found is OBJECT:
        first = next((item for item in list_items(argument) or () if item is not None), None)
        found = None if first is None else type_of(first)
    return conversion_rank(found, wanted.element)


def _needs_nothing(candidate: Candidate, arguments: list[Any]) -> bool:
    """Say whether arguments of these classes always choose this form, and need no conversion."""
    if candidate.overload.rest or candidate.overload.by_reference:
        return False
    for argument, wanted in zip(arguments, candidate.types, strict=True):
        kind = type(argument)
        found = fixed_type(kind)
        if found is None or kind is Annotated:
            return False
        if found is not wanted and wanted is not OBJECT and wanted.name not in found.ancestors:
            return False
    return True
