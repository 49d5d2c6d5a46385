"""The arguments of a call as far as its text tells them: literals, and values only a run can tell.

Nothing here runs anything of a script: the literals of a text are computed by the engine's own
closures, everything else becomes an ``Unknown``.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.arguments import NO_VALUE, Argument, compile_arguments
from smimeadmin.shell.engine.binder import Binding, resolve_parameter
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.compile_unit import Expression, Unit, compile_expression
from smimeadmin.shell.engine.error_record import BindingError
from smimeadmin.shell.engine.parameters import ParameterSpec
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.types import find_type
from smimeadmin.shell.language import ast

_CONSTANTS = frozenset({"true", "false", "null"})
_PLACES = frozenset({"psscriptroot", "pscommandpath"})


class Unknown:
    """A value that only a run can tell; as text, its source."""

    __slots__ = ("node",)

    def __init__(self, node: ast.Ast) -> None:
        self.node = node

    def __str__(self) -> str:
        return self.node.text


class Undecided(Exception):  # noqa: N818 - no error: the text alone doesn't tell
    """Which parameter a value goes to depends on what only a run can tell."""


class StaticBinding(Binding):
    """A binding of what a text tells: unknown values fit everywhere and are not looked at."""

    __slots__ = ()

    def set(self, spec: ParameterSpec, value: Any, text: str | None = None) -> None:
        """Bind a literal as a run would, an unknown value as it is."""
        if is_unknown(value):
            self.values[spec.name] = value
            self.narrow(spec)
            return
        super().set(spec, value, text)

    def fits(self, spec: ParameterSpec, value: Any) -> bool:
        """Tell whether a literal fits; raise Undecided for an unknown value, or an unknown type.

        A type may come with the module of its cmdlet, which is not imported here.
        """
        is_told = spec.accepts is not None or find_type(spec.type_name) is not None
        if is_unknown(value) or not is_told:
            raise Undecided
        return super().fits(spec, value)


def is_unknown(value: Any) -> bool:
    """Tell whether a value, or an item of it, is unknown."""
    return isinstance(value, Unknown) or (
        isinstance(value, list) and any(isinstance(item, Unknown) for item in value)
    )


def is_constant(node: ast.Ast, unit: Unit) -> bool:
    """Tell whether the text alone gives a value: literals, lists, blocks, the script's own path.

    A script block is one too: computing it does not run it.
    """
    if isinstance(
        node,
        (
            ast.StringConstantExpressionAst,
            ast.ConstantExpressionAst,
            ast.ScriptBlockExpressionAst,
        ),
    ):
        return True
    if isinstance(node, ast.VariableExpressionAst):
        return _is_constant_variable(node, unit)
    if isinstance(node, ast.UnaryExpressionAst):
        return node.token_kind in {"-", "+"} and isinstance(node.child, ast.ConstantExpressionAst)
    if isinstance(node, ast.PipelineAst):
        return len(node.pipeline_elements) == 1 and not node.background and _all(node, unit)
    if isinstance(node, ast.CommandExpressionAst):
        return not node.redirections and is_constant(node.expression, unit)
    if isinstance(node, _CONTAINERS):
        return _all(node, unit)
    return False


_CONTAINERS = (
    ast.ArrayLiteralAst,
    ast.HashtableAst,
    ast.ParenExpressionAst,
    ast.ExpandableStringExpressionAst,
)


def _all(node: ast.Ast, unit: Unit) -> bool:
    return all(is_constant(child, unit) for child in node.children())


def _is_constant_variable(node: ast.VariableExpressionAst, unit: Unit) -> bool:
    if node.splatted or not node.variable_path.is_unqualified:
        return False
    name = fold(node.variable_path.name)
    return name in _CONSTANTS or (name in _PLACES and unit.path is not None)


def compile_static(node: ast.Ast, unit: Unit) -> Expression:
    """Turn an argument into a function that gives its value, or an Unknown."""
    if is_constant(node, unit):
        return compile_expression(node, unit)
    unknown = Unknown(node)
    return lambda _frame: unknown


def static_arguments(
    elements: Iterable[ast.Ast], unit: Unit, frame: Frame
) -> tuple[list[Argument], bool]:
    """Return the arguments of a call, and whether there are others from a splatted variable."""
    given = list(elements)
    written = [element for element in given if not _is_splatted(element)]
    arguments: list[Argument] = []
    for make in compile_arguments(written, unit, compile_static):
        make(frame, arguments)
    return arguments, len(written) < len(given)


def _is_splatted(node: ast.Ast) -> bool:
    return isinstance(node, ast.VariableExpressionAst) and node.splatted


def only_named(
    info: CommandInfo, arguments: Sequence[Argument], without: Any = None
) -> list[Argument]:
    """Return the named arguments with their values, but for the one that a node belongs to."""
    kept: list[Argument] = []
    place = 0
    while place < len(arguments):
        pair = [arguments[place]]
        place += 1
        if pair[0].name is None:
            continue
        follows = place < len(arguments) and arguments[place].name is None
        if follows and pair[0].value is NO_VALUE:
            pair.append(arguments[place])
            place += 1
        if without is not None and any(argument.node is without for argument in pair):
            continue
        kept += pair[:1] if _is_switch(info, pair[0]) else pair
    return kept


def _is_switch(info: CommandInfo, argument: Argument) -> bool:
    try:
        spec = resolve_parameter(info, argument.name or "")
    except BindingError:
        return False
    return spec is not None and spec.is_switch
