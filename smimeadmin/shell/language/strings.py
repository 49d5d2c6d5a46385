"""Strings, here-strings and barewords: everything that may hold ``$``."""

from __future__ import annotations

from smimeadmin.shell.language.ast_base import (
    ExpressionAst,
    SourceText,
    StringConstantExpressionAst,
)
from smimeadmin.shell.language.ast_expressions import (
    ExpandableStringExpressionAst,
    SubExpressionAst,
)
from smimeadmin.shell.language.characters import (
    BREAKS,
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    SPACES,
    trim_name,
)
from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.relocate import relocate
from smimeadmin.shell.language.scanner import NESTING_LIMIT
from smimeadmin.shell.language.variables import Part, Pending, VariableParser


class StringParser(VariableParser):
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
        if pos > start and text[pos] in BREAKS:
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
        if text[start] == "\0":  # ends every word, but may begin one
            parts.append("\0")
            pos = start + 1
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
                if self.depth + open_count > NESTING_LIMIT:  # each level counts those below it
                    raise self.error("NestingTooDeep", start, pos, open_ended=False)
            elif character == ")":
                open_count -= 1
            elif not in_here_string and text[pos] in DOUBLE_QUOTES:
                dropped.append(at)
                pos += 1
        return Pending(start, pos, dropped)

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
