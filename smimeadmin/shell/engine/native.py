"""Programs of the system as stages of a pipeline: lines in, lines out."""

import queue
import shutil
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from smimeadmin.shell.engine.arguments import NO_VALUE, Argument
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.convert import to_bool, to_text
from smimeadmin.shell.engine.emitting import items_of
from smimeadmin.shell.engine.error_record import CommandError, ErrorRecord, TerminatingError
from smimeadmin.shell.engine.faults import preference, report
from smimeadmin.shell.engine.flow import nothing_below
from smimeadmin.shell.engine.net_exceptions import AUTOMATION, NetException
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.language.ast import VariableExpressionAst


def find_program(name: str) -> str | None:
    """Return the path of a program, or None."""
    return shutil.which(name)


def _is_splat(node: Any) -> bool:
    return isinstance(node, VariableExpressionAst) and node.splatted


def words_of(arguments: list[Argument]) -> list[str]:
    """Return the words that a program gets: parameters as they were typed, lists one by one."""
    words: list[str] = []
    for argument in arguments:
        if argument.name is not None:
            typed = argument.node is not None and not _is_splat(argument.node)
            word = argument.node.text if typed else f"-{argument.name}"
            if argument.value is not NO_VALUE and argument.node is not None:
                word = f"-{argument.name}:{to_text(argument.value)}"
            words.append(word)
        elif argument.text is not None:
            words.append(argument.text)
        else:
            words.extend(to_text(item) for item in items_of(argument.value))
    return words


_OUTPUT, _ERROR = 1, 2
_PATIENCE, _SHORT = 0.1, 0.02
_MANY = 1000
"""How many lines wait between the program and the pipeline before one of them has to."""


