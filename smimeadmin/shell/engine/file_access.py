"""How members that touch the world ([IO.File], FileInfo) reach what the running session has.

A context variable, not a global: two sessions in one process each have their own.
"""

from contextvars import ContextVar
from typing import Any, Final, Protocol

from smimeadmin.core.files import Files


class FileAccess(Protocol):
    """What a session gives to such members: files, and what scripts set without effect."""

    files: Files
    accepted: dict[str, Any]

    def resolve(self, path: str) -> str:
        """Return a path as the port knows it, relative to the session's folder."""

    def note(self, text: str) -> None:
        """Tell a detail if ``$VerbosePreference`` wants it."""


FILE_ACCESS: Final[ContextVar[FileAccess]] = ContextVar("FILE_ACCESS")
