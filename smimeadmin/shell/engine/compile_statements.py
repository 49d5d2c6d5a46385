"""Closures for blocks of statements, ``if``, and what leaves a block."""

from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Statement,
    Unit,
    captured,
    compile_expression,
    compile_statement,
    joined,
    statement_of,
)
from smimeadmin.shell.engine.compile_values import compile_value
from smimeadmin.shell.engine.convert import convert, to_bool, to_text
from smimeadmin.shell.engine.error_record import TerminatingError
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.faults import settle
from smimeadmin.shell.engine.flow import (
    BREAK,
    CONTINUE,
    RETURN,
    BreakLeave,
    ContinueLeave,
    ExitFlow,
    Leave,
)
from smimeadmin.shell.engine.scope import RESULT, Frame
from smimeadmin.shell.engine.throwing import record_of_thrown
from smimeadmin.shell.engine.traps import with_traps
from smimeadmin.shell.engine.types import INT32
from smimeadmin.shell.language import ast


def compile_block(
    statements: list[ast.StatementAst], traps: list[ast.TrapStatementAst], unit: Unit
) -> Statement:
    """Compile statements that run one after the other; each that fails is settled by itself."""
    types = [s for s in statements if isinstance(s, ast.TypeDefinitionAst)]
    if types:  # types are there before the first statement runs
        statements = [*types, *(s for s in statements if s not in types)]
    if traps:
        return with_traps(statements, traps, unit)
    if len(statements) == 1:
        return _single(statements[0], unit)
    steps = [(compile_statement(statement, unit), statement) for statement in statements]

    def run(frame: Frame) -> Leave | None:
        for step, node in steps:
            try:
                leave = step(frame)
            except Exception as error:  # noqa: BLE001 - a statement's border: any error is settled
                settle(frame, error, node)
            else:
                if leave is not None:
                    return leave
        return None

    return run


def _single(node: ast.StatementAst, unit: Unit) -> Statement:
    step = compile_statement(node, unit)

    def run(frame: Frame) -> Leave | None:
        try:
            return step(frame)
        except Exception as error:  # noqa: BLE001 - a statement's border: any error is settled
            settle(frame, error, node)
        return None

    return run


@statement_of(ast.StatementBlockAst, ast.NamedBlockAst)
def _block(node: ast.StatementBlockAst | ast.NamedBlockAst, unit: Unit) -> Statement:
    return compile_block(node.statements, node.traps, unit)


@statement_of(ast.TrapStatementAst)
def _trap(_node: ast.TrapStatementAst, _unit: Unit) -> Statement:
    """Compile to nothing: a trap belongs to its block."""
    return lambda _frame: None


@statement_of(ast.IfStatementAst)
def _if(node: ast.IfStatementAst, unit: Unit) -> Statement:
    clauses = [
        (compile_value(condition, unit), compile_statement(body, unit))
        for condition, body in node.clauses
    ]
    otherwise = None if node.else_clause is None else compile_statement(node.else_clause, unit)
    if len(clauses) > 1:
        return _if_chain(clauses, otherwise)
    condition, body = clauses[0]

    def run(frame: Frame) -> Leave | None:
        value = condition(frame)
        if value is True or (value is not False and to_bool(value)):
            return body(frame)
        return None if otherwise is None else otherwise(frame)

    return run


def _if_chain(
    clauses: list[tuple[Expression, Statement]], otherwise: Statement | None
) -> Statement:
    def run(frame: Frame) -> Leave | None:
        for condition, body in clauses:
            value = condition(frame)
            if value is True or (value is not False and to_bool(value)):
                return body(frame)
        return None if otherwise is None else otherwise(frame)

    return run


def _label(node: ast.ExpressionAst | None, unit: Unit) -> str | Expression:
    if node is None:
        return ""
    if isinstance(node, ast.StringConstantExpressionAst):
        return fold(str(node.value))
    return compile_expression(node, unit)


@statement_of(ast.BreakStatementAst)
def _break(node: ast.BreakStatementAst, unit: Unit) -> Statement:
    label = _label(node.label, unit)
    if isinstance(label, str):
        leave = BreakLeave(label) if label else BREAK
        return lambda _frame: leave
    computed = label
    return lambda frame: BreakLeave(fold(to_text(computed(frame))))


@statement_of(ast.ContinueStatementAst)
def _continue(node: ast.ContinueStatementAst, unit: Unit) -> Statement:
    label = _label(node.label, unit)
    if isinstance(label, str):
        leave = ContinueLeave(label) if label else CONTINUE
        return lambda _frame: leave
    computed = label
    return lambda frame: ContinueLeave(fold(to_text(computed(frame))))


@statement_of(ast.ReturnStatementAst)
def _return(node: ast.ReturnStatementAst, unit: Unit) -> Statement:
    if node.pipeline is None:
        return lambda _frame: RETURN
    run = compile_statement(node.pipeline, unit)
    if unit.is_method:
        return _method_result(run)

    def leave(frame: Frame) -> Leave:
        run(frame)
        return RETURN

    return leave


def _method_result(run: Statement) -> Statement:
    def leave(frame: Frame) -> Leave:
        frame.scope.assign(RESULT, joined(captured(run, frame)))
        return RETURN

    return leave


@statement_of(ast.ExitStatementAst)
def _exit(node: ast.ExitStatementAst, unit: Unit) -> Statement:
    value = None if node.pipeline is None else compile_value(node.pipeline, unit)

    def leave(frame: Frame) -> Leave | None:
        code = None if value is None else value(frame)
        try:
            number = 0 if code is None else convert(code, INT32)
        except ConversionError:
            number = 0
        raise ExitFlow(number)

    return leave


@statement_of(ast.ThrowStatementAst)
def _throw(node: ast.ThrowStatementAst, unit: Unit) -> Statement:
    run = None if node.pipeline is None else compile_statement(node.pipeline, unit)

    def throw(frame: Frame, _node: Any = node) -> Leave | None:
        if run is None:
            handled = frame.session.handled_errors
            if node.is_rethrow and handled:
                raise TerminatingError(handled[-1], ends_script=True)
            record = record_of_thrown("ScriptHalted")
        else:
            output = captured(run, frame)
            record = record_of_thrown(output[0] if len(output) == 1 else output)
        if record.position is None:
            record.position = node
        raise TerminatingError(record, ends_script=True)

    return throw
