"""Which lines hold a secret and so are never kept, neither in a file nor in memory."""

import re
from typing import Final

from smimeadmin.shell.language.ast import (
    AssignmentStatementAst,
    Ast,
    CommandAst,
    CommandParameterAst,
    ExpandableStringExpressionAst,
    HashtableAst,
    StringConstantExpressionAst,
)
from smimeadmin.shell.language.recovery import parse_recovering

_MAKES_SECRETS: Final = re.compile(
    r"as-?plain-?text|convertto-securestring|pscredential|networkcredential", re.IGNORECASE
)
_NAMES_SECRETS: Final = re.compile(
    r"passw(?:or)?d|passphrase|secret|api-?_?key|token|(?:^|\W)pin(?:$|\W)", re.IGNORECASE
)
_LITERALS: Final = (StringConstantExpressionAst, ExpandableStringExpressionAst)


def holds_secret(text: str) -> bool:
    """Say whether a line seems to hold a password or the like as text.

    ``-Password $secure`` and ``Get-Credential`` hold none; ``-Password 'x'``, ``$token = 'x'``,
    ``-AsPlainText`` and a line with such a name that doesn't parse do.
    """
    if _MAKES_SECRETS.search(text):
        return True
    if not _NAMES_SECRETS.search(text):
        return False
    tree, errors, _ = parse_recovering(text)
    return bool(errors) or any(_gives_secret(node) for node in _nodes(tree))


def _nodes(root: Ast) -> list[Ast]:
    found = [root]
    for node in found:
        found.extend(node.children())
    return found


def _gives_secret(node: Ast) -> bool:
    """Say whether a node gives a literal to something that is named like a secret."""
    if isinstance(node, AssignmentStatementAst):
        return _is_secret_name(node.left.text) and _has_literal(node.right)
    if isinstance(node, HashtableAst):
        return any(_is_secret_name(k.text) and _has_literal(v) for k, v in node.key_value_pairs)
    return isinstance(node, CommandAst) and _passes_secret(node)


def _passes_secret(command: CommandAst) -> bool:
    elements = list(command.command_elements)
    if "=" in command.text and _is_secret_name(command.text):
        return True  # a program's --password=text, or a connection string
    for place, element in enumerate(elements):
        if not isinstance(element, CommandParameterAst) or not _is_secret_name(
            element.parameter_name
        ):
            continue
        value: Ast | None = element.argument
        if value is None and place + 1 < len(elements):
            value = elements[place + 1]
        if value is not None and isinstance(value, _LITERALS):
            return True
    return False


def _is_secret_name(text: str) -> bool:
    return _NAMES_SECRETS.search(text) is not None


def _has_literal(node: Ast) -> bool:
    """Say whether a text stands in the node that isn't the name of a command."""
    return any(
        isinstance(one, _LITERALS) and getattr(one, "string_constant_type", "") != "BareWord"
        for one in _nodes(node)
    )
