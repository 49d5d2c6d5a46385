"""Closures for what has a value without being computed: constants, variables, texts, literals."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import CUSTOM_OBJECT_NAMES, PropertyBag, Shape
from smimeadmin.shell.engine.blocks import BlockCode, ScriptBlock
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Unit,
    captured,
    compile_expression,
    compile_statement,
    expression_of,
    joined,
)
from smimeadmin.shell.engine.convert import to_bool, to_text
from smimeadmin.shell.engine.drives import drive_reader
from smimeadmin.shell.engine.emitting import emit
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.scope import Empty, Frame
from smimeadmin.shell.engine.type_names import type_getter
from smimeadmin.shell.engine.using_values import key_of
from smimeadmin.shell.language import ast

_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}
_SYNONYMS = {"psitem": "_"}


def variable_name(path: ast.VariablePath) -> str:
    """Return the folded name under which a variable is kept."""
    name = fold(path.name)
    return _SYNONYMS.get(name, name)


@expression_of(ast.ConstantExpressionAst, ast.StringConstantExpressionAst)
def _constant(node: ast.ConstantExpressionAst, _unit: Unit) -> Expression:
    value = node.value
    return lambda _frame: value


@expression_of(ast.VariableExpressionAst)
def _variable(node: ast.VariableExpressionAst, unit: Unit) -> Expression:
    path = node.variable_path
    name = variable_name(path)
    if path.drive is not None:
        return drive_reader(path.drive, path.name)
    if name in _CONSTANTS:
        value = _CONSTANTS[name]
        return lambda _frame: value
    if name == "?":
        return lambda frame: frame.session.ok
    if name in {"psscriptroot", "pscommandpath"}:
        return _place_of(name, unit)
    if path.scope is not None:
        return _scoped(path.scope, name, node)

    def read(frame: Frame, _node: Any = node) -> Any:
        try:
            return frame.vars[name].v
        except KeyError:
            return look_up(frame, name, _node)

    return read


def look_up(frame: Frame, name: str, node: Any) -> Any:
    """Return a variable of the callers' scopes; ``$null``, or an error under strict mode."""
    variable = frame.scope.find(name)
    if variable is not None:
        return variable.v
    if frame.session.strict_mode(frame.scope):
        raise undefined(node)
    return None


def undefined(node: Any) -> EngineError:
    """Make strict mode's error for a variable that was never set."""
    return EngineError(
        "VariableIsUndefined",
        f"The variable '{node.text}' cannot be retrieved because it has not been set.",
        target=node.variable_path.user_path,
    )


def _place_of(name: str, unit: Unit) -> Expression:
    path = unit.path or ""
    folder = path.replace("\\", "/").rpartition("/")[0] or "/"
    value = path if name == "pscommandpath" or not path else folder
    return lambda _frame: value


def _scoped(where: str, name: str, node: Any) -> Expression:
    def read(frame: Frame, _node: Any = node) -> Any:
        variable = frame.scope.at(where).vars.get(name)
        if variable is not None:
            return variable.v
        if frame.session.strict_mode(frame.scope):
            raise undefined(_node)
        return None

    return read


@expression_of(ast.UsingExpressionAst)
def _using(node: ast.UsingExpressionAst, unit: Unit) -> Expression:
    """Read ``$using:x``: the value that a job or -Parallel was handed."""
    del unit
    key = key_of(node)

    def read(frame: Frame, _node: Any = node) -> Any:
        given = frame.session.using
        if given is None or key not in given:
            raise EngineError(
                "UsingWithoutInvokeCommand",
                f"'{_node.text}' has no value here: it is for blocks of Start-Job, "
                "ForEach-Object -Parallel and Invoke-Command -Session.",
                hint="Write the variable without 'using:'.",
            )
        return given[key]

    return read


