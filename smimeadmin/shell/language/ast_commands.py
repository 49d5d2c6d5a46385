"""Syntax tree: commands, redirections, pipelines, chains and assignments."""

from __future__ import annotations

from smimeadmin.shell.language.ast_base import (
    Ast,
    ChainableAst,
    CommandElementAst,
    ExpressionAst,
    PipelineBaseAst,
    SourceText,
    StatementAst,
)


class CommandBaseAst(StatementAst):
    """An element of a pipeline, with its redirections."""

    __slots__ = ("redirections",)

    redirections: list[RedirectionAst]


class RedirectionAst(Ast):
    """A redirection of a stream.

    0 is ``*`` (all), then 1 output, 2 error, 3 warning, 4 verbose, 5 debug, 6 information.
    """

    __slots__ = ("from_stream",)

    from_stream: int


class CommandParameterAst(CommandElementAst):
    """``-Name`` or ``-Name:argument``."""

    __slots__ = ("argument", "parameter_name")
    child_fields = ("argument",)

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        parameter_name: str,
        argument: ExpressionAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.parameter_name = parameter_name
        self.argument = argument


class MergingRedirectionAst(RedirectionAst):
    """``2>&1``; stream 0 is ``*``."""

    __slots__ = ("to_stream",)
    child_fields = ()

    def __init__(
        self, source: SourceText, start: int, end: int, from_stream: int, to_stream: int
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.from_stream = from_stream
        self.to_stream = to_stream


class FileRedirectionAst(RedirectionAst):
    """``2> file``, ``>> file``."""

    __slots__ = ("append", "location")
    child_fields = ("location",)

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        from_stream: int,
        location: ExpressionAst,
        append: bool,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.from_stream = from_stream
        self.location = location
        self.append = append


class CommandAst(CommandBaseAst):
    """A command: its name first, then arguments and parameters.

    ``invocation_operator`` is ``''``, ``&`` or ``.``.
    """

    __slots__ = ("command_elements", "invocation_operator")
    child_fields = ("command_elements", "redirections")
    interleaved = True

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        redirections: list[RedirectionAst],
        command_elements: list[CommandElementAst],
        invocation_operator: str,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.redirections = redirections
        self.command_elements = command_elements
        self.invocation_operator = invocation_operator


class CommandExpressionAst(CommandBaseAst):
    """An expression as an element of a pipeline."""

    __slots__ = ("expression",)
    child_fields = ("expression", "redirections")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        redirections: list[RedirectionAst],
        expression: ExpressionAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.redirections = redirections
        self.expression = expression


class PipelineAst(ChainableAst):
    """``a | b``; ``background`` for a trailing ``&``."""

    __slots__ = ("background", "pipeline_elements")
    child_fields = ("pipeline_elements",)

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        pipeline_elements: list[CommandBaseAst],
        background: bool,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.pipeline_elements = pipeline_elements
        self.background = background


class PipelineChainAst(ChainableAst):
    """``left && right`` or ``left || right``."""

    __slots__ = ("background", "lhs_pipeline_chain", "operator", "rhs_pipeline")
    child_fields = ("lhs_pipeline_chain", "rhs_pipeline")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        lhs_pipeline_chain: ChainableAst,
        operator: str,
        rhs_pipeline: PipelineAst,
        background: bool,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.lhs_pipeline_chain = lhs_pipeline_chain
        self.operator = operator
        self.rhs_pipeline = rhs_pipeline
        self.background = background


class AssignmentStatementAst(PipelineBaseAst):
    """``left = right``; the right side is a statement."""

    __slots__ = ("error_position", "left", "operator", "right")
    child_fields = ("left", "right")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        left: ExpressionAst,
        operator: str,
        right: StatementAst,
        error_position: int,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.left = left
        self.operator = operator
        self.right = right
        self.error_position = error_position


class ErrorStatementAst(PipelineBaseAst):
    """What stands where a statement failed to parse (only ``parse_recovering`` makes it)."""

    __slots__ = ("kind", "nested_ast")
    child_fields = ("nested_ast",)

    def __init__(
        self, source: SourceText, start: int, end: int, kind: str, nested_ast: list[Ast]
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.kind = kind
        self.nested_ast = nested_ast
