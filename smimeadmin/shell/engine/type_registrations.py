"""The engine's own objects as scripts see them: exceptions, records, script blocks, $PSCmdlet."""

from typing import TYPE_CHECKING, Any

from smimeadmin.core import values as v
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.automatic_variables import DefaultParameterValues
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.convert import register_conversion, to_text
from smimeadmin.shell.engine.convert_errors import no_conversion
from smimeadmin.shell.engine.enumerators import Enumerator, InputEnumerator
from smimeadmin.shell.engine.error_record import (
    CategoryInfo,
    ErrorDetails,
    ErrorRecord,
    as_category,
)
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.invocation_info import InvocationInfo
from smimeadmin.shell.engine.late_tables import MEMBERS, STATICS
from smimeadmin.shell.engine.members_running import declare_running
from smimeadmin.shell.engine.members_table import methods, properties, settable, static_methods
from smimeadmin.shell.engine.net_exceptions import NetException, base_of, exception_names
from smimeadmin.shell.engine.references import RefObject
from smimeadmin.shell.engine.streams import (
    DebugRecord,
    HostMessage,
    InformationRecord,
    VerboseRecord,
    WarningRecord,
)
from smimeadmin.shell.engine.text import TEXT, item_text
from smimeadmin.shell.engine.types import (
    find_type,
    is_registered,
    register_class,
    register_type,
    resolve_type,
)
from smimeadmin.shell.language.errors import ParseError

if TYPE_CHECKING:
    from smimeadmin.shell.engine import dynamic_parameters, members_intrinsic, session_state
else:
    dynamic_parameters = at_first_use("smimeadmin.shell.engine.dynamic_parameters")
    members_intrinsic = at_first_use("smimeadmin.shell.engine.members_intrinsic")
    session_state = at_first_use("smimeadmin.shell.engine.session_state")

_PS = "System.Management.Automation."


def load() -> None:
    """Register everything; a second call changes nothing."""
    for name in exception_names():
        _register_exception(name)
    register_class(NetException, _type_of_exception)
    register_type(_PS + "ErrorRecord", python=ErrorRecord)
    register_type(
        _PS + "DefaultParameterDictionary",
        python=DefaultParameterValues,
        base="System.Collections.Hashtable",
    )
    register_type(_PS + "ErrorDetails", python=ErrorDetails)
    register_type(_PS + "ScriptBlock", accelerators=("scriptblock",), python=ScriptBlock)
    register_type(_PS + "PSReference", accelerators=("ref",), python=RefObject)
    register_type(_PS + "PSScriptCmdlet", python=Invocation)
    register_type(_PS + "InvocationInfo", python=InvocationInfo)
    for record in (WarningRecord, VerboseRecord, DebugRecord, InformationRecord, HostMessage):
        register_type(record.type_name, python=record)
    MEMBERS.add(lambda: members_intrinsic.LOADED)
    MEMBERS.add(lambda: session_state.LOADED)
    STATICS.add(lambda: dynamic_parameters.LOADED)
    _declare_exceptions()
    _declare_records()
    declare_running()
    _declare_commands()
    for enumerator in (Enumerator, InputEnumerator):
        register_type(enumerator.type_name, python=enumerator)
    properties(Enumerator, Current=lambda e: e.current)
    methods(Enumerator, MoveNext=[("", Enumerator.move_next)], Reset=[("", Enumerator.reset)])
    TEXT[InputEnumerator] = lambda left: " ".join(item_text(item) for item in left)


def _register_exception(name: str) -> None:
    if is_registered(name) and name != "System.Exception":
        return
    base = base_of(name)
    if name != "System.Exception":
        _register_exception(base)
        register_type(name, base=base)
    short = name.rpartition(".")[2]
    register_conversion(name, _convert_to_exception)
    static_methods(
        name,
        new=[
            ("", lambda: NetException(name, _usual_message(name, short))),
            (f"string:{_FIRST.get(short, 'message')}", lambda text: _made(name, short, text)),
            (
                "string:message System.Exception:innerException",
                lambda text, inner: _made(name, short, text, inner),
            ),
            *(
                [("string:message string:paramName", lambda a, b: _with_parameter(name, a, b))]
                if short in _WITH_PARAMETER
                else []
            ),
        ],
    )