class NativeStage:
    """Runs a program: its lines are passed on as they come, ``$LASTEXITCODE`` is its exit code.

    The program's pipes are read by threads, so that neither it nor the pipeline waits for the
    other; what is written downstream is written by the pipeline's own thread.
    """

    __slots__ = (
        "_arguments",
        "_errors",
        "_frame",
        "_input",
        "_is_over",
        "_lines",
        "_out",
        "_path",
        "_piped",
        "_process",
        "_readers",
        "accept",
        "failed",
        "start_below",
    )

    def __init__(
        self,
        info: CommandInfo,
        arguments: list[Argument],
        frame: Frame,
        out: Callable[[Any], Any],
        *,
        piped: bool,
    ) -> None:
        self._path = str(info.target)
        self._arguments = words_of(arguments)
        self._frame = frame
        self._out = out
        self._piped = piped
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[tuple[int, str | None]] = queue.Queue(_MANY)
        self._input: queue.Queue[str | None] = queue.Queue(_MANY)
        self._is_over = False
        self._readers = 0
        self._errors = 0
        self.failed = False
        self.accept = self._take
        self.start_below: Callable[[], None] = nothing_below

    def begin(self) -> None:
        """Start the program if the pipeline feeds it: it may write before its input ends."""
        if self._piped:
            self._start()

    def _start(self) -> "subprocess.Popen[str]":
        session = self._frame.session
        redirected = session.errors_are_redirected(self._frame.streams)
        try:
            process = subprocess.Popen(  # noqa: S603 - a program that the user called by name
                [self._path, *self._arguments],
                stdin=subprocess.PIPE if self._piped else None,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE if redirected else None,
                cwd=session.location,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            raise CommandError(
                "NativeCommandFailed",
                f"The program '{self._path}' did not start: {error.strerror}.",
                category="ResourceUnavailable",
                target=self._path,
            ) from error
        self._process = process
        session.programs.add(process)
        for number, pipe in ((_OUTPUT, process.stdout), (_ERROR, process.stderr)):
            if pipe is not None:
                self._readers += 1
                threading.Thread(target=self._read, args=(number, pipe), daemon=True).start()
        if process.stdin is not None:
            threading.Thread(target=self._write, args=(process.stdin,), daemon=True).start()
        return process

    def _read(self, number: int, pipe: IO[str]) -> None:
        """Hand the lines of a pipe over, then None: runs in a thread of its own."""
        with pipe:
            for line in pipe:
                self._lines.put((number, line.removesuffix("\n").removesuffix("\r")))
                if self._is_over:
                    return
        self._lines.put((number, None))

    def _write(self, pipe: IO[str]) -> None:
        """Write what comes by the pipeline, then end the input: runs in a thread of its own."""
        text: str | None = ""
        # What reads no further than it wants to breaks the pipe; its output still counts.
        with suppress(BrokenPipeError, ValueError), pipe:
            while (text := self._input.get()) is not None:
                pipe.write(text)
                if self._input.empty():
                    pipe.flush()
        while text is not None:
            text = self._input.get()

    def _take(self, item: Any) -> None:
        """Hand a line to the program, and pass on what it has written so far."""
        text = f"{to_text(item)}\n"
        while not self._hand_in(text):
            self._pass_on_waiting()
        self._pass_on_waiting()

    def _hand_in(self, text: str | None) -> bool:
        try:
            self._input.put(text, timeout=_SHORT)
        except queue.Full:
            return False
        return True

    def _pass_on_waiting(self) -> None:
        while not self._lines.empty():
            self._pass_on(*self._lines.get())

    def end(self) -> None:
        """End the program's input, pass its lines on until it has ended, and note its code."""
        process = self._process or self._start()
        while self._piped and not self._hand_in(None):
            self._pass_on_waiting()
        while self._readers:
            self._pass_on(*self._wait_for_line())
        code = process.wait()
        session = self._frame.session
        session.programs.discard(process)
        session.set_exit_code(code)
        self.failed = code != 0
        if self.failed:
            self._object_to(code, process.pid)

    def _wait_for_line(self) -> tuple[int, str | None]:
        while True:
            try:
                return self._lines.get(timeout=_PATIENCE)
            except queue.Empty:
                continue  # a signal (Ctrl-C) is looked at between two waits on every system

    def _pass_on(self, number: int, line: str | None) -> None:
        if line is None:
            self._readers -= 1
        elif number == _OUTPUT:
            self._out(line)
        else:
            self._frame.streams.error(self._record_of(line))

    def _record_of(self, line: str) -> ErrorRecord:
        """Return a line of the error output as the record that ``2>&1`` gives."""
        self._errors += 1
        error_id = "NativeCommandError" if self._errors == 1 else "NativeCommandErrorMessage"
        record = ErrorRecord(NetException(AUTOMATION + "RemoteException", line), error_id)
        record.target_object = line
        return record

    def _object_to(self, code: int, process_id: int) -> None:
        """Write an error about the exit code if a preference variable wants one."""
        scope = self._frame.scope
        wanted = scope.find("psnativecommanduseerroractionpreference")
        if wanted is None or not to_bool(wanted.v):
            return
        name = self._path.replace("\\", "/").rpartition("/")[2]
        exception = NetException(
            AUTOMATION + "NativeCommandExitException",
            f'Program "{name}" ended with non-zero exit code: {code} (0x{code & 0xFFFFFFFF:08X}).',
            fields={"ExitCode": code, "Path": self._path, "ProcessId": process_id},
        )
        record = ErrorRecord(exception, "ProgramExitedWithNonZeroCode", "NotSpecified", self._path)
        action = preference(self._frame, "erroractionpreference")
        if action == "stop":
            raise TerminatingError(record, ends_script=True)
        if action != "ignore":
            report(self._frame, record, shown=action != "silentlycontinue")

    def clean(self) -> None:
        """End a program that nobody listens to any more, and let the threads go."""
        process = self._process
        if process is None:
            return
        self._is_over = True
        if process.poll() is None:
            process.kill()
            process.wait()
            self._frame.session.programs.discard(process)
        for waiting in (self._lines, self._input):
            while not waiting.empty():  # a thread that waits for room goes on, and sees the end
                waiting.get()
        if self._readers and self._piped:
            self._hand_in(None)
