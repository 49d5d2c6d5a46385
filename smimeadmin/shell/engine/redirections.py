"""Redirections of a command: streams into each other, into files, into nothing."""

from collections.abc import Callable
from typing import Any

from smimeadmin.shell.engine.compile_unit import Expression, Unit, compile_expression
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.streams import Streams
from smimeadmin.shell.language import ast

_NAMES = {2: "error", 3: "warning", 4: "verbose", 5: "debug", 6: "information"}

Output = Callable[[Any], Any]


class Redirection:
    """One redirection, compiled: ``stream`` 0 is all; ``target`` None means into the output."""

    __slots__ = ("append", "stream", "target", "to_null")

    def __init__(self, node: ast.RedirectionAst, unit: Unit) -> None:
        self.stream = node.from_stream
        self.target: Expression | None = None
        self.append = False
        self.to_null = False
        if isinstance(node, ast.FileRedirectionAst):
            location = node.location
            self.target = compile_expression(location, unit)
            self.append = node.append
            self.to_null = (
                isinstance(location, ast.VariableExpressionAst)
                and location.variable_path.user_path.lower() == "null"
            )


class Redirected:
    """Output and streams of a command whose redirections were applied; ``close`` writes files."""

    __slots__ = ("_files", "out", "streams")

    def __init__(self, frame: Frame, redirections: list[Redirection], out: Output) -> None:
        self.out = out
        self.streams: Streams = frame.streams.copy()
        self._files: list[tuple[str, bool, list[Any], Any]] = []
        for redirection in redirections:
            self._apply(redirection, frame, out)

    def _apply(self, redirection: Redirection, frame: Frame, out: Output) -> None:
        if redirection.target is None:
            self._set_streams(redirection.stream, out)
            return
        if redirection.to_null:
            sink: Output = _ignore
        else:
            path = to_text(redirection.target(frame))
            items: list[Any] = []
            self._files.append((path, redirection.append, items, frame.session))
            sink = items.append
        if redirection.stream in {0, 1}:
            self.out = sink
        if redirection.stream != 1:
            self._set_streams(redirection.stream, sink)

    def _set_streams(self, stream: int, sink: Output) -> None:
        for number, name in _NAMES.items():
            if stream in {0, number}:
                setattr(self.streams, name, sink)

    def close(self) -> None:
        """Write what went to files."""
        for path, append, items, session in self._files:
            session.write_redirected(path, items, append=append)


def _ignore(value: Any) -> None:
    """Take what nobody wants."""


def compile_redirections(nodes: list[ast.RedirectionAst], unit: Unit) -> list[Redirection]:
    """Compile the redirections of a command; merging ones last, so that they see files."""
    compiled = [Redirection(node, unit) for node in nodes]
    return sorted(compiled, key=lambda r: r.target is None and r.stream != 1)
