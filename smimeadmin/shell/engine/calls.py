"""From a command that was found, and its arguments, to a stage that runs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.arguments import Argument
from smimeadmin.shell.engine.binder import (
    Binding,
    bind,
    mandatory_missing,
    missing_error,
    settle_sets,
)
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.common_parameters import default_values
from smimeadmin.shell.engine.error_record import BindingError, TerminatingError, record_of
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.invocation_info import InvocationInfo
from smimeadmin.shell.engine.outcome import Tally
from smimeadmin.shell.engine.pipeline import Stage
from smimeadmin.shell.engine.requirements import RequirementError
from smimeadmin.shell.engine.scope import CallInfo, Frame
from smimeadmin.shell.engine.script_parameters import FunctionMetadata, metadata_of
from smimeadmin.shell.engine.stage_cmdlet import CmdletStage
from smimeadmin.shell.engine.stage_function import FunctionStage
from smimeadmin.shell.engine.stage_script import ScriptStage

if TYPE_CHECKING:
    from smimeadmin.shell.engine import dynamic_parameters, native
else:
    dynamic_parameters = at_first_use("smimeadmin.shell.engine.dynamic_parameters")
    native = at_first_use("smimeadmin.shell.engine.native")

Output = Callable[[Any], Any]


def make_stage(
    prepared: Any, frame: Frame, out: Output, *, piped: bool, place: tuple[int, int]
) -> Stage:
    """Bind the arguments of a call and return its stage; errors name the command."""
    target = prepared.target
    call = prepared.call
    if isinstance(target, ScriptBlock):
        return block_stage(
            target, prepared.arguments, frame, out, piped=piped, dot=call.dot, node=call.node
        )
    info = InvocationInfo(target, call.node, place, piped=piped, name=call.literal)
    try:
        return _stage_of(target, prepared.arguments, frame, out, info, piped=piped, dot=call.dot)
    except EngineError as error:
        raise named_error(error, target, call.node) from error


def named_error(error: EngineError, target: CommandInfo, node: Any) -> TerminatingError:
    """Turn a binding error into one that says which command it belongs to."""
    record = record_of(error, in_command=True)
    if not isinstance(error, RequirementError):
        record.named(target.error_source, target.name)
    record.position = (isinstance(error, BindingError) and error.node) or node
    return TerminatingError(record, ends_script=False)


def _stage_of(
    target: CommandInfo,
    arguments: list[Argument],
    frame: Frame,
    out: Output,
    info: InvocationInfo,
    *,
    piped: bool,
    dot: bool,
) -> Stage:
    kind = target.kind
    if kind in {"Function", "Filter"}:
        return _function_stage(target, arguments, frame, out, info, piped=piped, dot=dot)
    if kind == "Cmdlet":
        return _cmdlet_stage(target, arguments, frame, out, info, piped=piped)
    if kind == "ExternalScript":
        return ScriptStage(
            target,
            arguments,
            frame,
            out,
            piped=piped,
            dot=dot,
            info_of_call=info,
            complete=complete,
        )
    return native.NativeStage(target, arguments, frame, out, piped=piped)


def _cmdlet_stage(
    target: CommandInfo,
    arguments: list[Argument],
    frame: Frame,
    out: Output,
    info: InvocationInfo,
    *,
    piped: bool,
) -> CmdletStage:
    cls, known = frame.session.registry.load(target)
    binding = bind(known, arguments, script=False, piped=piped)
    complete(binding, frame, piped=piped)
    stage = CmdletStage(cls, binding, frame, out, piped=piped)
    stage.invocation.position = info.position
    stage.invocation.info = info
    stage.invocation.arguments = arguments
    info.bind(binding)
    return stage


def complete(binding: Binding, frame: Frame, *, piped: bool) -> None:
    """Add default values of the session, decide the set, ask for what is missing."""
    if binding.info.advanced:
        _apply_defaults(binding, frame)
    settle_sets(binding, piped=piped)
    missing = mandatory_missing(binding, binding.chosen, piped=piped)
    if piped and len(binding.candidates) > 1 and _may_be_completed(binding):
        return
    for spec in missing:
        _ask_for(binding, spec, frame, missing)


def _may_be_completed(binding: Binding) -> bool:
    """Say whether the pipeline can give all that is missing in one of the sets that are left."""
    return any(not mandatory_missing(binding, name, piped=True) for name in binding.candidates)


def _ask_for(binding: Binding, spec: Any, frame: Frame, missing: list[Any]) -> None:
    host = frame.session.host
    if not host.interactive:
        raise missing_error(binding.info, missing)
    if spec.type_name in {"SecureString", "PSCredential"}:
        binding.set(spec, host.ask_secret(spec.help, name=spec.name))
    else:
        binding.set(spec, host.ask(spec.help, name=spec.name))


def _apply_defaults(binding: Binding, frame: Frame) -> None:
    table = frame.scope.find("psdefaultparametervalues")
    if table is None or not table.v:
        return
    for name, value in default_values(table.v, binding.info.name).items():
        spec = binding.info.exact(name)
        if spec is None or binding.has(spec):
            continue
        default = value.bound_to(frame)(None) if isinstance(value, ScriptBlock) else value
        if spec.in_set(binding.chosen) or len(binding.candidates) > 1:
            binding.set(spec, default)


def _metadata(
    block: ScriptBlock, arguments: list[Argument], frame: Frame, *, piped: bool
) -> FunctionMetadata:
    if block.code.ast.dynamic_param_block is None:
        return metadata_of(block.code, frame)
    return dynamic_parameters.metadata_for(block, arguments, frame, piped=piped)


def _function_stage(
    target: CommandInfo,
    arguments: list[Argument],
    frame: Frame,
    out: Output,
    info: InvocationInfo,
    *,
    piped: bool,
    dot: bool,
) -> FunctionStage:
    block: ScriptBlock = target.target
    metadata = _metadata(block, arguments, frame, piped=piped)
    binding = bind(metadata.info, arguments, script=True, piped=piped)
    complete(binding, frame, piped=piped)
    if metadata.added:
        dynamic_parameters.keep_values(metadata, binding)
    info.bind(binding)
    call = CallInfo(target.name, block=block, invocation=info, path=block.code.unit.path)
    call.arguments = arguments
    call.tally = Tally() if block.code.reports_errors else None
    return FunctionStage(
        metadata,
        binding,
        frame,
        out,
        call,
        piped=piped,
        dot=dot,
    )


def block_stage(
    block: ScriptBlock,
    arguments: list[Argument],
    frame: Frame,
    out: Output,
    *,
    piped: bool,
    dot: bool,
    node: Any = None,
) -> FunctionStage:
    """Return the stage of ``& { }`` or ``. { }``."""
    code = block.code
    metadata = _metadata(block, arguments, frame, piped=piped)
    binding = bind(metadata.info, arguments, script=True, piped=piped)
    complete(binding, frame, piped=piped)
    shown = CommandInfo("", "Script", block, advanced=False)
    info = InvocationInfo(shown, node, (1, 1), piped=piped, name="")
    info.bind(binding)
    call = CallInfo("<ScriptBlock>", block=block, invocation=info, path=code.unit.path)
    call.tally = Tally() if code.reports_errors else None
    return FunctionStage(
        metadata,
        binding,
        frame,
        out,
        call,
        piped=piped,
        dot=dot,
    )


def call_block(
    frame: Frame, block: ScriptBlock, arguments: list[Any], *, dot: bool = False, item: Any = None
) -> None:
    """Run a block with arguments; ``item`` goes to its process block as ``$_``."""
    values = [a if isinstance(a, Argument) else Argument(None, a) for a in arguments]
    has_process = block.code.process is not None
    stage = block_stage(
        block, values, frame, frame.out, piped=has_process and item is not None, dot=dot
    )
    stage.begin()
    if stage.piped:
        stage.accept(item)
    stage.end()
    stage.clean()