def _convert_to_exception(value: Any, net_type: Any) -> Any:
    """Convert a text to an exception with that message; an exception must be one already."""
    inner = bare(value)
    if isinstance(inner, NetException):
        if inner.is_a(net_type.name):
            return inner
        raise no_conversion(value, net_type)
    return NetException(net_type.name, to_text(value))


_FIRST = {"ArgumentNullException": "paramName", "ArgumentOutOfRangeException": "paramName"}
_WITH_PARAMETER = {
    "ArgumentException": False,
    "ArgumentNullException": True,
    "ArgumentOutOfRangeException": True,
    "ObjectDisposedException": True,
    "FileNotFoundException": False,
}  # whether the name stands before the message
_MESSAGES = {
    "ArgumentNullException": "Value cannot be null.",
    "ArgumentOutOfRangeException": "Specified argument was out of the range of valid values.",
    "ArgumentException": "Value does not fall within the expected range.",
    "InvalidOperationException": "Operation is not valid due to the current state of the object.",
    "NotImplementedException": "The method or operation is not implemented.",
    "NotSupportedException": "Specified method is not supported.",
    "InvalidCastException": "Specified cast is not valid.",
    "FormatException": "One of the identified items was in an invalid format.",
    "TimeoutException": "The operation has timed out.",
    "DivideByZeroException": "Attempted to divide by zero.",
    "OverflowException": "Arithmetic operation resulted in an overflow.",
    "IndexOutOfRangeException": "Index was outside the bounds of the array.",
    "UnauthorizedAccessException": "Attempted to perform an unauthorized operation.",
    "OperationCanceledException": "The operation was canceled.",
    "IOException": "I/O error occurred.",
    "FileNotFoundException": "Unable to find the specified file.",
}


def _usual_message(name: str, short: str) -> str:
    """Return the message of an exception that is made without one."""
    return _MESSAGES.get(short, f"Exception of type '{name}' was thrown.")


def _with_parameter(name: str, first: str, second: str) -> NetException:
    """Make an exception with a message and the name of a parameter (or of a file)."""
    short = name.rpartition(".")[2]
    parameter, message = (first, second) if _WITH_PARAMETER[short] else (second, first)
    if short == "FileNotFoundException":
        return NetException(name, message, fields={"FileName": parameter})
    shown = f"{message} (Parameter '{parameter}')" if parameter else message
    return NetException(name, shown, fields={"ParamName": parameter})


def _made(name: str, short: str, text: str, inner: Any = None) -> NetException:
    """Make an exception as its constructor does: some are given the name of a parameter."""
    if short in _FIRST and inner is None:
        return _with_parameter(name, text, _usual_message(name, short))
    if isinstance(inner, ErrorRecord):
        inner = inner.exception
    return NetException(name, text, inner if isinstance(inner, NetException) else None)


def _type_of_exception(value: NetException) -> Any:
    return find_type(value.type_name) or resolve_type("System.Exception")


def _data_of(exception: NetException) -> v.Hashtable:
    """Return the table that scripts put what they like into; one for each exception."""
    if exception.data is None:
        exception.data = v.Hashtable(ignore_case=False)
    data: v.Hashtable = exception.data
    return data


_RESULTS = {
    "ArgumentException": 0x80070057, "ArgumentNullException": 0x80004003,
    "ArgumentOutOfRangeException": 0x80131502, "InvalidOperationException": 0x80131509,
    "NotSupportedException": 0x80131515, "NotImplementedException": 0x80004001,
    "FormatException": 0x80131537, "InvalidCastException": 0x80004002,
    "OverflowException": 0x80131516, "DivideByZeroException": 0x80020012,
    "IOException": 0x80131620, "FileNotFoundException": 0x80070002,
    "DirectoryNotFoundException": 0x80070003, "UnauthorizedAccessException": 0x80070005,
    "TimeoutException": 0x80131505, "NullReferenceException": 0x80004003,
    "IndexOutOfRangeException": 0x80131508, "KeyNotFoundException": 0x80131577,
    "OperationCanceledException": 0x8013153B, "ObjectDisposedException": 0x80131622,
    "Exception": 0x80131500, "ApplicationException": 0x80131600,
}  # fmt: skip


