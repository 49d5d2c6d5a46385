"""Writes a syntax tree as one short line, so that a test can show the reading of an input."""

from typing import Any

from smimeadmin.shell.language import ParseError, parse
from smimeadmin.shell.language.ast import Ast


def shape(text: str) -> str:
    """Return the reading of a text: statements joined by ``; ``.

    Values show their kind: 'quoted', "expandable", bare, number:Int32, $variable, (parenthesis),
    {block}, [a, b] for lists, cmd[...] for commands, -Name for parameters, 2>file for redirections.
    """
    block = parse(text).end_block
    assert block is not None
    return "; ".join(_show(node) for node in [*block.statements, *block.traps])


def error_of(text: str) -> ParseError | None:
    """Return the error that parsing a text ends with, if any."""
    try:
        parse(text)
    except ParseError as error:
        return error
    return None


def verdict(text: str) -> str:
    """Return complete, incomplete or wrong."""
    error = error_of(text)
    if error is None:
        return "complete"
    return "incomplete" if error.incomplete else "wrong"


def _show(node: Ast | None) -> str:
    if node is None:
        return "-"
    name = type(node).__name__.removesuffix("Ast")
    return _WRITERS.get(name, _generic)(node)


def _generic(node: Any) -> str:
    name = type(node).__name__.removesuffix("Ast")
    return f"{name}({', '.join(_show(child) for child in node.children())})"


def _string(node: Any) -> str:
    marks = {"BareWord": "", "SingleQuoted": "'", "DoubleQuoted": '"'}
    mark = marks.get(node.string_constant_type, "@")
    return f"{mark}{node.value}{mark}"


def _expandable(node: Any) -> str:
    inside = "".join(part if isinstance(part, str) else f"<{_show(part)}>" for part in node.parts)
    return f'"{inside}"' if node.string_constant_type != "BareWord" else f"~{inside}~"


def _number(node: Any) -> str:
    kind = {int: "Int32", float: "Double"}.get(type(node.value), type(node.value).__name__)
    return f"{node.value}:{kind}"


def _command(node: Any) -> str:
    parts = [_show(element) for element in node.command_elements]
    parts += [_show(redirection) for redirection in node.redirections]
    return f"{node.invocation_operator}cmd[{' '.join(parts)}]"


def _parameter(node: Any) -> str:
    return f"-{node.parameter_name}" + (f":{_show(node.argument)}" if node.argument else "")


def _pipeline(node: Any) -> str:
    text = " | ".join(_show(element) for element in node.pipeline_elements)
    return f"{text} &" if node.background else text


def _expression(node: Any) -> str:
    return " ".join([_show(node.expression), *(_show(one) for one in node.redirections)])


def _file(node: Any) -> str:
    return f"{node.from_stream}{'>>' if node.append else '>'}{_show(node.location)}"


def _block(node: Any) -> str:
    return "{" + "; ".join(_show(one) for one in [*node.statements, *node.traps]) + "}"


def _script_block(node: Any) -> str:
    parts = [_show(node.param_block)] if node.param_block else []
    for block in (
        node.dynamic_param_block,
        node.begin_block,
        node.process_block,
        node.end_block,
        node.clean_block,
    ):
        if block is not None:
            parts.append(("" if block.unnamed else block.block_kind) + _block(block))
    return " ".join(parts)


def _member(node: Any) -> str:
    sign = "::" if node.static else "?." if node.null_conditional else "."
    text = f"{_show(node.expression)}{sign}{_show(node.member)}"
    if hasattr(node, "arguments"):
        text += f"({', '.join(_show(one) for one in node.arguments)})"
    return text


def _index(node: Any) -> str:
    sign = "?[" if node.null_conditional else "["
    return f"{_show(node.target)}{sign}{_show(node.index)}]"


def _hashtable(node: Any) -> str:
    return "@{" + "; ".join(f"{_show(k)} = {_show(v)}" for k, v in node.key_value_pairs) + "}"


def _parameter_declaration(node: Any) -> str:
    kinds = "".join(f"[{one.type_name.full_name}]" for one in node.attributes)
    default = f" = {_show(node.default_value)}" if node.default_value else ""
    return f"{kinds}{_show(node.name)}{default}"


def _function(node: Any) -> str:
    given = "" if node.parameters is None else f"({', '.join(map(_show, node.parameters))})"
    word = "filter" if node.is_filter else "function"
    return f"{word} {node.name}{given} {_show(node.body)}"


_WRITERS: dict[str, Any] = {
    "StringConstantExpression": _string,
    "ExpandableStringExpression": _expandable,
    "ConstantExpression": _number,
    "VariableExpression": lambda node: (
        ("@" if node.splatted else "$") + node.variable_path.user_path
    ),
    "UsingExpression": lambda node: f"using:{_show(node.sub_expression)}",
    "Command": _command,
    "CommandParameter": _parameter,
    "Pipeline": _pipeline,
    "PipelineChain": lambda node: (
        f"({_show(node.lhs_pipeline_chain)} {node.operator} {_show(node.rhs_pipeline)})"
    ),
    "CommandExpression": _expression,
    "FileRedirection": _file,
    "MergingRedirection": lambda node: f"{node.from_stream}>&{node.to_stream}",
    "StatementBlock": _block,
    "ScriptBlock": _script_block,
    "ScriptBlockExpression": lambda node: _show(node.script_block),
    "MemberExpression": _member,
    "InvokeMemberExpression": _member,
    "IndexExpression": _index,
    "Hashtable": _hashtable,
    "ArrayLiteral": lambda node: f"[{', '.join(map(_show, node.elements))}]",
    "ParenExpression": lambda node: f"({_show(node.pipeline)})",
    "SubExpression": lambda node: f"${_show(node.sub_expression)}",
    "ArrayExpression": lambda node: f"@{_show(node.sub_expression)}",
    "BinaryExpression": lambda node: f"<{_show(node.left)} {node.operator} {_show(node.right)}>",
    "UnaryExpression": lambda node: f"<{node.token_kind} {_show(node.child)}>",
    "TernaryExpression": lambda node: (
        f"<{_show(node.condition)} ? {_show(node.if_true)} : {_show(node.if_false)}>"
    ),
    "ConvertExpression": lambda node: f"[{node.attribute.type_name.full_name}]{_show(node.child)}",
    "TypeExpression": lambda node: f"[{node.type_name.full_name}]",
    "TypeConstraint": lambda node: f"[{node.type_name.full_name}]",
    "AssignmentStatement": lambda node: f"{_show(node.left)} {node.operator} {_show(node.right)}",
    "ReturnStatement": lambda node: f"return {_show(node.pipeline)}",
    "ParamBlock": lambda node: f"param({', '.join(map(_show, node.parameters))})",
    "Parameter": _parameter_declaration,
    "FunctionDefinition": _function,
}
