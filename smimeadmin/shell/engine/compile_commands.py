"""Closures for commands, pipelines and chains."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.arguments import Argument, compile_arguments
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.calls import make_stage
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.compile_operators import compile_items
from smimeadmin.shell.engine.compile_unit import (
    Expression,
    Statement,
    Unit,
    compile_expression,
    compile_statement,
    statement_of,
)
from smimeadmin.shell.engine.compile_values import is_empty, variable_name
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.elsewhere import ELSEWHERE
from smimeadmin.shell.engine.emitting import emit
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.flow import Leave
from smimeadmin.shell.engine.pipeline import Stage, run_stages
from smimeadmin.shell.engine.redirections import Redirected, compile_redirections
from smimeadmin.shell.engine.runs_commands import runs_commands
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.simple_calls import compile_simple_call
from smimeadmin.shell.language import ast

if TYPE_CHECKING:
    from smimeadmin.shell.engine import background, script_modules
else:
    background = at_first_use("smimeadmin.shell.engine.background")
    script_modules = at_first_use("smimeadmin.shell.engine.script_modules")


class Call:
    """A command as it stands in a pipeline: what it names, its arguments, its redirections."""

    __slots__ = ("_arguments", "_name", "_redirections", "dot", "literal", "node", "unit")

    def __init__(self, node: ast.CommandAst, unit: Unit) -> None:
        first, *rest = node.command_elements
        self.node = node
        self.unit = unit
        self.dot = node.invocation_operator == "."
        self.literal = (
            str(first.value) if isinstance(first, ast.StringConstantExpressionAst) else ""
        )
        self._name: Expression = compile_expression(first, unit)
        self._arguments = compile_arguments(rest, unit)
        self._redirections = compile_redirections(node.redirections, unit)

    @property
    def is_redirected(self) -> bool:
        """Whether there are redirections."""
        return bool(self._redirections)

    def prepare(self, frame: Frame) -> "Prepared":
        """Find the command and compute its arguments."""
        target = self._target(frame)
        arguments: list[Argument] = []
        for make in self._arguments:
            make(frame, arguments)
        if isinstance(target, script_modules.ScriptModule):
            return self._in_module(target, arguments, frame)
        return Prepared(self, target, arguments)

    def _in_module(
        self, module: "script_modules.ScriptModule", arguments: list[Argument], frame: Frame
    ) -> "Prepared":
        """Prepare ``& $module { }`` or ``& $module name``: it runs in the module's scope."""
        first, rest = arguments[0] if arguments else None, arguments[1:]
        if first is None or first.name is not None:
            raise EngineError(
                "BadExpression", "Behind a module stands what is to run in it: a block or a name."
            )
        if isinstance(first.value, ScriptBlock):
            return Prepared(self, module.bound(first.value), rest)
        scope = module.scope or frame.scope
        return Prepared(self, frame.session.registry.find(to_text(first.value), scope), rest)

    def _target(self, frame: Frame) -> Any:
        _node = self.node.command_elements[0]  # where an unknown name is underlined
        if self.literal:
            return self._known(self.literal, frame)
        value = self._name(frame)
        if isinstance(value, (ScriptBlock, CommandInfo)):
            return value
        if isinstance(value, script_modules.ScriptModule):
            return value
        if value is None or value == "":
            raise EngineError(
                "BadExpression",
                "The expression behind a call operator gave nothing that could be called.",
            )
        return self._known(to_text(value), frame)

    def _known(self, name: str, frame: Frame) -> Any:
        try:
            return frame.session.registry.find(name, frame.scope)
        except CommandError as error:
            rest = [element.text.strip("'\"") for element in self.node.command_elements[1:]]
            error.hint = ELSEWHERE.line([name, *rest]) or error.hint
            raise

    def redirected(self, frame: Frame, out: Callable[[Any], Any]) -> Redirected | None:
        """Return output and streams under the redirections, None if there are none."""
        return Redirected(frame, self._redirections, out) if self._redirections else None


