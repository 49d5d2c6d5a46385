"""The arguments of a call as they were written, before anybody knows what they bind to."""

from collections.abc import Callable, Iterable
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine.compile_unit import Expression, Unit, compile_expression
from smimeadmin.shell.engine.compile_values import look_up, variable_name
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.emitting import items_of
from smimeadmin.shell.engine.limits import listed
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.language import ast

NO_VALUE: Any = object()
"""The value of a parameter name that has none attached."""


class Argument:
    """A parameter name (with or without an attached value), or a value.

    ``text`` is the spelling of a bare number, which text parameters want; ``splatted`` says that
    it came out of a table: what is written out wins over it.
    """

    __slots__ = ("name", "node", "splatted", "text", "value")

    def __init__(
        self, name: str | None, value: Any, node: Any = None, text: str | None = None
    ) -> None:
        self.name = name
        self.value = value
        self.node = node
        self.text = text
        self.splatted = False


Maker = Callable[[Frame, list[Argument]], None]


def compile_arguments(
    elements: Iterable[ast.Ast],
    unit: Unit,
    compile_value: Callable[[ast.Ast, Unit], Expression] = compile_expression,
) -> list[Maker]:
    """Turn the elements behind a command's name into functions that append to a list."""
    makers: list[Maker] = []
    only_values = False
    for element in elements:
        if isinstance(element, ast.CommandParameterAst):
            if only_values:
                makers.append(_constant(element.text, element))
            elif element.text == "--":
                only_values = True
            else:
                makers.append(_parameter(element, unit, compile_value))
        elif isinstance(element, ast.StringConstantExpressionAst) and element.text == "--":
            if only_values:
                makers.append(_constant("--", element))
            only_values = True
        elif isinstance(element, ast.VariableExpressionAst) and element.splatted:
            makers.append(_splat(element))
        else:
            makers.append(_value(element, compile_value(element, unit)))
    return makers


def _constant(value: str, node: ast.Ast) -> Maker:
    return lambda _frame, into: into.append(Argument(None, value, node))


def _parameter(
    node: ast.CommandParameterAst,
    unit: Unit,
    compile_value: Callable[[ast.Ast, Unit], Expression],
) -> Maker:
    name = node.parameter_name
    if node.argument is None:
        return lambda _frame, into: into.append(Argument(name, NO_VALUE, node))
    value = compile_value(node.argument, unit)
    argument = node.argument
    text = _spelling(argument)
    return lambda frame, into: into.append(Argument(name, value(frame), argument, text))


def _spelling(node: ast.Ast) -> str | None:
    """Return how a bare number was written, or None for everything else."""
    if isinstance(node, ast.ConstantExpressionAst) and not isinstance(node.value, str):
        return node.text
    return None


def _value(node: ast.Ast, value: Expression) -> Maker:
    text = _spelling(node)

    def make(frame: Frame, into: list[Argument]) -> None:
        found = value(frame)
        into.append(Argument(None, listed(found) if type(found) is range else found, node, text))

    return make


class PassedName(str):
    """A parameter's name within ``$args``: splatting ``@args`` makes it a name again."""

    __slots__ = ()


def _splat(node: ast.VariableExpressionAst) -> Maker:
    name = variable_name(node.variable_path)

    def make(frame: Frame, into: list[Argument]) -> None:
        into.extend(splatted(look_up(frame, name, node), node))

    return make


def splatted(value: Any, node: Any = None) -> list[Argument]:
    """Return the arguments that ``@value`` stands for: names from a dictionary, else values."""
    if isinstance(value, v.FoldingDictionary):
        return _from_table(((to_text(name), item) for name, item in value.items()), node)
    if isinstance(value, PropertyBag):
        return _from_table(value.items(), node)
    if value is None:
        return []
    return [_passed(item, node) for item in items_of(value)]


def _from_table(pairs: Iterable[tuple[str, Any]], node: Any) -> list[Argument]:
    arguments = [Argument(name, item, node) for name, item in pairs]
    for argument in arguments:
        argument.splatted = True
    return arguments


def _passed(item: Any, node: Any) -> Argument:
    if type(item) is PassedName:
        name = item[1:]
        return Argument(name.removesuffix(":"), NO_VALUE, node)
    return Argument(None, item, node)
