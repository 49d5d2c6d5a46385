"""Closures for assignments."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Statement,
    Unit,
    captured,
    compile_expression,
    compile_statement,
    expression_of,
    statement_of,
)
from smimeadmin.shell.engine.compile_values import plain_expression, variable_name
from smimeadmin.shell.engine.emitting import listed
from smimeadmin.shell.engine.operators import BINARY, add
from smimeadmin.shell.engine.references import Reference, VariableReference
from smimeadmin.shell.engine.runs_commands import runs_commands
from smimeadmin.shell.engine.scope import Empty, Frame, Var
from smimeadmin.shell.language import ast

_MIN, _MAX = -(2**31), 2**31 - 1
_NOWHERE = frozenset({"null"})


@statement_of(ast.AssignmentStatementAst)
def _statement(node: ast.AssignmentStatementAst, unit: Unit) -> Statement:
    assign = _assignment(node, unit)
    if runs_commands(node):

        def run_command(frame: Frame) -> None:
            assign(frame)

        return run_command

    def run(frame: Frame) -> None:
        assign(frame)
        frame.session.ok = True

    return run


@expression_of(ast.AssignmentStatementAst)
def _assignment(node: ast.AssignmentStatementAst, unit: Unit) -> Expression:
    if node.operator != "=":
        return _compound(node, unit)
    left = node.left
    if isinstance(left, ast.VariableExpressionAst) and fold(left.variable_path.name) in _NOWHERE:
        return _to_null(node, unit)
    plain = plain_expression(node.right)
    if plain is not None:
        return _plain(node, compile_expression(plain, unit), unit)
    return _captured(node, unit)


def _to_null(node: ast.AssignmentStatementAst, unit: Unit) -> Expression:
    run = compile_statement(node.right, unit)

    def throw_away(frame: Frame) -> None:
        kept = frame.out
        frame.out = _ignore
        try:
            run(frame)
        finally:
            frame.out = kept

    return throw_away


def _ignore(value: Any) -> None:
    """Take a value that nobody wants."""


def _plain(node: ast.AssignmentStatementAst, value: Expression, unit: Unit) -> Expression:
    left = node.left
    if isinstance(left, ast.VariableExpressionAst) and left.variable_path.is_unqualified:
        name = variable_name(left.variable_path)
        spelling = left.variable_path.name

        def store(frame: Frame, _node: Any = node) -> Any:
            new = value(frame)
            if type(new) is range:
                new = listed(new)
            try:
                frame.vars[name].v = new
            except KeyError:
                frame.scope.assign(name, new, spelling)
            return new

        return store
    reference = Reference.of(left, unit)
    return lambda frame, _node=node: reference.store(frame, value(frame))


def _captured(node: ast.AssignmentStatementAst, unit: Unit) -> Expression:
    """Compile the assignment of what commands write."""
    run = compile_statement(node.right, unit)
    reference = Reference.of(node.left, unit)

    def store(frame: Frame, _node: Any = node) -> Any:
        output = captured(run, frame)
        if len(output) == 1:
            return reference.store(frame, output[0])
        if output:
            return reference.store(frame, output)
        reference.store(frame, None)
        if isinstance(reference, VariableReference) and reference.where is None:
            variable = frame.vars.get(reference.name)
            if type(variable) is Var:
                variable.__class__ = Empty
        return None

    return store


def _compound(node: ast.AssignmentStatementAst, unit: Unit) -> Expression:
    plain = plain_expression(node.right)
    if plain is not None:
        value = compile_expression(plain, unit)
    else:
        value = _value_of_statement(node.right, unit)
    if node.operator == "??=":
        return _if_null(node, value, unit)
    if node.operator == "+=" and isinstance(node.left, ast.VariableExpressionAst):
        path = node.left.variable_path
        if path.is_unqualified:
            return _add_to_variable(node, variable_name(path), value, unit)
    return _operate(node, value, BINARY[node.operator[:-1]], unit)


def _value_of_statement(node: ast.Ast, unit: Unit) -> Expression:
    run = compile_statement(node, unit)

    def value(frame: Frame) -> Any:
        output = captured(run, frame)
        return output[0] if len(output) == 1 else output or None

    return value


def _add_to_variable(
    node: ast.AssignmentStatementAst, name: str, value: Expression, unit: Unit
) -> Expression:
    slow = _operate(node, value, add, unit)

    def run(frame: Frame, _node: Any = node) -> Any:
        variable = frame.vars.get(name)
        if variable is None:
            return slow(frame)
        b = value(frame)
        a = variable.v
        if type(a) is int and type(b) is int:
            result: Any = a + b
            if not _MIN <= result <= _MAX:
                result = float(result)
        elif type(a) is float and type(b) is int:
            result = a + b
        else:
            result = add(a, b)
        variable.v = result
        return result

    return run


def _operate(
    node: ast.AssignmentStatementAst,
    value: Expression,
    operator: Callable[[Any, Any], Any],
    unit: Unit,
) -> Expression:
    reference = Reference.of(node.left, unit)

    def run(frame: Frame, _node: Any = node) -> Any:
        before, store = reference.open(frame)
        after = operator(before, value(frame))
        store(after)
        return after

    return run


def _if_null(node: ast.AssignmentStatementAst, value: Expression, unit: Unit) -> Expression:
    reference = Reference.of(node.left, unit)

    def run(frame: Frame, _node: Any = node) -> Any:
        before, store = reference.open(frame)
        if before is not None:
            return before
        new = value(frame)
        store(new)
        return new

    return run
