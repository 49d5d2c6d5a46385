"""Syntax tree: everything that has a value."""

from __future__ import annotations

from typing import ClassVar

from smimeadmin.shell.language.ast_base import (
    Ast,
    CommandElementAst,
    ExpressionAst,
    PipelineBaseAst,
    SourceText,
    StatementAst,
    TypeName,
)
from smimeadmin.shell.language.ast_blocks import (
    AttributeBaseAst,
    ScriptBlockAst,
    StatementBlockAst,
    TypeConstraintAst,
)


class ErrorExpressionAst(ExpressionAst):
    """What stands where an expression failed to parse (only ``parse_recovering`` makes it)."""

    __slots__ = ("nested_ast",)
    child_fields = ("nested_ast",)

    def __init__(self, source: SourceText, start: int, end: int, nested_ast: list[Ast]) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.nested_ast = nested_ast


class TernaryExpressionAst(ExpressionAst):
    """``condition ? if_true : if_false``."""

    __slots__ = ("condition", "if_false", "if_true")
    child_fields = ("condition", "if_true", "if_false")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        condition: ExpressionAst,
        if_true: ExpressionAst,
        if_false: ExpressionAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.condition = condition
        self.if_true = if_true
        self.if_false = if_false


class BinaryExpressionAst(ExpressionAst):
    """``left operator right``.

    The operator in lower case without an ``i`` (``-eq``, ``-ceq``, ``+``, ``..``).
    """

    __slots__ = ("error_position", "left", "operator", "right")
    child_fields = ("left", "right")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        left: ExpressionAst,
        operator: str,
        right: ExpressionAst,
        error_position: int,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.left = left
        self.operator = operator
        self.right = right
        self.error_position = error_position


class UnaryExpressionAst(ExpressionAst):
    """An operator before or after its child.

    ``token_kind`` is the operator in lower case (``-not``, ``!``, ``-``, ``++``, ``-join``), and
    ``postfix ++`` or ``postfix --`` when it stands after the child.
    """

    __slots__ = ("child", "token_kind")
    child_fields = ("child",)

    def __init__(
        self, source: SourceText, start: int, end: int, token_kind: str, child: ExpressionAst
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.token_kind = token_kind
        self.child = child


class AttributedExpressionAst(ExpressionAst):
    """An attribute before an expression: ``[ValidateRange(1, 2)]$x``."""

    __slots__ = ("attribute", "child")
    child_fields = ("attribute", "child")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        attribute: AttributeBaseAst,
        child: ExpressionAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.attribute = attribute
        self.child = child


class ConvertExpressionAst(AttributedExpressionAst):
    """A cast: ``[int]$x``; ``attribute`` is its TypeConstraintAst, ``type`` the same node."""

    __slots__ = ()
    child_fields = ("attribute", "child")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        attribute: TypeConstraintAst,
        child: ExpressionAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.attribute = attribute
        self.child = child


class MemberExpressionAst(ExpressionAst):
    """``expression.member``, ``::`` when ``static``, ``?.`` when ``null_conditional``."""

    __slots__ = ("expression", "member", "null_conditional", "static")
    child_fields: ClassVar[tuple[str, ...]] = ("expression", "member")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        expression: ExpressionAst,
        member: CommandElementAst,
        static: bool,
        null_conditional: bool,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.expression = expression
        self.member = member
        self.static = static
        self.null_conditional = null_conditional


class InvokeMemberExpressionAst(MemberExpressionAst):
    """A method call; ``arguments`` is empty for ``()``."""

    __slots__ = ("arguments", "generic_type_arguments")
    child_fields: ClassVar[tuple[str, ...]] = ("expression", "member", "arguments")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        expression: ExpressionAst,
        member: CommandElementAst,
        static: bool,
        null_conditional: bool,
        arguments: list[ExpressionAst],
        generic_type_arguments: list[TypeName],
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.expression = expression
        self.member = member
        self.static = static
        self.null_conditional = null_conditional
        self.arguments = arguments
        self.generic_type_arguments = generic_type_arguments


class BaseCtorInvokeMemberExpressionAst(InvokeMemberExpressionAst):
    """``: base(...)`` of a constructor."""

    __slots__ = ()
    child_fields = ("arguments",)


class TypeExpressionAst(ExpressionAst):
    """A type as a value: ``[int]``."""

    __slots__ = ("type_name",)
    child_fields = ()

    def __init__(self, source: SourceText, start: int, end: int, type_name: TypeName) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.type_name = type_name


class ExpandableStringExpressionAst(ExpressionAst):
    """A text with variables or ``$()`` in it."""

    __slots__ = ("nested_expressions", "parts", "string_constant_type", "value")
    child_fields = ("nested_expressions",)

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        value: str,
        string_constant_type: str,
        nested_expressions: list[ExpressionAst],
        parts: list[str | ExpressionAst],
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value
        self.string_constant_type = string_constant_type
        self.nested_expressions = nested_expressions
        self.parts = parts


class ScriptBlockExpressionAst(ExpressionAst):
    """``{ ... }`` as a value."""

    __slots__ = ("script_block",)
    child_fields = ("script_block",)

    def __init__(
        self, source: SourceText, start: int, end: int, script_block: ScriptBlockAst
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.script_block = script_block


class ArrayLiteralAst(ExpressionAst):
    """``1, 2`` or ``,1``."""

    __slots__ = ("elements",)
    child_fields = ("elements",)

    def __init__(
        self, source: SourceText, start: int, end: int, elements: list[ExpressionAst]
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.elements = elements


class HashtableAst(ExpressionAst):
    """``@{ key = value }``; values are statements."""

    __slots__ = ("key_value_pairs",)
    child_fields = ("key_value_pairs",)

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        key_value_pairs: list[tuple[ExpressionAst, StatementAst]],
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.key_value_pairs = key_value_pairs


class ArrayExpressionAst(ExpressionAst):
    """``@( ... )``."""

    __slots__ = ("sub_expression",)
    child_fields = ("sub_expression",)

    def __init__(
        self, source: SourceText, start: int, end: int, sub_expression: StatementBlockAst
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class ParenExpressionAst(ExpressionAst):
    """``( ... )``."""

    __slots__ = ("pipeline",)
    child_fields = ("pipeline",)

    def __init__(self, source: SourceText, start: int, end: int, pipeline: PipelineBaseAst) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.pipeline = pipeline


class SubExpressionAst(ExpressionAst):
    """``$( ... )``."""

    __slots__ = ("sub_expression",)
    child_fields = ("sub_expression",)

    def __init__(
        self, source: SourceText, start: int, end: int, sub_expression: StatementBlockAst
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class UsingExpressionAst(ExpressionAst):
    """``$using:name``; the variable below it has lost the ``using:``."""

    __slots__ = ("sub_expression",)
    child_fields = ("sub_expression",)

    def __init__(
        self, source: SourceText, start: int, end: int, sub_expression: ExpressionAst
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class IndexExpressionAst(ExpressionAst):
    """``target[index]``, ``?[ ]`` when ``null_conditional``."""

    __slots__ = ("index", "null_conditional", "target")
    child_fields = ("target", "index")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        target: ExpressionAst,
        index: ExpressionAst,
        null_conditional: bool,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.target = target
        self.index = index
        self.null_conditional = null_conditional
