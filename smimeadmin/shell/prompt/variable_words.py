"""Completes the names of variables, of the environment, and of functions after ``$function:``."""

import os
import re
from collections.abc import Iterator

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.language.ast import (
    AssignmentStatementAst,
    Ast,
    ForEachStatementAst,
    ParameterAst,
    VariableExpressionAst,
)
from smimeadmin.shell.prompt.answers import Answer, sorted_answers

_PLAIN = re.compile(r"\w[\w:]*|[$?^]")
_CONSTANTS = ("true", "false", "null")
_SCOPES = ("global", "script", "local", "private", "using", "variable")


def variable_answers(session: Session, word: str, tree: Ast) -> list[Answer]:
    """Return variables whose names begin with a word: those of the typed text, then the session's.

    The texts are what stands behind the ``$``.
    """
    scope, colon, name = word.rpartition(":")
    if fold(scope) == "env":
        return _answers(scope + colon, name, sorted(os.environ))
    if fold(scope) == "function":
        listing = session.registry.listing("*", session.global_scope)
        return _answers(scope + colon, name, [i.name for i in listing if i.kind == "Function"])
    if scope and fold(scope) not in _SCOPES:
        return []
    typed = _answers(scope + colon, name, list(_assigned(tree)))
    known = [variable.name for variable in session.global_scope.vars.values()]
    known += _CONSTANTS
    own = {fold(answer.text) for answer in typed}
    rest = sorted_answers(_answers(scope + colon, name, known))
    return typed + [answer for answer in rest if fold(answer.text) not in own]


def _answers(lead: str, prefix: str, names: list[str]) -> list[Answer]:
    wanted = fold(prefix)
    found = dict.fromkeys(name for name in names if name and fold(name).startswith(wanted))
    return [Answer(_braced(lead + name), shown=f"${lead}{name}") for name in found]


def _braced(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else "{" + name + "}"


def _assigned(tree: Ast) -> Iterator[str]:
    """Yield the names that the typed text gives values to, in their order."""
    nodes = [tree]
    while nodes:
        node = nodes.pop(0)
        target: Ast | None = None
        if isinstance(node, AssignmentStatementAst):
            target = node.left
        elif isinstance(node, ForEachStatementAst):
            target = node.variable
        elif isinstance(node, ParameterAst):
            target = node.name
        if isinstance(target, VariableExpressionAst):
            yield target.variable_path.user_path
        nodes.extend(node.children())
