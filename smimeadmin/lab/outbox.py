"""What waits to be received: one queue for a shell, one for each of its commands."""

import threading
import time
from collections.abc import Iterable
from typing import Final

from smimeadmin.lab.envelopes import Output
from smimeadmin.lab.faults import timed_out

MOST_AT_ONCE: Final = 64
"""How many pieces one Receive answers with."""


class Outbox:
    """A queue that one Receive at a time waits at; a newer one takes the place of an older one.

    A client whose connection broke leaves a Receive behind that would swallow what comes next.
    """

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self._waiting: list[Output] = []
        self._exit_code: int | None = None
        self._newest = 0

    def put(self, outputs: Iterable[Output]) -> None:
        """Append pieces, in their order."""
        with self._ready:
            self._waiting.extend(outputs)
            self._ready.notify_all()

    def finish(self, exit_code: int = 0) -> None:
        """Say that nothing more comes."""
        with self._ready:
            self._exit_code = exit_code
            self._ready.notify_all()

    def take(self, seconds: float) -> tuple[list[Output], int | None]:
        """Return what waits, and the exit code with the last of it.

        Waits ``seconds`` at most. Raises the TimedOut fault when nothing came, or when a newer
        call took over.
        """
        until = time.monotonic() + seconds
        with self._ready:
            self._newest += 1
            mine = self._newest
            self._ready.notify_all()
            while not self._waiting and self._exit_code is None:
                left = until - time.monotonic()
                if left <= 0 or mine != self._newest or not self._ready.wait(left):
                    raise timed_out()
            if mine != self._newest:
                raise timed_out()
            taken, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            return taken, None if self._waiting else self._exit_code
