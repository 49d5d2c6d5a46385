"""Calls of plain functions outside pipelines, the most frequent of all, without any binder."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.binding_values import bind_value
from smimeadmin.shell.engine.blocks import BlockCode, leave_block
from smimeadmin.shell.engine.call_trace import Level, level_of_call, opens_level
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Statement,
    Unit,
    compile_expression,
)
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.error_record import BindingError, TerminatingError, record_of
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.faults import call_depth_overflow
from smimeadmin.shell.engine.flow import Leave
from smimeadmin.shell.engine.scope import CallInfo, Frame, Scope, Typed, Var
from smimeadmin.shell.engine.script_parameters import ScriptParameter, metadata_of
from smimeadmin.shell.engine.stage_function import MAX_DEPTH, empty_value
from smimeadmin.shell.engine.types import BOOLEAN
from smimeadmin.shell.language import ast

_SPECIAL = frozenset({"psboundparameters", "myinvocation", "input", "pscmdlet"})


def compile_simple_call(
    node: ast.CommandAst, unit: Unit
) -> Callable[[Statement], Statement] | None:
    """Compile a call whose arguments are plain values; None if it has parameters or more.

    The result takes the general way of calling, for commands that turn out to be no plain
    function.
    """
    first, *rest = node.command_elements
    if node.invocation_operator or not isinstance(first, ast.StringConstantExpressionAst):
        return None
    plain = all(
        isinstance(e, ast.ExpressionAst)
        and not (isinstance(e, ast.VariableExpressionAst) and e.splatted)
        and not (isinstance(e, ast.StringConstantExpressionAst) and e.text.startswith("-"))
        for e in rest
    )
    if not plain:
        return None
    name = str(first.value)
    values = [(compile_expression(e, unit), _text_of(e)) for e in rest]
    return lambda general: _SimpleCall(name, values, general, node).run


def _text_of(node: ast.Ast) -> str | None:
    if isinstance(node, ast.ConstantExpressionAst) and not isinstance(node.value, str):
        return node.text
    return None


class Plan:
    """How a plain function is entered: its body, its parameters, whether it suits this way."""

    __slots__ = ("body", "call", "parameters", "usable")

    def __init__(self, code: BlockCode, frame: Frame) -> None:
        metadata = metadata_of(code, frame)
        self.parameters = metadata.parameters
        self.body: Any = code.end
        self.usable = (
            not metadata.info.advanced
            and self.body is not None
            and code.ast.dynamic_param_block is None
            and code.begin is None
            and code.process is None
            and code.clean is None
            and all(_is_plain(p) for p in metadata.parameters)
            and not _mentions_special(code.ast)
            and not code.reports_errors
        )
        self.call = CallInfo(code.name, path=code.unit.path)


def _is_plain(parameter: ScriptParameter) -> bool:
    spec = parameter.spec
    return not spec.validators and not spec.is_switch and not spec.from_remaining


def _mentions_special(node: ast.Ast) -> bool:
    if isinstance(node, ast.VariableExpressionAst):
        return fold(node.variable_path.name) in _SPECIAL
    return any(_mentions_special(child) for child in node.children())


class _SimpleCall:
    """One place where a plain function may be called."""

    __slots__ = ("_block", "_general", "_name", "_plan", "_values", "_version", "node")

    def __init__(
        self,
        name: str,
        values: list[tuple[Expression, str | None]],
        general: Statement,
        node: ast.CommandAst,
    ) -> None:
        self._name = name
        self._values = values
        self._general = general
        self.node = node
        self._version = -1
        self._plan: Plan | None = None
        self._block: Any = None

    def _look_up(self, frame: Frame) -> None:
        """Find the function, if it is one, and how it is entered."""
        registry = frame.session.registry
        self._version = registry.version
        self._plan = None
        info = registry.find_function(self._name, frame.scope)
        if info is None:
            return
        self._block = info.target
        code: BlockCode = info.target.code
        if code.plan is None:
            code.plan = Plan(code, frame)
        plan: Plan = code.plan
        if plan.usable and len(self._values) <= len(plan.parameters):
            self._plan = plan

    def _named(self, error: BindingError, place: int) -> TerminatingError:
        """Say in whose call which argument did not fit."""
        record = record_of(error, in_command=True)
        record.named(self._block.code.name, self._block.code.name)
        record.position = self.node.command_elements[place]
        return TerminatingError(record, ends_script=False)

    def run(self, frame: Frame) -> Leave | None:
        """Call the function."""
        session = frame.session
        registry = session.registry
        if self._version != registry.version or registry.local_functions:
            self._look_up(frame)
        plan = self._plan
        if plan is None:
            return self._general(frame)
        below = self._block.scope_from(frame.scope)
        scope = Scope(below)
        if below is not frame.scope:
            scope.came_from = frame.scope
        variables = scope.vars
        inner = Frame(session, scope, frame.out, frame.streams)
        place = 0
        parameters = plan.parameters
        try:
            for value, text in self._values:
                parameter = parameters[place]
                place += 1
                _set(variables, parameter, value(frame), text)
        except BindingError as error:
            raise self._named(error, place) from error
        for parameter in parameters[place:]:
            _set_default(inner, parameter)
        variables["args"] = Var("args", [])
        scope.call = plan.call
        session.depth += 1
        try:
            if session.depth > MAX_DEPTH:
                raise call_depth_overflow()
            leave = plan.body(inner)
        finally:
            session.depth -= 1
        session.ok = True
        if leave is not None:
            leave_block(leave)
        return None


def _set(
    variables: dict[str, Any], parameter: ScriptParameter, value: Any, text: str | None
) -> None:
    net_type = parameter.net_type
    name = parameter.spec.name
    if net_type is None:
        variables[parameter.folded] = Var(name, value)
        return
    if text is not None and net_type.name == "System.String":
        value = text
    wanted = net_type
    if net_type is BOOLEAN and type(value) is not bool:
        bind_value(parameter.spec, value, text, script=True)
    try:
        converted = convert(value, wanted)
    except EngineError:
        converted = bind_value(parameter.spec, value, text, script=True)
    variables[parameter.folded] = Typed(name, converted, lambda new: convert(new, wanted))


def _set_default(frame: Frame, parameter: ScriptParameter) -> None:
    if parameter.default is not None:
        _set(frame.vars, parameter, parameter.default(frame), None)
    elif parameter.net_type is None:
        frame.vars[parameter.folded] = Var(parameter.spec.name, None)
    else:
        wanted = parameter.net_type
        frame.vars[parameter.folded] = Typed(
            parameter.spec.name, empty_value(parameter), lambda new: convert(new, wanted)
        )


def _level(names: dict[str, Any], _above: str | None) -> Level | None:
    plan = names.get("plan")
    return None if plan is None else level_of_call(plan.call, names["self"].node)


opens_level(_SimpleCall.run.__code__, _level)
