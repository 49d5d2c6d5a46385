"""Statements: blocks, conditions, jumps, try, trap and data."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from smimeadmin.shell.language.ast_base import (
    ExpressionAst,
    PipelineBaseAst,
    StatementAst,
)
from smimeadmin.shell.language.ast_blocks import (
    StatementBlockAst,
    TrapStatementAst,
    TypeConstraintAst,
)
from smimeadmin.shell.language.ast_statements import (
    BreakStatementAst,
    CatchClauseAst,
    ContinueStatementAst,
    DataStatementAst,
    ExitStatementAst,
    IfStatementAst,
    ReturnStatementAst,
    ThrowStatementAst,
    TryStatementAst,
)
from smimeadmin.shell.language.catches import caught_before
from smimeadmin.shell.language.characters import BREAKS, DASHES, is_letter
from smimeadmin.shell.language.checks import data_faults, finally_faults
from smimeadmin.shell.language.pipelines import PipelineParser


class StatementParser(PipelineParser):
    """Reads statements; the keyword table is completed by the class above."""

    #: Keyword -> name of the method that reads its statement, called with the keyword's start.
    keywords: ClassVar[dict[str, str]]
    #: How many catch blocks are open here.
    catch_depth: int

    # --- blocks -----------------------------------------------------------------------------

    def statement(self) -> StatementAst | None:
        """Read a statement; None if none starts here."""
        self.descend()
        character = self.peek()
        start = self.pos
        node: StatementAst | None
        method = ""
        if is_letter(character):
            word = self.word()
            if self.text[start + len(word)] in BREAKS:
                method = self.keywords.get(word.lower(), "")
                if method:
                    self.pos = start + len(word)
        if method:
            node = getattr(self, method)(start)
        elif character == "[" and self.text[start + 1] not in BREAKS:
            node = self.after_attributes(start)
        elif character == ":" and is_letter(self.text[start + 1]):
            node = self.labeled(start)
        else:
            node = self.pipeline_chain()
        self.depth -= 1
        return node

    def statement_list(self, statements: list[StatementAst], traps: list[TrapStatementAst]) -> None:
        """Read statements up to a closing bracket, or up to what starts no statement.

        They stay in ``open`` until the caller has seen what closes them.
        """
        self.skip_terminators()
        self.open.append(("block", self.pos, statements))
        while True:
            node = self.statement()
            if node is None:
                break
            if isinstance(node, TrapStatementAst):
                traps.append(node)
            else:
                statements.append(node)
            if self.skip_terminators() in ")}":
                break

    def statements(self, opening: int, closer: str, error_id: str) -> StatementBlockAst:
        """Read statements up to and with their closing bracket.

        The block spans from the opening bracket to the closing one.
        """
        found: list[StatementAst] = []
        traps: list[TrapStatementAst] = []
        self.statement_list(found, traps)
        if self.skip_lines() != closer:
            if closer == "}":
                raise self.error(error_id, opening, opening + 1)
            raise self.error(error_id, self.pos, min(self.pos + 1, self.end))
        self.pos += 1
        self.open.pop()
        return StatementBlockAst(self.source, opening, self.pos, found, traps)

    def block(self) -> StatementBlockAst | None:
        """Read ``{ }``, also on a following line; None if there is none."""
        if self.skip_lines() != "{":
            return None
        start = self.pos
        self.pos = start + 1
        return self.statements(start, "}", "MissingEndCurlyBrace")

    def required_block(self, error_id: str, at: int, subject: str = "") -> StatementBlockAst:
        """Read ``{ }``, or raise the error that says it is missing."""
        block = self.block()
        if block is None:
            raise self.error(error_id, at, subject=subject)
        return block

    def keyword_follows(self, *words: str) -> str:
        """Return which of the words stands at ``pos`` as a keyword, moving behind it."""
        word = self.word()
        folded = word.lower()
        if folded in words and self.text[self.pos + len(word)] in BREAKS:
            self.pos += len(word)
            return folded
        return ""

    def _open_parenthesis(self, error_id: str, at: int, subject: str) -> int:
        if self.skip_lines() != "(":
            raise self.error(error_id, at, subject=subject)
        self.pos += 1
        self.skip_lines()
        return self.pos - 1

    # --- conditions -------------------------------------------------------------------------

    def _if(self, start: int) -> IfStatementAst:
        clauses: list[tuple[PipelineBaseAst, StatementBlockAst]] = []
        keyword = "if"
        while True:
            self._open_parenthesis("MissingOpenParenthesisInIfStatement", self.pos, keyword)
            condition = self.pipeline_chain()
            if condition is None:
                raise self.error("IfStatementMissingCondition", subject=keyword)
            if self.skip_lines() != ")":
                raise self.error(
                    "MissingEndParenthesisAfterStatement", subject=keyword, partial=[condition]
                )
            self.pos += 1
            self.open.append(("if", start, [condition]))
            body = self.required_block("MissingStatementBlock", self.pos, keyword)
            self.open.pop()
            clauses.append((condition, body))
            end = self.pos
            self.skip_lines()
            keyword = self.keyword_follows("elseif", "else")
            if keyword != "elseif":
                break
        otherwise = None
        if keyword == "else":
            otherwise = self.required_block("MissingStatementBlockAfterElse", self.pos)
            end = self.pos
        self.pos = end
        return IfStatementAst(self.source, start, end, clauses, otherwise)

    @abstractmethod
    def labeled(self, start: int) -> StatementAst | None:
        """Read ``:label`` and the loop it names; without a loop it is a command of that name."""

    def _abbreviates(self, name: str, full: str) -> bool:
        # The one that matches first counts, in the order regex, wildcard, exact, casesensitive.
        return full.lower().startswith(name.lower())

    # --- jumps ------------------------------------------------------------------------------

    def _label_expression(self) -> ExpressionAst | None:
        end = self.pos
        character = self.peek()
        if character == "_" or is_letter(character):
            return self.simple_name()
        node = None if character in "\r\n;" else self._label_value(character)
        if node is None:
            self.pos = end
        return node

    def _label_value(self, character: str) -> ExpressionAst | None:
        if character == "$":
            return self.primary(character, command=True)
        return self.key_or_label(character)

    def _break(self, start: int) -> BreakStatementAst:
        label = self._label_expression()
        return BreakStatementAst(self.source, start, self.pos, label)

    def _continue(self, start: int) -> ContinueStatementAst:
        label = self._label_expression()
        return ContinueStatementAst(self.source, start, self.pos, label)

    def _return(self, start: int) -> ReturnStatementAst:
        end = self.pos
        pipeline = self.pipeline_chain()
        return ReturnStatementAst(self.source, start, pipeline.end if pipeline else end, pipeline)

    def _exit(self, start: int) -> ExitStatementAst:
        end = self.pos
        pipeline = self.pipeline_chain()
        return ExitStatementAst(self.source, start, pipeline.end if pipeline else end, pipeline)

    def _throw(self, start: int) -> ThrowStatementAst:
        end = self.pos
        pipeline = self.pipeline_chain()
        return ThrowStatementAst(
            self.source,
            start,
            pipeline.end if pipeline else end,
            pipeline,
            pipeline is None and self.catch_depth > 0,
        )

    # --- try, trap, data --------------------------------------------------------------------

    def _try(self, start: int) -> TryStatementAst:
        body = self.required_block("MissingTryStatementBlock", self.pos)
        catches: list[CatchClauseAst] = []
        end = self.pos
        self.skip_lines()
        at = self.pos
        while self.keyword_follows("catch"):
            if catches and not catches[-1].catch_types:
                self.defer("EmptyCatchNotLast", catches[-1].end, catches[-1].end)
            catches.append(self._catch(at))
            end = self.pos
            self.skip_lines()
            at = self.pos
        for constraint in caught_before(catches):
            self.defer("ExceptionTypeAlreadyCaught", constraint.start, constraint.end)
        final: StatementBlockAst | None = None
        if self.keyword_follows("finally"):
            final = self.required_block("MissingFinallyStatementBlock", self.pos)
            end = self.pos
            self.defer_all(finally_faults(final))
        if not catches and final is None:
            raise self.error("MissingCatchOrFinally", end)
        self.pos = end
        return TryStatementAst(self.source, start, end, body, catches, final)

    def _catch(self, start: int) -> CatchClauseAst:
        types: list[TypeConstraintAst] = []
        end = comma = self.pos
        while self.skip_lines() == "[":
            node = self.attribute()
            if not isinstance(node, TypeConstraintAst):
                self.pos = node.start
                break
            types.append(node)
            end = self.pos
            if self.skip_lines() != ",":
                break
            comma = self.pos
            self.pos += 1
            if self.skip_lines() != "[":
                raise self.error("MissingTypeLiteralToken", comma + 1)
        self.catch_depth += 1
        body = self.required_block("MissingCatchHandlerBlock", end)
        self.catch_depth -= 1
        return CatchClauseAst(self.source, start, self.pos, types, body)

    def _trap(self, start: int) -> TrapStatementAst:
        end = self.pos
        kind: TypeConstraintAst | None = None
        if self.skip_lines() == "[":
            node = self.attribute()
            if isinstance(node, TypeConstraintAst):
                kind = node
                end = self.pos
            else:
                self.pos = end
        body = self.required_block("MissingTrapStatement", end)
        return TrapStatementAst(self.source, start, self.pos, kind, body)

    def _data(self, start: int) -> DataStatementAst:
        character = self.skip_lines()
        name: str | None = None
        end = start + 4
        if character == "_" or is_letter(character):
            name = self.simple_name().value
            end = self.pos
        commands: list[ExpressionAst] = []
        if self.skip_lines() in DASHES:
            end = self._supported_commands(commands)
        body = self.required_block("MissingStatementBlockForDataSection", end)
        self.defer_all(data_faults(body, commands))
        return DataStatementAst(self.source, start, self.pos, name, commands, body)

    def _supported_commands(self, commands: list[ExpressionAst]) -> int:
        found = self.parameter_match()
        if found is None or not self._abbreviates(found[0], "SupportedCommand"):
            raise self.error(
                "InvalidParameterForDataSectionStatement",
                subject=found[0] if found else "",
                open_ended=False,
            )
        end = self.pos = found[2]
        while True:
            self.skip_lines()
            command = self.single_argument()
            if command is None:
                raise self.error("MissingValueForSupportedCommandInDataSectionStatement", end)
            commands.append(command)
            end = command.end
            if self.peek() != ",":
                return end
            self.pos += 1
