"""Loops and switch, with their labels and flags."""

from __future__ import annotations

from typing import Final

from smimeadmin.shell.language.ast_base import (
    Ast,
    ExpressionAst,
    PipelineBaseAst,
    StatementAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_blocks import (
    StatementBlockAst,
)
from smimeadmin.shell.language.ast_commands import CommandExpressionAst, PipelineAst
from smimeadmin.shell.language.ast_statements import (
    DoUntilStatementAst,
    DoWhileStatementAst,
    ForEachStatementAst,
    ForStatementAst,
    SwitchStatementAst,
    WhileStatementAst,
)
from smimeadmin.shell.language.characters import BREAKS, DASHES
from smimeadmin.shell.language.statements import StatementParser

#: The flags of switch, in PowerShell's order; ``Exact`` only takes the others back.
_SWITCH_FLAGS: Final = ("File", "Regex", "Wildcard", "Exact", "Parallel", "CaseSensitive")
_LOOPS: Final = frozenset(("switch", "foreach", "for", "while", "do"))


class LoopParser(StatementParser):
    """Reads what may carry a label."""

    def labeled(self, start: int) -> StatementAst | None:
        """Read ``:label`` and the loop it names; without a loop it is a command of that name."""
        self.pos = start + 1
        label = self.word()
        end = start + 1 + len(label)
        if self.text[end] in BREAKS:
            self.pos = end
            self.skip_lines()
            keyword = self.keyword_follows(*_LOOPS)
            if keyword:
                return self._loop(keyword, start, label)
        self.pos = start
        return self.pipeline_chain()

    def _loop(self, keyword: str, start: int, label: str) -> StatementAst:
        if keyword == "switch":
            return self._switch(start, label)
        if keyword == "foreach":
            return self._foreach(start, label)
        if keyword == "for":
            return self._for(start, label)
        if keyword == "while":
            return self._while(start, label)
        return self._do(start, label)

    def _foreach(self, start: int, label: str | None = None) -> ForEachStatementAst:
        keyword_end = self.pos
        flags: list[str] = []
        limit: ExpressionAst | None = None
        while self.skip_lines() in DASHES:
            found = self.parameter_match()
            if found is None:
                break
            name, _, end = found
            self.pos = end
            if self._abbreviates(name, "Parallel"):
                flags.append("Parallel")
            elif self._abbreviates(name, "ThrottleLimit"):
                self.skip_lines()
                limit = self.single_argument()
                if limit is None:
                    raise self.error("MissingThrottleLimit", end)
            else:
                raise self.error("InvalidForeachFlag", end, subject=name, open_ended=False)
        self._open_parenthesis("MissingOpenParenthesisAfterKeyword", keyword_end, "foreach")
        variable = self._loop_variable()
        parts: list[Ast] = [variable]
        self.open.append(("foreach", start, parts))
        self.skip_lines()
        if not self.keyword_follows("in"):
            raise self.error("MissingInInForeach", variable.end)
        after_in = self.pos
        self.skip_lines()
        condition = self.pipeline_chain()
        if condition is None:
            raise self.error("MissingForeachExpression", after_in)
        if self.skip_lines() != ")":
            raise self.error(
                "MissingEndParenthesisAfterForeach", condition.end, partial=[condition]
            )
        self.pos += 1
        parts.append(condition)
        body = self.required_block("MissingForeachStatement", self.pos)
        self.open.pop()
        if flags or limit:
            self.defer("KeywordParameterReservedForFutureUse", start, self.pos, "parallel")
        return ForEachStatementAst(
            self.source, start, self.pos, label, condition, body, variable, tuple(flags), limit
        )

    def _loop_variable(self) -> VariableExpressionAst:
        character = self.peek()
        node: ExpressionAst | None = None
        if character == "$" and self.text[self.pos + 1] != "(":
            node = self.variable(command=True)
        if not isinstance(node, VariableExpressionAst):
            raise self.error("MissingVariableNameAfterForeach")
        return node

    def _for(self, start: int, label: str | None = None) -> ForStatementAst:
        self._open_parenthesis("MissingOpenParenthesisAfterKeyword", self.pos, "for")
        parts: list[PipelineBaseAst | None] = []
        for _ in range(3):
            self.skip_lines()
            parts.append(self.pipeline_chain())
            if self.peek() == ";" and len(parts) < 3:
                self.pos += 1
        if self.skip_lines() != ")":
            given = [part for part in parts if part is not None]
            raise self.error("MissingEndParenthesisAfterStatement", subject="for", partial=given)
        self.pos += 1
        body = self.required_block("MissingLoopStatement", self.pos, "for")
        initializer, condition, iterator = parts
        return ForStatementAst(
            self.source, start, self.pos, label, condition, body, initializer, iterator
        )

    def _loop_condition(self, keyword: str) -> PipelineBaseAst:
        self._open_parenthesis("MissingOpenParenthesisAfterKeyword", self.pos, keyword)
        condition = self.pipeline_chain()
        if condition is None:
            raise self.error("MissingExpressionAfterKeyword", subject=keyword)
        if self.skip_lines() != ")":
            raise self.error(
                "MissingEndParenthesisAfterStatement",
                condition.end,
                subject=keyword,
                partial=[condition],
            )
        self.pos += 1
        return condition

    def _while(self, start: int, label: str | None = None) -> WhileStatementAst:
        condition = self._loop_condition("while")
        body = self.required_block("MissingLoopStatement", self.pos, "while")
        return WhileStatementAst(self.source, start, self.pos, label, condition, body)

    def _do(
        self, start: int, label: str | None = None
    ) -> DoWhileStatementAst | DoUntilStatementAst:
        body = self.required_block("MissingLoopStatement", self.pos, "do")
        end = self.pos
        self.skip_lines()
        keyword = self.keyword_follows("while", "until")
        if not keyword:
            raise self.error("MissingWhileOrUntilInDoWhile", end)
        condition = self._loop_condition(keyword)
        kind = DoWhileStatementAst if keyword == "while" else DoUntilStatementAst
        return kind(self.source, start, self.pos, label, condition, body)

    def _switch(self, start: int, label: str | None = None) -> SwitchStatementAst:
        keyword_end = self.pos
        flags: set[str] = set()
        condition: PipelineBaseAst | None = None
        character = self.skip_lines()
        while character in DASHES:
            condition = self._switch_flag(flags) or condition
            character = self.peek()
        if character == "(":
            if "File" in flags:
                raise self.error("PipelineValueRequired", open_ended=False)
            self._open_parenthesis("PipelineValueRequired", keyword_end, "switch")
            condition = self.pipeline_chain()
            if condition is None:
                raise self.error("PipelineValueRequired")
            if self.skip_lines() != ")":
                raise self.error(
                    "MissingEndParenthesisInSwitchStatement", condition.end, partial=[condition]
                )
            self.pos += 1
        elif condition is None:
            raise self.error("PipelineValueRequired", keyword_end)
        if self.skip_lines() != "{":
            raise self.error("MissingCurlyBraceInSwitchStatement", self.pos)
        clauses: list[tuple[ExpressionAst, StatementBlockAst]] = []
        self.open.append(("switch", start, [condition]))
        default = self._switch_clauses(clauses)
        self.open.pop()
        ordered = tuple(flag for flag in _SWITCH_FLAGS if flag in flags)
        if "Parallel" in flags:
            self.defer("KeywordParameterReservedForFutureUse", start, self.pos, "parallel")
        return SwitchStatementAst(
            self.source, start, self.pos, label, condition, ordered, clauses, default
        )

    def _switch_flag(self, flags: set[str]) -> PipelineBaseAst | None:
        """Read one flag of switch; return the condition that ``-File`` brings."""
        found = self.parameter_match()
        if found is None:
            raise self.error("PipelineValueRequired")
        name, colon, end = found
        start, self.pos = self.pos, end
        flag = next((one for one in _SWITCH_FLAGS if self._abbreviates(name, one)), "")
        if not flag or colon:
            raise self.error("InvalidSwitchFlag", start, end, subject=name, open_ended=False)
        if flag == "File":
            flags.add(flag)
            self.skip_lines()
            file = self.single_argument()
            if file is None:
                raise self.error("MissingFilenameOption", end)
            element = CommandExpressionAst(self.source, file.start, file.end, [], file)
            return PipelineAst(self.source, file.start, file.end, [element], False)
        if flag in ("Regex", "Wildcard", "Exact"):
            flags.difference_update(("Regex", "Wildcard"))
        if flag != "Exact":
            flags.add(flag)
        return None

    def _switch_clauses(
        self, clauses: list[tuple[ExpressionAst, StatementBlockAst]]
    ) -> StatementBlockAst | None:
        opening = self.pos
        self.pos += 1
        default: StatementBlockAst | None = None
        self.skip_lines()
        while True:
            condition = self.single_argument()
            if condition is None:
                raise self.error("MissingSwitchConditionExpression")
            body = self.required_block("MissingSwitchStatementClause", condition.end)
            if self._is_default(condition):
                if default is not None:
                    raise self.error(
                        "MultipleSwitchDefaultClauses",
                        condition.start,
                        condition.end,
                        open_ended=False,
                    )
                default = body
            else:
                clauses.append((condition, body))
            character = self.skip_terminators()
            if character == "}":
                self.pos += 1
                return default
            if character == "\0" and self.pos >= self.end:
                raise self.error("MissingEndCurlyBrace", opening, opening + 1)

    def _is_default(self, condition: ExpressionAst) -> bool:
        return (
            isinstance(condition, StringConstantExpressionAst)
            and condition.string_constant_type == "BareWord"
            and condition.value.lower() == "default"
        )
