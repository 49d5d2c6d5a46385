"""Commands: names, arguments, parameters, redirections."""

from __future__ import annotations

from typing import Final

from smimeadmin.shell.language.ast_base import (
    CommandElementAst,
    ExpressionAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_commands import (
    CommandAst,
    CommandParameterAst,
    FileRedirectionAst,
    MergingRedirectionAst,
    RedirectionAst,
)
from smimeadmin.shell.language.ast_expressions import ArrayLiteralAst
from smimeadmin.shell.language.characters import (
    BREAKS,
    DASHES,
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    SPACES,
    is_letter,
)
from smimeadmin.shell.language.expressions import ExpressionParser

#: What ends a command, beside the end of the text.
COMMAND_ENDS: Final = frozenset("\n\r;|)}&")
_NO_ARGUMENT: Final = COMMAND_ENDS | frozenset(",")
#: What starts an argument that is a value, not a bareword.
_VALUE_STARTS: Final = frozenset("$({@.0123456789") | SINGLE_QUOTES | DOUBLE_QUOTES


class CommandParser(ExpressionParser):
    """Reads commands."""

    def command(self) -> CommandAst | None:
        """Read a command; None if none starts here."""
        text = self.text
        start = self.pos
        character = text[start]
        elements: list[CommandElementAst] = []
        redirections: list[RedirectionAst] = []
        opened = len(self.open)
        self.open.append(("command", start, elements))
        operator = ""
        if character == "&" and text[start + 1] != "&":
            operator = "&"
        elif character == "." and self._is_dot(start):
            operator = "."
        if operator:
            self.pos = start + 1
            character = self.peek()
        name = self._command_name(character, expand=bool(operator))
        if name is None:
            if operator:
                raise self.error(
                    "MissingExpression", start, start + 1, subject=operator, open_ended=False
                )
            del self.open[opened:]
            return None
        elements.append(name)
        end = name.end
        if self._is_verbatim(name):
            end = self._verbatim(elements)
        else:
            end = self._command_elements(elements, redirections, end)
        del self.open[opened:]
        return CommandAst(self.source, start, end, redirections, elements, operator)

    def _is_dot(self, pos: int) -> bool:
        following = self.text[pos + 1]
        return following in BREAKS or following in "$\"'"

    def _command_name(self, character: str, *, expand: bool) -> ExpressionAst | None:
        """Read the name of a command: bare it is literal, after ``&`` or ``.`` it expands."""
        if is_letter(character) or character == "_":
            return self.bareword(expand=expand)
        if character in COMMAND_ENDS or (character == "\0" and self.pos >= self.end):
            return None
        if character == ",":
            raise self.error("MissingArgument", self.pos, self.pos + 1, open_ended=False)
        token = self._redirection_text(character)
        if token:
            return self._plain(token)
        if character in DASHES:
            return self._dash_text()
        if character == "]":
            return self._plain(1)
        if expand and character in _VALUE_STARTS:
            node = self.primary(character, command=True)
            if node is not None:
                return node
        return self.bareword(expand=expand)

    def _plain(self, length: int) -> StringConstantExpressionAst:
        """Make a bareword of the next characters, as they are."""
        start = self.pos
        self.pos = start + length
        return StringConstantExpressionAst(
            self.source, start, self.pos, self.text[start : self.pos], "BareWord"
        )

    def _dash_text(self) -> ExpressionAst:
        """Read a bareword that starts with a dash where no parameter can stand."""
        match = self.parameter_match()
        if match is None:
            return self.bareword()
        return self._plain(match[2] - self.pos)

    def parameter_match(self) -> tuple[str, bool, int] | None:
        """Return name, whether a colon ends it, and end of the parameter at ``pos``."""
        following = self.text[self.pos + 1]
        if not (is_letter(following) or following in "_?"):
            return None
        match = self.match.parameter(self.text, self.pos)
        if match is None:
            return None
        name, colon = match.groups()
        end = match.end()
        if not colon and (self.text[end] in SINGLE_QUOTES or self.text[end] in DOUBLE_QUOTES):
            return None
        return name, bool(colon), end

    def _command_elements(
        self,
        elements: list[CommandElementAst],
        redirections: list[RedirectionAst],
        end: int,
    ) -> int:
        """Read arguments, parameters and redirections; return the end of the last one."""
        after_dashes = False
        while True:
            character = self.peek()
            if character in COMMAND_ENDS:
                return end
            if character in DASHES:
                element = self._dash_element(after_dashes=after_dashes)
                if type(element) is CommandParameterAst and element.parameter_name == "-":
                    after_dashes = True
            elif character in "><*123456":
                redirection = self.redirection(character)
                if redirection is not None:
                    self.add_redirection(redirections, redirection)
                    end = redirection.end
                    continue
                element = self.argument()
            elif character == "\0" and self.pos >= self.end:
                return end
            else:
                element = self.argument()
            if element is None:
                raise self.error("MissingArgument", self.pos, self.pos + 1, open_ended=False)
            elements.append(element)
            end = element.end
            if self._is_verbatim(element):
                return self._verbatim(elements)

    def _verbatim(self, elements: list[CommandElementAst]) -> int:
        """Read the raw rest of the line after ``--%``."""
        text = self.text
        pos = self.pos
        while text[pos] in SPACES:
            pos += 1
        start = pos
        quoted = False
        while pos < self.end:
            character = text[pos]
            if character in "\r\n":
                break
            if character in DOUBLE_QUOTES:
                quoted = not quoted
            elif not quoted and (character == "|" or (character == "&" and text[pos + 1] == "&")):
                break
            pos += 1
        self.pos = pos
        elements.append(
            StringConstantExpressionAst(self.source, start, pos, text[start:pos], "BareWord")
        )
        return pos

    def _dash_element(self, *, after_dashes: bool) -> CommandElementAst | None:
        """Read what starts with a dash: a parameter, ``--``, or text such as ``-1``."""
        start = self.pos
        text = self.text
        if text[start + 1] in DASHES:
            if text[start + 2] in BREAKS and not after_dashes:
                self.pos = start + 2
                return CommandParameterAst(self.source, start, self.pos, "-", None)
            return self._argument_list(self._dash_text())
        match = self.parameter_match()
        if match is None or after_dashes:
            text_node = self._dash_text()
            return text_node if match else self._argument_list(text_node)
        name, colon, end = match
        self.pos = end
        argument = None
        if colon and self.peek() != ",":
            argument = self.argument()
            if argument is None:
                raise self.error(
                    "ParameterRequiresArgument",
                    end,
                    subject=name,
                    open_ended=False,
                    partial=[CommandParameterAst(self.source, start, end, name, None)],
                )
            self._forbid_splatting(argument)
            end = argument.end
        return CommandParameterAst(self.source, start, end, name, argument)

    def argument(self) -> ExpressionAst | None:
        """Read an argument, with the comma list that may follow; None if none starts here."""
        node = self.single_argument()
        return None if node is None else self._argument_list(node)

    def _argument_list(self, first: ExpressionAst) -> ExpressionAst:
        character = self.text[self.pos]
        if character in "\r\n|)};" or self._is_verbatim(first) or self.peek() != ",":
            return first
        elements = [first]
        while self.peek() == ",":
            comma = self.pos
            self.pos = comma + 1
            self.skip_lines()
            element = self.single_argument()
            if element is None:
                raise self.error("MissingExpression", comma + 1, subject=",")
            elements.append(element)
        for element in elements:
            self._forbid_splatting(element)
        return ArrayLiteralAst(self.source, first.start, elements[-1].end, elements)

    def _forbid_splatting(self, node: ExpressionAst) -> None:
        """Note ``@name`` where it is not an argument of its own."""
        if isinstance(node, VariableExpressionAst) and node.splatted:
            self.defer("SplattingNotPermitted", node.start, node.end, node.variable_path.user_path)

    def _is_verbatim(self, node: CommandElementAst) -> bool:
        return (
            type(node) is StringConstantExpressionAst
            and node.value == "--%"
            and node.string_constant_type == "BareWord"
        )

    def single_argument(self) -> ExpressionAst | None:
        """Read one argument; None at what cannot be one."""
        character = self.peek()
        if character in _VALUE_STARTS:
            node = self.primary(character, command=True)
            if node is not None:
                return node
            if character == "." and self.text[self.pos + 1] in "$\"'":
                return self._plain(1)
            if self._redirection_text(character):
                return None
            return self.bareword()
        if character in DASHES:
            if self.text[self.pos + 1] in DASHES and self.text[self.pos + 2] in BREAKS:
                return None
            return self._dash_text()
        if character == "]":
            return self._plain(1)
        if self._cannot_be_argument(character):
            return None
        return self.bareword()

    def _cannot_be_argument(self, character: str) -> bool:
        if character in "><*":
            return self._redirection_text(character) > 0
        return character in _NO_ARGUMENT or (character == "\0" and self.pos >= self.end)

    # --- redirections -----------------------------------------------------------------------

    def _redirection_text(self, character: str) -> int:
        """Return the length of the redirection operator at ``pos``; 0 if there is none."""
        text = self.text
        pos = self.pos
        if character == "<":
            return 1
        start = pos
        if character in "*123456" and character != ">":
            pos += 1
            if text[pos] != ">":
                return 0
        elif character != ">":
            return 0
        pos += 1
        if text[pos] == ">":
            return pos + 1 - start
        if text[pos] == "&" and character != ">" and text[pos + 1] in self._targets(character):
            return pos + 2 - start
        return pos - start

    def _targets(self, character: str) -> str:
        return "1" if character == "*" else "12"

    def redirection(self, character: str) -> RedirectionAst | None:
        """Read a redirection; None if none starts here."""
        length = self._redirection_text(character)
        if not length:
            return None
        start = self.pos
        operator = self.text[start : start + length]
        self.pos = start + length
        if operator[-1] in "12":
            return self._merging(start, operator)
        location = self.single_argument() if self.peek() != "," else None
        if location is None:
            raise self.error("MissingFileSpecification", start + length, open_ended=False)
        if character == "<":
            raise self.error(
                "RedirectionNotSupported", start, start + 1, subject="<", open_ended=False
            )
        self._forbid_splatting(location)
        stream = 0 if character == "*" else 1 if character == ">" else int(character)
        return FileRedirectionAst(
            self.source, start, location.end, stream, location, operator.endswith(">>")
        )

    def _merging(self, start: int, operator: str) -> MergingRedirectionAst:
        stream = 0 if operator[0] == "*" else int(operator[0])
        target = int(operator[-1])
        if target != 1 or stream == target:
            raise self.error(
                "RedirectionNotSupported", start, self.pos, subject=operator, open_ended=False
            )
        return MergingRedirectionAst(self.source, start, self.pos, stream, target)

    def add_redirection(
        self, redirections: list[RedirectionAst], redirection: RedirectionAst
    ) -> None:
        """Add a redirection to those of a command: each stream has one at most."""
        if any(other.from_stream == redirection.from_stream for other in redirections):
            raise self.error(
                "StreamAlreadyRedirected", redirection.start, redirection.end, open_ended=False
            )
        redirections.append(redirection)
