"""``ScriptStackTrace``: which functions and scripts were running, and at which lines.

It is read off Python's own frames when an error is recorded, so that calls need not keep it.
"""

import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, TracebackType
from typing import Any, Final

_BLOCK: Final = "<ScriptBlock>"


class Level:
    """One running function, script or block, and the syntax node that it is at."""

    __slots__ = ("called_at", "name", "node", "path")

    def __init__(self, name: str, path: str | None, called_at: Any = None) -> None:
        self.called_at = called_at
        self.name = name
        self.path = path
        self.node: Any = None

    def __str__(self) -> str:
        line = 0 if self.node is None else self.node.source.position(self.node.start)[0]
        return f"at {self.name}, {self.path or '<No file>'}: line {line}"


Opener = Callable[[dict[str, Any], str | None], "Level | None"]
_OPENERS: Final[dict[CodeType, Opener]] = {}
_HAS_NODE: Final[dict[CodeType, bool]] = {}


def opens_level(code: CodeType, make: Opener) -> None:
    """Say that a Python function runs a level: ``make`` reads it off the function's locals.

    It is also given the path of the level above.
    """
    _OPENERS[code] = make


def level_of_call(call: Any, called_at: Any = None) -> Level:
    """Return the level of a call (``scope.CallInfo``); a script is shown as a block."""
    command = getattr(call.invocation, "my_command", None)
    is_file = getattr(command, "kind", "") == "ExternalScript"
    at = called_at or getattr(call.invocation, "position", None)
    return Level(_BLOCK if is_file or not call.name else call.name, call.path, at)


def block_level(_locals: dict[str, Any], above: str | None) -> Level:
    """Return the level of a block that a command runs."""
    return Level(_BLOCK, above)


def _frames(traceback: TracebackType | None) -> Iterator[FrameType]:
    """Yield the frames of Python from the outermost to where an error was raised."""
    outer: list[FrameType] = []
    frame: FrameType | None = (
        sys._getframe(2)  # noqa: SLF001 - the public way, inspect, costs start-up
        if traceback is None
        else traceback.tb_frame.f_back
    )
    while frame is not None:
        outer.append(frame)
        frame = frame.f_back
    yield from reversed(outer)
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next


def _has_node(code: CodeType) -> bool:
    known = _HAS_NODE.get(code)
    if known is None:
        known = _HAS_NODE[code] = "_node" in code.co_varnames[: code.co_argcount]
    return known


def _enter(levels: list[Level], level: Level) -> None:
    if levels and level.called_at is not None:
        levels[-1].node = level.called_at
    levels.append(level)


def script_stack_trace(traceback: TracebackType | None = None) -> str:
    """Return the trace to where an error was raised; without one, to where the caller is."""
    levels: list[Level] = []
    for frame in _frames(traceback):
        code = frame.f_code
        opener = _OPENERS.get(code)
        if opener is not None:
            level = opener(frame.f_locals, levels[-1].path if levels else None)
            if level is not None:
                _enter(levels, level)
        elif _has_node(code):
            if not levels:
                levels.append(Level(_BLOCK, None))
            levels[-1].node = frame.f_locals["_node"]
    return "\n".join(str(level) for level in reversed(levels))