@expression_of(ast.ExpandableStringExpressionAst)
def _expandable(node: ast.ExpandableStringExpressionAst, unit: Unit) -> Expression:
    parts: list[Any] = [
        part if isinstance(part, str) else compile_expression(part, unit) for part in node.parts
    ]

    def expand(frame: Frame, _node: Any = node) -> str:
        texts = []
        for part in parts:
            if type(part) is str:
                texts.append(part)
                continue
            value = part(frame)
            kind = type(value)
            if kind is str:
                texts.append(value)
            elif kind is int:
                texts.append(str(value))
            else:
                texts.append(expanded(frame, value))
        return "".join(texts)

    return expand


def expanded(frame: Frame, value: Any) -> str:
    """Return the text of a value within a string: lists are joined with ``$OFS``."""
    if isinstance(value, list):
        separator = frame.scope.find("ofs")
        if separator is not None and separator.v is not None:
            return to_text(separator.v).join(to_text(item) for item in value)
    return to_text(value)


@expression_of(ast.ArrayLiteralAst)
def _array(node: ast.ArrayLiteralAst, unit: Unit) -> Expression:
    elements = [compile_expression(element, unit) for element in node.elements]
    if all(isinstance(e, ast.ConstantExpressionAst) for e in node.elements):
        fixed = [e.value for e in node.elements if isinstance(e, ast.ConstantExpressionAst)]
        return lambda _frame: fixed.copy()
    return lambda frame: [element(frame) for element in elements]


@expression_of(ast.ArrayExpressionAst)
def _array_expression(node: ast.ArrayExpressionAst, unit: Unit) -> Expression:
    run = compile_statement(node.sub_expression, unit)
    alone = _lone_expression(node.sub_expression)
    if alone is not None and (isinstance(alone, ast.ArrayLiteralAst) or is_range(alone)):
        return compile_expression(alone, unit)
    if isinstance(alone, ast.VariableExpressionAst) and alone.variable_path.is_unqualified:
        return _array_of_variable(alone, unit)
    return lambda frame: captured(run, frame)


def is_range(node: ast.Ast) -> bool:
    """Tell whether a node is ``a..b``."""
    return isinstance(node, ast.BinaryExpressionAst) and node.operator == ".."


def _array_of_variable(node: ast.VariableExpressionAst, unit: Unit) -> Expression:
    """Compile ``@($x)``: a variable that a pipeline without output was put in gives no item."""
    read = compile_expression(node, unit)
    name = variable_name(node.variable_path)

    def collect(frame: Frame) -> list[Any]:
        if is_empty(frame, name):
            return []
        items: list[Any] = []
        emit(read(frame), items.append)
        return items

    return collect


def is_empty(frame: Frame, name: str) -> bool:
    """Tell whether a variable holds what a pipeline without output left."""
    return type(frame.vars.get(name) or frame.scope.find(name)) is Empty


def _lone_expression(block: ast.StatementBlockAst) -> ast.ExpressionAst | None:
    """Return the expression that a block consists of, or None."""
    if len(block.statements) != 1 or block.traps:
        return None
    return plain_expression(block.statements[0])


def plain_expression(node: ast.Ast) -> ast.ExpressionAst | None:
    """Return the expression that a statement consists of, or None if it is more than that."""
    if not isinstance(node, ast.PipelineAst) or node.background:
        return None
    first = node.pipeline_elements[0]
    if len(node.pipeline_elements) > 1 or not isinstance(first, ast.CommandExpressionAst):
        return None
    return None if first.redirections else first.expression


def compile_value(node: ast.Ast, unit: Unit) -> Expression:
    """Turn a statement into a function that returns what it would write.

    An assignment in a condition or in parentheses has the value that it stored.
    """
    if isinstance(node, ast.AssignmentStatementAst):
        return compile_expression(node, unit)
    plain = plain_expression(node)
    if plain is not None:
        return compile_expression(plain, unit)
    run = compile_statement(node, unit)
    return lambda frame: joined(captured(run, frame))


@expression_of(ast.ParenExpressionAst)
def _paren(node: ast.ParenExpressionAst, unit: Unit) -> Expression:
    if isinstance(node.pipeline, ast.AssignmentStatementAst):
        return compile_expression(node.pipeline, unit)
    return compile_value(node.pipeline, unit)


