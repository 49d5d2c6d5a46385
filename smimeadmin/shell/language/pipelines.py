"""Pipelines, what chains them, and assignments."""

from __future__ import annotations

from typing import Final

from smimeadmin.shell.language.ast_base import (
    ChainableAst,
    ExpressionAst,
    PipelineBaseAst,
)
from smimeadmin.shell.language.ast_commands import (
    AssignmentStatementAst,
    CommandBaseAst,
    CommandExpressionAst,
    PipelineAst,
    PipelineChainAst,
    RedirectionAst,
)
from smimeadmin.shell.language.characters import (
    DASHES,
    SPACES,
    is_letter,
)
from smimeadmin.shell.language.checks import is_assignable
from smimeadmin.shell.language.commands import COMMAND_ENDS, CommandParser

_ASSIGNMENTS: Final = frozenset(("+=", "-=", "*=", "/=", "%="))


class PipelineParser(CommandParser):
    """Reads what joins commands and expressions."""

    def pipeline_chain(self) -> PipelineBaseAst | None:
        """Read an assignment, or pipelines joined by ``&&`` and ``||``; None if there is none."""
        first = self._first_expression()
        if first is not None:
            operator = self._assignment_operator()
            if operator:
                return self._assignment(first, operator)
        pipeline = self._pipeline(first)
        if pipeline is None:
            return None
        chain: ChainableAst = pipeline
        while True:
            character = self.peek()
            if character not in "&|":
                return chain
            operator = character + self.text[self.pos + 1]
            if operator not in ("&&", "||"):
                if character == "&":
                    self._background(chain)
                return chain
            place = self.pos
            self.pos += 2
            self.skip_lines()
            following = self._pipeline(self._first_expression())
            if following is None:
                raise self.error("EmptyPipelineChainElement", place + 2, subject=operator)
            chain = PipelineChainAst(
                self.source, chain.start, following.end, chain, operator, following, False
            )

    def _background(self, chain: ChainableAst) -> None:
        self.pos += 1
        character = self.peek()
        if character in "&|" and self.text[self.pos + 1] == character:
            raise self.error(
                "BackgroundOperatorInPipelineChain", self.pos, self.pos + 2, open_ended=False
            )
        if isinstance(chain, PipelineAst | PipelineChainAst):
            chain.background = True

    def _first_expression(self) -> ExpressionAst | None:
        """Read the expression that a pipeline may start with; a word cannot start one."""
        character = self.peek()
        if character in COMMAND_ENDS or is_letter(character) or character == "_":
            return None
        if "1" <= character <= "6" and self._is_redirection(self.pos + 1):
            return None
        return self.expression()

    def _is_redirection(self, pos: int) -> bool:
        """Whether ``2>&1`` stands here, which even first is no number."""
        return self.text.startswith(">&", pos) and self.text[pos + 2] in "12"

    def _assignment_operator(self) -> str:
        character = self.peek()
        if character == "=":
            self.pos += 1
            return "="
        if self.text[self.pos + 1] == "=" and character != "\0":
            operator = ("-" if character in DASHES else character) + "="
            if operator in _ASSIGNMENTS:
                self.pos += 2
                return operator
        elif character == "?" and self.text.startswith("??=", self.pos):
            self.pos += 3
            return "??="
        return ""

    def _assignment(self, left: ExpressionAst, operator: str) -> AssignmentStatementAst:
        place = self.pos - len(operator)
        self.skip_lines()
        right = self.statement()
        if right is None:
            raise self.error("ExpectedValueExpression", place + len(operator), subject=operator)
        if not is_assignable(left, simple=operator == "="):
            self.defer("InvalidLeftHandSide", left.start, left.end)
        return AssignmentStatementAst(
            self.source, left.start, right.end, left, operator, right, place
        )

    def _pipeline(self, first: ExpressionAst | None) -> PipelineAst | None:
        elements: list[CommandBaseAst] = []
        start = self.pos if first is None else first.start
        opened = len(self.open)
        self.open.append(("pipeline", start, elements))
        element: CommandBaseAst | None
        element = self.command() if first is None else self._command_expression(first)
        if element is None:
            if self.peek() == "|" and self.text[self.pos + 1] != "|":
                raise self.error("EmptyPipeElement", self.pos, self.pos + 1, open_ended=False)
            del self.open[opened:]
            return None
        elements.append(element)
        while self._pipe_follows():
            elements.append(self._next_element())
        del self.open[opened:]
        return PipelineAst(self.source, elements[0].start, elements[-1].end, elements, False)

    def _pipe_follows(self) -> bool:
        """Move behind the next ``|``; False at the end of the pipeline, else an error."""
        character = self.peek()
        if character == "|":
            if self.text[self.pos + 1] == "|":
                return False
            self.pos += 1
            return True
        if character in "\r\n":
            return self._pipe_on_next_line()
        if character in ";)}&" or (character == "\0" and self.pos >= self.end):
            return False
        raise self.unexpected()

    def _pipe_on_next_line(self) -> bool:
        """Move behind a ``|`` that starts a following line; comments may stand between."""
        saved = self.pos
        text = self.text
        while True:
            if text[self.pos] == "\r" and text[self.pos + 1] == "\n":
                self.pos += 1
            self.pos += 1
            start = self.pos
            character = self._skip_comment_line()
            if character == "|" and text[self.pos + 1] != "|":
                self.pos += 1
                return True
            blank = not text[start : self.pos].strip()
            if character not in "\r\n" or blank or character == "":
                self.pos = saved
                return False

    def _skip_comment_line(self) -> str:
        """Skip white space and comments, but no continued line."""
        text = self.text
        pos = self.pos
        while True:
            while text[pos] in SPACES:
                pos += 1
            if text[pos] == "#":
                pos = self._line_comment(pos)
            elif text[pos] == "<" and text[pos + 1] == "#":
                pos = self._block_comment(pos)
            else:
                self.pos = pos
                return text[pos]

    def _next_element(self) -> CommandBaseAst:
        pipe = self.pos - 1
        self.skip_lines()
        if self.peek() == "|" and self.text[self.pos + 1] == "|":
            raise self.error("EmptyPipeElement", pipe + 1)
        expression = self._first_expression()
        if expression is not None:
            self.defer("ExpressionsMustBeFirstInPipeline", expression.start, expression.end)
            return self._command_expression(expression)
        element = self.command()
        if element is None:
            raise self.error("EmptyPipeElement", pipe + 1)
        return element

    def _command_expression(self, expression: ExpressionAst) -> CommandExpressionAst:
        redirections: list[RedirectionAst] = []
        end = expression.end
        while True:
            character = self.peek()
            if character not in "><*123456":
                break
            redirection = self.redirection(character)
            if redirection is None:
                break
            self.add_redirection(redirections, redirection)
            end = redirection.end
        return CommandExpressionAst(self.source, expression.start, end, redirections, expression)
