"""The values of ``$using:`` in a block that runs elsewhere."""

from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.language import ast

UsingValues = dict[str, Any]
"""By the folded text of each ``$using:`` expression: its value where the block came from."""


def key_of(node: ast.UsingExpressionAst) -> str:
    """Return the key of an expression in the table of values."""
    return fold(node.text.replace("{", "").replace("}", ""))
