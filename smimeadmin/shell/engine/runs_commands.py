"""Whether a statement runs a command: then ``$?`` is what the command left, else it is true."""

from smimeadmin.shell.language import ast

_BLOCKS = (ast.ScriptBlockExpressionAst, ast.FunctionDefinitionAst)


def runs_commands(node: ast.Ast) -> bool:
    """Tell whether a node runs a command, in itself or below; script blocks don't count."""
    if isinstance(node, ast.CommandAst):
        return True
    if isinstance(node, _BLOCKS):
        return False
    return any(runs_commands(child) for child in node.children())
