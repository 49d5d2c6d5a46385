"""Closures for definitions: functions, ``using``, ``data``."""

from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.blocks import BlockCode, ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.compile_unit import (
    Statement,
    Unit,
    captured,
    compile_statement,
    joined,
    statement_of,
)
from smimeadmin.shell.engine.flow import Leave
from smimeadmin.shell.engine.scope import Frame, Scope
from smimeadmin.shell.language import ast


@statement_of(ast.FunctionDefinitionAst)
def _function(node: ast.FunctionDefinitionAst, unit: Unit) -> Statement:
    where, _, short = node.name.rpartition(":")
    kind = "Filter" if node.is_filter else "Function"
    code = BlockCode(node.body, unit, name=short, head=node.parameters, is_filter=node.is_filter)

    aliases = _aliases_of(node)

    def define(frame: Frame) -> None:
        block = ScriptBlock(code, frame.session, None, frame.scope.home)
        info = CommandInfo(short, kind, block, advanced=False)
        scope = _scope_of(frame, where)
        frame.session.registry.define(info, scope)
        for alias in aliases:
            frame.session.registry.set_alias(alias, short, scope)
        frame.session.ok = True

    return define


def _aliases_of(node: ast.FunctionDefinitionAst) -> list[str]:
    """Return the names that ``[Alias()]`` above the parameters gives the function."""
    block = node.body.param_block
    return [
        str(argument.value)
        for attribute in (block.attributes if block is not None else ())
        if attribute.type_name.full_name.lower() == "alias"
        for argument in attribute.positional_arguments
        if isinstance(argument, ast.StringConstantExpressionAst)
    ]


def _scope_of(frame: Frame, where: str) -> Scope:
    return frame.scope.at(where) if where else frame.scope


@statement_of(ast.UsingStatementAst)
def _using(_node: ast.UsingStatementAst, _unit: Unit) -> Statement:
    """Compile to nothing: ``using`` was read when its unit was."""
    return lambda _frame: None


@statement_of(ast.DataStatementAst)
def _data(node: ast.DataStatementAst, unit: Unit) -> Statement:
    run = compile_statement(node.body, unit)
    name = node.variable

    def fill(frame: Frame) -> Leave | None:
        if name is None:
            return run(frame)
        value: Any = joined(captured(run, frame))
        frame.scope.assign(fold(name), value, name)
        return None

    return fill
