"""Variables and escapes: what a dollar sign, an ``@`` or a backtick begins."""

from __future__ import annotations

from typing import Final

from smimeadmin.shell.language.ast_base import (
    ExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_expressions import (
    UsingExpressionAst,
)
from smimeadmin.shell.language.characters import (
    BREAKS,
    DOUBLE_QUOTES,
    trim_name,
)
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


class VariableParser(Scanner):
    """Reads the names of variables, and undoes escapes."""

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

    def _raw(self, parts: list[Part]) -> str:
        """Join parts, with variables and subexpressions as they are written."""
        text = self.text
        return "".join(
            part if isinstance(part, str) else text[part.start : part.end] for part in parts
        )
