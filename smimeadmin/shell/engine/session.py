"""A session: the global scope, the commands, the streams, and what a run came to."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from smimeadmin.core import values as v
from smimeadmin.core.culture_choice import culture_facts
from smimeadmin.core.culture_facts import CURRENT_CULTURE
from smimeadmin.core.files import Files
from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine import compile_all, type_registrations
from smimeadmin.shell.engine.arguments import NO_VALUE, Argument
from smimeadmin.shell.engine.automatic_variables import fill
from smimeadmin.shell.engine.binder import bind
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.calls import call_block, complete
from smimeadmin.shell.engine.command_history import CommandHistory
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.compile_unit import Statement
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.elsewhere import ELSEWHERE
from smimeadmin.shell.engine.error_record import ErrorRecord, TerminatingError
from smimeadmin.shell.engine.faults import as_terminating, call_depth_overflow, report, settle
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.flow import ExitFlow, LoopFlow, Stopped
from smimeadmin.shell.engine.host import Host
from smimeadmin.shell.engine.invocation_info import InvocationInfo
from smimeadmin.shell.engine.outcome import RunOutcome
from smimeadmin.shell.engine.registry import Registry
from smimeadmin.shell.engine.requirements import check_requirements
from smimeadmin.shell.engine.scope import CallInfo, Frame, Scope, Var
from smimeadmin.shell.engine.script_files import (
    compile_script,
    decode_script,
    decoded_lines,
)
from smimeadmin.shell.engine.script_parameters import metadata_of
from smimeadmin.shell.engine.stage_function import MAX_DEPTH, FunctionStage
from smimeadmin.shell.engine.streams import Streams, VerboseRecord, host_streams
from smimeadmin.shell.engine.type_sources import SOURCES

if TYPE_CHECKING:
    import threading

    from smimeadmin.shell.engine import using_modules
    from smimeadmin.shell.engine.script_modules import Exports, ScriptModule
else:
    threading = at_first_use("threading")
    using_modules = at_first_use("smimeadmin.shell.engine.using_modules")

_RECURSION_LIMIT = 200_000
_MOST_DIGITS = 100_100  # of a BigInteger's text
_MAX_ERRORS = 256

Output = Callable[[Any], Any]
TwinDoors = Callable[[Host], tuple[Files, Any]]

compile_all.load()
type_registrations.load()


def _ignore(value: Any) -> None:
    """Take output that nobody looks at."""


class Session:
    """Runs text and files; keeps variables, functions and locations between them.

    ``services`` is handed to every cmdlet, ``files`` stands under everything that touches the
    disk, ``packages`` name the command packages whose indexes are read. ``twin_doors`` makes the
    files and services of a session for another thread; without it this session's are used there.
    """

    def __init__(
        self,
        host: Host,
        *,
        files: Files,
        services: Any = None,
        packages: Sequence[str] = (),
        native: bool = True,
        culture: str = "en-US",
        location: str | None = None,
        twin_doors: TwinDoors | None = None,
    ) -> None:
        sys.setrecursionlimit(max(_RECURSION_LIMIT, sys.getrecursionlimit()))
        sys.set_int_max_str_digits(_MOST_DIGITS)
        self.host = host
        self.files = files
        self.services = services
        self.culture = culture
        self.location = location or os.getcwd()  # noqa: PTH109 - pathlib costs start-up
        self.registry = Registry(tuple(packages), self._find_script, native=native)
        for package in packages:
            SOURCES.add(package)
            ELSEWHERE.add(package)
        self.namespaces: list[str] = []  # what "using namespace" named at the prompt
        self._packages = packages
        self._native = native
        self._twin_doors = twin_doors
        self.using: dict[str, Any] | None = None  # the values of $using: in a job
        self.stopping: Any = None  # an Event in a job, set when it is to stop
        self.programs: set[Any] = set()  # the native programs that are running
        self.errors = v.ArrayList()
        self.outcome = RunOutcome()
        self.history = CommandHistory()
        self.ok = True
        self.depth = 0
        self.try_depth = 0
        self.handled_errors: list[ErrorRecord] = []
        self.any_strict = False
        self.random: Any = None
        self.jobs: Any = None  # the table of jobs, made by the first one
        self.location_stacks: dict[str, list[str]] = {}
        self.location_history: list[str] = []
        self.location_future: list[str] = []
        self.accepted: dict[str, Any] = {}  # what scripts set without effect, to be read again
        self.modules: dict[str, ScriptModule] = {}
        self.loading_modules: list[tuple[ScriptModule, Exports]] = []
        self.global_scope = Scope(None)
        fill(self.global_scope, self)
        self.streams = host_streams(host, error=self._show_error)
        self._shown_error_sink = self.streams.error
        self.calling = Frame(self, self.global_scope, _ignore, self.streams)
        self.exit_code = 0

    def twin(self, host: Host) -> "Session":
        """Return a fresh session for another thread: the same commands, no variables."""
        files, services = (
            (self.files, self.services) if self._twin_doors is None else self._twin_doors(host)
        )
        twin = Session(
            host,
            files=files,
            services=services,
            packages=self._packages,
            native=self._native,
            culture=self.culture,
            location=self.location,
            twin_doors=self._twin_doors,
        )
        twin.registry.add_from(self.registry)
        twin.using = {}
        twin.stopping = threading.Event()
        return twin

    @property
    def has_twin_doors(self) -> bool:
        """Whether other threads may do what this session does, on doors of their own."""
        return self.services is None or self._twin_doors is not None

    def wait(self, seconds: float) -> None:
        """Sleep; in a job that is told to stop, wake up at once."""
        if self.stopping is None:
            time.sleep(seconds)
        elif self.stopping.wait(seconds):
            raise Stopped

    # -- running

    def run_text(self, text: str, out: Output, *, path: str | None = None) -> None:
        """Run text in the global scope; ParseError before anything ran if it is wrong."""
        block = compile_script(text, path, self)
        if path is None:
            block.code.unit.namespaces = self.namespaces  # those of the lines before it hold on
        frame = Frame(self, self.global_scope, out, self.streams)

        def run() -> None:
            check_requirements(block.code.ast, path or "", self.registry.knows_module)
            self._enter(block, [], frame, path)

        self._run(run, frame, block)

    def run_file(self, path: str, arguments: Sequence[str], out: Output) -> None:
        """Run a script file with arguments as they stand on a command line."""
        block = self.load_script(path)
        scope = Scope(self.global_scope, is_script=True)
        frame = Frame(self, scope, out, self.streams)

        def run() -> None:
            check_requirements(block.code.ast, path, self.registry.knows_module)
            self._enter(block, command_line_arguments(arguments), frame, path)

        self._run(run, frame, block)

    def _enter(
        self, block: ScriptBlock, arguments: list[Argument], frame: Frame, path: str | None
    ) -> None:
        if block.code.ast.using_statements:
            using_modules.load_used(block, frame)
        metadata = metadata_of(block.code, frame)
        binding = bind(metadata.info, arguments, script=True)
        complete(binding, frame, piped=False)
        shown = CommandInfo(block.code.name, "ExternalScript", path, advanced=False)
        info = InvocationInfo(shown, None, (1, 1), piped=False, name=path or "")
        info.bind(binding)
        call = CallInfo(block.code.name or "<ScriptBlock>", block=block, invocation=info, path=path)
        stage = FunctionStage(metadata, binding, frame, frame.out, call, piped=False, dot=True)
        try:
            stage.begin()
            stage.end()
        finally:
            stage.clean()

    def _run(self, run: Callable[[], None], frame: Frame, block: ScriptBlock) -> None:
        """Run to the end; an error that nobody caught is shown and ends it."""
        self.depth = 0
        self.try_depth = 0
        self.calling = frame
        token = FILE_ACCESS.set(self)
        culture = CURRENT_CULTURE.set(culture_facts(self.culture))
        try:
            run()
        except ExitFlow as flow:
            self.outcome.exited = flow.code
            self.set_exit_code(flow.code)
        except LoopFlow:
            self.ok = True  # a break that found no loop ends the script, as in PowerShell
        except Exception as error:  # noqa: BLE001 - the top: every error is shown
            self.ok = False
            self.outcome.uncaught_ended_script = True
            report(frame, as_terminating(error, block.code.ast).record)
        finally:
            FILE_ACCESS.reset(token)
            CURRENT_CULTURE.reset(culture)

    def evaluate(self, text: str) -> list[Any]:
        """Run text and return what it wrote."""
        output: list[Any] = []
        self.run_text(text, output.append)
        return output

    def call_block(
        self,
        frame: Frame,
        block: ScriptBlock,
        arguments: list[Any],
        *,
        dot: bool = False,
        item: Any = None,
    ) -> None:
        """Run a block with arguments in a frame."""
        call_block(frame, block, arguments, dot=dot, item=item)

    def run_settled(self, run: Statement, frame: Frame, node: Any) -> None:
        """Run a statement; if it fails, that is reported and ``$?`` is false."""
        try:
            run(frame)
        except Exception as error:  # noqa: BLE001 - a statement's border: any error is settled
            settle(frame, error, node)

    def check_depth(self) -> None:
        """Raise CallDepthOverflow if calls are nested too deep."""
        if self.depth > MAX_DEPTH:
            raise call_depth_overflow()

    # -- errors and results

    def remember_error(self, record: ErrorRecord) -> None:
        """Put an error at the front of ``$Error``, once."""
        errors = self.errors
        if errors and (errors[0] is record or errors[0].exception is record.exception):
            return
        errors.insert(0, record)
        del errors[_MAX_ERRORS:]
        record.forget_frames()

    def _show_error(self, record: Any) -> None:
        self.outcome.note_shown(record)
        self.host.write_error(record)

    def errors_are_redirected(self, streams: Streams) -> bool:
        """Tell whether errors go elsewhere than to the host."""
        return streams.error is not self._shown_error_sink

    def set_exit_code(self, code: int) -> None:
        """Set ``$LASTEXITCODE``."""
        self.exit_code = code
        variable = self.global_scope.vars.get("lastexitcode")
        if variable is None:
            self.global_scope.put(Var("LASTEXITCODE", code))
        else:
            variable.v = code

    def strict_mode(self, scope: Scope, least: str = "1.0") -> bool:
        """Tell whether strict mode of at least a version is on where a scope runs."""
        if not self.any_strict:
            return False
        for where in scope.chain():
            if where.strict is not None:
                return where.strict != "off" and where.strict >= least
        return False

    def raise_shown(self, fault: TerminatingError) -> None:
        """Show an error that ended something outside a script."""
        report(self.calling, fault.record)

    def note(self, text: str) -> None:
        """Tell a detail that no command speaks of, if ``$VerbosePreference`` wants it."""
        variable = self.calling.scope.find("verbosepreference")
        if variable is not None and str(variable.v).lower() == "continue":
            self.calling.streams.verbose(VerboseRecord(text, None))

    # -- files

    def resolve(self, path: str) -> str:
        """Return a path as the files port knows it, from the session's folder."""
        return self.files.resolve(path, self.location)

    def load_script(self, path: str) -> ScriptBlock:
        """Read and parse a script file."""
        full = self.resolve(path)
        return compile_script(decode_script(self.files.read_bytes(full)), full, self)

    def _find_script(self, name: str) -> str | None:
        """Return the full path of a script that is named by its path, or None."""
        if not name.lower().endswith((".ps1", ".psm1")):
            return None
        if "/" not in name and "\\" not in name:
            return None
        full = self.resolve(name)
        return full if self.files.exists(full) and not self.files.is_dir(full) else None

    def read_lines(self, path: str) -> Iterator[str]:
        """Yield the lines of a text file as they are read."""
        return decoded_lines(self.files.open(self.resolve(path)))

    def write_redirected(self, path: str, items: list[Any], *, append: bool) -> None:
        """Write the output that a redirection caught, as Out-File would."""
        command = "Out-File -Append" if append else "Out-File"
        if self.registry.find_cmdlet("Out-File") is not None:
            block = compile_script(f"param($p) $input | {command} -FilePath $p", None, self)
            self._feed(block, path, items)
            return
        text = "".join(f"{to_text(item)}\n" for item in items).encode()
        full = self.resolve(path)
        if append:
            self.files.append(full, text)
        else:
            self.files.write_bytes(full, text)

    def _feed(self, block: ScriptBlock, path: str, items: list[Any]) -> None:
        frame = Frame(self, Scope(self.global_scope), _ignore, self.streams)
        metadata = metadata_of(block.code, frame)
        binding = bind(metadata.info, [Argument(None, path)], script=True)
        call = CallInfo("<ScriptBlock>", block=block)
        stage = FunctionStage(metadata, binding, frame, _ignore, call, piped=True)
        stage.begin()
        for item in items:
            stage.accept(item)
        stage.end()


def command_line_arguments(words: Sequence[str]) -> list[Argument]:
    """Turn the words behind a script's name on a command line into arguments."""
    arguments: list[Argument] = []
    for word in words:
        if len(word) > 1 and word[0] == "-" and (word[1].isalpha() or word[1] == "_"):
            name, colon, value = word[1:].partition(":")
            arguments.append(Argument(name, _literal(value) if colon else NO_VALUE))
        else:
            arguments.append(Argument(None, word))
    return arguments


def _literal(text: str) -> Any:
    """Return ``$true`` and ``$false`` as what they say, everything else as text."""
    return {"$true": True, "$false": False, "$null": None}.get(text.lower(), text)
