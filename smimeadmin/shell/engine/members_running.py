"""Script blocks and running commands (``$PSCmdlet``) as scripts see them."""

from typing import Any

from smimeadmin.core import values as v
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.convert import to_bool
from smimeadmin.shell.engine.emitting import emit
from smimeadmin.shell.engine.error_record import ErrorRecord
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.faults import as_terminating
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.members_table import methods, properties, static_methods
from smimeadmin.shell.engine.preferences import SHOULD_PROCESS_REASON
from smimeadmin.shell.engine.script_files import create_block
from smimeadmin.shell.language.ast import Ast

_PS = "System.Management.Automation."


def declare_running() -> None:
    """Declare the members of blocks, their code, and ``$PSCmdlet``."""
    _declare_blocks()
    _declare_cmdlet()


class Extent:
    """Where a piece of code stands (IScriptExtent)."""

    __slots__ = ("node",)
    type_name = _PS + "Language.InternalScriptExtent"

    def __init__(self, node: Ast) -> None:
        self.node = node

    def __str__(self) -> str:
        return self.node.text


def _declare_blocks() -> None:
    methods(
        ScriptBlock,
        Invoke=[("object*", _invoke)],
        InvokeReturnAsIs=[("object*", _as_is)],
        GetNewClosure=[("", lambda block: block.new_closure(block.session.calling))],
        ToString=[("", str)],
    )
    properties(
        ScriptBlock,
        File=lambda b: b.code.unit.path,
        Ast=lambda b: b.code.ast,
        IsFilter=lambda b: b.code.is_filter,
        IsConfiguration=lambda _b: False,
        Module=lambda _b: None,
    )
    properties(
        Ast,
        Extent=Extent,
    )
    methods(Ast, ToString=[("", lambda node: node.text)])
    properties(
        Extent,
        Text=lambda e: e.node.text,
        File=lambda e: e.node.source.name,
        StartOffset=lambda e: e.node.start,
        EndOffset=lambda e: e.node.end,
        StartLineNumber=lambda e: e.node.source.position(e.node.start)[0],
        StartColumnNumber=lambda e: e.node.source.position(e.node.start)[1],
        EndLineNumber=lambda e: e.node.source.position(e.node.end)[0],
        EndColumnNumber=lambda e: e.node.source.position(e.node.end)[1],
    )
    static_methods(_PS + "ScriptBlock", Create=[("string", create_block)])


def _run(block: ScriptBlock, name: str, arguments: tuple[Any, ...]) -> list[Any]:
    """Run a block for a method of .NET: what it throws comes out as the method's own error."""
    try:
        return block.invoke(*arguments)
    except Exception as error:
        fault = as_terminating(error, block.code.ast)
        if fault.is_too_deep:
            raise
        inner = fault.record.exception
        raise MethodCallError(
            inner.short_name,
            f'Exception calling "{name}" with "{len(arguments)}" argument(s): "{fault.record}"',
            inner=inner.type_name,
            target=fault.record.target_object,
        ) from error


def _invoke(block: ScriptBlock, *arguments: Any) -> Any:
    return v.Collection(_run(block, "Invoke", arguments), _PS + "PSObject")


def _as_is(block: ScriptBlock, *arguments: Any) -> Any:
    output = _run(block, "InvokeReturnAsIs", arguments)
    return output[0] if len(output) == 1 else output or None


def _declare_cmdlet() -> None:
    properties(
        Invocation,
        MyInvocation=lambda i: i.info,
        ParameterSetName=lambda i: i.parameter_set,
        CommandRuntime=lambda i: i,
        CommandOrigin=lambda _i: "Internal",
        Stopping=lambda i: i.session.stopping is not None and i.session.stopping.is_set(),
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
            ("string string &bool &bool", _should_continue_for_all),
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
        GetVariableValue=[
            ("string:name", _variable_value),
            ("string:name object:defaultValue", _variable_value),
        ],
    )


def _should_continue_for_all(
    invocation: Invocation, question: str, caption: str, yes_to_all: Any, no_to_all: Any
) -> bool:
    """Ask once for all items: the answers to all are kept by the caller's variables."""
    if to_bool(yes_to_all.value):
        return True
    if to_bool(no_to_all.value):
        return False
    choices = ("&Yes", "Yes to &All", "&No", "No to A&ll")
    answer = invocation.host.choose(caption, question, choices, 0)
    yes_to_all.value, no_to_all.value = answer == 1, answer == 3
    return answer < 2


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


def _variable_value(invocation: Invocation, name: str, default: Any = None) -> Any:
    variable = invocation.frame.scope.find(name.lower())
    return default if variable is None else variable.v
