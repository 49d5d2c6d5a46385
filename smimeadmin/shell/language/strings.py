"""Strings, here-strings, variables and barewords: everything that may hold ``$``."""

from __future__ import annotations

from typing import Final

from smimeadmin.shell.language.ast_base import (
    ExpressionAst,
    SourceText,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_expressions import (
    ExpandableStringExpressionAst,
    SubExpressionAst,
    UsingExpressionAst,
)
from smimeadmin.shell.language.characters import (
    BREAKS,
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    SPACES,
    is_letter_or_digit,
    trim_name,
)
from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.relocate import relocate
from smimeadmin.shell.language.scanner import Scanner

_ESCAPES: Final = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
_HEX: Final = frozenset("0123456789abcdefABCDEF")


class Pending:
    """A ``$( )`` in a string whose end is known and whose inside is not parsed yet."""

    __slots__ = ("dropped", "end", "start")

    def __init__(self, start: int, end: int, dropped: list[int]) -> None:
        self.start = start
        self.end = end
        #: Offsets of quotes and backticks that are undone before the inside is parsed.
        self.dropped = dropped


Part = str | ExpressionAst | Pending


class StringParser(Scanner):
    """Reads strings in two passes, as PowerShell does: first the end, then what is inside."""

    def single_quoted(self) -> StringConstantExpressionAst:
        """Read ``'text'``; ``pos`` is on the quote."""
        start = self.pos
        value, self.pos = self._single(start)
        return StringConstantExpressionAst(self.source, start, self.pos, value, "SingleQuoted")

    def _single(self, start: int) -> tuple[str, int]:
        text = self.text
        chunks: list[str] = []
        pos = start + 1
        while True:
            match = self.match.single(text, pos, self.end)
            stop = match.end() if match else pos
            if stop >= self.end:
                raise self._unterminated(start, "'")
            chunks.append(text[pos:stop])
            if text[stop + 1] not in SINGLE_QUOTES:
                return "".join(chunks), stop + 1
            chunks.append(text[stop + 1])
            pos = stop + 2

    def double_quoted(self) -> StringConstantExpressionAst | ExpandableStringExpressionAst:
        """Read ``"text $x"``; ``pos`` is on the quote."""
        start = self.pos
        text = self.text
        match = self.match.double(text, start + 1, self.end)
        stop = match.end() if match else start + 1
        if text[stop] in DOUBLE_QUOTES and text[stop + 1] not in DOUBLE_QUOTES:
            self.pos = stop + 1
            return StringConstantExpressionAst(
                self.source, start, stop + 1, text[start + 1 : stop], "DoubleQuoted"
            )
        parts: list[Part] = []
        end = self._double(start, parts)
        return self._string(start, end, parts, "DoubleQuoted")

    def _double(self, start: int, parts: list[Part]) -> int:
        """Read the inside of a double-quoted string; return the offset after its end."""
        text = self.text
        pos = start + 1
        while True:
            match = self.match.double(text, pos, self.end)
            stop = match.end() if match else pos
            if stop >= self.end:
                raise self._unterminated(start, '"')
            if stop > pos:
                parts.append(text[pos:stop])
            character = text[stop]
            if character == "$":
                pos = self._dollar(stop, parts, in_here_string=False)
            elif character == "`":
                pos = self._escape(stop, parts)
            elif text[stop + 1] in DOUBLE_QUOTES:
                parts.append(text[stop + 1])
                pos = stop + 2
            else:
                return stop + 1

    def _unterminated(self, start: int, mark: str) -> ParseError:
        self.pos = self.end
        return self.error("TerminatorExpectedAtEndOfString", start, self.end, subject=mark)

    # --- here-strings -----------------------------------------------------------------------

    def here_string(self) -> StringConstantExpressionAst | ExpandableStringExpressionAst:
        """Read a here-string; ``pos`` is on its ``@``."""
        start = self.pos
        expandable = self.text[start + 1] in DOUBLE_QUOTES
        newline = self._here_header(start, '"@' if expandable else "'@")
        if expandable:
            parts: list[Part] = []
            end = self._here_double(start, newline, parts)
            return self._string(start, end, parts, "DoubleQuotedHereString")
        match = self.match.footer(self.text, newline, self.end)
        if match is None:
            raise self._unterminated(start, "'@")
        body = newline + (2 if self.text.startswith("\r\n", newline) else 1)
        value = self.text[body : max(body, match.start())]
        self.pos = match.end()
        return StringConstantExpressionAst(
            self.source, start, self.pos, value, "SingleQuotedHereString"
        )

    def _here_header(self, start: int, mark: str) -> int:
        """Return the offset of the new line that ends the header."""
        pos = start + 2
        text = self.text
        while text[pos] in SPACES:
            pos += 1
        if text[pos] in "\r\n":
            return pos
        if pos >= self.end:
            raise self._unterminated(start, mark)
        self.pos = pos
        raise self.error("UnexpectedCharactersAfterHereStringHeader", pos, open_ended=False)

    def _here_double(self, start: int, newline: int, parts: list[Part]) -> int:
        text = self.text
        pos = newline
        first = True
        while True:
            character = text[pos]
            if pos >= self.end:
                raise self._unterminated(start, '"@')
            if character in "\r\n":
                after = pos + (2 if text.startswith("\r\n", pos) else 1)
                if text[after] in DOUBLE_QUOTES and text[after + 1] == "@":
                    return after + 2
                if not first:
                    parts.append(text[pos:after])
                first = False
                pos = after
            elif character == "$":
                pos = self._dollar(pos, parts, in_here_string=True)
            elif character == "`":
                pos = self._escape(pos, parts)
            else:
                match = self.match.here(text, pos, self.end)
                after = match.end() if match else pos
                parts.append(text[pos:after])
                pos = after

    # --- barewords --------------------------------------------------------------------------

    def bareword(
        self, *, expand: bool = True
    ) -> StringConstantExpressionAst | ExpandableStringExpressionAst:
        """Read a bareword from ``pos`` to the next break; a command's name does not expand."""
        text = self.text
        start = self.pos
        match = self.match.bare(text, start)
        pos = match.end() if match else start
        if text[pos] in BREAKS:
            self.pos = pos
            return StringConstantExpressionAst(self.source, start, pos, text[start:pos], "BareWord")
        parts: list[Part] = []
        end = self._bareword_parts(start, parts)
        if expand:
            return self._string(start, end, parts, "BareWord")
        self.pos = end
        return StringConstantExpressionAst(self.source, start, end, self._raw(parts), "BareWord")

    def _bareword_parts(self, start: int, parts: list[Part]) -> int:
        text = self.text
        pos = start
        while True:
            match = self.match.bare(text, pos)
            stop = match.end() if match else pos
            if stop > pos:
                parts.append(text[pos:stop])
            character = text[stop]
            if character in BREAKS:
                return stop
            if character == "`":
                pos = self._escape(stop, parts)
            elif character == "$":
                pos = self._dollar(stop, parts, in_here_string=False)
            elif character in SINGLE_QUOTES:
                value, pos = self._single(stop)
                parts.append(value)
            else:
                pos = self._double(stop, parts)

    # --- what stands inside -----------------------------------------------------------------

    def _escape(self, pos: int, parts: list[Part]) -> int:
        """Undo a backtick escape; return the offset after it."""
        following = self.text[pos + 1]
        if following == "\0":
            parts.append("`")
            return pos + 1
        if following == "u":
            value, pos = self._unicode_escape(pos)
            parts.append(value)
            return pos
        parts.append(_ESCAPES.get(following, following))
        return pos + 2

    def _unicode_escape(self, start: int) -> tuple[str, int]:
        text = self.text
        self.pos = pos = start + 2
        if text[pos] != "{":
            raise self.error("InvalidUnicodeEscapeSequence", start, pos, open_ended=False)
        pos += 1
        digits = pos
        while text[pos] in _HEX:
            pos += 1
        count = pos - digits
        self.pos = pos
        if count > 6:
            raise self.error("TooManyDigitsInUnicodeEscapeSequence", pos, open_ended=False)
        if text[pos] != "}" or not count:
            wrong = "MissingUnicodeEscapeSequenceTerminator" if count == 6 else ""
            raise self.error(wrong or "InvalidUnicodeEscapeSequence", pos, open_ended=False)
        value = int(text[digits:pos], 16)
        if value > 0x10FFFF:
            raise self.error("InvalidUnicodeEscapeSequenceValue", digits, pos, open_ended=False)
        return chr(value), pos + 1

    def _dollar(self, pos: int, parts: list[Part], *, in_here_string: bool) -> int:
        """Read what a ``$`` in a text starts; return the offset after it."""
        following = self.text[pos + 1]
        if following == "(":
            pending = self._subexpression_end(pos, in_here_string=in_here_string)
            parts.append(pending)
            return pending.end
        if following == "{":
            name, end = self._braced(pos, in_string=True)
            parts.append(self._variable_node(pos, end, name))
            return end
        match = self.match.variable(self.text, pos)
        name = trim_name(match.group(1)) if match else ""
        if not name:
            parts.append("$")
            return pos + 1
        end = pos + 1 + len(name)
        self._check_name(pos, end, name)
        parts.append(self._variable_node(pos, end, name))
        return end

    def _subexpression_end(self, start: int, *, in_here_string: bool) -> Pending:
        """Find the ``)`` of a ``$(`` by counting, and what has to be undone inside."""
        text = self.text
        search = self.match.parenthesis
        pos = start + 2
        open_count = 1
        dropped: list[int] = []
        while open_count:
            match = search(text, pos, self.end)
            if match is None:
                self.pos = self.end
                raise self.error("IncompleteDollarSubexpressionReference", start, self.end)
            at = match.start()
            pos = at + 1
            character = text[at]
            if character == "(":
                open_count += 1
            elif character == ")":
                open_count -= 1
            elif not in_here_string and text[pos] in DOUBLE_QUOTES:
                dropped.append(at)
                pos += 1
        return Pending(start, pos, dropped)

    def _braced(self, start: int, *, in_string: bool) -> tuple[str, int]:
        """Read ``${name}``; return the name and the offset after it."""
        text = self.text
        parts: list[Part] = []
        pos = start + 2
        while True:
            character = text[pos]
            if character == "}":
                break
            if pos >= self.end or (character == "`" and pos + 1 >= self.end):
                self.pos = self.end
                raise self.error("IncompleteDollarVariableReference", start + 1, self.end)
            if character == "{":
                self.pos = pos
                raise self.error("OpenBraceNeedsToBeBackTickedInVariableName", open_ended=False)
            if character == "`":
                pos = self._escape(pos, parts)
                continue
            if in_string and character in DOUBLE_QUOTES and text[pos + 1] in DOUBLE_QUOTES:
                pos += 1
            parts.append(text[pos])
            pos += 1
        name = self._raw(parts)
        if not name:
            self.pos = pos
            raise self.error("EmptyVariableReference", pos, pos + 1, open_ended=False)
        if name.endswith(":") and name.count(":") == 1:
            self.pos = pos
            raise self.error("InvalidBracedVariableReference", start, pos + 1, open_ended=False)
        return name, pos + 1

    def _check_name(self, start: int, end: int, name: str) -> None:
        if name[-1] == ":" and name.count(":") == 1:
            self.pos = end
            path = self.path(name)
            wrong = (
                "InvalidVariableReferenceWithDrive" if path.drive else "InvalidVariableReference"
            )
            raise self.error(wrong, start, end, subject=name[:-1], open_ended=False)

    def _variable_node(self, start: int, end: int, name: str) -> ExpressionAst:
        path = self.path(name)
        if path.drive is None or path.drive.lower() != "using" or not path.name:
            return VariableExpressionAst(self.source, start, end, path, False)
        inner = VariableExpressionAst(self.source, start, end, self.path(path.name), False)
        return UsingExpressionAst(self.source, start, end, inner)

    def variable(self, *, command: bool) -> ExpressionAst | None:
        """Read ``$name`` or ``${name}`` at ``pos``; None if it is a bareword (``$+``, ``$a/b``).

        In a command a variable that something else is glued to is the start of a bareword.
        """
        text = self.text
        start = self.pos
        match = self.match.variable(text, start)
        if match is None:
            if text[start + 1] != "{":
                return None
            name, end = self._braced(start, in_string=False)
            if command and text[end] not in BREAKS and text[end] not in ".[":
                return None
        else:
            name = match.group(1)
            if not name.isascii():
                name = trim_name(name)
                if not name:
                    return None
            end = start + 1 + len(name)
            if command and not self._ends_variable(end, name):
                return None
            if name[-1] == ":":
                self._check_name(start, end, name)
        self.pos = end
        path = self.paths.get(name)
        if path is not None and path.drive is None:
            return VariableExpressionAst(self.source, start, end, path, False)
        return self._variable_node(start, end, name)

    def _ends_variable(self, end: int, name: str) -> bool:
        following = self.text[end]
        if following in BREAKS:
            return True
        return name not in ("$", "?", "^") and (
            following in ".[=" or (following == ":" and self.text[end + 1] == ":")
        )

    def splatted(self, *, command: bool) -> VariableExpressionAst | None:
        """Read ``@name`` at ``pos``; None if it is a bareword, an error if no name follows."""
        start = self.pos
        match = self.match.splat(self.text, start)
        name = trim_name(match.group(1)) if match else ""
        if not name:
            self.pos = start
            raise self.error("UnrecognizedToken", start, start + 1, open_ended=False)
        end = start + 1 + len(name)
        if command and not self._ends_variable(end, name):
            return None
        self.pos = end
        return VariableExpressionAst(self.source, start, end, self.path(name), True)

    # --- from parts to nodes ----------------------------------------------------------------

    def _raw(self, parts: list[Part]) -> str:
        """Join parts, with variables and subexpressions as they are written."""
        text = self.text
        return "".join(
            part if isinstance(part, str) else text[part.start : part.end] for part in parts
        )

    def _string(
        self, start: int, end: int, parts: list[Part], kind: str
    ) -> StringConstantExpressionAst | ExpandableStringExpressionAst:
        self.pos = end
        value = self._raw(parts)
        if all(isinstance(part, str) for part in parts):
            return StringConstantExpressionAst(self.source, start, end, value, kind)
        resolved: list[str | ExpressionAst] = []
        nested: list[ExpressionAst] = []
        for part in parts:
            if isinstance(part, str):
                if resolved and isinstance(resolved[-1], str):
                    resolved[-1] += part
                else:
                    resolved.append(part)
                continue
            node = self._resolve(part, end) if isinstance(part, Pending) else part
            nested.append(node)
            resolved.append(node)
        self.pos = end
        return ExpandableStringExpressionAst(self.source, start, end, value, kind, nested, resolved)

    def _resolve(self, pending: Pending, string_end: int) -> SubExpressionAst:
        """Parse the inside of a ``$( )``: an open end there is only open if the string is last."""
        saved = self.no_comma, self.in_ternary
        self.no_comma = self.in_ternary = False
        self.descend()
        try:
            if pending.dropped:
                return self._resolve_undone(pending)
            self.pos = pending.start + 2
            block = self.statements(pending.start, ")", "MissingEndParenthesisInSubexpression")
            if self.pos != pending.end:
                self.pos = pending.end - 1
                raise self.error("MissingEndParenthesisInSubexpression", self.pos, self.pos + 1)
        except ParseError as error:
            self.pos = string_end
            error.incomplete = error.open_ended and self.at_end()
            raise
        self.depth -= 1
        self.no_comma, self.in_ternary = saved
        return SubExpressionAst(self.source, pending.start, pending.end, block)

    def _resolve_undone(self, pending: Pending) -> SubExpressionAst:
        """Parse an inside whose doubled quotes have been undone, and put its nodes in place."""
        text = self.text
        offsets = [
            offset
            for offset in range(pending.start, pending.end)
            if offset not in set(pending.dropped)
        ]
        undone = "".join(text[offset] for offset in offsets)
        inner = self.nested_parser(SourceText(undone))
        inner.depth = self.depth
        inner.pos = 2
        try:
            block = inner.statements(0, ")", "MissingEndParenthesisInSubexpression")
            if inner.pos != inner.end:
                raise inner.error("MissingEndParenthesisInSubexpression")
        except ParseError as error:
            at = min(error.start, len(offsets) - 1)
            last = min(max(error.end - 1, at), len(offsets) - 1)
            moved = self.error(error.id, offsets[at], offsets[last] + 1, open_ended=False)
            moved.message, moved.hint = error.message, error.hint
            moved.open_ended = error.open_ended
            raise moved from error
        self.depth -= 1
        node = SubExpressionAst(inner.source, 0, inner.end, block)
        relocate(node, offsets, self.source)
        self.deferred.extend(inner.deferred)
        return node


def starts_variable(character: str) -> bool:
    """Whether a variable's name may start with it."""
    return character in "$?^_:" or is_letter_or_digit(character)
