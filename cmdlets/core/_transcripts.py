"""Transcripts: what is shown, in a file, with PowerShell's head and foot."""

import getpass
import os
import platform
import sys
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO, Final

from smimeadmin.shell.engine.automatic_variables import VERSION_TEXT
from smimeadmin.shell.language.secret_literals import masked

_LINE: Final = "*" * 22


class FileTranscript:
    """Writes what is shown to a file as it comes; ``now`` gives the local time."""

    def __init__(
        self, path: str, stream: BinaryIO, now: Callable[[], datetime], *, with_times: bool
    ) -> None:
        self.path = path
        self._stream = stream
        self._now = now
        self._with_times = with_times

    def begin(self, *, minimal: bool) -> None:
        """Write the head."""
        rows = [] if minimal else facts_of_run()
        lines = ("PowerShell transcript start", f"Start time: {self._stamp()}", *rows)
        self._block(*lines)

    def write(self, text: str) -> None:
        """Keep a text that was shown."""
        if not self._stream.closed:
            self._stream.write(text.encode("utf-8", "replace"))

    def typed(self, line: str) -> None:
        """Keep a line that was typed at the prompt, with stars in the place of secrets."""
        if self._with_times:
            self._block(f"Command start time: {self._stamp()}")
        self.write(f"PS>{masked(line)}\n")

    def close(self) -> None:
        """Write the foot, and let go of the file."""
        if not self._stream.closed:
            self._block("PowerShell transcript end", f"End time: {self._stamp()}")
            self._stream.close()

    def _block(self, *lines: str) -> None:
        self.write("\n".join((_LINE, *lines, _LINE, "")))

    def _stamp(self) -> str:
        return self._now().strftime("%Y%m%d%H%M%S")


def facts_of_run() -> list[str]:
    """Return the lines that tell who ran what, and where."""
    user = getpass.getuser()
    name = platform.node()
    return [
        f"Username: {user}",
        f"RunAs User: {user}",
        "Configuration Name: ",
        f"Machine: {name} ({platform.system()} {platform.release()})",
        f"Host Application: {os.path.basename(sys.argv[0]) or 'smimeadmin'}",  # noqa: PTH119 - a text
        f"Process ID: {os.getpid()}",
        f"PSVersion: {VERSION_TEXT}",
        "PSEdition: Core",
        f"OS: {platform.system()} {platform.release()}",
        f"Platform: {'Win32NT' if os.name == 'nt' else 'Unix'}",
        "PSCompatibleVersions: 1.0, 2.0, 3.0, 4.0, 5.0, 5.1, 6.0, 7.0",
        "SerializationVersion: 1.1.0.1",
        "WSManStackVersion: 3.0",
    ]
