"""A tree as flat rows: kind, start, end and what tells it apart from its like."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core.values_numbers import INTEGER_CLASSES
from smimeadmin.shell.language.ast_base import Ast
from smimeadmin.shell.language.parser import parse

Row = list[Any]


def listing(text: str) -> list[Row]:
    """Parse a text and list its nodes as ``[kind, start, end, detail]``.

    Kinds are PowerShell's class names without ``Ast``. Left out are nodes that only wrap: script
    and statement blocks, the expression of a pipeline, a pipeline of one element, the block of
    code without a keyword. Sorted by start, then end descending, then kind and detail.
    """
    return rows_of(parse(text))


def rows_of(root: Ast) -> list[Row]:
    """List the nodes of a tree as ``listing`` does."""
    found: set[tuple[str, int, int, str]] = set()
    pending = [root]
    while pending:
        node = pending.pop()
        pending.extend(node.children())
        kind = type(node).__name__.removesuffix("Ast")
        detail = _detail(kind, node)
        if detail is not None:
            found.add((kind, node.start, node.end, detail))
    return [list(row) for row in sorted(found, key=lambda row: (row[1], -row[2], row[0], row[3]))]


def _detail(kind: str, node: Any) -> str | None:
    """Return what the row says beside its place; None if the node has no row."""
    if kind in _WRAPPERS:
        return None
    maker = _DETAILS.get(kind)
    return maker(node) if maker else ""


def _constant(node: Any) -> str | None:
    value = node.value
    if isinstance(value, bool):
        return None
    return f"{_NAMES.get(type(value), type(value).__name__)} {_number(value)}"


def _number(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return repr(float(value)) if isinstance(value, float) else str(int(value))


def _redirection(node: Any) -> str:
    stream = "*" if node.from_stream == 0 else "" if node.from_stream == 1 else node.from_stream
    return f"{stream}{'>>' if node.append else '>'}"


def _label(node: Any) -> str:
    return f":{node.label}" if node.label else ""


def _switch(node: Any) -> str:
    flags = ", ".join(node.flags) or "None"
    return f"{flags} :{node.label}" if node.label else flags


def _pipeline(node: Any) -> str | None:
    count = len(node.pipeline_elements)
    if count == 1 and not node.background:
        return None
    return f"{count}&" if node.background else str(count)


def _member(node: Any) -> str:
    operator = "::" if node.static else "."
    return f"{operator}?" if node.null_conditional else operator


_WRAPPERS: Final = frozenset(("ScriptBlock", "StatementBlock", "CommandExpression"))
_NAMES: Final[dict[type, str]] = {one: one.__name__ for one in (*INTEGER_CLASSES, Decimal)} | {
    int: "Int32",
    float: "Double",
}
_DETAILS: Final[dict[str, Callable[[Any], str | None]]] = {
    "StringConstantExpression": lambda node: f"{node.string_constant_type} {node.value}",
    "ExpandableStringExpression": lambda node: str(node.string_constant_type),
    "ConstantExpression": _constant,
    "VariableExpression": lambda node: (
        f"{'@' if node.splatted else ''}{node.variable_path.user_path}"
    ),
    "CommandParameter": lambda node: f"{node.parameter_name}{':' if node.argument else ''}",
    "FunctionDefinition": lambda node: f"{'filter' if node.is_filter else 'function'} {node.name}",
    "TypeDefinition": lambda node: f"{node.kind} {node.name}",
    "Attribute": lambda node: str(node.type_name.full_name),
    "TypeConstraint": lambda node: str(node.type_name.full_name),
    "TypeExpression": lambda node: str(node.type_name.full_name),
    "NamedAttributeArgument": lambda node: (
        f"{node.argument_name}{'' if node.expression_omitted else '='}"
    ),
    "BinaryExpression": lambda node: str(node.operator),
    "UnaryExpression": lambda node: str(node.token_kind),
    "AssignmentStatement": lambda node: str(node.operator),
    "PipelineChain": lambda node: f"{node.operator}{'&' if node.background else ''}",
    "MemberExpression": _member,
    "InvokeMemberExpression": _member,
    "BaseCtorInvokeMemberExpression": _member,
    "IndexExpression": lambda node: "?" if node.null_conditional else "",
    "Command": lambda node: str(node.invocation_operator),
    "FileRedirection": _redirection,
    "MergingRedirection": lambda node: (
        f"{'*' if node.from_stream == 0 else node.from_stream}>&{node.to_stream}"
    ),
    "Pipeline": _pipeline,
    "ForEachStatement": _label,
    "ForStatement": _label,
    "WhileStatement": _label,
    "DoWhileStatement": _label,
    "DoUntilStatement": _label,
    "SwitchStatement": _switch,
    "NamedBlock": lambda node: None if node.unnamed else str(node.block_kind),
    "Parameter": lambda node: str(node.name.variable_path.user_path),
    "PropertyMember": lambda node: str(node.name),
    "FunctionMember": lambda node: str(node.name),
    "UsingStatement": lambda node: str(node.using_statement_kind),
}
