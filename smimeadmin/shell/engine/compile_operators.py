"""Closures for operators: the common numbers in line, everything else by the operators' table."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.compile_numbers import OF_NUMBERS, WITH_NUMBER
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Unit,
    compile_expression,
    expression_of,
)
from smimeadmin.shell.engine.compile_values import (
    compile_custom_object,
    compile_hashtable,
    expanded,
    plain_expression,
)
from smimeadmin.shell.engine.convert import convert, to_bool
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.limits import listed
from smimeadmin.shell.engine.matching import compile_match
from smimeadmin.shell.engine.operators import BINARY, UNARY, add, range_of
from smimeadmin.shell.engine.references import Reference, VariableReference
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.type_names import type_getter
from smimeadmin.shell.language import ast

_MIN, _MAX = -(2**31), 2**31 - 1


def _and(left: Expression, right: Expression, _node: Any) -> Expression:
    return lambda frame: to_bool(left(frame)) and to_bool(right(frame))


def _or(left: Expression, right: Expression, _node: Any) -> Expression:
    return lambda frame: to_bool(left(frame)) or to_bool(right(frame))


def _xor(left: Expression, right: Expression, _node: Any) -> Expression:
    return lambda frame: to_bool(left(frame)) != to_bool(right(frame))


def _coalesce(left: Expression, right: Expression, _node: Any) -> Expression:
    def run(frame: Frame) -> Any:
        value = left(frame)
        return right(frame) if value is None else value

    return run


_INLINE: dict[str, Callable[[Expression, Expression, Any], Expression]] = {
    **OF_NUMBERS,
    "-and": _and,
    "-or": _or,
    "-xor": _xor,
    "??": _coalesce,
}


def _range(left: Expression, right: Expression, node: Any) -> Expression:
    lazy = lazy_range(left, right, node)

    def run(frame: Frame) -> Any:
        numbers = lazy(frame)
        return listed(numbers) if type(numbers) is range else numbers

    return run


def lazy_range(left: Expression, right: Expression, node: Any) -> Expression:
    """Compile ``a..b`` into a Python range, for loops and pipelines that take it bit by bit."""

    def run(frame: Frame, _node: Any = node) -> Any:
        first = left(frame)
        last = right(frame)
        if type(first) is int and type(last) is int:
            return range(first, last + 1) if first <= last else range(first, last - 1, -1)
        return range_of(first, last)

    return run


_INLINE[".."] = _range


@expression_of(ast.BinaryExpressionAst)
def _binary(node: ast.BinaryExpressionAst, unit: Unit) -> Expression:
    left = compile_expression(node.left, unit)
    right = compile_expression(node.right, unit)
    operator = node.operator
    constant = node.right.value if isinstance(node.right, ast.ConstantExpressionAst) else None
    if type(constant) is int and operator in WITH_NUMBER:
        return WITH_NUMBER[operator](left, constant, node)
    if operator in _INLINE:
        return _INLINE[operator](left, right, node)
    if operator in {"-match", "-cmatch", "-notmatch", "-cnotmatch"}:
        return compile_match(operator, left, right, node)
    if operator in {"-replace", "-creplace", "-split", "-csplit"}:
        return _with_block(operator, left, right, node)
    return _by_table(operator, left, right, node)


def _by_table(operator: str, left: Expression, right: Expression, node: Any) -> Expression:
    function = BINARY.get(operator)
    if function is None:
        raise EngineError("NotSupported", f"The operator {operator} is not known.")
    known = function

    def run(frame: Frame, _node: Any = node) -> Any:
        return known(left(frame), right(frame))

    return run


def _with_block(operator: str, left: Expression, right: Expression, node: Any) -> Expression:
    """Compile an operator whose right side may hold a script block: it runs in this scope."""
    function = BINARY[operator]
    splits = operator.endswith("split")

    def run(frame: Frame, _node: Any = node) -> Any:
        value = left(frame)
        arguments = right(frame)
        if type(arguments) is ScriptBlock and splits:  # a block alone after -replace is a pattern
            return function(value, arguments.bound_to(frame))
        if type(arguments) is list and any(type(a) is ScriptBlock for a in arguments):
            arguments = [a.bound_to(frame) if type(a) is ScriptBlock else a for a in arguments]
        return function(value, arguments)

    return run


@expression_of(ast.UnaryExpressionAst)
def _unary(node: ast.UnaryExpressionAst, unit: Unit) -> Expression:
    kind = node.token_kind
    if kind in {"++", "--", "postfix ++", "postfix --"}:
        return _step(node, unit)
    child = compile_expression(node.child, unit)
    if kind in {"-not", "!"}:
        return lambda frame: not to_bool(child(frame))
    if kind == ",":
        return lambda frame: [child(frame)]
    function = UNARY[kind]

    def run(frame: Frame, _node: Any = node) -> Any:
        return function(child(frame))

    return run


def _step(node: ast.UnaryExpressionAst, unit: Unit) -> Expression:
    reference = Reference.of(node.child, unit)
    amount = 1 if node.token_kind.endswith("++") else -1
    postfix = node.token_kind.startswith("postfix")
    if isinstance(reference, VariableReference) and reference.where is None:
        return _step_variable(reference, amount, node, postfix=postfix)
    return _step_anything(reference, amount, node, postfix=postfix)


def _step_variable(
    reference: VariableReference, amount: int, node: Any, *, postfix: bool
) -> Expression:
    name = reference.name
    slow = _step_anything(reference, amount, node, postfix=postfix)

    def run(frame: Frame, _node: Any = node) -> Any:
        variable = frame.vars.get(name)
        before = None if variable is None else variable.v
        if type(before) is int and variable is not None:
            after = before + amount
            if _MIN <= after <= _MAX:
                variable.v = after
                return before if postfix else after
        return slow(frame)

    return run


def _step_anything(reference: Reference, amount: int, node: Any, *, postfix: bool) -> Expression:

    def run(frame: Frame, _node: Any = node) -> Any:
        before, store = reference.open(frame)
        before = stepable(before)
        after = add(before, amount)
        store(after)
        return before if postfix else after

    return run


def stepable(value: Any) -> Any:
    """Return the number that ``++`` starts from; an error if the value is no number."""
    inner = bare(value)
    if inner is None:
        return 0
    steps = isinstance(inner, (int, float, Decimal, v.EnumValue)) and not isinstance(inner, bool)
    if not steps:
        raise EngineError(
            "OperatorRequiresNumber",
            "The operator works only on numbers.",
            target=value,
        )
    return inner


@expression_of(ast.ConvertExpressionAst)
def _convert(node: ast.ConvertExpressionAst, unit: Unit) -> Expression:
    name = node.attribute.type_name.full_name.lower().removeprefix("system.")
    child = node.child
    if isinstance(child, ast.HashtableAst):
        if name == "ordered":
            return compile_hashtable(child, unit, v.OrderedDictionary)
        if name in {"pscustomobject", "management.automation.pscustomobject"}:
            return compile_custom_object(child, unit)
    value = compile_expression(child, unit)
    if name == "ref":
        return _reference(child, unit)
    get = type_getter(node.attribute.type_name, unit)
    if name in {"scriptblock", "management.automation.scriptblock"}:
        return _to_block(value, get, node)

    if name == "string":
        return _to_string(value, get, node)

    def run(frame: Frame, _node: Any = node) -> Any:
        return convert(value(frame), get())

    return run


def _to_string(value: Expression, get: Callable[[], Any], node: Any) -> Expression:
    """Compile a cast to text: lists are joined with ``$OFS``."""

    def run(frame: Frame, _node: Any = node) -> Any:
        found = value(frame)
        return expanded(frame, found) if type(found) is list else convert(found, get())

    return run


def _to_block(value: Expression, get: Callable[[], Any], node: Any) -> Expression:
    def run(frame: Frame, _node: Any = node) -> Any:
        block = convert(value(frame), get())
        if type(block) is ScriptBlock and block.session is None:
            block.session = frame.session
        return block

    return run


def _reference(child: ast.Ast, unit: Unit) -> Expression:
    if isinstance(child, ast.ParenExpressionAst):
        inner = plain_expression(child.pipeline)
        child = inner if inner is not None else child
    reference = Reference.of(child, unit)
    return reference.as_ref


@expression_of(ast.AttributedExpressionAst)
def _attributed(node: ast.AttributedExpressionAst, unit: Unit) -> Expression:
    return compile_expression(node.child, unit)


def compile_items(node: ast.Ast, unit: Unit) -> Expression | None:
    """Compile ``a..b``, in parentheses or not, into a lazy range; None for everything else."""
    inner: ast.Ast | None = node
    while isinstance(inner, ast.ParenExpressionAst):
        inner = plain_expression(inner.pipeline)
    if isinstance(inner, ast.BinaryExpressionAst) and inner.operator == "..":
        left = compile_expression(inner.left, unit)
        return lazy_range(left, compile_expression(inner.right, unit), inner)
    return None
