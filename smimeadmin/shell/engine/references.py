"""What can stand left of ``=``: variables, members, elements, and lists of them."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine.compile_unit import (
    Unit,
    compile_expression,
)
from smimeadmin.shell.engine.compile_values import look_up, plain_expression, variable_name
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.drives import drive_reader, drive_writer
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.members import (
    get_index,
    get_member,
    set_index,
    set_member,
    set_static_member,
    static_member,
)
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import Frame, Typed, Var
from smimeadmin.shell.engine.type_names import as_type_value
from smimeadmin.shell.engine.validation import constraint_of
from smimeadmin.shell.language import ast

Store = Callable[[Any], Any]


class Reference:
    """A place that values are read from and stored in.

    ``open`` computes the place once (owner, index) and returns the value there and a function that
    stores a new one; ``store`` only stores.
    """

    def open(self, frame: Frame) -> tuple[Any, Store]:
        """Return the present value, and what stores another in the same place."""
        raise NotImplementedError

    def store(self, frame: Frame, value: Any) -> Any:
        """Store a value; return what is stored now."""
        self.open(frame)[1](value)
        return value

    def as_ref(self, _frame: Frame) -> Any:
        """Return the ``[ref]`` object of this place."""
        raise EngineError("NonExistingVariableReference", "[ref] can only be applied to variables.")

    @classmethod
    def of(cls, node: ast.Ast, unit: Unit) -> "Reference":
        """Return the reference that an expression stands for."""
        if isinstance(node, ast.VariableExpressionAst):
            return _variable_reference(node)
        if isinstance(node, ast.MemberExpressionAst):
            return MemberReference(node, unit)
        if isinstance(node, ast.IndexExpressionAst):
            return IndexReference(node, unit)
        if isinstance(node, ast.ArrayLiteralAst):
            return ListReference([cls.of(element, unit) for element in node.elements])
        if isinstance(node, ast.AttributedExpressionAst):
            return TypedReference(node, unit)
        if isinstance(node, ast.ParenExpressionAst):
            inner = plain_expression(node.pipeline)
            if inner is not None:
                return cls.of(inner, unit)
        raise EngineError("InvalidLeftHandSide", f"'{node.text}' cannot be assigned to.")


def _variable_reference(node: ast.VariableExpressionAst) -> Reference:
    path = node.variable_path
    if path.drive is not None:
        return DriveReference(path.drive, path.name)
    return VariableReference(variable_name(path), path.name, path.scope, node)


_PRIVATE = frozenset({"Private"})


class VariableReference(Reference):
    """A variable of the running scope, or of the one that its prefix names."""

    def __init__(self, name: str, spelling: str, where: str | None, node: Any) -> None:
        self.name = name
        self.spelling = spelling
        self.where = where
        self.node = node

    def open(self, frame: Frame) -> tuple[Any, Store]:
        """Read the variable, the callers' if there is none here; store it here."""
        scope = frame.scope if self.where is None else frame.scope.at(self.where)
        variable = scope.vars.get(self.name)
        value = look_up(frame, self.name, self.node) if variable is None else variable.v
        return value, lambda new: self.store(frame, new)

    def store(self, frame: Frame, value: Any) -> Any:
        """Set the variable."""
        scope = frame.scope if self.where is None else frame.scope.at(self.where)
        variable = scope.vars.get(self.name)
        if variable is None:
            scope.assign(self.name, value, self.spelling)
            if self.where is not None and self.where.lower() == "private":
                scope.vars[self.name].options = _PRIVATE
            return value
        variable.v = value
        return variable.v

    def as_ref(self, _frame: Frame) -> Any:
        """Return an object whose Value is the variable's."""
        variable = _frame.scope.find(self.name)
        if variable is None:
            _frame.scope.assign(self.name, None, self.spelling)
            variable = _frame.vars[self.name]
        return RefObject(variable)


class RefObject:
    """``[ref]$x``: reads and writes a variable through ``Value``."""

    __slots__ = ("variable",)
    type_name = "System.Management.Automation.PSReference"

    def __init__(self, variable: Any) -> None:
        self.variable = variable

    @property
    def value(self) -> Any:
        """The variable's value."""
        return self.variable.v

    @value.setter
    def value(self, new: Any) -> None:
        self.variable.v = new


class DriveReference(Reference):
    """``$env:NAME`` and what else lives on a drive."""

    def __init__(self, drive: str, name: str) -> None:
        self._read = drive_reader(drive, name)
        self._write = drive_writer(drive, name)

    def open(self, frame: Frame) -> tuple[Any, Store]:
        """Read the drive's item."""
        return self._read(frame), lambda value: self._write(frame, value)