def _result_of(exception: NetException) -> int:
    return _RESULTS.get(exception.short_name, 0x80131501) - (1 << 32)


def _nothing(_exception: NetException) -> None:
    return None


def _field(name: str, default: Any) -> Any:
    return lambda e: e.fields[name] if name in e.fields else default(e)


def _set_field(name: str) -> Any:
    def run(exception: NetException, value: Any) -> None:
        exception.fields[name] = value

    return run


def _declare_exceptions() -> None:
    properties(
        NetException,
        Message=lambda e: e.message,
        InnerException=lambda e: e.inner_exception,
        StackTrace=lambda _e: None,
        Data=_data_of,
        FileName=lambda e: e.fields.get("FileName"),
        ParameterName=lambda e: e.fields.get("ParameterName"),
        ErrorId=lambda e: e.fields.get("ErrorId"),
        CommandName=lambda e: e.fields.get("CommandName"),
        ItemName=lambda e: e.fields.get("ItemName"),
        ParamName=lambda e: e.fields.get("ParamName"),
        Errors=lambda e: e.fields.get("Errors"),
        ErrorRecord=lambda e: e.fields.get("ErrorRecord"),
        ExitCode=lambda e: e.fields.get("ExitCode"),
        Path=lambda e: e.fields.get("Path"),
        ProcessId=lambda e: e.fields.get("ProcessId"),
        WasThrownFromThrowStatement=lambda e: e.thrown_by_throw,
    )
    for field, default in (("HResult", _result_of), ("Source", _nothing), ("HelpLink", _nothing)):
        settable(NetException, field, _field(field, default), _set_field(field))
    methods(
        NetException,
        GetBaseException=[("", lambda e: e.innermost())],
        ToString=[("", str)],
    )


def _declare_records() -> None:
    properties(ParseError, ErrorId=lambda e: e.id, Message=lambda e: e.message)
    static_methods(
        _PS + "ErrorRecord",
        new=[("object string object object", _make_record)],
    )
    static_methods(_PS + "ErrorDetails", new=[("string", ErrorDetails)])
    properties(
        ErrorRecord,
        Exception=lambda r: r.exception,
        TargetObject=lambda r: r.target_object,
        CategoryInfo=lambda r: r.category_info,
        FullyQualifiedErrorId=lambda r: r.fully_qualified_error_id,
        InvocationInfo=lambda r: r.invocation_info,
        ScriptStackTrace=lambda r: r.script_stack_trace,
        PipelineIterationInfo=lambda _r: [],
    )
    settable(ErrorRecord, "ErrorDetails", lambda r: r.error_details, _set_details)
    properties(ErrorDetails, Message=lambda d: d.message)
    settable(ErrorDetails, "RecommendedAction", lambda d: d.recommended_action, _set_action)
    methods(CategoryInfo, GetMessage=[("", str)], ToString=[("", str)])
    settable(RefObject, "Value", lambda r: r.value, _set_reference)
    methods(ErrorRecord, ToString=[("", str)])


def _make_record(exception: Any, error_id: str, category: Any, target: Any) -> ErrorRecord:
    inner = bare(exception)
    if not isinstance(inner, NetException):
        inner = NetException("System.Exception", to_text(exception))
    return ErrorRecord(inner, error_id, as_category(category), target)


def _set_details(record: ErrorRecord, value: Any) -> None:
    record.error_details = (
        value if isinstance(value, ErrorDetails) else ErrorDetails(to_text(value))
    )


def _set_action(details: ErrorDetails, value: Any) -> None:
    details.recommended_action = to_text(value)


def _set_reference(reference: RefObject, value: Any) -> None:
    reference.value = value


def _declare_commands() -> None:
    properties(
        CommandInfo,
        Name=lambda c: c.name,
        CommandType=lambda c: "Cmdlet" if c.kind == "Cmdlet" else c.kind,
        Source=lambda c: c.module,
        ModuleName=lambda c: c.module,
        ScriptBlock=lambda c: c.target if isinstance(c.target, ScriptBlock) else None,
        Definition=lambda c: str(c.target),
        Path=lambda c: c.target if isinstance(c.target, str) else None,
    )
