"""How the members that touch files ([IO.File], FileInfo) reach the files of the running session.

A context variable, not a global: two sessions in one process each have their own.
"""

from contextvars import ContextVar
from typing import Final, Protocol

from smimeadmin.core.files import Files


class FileAccess(Protocol):
    """What a session gives to the members that touch files."""

    files: Files

    def resolve(self, path: str) -> str:
        """Return a path as the port knows it, relative to the session's folder."""


FILE_ACCESS: Final[ContextVar[FileAccess]] = ContextVar("FILE_ACCESS")
