"""The engine's own objects as scripts see them: exceptions, records, script blocks, $PSCmdlet."""

from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.automatic_variables import DefaultParameterValues
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.convert import register_conversion, to_bool, to_text
from smimeadmin.shell.engine.convert_errors import no_conversion
from smimeadmin.shell.engine.emitting import emit
from smimeadmin.shell.engine.enumerators import Enumerator, InputEnumerator
from smimeadmin.shell.engine.error_record import ErrorDetails, ErrorRecord, as_category
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.invocation_info import InvocationInfo
from smimeadmin.shell.engine.members_table import methods, properties, settable, static_methods
from smimeadmin.shell.engine.net_exceptions import NetException, base_of, exception_names
from smimeadmin.shell.engine.preferences import SHOULD_PROCESS_REASON
from smimeadmin.shell.engine.references import RefObject
from smimeadmin.shell.engine.script_files import create_block
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
    _declare_exceptions()
    _declare_records()
    _declare_blocks()
    _declare_cmdlet()
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
            ("", lambda: NetException(name, f"Exception of type '{name}' was thrown.")),
            ("string", lambda text: _made(name, short, text)),
            ("string object", lambda text, inner: _made(name, short, text, inner)),
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


def _made(name: str, short: str, text: str, inner: Any = None) -> NetException:
    """Make an exception as its constructor does: an ArgumentNullException is given a name."""
    if short == "ArgumentNullException" and inner is None:
        return NetException(name, f"Value cannot be null. (Parameter '{text}')")
    if isinstance(inner, ErrorRecord):
        inner = inner.exception
    return NetException(name, text, inner if isinstance(inner, NetException) else None)


def _type_of_exception(value: NetException) -> Any:
    return find_type(value.type_name) or resolve_type("System.Exception")


def _declare_exceptions() -> None:
    properties(
        NetException,
        Message=lambda e: e.message,
        InnerException=lambda e: e.inner_exception,
        StackTrace=lambda _e: None,
        HResult=lambda _e: -2146233088,
        Source=lambda _e: None,
        Data=lambda _e: v.Hashtable(),
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


def _declare_blocks() -> None:
    methods(
        ScriptBlock,
        Invoke=[("object*", lambda block, *arguments: _collection(block.invoke(*arguments)))],
        InvokeReturnAsIs=[("object*", _as_is)],
        GetNewClosure=[("", lambda block: block.new_closure(block.session.calling))],
        ToString=[("", str)],
    )
    properties(ScriptBlock, File=lambda b: b.code.unit.path, Ast=lambda b: b.code.ast)
    static_methods(_PS + "ScriptBlock", Create=[("string", create_block)])


def _collection(output: list[Any]) -> Any:
    return v.GenericList(output, "System.Management.Automation.PSObject")


def _as_is(block: ScriptBlock, *arguments: Any) -> Any:
    output = block.invoke(*arguments)
    return output[0] if len(output) == 1 else output or None


def _declare_cmdlet() -> None:
    properties(
        Invocation,
        MyInvocation=lambda i: i.info,
        ParameterSetName=lambda i: i.parameter_set,
        Host=lambda i: i.session.global_scope.vars["host"].v,
    )
    methods(
        Invocation,
        ShouldProcess=[
            ("string", lambda i, target: i.should_process(target, i.name)),
            ("string string", lambda i, target, action: i.should_process(target, action)),
            (
                "string string string",
                lambda i, told, _w, _c: i.should_process("", "", description=told),
            ),
            ("string string string object", _should_process_with_reason),
        ],
        ShouldContinue=[
            ("string string", lambda i, question, caption: i.should_continue(question, caption)),
        ],
        WriteError=[("object", _write_record)],
        ThrowTerminatingError=[("object", Invocation.throw)],
        WriteObject=[
            ("object", lambda i, value: i.output(value)),
            ("object bool", _write_object),
        ],
        WriteWarning=[("string", Invocation.write_warning)],
        WriteVerbose=[("string", Invocation.write_verbose)],
        WriteDebug=[("string", Invocation.write_debug)],
        WriteInformation=[
            ("object object", lambda i, data, tags: i.write_information(data, tags or ()))
        ],
        GetVariableValue=[("string", _variable_value)],
    )


def _write_record(invocation: Invocation, record: ErrorRecord) -> None:
    invocation.write_record(record.named(invocation.error_source, invocation.name))


def _write_object(invocation: Invocation, value: Any, enumerate_it: Any) -> None:
    if to_bool(enumerate_it):
        emit(value, invocation.output)
    else:
        invocation.output(value)


def _should_process_with_reason(
    invocation: Invocation, told: str, _warning: str, _caption: str, reason: Any
) -> bool:
    answer = invocation.should_process("", "", description=told)
    name = "WhatIf" if not answer and invocation.what_if() else "None"
    reason.value = SHOULD_PROCESS_REASON.value(name)
    return answer


def _variable_value(invocation: Invocation, name: str) -> Any:
    variable = invocation.frame.scope.find(name.lower())
    return None if variable is None else variable.v


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
