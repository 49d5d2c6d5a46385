"""What a script defines, as far as its text tells: functions, aliases, scripts it takes in."""

from collections.abc import Iterator
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.blocks import BlockCode, ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.compile_unit import Unit, compile_expression
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.runs_commands import runs_commands
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.script_parameters import metadata_of
from smimeadmin.shell.engine.static_values import is_constant
from smimeadmin.shell.engine.validation import attribute_name
from smimeadmin.shell.language import ast


def nodes_below(root: ast.Ast) -> Iterator[ast.Ast]:
    """Yield a node and all below it, in source order, however deep they are nested."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(list(node.children())))


def name_of(node: ast.CommandAst) -> str:
    """Return the name of a command that is written out, or nothing."""
    first = node.command_elements[0]
    return str(first.value) if isinstance(first, ast.StringConstantExpressionAst) else ""


def path_of(node: ast.Ast, unit: Unit, frame: Frame) -> str:
    """Return the text that a path is in the script: a literal, or one below ``$PSScriptRoot``."""
    if is_constant(node, unit):
        value = compile_expression(node, unit)(frame)
        return value if isinstance(value, str) else ""
    parts = _joined_parts(node)
    if parts and all(is_constant(part, unit) for part in parts):
        return "/".join(to_text(compile_expression(part, unit)(frame)) for part in parts)
    return ""


def _joined_parts(node: ast.Ast) -> list[ast.Ast]:
    """Return the arguments of ``(Join-Path a b)``, of nothing else."""
    if not isinstance(node, ast.ParenExpressionAst) or not isinstance(
        node.pipeline, ast.PipelineAst
    ):
        return []
    elements = node.pipeline.pipeline_elements
    if len(elements) != 1 or not isinstance(elements[0], ast.CommandAst):
        return []
    command = elements[0]
    return list(command.command_elements[1:]) if fold(name_of(command)) == "join-path" else []


def define(node: ast.FunctionDefinitionAst, unit: Unit, frame: Frame) -> str:
    """Make the function known in the frame's scope; return its folded name."""
    short = node.name.rpartition(":")[2]
    code = BlockCode(node.body, unit, name=short, head=node.parameters, is_filter=node.is_filter)
    kind = "Filter" if node.is_filter else "Function"
    info = CommandInfo(short, kind, ScriptBlock(code, frame.session), advanced=False)
    frame.session.registry.define(info, frame.scope)
    return fold(short)


def described(code: BlockCode, frame: Frame) -> CommandInfo | None:
    """Return the parameters of a block; None if only a run can tell them.

    A ``ValidateScript`` is left out: it would have to be run.
    """
    block = code.ast.param_block
    if code.ast.dynamic_param_block is not None:
        return None
    nodes: list[Any] = [*code.parameter_nodes, *(block.attributes if block is not None else [])]
    attributes = [a for node in nodes for a in _attributes(node)]
    if any(_does_something(argument) for a in attributes for argument in a.children()):
        return None
    try:
        metadata = metadata_of(code, frame)
    except EngineError:
        return None  # a type that the script itself defines
    for node, parameter in zip(code.parameter_nodes, metadata.parameters, strict=True):
        if any(attribute_name(a) == "validatescript" for a in _attributes(node)):
            parameter.spec.validators = ()
    return metadata.info


def _attributes(node: Any) -> list[ast.AttributeAst]:
    found = node.attributes if isinstance(node, ast.ParameterAst) else [node]
    return [attribute for attribute in found if isinstance(attribute, ast.AttributeAst)]


def _does_something(argument: ast.Ast) -> bool:
    """Tell whether computing an attribute's argument would call something."""
    return runs_commands(argument) or any(
        isinstance(node, ast.InvokeMemberExpressionAst) for node in nodes_below(argument)
    )
