"""The root of every error that this product raises on purpose."""

from enum import Enum
from typing import ClassVar


class ErrorKind(Enum):
    """What went wrong, in neutral words: exit codes and PowerShell's categories come from it."""

    INVALID_INPUT = "invalid input"
    NOT_FOUND = "not found"
    DENIED = "denied"
    UNTRUSTED = "untrusted"
    UNAVAILABLE = "unavailable"
    TIMED_OUT = "timed out"
    CONFLICT = "conflict"
    UNSUPPORTED = "unsupported"


class SmimeAdminError(Exception):
    """An error with a stable id, a kind, one sentence, and the next step.

    A subclass sets ``id`` (``Area.What``, never reused and never renamed) and ``kind``, and keeps
    what it names in fields of its own. Secrets never enter a message.
    """

    id: ClassVar[str] = "Core.Error"
    kind: ClassVar[ErrorKind] = ErrorKind.INVALID_INPUT

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
