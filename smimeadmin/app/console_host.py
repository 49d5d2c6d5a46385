"""The host of scripts and single lines: data to stdout, everything else to stderr."""

import getpass
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from smimeadmin.core.files import Files
from smimeadmin.shell.engine.host import PromptRefusedError, Transcript
from smimeadmin.shell.formatting.error_view import (
    HINT,
    MARK,
    MESSAGE,
    Part,
    draw_record,
    message_line,
    progress_line,
)

DEFAULT_COLUMNS = 80
_RESET = "\x1b[0m"
_COLOURS = {MESSAGE: "\x1b[31m", MARK: "\x1b[31m", HINT: "\x1b[36m"}
_STREAM_COLOURS = {"warning": "\x1b[33m", "verbose": "\x1b[36m", "debug": "\x1b[36m"}


def terminal_columns(stream: TextIO) -> int:
    """Return the width to make lines for: the terminal's, else COLUMNS, else 80."""
    if stream.isatty():
        try:
            return os.get_terminal_size(stream.fileno()).columns or DEFAULT_COLUMNS
        except OSError:
            pass  # a terminal that does not know its size is as good as none
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isascii() and given.isdigit() and int(given) else DEFAULT_COLUMNS


class OutputClosed(BaseException):  # like Ctrl-C no error: nobody reads any more
    """Who read our output has gone: the run ends, and no script catches that."""


class Screen:
    """Two streams, and a transcript that gets what either shows."""

    def __init__(self, out: TextIO, error: TextIO, transcript: TextIO | None = None) -> None:
        self.out = out
        self.error = error
        self.transcript = transcript
        self.transcripts: list[Transcript] = []
        self.columns = terminal_columns(out)
        self.error_colours = error.isatty() and not os.environ.get("NO_COLOR")

    def write(self, text: str) -> None:
        """Write data; OutputClosed if nobody reads it any more."""
        try:
            self.out.write(text)
        except BrokenPipeError as closed:
            raise OutputClosed from closed
        self.keep(text)

    def tell(self, text: str, colour: str | None = None) -> None:
        """Write a line that is no data; what was written to stdout before is seen before."""
        try:
            self.out.flush()
        except BrokenPipeError as closed:
            raise OutputClosed from closed
        shown = f"{colour}{text}{_RESET}" if colour and self.error_colours else text
        self.error.write(shown + "\n")
        self.error.flush()
        self.keep(text + "\n")

    def tell_parts(self, parts: Sequence[Part]) -> None:
        """Write a drawn error."""
        for part in parts:
            self.tell(part.text, _COLOURS.get(part.kind))

    def keep(self, text: str) -> None:
        """Give what was shown to the transcripts."""
        if self.transcript is not None:
            self.transcript.write(text)
        for transcript in self.transcripts:
            transcript.write(text)

    def close(self) -> None:
        """Flush what was written."""
        self.out.flush()
        while self.transcripts:
            self.transcripts.pop().close()
        if self.transcript is not None:
            self.transcript.close()


def open_transcript(files: Files, path: str) -> TextIO:
    """Open a transcript for appending, private to the user."""
    whole = files.resolve(path)
    descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8")


class ConsoleHost:
    """Draws the streams; asks only where somebody sits at a terminal."""

    def __init__(
        self, screen: Screen, *, interactive: bool, data_only: bool, debug: bool = False
    ) -> None:
        self._screen = screen
        self._interactive = interactive
        self._data_only = data_only
        self._debug = debug
        self._progress = ""

    @property
    def interactive(self) -> bool:
        """Whether somebody can answer a question."""
        return self._interactive

    @property
    def columns(self) -> int:
        """The width of the output in characters."""
        return self._screen.columns

    @property
    def transcripts(self) -> list[Transcript]:
        """What also gets all that is shown."""
        return self._screen.transcripts

    def write(
        self,
        text: str,
        *,
        newline: bool = True,
        foreground: str | None = None,
        background: str | None = None,
    ) -> None:
        """Show a text of Write-Host: on stdout, or on stderr where stdout is for a program."""
        del foreground, background  # a script's own colours would end up in files and pipes
        whole = text + "\n" if newline else text
        if self._data_only:
            self._screen.out.flush()
            self._screen.error.write(whole)
            self._screen.keep(whole)
        else:
            self._screen.write(whole)

    def write_error(self, record: Any) -> None:
        """Show one ``ErrorRecord``."""
        self._clear_progress()
        trace = record.trace if self._debug and hasattr(record, "trace") else ""
        self._screen.tell_parts(draw_record(record, self.columns, trace=trace))

    def write_warning(self, text: str) -> None:
        """Show one warning."""
        self._stream("warning", text)

    def write_verbose(self, text: str) -> None:
        """Show one line of detail."""
        self._stream("verbose", text)

    def write_debug(self, text: str) -> None:
        """Show one line for debugging."""
        self._stream("debug", text)

    def write_what_if(self, text: str) -> None:
        """Show what a command would have done."""
        self._stream("what if", text)

    def write_progress(
        self, activity: str, status: str, percent: int | None, *, finished: bool = False
    ) -> None:
        """Show on a terminal how far a command is, on one line that the next one overwrites."""
        if not self._screen.error_colours:
            return
        self._clear_progress()
        if not finished:
            self._progress = progress_line(activity, status, percent, self.columns)
            self._screen.error.write(self._progress + "\r")
            self._screen.error.flush()

    def ask(self, question: str, *, name: str) -> str:
        """Ask for a line of text on the terminal."""
        self._refuse_unless_interactive(question, name)
        self._screen.out.flush()
        self._screen.error.write(f"{question or name}: ")
        self._screen.error.flush()
        return sys.stdin.readline().rstrip("\n")

    def ask_secret(self, question: str, *, name: str) -> str:
        """Ask for a text that is not shown while it is typed."""
        self._refuse_unless_interactive(question, name)
        self._screen.out.flush()
        return getpass.getpass(f"{question or name}: ", self._screen.error)

    def choose(self, caption: str, question: str, choices: Sequence[str], default: int) -> int:
        """Ask for one of ``choices`` until the answer is one."""
        self._refuse_unless_interactive(question or caption, "Confirm")
        for line in (caption, question):
            if line:
                self._screen.tell(line)
        keys = [choice.partition("&")[2][:1].casefold() for choice in choices]
        shown = "  ".join(
            f"[{key.upper()}] {choice.replace('&', '')}"
            for key, choice in zip(keys, choices, strict=True)
        )
        names = [choice.replace("&", "").casefold() for choice in choices]
        while True:
            lead = f"{shown} (default is '{keys[default].upper()}')"
            answer = self.ask(lead, name="Choice").strip().casefold()
            if not answer:
                return default
            if answer in keys:
                return keys.index(answer)
            if answer in names:
                return names.index(answer)

    def _refuse_unless_interactive(self, question: str, name: str) -> None:
        if not self._interactive:
            raise PromptRefusedError(f"{name}: {question}" if question else name)

    def _stream(self, stream: str, text: str) -> None:
        self._clear_progress()
        self._screen.tell(message_line(stream, text), _STREAM_COLOURS.get(stream))

    def _clear_progress(self) -> None:
        if self._progress:
            self._screen.error.write(" " * len(self._progress) + "\r")
            self._progress = ""
