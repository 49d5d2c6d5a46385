"""How control leaves a statement: tokens that closures hand back, and the exceptions beside them.

The exceptions are no ``Exception``: neither a ``catch`` of a script nor one in a command takes
them.
"""

from typing import Any


class Leave:
    """What a statement returns when it leaves its block; None means that it came to its end."""

    __slots__ = ("label",)

    def __init__(self, label: str = "") -> None:
        self.label = label


class BreakLeave(Leave):
    """``break``: leaves the loop or switch of that folded label, or the innermost one."""

    __slots__ = ()


class ContinueLeave(Leave):
    """``continue``: goes on with the next pass of a loop."""

    __slots__ = ()


class ReturnLeave(Leave):
    """``return``: leaves the block that is running; its value has gone to the output."""

    __slots__ = ()


BREAK = BreakLeave()
CONTINUE = ContinueLeave()
RETURN = ReturnLeave()


class Flow(BaseException):
    """The root of what crosses Python frames without being an error."""


class LoopFlow(Flow):
    """A ``break`` or ``continue`` that leaves the script block it stands in."""

    def __init__(self, leave: Leave) -> None:
        self.leave = leave


class ExitFlow(Flow):
    """``exit``: leaves the script file that is running, or the session."""

    def __init__(self, code: int) -> None:
        self.code = code


class StopUpstream(Flow):
    """The stage ``stage`` of a pipeline needs no more input (``Select-Object -First``)."""

    def __init__(self, stage: Any) -> None:
        self.stage = stage


class Stopped(Flow):
    """A runspace was told to stop: its thread unwinds."""


def nothing_below() -> None:
    """Begin no stage: what the last one of a pipeline does before its ``begin`` writes."""
