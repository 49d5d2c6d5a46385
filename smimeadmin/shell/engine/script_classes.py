"""Classes of scripts: instances, and methods that run script code."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.compile_unit import Expression, Statement
from smimeadmin.shell.engine.convert import convert, to_bool, to_text
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.members_table import METHODS
from smimeadmin.shell.engine.net_exceptions import NetException, bases_of
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import Method, Overload
from smimeadmin.shell.engine.scope import RESULT, Frame, Scope, Typed, Var
from smimeadmin.shell.engine.types import INT32, OBJECT

TypeGetter = Callable[[], NetType]
Check = Callable[[Frame, Any], Any]
_VALUE_TYPES: Final = frozenset({"System.ValueType", "System.Enum"})


def own_method(value: Any, name: str) -> Method | None:
    """Return a method that a script's class declares, its own or of a class it derives from."""
    for cls in type(value).__mro__:
        method = METHODS.get(cls, {}).get(name)
        if isinstance(method, ScriptMethod):
            return method
    return None


class ScriptInstance:
    """An object of a script's class; each class has a Python subclass of its own."""

    __slots__ = ("values",)
    type_name = "System.Object"

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def __str__(self) -> str:
        method = own_method(self, "tostring")
        if method is None:
            return self.type_name
        said = method.call([], self)
        return "" if said is None else str(said)

    def __eq__(self, other: object) -> bool:
        method = own_method(self, "equals")
        return self is other if method is None else to_bool(method.call([other], self))

    def __hash__(self) -> int:
        method = own_method(self, "gethashcode")
        return id(self) if method is None else hash(convert(method.call([], self), INT32))

    def compare_to(self, other: Any) -> int | None:
        """Return what the class's ``CompareTo`` says, None if it has none."""
        method = own_method(self, "compareto")
        return None if method is None else int(convert(method.call([other], self), INT32))


class ScriptException(NetException):
    """An exception of a script's class; ``base_name`` is the .NET exception below it."""

    __slots__ = ("values",)
    base_name = "System.Exception"
    own_names: tuple[str, ...] = ()

    def __init__(self) -> None:
        name = self.own_names[0]
        super().__init__(name, f"Exception of type '{name}' was thrown.")
        self.values: dict[str, Any] = {}

    @property
    def type_names(self) -> tuple[str, ...]:
        """The class, those it derives from, and the .NET exceptions below."""
        return (*self.own_names, *bases_of(self.base_name))

    def tell(self, arguments: list[Any]) -> None:
        """Take what a constructor hands to that of the .NET exception: message, inner one."""
        if arguments:
            self.message = to_text(arguments[0])
        if len(arguments) > 1 and isinstance(arguments[1], NetException):
            self.inner_exception = arguments[1]


class MethodParameter:
    """A parameter of a method: its name, its type (None for any), what checks its values."""

    __slots__ = ("check", "folded", "get_type", "name", "type_text")

    def __init__(
        self, name: str, get_type: TypeGetter | None, type_text: str, check: Check | None
    ) -> None:
        self.name = name
        self.folded = fold(name)
        self.get_type = get_type
        self.type_text = fold(type_text)
        self.check = check


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
        static: bool,
        result: TypeGetter | None = None,
        before: Callable[[Frame, Any], None] | None = None,
    ) -> None:
        super().__init__("", self._run_static if static else self.run)
        self._parameters = parameters
        self._body = body
        self._frame = frame
        self._result = result
        self._before = before
        self.names = tuple(p.name for p in parameters)

    @property
    def key(self) -> tuple[str, ...]:
        """The types of the parameters as they are written: forms of one method differ in it."""
        return tuple(p.type_text for p in self._parameters)

    @property
    def types(self) -> tuple[NetType, ...]:
        """The types of the parameters."""
        if self._types is None:
            self._types = tuple(
                OBJECT if p.get_type is None else p.get_type() for p in self._parameters
            )
        return self._types

    @property
    def result_text(self) -> str:
        """The type of the result as Get-Member shows it."""
        return "void" if self._result is None else str(self._result())

    def accepts(self, count: int) -> bool:
        """Say whether the form takes so many arguments."""
        return count == len(self._parameters)

    def _run_static(self, *arguments: Any) -> Any:
        return self.run(None, *arguments)

    def run(self, owner: Any, *arguments: Any) -> Any:
        """Run the code in a scope of its own, with ``$this``; errors always end the method."""
        session = self._frame.session
        scope = Scope(self._frame.scope)
        scope.vars["this"] = Var("this", owner)
        frame = Frame(session, scope, _ignore, self._frame.streams)
        for parameter, argument in zip(self._parameters, arguments, strict=True):
            scope.vars[parameter.folded] = _variable(parameter, argument, frame)
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


def _variable(parameter: MethodParameter, value: Any, frame: Frame) -> Any:
    if parameter.check is None:
        return Var(parameter.name, value)
    check = parameter.check
    return Typed(parameter.name, check(frame, value), lambda new: check(frame, new))


def _ignore(value: Any) -> None:
    """Take what a method's statements write: only ``return`` gives a value."""


class ScriptMethod(Method):
    """A method of a script's class; of a derived class it has the inherited forms too."""

    __slots__ = ()

    def __init__(self, name: str, inherited: Method | None = None) -> None:
        super().__init__(name, () if inherited is None else inherited.overloads)

    def add(self, form: ScriptOverload) -> None:
        """Add a form; it takes the place of an inherited one with the same parameters."""
        others = [
            o for o in self.overloads if not isinstance(o, ScriptOverload) or o.key != form.key
        ]
        self.overloads = (form, *others)
        self._exact.clear()


class ScriptProperty:
    """A property of a class: name, default, what makes its values fit, whether it is hidden."""

    __slots__ = ("check", "default", "folded", "get_type", "hidden", "name")

    def __init__(
        self,
        name: str,
        get_type: TypeGetter | None,
        default: Expression | None,
        check: Check | None,
        *,
        hidden: bool,
    ) -> None:
        self.name = name
        self.folded = fold(name)
        self.get_type = get_type
        self.default = default
        self.check = check
        self.hidden = hidden

    def first_value(self, frame: Frame) -> Any:
        """Return what the property begins with: its default, or the empty value of its type."""
        if self.default is None:
            return self.empty()
        value = self.default(frame)
        return value if self.get_type is None else convert(value, self.get_type())

    def fit(self, frame: Frame, value: Any) -> Any:
        """Return a value that the property may have; EngineError ExceptionWhenSetting else."""
        if self.check is None:
            return value
        try:
            return self.check(frame, value)
        except EngineError as reason:
            raise EngineError(
                "ExceptionWhenSetting",
                f'Exception setting "{self.name}": {reason.message}',
                target=value,
                inner="System.Management.Automation.SetValueInvocationException",
            ) from reason

    def empty(self) -> Any:
        """Return 0 for numbers, false for Booleans, null for everything else."""
        if self.get_type is None:
            return None
        net_type = self.get_type()
        if net_type.definition == "System.Nullable`1" or not _is_value_type(net_type):
            return None
        try:
            return convert(0, net_type)
        except ConversionError:
            return None


def _is_value_type(net_type: NetType) -> bool:
    return net_type.base is not None and net_type.base.name in _VALUE_TYPES
