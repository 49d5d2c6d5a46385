"""Completes the names of commands: cmdlets, functions, aliases, scripts by their path."""

import re
from collections.abc import Iterator

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.index import CommandEntry
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.engine.wildcard import wildcard
from smimeadmin.shell.language.ast import Ast, FunctionDefinitionAst
from smimeadmin.shell.prompt.answers import Answer, sorted_answers


def command_answers(session: Session, word: str, tree: Ast | None = None) -> list[Answer]:
    """Return the commands whose names begin with a word (or match its wildcards)."""
    pattern = _pattern(word)
    if pattern is None:
        return []
    found = _named(session) if tree is None else _defined(tree, session)
    return sorted_answers(answer for answer in found if pattern.match(answer.text))


def synopsis_of(session: Session, name: str) -> str:
    """Return one sentence about a command, empty for functions and programs."""
    target = session.registry.alias_target(name, session.global_scope)
    entry = session.registry.entries().get(fold(target or name))
    return entry.synopsis if entry is not None else ""


def _pattern(word: str) -> re.Pattern[str] | None:
    if any(char in word for char in "/\\'\""):
        return None
    if "[" in word and "]" not in word:
        return None
    return wildcard(word + "*")


def _defined(tree: Ast, session: Session) -> Iterator[Answer]:
    """Yield the functions of the typed text, then everything else."""
    nodes = [tree]
    for node in nodes:
        nodes.extend(node.children())
        if isinstance(node, FunctionDefinitionAst):
            yield Answer(node.name, note="Function")
    yield from _named(session)


def _named(session: Session) -> Iterator[Answer]:
    registry, scope = session.registry, session.global_scope
    for info in registry.listing("*", scope):
        target = info.target
        note = target.synopsis if isinstance(target, CommandEntry) else info.kind
        yield Answer(info.name, note=note)
    for name, meant in registry.aliases(scope).items():
        yield Answer(name, note=f"-> {meant}")
