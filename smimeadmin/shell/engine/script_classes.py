"""Classes of scripts: instances, and methods that run script code."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.compile_unit import Expression, Statement
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.members_table import METHODS
from smimeadmin.shell.engine.overloads import Method, Overload
from smimeadmin.shell.engine.scope import RESULT, Frame, Scope, Typed, Var
from smimeadmin.shell.engine.types import NetType

TypeGetter = Callable[[], NetType]


class ScriptInstance:
    """An object of a script's class; each class has a Python subclass of its own."""

    __slots__ = ("values",)
    type_name = "System.Object"

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def __str__(self) -> str:
        for cls in type(self).__mro__:
            method = METHODS.get(cls, {}).get("tostring")
            if method is not None:
                return str(method.call([], self))
        return self.type_name


class MethodParameter:
    """A parameter of a method: its name and type, or None for any."""

    __slots__ = ("folded", "get_type", "name")

    def __init__(self, name: str, get_type: TypeGetter | None) -> None:
        self.name = name
        self.folded = fold(name)
        self.get_type = get_type


class ScriptOverload(Overload):
    """One form of a method: parameters, code, result type.

    ``before`` runs first in a constructor: the base class's own, with arguments of this one.
    """

    __slots__ = ("_before", "_body", "_frame", "_parameters", "_result")

    def __init__(
        self,
        parameters: list[MethodParameter],
        body: Statement | None,
        frame: Frame,
        *,
        result: TypeGetter | None = None,
        before: Callable[[Frame, Any], None] | None = None,
    ) -> None:
        super().__init__("", self.run)
        self._parameters = parameters
        self._body = body
        self._frame = frame
        self._result = result
        self._before = before

    def accepts(self, count: int) -> bool:
        """Say whether the form takes so many arguments."""
        return count == len(self._parameters)

    def ready(self, arguments: list[Any]) -> list[Any]:
        """Return the arguments as the parameters' types; ConversionError if one does not fit."""
        return [
            argument if parameter.get_type is None else convert(argument, parameter.get_type())
            for argument, parameter in zip(arguments, self._parameters, strict=True)
        ]

    def signature(self) -> str:
        """Return the parameters as Get-Member shows them."""
        return ", ".join(
            f"{'Object' if p.get_type is None else p.get_type()} {p.name}" for p in self._parameters
        )

    def run(self, owner: Any, *arguments: Any) -> Any:
        """Run the code in a scope of its own, with ``$this``; errors always end the method."""
        session = self._frame.session
        scope = Scope(self._frame.scope)
        scope.vars["this"] = Var("this", owner)
        for parameter, argument in zip(self._parameters, arguments, strict=True):
            scope.vars[parameter.folded] = _variable(parameter, argument)
        frame = Frame(session, scope, _ignore, self._frame.streams)
        session.depth += 1
        session.try_depth += 1
        try:
            session.check_depth()
            if self._before is not None:
                self._before(frame, owner)
            if self._body is not None:
                self._body(frame)
        finally:
            session.depth -= 1
            session.try_depth -= 1
        left = scope.vars.get(RESULT)
        value = None if left is None else left.v
        if self._result is None or value is None:
            return value
        return convert(value, self._result())


def _variable(parameter: MethodParameter, value: Any) -> Any:
    if parameter.get_type is None:
        return Var(parameter.name, value)
    wanted = parameter.get_type()
    return Typed(parameter.name, value, lambda new: convert(new, wanted))


def _ignore(value: Any) -> None:
    """Take what a method's statements write: only ``return`` gives a value."""


class ScriptMethod(Method):
    """A method of a script's class: the form with the right number of arguments that fit."""

    __slots__ = ("_forms",)

    def __init__(self, name: str) -> None:
        super().__init__(name, ())
        self._forms: list[ScriptOverload] = []

    def add(self, form: ScriptOverload) -> None:
        """Add a form."""
        self._forms.append(form)
        self.overloads = tuple(self._forms)

    def call(self, arguments: list[Any], *owner: Any) -> Any:
        """Choose the form, convert the arguments, run it."""
        fitting = [form for form in self._forms if form.accepts(len(arguments))]
        failure: ConversionError | None = None
        for form in fitting:
            try:
                ready = form.ready(arguments)
            except ConversionError as error:
                failure = error
            else:
                return form.run(owner[0] if owner else None, *ready)
        if failure is not None:
            raise failure
        raise EngineError(
            "MethodCountCouldNotFindBest",
            f'Cannot find an overload for "{self.name}" and the argument count: '
            f'"{len(arguments)}".',
            target=self.name,
        )


class ScriptProperty:
    """A property of a class: name, type, default."""

    __slots__ = ("default", "folded", "get_type", "name")

    def __init__(self, name: str, get_type: TypeGetter | None, default: Expression | None) -> None:
        self.name = name
        self.folded = fold(name)
        self.get_type = get_type
        self.default = default

    def first_value(self, frame: Frame) -> Any:
        """Return what the property begins with: its default, or the empty value of its type."""
        value = None if self.default is None else self.default(frame)
        return self.fit(value) if self.default is not None else self.empty()

    def fit(self, value: Any) -> Any:
        """Return a value as the property's type."""
        return value if self.get_type is None else convert(value, self.get_type())

    def empty(self) -> Any:
        """Return 0 for numbers, false for Booleans, null for everything else."""
        if self.get_type is None:
            return None
        net_type = self.get_type()
        if net_type.base is None or net_type.base.name not in {"System.ValueType", "System.Enum"}:
            return None
        try:
            return convert(0, net_type)
        except ConversionError:
            return None
