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
from smimeadmin.shell.engine.limits import listed
from smimeadmin.shell.engine.operators import BINARY, add
from smimeadmin.shell.engine.references import Reference, VariableReference
from smimeadmin.shell.engine.runs_commands import runs_commands
from smimeadmin.shell.engine.scope import Empty, Frame, Var, change_class
from smimeadmin.shell.language import ast

_MIN, _MAX = -(2**31), 2**31 - 1
_NOWHERE = frozenset({"null"})


@statement_of(ast.AssignmentStatementAst)
def _statement(node: ast.AssignmentStatementAst, unit: Unit) -> Statement:
    assign = _assignment(node, unit, in_expression=False)
    if _adds_to_variable(node) and not runs_commands(node):
        return assign  # it sets $? itself
    if runs_commands(node):

        def run_command(frame: Frame) -> None:
            assign(frame)

        return run_command

    def run(frame: Frame) -> None:
        assign(frame)
        frame.session.ok = True

    return run


def _adds_to_variable(node: ast.AssignmentStatementAst) -> bool:
    left = node.left
    return (
        node.operator == "+="
        and isinstance(left, ast.VariableExpressionAst)
        and left.variable_path.is_unqualified
    )


@expression_of(ast.AssignmentStatementAst)
def _value(node: ast.AssignmentStatementAst, unit: Unit) -> Expression:
    return _assignment(node, unit, in_expression=True)


def _assignment(node: ast.AssignmentStatementAst, unit: Unit, *, in_expression: bool) -> Expression:
    if node.operator != "=":
        return _compound(node, unit, in_expression=in_expression)
    left = node.left
    if isinstance(left, ast.VariableExpressionAst) and fold(left.variable_path.name) in _NOWHERE:
        return _to_null(node, unit)
    plain = plain_expression(node.right)
    if plain is not None:
        return _plain(node, compile_expression(plain, unit), unit)
    if isinstance(node.right, ast.AssignmentStatementAst):
        return _plain(node, compile_expression(node.right, unit), unit)
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

    def store_there(frame: Frame, _node: Any = node) -> Any:
        return reference.store(frame, value(frame))

    return store_there


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
                change_class(variable, Empty)
        return None

    return store


def _compound(node: ast.AssignmentStatementAst, unit: Unit, *, in_expression: bool) -> Expression:
    plain = plain_expression(node.right)
    if plain is not None:
        value = compile_expression(plain, unit)
    else:
        value = _value_of_statement(node.right, unit)
    if node.operator == "??=":
        return _if_null(node, value, unit)
    if _adds_to_variable(node) and isinstance(node.left, ast.VariableExpressionAst):
        add_to = _add_to_variable(node, variable_name(node.left.variable_path), value, unit)
        return _returning(add_to, node, unit) if in_expression else add_to
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

    def run(frame: Frame, _node: Any = node) -> None:
        variable = frame.vars.get(name)
        if variable is None:
            slow(frame)
            frame.session.ok = True
            return
        b = value(frame)
        a = variable.v
        if type(a) is int and type(b) is int:
            result: Any = a + b
            variable.v = result if _MIN <= result <= _MAX else float(result)
        elif type(a) is float and type(b) is int:
            variable.v = a + b
        else:
            variable.v = add(a, b)
        frame.session.ok = True

    return run


def _returning(run: Expression, node: ast.AssignmentStatementAst, unit: Unit) -> Expression:
    """Compile ``($x += 1)``: the variable's new value is the expression's."""
    read = compile_expression(node.left, unit)

    def value(frame: Frame) -> Any:
        run(frame)
        return read(frame)

    return value


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
