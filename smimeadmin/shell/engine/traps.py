"""Blocks with traps."""

from typing import Any

from smimeadmin.shell.engine.catching import ErrorPattern, under_dollar
from smimeadmin.shell.engine.compile_unit import Statement, Unit, compile_statement
from smimeadmin.shell.engine.error_record import TerminatingError
from smimeadmin.shell.engine.faults import as_terminating, report
from smimeadmin.shell.engine.flow import BreakLeave, ContinueLeave, Leave, ReturnLeave
from smimeadmin.shell.engine.scope import Frame, Scope
from smimeadmin.shell.language import ast

_Traps = list[tuple[ErrorPattern, Statement]]


def with_traps(
    statements: list[ast.StatementAst], traps: list[ast.TrapStatementAst], unit: Unit
) -> Statement:
    """Compile a block whose errors go to its traps."""
    steps = [(compile_statement(statement, unit), statement) for statement in statements]
    handlers: _Traps = [
        (
            ErrorPattern([trap.trap_type.type_name.full_name] if trap.trap_type else [], unit),
            compile_statement(trap.body, unit),
        )
        for trap in sorted(traps, key=lambda t: t.trap_type is None)
    ]

    def run(frame: Frame) -> Leave | None:
        for step, node in steps:
            leave = _step(frame, step, node, handlers)
            if leave is not None:
                return leave
        return None

    return run


def _step(frame: Frame, step: Statement, node: Any, handlers: _Traps) -> Leave | None:
    session = frame.session
    depth = session.try_depth
    out = frame.out
    session.try_depth = depth + 1
    try:
        return step(frame)
    except Exception as error:  # noqa: BLE001 - a trap looks at every error
        frame.out = out
        fault = as_terminating(error, node)
    finally:
        session.try_depth = depth
    return _handle(frame, fault, handlers)


def _handle(frame: Frame, fault: TerminatingError, handlers: _Traps) -> Leave | None:
    """Run the first trap that takes the error, in a scope of its own."""
    record = fault.record
    session = frame.session
    for pattern, handler in handlers:
        if not pattern.takes(record):
            continue
        session.ok = False
        inner = Frame(session, Scope(frame.scope), frame.out, frame.streams)
        restore = under_dollar(inner, record.copy())
        session.handled_errors.append(record)
        try:
            leave = handler(inner)
        finally:
            session.handled_errors.pop()
            restore()
        return _after(frame, fault, leave)
    raise fault


def _after(frame: Frame, fault: TerminatingError, leave: Leave | None) -> Leave | None:
    """Go on as the trap said: ``continue``, ``break``, ``return``, or report and go on."""
    if isinstance(leave, ReturnLeave):
        return leave
    if isinstance(leave, BreakLeave):
        raise fault
    if isinstance(leave, ContinueLeave):
        frame.session.remember_error(fault.record)
        return None
    if frame.session.try_depth > 0:
        raise fault
    report(frame, fault.record)
    return None
