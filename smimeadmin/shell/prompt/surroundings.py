"""What the prompt is given by the program that opens it."""

from typing import Protocol

from smimeadmin.core.clock import Clock
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.formatting.output_format import OutputSink


class Surroundings(Protocol):
    """A session, a place for output, and what only the program knows."""

    session: Session

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def history_folder(self) -> str | None:
        """The folder that the history is kept in, if it exists; None keeps it in memory."""

    @property
    def profile(self) -> str | None:
        """The script that is run first, whether it exists or not; None runs none."""

    def label(self) -> str:
        """Return what stands before the prompt's sign: the server, or ``local``."""

    def sink(self) -> OutputSink:
        """Return a place for the output of one line, as wide as the terminal is now."""

    def tell(self, fault: SmimeAdminError) -> None:
        """Show why a line or the profile could not be run at all."""

    def note(self, text: str) -> None:
        """Show a line that is no output."""

    def ended(self) -> None:
        """Tell what the line that has just ended came to: the changes it made."""
