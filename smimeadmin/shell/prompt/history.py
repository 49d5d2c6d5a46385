"""The history of typed lines: a private file in the workspace, in memory until there is one."""

import os
from collections.abc import Callable, Iterable

from prompt_toolkit.history import History

from smimeadmin.shell.prompt.secrets import holds_secret

FILE_NAME = "prompt-history"
_MAX_READ = 1 << 20
"""Bytes of the file that are read: about as many lines as anyone looks for."""


class PromptHistory(History):
    """Lines of earlier sessions and of this one; those that hold secrets are left out.

    ``folder`` says where the file is now: the folder may appear while the prompt is open. In the
    file every line of an entry begins with ``+``, and an empty line ends it.
    """

    def __init__(self, folder: Callable[[], str | None]) -> None:
        super().__init__()
        self._folder = folder
        self._waiting: list[str] = []

    def append_string(self, string: str) -> None:
        """Keep a line, unless it holds a secret or is the last one again."""
        if holds_secret(string) or (self._loaded and self._loaded_strings[:1] == [string]):
            return
        super().append_string(string)

    def load_history_strings(self) -> Iterable[str]:
        """Yield what the file holds, the newest first."""
        path = self._path()
        if path is None:
            return
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - the file is read from its end
                file.seek(max(os.fstat(file.fileno()).st_size - _MAX_READ, 0))
                text = file.read().decode("utf-8", errors="replace")
        except OSError:
            return  # there is no history yet, or none that may be read
        yield from reversed(entries_of(text))

    def store_string(self, string: str) -> None:
        """Append a line to the file; if that can't be, it stays in memory."""
        self._waiting.append(string)
        path = self._path()
        if path is None:
            return
        data = "".join(entry_text(entry) for entry in self._waiting).encode()
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            descriptor = os.open(path, flags, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
        except OSError:
            return  # a full or read-only disk must not stop anybody from typing
        self._waiting.clear()

    def _path(self) -> str | None:
        folder = self._folder()
        if folder is None or not os.path.isdir(folder):  # noqa: PTH112 - pathlib costs start-up
            return None
        return os.path.join(folder, FILE_NAME)  # noqa: PTH118 - likewise


def entry_text(entry: str) -> str:
    """Return an entry as the file holds it."""
    return "".join(f"+{line}\n" for line in entry.split("\n")) + "\n"


def entries_of(text: str) -> list[str]:
    """Return the entries of a file's text, the oldest first; what was cut off is left out."""
    found: list[str] = []
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("+"):
            lines.append(line[1:])
        elif lines and not line:
            found.append("\n".join(lines))
            lines = []
    return found
