"""What was run at a prompt: the material of Get-History."""

from datetime import datetime, timedelta


class HistoryInfo:
    """One line that was run: its number, text, how it ended, when and how long it ran."""

    __slots__ = (
        "command_line",
        "duration",
        "end_execution_time",
        "execution_status",
        "id",
        "start_execution_time",
    )
    type_name = "Microsoft.PowerShell.Commands.HistoryInfo"
    shown = (
        "id",
        "command_line",
        "execution_status",
        "start_execution_time",
        "end_execution_time",
        "duration",
    )

    def __init__(
        self, number: int, line: str, status: str, started: datetime, ended: datetime
    ) -> None:
        self.id = number
        self.command_line = line
        self.execution_status = status
        self.start_execution_time = started
        self.end_execution_time = ended
        self.duration: timedelta = ended - started

    def __str__(self) -> str:
        return self.command_line


class CommandHistory:
    """The lines of one session, numbered from 1; the oldest fall out.

    ``requested`` is a line that Invoke-History wants to be kept in the place of its own.
    """

    __slots__ = ("_limit", "_next", "entries", "requested")

    def __init__(self, limit: int = 4096) -> None:
        self._limit = limit
        self._next = 1
        self.entries: list[HistoryInfo] = []
        self.requested: str | None = None

    def add(self, line: str, status: str, started: datetime, ended: datetime) -> None:
        """Keep a line that has ended; ``status`` is Completed, Failed or Stopped."""
        self.entries.append(HistoryInfo(self._next, line, status, started, ended))
        self._next += 1
        del self.entries[: -self._limit]

    def replacement_of(self, line: str) -> str:
        """Return what is kept in the place of a line that was run."""
        return line if self.requested is None else self.requested

    def clear(self) -> None:
        """Forget all lines; numbers go on."""
        self.entries.clear()
