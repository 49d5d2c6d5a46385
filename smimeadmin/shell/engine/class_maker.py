"""Definitions of ``class``: they enter the table of types when their block begins."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.shell.engine import convert_errors as why
from smimeadmin.shell.engine.compile_unit import Unit, compile_expression, compile_statement
from smimeadmin.shell.engine.convert import register_conversion, to_text
from smimeadmin.shell.engine.errors import EngineError, TypeNameError
from smimeadmin.shell.engine.members_table import (
    METHODS,
    PROPERTIES,
    STATIC_METHODS,
    STATIC_PROPERTIES,
)
from smimeadmin.shell.engine.net_exceptions import exception_names
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import Property
from smimeadmin.shell.engine.scope import Frame, Scope, Var
from smimeadmin.shell.engine.script_classes import (
    MethodParameter,
    ScriptException,
    ScriptInstance,
    ScriptMethod,
    ScriptOverload,
    ScriptProperty,
    TypeGetter,
)
from smimeadmin.shell.engine.type_names import look_up_type, type_getter
from smimeadmin.shell.engine.types import register_type
from smimeadmin.shell.engine.validation import constraint_of
from smimeadmin.shell.language import ast

_EXCEPTIONS: Final = frozenset(exception_names())


def _getter(constraint: ast.TypeConstraintAst | None, unit: Unit) -> TypeGetter | None:
    return None if constraint is None else type_getter(constraint.type_name, unit)


def _is_interface(name: str) -> bool:
    short = name.partition("[")[0].rpartition(".")[2]
    return len(short) > 1 and short[0] == "I" and short[1].isupper()


class ClassMaker:
    """Makes the type of one class definition."""

    def __init__(self, node: ast.TypeDefinitionAst, unit: Unit, frame: Frame) -> None:
        self.node = node
        self.unit = unit.in_class()
        self.frame = frame
        self.properties: list[ScriptProperty] = []
        self.constructors = ScriptMethod("new")
        self.static_start: ScriptOverload | None = None
        self.parent: NetType | None = None
        self.interfaces: list[str] = []
        self._read_bases()
        self.python: type[Any] = self._python_class()

    def _read_bases(self) -> None:
        for place, constraint in enumerate(self.node.base_types):
            name = constraint.type_name.full_name
            try:
                found = look_up_type(name, self.unit)
            except TypeNameError:
                if not _is_interface(name):
                    raise
                continue  # an interface that nothing here asks for
            if place == 0 and self._may_be_parent(found):
                self.parent = found
            elif _is_interface(found.name):
                self.interfaces.append(found.name)
            else:
                raise EngineError(
                    "NotSupported",
                    f"The class {self.node.name} can't derive from [{found}]: only from classes "
                    "of scripts, exceptions and interfaces.",
                )

    @staticmethod
    def _may_be_parent(net_type: NetType) -> bool:
        python = net_type.python
        return net_type.name in _EXCEPTIONS or (
            isinstance(python, type) and issubclass(python, (ScriptInstance, ScriptException))
        )

    def _python_class(self) -> type[Any]:
        name = self.node.name
        below: Any = ScriptInstance if self.parent is None else self.parent.python
        members: dict[str, Any] = {"__slots__": (), "type_name": name}
        if self.parent is not None and self.parent.name in _EXCEPTIONS:
            below = ScriptException
            members["base_name"] = self.parent.name
        if issubclass(below, ScriptException):
            del members["type_name"]  # each instance holds its own
            members["own_names"] = (name, *below.own_names)
        return type(name, (below,), members)

    def make(self) -> None:
        """Enter the type, then its members, which may name it."""
        name = self.node.name
        base = "System.Object" if self.parent is None else self.parent.name
        register_type(name, python=self.python, base=base, interfaces=self.interfaces)
        inherited = {} if self.parent is None else STATIC_METHODS.get(self.parent.name, {})
        STATIC_METHODS[name] = {**inherited, "new": _Constructor(self)}
        STATIC_PROPERTIES[name] = dict(
            {} if self.parent is None else STATIC_PROPERTIES.get(self.parent.name, {})
        )
        METHODS[self.python] = {}
        PROPERTIES[self.python] = {}
        statics = [m for m in self.node.members if isinstance(m, ast.FunctionMemberAst)]
        for method in statics:
            self._add_method(method)
        for member in self.node.members:
            if isinstance(member, ast.PropertyMemberAst):
                self._add_property(member)
        register_conversion(name, self._convert)
        if self.static_start is not None:
            self.static_start.run(None)

    def _add_property(self, member: ast.PropertyMemberAst) -> None:
        default = member.initial_value
        checks: list[ast.AttributeBaseAst] = list(member.attributes)
        if member.property_type is not None:
            checks.append(member.property_type)
        declared = ScriptProperty(
            member.name,
            _getter(member.property_type, self.unit),
            None if default is None else compile_expression(default, self.unit),
            constraint_of(checks, self.unit) if checks else None,
            hidden=member.is_hidden,
        )
        if member.is_static:
            self._add_static_property(declared)
            return
        self.properties.append(declared)
        key = declared.folded
        frame = self.frame

        def read(owner: Any) -> Any:
            return owner.values.get(key)

        def write(owner: Any, value: Any) -> None:
            owner.values[key] = declared.fit(frame, value)

        shown = member.property_type.type_name.full_name if member.property_type else "object"
        PROPERTIES[self.python][key] = Property(
            declared.name, read, write, hidden=declared.hidden, type_name=shown
        )

    def _add_static_property(self, declared: ScriptProperty) -> None:
        cell = [declared.first_value(self.frame)]

        def write(_owner: Any, value: Any) -> None:
            cell[0] = declared.fit(self.frame, value)

        STATIC_PROPERTIES[self.node.name][declared.folded] = Property(
            declared.name, lambda _owner: cell[0], write
        )

    def _add_method(self, member: ast.FunctionMemberAst) -> None:
        form = self._form(member)
        key = fold(member.name)
        if key == fold(self.node.name):
            if member.is_static:
                self.static_start = form
            else:
                self.constructors.add(form)
            return
        table: dict[str, Any]
        table = STATIC_METHODS[self.node.name] if member.is_static else METHODS[self.python]
        method: Any = None if member.is_static else table.get(key)
        if method is None:
            method = table[key] = ScriptMethod(member.name, self._inherited(key, table))
        method.add(form)

    def _inherited(self, key: str, table: dict[str, Any]) -> Any:
        """Return the method of a class below that this one's forms stand beside."""
        if table is STATIC_METHODS[self.node.name]:
            return table.get(key)
        for cls in self.python.__mro__[1:]:
            method = METHODS.get(cls, {}).get(key)
            if isinstance(method, ScriptMethod):
                return method
        return None

    def _form(self, member: ast.FunctionMemberAst) -> ScriptOverload:
        function = member.function
        end = function.body.end_block
        return ScriptOverload(
            [self._parameter(p) for p in function.parameters or []],
            None if end is None else compile_statement(end, self.unit),
            self.frame,
            static=member.is_static,
            result=_getter(member.return_type, self.unit),
            before=self._base_call(member),
        )

    def _parameter(self, node: ast.ParameterAst) -> MethodParameter:
        kinds = [a for a in node.attributes if isinstance(a, ast.TypeConstraintAst)]
        return MethodParameter(
            node.name.variable_path.name,
            _getter(kinds[0], self.unit) if kinds else None,
            kinds[0].type_name.full_name if kinds else "",
            constraint_of(list(node.attributes), self.unit) if node.attributes else None,
        )

    def _base_call(self, member: ast.FunctionMemberAst) -> Callable[[Frame, Any], None] | None:
        parent = self.parent
        if parent is None or fold(member.name) != fold(self.node.name) or member.is_static:
            return None
        call = member.base_call
        arguments = [compile_expression(a, self.unit) for a in call.arguments] if call else []

        def run(frame: Frame, owner: Any) -> None:
            given = [argument(frame) for argument in arguments]
            constructor = STATIC_METHODS[parent.name]["new"]
            if isinstance(constructor, _Constructor):
                constructor.construct(owner, given)
            else:
                owner.tell(given)

        return run

    def fill(self, instance: Any) -> None:
        """Give an instance the first values of its properties, the parent's first."""
        if self.parent is not None:
            constructor = STATIC_METHODS[self.parent.name]["new"]
            if isinstance(constructor, _Constructor):
                constructor.maker.fill(instance)
        if not self.properties:
            return
        scope = Scope(self.frame.scope)
        scope.vars["this"] = Var("this", instance)
        frame = Frame(self.frame.session, scope, self.frame.out, self.frame.streams)
        for declared in self.properties:
            instance.values[declared.folded] = declared.first_value(frame)

    def _convert(self, value: Any, net_type: NetType) -> Any:
        """Convert to the class: an instance of it, or a table of its properties' values."""
        inner = bare(value)
        if inner is None or isinstance(inner, self.python):
            return inner
        forms = self.constructors.overloads
        is_default = not forms or any(form.accepts(0) for form in forms)
        if isinstance(inner, (v.FoldingDictionary, PropertyBag)) and is_default:
            return self._from_table(value, inner, net_type)
        if not any(form.accepts(1) for form in forms):
            raise why.no_conversion(value, net_type)
        try:
            return STATIC_METHODS[self.node.name]["new"].call([value])
        except EngineError as reason:
            raise why.failed(value, net_type, why.CONSTRUCTOR, reason.message) from reason

    def _from_table(self, value: Any, table: Any, net_type: NetType) -> Any:
        instance = STATIC_METHODS[self.node.name]["new"].call([])
        for name, item in table.items():
            known = self._property(fold(to_text(name)))
            if known is None or known.set is None:
                told = f"The property '{to_text(name)}' was not found."
                raise why.failed(value, net_type, why.CREATION, told)
            try:
                known.set(instance, item)
            except EngineError as reason:
                raise why.failed(value, net_type, why.CREATION, reason.message) from reason
        return instance

    def _property(self, key: str) -> Property | None:
        for cls in self.python.__mro__:
            found = PROPERTIES.get(cls, {}).get(key)
            if found is not None:
                return found
        return None


class _Constructor(ScriptMethod):
    """``new``: makes an instance, fills it, and runs the constructor that fits."""

    __slots__ = ("maker",)

    def __init__(self, maker: ClassMaker) -> None:
        super().__init__("new")
        self.maker = maker

    def call(self, arguments: list[Any], *owner: Any) -> Any:
        """Return a new instance."""
        del owner
        instance = self.maker.python()
        self.maker.fill(instance)
        self.construct(instance, arguments)
        return instance

    def construct(self, instance: Any, arguments: list[Any]) -> None:
        """Run the constructor on an instance that has its first values."""
        constructors = self.maker.constructors
        if constructors.overloads:
            constructors.call(arguments, instance)
        elif arguments:
            raise self._no_overload(len(arguments))
        elif self.maker.parent is not None:
            parent = STATIC_METHODS[self.maker.parent.name]["new"]
            if isinstance(parent, _Constructor):
                parent.construct(instance, [])
