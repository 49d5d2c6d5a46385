"""Sessions of their own for jobs and ``ForEach-Object -Parallel``: one block, one thread.

A runspace has the commands of the session that opened it, its folder and culture, and nothing
else: no variable, function or alias. What a block takes along are its ``$using:`` values, read in
the opener's scope before it starts, and the variables of a closure.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.arguments import Argument
from smimeadmin.shell.engine.blocks import BlockCode, ScriptBlock
from smimeadmin.shell.engine.calls import block_stage
from smimeadmin.shell.engine.compile_unit import Unit, compile_expression
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.flow import ExitFlow, LoopFlow, Stopped
from smimeadmin.shell.engine.host import Host
from smimeadmin.shell.engine.scope import Frame, Scope, Var
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.engine.streams import Streams
from smimeadmin.shell.engine.using_values import UsingValues, key_of
from smimeadmin.shell.language import ast

if TYPE_CHECKING:
    import ctypes
else:
    ctypes = at_first_use("ctypes")

STACK_BYTES = 64 * 1024 * 1024
"""The stack of a thread that runs a block: as deep as the main thread may recurse."""

NO_ITEM: Any = object()
"""Stands for "no ``$_``": ``$null`` may be one."""


def using_values(block: ScriptBlock, frame: Frame) -> UsingValues:
    """Return what the ``$using:`` expressions of a block stand for in the caller's scope.

    EngineError UsingVariableIsUndefined if one names a variable that was never set.
    """
    values: UsingValues = {}
    for node in _using_nodes(block.code.ast):
        key = key_of(node)
        if key not in values:
            values[key] = _value_of(node, block.code.unit, frame)
    return values


def _using_nodes(node: ast.Ast) -> Iterable[ast.UsingExpressionAst]:
    if isinstance(node, ast.UsingExpressionAst):
        yield node
        return
    for child in node.children():
        yield from _using_nodes(child)


def _value_of(node: ast.UsingExpressionAst, unit: Unit, frame: Frame) -> Any:
    given = frame.session.using
    if given is not None and key_of(node) in given:
        return given[key_of(node)]  # a block within a job hands on what the job was given
    inner: ast.Ast = node.sub_expression
    while isinstance(inner, (ast.MemberExpressionAst, ast.IndexExpressionAst)):
        inner = inner.expression if isinstance(inner, ast.MemberExpressionAst) else inner.target
    if isinstance(inner, ast.VariableExpressionAst):
        path = inner.variable_path
        name = path.name.lower()
        known = path.drive is not None or name in {"true", "false", "null", "pwd"}
        if not known and frame.scope.find(name) is None:
            raise EngineError(
                "UsingVariableIsUndefined",
                f"The value of '{node.text}' can't be taken along: the variable is not set.",
                hint="Set the variable before the block is started.",
                target=node.text,
            )
    return compile_expression(node.sub_expression, unit)(frame)


class Runspace:
    """A fresh session that runs blocks in whatever thread calls ``run``, one at a time.

    ``stop`` may come from any thread. ``was_stopped`` tells whether it ended the last run;
    ``session.outcome``, ``session.errors`` and ``session.exit_code`` are the runspace's own.
    """

    def __init__(self, opener: Session, host: Host | None = None) -> None:
        self.session = opener.twin(host or opener.host)
        self.was_stopped = False
        self._lock = threading.Lock()
        self._thread: int | None = None

    def run(
        self,
        block: ScriptBlock,
        out: Callable[[Any], Any],
        *,
        streams: Streams | None = None,
        arguments: Sequence[Any] = (),
        items: Iterable[Any] | None = None,
        item: Any = NO_ITEM,
        using: Mapping[str, Any] | None = None,
    ) -> None:
        """Run a block to its end; its output goes to ``out`` as it comes.

        ``items`` are its pipeline input (``$input``, ``process``), ``item`` its ``$_``;
        ``arguments`` may hold ``Argument`` objects. An error that nobody caught is raised
        (``TerminatingError`` or what a command raised); ``exit`` ends the block and sets
        ``session.exit_code``; a run that was stopped ends without an error.
        """
        session = self.session
        session.using = dict(using or {})
        session.depth = session.try_depth = 0
        self.was_stopped = False
        try:
            with self._lock:
                self._thread = threading.get_ident()
            token = FILE_ACCESS.set(session)
            try:
                scope = Scope(session.global_scope)
                if item is not NO_ITEM:
                    scope.vars["_"] = Var("_", item)
                frame = session.calling = Frame(session, scope, out, streams or session.streams)
                self._run(self.adopt(block), frame, arguments, items)
            finally:
                FILE_ACCESS.reset(token)
                with self._lock:
                    self._thread = None
        except Stopped:
            self.was_stopped = True
        except ExitFlow as flow:
            session.set_exit_code(flow.code)
        except LoopFlow:
            pass  # a break that found no loop ends the block

    @staticmethod
    def _run(
        block: ScriptBlock, frame: Frame, arguments: Sequence[Any], items: Iterable[Any] | None
    ) -> None:
        own = [a if isinstance(a, Argument) else Argument(None, a) for a in arguments]
        stage = block_stage(block, own, frame, frame.out, piped=items is not None, dot=False)
        try:
            stage.begin()
            for one in items or ():
                stage.accept(one)
            stage.end()
        finally:
            stage.clean()

    def adopt(self, block: ScriptBlock) -> ScriptBlock:
        """Return a block with the same text for this runspace; a closure's variables come along."""
        old = block.code
        unit = Unit(old.unit.path)
        unit.namespaces = list(old.unit.namespaces)
        code = BlockCode(old.ast, unit, name=old.name, head=old.head, is_filter=old.is_filter)
        closure = None
        if block.closure is not None:
            closure = Scope(self.session.global_scope, is_script=True)
            for key, variable in block.closure.vars.items():
                closure.vars[key] = Var(variable.name, variable.v)
        return ScriptBlock(code, self.session, closure)

    def stop(self) -> None:
        """End the run as soon as it does its next step: a wait and a native program end at once."""
        with self._lock:
            self.session.stopping.set()
            thread = self._thread
            if thread is None:
                return
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread), ctypes.py_object(Stopped)
            )
        for program in list(self.session.programs):
            program.kill()


def start_thread(work: Callable[[], None], name: str) -> threading.Thread:
    """Start a daemon thread with a stack that blocks can recurse on; return it."""
    before = threading.stack_size(STACK_BYTES)
    try:
        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    return thread
