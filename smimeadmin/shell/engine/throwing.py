"""What ``throw`` makes of its operand."""

from typing import Any

from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.error_record import RUNTIME, ErrorRecord
from smimeadmin.shell.engine.net_exceptions import NetException


def record_of_thrown(value: Any) -> ErrorRecord:
    """Return the record of a thrown text, exception, record or any other object."""
    inner = bare(value)
    if isinstance(inner, ErrorRecord):
        return inner
    if isinstance(inner, NetException):
        inner.thrown_by_throw = True
        return ErrorRecord(inner, inner.message, "OperationStopped")
    text = to_text(value) if value is not None and value != [] else "ScriptHalted"
    exception = NetException(RUNTIME, text)
    exception.thrown_by_throw = True
    return ErrorRecord(exception, text, "OperationStopped", value)
