"""The lowest layer of the parser: where it is, white space, comments, errors.

There is no list of tokens. Each layer above reads what it expects at ``pos``, in the way of its
mode (command, expression, type name), so that nothing is ever scanned twice in another mode.
"""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from smimeadmin.shell.language.ast_base import (
    Ast,
    ExpressionAst,
    PipelineBaseAst,
    SourceText,
    StatementAst,
    VariablePath,
)
from smimeadmin.shell.language.ast_blocks import ScriptBlockAst, StatementBlockAst
from smimeadmin.shell.language.characters import PAUSES, SPACES, Patterns
from smimeadmin.shell.language.errors import ParseError

#: How many expressions and statements may stand inside one another.
NESTING_LIMIT = 2000
#: Calls that one level of nesting takes at most, with room to spare.
CALLS_PER_LEVEL = 12
#: From this level on Python's own limit is raised, so that the limit above is met first.
DEEP = 50


class Scanner:
    """A position in a text; the classes above it add the rules, one topic each."""

    patterns: ClassVar[Patterns | None] = None

    def __init__(self, source: SourceText, *, nested: bool = False) -> None:
        if Scanner.patterns is None:
            Scanner.patterns = Patterns()
        self.match = Scanner.patterns
        self.source = source
        self.end = len(source.text)
        #: The text with NULs behind it, so that looking at the next characters never fails.
        self.text = source.text + "\0\0\0\0"
        self.pos = 0
        #: Whether this text is the undone inside of a ``$( )`` in a string.
        self.nested = nested
        #: Whether a comma separates arguments here, and makes no list.
        self.no_comma = False
        #: Whether numbers end before ``?`` and ``:``.
        self.in_ternary = False
        self.depth = 0
        #: Faults of meaning, told only if the text has no fault of form.
        self.deferred: list[ParseError] = []
        #: What is being read: its kind, start, and the parts read so far, outermost first.
        self.open: list[tuple[str, int, Sequence[Ast]]] = []
        self.paths: dict[str, VariablePath] = {}

    # --- white space ------------------------------------------------------------------------

    def peek(self) -> str:
        """Skip white space and comments, not new lines; return the character there."""
        text = self.text
        pos = self.pos
        character = text[pos]
        if character == " ":
            pos += 1
            character = text[pos]
        if character in PAUSES:
            return self._peek_on(pos)
        self.pos = pos
        return character

    def _peek_on(self, pos: int) -> str:
        text = self.text
        space = self.match.space
        while True:
            match = space(text, pos)
            if match is not None:
                pos = match.end()
            character = text[pos]
            if character == "#":
                pos = self._line_comment(pos)
            elif character == "<" and text[pos + 1] == "#":
                pos = self._block_comment(pos)
            elif character == "`":
                after = self._continuation(pos)
                if after == pos:
                    break
                pos = after
            else:
                break
        self.pos = pos
        return text[pos]

    def _continuation(self, pos: int) -> int:
        """Return where a backtick that is white space ends; ``pos`` if it is an escape."""
        text = self.text
        following = text[pos + 1]
        if following == "\r":
            return pos + (3 if text[pos + 2] == "\n" else 2)
        if following == "\n" or following in SPACES:
            return pos + 2
        if following == "\0" and pos + 1 == self.end:
            self.pos = self.end
            raise self.error("IncompleteString", self.end, self.end)
        return pos

    def _line_comment(self, pos: int) -> int:
        match = self.match.line_end(self.text, pos, self.end)
        end = match.start() if match else self.end
        self._comment(pos, end)
        return end

    def _block_comment(self, pos: int) -> int:
        end = self.text.find("#>", pos + 2, self.end)
        if end < 0:
            self.pos = self.end
            raise self.error("MissingTerminatorMultiLineComment", pos, self.end)
        self._comment(pos, end + 2)
        return end + 2

    def _comment(self, start: int, end: int) -> None:
        comments = self.source.comments
        if not comments or comments[-1][1] <= start:
            comments.append((start, end))

    def skip_lines(self) -> str:
        """Skip white space, comments and new lines; return the character there."""
        text = self.text
        pos = self.pos
        lines = self.match.lines
        while True:
            match = lines(text, pos)
            if match is not None:
                pos = match.end()
            character = text[pos]
            if character not in PAUSES:
                self.pos = pos
                return character
            self.pos = pos
            character = self._peek_on(pos)
            if self.pos == pos:
                return character
            pos = self.pos

    def skip_terminators(self) -> str:
        """Skip white space, comments, new lines and semicolons; return the character there."""
        text = self.text
        terminators = self.match.terminators
        pos = self.pos
        while True:
            match = terminators(text, pos)
            if match is not None:
                pos = match.end()
            character = text[pos]
            if character not in PAUSES:
                self.pos = pos
                return character
            self.pos = pos
            character = self._peek_on(pos)
            if self.pos == pos:
                return character
            pos = self.pos

    def at_end(self) -> bool:
        """Whether nothing but white space and comments follows."""
        return self.peek() == "\0" and self.pos == self.end

    def word(self) -> str:
        """Return the identifier at ``pos`` without moving, or an empty text."""
        match = self.match.word(self.text, self.pos)
        if match is None:
            return ""
        return match.group()

    # --- errors and limits ------------------------------------------------------------------

    def error(
        self,
        error_id: str,
        start: int | None = None,
        end: int | None = None,
        *,
        subject: str = "",
        open_ended: bool = True,
        partial: Sequence[Ast] = (),
    ) -> ParseError:
        """Make the error to raise; ``open_ended`` if more text at the end could mend it.

        ``partial`` are the nodes that were read and would be lost with the error.
        """
        if start is None:
            start = self.pos
        incomplete = open_ended and (self.nested or self.pos >= self.end or self.at_end())
        error = ParseError(
            error_id,
            self.source,
            start,
            start if end is None else end,
            incomplete=incomplete,
            subject=subject,
        )
        error.open_ended = open_ended
        error.partial.extend(partial)
        return error

    def unexpected(self) -> ParseError:
        """Make the error for what stands at ``pos`` and belongs to nothing."""
        end = self.pos + 1
        match = self.match.bare(self.text, self.pos)
        if match is not None and match.end() > end:
            end = match.end()
        end = min(end, self.end)
        return self.error(
            "UnexpectedToken", self.pos, end, subject=self.text[self.pos : end], open_ended=False
        )

    def defer(self, error_id: str, start: int, end: int, subject: str = "") -> None:
        """Note a fault of meaning: it counts if the whole text parses."""
        self.deferred.append(ParseError(error_id, self.source, start, end, subject=subject))

    def defer_all(self, faults: Iterable[tuple[str, Ast, str]]) -> None:
        """Note the faults that a check of ``checks`` found."""
        for error_id, node, subject in faults:
            self.defer(error_id, node.start, node.end, subject)

    def descend(self) -> None:
        """Count one level of nesting; every call is matched by ``depth -= 1``."""
        self.depth += 1
        if self.depth > DEEP:
            if self.depth > NESTING_LIMIT:
                raise self.error("NestingTooDeep", open_ended=False)
            needed = NESTING_LIMIT * CALLS_PER_LEVEL
            if sys.getrecursionlimit() < needed:
                # Python calls of Python functions take no C stack: only its counter is in the way.
                sys.setrecursionlimit(needed)

    def path(self, name: str) -> VariablePath:
        """Return the path of a variable's name, one object for each spelling."""
        found = self.paths.get(name)
        if found is None:
            found = self.paths[name] = VariablePath(name)
        return found

    # --- what the layers above provide ------------------------------------------------------

    @abstractmethod
    def expression(self) -> ExpressionAst | None:
        """Read an expression; None if none starts here."""

    @abstractmethod
    def unary(self) -> ExpressionAst | None:
        """Read a value with its unary operators and casts; None if none starts here."""

    @abstractmethod
    def argument(self) -> ExpressionAst | None:
        """Read one argument of a command; None if none starts here."""

    @abstractmethod
    def statement(self) -> StatementAst | None:
        """Read a statement; None if none starts here."""

    @abstractmethod
    def pipeline_chain(self) -> PipelineBaseAst | None:
        """Read an assignment or pipelines; None if none starts here."""

    @abstractmethod
    def statements(self, opening: int, closer: str, error_id: str) -> StatementBlockAst:
        """Read statements up to and with their closing bracket."""

    @abstractmethod
    def after_attributes(self, start: int) -> StatementAst | None:
        """Read a statement that starts with ``[``."""

    @abstractmethod
    def script_block(self, opening: int) -> ScriptBlockAst:
        """Read the inside of ``{ }`` and its end; ``opening`` is the place of the ``{``."""

    @abstractmethod
    def nested_parser(self, source: SourceText) -> Scanner:
        """Make a parser for the undone inside of a ``$( )`` in a string."""