class MemberReference(Reference):
    """A property: ``$a.b``, ``[T]::B``."""

    def __init__(self, node: ast.MemberExpressionAst, unit: Unit) -> None:
        self.target = compile_expression(node.expression, unit)
        self.member = compile_expression(node.member, unit)
        self.static = node.static
        self.node = node

    def open(self, frame: Frame) -> tuple[Any, Store]:
        """Read the property of the owner."""
        owner = self.target(frame)
        name = to_text(self.member(frame))
        if self.static:
            net_type = as_type_value(owner)
            return (
                static_member(net_type, name),
                lambda value: set_static_member(net_type, name, value),
            )
        return get_member(owner, name), lambda value: set_member(owner, name, value)

    def store(self, frame: Frame, value: Any) -> Any:
        """Set the property."""
        owner = self.target(frame)
        name = to_text(self.member(frame))
        if self.static:
            set_static_member(as_type_value(owner), name, value)
        elif type(owner) is PropertyBag and owner.extras is None and owner.has(name):
            owner.values[owner.shape.index[fold(name)]] = value
        else:
            set_member(owner, name, value)
        return value


class IndexReference(Reference):
    """An element: ``$a[0]``, ``$h['k']``."""

    def __init__(self, node: ast.IndexExpressionAst, unit: Unit) -> None:
        self.target = compile_expression(node.target, unit)
        self.index = compile_expression(node.index, unit)

    def open(self, frame: Frame) -> tuple[Any, Store]:
        """Read the element."""
        owner = self.target(frame)
        index = self.index(frame)
        return get_index(owner, index), lambda value: set_index(owner, index, value)

    def store(self, frame: Frame, value: Any) -> Any:
        """Set the element."""
        set_index(self.target(frame), self.index(frame), value)
        return value


class ListReference(Reference):
    """``$a, $b = ...``: one value each, the rest to the last."""

    def __init__(self, parts: list[Reference]) -> None:
        self.parts = parts

    def open(self, frame: Frame) -> tuple[Any, Store]:
        """Read all; ``+=`` on a list of variables is not a thing."""
        values = [part.open(frame)[0] for part in self.parts]
        return values, lambda value: self.store(frame, value)

    def store(self, frame: Frame, value: Any) -> Any:
        """Deal the items out."""
        items = list(value) if isinstance(value, (list, range, tuple)) else [value]
        last = len(self.parts) - 1
        for place, part in enumerate(self.parts):
            if place < last:
                part.store(frame, items[place] if place < len(items) else None)
            else:
                rest = items[place:]
                part.store(frame, rest[0] if len(rest) == 1 else rest or None)
        return value


class TypedReference(Reference):
    """``[int]$x = ...``: the variable keeps the type, and checks what it is given."""

    def __init__(self, node: ast.AttributedExpressionAst, unit: Unit) -> None:
        attributes = []
        inner: ast.Ast = node
        while isinstance(inner, ast.AttributedExpressionAst):
            attributes.append(inner.attribute)
            inner = inner.child
        self.inner = Reference.of(inner, unit)
        self.check = constraint_of(attributes, unit)

    def open(self, frame: Frame) -> tuple[Any, Store]:
        """Read what is there."""
        return self.inner.open(frame)[0], lambda value: self.store(frame, value)

    def store(self, frame: Frame, value: Any) -> Any:
        """Convert, and make the variable a typed one."""
        inner = self.inner
        if not isinstance(inner, VariableReference):
            return inner.store(frame, self.check(frame, value))
        scope = frame.scope if inner.where is None else frame.scope.at(inner.where)
        checked = self._checked(frame, value)
        variable = scope.vars.get(inner.name)
        if type(variable) is Var or variable is None:
            check = self._checked
            scope.put(Typed(inner.spelling, checked, lambda new: check(frame, new)))
            scope.vars[inner.name] = scope.vars.pop(fold(inner.spelling))
        else:
            variable.v = checked
            if type(variable) is Typed:
                check = self._checked
                variable.check = lambda new: check(frame, new)
        return checked

    def _checked(self, frame: Frame, value: Any) -> Any:
        """Convert and check; outside of functions a variable says itself what does not fit."""
        try:
            return self.check(frame, value)
        except ConversionError as reason:
            if frame.scope.script is not frame.scope:
                raise
            raise CommandError(
                "RuntimeException",
                reason.message,
                category="MetadataError",
                target=reason.target,
                inner=AUTOMATION + "ArgumentTransformationMetadataException",
            ) from reason
