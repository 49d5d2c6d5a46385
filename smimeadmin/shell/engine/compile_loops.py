"""Closures for loops."""

from collections.abc import Callable, Iterator
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.core.values import (
    ArrayList,
    Collection,
    DictionaryView,
    GenericList,
    HashSet,
)
from smimeadmin.shell.engine.compile_operators import compile_items
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Statement,
    Unit,
    captured,
    compile_statement,
    statement_of,
)
from smimeadmin.shell.engine.compile_values import compile_value, plain_expression
from smimeadmin.shell.engine.convert import to_bool
from smimeadmin.shell.engine.emitting import items_of
from smimeadmin.shell.engine.enumerators import Enumerator, watched
from smimeadmin.shell.engine.flow import BreakLeave, ContinueLeave, Leave, LoopFlow
from smimeadmin.shell.engine.references import Reference, VariableReference
from smimeadmin.shell.engine.scope import Frame, Var
from smimeadmin.shell.language import ast

_CHANGING = frozenset({GenericList, Collection, ArrayList, DictionaryView, HashSet})
"""What may change while a loop goes through it."""

_GO_ON, _STOP, _PASS_ON = range(3)


def _verdict(leave: Leave, label: str) -> int:
    """Say what a loop of that label does when its body left so."""
    if isinstance(leave, BreakLeave):
        return _STOP if leave.label in {"", label} else _PASS_ON
    if isinstance(leave, ContinueLeave):
        return _GO_ON if leave.label in {"", label} else _PASS_ON
    return _PASS_ON


def _label(node: ast.LabeledStatementAst) -> str:
    return fold(node.label) if node.label else ""


def _condition(node: ast.PipelineBaseAst | None, unit: Unit) -> Expression:
    return (lambda _frame: True) if node is None else compile_value(node, unit)


@statement_of(ast.WhileStatementAst)
def _while(node: ast.WhileStatementAst, unit: Unit) -> Statement:
    return _looping(
        _condition(node.condition, unit), compile_statement(node.body, unit), _label(node), None
    )


@statement_of(ast.ForStatementAst)
def _for(node: ast.ForStatementAst, unit: Unit) -> Statement:
    start = None if node.initializer is None else _silent(node.initializer, unit)
    step = None if node.iterator is None else _silent(node.iterator, unit)
    loop = _looping(
        _condition(node.condition, unit), compile_statement(node.body, unit), _label(node), step
    )
    if start is None:
        return loop
    first = start

    def run(frame: Frame) -> Leave | None:
        first(frame)
        return loop(frame)

    return run


def _silent(node: ast.Ast, unit: Unit) -> Callable[[Frame], Any]:
    """Compile what stands in the head of ``for``: its output goes nowhere."""
    plain = plain_expression(node)
    if plain is not None or isinstance(node, ast.AssignmentStatementAst):
        return compile_value(node, unit) if plain is not None else compile_statement(node, unit)
    run = compile_statement(node, unit)
    return lambda frame: captured(run, frame)


def _looping(
    condition: Expression, body: Statement, label: str, step: Callable[[Frame], Any] | None
) -> Statement:
    def run(frame: Frame) -> Leave | None:
        while True:
            value = condition(frame)
            if not (value is True or (value is not False and to_bool(value))):
                return None
            try:
                leave = body(frame)
            except LoopFlow as flow:  # a break out of a script block in the body
                leave = flow.leave
            if leave is not None:
                verdict = _verdict(leave, label)
                if verdict == _STOP:
                    return None
                if verdict == _PASS_ON:
                    return leave
            if step is not None:
                step(frame)

    return run


@statement_of(ast.DoWhileStatementAst)
def _do_while(node: ast.DoWhileStatementAst, unit: Unit) -> Statement:
    return _do(node, unit, goes_on=True)


@statement_of(ast.DoUntilStatementAst)
def _do_until(node: ast.DoUntilStatementAst, unit: Unit) -> Statement:
    return _do(node, unit, goes_on=False)


def _do(node: ast.LoopStatementAst, unit: Unit, *, goes_on: bool) -> Statement:
    condition = _condition(node.condition, unit)
    body = compile_statement(node.body, unit)
    label = _label(node)

    def run(frame: Frame) -> Leave | None:
        while True:
            try:
                leave = body(frame)
            except LoopFlow as flow:  # a break out of a script block in the body
                leave = flow.leave
            if leave is not None:
                verdict = _verdict(leave, label)
                if verdict == _STOP:
                    return None
                if verdict == _PASS_ON:
                    return leave
            if to_bool(condition(frame)) is not goes_on:
                return None

    return run


@statement_of(ast.ForEachStatementAst)
def _foreach(node: ast.ForEachStatementAst, unit: Unit) -> Statement:
    items = _items(node, unit)
    body = compile_statement(node.body, unit)
    label = _label(node)
    reference = Reference.of(node.variable, unit)
    store = reference.store
    plain = isinstance(reference, VariableReference) and reference.where is None
    # A name that is in no scope leads every pass to the general way of storing.
    name = reference.name if isinstance(reference, VariableReference) and plain else ""

    def run(frame: Frame) -> Leave | None:
        variables = frame.vars
        for value in items(frame):
            try:
                variables[name].v = value
            except KeyError:
                store(frame, value)
            try:
                leave = body(frame)
            except LoopFlow as flow:  # a break out of a script block in the body
                leave = flow.leave
            if leave is not None:
                verdict = _verdict(leave, label)
                if verdict == _STOP:
                    return None
                if verdict == _PASS_ON:
                    return leave
        return None

    return run


def _items(node: ast.ForEachStatementAst, unit: Unit) -> Expression:
    """Compile what is gone through; a range stays lazy, what commands write is gathered first."""
    condition = node.condition
    if condition is None:
        return lambda _frame: ()
    items = _items_of(condition, unit)
    return held(items, "foreach") if mentions(node.body, "foreach") else items


def mentions(node: ast.Ast, name: str) -> bool:
    """Tell whether code names a variable, by its folded name."""
    if isinstance(node, ast.VariableExpressionAst):
        return fold(node.variable_path.name) == name
    return any(mentions(child, name) for child in node.children())


def held(items: Callable[[Frame], Any], name: str) -> Callable[[Frame], Iterator[Any]]:
    """Return items that go by an enumerator in a variable, which the body may move on."""

    def enumerate_items(frame: Frame) -> Iterator[Any]:
        enumerator = Enumerator(items(frame))
        before = frame.vars.get(name)
        frame.vars[name] = Var(name, enumerator)
        try:
            yield from enumerator
        finally:
            if before is None:
                del frame.vars[name]
            else:
                frame.vars[name] = before

    return enumerate_items


def _items_of(condition: ast.Ast, unit: Unit) -> Expression:
    plain = plain_expression(condition)
    if plain is None:
        run = compile_statement(condition, unit)
        return lambda frame: captured(run, frame)
    value = compile_items(plain, unit) or compile_value(condition, unit)

    def items(frame: Frame) -> Any:
        found = value(frame)
        if type(found) in _CHANGING:
            return watched(found, found.owner if type(found) is DictionaryView else found)
        return items_of(found)

    return items
