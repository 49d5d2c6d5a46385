"""Closures for ``try``."""

from typing import Any

from smimeadmin.shell.engine.catching import ErrorPattern, under_dollar
from smimeadmin.shell.engine.compile_unit import Statement, Unit, compile_statement, statement_of
from smimeadmin.shell.engine.error_record import ErrorRecord, TerminatingError
from smimeadmin.shell.engine.faults import as_terminating
from smimeadmin.shell.engine.flow import Leave
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.language import ast

_Handlers = list[tuple[ErrorPattern, Statement]]


@statement_of(ast.TryStatementAst)
def _try(node: ast.TryStatementAst, unit: Unit) -> Statement:
    body = compile_statement(node.body, unit)
    handlers = [
        (
            ErrorPattern([c.type_name.full_name for c in clause.catch_types], unit),
            compile_statement(clause.body, unit),
        )
        for clause in node.catch_clauses
    ]
    guarded = _guarded(body, handlers, node)
    if node.finally_ is None:
        return guarded
    return _with_finally(guarded, compile_statement(node.finally_, unit))


def _guarded(body: Statement, handlers: _Handlers, node: Any) -> Statement:
    def run(frame: Frame) -> Leave | None:
        session = frame.session
        depth = session.try_depth
        out = frame.out
        session.try_depth = depth + 1
        try:
            return body(frame)
        except Exception as error:  # noqa: BLE001 - catch looks at every error
            session.try_depth = depth
            frame.out = out
            fault = as_terminating(error, node)
        finally:
            session.try_depth = depth
        return _handle(frame, fault, handlers)

    return run


def _handle(frame: Frame, fault: TerminatingError, handlers: _Handlers) -> Leave | None:
    session = frame.session
    record = fault.record
    for pattern, handler in handlers:
        if not pattern.takes(record):
            continue
        session.remember_error(record)
        session.ok = False
        shown = _for_typed_catch(fault) if pattern.is_typed else record.copy()
        restore = under_dollar(frame, shown)
        session.handled_errors.append(record)
        try:
            return handler(frame)
        finally:
            session.handled_errors.pop()
            restore()
    raise fault


def _for_typed_catch(fault: TerminatingError) -> ErrorRecord:
    """Return the record that a ``catch [type]`` sees of an error that Stop made terminating.

    It is that of the exception itself: without the name of the command that wrote it.
    """
    record = fault.record
    if not fault.ends_script or record.invocation is None:
        return record.copy()
    error_id = record.fully_qualified_error_id.partition(",")[0]
    twin = ErrorRecord(
        record.exception,
        error_id,
        record.category_info.category,
        record.target_object,
        kind=record.kind,
        hint=record.hint,
        cause=record.cause,
    )
    twin.position = record.position
    return twin


def _with_finally(guarded: Statement, last: Statement) -> Statement:
    def run(frame: Frame) -> Leave | None:
        try:
            leave = guarded(frame)
        except BaseException:
            _run_last(frame, last)
            raise
        return last(frame) or leave

    return run


def _run_last(frame: Frame, last: Statement) -> None:
    """Run ``finally`` while an error or a flow passes; errors in it win."""
    session = frame.session
    depth = session.try_depth
    try:
        last(frame)
    finally:
        session.try_depth = depth
