"""Definitions of ``enum`` and ``class``: they enter the table of types when their block begins."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.core.values_named import EnumType
from smimeadmin.shell.engine.compile_unit import (
    Statement,
    Unit,
    compile_expression,
    compile_statement,
    statement_of,
)
from smimeadmin.shell.engine.convert import convert, register_conversion, to_text
from smimeadmin.shell.engine.convert_errors import no_conversion
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.members_table import (
    METHODS,
    STATIC_METHODS,
    STATIC_PROPERTIES,
    settable,
)
from smimeadmin.shell.engine.overloads import Property
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.script_classes import (
    MethodParameter,
    ScriptInstance,
    ScriptMethod,
    ScriptOverload,
    ScriptProperty,
    TypeGetter,
)
from smimeadmin.shell.engine.type_names import look_up_type, type_getter
from smimeadmin.shell.engine.types import INT32, NetType, register_enum, register_type
from smimeadmin.shell.language import ast


@statement_of(ast.TypeDefinitionAst)
def _definition(node: ast.TypeDefinitionAst, unit: Unit) -> Statement:
    if fold(node.kind) == "enum":
        return lambda frame: _define_enum(node, unit, frame)

    def define(frame: Frame) -> None:
        _ClassMaker(node, unit, frame).make()

    return define


def _define_enum(node: ast.TypeDefinitionAst, unit: Unit, frame: Frame) -> None:
    members: dict[str, int] = {}
    following = 0
    numbers = INT32
    for constraint in node.base_types:
        numbers = look_up_type(constraint.type_name.full_name, unit)
    for member in node.members:
        if not isinstance(member, ast.PropertyMemberAst):
            continue
        if member.initial_value is not None:
            following = int(convert(compile_expression(member.initial_value, unit)(frame), numbers))
        members[member.name] = following
        following += 1
    flags = any(fold(a.type_name.name).endswith("flags") for a in node.attributes)
    enum = EnumType(node.name, members, flags=flags, underlying=numbers.python)
    register_enum(enum)


def _getter(constraint: ast.TypeConstraintAst | None, unit: Unit) -> TypeGetter | None:
    return None if constraint is None else type_getter(constraint.type_name, unit)


class _ClassMaker:
    """Makes the type of one class definition."""

    def __init__(self, node: ast.TypeDefinitionAst, unit: Unit, frame: Frame) -> None:
        self.node = node
        self.unit = unit.in_class()
        self.frame = frame
        self.properties: list[ScriptProperty] = []
        self.constructors = ScriptMethod("new")
        self.parent = self._parent()
        parent_class = self.parent.python if self.parent is not None else ScriptInstance
        self.python: type[ScriptInstance] = type(
            node.name, (parent_class,), {"__slots__": (), "type_name": node.name}
        )

    def _parent(self) -> NetType | None:
        for constraint in self.node.base_types:
            net_type = look_up_type(constraint.type_name.full_name, self.unit)
            if isinstance(net_type.python, type) and issubclass(net_type.python, ScriptInstance):
                return net_type
            raise EngineError(
                "NotSupported",
                f"The class {self.node.name} can't derive from [{net_type}]: only from classes "
                "of scripts.",
            )
        return None

    def make(self) -> None:
        """Enter the type, then its members, which may name it."""
        name = self.node.name
        base = "System.Object" if self.parent is None else self.parent.name
        register_type(name, python=self.python, base=base)
        STATIC_METHODS[name] = {"new": _Constructor(self)}
        STATIC_PROPERTIES[name] = {}
        METHODS[self.python] = {}
        for member in self.node.members:
            if isinstance(member, ast.PropertyMemberAst):
                self._add_property(member)
            elif isinstance(member, ast.FunctionMemberAst):
                self._add_method(member)
        register_conversion(name, self._convert)

    def _add_property(self, member: ast.PropertyMemberAst) -> None:
        default = member.initial_value
        declared = ScriptProperty(
            member.name,
            _getter(member.property_type, self.unit),
            None if default is None else compile_expression(default, self.unit),
        )
        if member.is_static:
            self._add_static_property(declared)
            return
        self.properties.append(declared)
        key = declared.folded

        def read(owner: Any) -> Any:
            return owner.values.get(key)

        def write(owner: Any, value: Any) -> None:
            owner.values[key] = declared.fit(value)

        settable(self.python, declared.name, read, write)

    def _add_static_property(self, declared: ScriptProperty) -> None:
        cell = [declared.first_value(self.frame)]

        def write(_owner: Any, value: Any) -> None:
            cell[0] = declared.fit(value)

        STATIC_PROPERTIES[self.node.name][declared.folded] = Property(
            declared.name, lambda _owner: cell[0], write
        )

    def _add_method(self, member: ast.FunctionMemberAst) -> None:
        form = self._form(member)
        if fold(member.name) == fold(self.node.name):
            self.constructors.add(form)
            return
        if member.is_static:
            table: dict[str, Any] = STATIC_METHODS[self.node.name]
        else:
            table = METHODS[self.python]
        method = table.setdefault(fold(member.name), ScriptMethod(member.name))
        method.add(form)

    def _form(self, member: ast.FunctionMemberAst) -> ScriptOverload:
        function = member.function
        parameters = [
            MethodParameter(
                p.name.variable_path.name,
                next(
                    (
                        type_getter(a.type_name, self.unit)
                        for a in p.attributes
                        if isinstance(a, ast.TypeConstraintAst)
                    ),
                    None,
                ),
            )
            for p in function.parameters or []
        ]
        end = function.body.end_block
        return ScriptOverload(
            parameters,
            None if end is None else compile_statement(end, self.unit),
            self.frame,
            result=_getter(member.return_type, self.unit),
            before=self._base_call(member),
        )

    def _base_call(self, member: ast.FunctionMemberAst) -> Callable[[Frame, Any], None] | None:
        parent = self.parent
        if parent is None or fold(member.name) != fold(self.node.name):
            return None
        call = member.base_call
        arguments = [compile_expression(a, self.unit) for a in call.arguments] if call else []
        constructor: Any = STATIC_METHODS[parent.name]["new"]

        def run(frame: Frame, owner: Any) -> None:
            constructor.construct(owner, [argument(frame) for argument in arguments])

        return run

    def fill(self, instance: ScriptInstance) -> None:
        """Give an instance the first values of its properties, the parent's first."""
        if self.parent is not None:
            constructor: Any = STATIC_METHODS[self.parent.name]["new"]
            constructor.maker.fill(instance)
        for declared in self.properties:
            instance.values[declared.folded] = declared.first_value(self.frame)

    def _convert(self, value: Any, net_type: NetType) -> Any:
        """Convert to the class: an instance of it, or a table of its properties' values."""
        inner = bare(value)
        if inner is None or isinstance(inner, self.python):
            return inner
        if isinstance(inner, (v.FoldingDictionary, PropertyBag)):
            instance = STATIC_METHODS[self.node.name]["new"].call([])
            known = {declared.folded: declared for declared in self.properties}
            for name, item in inner.items():
                declared = known.get(fold(to_text(name)))
                if declared is None:
                    raise no_conversion(value, net_type)
                instance.values[declared.folded] = declared.fit(item)
            return instance
        if not self.constructors.overloads:
            raise no_conversion(value, net_type)
        return STATIC_METHODS[self.node.name]["new"].call([value])


class _Constructor(ScriptMethod):
    """``new``: makes an instance, fills it, and runs the constructor that fits."""

    __slots__ = ("maker",)

    def __init__(self, maker: _ClassMaker) -> None:
        super().__init__("new")
        self.maker = maker

    def call(self, arguments: list[Any], *owner: Any) -> Any:
        """Return a new instance."""
        del owner
        instance = self.maker.python()
        self.maker.fill(instance)
        self.construct(instance, arguments)
        return instance

    def construct(self, instance: ScriptInstance, arguments: list[Any]) -> None:
        """Run the constructor on an instance that has its first values."""
        constructors = self.maker.constructors
        if constructors.overloads:
            constructors.call(arguments, instance)
        elif arguments:
            super().call(arguments, instance)
        elif self.maker.parent is not None:
            parent: Any = STATIC_METHODS[self.maker.parent.name]["new"]
            parent.construct(instance, [])
