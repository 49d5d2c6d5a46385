"""Completes members of values that exist, static members, and names of types."""

from smimeadmin.core import values as v
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.convert import list_items
from smimeadmin.shell.engine.error_record import TerminatingError
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.members import find_property, members_of
from smimeadmin.shell.engine.members_static_listing import static_members
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.engine.types import find_type, known_names
from smimeadmin.shell.language.ast import (
    ExpressionAst,
    MemberExpressionAst,
    StringConstantExpressionAst,
    TypeExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.prompt.answers import Answer, sorted_answers

_MISSING = object()


def member_answers(
    session: Session, target: ExpressionAst | None, word: str, *, static: bool
) -> list[Answer]:
    """Return the members of what stands before the dot, properties first.

    Nothing is run for it: variables, their properties and literal texts are looked at only.
    """
    if static:
        return _static_answers(target, word)
    value = _value_of(session, target)
    if value is _MISSING or value is None:
        return []
    items = list_items(value)
    if items:
        value = items[0]
    rows = [(name, kind, text) for name, kind, text in members_of(value)]
    found = _rows(rows, word)
    if isinstance(value, v.FoldingDictionary):
        own = {fold(answer.text) for answer in found}
        keys = [key for key in value if isinstance(key, str) and fold(key) not in own]
        found += [Answer(key) for key in keys if fold(key).startswith(fold(word))]
    return found


def type_answers(word: str) -> list[Answer]:
    """Return the types whose full or short names begin with a word."""
    wanted = fold(word)
    return sorted_answers(
        Answer(name, note=full if full != name else "")
        for name, full in known_names()
        if fold(name).startswith(wanted)
    )


def _rows(rows: list[tuple[str, str, str]], word: str) -> list[Answer]:
    wanted = fold(word)
    matching = [row for row in rows if fold(row[0]).startswith(wanted)]
    properties = [Answer(name, note=text) for name, kind, text in matching if "Method" not in kind]
    methods = [
        Answer(f"{name}(", shown=name, note=text)
        for name, kind, text in matching
        if "Method" in kind
    ]
    return sorted_answers(properties) + sorted_answers(methods)


def _static_answers(target: ExpressionAst | None, word: str) -> list[Answer]:
    if not isinstance(target, TypeExpressionAst):
        return []
    net_type = find_type(target.type_name.full_name)
    return [] if net_type is None else _rows(static_members(net_type), word)


def _value_of(session: Session, target: ExpressionAst | None) -> object:
    """Return what an expression stands for, as far as it can be told without running code."""
    if isinstance(target, VariableExpressionAst):
        name = target.variable_path.user_path.rpartition(":")[2]
        variable = session.global_scope.find(fold(name))
        return _MISSING if variable is None else variable.v
    if isinstance(target, StringConstantExpressionAst):
        return str(target.value)
    if isinstance(target, MemberExpressionAst) and type(target) is MemberExpressionAst:
        owner = _value_of(session, target.expression)
        member = target.member
        if (
            owner is _MISSING
            or target.static
            or not isinstance(member, StringConstantExpressionAst)
        ):
            return _MISSING
        try:
            found, value = find_property(owner, str(member.value))
        except (EngineError, TerminatingError, SmimeAdminError):
            return _MISSING
        return value if found else _MISSING
    return _MISSING
