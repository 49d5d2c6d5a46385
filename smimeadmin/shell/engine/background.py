"""A pipeline that ends in ``&``: it runs as a job, with the caller's variables as they are now."""

from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.arguments import Argument
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.calls import make_stage
from smimeadmin.shell.engine.compile_unit import Statement
from smimeadmin.shell.engine.pipeline import run_stages
from smimeadmin.shell.engine.scope import Frame, Scope, Var
from smimeadmin.shell.engine.script_files import compile_script
from smimeadmin.shell.language import ast

_OWN = frozenset({"_", "args", "input", "this", "true", "false", "null", "error", "myinvocation"})
_COMMAND = "Start-Job"


class _Start:
    """The call of Start-Job that stands behind an ``&``."""

    __slots__ = ("arguments", "call", "dot", "literal", "node", "target")

    def __init__(self, node: ast.Ast, target: Any, block: ScriptBlock) -> None:
        self.node = node
        self.target = target
        self.arguments = [Argument("ScriptBlock", block)]
        self.dot = False
        self.literal = _COMMAND
        self.call = self


def compile_background(node: ast.Ast) -> Statement:
    """Compile ``commands &``: the job that is started is what it writes."""
    text = node.text.rstrip().removesuffix("&")

    def start(frame: Frame, _node: Any = node) -> None:
        session = frame.session
        block = compile_script(text, None, session)
        block.closure = _taken_along(block, frame)
        target = session.registry.find(_COMMAND, frame.scope)
        stage = make_stage(
            _Start(_node, target, block), frame, frame.out, piped=False, place=(1, 1)
        )
        run_stages(frame, [stage], None)

    return start


def _taken_along(block: ScriptBlock, frame: Frame) -> Scope:
    """Return a scope with the variables that the block names and the caller has."""
    scope = Scope(frame.session.global_scope, is_script=True)
    for name in block.code.variables - _OWN:
        variable = frame.scope.find(fold(name))
        if variable is not None:
            scope.vars[fold(name)] = Var(variable.name, variable.v)
    return scope
