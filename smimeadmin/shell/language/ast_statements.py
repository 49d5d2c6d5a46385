"""Syntax tree: the statements that begin with a keyword."""

from __future__ import annotations

from typing import ClassVar

from smimeadmin.shell.language.ast_base import (
    Ast,
    ExpressionAst,
    PipelineBaseAst,
    SourceText,
    StatementAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_blocks import StatementBlockAst, TypeConstraintAst


class LabeledStatementAst(StatementAst):
    """A loop or switch: ``label`` without its colon, and what stands in the parentheses."""

    __slots__ = ("condition", "label")

    label: str | None
    condition: PipelineBaseAst | None


class LoopStatementAst(LabeledStatementAst):
    """A loop: a condition and a body."""

    __slots__ = ("body",)
    child_fields: ClassVar[tuple[str, ...]] = ("condition", "body")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        label: str | None,
        condition: PipelineBaseAst | None,
        body: StatementBlockAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body


class IfStatementAst(StatementAst):
    """``if``: pairs of condition and block, and the block of ``else``."""

    __slots__ = ("clauses", "else_clause")
    child_fields = ("clauses", "else_clause")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        clauses: list[tuple[PipelineBaseAst, StatementBlockAst]],
        else_clause: StatementBlockAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.clauses = clauses
        self.else_clause = else_clause


class ForEachStatementAst(LoopStatementAst):
    """``foreach ($variable in condition) { }``."""

    __slots__ = ("flags", "throttle_limit", "variable")
    child_fields = ("variable", "condition", "body")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        label: str | None,
        condition: PipelineBaseAst | None,
        body: StatementBlockAst,
        variable: VariableExpressionAst,
        flags: tuple[str, ...],
        throttle_limit: ExpressionAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body
        self.variable = variable
        self.flags = flags
        self.throttle_limit = throttle_limit


class ForStatementAst(LoopStatementAst):
    """``for (initializer; condition; iterator) { }``; each may be missing."""

    __slots__ = ("initializer", "iterator")
    child_fields = ("initializer", "condition", "iterator", "body")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        label: str | None,
        condition: PipelineBaseAst | None,
        body: StatementBlockAst,
        initializer: PipelineBaseAst | None,
        iterator: PipelineBaseAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body
        self.initializer = initializer
        self.iterator = iterator


class WhileStatementAst(LoopStatementAst):
    """``while (condition) { }``."""

    __slots__ = ()


class DoWhileStatementAst(LoopStatementAst):
    """``do { } while (condition)``."""

    __slots__ = ()
    child_fields = ("body", "condition")


class DoUntilStatementAst(LoopStatementAst):
    """``do { } until (condition)``."""

    __slots__ = ()
    child_fields = ("body", "condition")


class SwitchStatementAst(LabeledStatementAst):
    """``switch``: pairs of pattern and block; flags as PowerShell names them, in its order."""

    __slots__ = ("clauses", "default", "flags")
    child_fields = ("condition", "clauses", "default")
    interleaved = True

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        label: str | None,
        condition: PipelineBaseAst | None,
        flags: tuple[str, ...],
        clauses: list[tuple[ExpressionAst, StatementBlockAst]],
        default: StatementBlockAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.flags = flags
        self.clauses = clauses
        self.default = default


class CatchClauseAst(Ast):
    """One ``catch``; without types it catches all."""

    __slots__ = ("body", "catch_types")
    child_fields = ("catch_types", "body")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        catch_types: list[TypeConstraintAst],
        body: StatementBlockAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.catch_types = catch_types
        self.body = body


class TryStatementAst(StatementAst):
    """``try``, its ``catch`` clauses and ``finally``."""

    __slots__ = ("body", "catch_clauses", "finally_")
    child_fields = ("body", "catch_clauses", "finally_")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        body: StatementBlockAst,
        catch_clauses: list[CatchClauseAst],
        finally_: StatementBlockAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.body = body
        self.catch_clauses = catch_clauses
        self.finally_ = finally_


class BreakStatementAst(StatementAst):
    """``break`` with an optional label expression."""

    __slots__ = ("label",)
    child_fields = ("label",)

    def __init__(
        self, source: SourceText, start: int, end: int, label: ExpressionAst | None
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.label = label


class ContinueStatementAst(StatementAst):
    """``continue`` with an optional label expression."""

    __slots__ = ("label",)
    child_fields = ("label",)

    def __init__(
        self, source: SourceText, start: int, end: int, label: ExpressionAst | None
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.label = label


class ReturnStatementAst(StatementAst):
    """``return`` with an optional pipeline."""

    __slots__ = ("pipeline",)
    child_fields = ("pipeline",)

    def __init__(
        self, source: SourceText, start: int, end: int, pipeline: PipelineBaseAst | None
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.pipeline = pipeline


class ExitStatementAst(StatementAst):
    """``exit`` with an optional pipeline."""

    __slots__ = ("pipeline",)
    child_fields = ("pipeline",)

    def __init__(
        self, source: SourceText, start: int, end: int, pipeline: PipelineBaseAst | None
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.pipeline = pipeline


class ThrowStatementAst(StatementAst):
    """``throw`` with an optional pipeline; ``is_rethrow`` inside a ``catch`` without one."""

    __slots__ = ("is_rethrow", "pipeline")
    child_fields = ("pipeline",)

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        pipeline: PipelineBaseAst | None,
        is_rethrow: bool,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.pipeline = pipeline
        self.is_rethrow = is_rethrow


class DataStatementAst(StatementAst):
    """``data name -SupportedCommand a, b { }``."""

    __slots__ = ("body", "commands_allowed", "variable")
    child_fields = ("body",)

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        variable: str | None,
        commands_allowed: list[ExpressionAst],
        body: StatementBlockAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.variable = variable
        self.commands_allowed = commands_allowed
        self.body = body
