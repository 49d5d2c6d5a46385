"""A real terminal for tests: the program on a pty, its screen kept by pyte."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

WAIT_SECONDS = 20.0


class Terminal:
    """The program on a screen of 100 by 40; ``lines`` is what a person sees now."""

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        *,
        columns: int = 100,
        rows: int = 40,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.code: int | None = None
        self.pid, self._master = pty.fork()
        if self.pid == 0:  # the child: it becomes the program
            os.chdir(folder)
            os.execve(sys.executable, [sys.executable, *arguments], dict(environment))  # noqa: S606 - it is the point
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without what is blank at their ends."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines).rstrip()

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def until(self, condition: Callable[[], bool], seconds: float = WAIT_SECONDS) -> float:
        """Read until the screen is as wanted; return how long that took."""
        began = time.monotonic()
        while not condition():
            left = began + seconds - time.monotonic()
            if left <= 0 or self.code is not None:
                raise AssertionError(f"not within {seconds} s; the screen:\n{self.text}")
            self._read(min(left, 0.1))
        return time.monotonic() - began

    def shows(self, text: str) -> float:
        """Read until the screen shows a text."""
        return self.until(lambda: text in self.text)

    def last_line_is(self, text: str) -> float:
        """Read until the lowest line that isn't blank is this one."""
        return self.until(lambda: self.text.rpartition("\n")[2] == text)

    def _read(self, seconds: float) -> None:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return
        try:
            data = os.read(self._master, 65536)
        except OSError:
            data = b""  # Linux says so when the other end is closed
        if not data:
            self._reap()
            return
        self._stream.feed(data)
        if b"\x1b[6n" in data:  # the program asks where the cursor is, as terminals can tell
            cursor = self.screen.cursor
            self.type(f"\x1b[{cursor.y + 1};{cursor.x + 1}R")

    def ends(self) -> int:
        """Read until the program ends; return its exit code."""
        self.until(lambda: self.code is not None)
        assert self.code is not None
        return self.code

    def _reap(self) -> None:
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def close(self) -> None:
        """End the program, whatever it does."""
        if self.code is None:
            os.kill(self.pid, 9)
            self._reap()
        os.close(self._master)
