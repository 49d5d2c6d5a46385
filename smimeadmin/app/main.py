"""The program: reads the command line, wires the parts, runs, and decides the exit code."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, cast

from smimeadmin import __version__
from smimeadmin.app.arguments import USAGE, Arguments, UsageError, parse_arguments
from smimeadmin.app.console_host import ConsoleHost, OutputClosed, Screen, open_transcript
from smimeadmin.app.journaled_files import JournaledFiles
from smimeadmin.app.late_services import LateServices
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files import Files
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.lazy import at_first_use, left_out
from smimeadmin.shell.engine.host import Host
from smimeadmin.shell.engine.outcome import FAILED
from smimeadmin.shell.engine.script_files import decode_script
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.formatting.builtin_views import CATALOG
from smimeadmin.shell.formatting.error_view import draw_error
from smimeadmin.shell.formatting.options import FormatOptions
from smimeadmin.shell.formatting.output_format import (
    TEXT,
    OutputSink,
    enumeration_limit,
    sink_for,
)
from smimeadmin.shell.formatting.view import View
from smimeadmin.shell.language import ParseError

if TYPE_CHECKING:
    from smimeadmin.app import at_prompt, rehearsal, validation
    from smimeadmin.core import files_overlay
    from smimeadmin.shell.prompt import repl
else:
    at_prompt = at_first_use("smimeadmin.app.at_prompt")
    files_overlay = at_first_use("smimeadmin.core.files_overlay")
    rehearsal = at_first_use("smimeadmin.app.rehearsal")
    repl = at_first_use("smimeadmin.shell.prompt.repl")
    validation = at_first_use("smimeadmin.app.validation")

COMMAND_PACKAGES = ("cmdlets",)
USAGE_ERROR = 2
CHANGES_FOUND = 3
INTERRUPTED = 130


def entry() -> NoReturn:
    """Start the program and leave with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(given: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    out, error = _open_streams()
    try:
        code = _main(given, out, error)
        out.flush()
    except (BrokenPipeError, OutputClosed):
        # Who read our output has seen enough; the interpreter would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        return 0
    return code


def _open_streams() -> tuple[TextIO, TextIO]:
    """Return stdout and stderr in UTF-8, with plain line ends on every system."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout, sys.stderr


def _main(given: Sequence[str], out: TextIO, error: TextIO) -> int:
    screen = Screen(out, error)
    try:
        arguments = parse_arguments(given)
        if arguments.help or arguments.version:
            screen.write(USAGE if arguments.help else f"smimeadmin {__version__}\n")
            return 0
        if arguments.transcript is not None:
            screen.transcript = open_transcript(DiskFiles(), arguments.transcript)
    except SmimeAdminError as fault:
        _tell(screen, fault)
        return USAGE_ERROR
    run = Run(arguments, screen)
    try:
        return run.to_the_end()
    except KeyboardInterrupt:
        screen.tell("Interrupted.")
        return INTERRUPTED
    finally:
        run.close()
        screen.close()


def _tell(screen: Screen, fault: SmimeAdminError) -> None:
    """Draw an error that came before any command ran."""
    is_syntax = isinstance(fault, ParseError)
    screen.tell_parts(
        draw_error(
            message=fault.message,
            speaker="" if is_syntax else "smimeadmin",
            position=fault if isinstance(fault, ParseError) else None,
            hint=fault.hint,
            error_id=fault.id,
            columns=screen.columns,
        )
    )


def _views_of(package: str) -> Iterable[View]:
    """Return the views that a command package declares for its own types."""
    return cast("Iterable[View]", import_module(f"{package}._views").VIEWS)


class Run:
    """One run of the program: a prompt, a script, or a line."""

    def __init__(self, arguments: Arguments, screen: Screen) -> None:
        self._arguments = arguments
        self._screen = screen
        self._files: Files = DiskFiles()
        if arguments.what_if:
            self._files = files_overlay.OverlayFiles(DiskFiles(), SystemClock())
        interactive = not arguments.non_interactive and sys.stdin.isatty()
        self._host = ConsoleHost(
            screen,
            interactive=interactive,
            data_only=arguments.output_format != TEXT,
            debug=arguments.debug,
        )
        self._services = LateServices(arguments, self._files, self._host, os.environ)

    def to_the_end(self) -> int:
        """Run, and return the exit code."""
        arguments = self._arguments
        if arguments.command is None and arguments.script is None:
            only_looks = arguments.what_if or arguments.validate
            if self._host.interactive and self._screen.out.isatty() and not only_looks:
                return self._prompt()
            arguments.script = "-"
        session = self._session(self._host)
        if arguments.validate:
            return self._validated(session)
        sink = self._sink(session)
        try:
            self._work(arguments)(session, sink.put)
        except SmimeAdminError as fault:
            # What could not be read or parsed: nothing of it ran.
            _tell(self._screen, fault)
            return USAGE_ERROR
        finally:
            sink.finish()
        return self._ended(session, sink)

    def _work(self, arguments: Arguments) -> Callable[[Session, Callable[[Any], Any]], None]:
        if arguments.command is not None:
            text = arguments.command
            return lambda session, out: session.run_text(text, out)
        script = arguments.script or "-"
        if script == "-":
            text = decode_script(sys.stdin.buffer.read())
            return lambda session, out: session.run_text(text, out)
        return lambda session, out: session.run_file(script, arguments.arguments, out)

    def _validated(self, session: Session) -> int:
        arguments = self._arguments
        script = arguments.script or "-"
        try:
            if arguments.command is not None:
                clean = validation.validate(session, self._screen, arguments.command)
            elif script == "-":
                text = decode_script(sys.stdin.buffer.read())
                clean = validation.validate(session, self._screen, text)
            else:
                clean = validation.validate_script(
                    session, self._screen, script, arguments.arguments
                )
        except SmimeAdminError as fault:
            _tell(self._screen, fault)
            return USAGE_ERROR
        return 0 if clean else USAGE_ERROR

    def _session(self, host: Any) -> Session:
        for package in COMMAND_PACKAGES:
            CATALOG.add_source(package, partial(_views_of, package))
        return Session(
            host,
            files=JournaledFiles(self._files, lambda: self._services.changes),
            services=self._services,
            packages=COMMAND_PACKAGES,
            native=self._arguments.native,
            culture=self._arguments.culture,
            twin_doors=None if self._arguments.what_if else self._twin_doors,
        )

    def _twin_doors(self, host: Host) -> tuple[Files, LateServices]:
        """Return the files and services of a job's thread: one writer's journal each.

        A rehearsal has none: its jobs run one after the other on the one layer over the world.
        """
        services = self._services.twin(host)
        return JournaledFiles(self._files, lambda: services.changes), services

    def _sink(self, session: Session) -> OutputSink:
        return sink_for(
            self._arguments.output_format,
            self._screen.write,
            columns=self._screen.columns,
            is_terminal=self._screen.out.isatty(),
            options=FormatOptions(limit_of=lambda: enumeration_limit(session)),
        )

    def _prompt(self) -> int:
        # Loading the line editor makes many objects and no garbage: looking for some costs a tenth.
        gc.disable()
        with left_out("ssl", "asyncio.sslproto"):  # asyncio brings them; the prompt is no server
            import_module("asyncio")
        run_prompt = repl.run_prompt
        gc.freeze()
        gc.enable()
        session = self._session(self._host)
        around = at_prompt.AtPrompt(
            session,
            self._screen,
            self._services,
            sink=lambda: self._sink(session),
            tell=partial(_tell, self._screen),
            workspace=self._arguments.workspace,
            profile=self._arguments.profile,
        )
        return run_prompt(around)

    def _ended(self, session: Session, sink: OutputSink) -> int:
        """Tell how many changes were made, list those of a rehearsal, and return the exit code."""
        made = self._services.changes_made
        code = session.outcome.exit_code
        if self._arguments.what_if:
            return self._rehearsed(sink, made or 0, code)
        if made is not None:
            self._screen.tell(f"{made} change{'' if made == 1 else 's'}")
        return code

    def _rehearsed(self, sink: OutputSink, made: int, code: int) -> int:
        if made:
            for row in rehearsal.planned_rows(self._services.rehearsed_changes()):
                sink.put(row)
            sink.finish()
        self._screen.tell(f"{made} change{'' if made == 1 else 's'} would be made")
        return CHANGES_FOUND if made and code == 0 else code

    def close(self) -> None:
        """Let go of servers and the workspace."""
        self._services.close()


__all__ = ["FAILED", "UsageError", "entry", "main"]