class Prepared:
    """A call whose command and arguments are known."""

    __slots__ = ("arguments", "call", "target")

    def __init__(self, call: Call, target: Any, arguments: list[Argument]) -> None:
        self.call = call
        self.target = target
        self.arguments = arguments


@statement_of(ast.PipelineAst)
def _pipeline(node: ast.PipelineAst, unit: Unit) -> Statement:
    run = _unchecked_pipeline(node, unit)
    wrong = next((e for e in node.pipeline_elements if _is_called_like_a_method(e)), None)
    if wrong is None:
        return run

    def checked(frame: Frame, _node: Any = node) -> Any:
        if frame.session.strict_mode(frame.scope, "2.0"):
            raise EngineError(
                "StrictModeFunctionCallWithParens",
                "The command is called as if it were a method: the list is one argument.",
                hint="Separate the arguments by blanks, without parentheses and commas.",
                target=wrong,
            )
        return run(frame)

    return checked


def _is_called_like_a_method(node: ast.CommandBaseAst) -> bool:
    """Tell whether a call reads ``Name(1, 2)``, without a blank before the parenthesis."""
    if not isinstance(node, ast.CommandAst) or len(node.command_elements) != 2:
        return False
    name, argument = node.command_elements
    return (
        isinstance(argument, ast.ParenExpressionAst)
        and argument.start == name.end
        and isinstance(argument.pipeline, ast.PipelineAst)
        and isinstance(argument.pipeline.pipeline_elements[0], ast.CommandExpressionAst)
        and isinstance(argument.pipeline.pipeline_elements[0].expression, ast.ArrayLiteralAst)
    )


def _unchecked_pipeline(node: ast.PipelineAst, unit: Unit) -> Statement:
    first, *rest = node.pipeline_elements
    if node.background:
        return background.compile_background(node)
    calls = [Call(element, unit) for element in rest if isinstance(element, ast.CommandAst)]
    if isinstance(first, ast.CommandExpressionAst):
        if not calls:
            return _expression_statement(first, unit)
        return _fed_pipeline(_source(first, unit), calls, node)
    if not isinstance(first, ast.CommandAst):
        raise EngineError("NotSupported", "This pipeline can't be run.")
    if not calls and not first.redirections:
        simple = compile_simple_call(first, unit)
        if simple is not None:
            return simple(_run_calls([Call(first, unit)], None, node))
    return _run_calls([Call(first, unit), *calls], None, node)


def _expression_statement(node: ast.CommandExpressionAst, unit: Unit) -> Statement:
    expression = node.expression
    if node.redirections:
        return _redirected_expression(node, unit)
    run = _emitting(expression, unit)
    if runs_commands(expression):
        return run

    def pure(frame: Frame) -> Leave | None:
        run(frame)
        frame.session.ok = True
        return None

    return pure


def _emitting(node: ast.ExpressionAst, unit: Unit) -> Statement:
    """Compile an expression whose value is written: some write nothing, or piece by piece."""
    if isinstance(node, ast.UnaryExpressionAst) and node.token_kind.endswith(("++", "--")):
        silent = compile_expression(node, unit)

        def step(frame: Frame) -> None:
            silent(frame)

        return step
    if isinstance(node, (ast.SubExpressionAst, ast.ArrayExpressionAst)) or (
        isinstance(node, ast.ParenExpressionAst)
        and not isinstance(node.pipeline, ast.AssignmentStatementAst)
        and isinstance(node.pipeline, ast.PipelineAst)
    ):
        inner = node.pipeline if isinstance(node, ast.ParenExpressionAst) else node.sub_expression
        if runs_commands(inner):
            return _gathered(inner, unit)
    if (
        isinstance(node, ast.ConvertExpressionAst)
        and node.attribute.type_name.name.lower() == "void"
    ):
        return _without_output(node.child, unit)
    value = compile_items(node, unit) or compile_expression(node, unit)
    nothing = _may_be_empty(node)

    def write(frame: Frame) -> None:
        if nothing is not None and is_empty(frame, nothing):
            return
        emit(value(frame), frame.out)

    return _without_null(value) if isinstance(node, ast.InvokeMemberExpressionAst) else write


