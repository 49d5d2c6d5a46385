"""Closures for members, method calls and indexes."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag
from smimeadmin.core.values import OrderedDictionary
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Unit,
    compile_expression,
    expression_of,
)
from smimeadmin.shell.engine.compile_values import plain_expression
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.members import (
    find_strictly,
    get_index,
    get_member,
    invoke,
    invoke_static,
    read_member,
    static_member,
)
from smimeadmin.shell.engine.members_table import METHODS
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.script_classes import ScriptException, ScriptInstance
from smimeadmin.shell.engine.type_names import as_type_value, type_getter
from smimeadmin.shell.language import ast


@expression_of(ast.MemberExpressionAst)
def _member(node: ast.MemberExpressionAst, unit: Unit) -> Expression:
    target = compile_expression(node.expression, unit)
    if node.static:
        return _static_member(node, target, unit)
    if not isinstance(node.member, ast.StringConstantExpressionAst):
        return _computed_member(node, target, unit)
    name = str(node.member.value)
    folded = fold(name)
    conditional = node.null_conditional
    counts = not conditional and folded in {"count", "length"}

    def read(frame: Frame, _node: Any = node) -> Any:
        owner = target(frame)
        if type(owner) is PropertyBag and owner.extras is None:
            place = owner.shape.index.get(folded)
            if place is not None:
                return owner.values[place]
        elif owner is None:
            if not conditional and frame.session.strict_mode(frame.scope, "2.0"):
                raise _no_property(name)
            return 0 if counts else None
        if frame.session.any_strict and not conditional:
            return _read_strictly(frame, owner, name)
        return read_member(owner, name)

    return read


def _read_strictly(frame: Frame, owner: Any, name: str) -> Any:
    """Return a property; EngineError PropertyNotFoundStrict if strict mode misses it."""
    if not frame.session.strict_mode(frame.scope, "2.0"):
        return get_member(owner, name)
    found, value = find_strictly(owner, name)
    if not found:
        raise _no_property(name)
    return value


def _no_property(name: str) -> EngineError:
    return EngineError(
        "PropertyNotFoundStrict",
        f"The property '{name}' cannot be found on this object.",
        hint="Verify that the property exists.",
        target=name,
    )


def _computed_member(node: ast.MemberExpressionAst, target: Expression, unit: Unit) -> Expression:
    member = compile_expression(node.member, unit)

    def read(frame: Frame, _node: Any = node) -> Any:
        owner = target(frame)
        name = member(frame)
        if owner is None:
            return None
        return get_member(owner, name if isinstance(name, str) else to_text(name))

    return read


def _static_member(node: ast.MemberExpressionAst, target: Expression, unit: Unit) -> Expression:
    member = compile_expression(node.member, unit)

    def read(frame: Frame, _node: Any = node) -> Any:
        return static_member(as_type_value(target(frame)), to_text(member(frame)))

    return read


@expression_of(ast.InvokeMemberExpressionAst)
def _invoke(node: ast.InvokeMemberExpressionAst, unit: Unit) -> Expression:
    target = compile_expression(node.expression, unit)
    member = compile_expression(node.member, unit)
    arguments = [compile_expression(argument, unit) for argument in node.arguments]
    if node.static:
        return _static_call(target, member, arguments, node)
    conditional = node.null_conditional
    viewed = _viewed_as(node.expression, unit)
    if viewed is not None:
        return _call_of_base(viewed, target, member, arguments, node)

    def call(frame: Frame, _node: Any = node) -> Any:
        owner = target(frame)
        name = member(frame)
        if owner is None:
            if conditional:
                return None
            raise EngineError(
                "InvokeMethodOnNull", "You cannot call a method on a null-valued expression."
            )
        if not isinstance(name, str):
            return _call_value(name, owner, [argument(frame) for argument in arguments])
        session = frame.session
        session.calling = frame
        return invoke(owner, name, [argument(frame) for argument in arguments])

    return call


def _viewed_as(node: ast.Ast, unit: Unit) -> Callable[[], Any] | None:
    """Return the type of ``([Base]$this)``: a call on it takes the method of that class."""
    if not isinstance(node, ast.ParenExpressionAst):
        return None
    inner = plain_expression(node.pipeline)
    if not isinstance(inner, ast.ConvertExpressionAst):
        return None
    return type_getter(inner.attribute.type_name, unit)


def _call_of_base(
    viewed: Callable[[], Any],
    target: Expression,
    member: Expression,
    arguments: list[Expression],
    node: Any,
) -> Expression:
    def call(frame: Frame, _node: Any = node) -> Any:
        owner = target(frame)
        name = to_text(member(frame))
        if owner is None:
            raise EngineError(
                "InvokeMethodOnNull", "You cannot call a method on a null-valued expression."
            )
        frame.session.calling = frame
        given = [argument(frame) for argument in arguments]
        if isinstance(owner, (ScriptInstance, ScriptException)):
            for cls in viewed().python.__mro__:
                method = METHODS.get(cls, {}).get(fold(name))
                if method is not None:
                    return method.call(given, owner)
        return invoke(owner, name, given)

    return call


def _static_call(
    target: Expression, member: Expression, arguments: list[Expression], node: Any
) -> Expression:
    def call(frame: Frame, _node: Any = node) -> Any:
        net_type = as_type_value(target(frame))
        frame.session.calling = frame
        result = invoke_static(
            net_type, to_text(member(frame)), [argument(frame) for argument in arguments]
        )
        if type(result) is ScriptBlock and result.session is None:
            result.session = frame.session
        return result

    return call


def _call_value(name: Any, owner: Any, arguments: list[Any]) -> Any:
    """Call a script block that stands in the place of a method's name."""
    if hasattr(name, "call_method"):
        return name.call_method(owner, arguments)
    return invoke(owner, to_text(name), arguments)


@expression_of(ast.IndexExpressionAst)
def _index(node: ast.IndexExpressionAst, unit: Unit) -> Expression:
    target = compile_expression(node.target, unit)
    index = compile_expression(node.index, unit)
    conditional = node.null_conditional
    if is_key(node.index):
        return _by_key(node, target, index)

    def read(frame: Frame, _node: Any = node) -> Any:
        owner = target(frame)
        place = index(frame) if owner is not None or not conditional else None
        if type(owner) is list and type(place) is int:
            try:
                return owner[place]
            except IndexError:
                if not frame.session.strict_mode(frame.scope, "3.0"):
                    return None
                raise EngineError(
                    "System.IndexOutOfRangeException",
                    f"There is no item {place}: the array has {len(owner)}.",
                    target=place,
                    inner="System.IndexOutOfRangeException",
                ) from None
        if owner is None and conditional:
            return None
        return get_index(owner, place)

    return read


def is_key(node: ast.Ast) -> bool:
    """Tell whether an index is ``[object]5``: a key of an ordered dictionary, never a place."""
    return isinstance(node, ast.ConvertExpressionAst) and node.attribute.type_name.name.lower() in {
        "object",
        "system.object",
    }


def _by_key(node: ast.IndexExpressionAst, target: Expression, index: Expression) -> Expression:
    def read(frame: Frame, _node: Any = node) -> Any:
        owner = target(frame)
        place = index(frame)
        if type(owner) is OrderedDictionary and place is not None:
            return owner.get(place)
        return get_index(owner, place)

    return read
