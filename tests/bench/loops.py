"""Ten loops of scripts beside Python of the same shape, and PowerShell's ratio to it.

Start-up is taken off on both sides. A shell line runs a part of the rounds that Python runs, and
its time is scaled to them; PowerShell's ratios were measured with all of them.
"""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.measure import PROGRAM, PYTHON, Figure, Surroundings, medians, milliseconds

LOOPS = Path(__file__).with_name("loops.json")
PART = 10
"""The shell runs one round where Python runs ten."""
ROUNDS = 3


@dataclass(frozen=True)
class Loop:
    """One loop: as a line with ``{n}`` for its rounds, and as Python."""

    what: str
    powershell: float
    rounds: int
    line: str
    python: str


def loops() -> list[Loop]:
    """Read the ten loops."""
    return [Loop(**row) for row in json.loads(LOOPS.read_text(encoding="utf-8"))]


def figures(surroundings: Surroundings) -> list[Figure]:
    """Measure every loop."""
    bare = medians(
        {
            "shell": partial(surroundings.run, [PROGRAM, "-c", "1"]),
            "python": partial(surroundings.run, [PYTHON, "-c", "pass"]),
        }
    )
    return [_figure(loop, surroundings, bare) for loop in loops()]


def _figure(loop: Loop, surroundings: Surroundings, bare: dict[str, float]) -> Figure:
    line = loop.line.replace("{n}", str(loop.rounds // PART))
    text = loop.python.replace("{n}", str(loop.rounds))
    took = medians(
        {
            "shell": partial(surroundings.run, [PROGRAM, "-c", line]),
            "python": partial(surroundings.run, [PYTHON, "-c", text]),
        },
        rounds=ROUNDS,
    )
    shell = (took["shell"] - bare["shell"]) * PART
    python = took["python"] - bare["python"]
    beside = f"Python: {milliseconds(python)}; PowerShell takes {loop.powershell:g} times that"
    return Figure(loop.what, milliseconds(shell), beside, shell / python)
