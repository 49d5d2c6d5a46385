"""Faults of meaning that PowerShell finds before it runs anything.

Each check takes nodes and yields ``(error id, node, subject)``; the parser tells the first one if
the text as a whole has no fault of form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smimeadmin.shell.language.ast import (
    ArrayLiteralAst,
    Ast,
    AttributedExpressionAst,
    BinaryExpressionAst,
    BreakStatementAst,
    CommandAst,
    ConstantExpressionAst,
    ContinueStatementAst,
    ConvertExpressionAst,
    ExitStatementAst,
    ExpressionAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    IfStatementAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    LabeledStatementAst,
    MemberExpressionAst,
    ParenExpressionAst,
    PipelineAst,
    ReturnStatementAst,
    ScriptBlockAst,
    ScriptBlockExpressionAst,
    StatementAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SubExpressionAst,
    ThrowStatementAst,
    TrapStatementAst,
    TryStatementAst,
    TypeExpressionAst,
    UnaryExpressionAst,
    UsingExpressionAst,
    VariableExpressionAst,
)

Fault = tuple[str, Ast, str]

_CONSTANT_VARIABLES: Final = frozenset(("true", "false", "null"))
_FOLDING_UNARY: Final = frozenset(("-not", "!", "-bnot", "+", "-"))
_NOT_FOLDING: Final = frozenset(
    (
        *("-f", "..", "??", "-as", "-join"),
        *("-match", "-cmatch", "-notmatch", "-cnotmatch"),
        *("-replace", "-creplace", "-split", "-csplit"),
    )
)


def pure_expression(pipeline: Ast) -> ExpressionAst | None:
    """Return the expression of a pipeline that is nothing else."""
    if not isinstance(pipeline, PipelineAst) or len(pipeline.pipeline_elements) != 1:
        return None
    expression = getattr(pipeline.pipeline_elements[0], "expression", None)
    return expression if isinstance(expression, ExpressionAst) else None


def is_assignable(node: Ast, *, simple: bool = False) -> bool:
    """Whether an expression can stand left of an assignment, or beside ``++``.

    A list of targets only can if the operator is a ``simple`` ``=``.
    """
    pending: list[tuple[Ast, bool]] = [(node, simple)]
    while pending:
        node, simple = pending.pop()
        if isinstance(node, ArrayLiteralAst):
            if not simple:
                return False
            pending.extend((element, True) for element in node.elements)
        elif isinstance(node, ParenExpressionAst):
            inner = pure_expression(node.pipeline)
            if inner is None:
                return False
            pending.append((inner, simple))
        elif isinstance(node, AttributedExpressionAst):
            pending.append((node.child, simple))
        elif not _is_place(node):
            return False
    return True


def _is_place(node: Ast) -> bool:
    if isinstance(node, InvokeMemberExpressionAst):
        return False
    if isinstance(node, (MemberExpressionAst, IndexExpressionAst)):
        return not node.null_conditional
    return isinstance(node, VariableExpressionAst)


def is_constant(node: Ast, *, in_class: bool = False) -> bool:
    """Whether an argument of an attribute is a constant, a type or a script block."""
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, ParenExpressionAst | SubExpressionAst):
            inner = _only_expression(node)
            if inner is None:
                return False
            pending.append(inner)
        elif isinstance(node, ArrayLiteralAst):
            pending.extend(node.elements)
        elif isinstance(node, BinaryExpressionAst) and node.operator not in _NOT_FOLDING:
            pending += (node.left, node.right)
        elif (
            isinstance(node, UnaryExpressionAst) and node.token_kind in _FOLDING_UNARY
        ) or isinstance(node, ConvertExpressionAst):
            pending.append(node.child)
        elif not _is_plain_constant(node, in_class=in_class):
            return False
    return True


def _only_expression(node: ParenExpressionAst | SubExpressionAst) -> ExpressionAst | None:
    if isinstance(node, ParenExpressionAst):
        return pure_expression(node.pipeline)
    statements = node.sub_expression.statements
    return pure_expression(statements[0]) if len(statements) == 1 else None


def _is_plain_constant(node: Ast, *, in_class: bool) -> bool:
    if isinstance(node, VariableExpressionAst):
        return node.variable_path.user_path.lower() in _CONSTANT_VARIABLES
    if isinstance(node, ScriptBlockExpressionAst):
        return not in_class
    if isinstance(node, MemberExpressionAst):
        return (
            node.static
            and not isinstance(node, InvokeMemberExpressionAst)
            and isinstance(node.expression, TypeExpressionAst)
        )
    return isinstance(node, ConstantExpressionAst | TypeExpressionAst)


def using_faults(node: UsingExpressionAst) -> Iterator[Fault]:
    """Yield what is more than a member or a constant index behind ``$using:``."""
    inner: Ast = node.sub_expression
    while not isinstance(inner, VariableExpressionAst):
        if isinstance(inner, IndexExpressionAst) and is_constant(inner.index):
            inner = inner.target
        elif (
            isinstance(inner, MemberExpressionAst)
            and not isinstance(inner, InvokeMemberExpressionAst)
            and isinstance(inner.member, StringConstantExpressionAst)
        ):
            inner = inner.expression
        else:
            yield "InvalidUsingExpression", inner, inner.text
            return


def finally_faults(block: StatementBlockAst) -> Iterator[Fault]:
    """Yield the jumps that would leave a finally block."""
    pending: list[tuple[Ast, tuple[str, ...]]] = [(block, ())]
    while pending:
        node, labels = pending.pop()
        if isinstance(node, ScriptBlockAst | TrapStatementAst):
            continue
        if isinstance(node, ReturnStatementAst):
            yield "ControlLeavingFinally", node, "return"
        elif isinstance(node, BreakStatementAst | ContinueStatementAst):
            if not _stays(node.label, labels):
                word = "break" if isinstance(node, BreakStatementAst) else "continue"
                yield "ControlLeavingFinally", node, word
        elif isinstance(node, LabeledStatementAst):
            labels = (*labels, (node.label or "").lower())
        pending.extend((child, labels) for child in node.children())


def _stays(label: ExpressionAst | None, labels: tuple[str, ...]) -> bool:
    """Whether a jump ends at one of the loops with these labels."""
    if label is None:
        return bool(labels)
    return isinstance(label, StringConstantExpressionAst) and label.value.lower() in labels


# --- classes --------------------------------------------------------------------------------


def method_faults(member: FunctionMemberAst, class_name: str) -> Iterator[Fault]:
    """Yield what a method or constructor may not have."""
    body = member.function.body
    if body.param_block is not None:
        yield "ParamBlockNotAllowedInMethod", body.param_block, ""
    blocks = (body.dynamic_param_block, body.begin_block, body.process_block, body.clean_block)
    named = [block for block in blocks if block is not None]
    if body.end_block is not None and not body.end_block.unnamed:
        named.append(body.end_block)
    if named:
        yield "NamedBlockNotAllowedInMethod", named[0], ""
        return
    is_constructor = member.name.lower() == class_name.lower()
    if is_constructor and member.return_type is not None:
        yield "ConstructorCantHaveReturnType", member.return_type, ""
    kind = member.return_type
    is_void = kind is None or kind.type_name.name.lower() in ("void", "system.void")
    yield from _return_faults(member, is_void=is_void)
    if kind is None and not is_constructor:
        return
    statements = body.end_block.statements if body.end_block is not None else []
    if not is_void and not any(_leaves(node) for node in statements):
        yield "MethodHasCodePathNotReturn", member.function, member.name


def _return_faults(member: FunctionMemberAst, *, is_void: bool) -> Iterator[Fault]:
    pending: list[Ast] = [member.function.body]
    while pending:
        node = pending.pop()
        if isinstance(node, ScriptBlockExpressionAst | FunctionDefinitionAst):
            continue
        if isinstance(node, ReturnStatementAst):
            if is_void and node.pipeline is not None:
                yield "VoidMethodHasReturn", node, ""
            elif not is_void and node.pipeline is None:
                yield "NonVoidMethodMissingReturnValue", node, ""
        elif member.is_static and _is_this(node):
            yield "NonStaticMemberAccessInStaticMember", node, "this"
        pending.extend(node.children())


def _is_this(node: Ast) -> bool:
    return (
        isinstance(node, VariableExpressionAst) and node.variable_path.user_path.lower() == "this"
    )


def _leaves(node: StatementAst) -> bool:
    """Whether a statement returns or throws; loops get the benefit of the doubt."""
    if isinstance(node, ReturnStatementAst | ThrowStatementAst | ExitStatementAst):
        return True
    if isinstance(node, IfStatementAst):
        blocks = [body for _, body in node.clauses]
        if node.else_clause is None:
            return False
        return all(map(_block_leaves, [*blocks, node.else_clause]))
    if isinstance(node, TryStatementAst):
        if node.finally_ is not None and _block_leaves(node.finally_):
            return True
        catches = [clause.body for clause in node.catch_clauses]
        return all(map(_block_leaves, [node.body, *catches]))
    return isinstance(node, LabeledStatementAst) and _holds_jump(node)


def _block_leaves(block: StatementBlockAst) -> bool:
    return any(map(_leaves, block.statements))


def _holds_jump(node: Ast) -> bool:
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, ReturnStatementAst | ThrowStatementAst):
            return True
        if not isinstance(node, ScriptBlockExpressionAst):
            pending.extend(node.children())
    return False


# --- data sections --------------------------------------------------------------------------

_DATA_VARIABLES: Final = frozenset(("psculture", "psuiculture", "true", "false", "null"))
_DATA_TYPES: Final = frozenset(
    (
        *("bool", "boolean", "char", "sbyte", "byte", "short", "int16", "ushort", "uint16"),
        *("int", "int32", "uint", "uint32", "long", "int64", "ulong", "uint64"),
        *("float", "single", "double", "decimal", "datetime", "string", "dbnull"),
    )
)
_DATA_UNARY: Final = frozenset(("-not", "!", "-bnot", "+", "-"))
#: Node kind -> what is said of it in a data section.
_DATA_FORBIDDEN: Final = {
    "ScriptBlockExpressionAst": "ScriptBlockNotSupportedInDataSection",
    "FunctionDefinitionAst": "FunctionDeclarationNotSupportedInDataSection",
    "TrapStatementAst": "TrapStatementNotSupportedInDataSection",
    "SwitchStatementAst": "SwitchStatementNotSupportedInDataSection",
    "DataStatementAst": "DataSectionStatementNotSupportedInDataSection",
    "ForEachStatementAst": "ForeachStatementNotSupportedInDataSection",
    "DoWhileStatementAst": "DoWhileStatementNotSupportedInDataSection",
    "DoUntilStatementAst": "DoWhileStatementNotSupportedInDataSection",
    "ForStatementAst": "ForWhileStatementNotSupportedInDataSection",
    "WhileStatementAst": "ForWhileStatementNotSupportedInDataSection",
    "TryStatementAst": "TryStatementNotSupportedInDataSection",
    "BreakStatementAst": "FlowControlStatementNotSupportedInDataSection",
    "ContinueStatementAst": "FlowControlStatementNotSupportedInDataSection",
    "ReturnStatementAst": "FlowControlStatementNotSupportedInDataSection",
    "ExitStatementAst": "FlowControlStatementNotSupportedInDataSection",
    "ThrowStatementAst": "FlowControlStatementNotSupportedInDataSection",
    "AssignmentStatementAst": "AssignmentStatementNotSupportedInDataSection",
    "MergingRedirectionAst": "RedirectionNotSupportedInDataSection",
    "FileRedirectionAst": "RedirectionNotSupportedInDataSection",
    "MemberExpressionAst": "PropertyReferenceNotSupportedInDataSection",
    "InvokeMemberExpressionAst": "MethodCallNotSupportedInDataSection",
    "IndexExpressionAst": "ArrayReferenceNotSupportedInDataSection",
    "AttributedExpressionAst": "AttributeNotSupportedInDataSection",
}


def data_faults(body: StatementBlockAst, commands: list[ExpressionAst]) -> Iterator[Fault]:
    """Yield what a data section may not hold; ``commands`` are those it names as allowed."""
    allowed: set[str] | None = {"convertfrom-stringdata"}
    for command in commands:
        if isinstance(command, StringConstantExpressionAst) and allowed is not None:
            allowed.add(command.value.lower())
        else:
            allowed = None
    pending: list[Ast] = [body]
    while pending:
        node = pending.pop()
        pending.extend(node.children())
        forbidden = _DATA_FORBIDDEN.get(type(node).__name__)
        if forbidden:
            yield forbidden, node, ""
        elif isinstance(node, CommandAst):
            yield from _data_command(node, allowed)
        else:
            yield from _data_value(node)


def _data_command(node: CommandAst, allowed: set[str] | None) -> Iterator[Fault]:
    if node.invocation_operator == ".":
        yield "DotSourcingNotSupportedInDataSection", node, ""
    elif allowed is not None:
        name = node.command_elements[0]
        if not isinstance(name, StringConstantExpressionAst) or name.value.lower() not in allowed:
            yield "CmdletNotInAllowedListForDataSection", node, name.text


def _data_value(node: Ast) -> Iterator[Fault]:
    if isinstance(node, VariableExpressionAst):
        if node.variable_path.user_path.lower() not in _DATA_VARIABLES:
            yield "VariableReferenceNotSupportedInDataSection", node, node.text
    elif isinstance(node, BinaryExpressionAst):
        if node.operator in _NOT_FOLDING and node.operator != "??":
            yield "OperatorNotSupportedInDataSection", node, node.operator
    elif isinstance(node, UnaryExpressionAst):
        if node.token_kind not in _DATA_UNARY:
            yield "OperatorNotSupportedInDataSection", node, node.token_kind
    elif isinstance(node, TypeExpressionAst | ConvertExpressionAst):
        kind = node if isinstance(node, TypeExpressionAst) else node.attribute
        name = kind.type_name.name.lower().removeprefix("system.").split("[")[0]
        if name not in _DATA_TYPES:
            yield "TypeNotAllowedInDataSection", node, kind.type_name.full_name
