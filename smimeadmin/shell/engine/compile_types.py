"""Definitions of ``enum`` and ``class``: they enter the table of types when their block begins."""

from smimeadmin.core.names import fold
from smimeadmin.core.values_named import EnumType
from smimeadmin.shell.engine.class_maker import ClassMaker
from smimeadmin.shell.engine.compile_unit import (
    Statement,
    Unit,
    compile_expression,
    statement_of,
)
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.type_names import look_up_type
from smimeadmin.shell.engine.types import INT32, register_enum
from smimeadmin.shell.language import ast


@statement_of(ast.TypeDefinitionAst)
def _definition(node: ast.TypeDefinitionAst, unit: Unit) -> Statement:
    if fold(node.kind) == "enum":
        return lambda frame: _define_enum(node, unit, frame)

    def define(frame: Frame) -> None:
        ClassMaker(node, unit, frame).make()

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
