"""Closures for ``switch``."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.catching import under_dollar
from smimeadmin.shell.engine.compile_loops import held, mentions
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Statement,
    Unit,
    captured,
    compile_expression,
    compile_statement,
    joined,
    statement_of,
)
from smimeadmin.shell.engine.compile_values import compile_value
from smimeadmin.shell.engine.convert import to_bool, to_text
from smimeadmin.shell.engine.emitting import items_of
from smimeadmin.shell.engine.flow import BreakLeave, ContinueLeave, Leave, LoopFlow
from smimeadmin.shell.engine.matching import remember_match
from smimeadmin.shell.engine.operators import BINARY
from smimeadmin.shell.engine.regex import IGNORE_CASE, compile_pattern
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.language import ast

Test = Callable[[Frame, Any], bool]


@statement_of(ast.SwitchStatementAst)
def _switch(node: ast.SwitchStatementAst, unit: Unit) -> Statement:
    flags = {flag.lower() for flag in node.flags}
    clauses = [
        (_test(pattern, flags, unit), compile_statement(body, unit))
        for pattern, body in node.clauses
    ]
    default = None if node.default is None else compile_statement(node.default, unit)
    condition = node.condition
    value: Expression = (
        (lambda _frame: None) if condition is None else compile_value(condition, unit)
    )
    items = _lines(value) if "file" in flags else _items(value)
    if mentions(node, "switch"):
        items = held(items, "switch")
    label = fold(node.label) if node.label else ""

    def run(frame: Frame) -> Leave | None:
        restore = under_dollar(frame, None)
        try:
            for item in items(frame):
                frame.vars["_"].v = item
                leave = _one(frame, item, clauses, default)
                if leave is None:
                    continue
                if isinstance(leave, ContinueLeave) and leave.label in {"", label}:
                    continue
                if isinstance(leave, BreakLeave) and leave.label in {"", label}:
                    return None
                return leave
            return None
        finally:
            restore()

    return run


def _one(
    frame: Frame, item: Any, clauses: list[tuple[Test, Statement]], default: Statement | None
) -> Leave | None:
    matched = False
    try:
        for test, body in clauses:
            if not test(frame, item):
                continue
            matched = True
            leave = body(frame)
            frame.scope.assign("_", item)
            if leave is not None:
                return leave
        if not matched and default is not None:
            return default(frame)
    except LoopFlow as flow:
        return flow.leave
    return None


def _items(value: Expression) -> Callable[[Frame], Any]:
    def items(frame: Frame) -> Any:
        found = value(frame)
        return (None,) if found is None else items_of(found)

    return items


def _lines(value: Expression) -> Callable[[Frame], Any]:
    return lambda frame: frame.session.read_lines(to_text(value(frame)))


def _test(pattern: ast.ExpressionAst, flags: set[str], unit: Unit) -> Test:
    if isinstance(pattern, ast.ScriptBlockExpressionAst):
        body = pattern.script_block.end_block
        if body is not None:
            run = compile_statement(body, unit)
            return lambda frame, _item: to_bool(joined(captured(run, frame)))
    value = compile_expression(pattern, unit)
    compare = _comparison(flags)

    def test(frame: Frame, item: Any) -> bool:
        wanted = value(frame)
        if type(wanted) is ScriptBlock:
            return to_bool(wanted.bound_to(frame)(item))
        return compare(frame, item, wanted)

    return test


def _comparison(flags: set[str]) -> Callable[[Frame, Any, Any], bool]:
    exact = "casesensitive" in flags
    if "regex" in flags:
        return lambda frame, item, wanted: _matches(frame, item, wanted, exact=exact)
    if "wildcard" in flags:
        like = BINARY["-clike" if exact else "-like"]
        return lambda _frame, item, wanted: to_bool(like(to_text(item), wanted))
    equal = BINARY["-ceq" if exact else "-eq"]

    def same(_frame: Frame, item: Any, wanted: Any) -> bool:
        if isinstance(wanted, str) and (type(item) is bool or not isinstance(item, (int, float))):
            return to_bool(equal(to_text(item), wanted))
        if isinstance(item, list) or (type(item) is bool and type(wanted) is not bool):
            return False
        return to_bool(equal(item, wanted))

    return same


def _matches(frame: Frame, item: Any, wanted: Any, *, exact: bool) -> bool:
    regex = compile_pattern(to_text(wanted), 0 if exact else IGNORE_CASE)
    found = regex.code.search(to_text(item))
    if found is None:
        return False
    remember_match(frame, regex, found)
    return True