@expression_of(ast.SubExpressionAst)
def _sub_expression(node: ast.SubExpressionAst, unit: Unit) -> Expression:
    run = compile_statement(node.sub_expression, unit)

    def collect(frame: Frame) -> Any:
        return joined(captured(run, frame))

    return collect


def _pairs(node: ast.HashtableAst, unit: Unit) -> list[tuple[Expression, Expression]]:
    return [
        (compile_expression(key, unit), compile_value(value, unit))
        for key, value in node.key_value_pairs
    ]


def compile_hashtable(
    node: ast.HashtableAst, unit: Unit, make: Callable[[], v.Hashtable | v.OrderedDictionary]
) -> Expression:
    """Compile ``@{ }`` into a dictionary that ``make`` gives."""
    pairs = _pairs(node, unit)

    def build(frame: Frame, _node: Any = node) -> Any:
        table = make()
        for key, value in pairs:
            name = key(frame)
            if name is None:
                raise EngineError("InvalidNullKey", "A null key is not allowed in a hash literal.")
            table[name] = value(frame)
        return table

    return build


@expression_of(ast.HashtableAst)
def _hashtable(node: ast.HashtableAst, unit: Unit) -> Expression:
    return compile_hashtable(node, unit, v.Hashtable)


def compile_custom_object(node: ast.HashtableAst, unit: Unit) -> Expression:
    """Compile ``[pscustomobject]@{ }``: names that are constant make a shape once."""
    keys = [
        key.value for key, _ in node.key_value_pairs if isinstance(key, ast.ConstantExpressionAst)
    ]
    if len(keys) == len(node.key_value_pairs) and len({fold(to_text(k)) for k in keys}) == len(
        keys
    ):
        if any(fold(to_text(key)) == "pstypename" for key in keys):
            return _typed_custom_object(node, unit)
        shape = Shape.of(to_text(key) for key in keys)
        values = [compile_value(value, unit) for _, value in node.key_value_pairs]
        return lambda frame: PropertyBag(shape, [value(frame) for value in values])
    build = compile_hashtable(node, unit, v.OrderedDictionary)
    return lambda frame: PropertyBag.of((to_text(k), x) for k, x in build(frame).items())


def _typed_custom_object(node: ast.HashtableAst, unit: Unit) -> Expression:
    """Compile one whose key ``PSTypeName`` is no property but the name of its type."""
    build = compile_hashtable(node, unit, v.OrderedDictionary)

    def make(frame: Frame) -> PropertyBag:
        pairs = [(to_text(key), value) for key, value in build(frame).items()]
        names = tuple(to_text(value) for key, value in pairs if fold(key) == "pstypename")
        return PropertyBag.of(
            (pair for pair in pairs if fold(pair[0]) != "pstypename"),
            (*names, *CUSTOM_OBJECT_NAMES),
        )

    return make


def compile_condition(node: ast.Ast, unit: Unit) -> Expression:
    """Compile an expression whose truth counts."""
    value = compile_expression(node, unit)
    return lambda frame: to_bool(value(frame))


@expression_of(ast.ScriptBlockExpressionAst)
def _script_block(node: ast.ScriptBlockExpressionAst, unit: Unit) -> Expression:
    code = BlockCode(node.script_block, unit.in_block())
    return lambda frame: ScriptBlock(code, frame.session, None, frame.scope.home)


@expression_of(ast.TypeExpressionAst)
def _type(node: ast.TypeExpressionAst, unit: Unit) -> Expression:
    get = type_getter(node.type_name, unit)

    def read(_frame: Frame, _node: Any = node) -> Any:
        return get()

    return read


@expression_of(ast.TernaryExpressionAst)
def _ternary(node: ast.TernaryExpressionAst, unit: Unit) -> Expression:
    condition = compile_condition(node.condition, unit)
    if_true = compile_expression(node.if_true, unit)
    if_false = compile_expression(node.if_false, unit)
    return lambda frame: if_true(frame) if condition(frame) else if_false(frame)
