"""A script file as a stage of a pipeline: a function with a script scope, ended by ``exit``."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.arguments import Argument
from smimeadmin.shell.engine.binder import bind
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.flow import ExitFlow, nothing_below
from smimeadmin.shell.engine.outcome import Tally
from smimeadmin.shell.engine.requirements import check_requirements
from smimeadmin.shell.engine.scope import CallInfo, Frame, Scope
from smimeadmin.shell.engine.script_parameters import metadata_of
from smimeadmin.shell.engine.stage_function import FunctionStage

if TYPE_CHECKING:
    from smimeadmin.shell.engine import dynamic_parameters, using_modules
else:
    using_modules = at_first_use("smimeadmin.shell.engine.using_modules")
    dynamic_parameters = at_first_use("smimeadmin.shell.engine.dynamic_parameters")


class ScriptStage:
    """Runs a file; ``exit`` in it ends the file and sets ``$LASTEXITCODE``."""

    __slots__ = ("_exited", "_session", "_stage", "accept", "start_below")

    def __init__(
        self,
        info: CommandInfo,
        arguments: list[Argument],
        frame: Frame,
        out: Callable[[Any], Any],
        *,
        piped: bool,
        dot: bool,
        info_of_call: Any,
        complete: Callable[..., None],
    ) -> None:
        session = frame.session
        block: ScriptBlock = session.load_script(str(info.target))
        check_requirements(block.code.ast, info.name, session.registry.knows_module)
        self._session = session
        self._exited = False
        caller = frame
        if not dot:
            scope = Scope(frame.scope, is_script=True)
            caller = Frame(session, scope, out, frame.streams)
        if block.code.ast.using_statements:
            using_modules.load_used(block, caller)
        if block.code.ast.dynamic_param_block is None:
            metadata = metadata_of(block.code, caller)
        else:
            metadata = dynamic_parameters.metadata_for(block, arguments, caller, piped=piped)
        binding = bind(metadata.info, arguments, script=True)
        complete(binding, caller, piped=piped)
        info_of_call.bind(binding)
        call = CallInfo(info.name, block=block, invocation=info_of_call, path=str(info.target))
        call.tally = Tally() if block.code.reports_errors else None
        self._stage = FunctionStage(metadata, binding, caller, out, call, piped=piped, dot=True)
        caller.scope.call = call
        self.accept = self._take
        self.start_below: Callable[[], None] = nothing_below

    def _take(self, item: Any) -> None:
        if not self._exited:
            self._guarded(lambda: self._stage.accept(item))

    def begin(self) -> None:
        """Run ``begin``."""
        self._stage.start_below = self.start_below
        self._guarded(self._stage.begin)

    def end(self) -> None:
        """Run the script's own statements, unless it exited before."""
        if not self._exited:
            self._guarded(self._stage.end)

    def clean(self) -> None:
        """Run ``clean``; functions that the script defined are gone."""
        self._stage.clean()
        self._session.registry.version += 1

    def _guarded(self, run: Callable[[], Any]) -> None:
        try:
            run()
        except ExitFlow as flow:
            self._exited = True
            self._session.set_exit_code(flow.code)

    @property
    def failed(self) -> bool:
        """Whether it exited with a code other than 0."""
        return self._exited and self._session.exit_code != 0
