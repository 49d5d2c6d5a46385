"""How the members that touch files ([IO.File], FileInfo) reach the files of the running session.

A context variable, not a global: two sessions in one process each have their own.
"""

from contextvars import ContextVar
from typing import Any, Final, Protocol

from smimeadmin.core.files import Files
from smimeadmin.shell.engine.host import Host


class FileAccess(Protocol):
    """What a session gives to the members that touch files, the terminal and the location."""

    files: Files
    host: Host
    location: str
    culture: str
    accepted: dict[str, Any]

    def resolve(self, path: str) -> str:
        """Return a path as the port knows it, relative to the session's folder."""

    def set_exit_code(self, code: int) -> None:
        """Set ``$LASTEXITCODE``."""

    def note(self, text: str) -> None:
        """Tell a detail if ``$VerbosePreference`` wants it."""


FILE_ACCESS: Final[ContextVar[FileAccess]] = ContextVar("FILE_ACCESS")
