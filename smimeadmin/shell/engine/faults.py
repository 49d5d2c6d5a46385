"""What happens when a statement fails: to the next statement, to the ``catch``, or to the top."""

from types import TracebackType
from typing import Any

from smimeadmin.shell.engine.call_trace import script_stack_trace
from smimeadmin.shell.engine.error_record import (
    BindingError,
    ErrorRecord,
    TerminatingError,
    record_of,
)
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.invocation_info import InvocationInfo
from smimeadmin.shell.engine.scope import Frame

_QUIET = frozenset({"silentlycontinue", "ignore"})


def position_of(traceback: TracebackType | None) -> Any:
    """Return the syntax node of the innermost closure that a traceback went through, or None."""
    found = None
    while traceback is not None:
        node = traceback.tb_frame.f_locals.get("_node")
        if node is not None:
            found = node
        traceback = traceback.tb_next
    return found


def as_terminating(error: Exception, statement: Any) -> TerminatingError:
    """Turn what a statement raised into an error that carries its record and place."""
    if isinstance(error, TerminatingError):
        if error.record.position is None:
            error.record.position = statement
        _place(error.record)
        if error.record.script_stack_trace is None:
            error.record.script_stack_trace = script_stack_trace(error.__traceback__)
        return error
    if isinstance(error, RecursionError):
        error = call_depth_overflow()
    place = position_of(error.__traceback__)
    record = record_of(error, in_command=False)
    known = error.node if isinstance(error, BindingError) else None
    record.position = known or place or statement
    record.script_stack_trace = script_stack_trace(error.__traceback__)
    _place(record)
    fault = TerminatingError(record, ends_script=False)
    fault.__cause__ = error
    return fault


def _place(record: ErrorRecord) -> None:
    """Give an error of the script itself the place where it happened (InvocationInfo)."""
    if record.invocation_info is None and record.position is not None:
        record.invocation_info = InvocationInfo(
            None, record.position, (0, 0), piped=False, name=record.command
        )


def call_depth_overflow() -> EngineError:
    """Make the error for a recursion without end."""
    return EngineError(
        "CallDepthOverflow",
        "The script failed because its calls are nested too deep.",
        hint="Look for a function that calls itself without an end.",
        inner="System.Management.Automation.ScriptCallDepthException",
    )


def preference(frame: Frame, name: str) -> str:
    """Return the folded value of a preference variable (its folded name) as the frame sees it."""
    variable = frame.scope.find(name)
    return "" if variable is None else str(variable.v).lower()


def settle(frame: Frame, error: Exception, statement: Any) -> None:
    """Deal with a statement that failed: raise further, or report and let the next one run."""
    session = frame.session
    session.ok = False
    fault = as_terminating(error, statement)
    if session.try_depth > 0 or (session.depth > 1 and fault.is_too_deep):
        raise fault  # too deep: else each level would go on and fall again
    action = preference(frame, "erroractionpreference")
    if fault.ends_script and not (action in _QUIET and fault.record.cause is None):
        raise fault
    if action == "stop":
        fault.ends_script = True
        raise fault
    if action == "ignore":
        return
    report(frame, fault.record, shown=action not in _QUIET)


def report(frame: Frame, record: ErrorRecord, *, shown: bool = True) -> None:
    """Enter an error that nobody caught into ``$Error``, and show it."""
    frame.session.remember_error(record)
    if shown:
        frame.session.outcome.note_uncaught(record)
        frame.streams.error(record)
