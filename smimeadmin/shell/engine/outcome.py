"""What a run came to: the material of the exit code (design 5)."""

from typing import Any

from smimeadmin.core.errors import ErrorKind
from smimeadmin.shell.engine.error_record import ErrorRecord

_CODES = {ErrorKind.DENIED: 5, ErrorKind.UNAVAILABLE: 6, ErrorKind.TIMED_OUT: 6}

FAILED, SOME_FAILED = 1, 4


class Tally:
    """What a function's call came to, for the errors that Write-Error reports in its name.

    ``items`` came by the pipeline (a call without one is one item), ``errors`` were written,
    ``produced`` says that there was output.
    """

    __slots__ = ("errors", "items", "produced")

    def __init__(self) -> None:
        self.items = 0
        self.errors = 0
        self.produced = False

    @property
    def succeeded_too(self) -> bool:
        """Whether another item went well beside those that failed."""
        return self.produced or self.items > self.errors


class RunOutcome:
    """Collects what was neither caught nor redirected nor silenced.

    ``uncaught`` is the kind of the last uncaught terminating error, ``written`` the invocations
    (or the tallies of functions) that wrote errors, ``exited`` the code of ``exit``;
    ``uncaught_ended_script`` says that the script did not come to its end.
    """

    __slots__ = ("_terminating", "exited", "uncaught", "uncaught_ended_script", "written")

    def __init__(self) -> None:
        self.uncaught: ErrorKind | None = None
        self.written: list[Any] = []
        self.exited: int | None = None
        self.uncaught_ended_script = False
        self._terminating: ErrorRecord | None = None

    def note_uncaught(self, record: ErrorRecord) -> None:
        """Announce that this record, if it is shown, ended a statement or the script."""
        self._terminating = record

    def note_shown(self, record: Any) -> None:
        """Count an error that reached the host."""
        if record is self._terminating and self._terminating is not None:
            self.uncaught = self._terminating.kind
            self._terminating = None
        else:
            self.written.append(getattr(record, "invocation", None))

    @property
    def exit_code(self) -> int:
        """The exit code of the run, interrupts and rehearsals aside."""
        if self.exited is not None:
            return self.exited
        if self.uncaught is not None:
            return _CODES.get(self.uncaught, FAILED)
        if not self.written:
            return 0
        partly = all(i is not None and i.succeeded_too for i in self.written)
        return SOME_FAILED if partly else FAILED