def _without_null(value: Expression) -> Statement:
    """Compile a method call as a statement: methods without a result write nothing."""

    def write(frame: Frame) -> None:
        found = value(frame)
        if found is not None:
            emit(found, frame.out)

    return write


def _may_be_empty(node: ast.ExpressionAst) -> str | None:
    if isinstance(node, ast.VariableExpressionAst) and node.variable_path.is_unqualified:
        return variable_name(node.variable_path)
    return None


def _without_output(node: ast.ExpressionAst, unit: Unit) -> Statement:
    value = compile_expression(node, unit)

    def run(frame: Frame) -> None:
        value(frame)

    return run


def _gathered(node: ast.Ast, unit: Unit) -> Statement:
    """Compile ``(commands)``: all output is gathered first, then written; none writes nothing."""
    run = compile_statement(node, unit)

    def write(frame: Frame) -> None:
        out = frame.out
        output: list[Any] = []
        frame.out = output.append
        try:
            run(frame)
        finally:
            frame.out = out
        for item in output[0] if len(output) == 1 and type(output[0]) is list else output:
            out(item)

    return write


def _redirected_expression(node: ast.CommandExpressionAst, unit: Unit) -> Statement:
    run = _emitting(node.expression, unit)
    redirections = compile_redirections(node.redirections, unit)

    def write(frame: Frame) -> None:
        redirected = Redirected(frame, redirections, frame.out)
        inner = Frame(frame.session, frame.scope, redirected.out, redirected.streams)
        run(inner)
        redirected.close()

    return write


def _source(node: ast.CommandExpressionAst, unit: Unit) -> Statement:
    return _emitting(node.expression, unit)


def _fed_pipeline(source: Statement, calls: list[Call], node: ast.PipelineAst) -> Statement:
    return _run_calls(calls, source, node)


def _run_calls(calls: list[Call], source: Statement | None, node: ast.PipelineAst) -> Statement:
    piped = source is not None
    redirects = any(call.is_redirected for call in calls)

    def run(frame: Frame, _node: Any = node) -> Leave | None:
        if len(calls) == 1:
            prepared = [calls[0].prepare(frame)]
        else:
            prepared = [call.prepare(frame) for call in calls]
        out = frame.out
        redirected: list[Redirected] = []
        stages: list[Stage] = []
        for place in range(len(prepared) - 1, -1, -1):
            one = prepared[place]
            caller = frame
            target = out
            if redirects:
                applied = one.call.redirected(frame, out)
                if applied is not None:
                    redirected.append(applied)
                    caller = Frame(frame.session, frame.scope, applied.out, applied.streams)
                    target = applied.out
            stage = make_stage(
                one, caller, target, piped=piped or place > 0, place=(place + 1, len(prepared))
            )
            stages.append(stage)
            out = stage.accept
        stages.reverse()
        run_stages(frame, stages, None if source is None else _feeding(source, frame))
        for applied in redirected:
            applied.close()
        return None

    return run


def _feeding(source: Statement, frame: Frame) -> Callable[[Callable[[Any], Any]], None]:
    """Return what writes the first element's value into the first command."""

    def feed(accept: Callable[[Any], Any]) -> None:
        source(Frame(frame.session, frame.scope, accept, frame.streams))

    return feed


@statement_of(ast.PipelineChainAst)
def _chain(node: ast.PipelineChainAst, unit: Unit) -> Statement:
    if node.background:
        return background.compile_background(node)
    left = compile_statement(node.lhs_pipeline_chain, unit)
    right = compile_statement(node.rhs_pipeline, unit)
    wanted = node.operator == "&&"
    left_node = node.lhs_pipeline_chain

    def run(frame: Frame) -> Leave | None:
        settled(frame, left, left_node)
        return right(frame) if frame.session.ok is wanted else None

    return run


def settled(frame: Frame, run: Statement, node: Any) -> None:
    """Run the left side of a chain: its error is reported, and the chain looks at ``$?``."""
    frame.session.run_settled(run, frame, node)
