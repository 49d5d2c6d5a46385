"""Programs of the system as stages of a pipeline: lines in, lines out."""

import shutil
import subprocess
from collections.abc import Callable
from typing import Any

from smimeadmin.shell.engine.arguments import NO_VALUE, Argument
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.emitting import items_of
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.flow import nothing_below
from smimeadmin.shell.engine.scope import Frame


def find_program(name: str) -> str | None:
    """Return the path of a program, or None."""
    return shutil.which(name)


def words_of(arguments: list[Argument]) -> list[str]:
    """Return the words that a program gets: parameters as they were typed, lists one by one."""
    words: list[str] = []
    for argument in arguments:
        if argument.name is not None:
            word = argument.node.text if argument.node is not None else f"-{argument.name}"
            if argument.value is not NO_VALUE and argument.node is not None:
                word = f"-{argument.name}:{to_text(argument.value)}"
            words.append(word)
        elif argument.text is not None:
            words.append(argument.text)
        else:
            words.extend(to_text(item) for item in items_of(argument.value))
    return words


class NativeStage:
    """Runs a program; its output comes line by line, ``$LASTEXITCODE`` is its exit code."""

    __slots__ = (
        "_arguments",
        "_frame",
        "_input",
        "_out",
        "_path",
        "_piped",
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
        self._input: list[str] = []
        self.failed = False
        self.accept = self._take
        self.start_below: Callable[[], None] = nothing_below

    def _take(self, item: Any) -> None:
        self._input.append(to_text(item))

    def begin(self) -> None:
        """Do nothing yet: the program starts when its input is complete."""

    def end(self) -> None:
        """Run the program and pass its lines on."""
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
        self._exchange(process)
        session.set_exit_code(process.returncode)
        self.failed = process.returncode != 0

    def _exchange(self, process: "subprocess.Popen[str]") -> None:
        given = "".join(f"{line}\n" for line in self._input) if self._piped else None
        try:
            output, errors = process.communicate(given)
        except BaseException:
            process.kill()
            process.wait()
            raise
        for line in output.splitlines():
            self._out(line)
        for line in (errors or "").splitlines():
            self._frame.streams.error(line)

    def clean(self) -> None:
        """Do nothing: the program has ended."""
