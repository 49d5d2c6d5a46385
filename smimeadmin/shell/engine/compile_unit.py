"""What turns syntax trees into closures: the tables by kind of node, and what a unit of code knows.

Each ``compile_*`` module fills the tables for its kinds. An expression becomes a function from the
frame to its value; a statement one that writes to the frame's output and returns how it left
(None: it came to its end). Closures that can fail keep their node in a default argument, so that
the traceback of an error leads to the exact place (``faults.position_of``).
"""

from collections.abc import Callable
from typing import Any

from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.flow import Leave
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.language.ast import Ast

Expression = Callable[[Frame], Any]
Statement = Callable[[Frame], Leave | None]


class Unit:
    """A script file, command line or text that is compiled as one: its path, its ``using``.

    ``is_method`` marks the code of a class's methods, where only ``return`` gives a value.
    """

    __slots__ = ("is_method", "namespaces", "path")

    def __init__(self, path: str | None = None) -> None:
        self.path = path
        self.namespaces: list[str] = []
        self.is_method = False

    def in_class(self) -> "Unit":
        """Return the same unit for the code of methods."""
        twin = Unit(self.path)
        twin.namespaces = self.namespaces
        twin.is_method = True
        return twin

    def in_block(self) -> "Unit":
        """Return the same unit for a script block, within a method or not."""
        if not self.is_method:
            return self
        twin = Unit(self.path)
        twin.namespaces = self.namespaces
        return twin


EXPRESSIONS: dict[type, Callable[[Any, Unit], Expression]] = {}
STATEMENTS: dict[type, Callable[[Any, Unit], Statement]] = {}

_Maker = Callable[[Any, Unit], Any]


def expression_of(*kinds: type) -> Callable[[_Maker], _Maker]:
    """Enter a compiling function for kinds of expressions."""

    def enter(maker: _Maker) -> _Maker:
        for kind in kinds:
            EXPRESSIONS[kind] = maker
        return maker

    return enter


def statement_of(*kinds: type) -> Callable[[_Maker], _Maker]:
    """Enter a compiling function for kinds of statements."""

    def enter(maker: _Maker) -> _Maker:
        for kind in kinds:
            STATEMENTS[kind] = maker
        return maker

    return enter


def _unknown(node: Ast) -> EngineError:
    kind = type(node).__name__.removesuffix("Ast")
    return EngineError("NotSupported", f"This shell can't run '{node.text[:40]}' ({kind}).")


def compile_expression(node: Ast, unit: Unit) -> Expression:
    """Turn an expression into a function from a frame to its value."""
    maker = EXPRESSIONS.get(type(node))
    if maker is None:
        raise _unknown(node)
    return maker(node, unit)


def compile_statement(node: Ast, unit: Unit) -> Statement:
    """Turn a statement into a function that writes to the frame's output."""
    maker = STATEMENTS.get(type(node))
    if maker is None:
        raise _unknown(node)
    return maker(node, unit)


def captured(run: Statement, frame: Frame) -> list[Any]:
    """Run a statement and return what it wrote."""
    kept = frame.out
    output: list[Any] = []
    frame.out = output.append
    try:
        run(frame)
    finally:
        frame.out = kept
    return output


def joined(output: list[Any]) -> Any:
    """Return what an assignment stores: nothing is ``$null``, one object itself, more an array."""
    if len(output) == 1:
        return output[0]
    return output or None
