"""A function, filter or script block as a stage of a pipeline."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.shell.engine.binder import Binding
from smimeadmin.shell.engine.blocks import BlockCode, ScriptBlock, leave_block
from smimeadmin.shell.engine.call_trace import level_of_call, opens_level
from smimeadmin.shell.engine.common_parameters import collectors_of, output_of, overrides_of
from smimeadmin.shell.engine.compile_unit import Statement
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.enumerators import InputEnumerator
from smimeadmin.shell.engine.error_record import BindingError
from smimeadmin.shell.engine.faults import as_terminating, call_depth_overflow, report
from smimeadmin.shell.engine.flow import nothing_below
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.pipeline_binder import PipelineBinder
from smimeadmin.shell.engine.preferences import as_preference
from smimeadmin.shell.engine.scope import CallInfo, Frame, Lazy, Scope, Typed, Var
from smimeadmin.shell.engine.script_parameters import FunctionMetadata, ScriptParameter
from smimeadmin.shell.engine.stage_cmdlet import preferences_of

MAX_DEPTH = 1000
_AUTOMATIC = ("args", "input", "psboundparameters", "myinvocation", "pscmdlet")


class FunctionStage:
    """Runs the named blocks of a function in one scope."""

    __slots__ = (
        "_collected",
        "_kept",
        "_wants_input",
        "accept",
        "binder",
        "binding",
        "call",
        "code",
        "frame",
        "invocation",
        "metadata",
        "piped",
        "start_below",
    )

    def __init__(
        self,
        metadata: FunctionMetadata,
        binding: Binding,
        caller: Frame,
        out: Callable[[Any], Any],
        call: CallInfo,
        *,
        piped: bool,
        dot: bool = False,
    ) -> None:
        self.code: BlockCode = metadata.info.target
        block: ScriptBlock = call.block
        closure = block.closure
        self.metadata = metadata
        self.binding = binding
        self.piped = piped
        self.call = call
        values = binding.values
        below = caller.scope if dot and closure else block.scope_from(caller.scope)
        scope = below if dot else Scope(below)
        if scope is not below and below is not caller.scope:
            scope.came_from = caller.scope
        streams = caller.streams
        if metadata.info.advanced and values:
            out = output_of(values, caller, out)
            collectors = collectors_of(values, caller)
            if collectors:
                streams = streams.copy()
                streams.collectors = (*streams.collectors, *collectors.items())
        self.invocation: Invocation | None = None
        self.frame = Frame(caller.session, scope, out, streams)
        if metadata.info.advanced:
            self.invocation = self._make_invocation(out)
        if call.tally is not None or metadata.info.advanced:
            self.frame.out = self._noting(out)
        if not dot or scope.call is None:
            scope.call = call
        self._kept = {name: scope.vars.get(name) for name in _AUTOMATIC} if dot else None
        self.binder = (
            PipelineBinder(binding, self.frame) if piped and metadata.info.advanced else None
        )
        self._collected: list[Any] = []
        self._wants_input = "input" in self.code.variables
        self.accept = self._process
        self.start_below: Callable[[], None] = nothing_below

    def _noting(self, out: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Return an output that notes the first object for the exit code, and steps aside."""
        frame = self.frame

        def first(value: Any) -> None:
            if self.call.tally is not None:
                self.call.tally.produced = True
            if self.invocation is not None:
                self.invocation.produced = True
            if frame.out is first:
                frame.out = out
            out(value)

        return first

    def _make_invocation(self, out: Callable[[Any], Any]) -> Invocation:
        info = self.metadata.info
        frame = self.frame
        invocation = Invocation(
            info.name,
            frame.session.host,
            frame.streams,
            preferences_of(frame),
            error_source=info.error_source,
            session=frame.session,
        )
        invocation.output = out
        invocation.frame = frame
        invocation.bound = self.binding.values
        invocation.impact = info.impact
        invocation.supports_should_process = info.supports_should_process
        invocation.parameter_set = self.binding.chosen
        invocation.position = self.call.invocation.position if self.call.invocation else None
        invocation.info = self.call.invocation
        return invocation

    def set_variables(self) -> None:
        """Set up what the code finds in its scope: automatic variables and parameters."""
        self._set_automatic()
        self._set_preferences()
        self._set_parameters()

    def begin(self) -> None:
        """Set the variables up, and run ``begin``."""
        self.set_variables()
        if self.code.begin is None:
            return
        frame = self.frame
        out = frame.out

        def first(value: Any) -> None:
            self.start_below()
            frame.out = out
            out(value)

        frame.out = first
        self.run_block(self.code.begin)
        if frame.out is first:
            frame.out = out

    def _set_automatic(self) -> None:
        variables = self.frame.vars
        binding = self.binding
        if not self.metadata.info.advanced:
            variables["args"] = Var("args", binding.rest)
        else:
            variables["pscmdlet"] = Var("PSCmdlet", self.invocation)
        variables["psboundparameters"] = Lazy("PSBoundParameters", self._bound)
        variables["myinvocation"] = Var("MyInvocation", self.call.invocation)
        variables["input"] = Lazy("input", self._input)

    def _input(self) -> InputEnumerator:
        return InputEnumerator(self._collected)

    def _bound(self) -> v.Dictionary:
        own = v.Dictionary(key_type="System.String", ignore_case=True)
        for name, value in self.binding.values.items():
            own[name] = value
        return own

    def _set_preferences(self) -> None:
        if not self.metadata.info.advanced:
            return
        scope = self.frame.scope
        for name, value in overrides_of(self.binding.values).items():
            scope.put(Var(name, as_preference(name, value)))

    def _set_parameters(self) -> None:
        values = self.binding.values
        for parameter in self.metadata.parameters:
            if parameter.spec.name in values:
                self._set(parameter, values[parameter.spec.name])
        for parameter in self.metadata.parameters:
            if parameter.spec.name not in values:
                self._set_default(parameter)

    def _set_default(self, parameter: ScriptParameter) -> None:
        net_type = parameter.net_type
        if parameter.default is not None:
            value = parameter.default(self.frame)
            self._set(parameter, value if net_type is None else convert(value, net_type))
        elif net_type is None:
            self.frame.vars[parameter.folded] = Var(parameter.spec.name, None)
        else:
            self._set(parameter, empty_value(parameter))

    def _set(self, parameter: ScriptParameter, value: Any) -> None:
        name = parameter.spec.name
        net_type = parameter.net_type
        if net_type is None or parameter.spec.is_switch:
            self.frame.vars[parameter.folded] = Var(name, value)
        else:
            wanted = net_type
            self.frame.vars[parameter.folded] = Typed(name, value, lambda new: convert(new, wanted))

    def _process(self, item: Any) -> None:
        """Take one object from the pipeline."""
        if self.call.tally is not None:
            self.call.tally.items += 1
        if self.binder is not None and not self._bind(item):
            return
        self.frame.scope.assign("_", item)
        process = self.code.process
        if process is None:
            self._collected.append(item)
        elif self._wants_input:
            self._collected = [item]
            self.frame.vars["input"] = Lazy("input", self._input)
            self.run_block(process)
            self._collected = []
            self.frame.vars["input"] = Lazy("input", self._input)
        else:
            self.run_block(process)

    def _bind(self, item: Any) -> bool:
        binder = self.binder
        invocation = self.invocation
        if binder is None or invocation is None:
            return True
        invocation.items += 1
        try:
            found = binder.bind(item)
        except BindingError as error:
            self._report(invocation, error, item)
            return False
        invocation.parameter_set = binder.chosen
        for parameter in self.metadata.parameters:
            name = parameter.spec.name
            if name in found:
                self.binding.values[name] = found[name]
                self._set(parameter, found[name])
            elif name in self.binding.values and name in self.binding.by_default:
                del self.binding.values[name]
                self._set_default(parameter)
        for definition in self.metadata.added:
            if definition.name in found:
                self.binding.values[definition.name] = found[definition.name]
                definition.value, definition.is_set = found[definition.name], True
        self.binding.by_default = set(found)
        return True

    def _report(self, invocation: Invocation, error: BindingError, item: Any) -> None:
        """Report an object that can't be bound: ``-ErrorVariable`` does not get such errors."""
        collectors = invocation.streams.collectors
        invocation.streams.collectors = ()
        try:
            invocation.write_error(error, item)
        finally:
            invocation.streams.collectors = collectors

    def end(self) -> None:
        """Run ``process`` once if no pipeline feeds the function, then ``end``."""
        if not self.piped:
            for counting in (self.call.tally, self.invocation):
                if counting is not None:
                    counting.items = 1
        if not self.piped and self.code.process is not None:
            self.run_block(self.code.process)
        if self.code.end is not None:
            self.run_block(self.code.end)

    def clean(self) -> None:
        """Run ``clean``; a scope that was dotted into gets its automatic variables back."""
        try:
            if self.code.clean is not None:
                self.run_block(self.code.clean)
        except Exception as error:  # noqa: BLE001 - what fails in clean is told, and ends nothing
            report(self.frame, as_terminating(error, self.code.ast).record)
        finally:
            for name, variable in (self._kept or {}).items():
                if variable is None:
                    self.frame.vars.pop(name, None)
                else:
                    self.frame.vars[name] = variable

    def run_block(self, block: Statement) -> None:
        """Run one of the named blocks."""
        session = self.frame.session
        session.depth += 1
        try:
            if session.depth > MAX_DEPTH:
                raise call_depth_overflow()
            leave_block(block(self.frame))
        finally:
            session.depth -= 1

    @property
    def failed(self) -> bool:
        """Whether ``$PSCmdlet`` wrote an error; what commands within wrote is theirs."""
        return self.invocation is not None and bool(self.invocation.errors)


def empty_value(parameter: ScriptParameter) -> Any:
    """Return what a typed parameter holds when it was not given."""
    net_type = parameter.net_type
    if net_type is None:
        return None
    if parameter.spec.is_switch:
        return v.SwitchParameter(is_present=False)
    if net_type.name in _ZEROES:
        return convert(0, net_type)
    return "" if net_type.name == "System.String" else None


_ZEROES = frozenset(
    f"System.{name}"
    for name in [
        "Int32",
        "Int64",
        "Int16",
        "Byte",
        "SByte",
        "UInt16",
        "UInt32",
        "UInt64",
        "Double",
        "Single",
        "Decimal",
        "Boolean",
        "Char",
    ]
)

opens_level(
    FunctionStage.run_block.__code__, lambda names, _above: level_of_call(names["self"].call)
)
