"""Syntax tree: attributes, parameters, blocks and whole scripts."""

from __future__ import annotations

from typing import ClassVar

from smimeadmin.shell.language.ast_base import (
    Ast,
    ExpressionAst,
    SourceText,
    StatementAst,
    StringConstantExpressionAst,
    TypeName,
    VariableExpressionAst,
)


class AttributeBaseAst(Ast):
    """What stands in square brackets before something."""

    __slots__ = ("type_name",)
    child_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, source: SourceText, start: int, end: int, type_name: TypeName) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.type_name = type_name


class TypeConstraintAst(AttributeBaseAst):
    """``[type]`` before a variable, parameter, member or in a cast."""

    __slots__ = ()


class AttributeAst(AttributeBaseAst):
    """``[Name(1, Key = 2)]``."""

    __slots__ = ("named_arguments", "positional_arguments")
    child_fields = ("positional_arguments", "named_arguments")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        type_name: TypeName,
        positional_arguments: list[ExpressionAst],
        named_arguments: list[NamedAttributeArgumentAst],
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.type_name = type_name
        self.positional_arguments = positional_arguments
        self.named_arguments = named_arguments


class NamedAttributeArgumentAst(Ast):
    """``Name = argument`` of an attribute, or ``Name`` alone (``expression_omitted``.

    The argument is then ``$true``).
    """

    __slots__ = ("argument", "argument_name", "expression_omitted")
    child_fields = ("argument",)

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        argument_name: str,
        argument: ExpressionAst,
        expression_omitted: bool,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.argument_name = argument_name
        self.argument = argument
        self.expression_omitted = expression_omitted


class ParameterAst(Ast):
    """One parameter: attributes and types, the variable, the default."""

    __slots__ = ("attributes", "default_value", "name")
    child_fields = ("attributes", "name", "default_value")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        attributes: list[AttributeBaseAst],
        name: VariableExpressionAst,
        default_value: ExpressionAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.attributes = attributes
        self.name = name
        self.default_value = default_value


class ParamBlockAst(Ast):
    """``param( ... )``; the attributes that stand before it belong to it."""

    __slots__ = ("attributes", "parameters")
    child_fields = ("attributes", "parameters")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        attributes: list[AttributeAst],
        parameters: list[ParameterAst],
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.attributes = attributes
        self.parameters = parameters


class StatementBlockAst(Ast):
    """``{ ... }`` of a statement, or the inside of ``$( )`` and ``@( )``."""

    __slots__ = ("statements", "traps")
    child_fields = ("statements", "traps")
    interleaved = True

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        statements: list[StatementAst],
        traps: list[TrapStatementAst],
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.statements = statements
        self.traps = traps


class TrapStatementAst(StatementAst):
    """``trap [type] { }``."""

    __slots__ = ("body", "trap_type")
    child_fields = ("trap_type", "body")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        trap_type: TypeConstraintAst | None,
        body: StatementBlockAst,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.trap_type = trap_type
        self.body = body


class NamedBlockAst(Ast):
    """``begin``, ``process``, ``end``, ``clean``, ``dynamicparam``.

    ``unnamed`` when the code has no keyword.
    """

    __slots__ = ("block_kind", "statements", "traps", "unnamed")
    child_fields = ("statements", "traps")
    interleaved = True

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        block_kind: str,
        unnamed: bool,
        statements: list[StatementAst],
        traps: list[TrapStatementAst],
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.block_kind = block_kind
        self.unnamed = unnamed
        self.statements = statements
        self.traps = traps


class UsingStatementAst(StatementAst):
    """``using namespace|module|assembly name``; the kind is Namespace, Module or Assembly."""

    __slots__ = ("alias", "module_specification", "name", "using_statement_kind")
    child_fields = ("name", "alias", "module_specification")

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        using_statement_kind: str,
        name: StringConstantExpressionAst | None,
        alias: StringConstantExpressionAst | None,
        module_specification: ExpressionAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.using_statement_kind = using_statement_kind
        self.name = name
        self.alias = alias
        self.module_specification = module_specification


class ScriptBlockAst(Ast):
    """A whole script, function body or ``{ }``."""

    __slots__ = (
        "attributes",
        "begin_block",
        "clean_block",
        "dynamic_param_block",
        "end_block",
        "param_block",
        "process_block",
        "using_statements",
    )
    child_fields = (
        "attributes",
        "using_statements",
        "param_block",
        "dynamic_param_block",
        "begin_block",
        "process_block",
        "end_block",
        "clean_block",
    )

    def __init__(
        self,
        source: SourceText,
        start: int,
        end: int,
        attributes: list[AttributeAst],
        using_statements: list[UsingStatementAst],
        param_block: ParamBlockAst | None,
        dynamic_param_block: NamedBlockAst | None,
        begin_block: NamedBlockAst | None,
        process_block: NamedBlockAst | None,
        end_block: NamedBlockAst | None,
        clean_block: NamedBlockAst | None,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.attributes = attributes
        self.using_statements = using_statements
        self.param_block = param_block
        self.dynamic_param_block = dynamic_param_block
        self.begin_block = begin_block
        self.process_block = process_block
        self.end_block = end_block
        self.clean_block = clean_block
