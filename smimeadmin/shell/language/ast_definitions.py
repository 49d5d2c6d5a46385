"""Syntax tree: functions, classes and enums."""

from __future__ import annotations

from smimeadmin.shell.language.ast_base import Ast, ExpressionAst, SourceText, StatementAst
from smimeadmin.shell.language.ast_blocks import (
    AttributeAst,
    ParameterAst,
    ScriptBlockAst,
    TypeConstraintAst,
)
from smimeadmin.shell.language.ast_expressions import BaseCtorInvokeMemberExpressionAst


class MemberAst(Ast):
    """A member of a class or enum; ``modifiers`` holds static, hidden, public, private."""

    __slots__ = ("modifiers", "name")

    name: str
    modifiers: frozenset[str]

    @property
    def is_static(self) -> bool:
        """Whether ``static`` stands before it."""
        return "static" in self.modifiers

    @property
    def is_hidden(self) -> bool:
        """Whether ``hidden`` stands before it."""
        return "hidden" in self.modifiers


class FunctionDefinitionAst(StatementAst):
    """A function or filter; ``parameters`` are those in parentheses after the name."""

    __slots__ = ("body", "is_filter", "name", "parameters")
    child_fields = ("parameters", "body")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        is_filter: bool,
        name: str,
        parameters: list[ParameterAst] | None,
        body: ScriptBlockAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.is_filter = is_filter
        self.name = name
        self.parameters = parameters
        self.body = body


class PropertyMemberAst(MemberAst):
    """A property of a class, or a value of an enum."""

    __slots__ = ("attributes", "initial_value", "modifiers", "property_type")
    child_fields = ("property_type", "attributes", "initial_value")
    interleaved = True

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        name: str,
        property_type: TypeConstraintAst | None,
        attributes: list[AttributeAst],
        modifiers: frozenset[str],
        initial_value: ExpressionAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.name = name
        self.property_type = property_type
        self.attributes = attributes
        self.modifiers = modifiers
        self.initial_value = initial_value


class FunctionMemberAst(MemberAst):
    """A method or constructor of a class; the code is in ``function``."""

    __slots__ = ("attributes", "base_call", "function", "modifiers", "return_type")
    child_fields = ("return_type", "attributes", "function", "base_call")
    interleaved = True

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        name: str,
        return_type: TypeConstraintAst | None,
        attributes: list[AttributeAst],
        modifiers: frozenset[str],
        function: FunctionDefinitionAst,
        base_call: BaseCtorInvokeMemberExpressionAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.name = name
        self.return_type = return_type
        self.attributes = attributes
        self.modifiers = modifiers
        self.function = function
        self.base_call = base_call


class TypeDefinitionAst(StatementAst):
    """A ``class`` or ``enum`` (``kind``)."""

    __slots__ = ("attributes", "base_types", "kind", "members", "name")
    child_fields = ("attributes", "base_types", "members")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        kind: str,
        name: str,
        attributes: list[AttributeAst],
        base_types: list[TypeConstraintAst],
        members: list[MemberAst],
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.kind = kind
        self.name = name
        self.attributes = attributes
        self.base_types = base_types
        self.members = members
