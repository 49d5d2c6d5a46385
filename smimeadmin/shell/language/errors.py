"""The one error of the language, and the words for each of PowerShell's error ids."""

from typing import ClassVar

from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.shell.language.ast_base import Ast, SourceText
from smimeadmin.shell.language.messages import HINTS, MESSAGES


class ParseError(SmimeAdminError):
    """Text that is no PowerShell, or not yet.

    ``id`` is PowerShell's own error id (``MissingEndCurlyBrace``). ``start`` and ``end`` are
    offsets in ``source``, ``line`` and ``column`` count from 1. ``incomplete`` says that more
    text could mend it: a prompt asks for another line. ``partial`` holds the nodes that were
    understood before the error, innermost first, for completion.
    """

    id: ClassVar[str] = "Language.ParseError"
    kind: ClassVar[ErrorKind] = ErrorKind.INVALID_INPUT

    def __init__(
        self,
        error_id: str,
        source: SourceText,
        start: int,
        end: int,
        *,
        incomplete: bool = False,
        subject: str = "",
    ) -> None:
        message = MESSAGES[error_id].format(subject)
        super().__init__(message, hint=HINTS.get(error_id, "").format(subject) or None)
        self.id = error_id  # type: ignore[misc] # PowerShell has an id for each error, not one
        self.source = source
        self.start = start
        self.end = end
        self.incomplete = incomplete
        self.line, self.column = source.position(start)
        #: Whether it is the kind of error that more text at the end could mend.
        self.open_ended = incomplete
        self.partial: list[Ast] = []

    def __str__(self) -> str:
        return f"line {self.line} char {self.column}: {self.message}"
