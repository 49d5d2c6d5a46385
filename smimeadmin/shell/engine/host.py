"""What the engine asks of the terminal, window or job that it runs in."""

from collections.abc import Sequence
from typing import Protocol

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class PromptRefusedError(SmimeAdminError):
    """A question came up in a run that has nobody to answer it."""

    id = "Host.PromptRefused"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, question: str) -> None:
        super().__init__(
            f"'{question}' can't be asked: this run is not interactive.",
            hint="Give the value on the command line, or run without --non-interactive.",
        )
        self.question = question


class Transcript(Protocol):
    """Keeps what is shown, and the lines that are typed at a prompt."""

    def write(self, text: str) -> object:
        """Keep a text that was shown."""

    def typed(self, line: str) -> None:
        """Keep a line that was typed, without the secrets in it."""

    def close(self) -> None:
        """End it."""


class Host(Protocol):
    """Draws the streams and asks the questions; a cmdlet reaches it as ``self.host``.

    Errors, warnings and the like arrive here only when no redirection or preference caught them.
    """

    @property
    def interactive(self) -> bool:
        """Whether somebody can answer a question."""

    @property
    def columns(self) -> int:
        """The width of the output in characters."""

    @property
    def transcripts(self) -> list[Transcript]:
        """What also gets all that is shown, the newest last; Start-Transcript adds to it."""

    def write(
        self,
        text: str,
        *,
        newline: bool = True,
        foreground: str | None = None,
        background: str | None = None,
    ) -> None:
        """Show text (Write-Host)."""

    def write_error(self, record: object) -> None:
        """Show one ``ErrorRecord``."""

    def write_warning(self, text: str) -> None:
        """Show one warning."""

    def write_verbose(self, text: str) -> None:
        """Show one line of detail."""

    def write_debug(self, text: str) -> None:
        """Show one line for debugging."""

    def write_what_if(self, text: str) -> None:
        """Show what a command would have done."""

    def write_progress(
        self, activity: str, status: str, percent: int | None, *, finished: bool = False
    ) -> None:
        """Show how far a long command is."""

    def ask(self, question: str, *, name: str) -> str:
        """Ask for a line of text; ``name`` is the parameter it is for."""

    def ask_secret(self, question: str, *, name: str) -> str:
        """Ask for a text that is not shown while it is typed."""

    def choose(self, caption: str, question: str, choices: Sequence[str], default: int) -> int:
        """Ask for one of ``choices`` (``&`` marks the key) and return its number."""


class SilentHost:
    """A host without a terminal: keeps what is shown, and refuses every question.

    ``shown`` has one pair (stream, text or record) for each thing that came, in order.
    """

    def __init__(self, *, columns: int = 80) -> None:
        self.shown: list[tuple[str, object]] = []
        self.transcripts: list[Transcript] = []
        self._columns = columns

    @property
    def interactive(self) -> bool:
        """Nobody is there."""
        return False

    @property
    def columns(self) -> int:
        """The width that tables are made for."""
        return self._columns

    def write(
        self,
        text: str,
        *,
        newline: bool = True,
        foreground: str | None = None,
        background: str | None = None,
    ) -> None:
        """Keep a text of Write-Host, with its line end; colours don't matter here."""
        del foreground, background
        whole = text + "\n" if newline else text
        self.shown.append(("host", whole))
        for transcript in self.transcripts:
            transcript.write(whole)

    def write_error(self, record: object) -> None:
        """Keep an error record."""
        self.shown.append(("error", record))

    def write_warning(self, text: str) -> None:
        """Keep a warning."""
        self.shown.append(("warning", text))

    def write_verbose(self, text: str) -> None:
        """Keep a line of detail."""
        self.shown.append(("verbose", text))

    def write_debug(self, text: str) -> None:
        """Keep a line for debugging."""
        self.shown.append(("debug", text))

    def write_what_if(self, text: str) -> None:
        """Keep what a command would have done."""
        self.shown.append(("what if", text))

    def write_progress(
        self, activity: str, status: str, percent: int | None, *, finished: bool = False
    ) -> None:
        """Show no progress: nobody watches."""

    def ask(self, question: str, *, name: str) -> str:
        """Refuse."""
        raise PromptRefusedError(f"{name}: {question}" if question else name)

    def ask_secret(self, question: str, *, name: str) -> str:
        """Refuse."""
        raise PromptRefusedError(f"{name}: {question}" if question else name)

    def choose(self, caption: str, question: str, choices: Sequence[str], default: int) -> int:
        """Refuse."""
        del choices, default
        raise PromptRefusedError(question or caption)
