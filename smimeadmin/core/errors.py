"""The root of every error that this product raises on purpose."""

import re
from enum import Enum
from typing import ClassVar, Final

_LONGEST_NAME: Final = 120
# A name in quotes (not the apostrophe of a word), or anything else without a blank.
_NAMES: Final = r"(?<![^\s(\[=:,])'.*?'(?=[\s.,:;)\]]|$)|[^\s']{121,}"


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

    cuts_names: ClassVar[bool] = True
    """Whether a name that is too long to be read is cut in the message; fields keep it whole."""

    id: ClassVar[str] = "Core.Error"
    kind: ClassVar[ErrorKind] = ErrorKind.INVALID_INPUT

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        if self.cuts_names and len(message) > _LONGEST_NAME:
            message = re.sub(_NAMES, _cut, message, flags=re.DOTALL)
        super().__init__(message)
        self.message = message
        self.hint = hint

    def name_source(self, source: str) -> None:
        """Say first which file or the like the error is about, unless it says so already."""
        if source not in self.message:
            SmimeAdminError.__init__(self, f"'{source}': {self.message}", hint=self.hint)


def _cut(match: re.Match[str]) -> str:
    """Keep both ends of a long name: a path tells most at its end."""
    name = match[0]
    if len(name) <= _LONGEST_NAME:
        return name
    half = _LONGEST_NAME // 2
    return f"{name[:half]}\u2026{name[-half:]}"
