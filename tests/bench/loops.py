"""Ten loops of scripts beside Python of the same shape, and PowerShell's ratio to it.

Both sides run all rounds, as they did when PowerShell was measured: start-up is taken off both, and
the best of three counts. What counts is processor time, so that other programs don't.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.measure import PROGRAM, PYTHON, Figure, Surroundings, least, milliseconds

LOOPS = Path(__file__).with_name("loops.json")
ROUNDS = 3
START_ROUNDS = 7
AS_FAST = 8
"""In so many of the ten, the shell is to be as fast as PowerShell or faster."""
SLOWEST = 2.0
"""How much slower than PowerShell any of them may be."""


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
    """Measure every loop; the bar of each is the ratio that PowerShell had."""
    time_of = surroundings.processor_time
    time_of([PROGRAM, "-c", "1"])  # writes the bytecode
    bare = least(
        {
            "shell": partial(time_of, [PROGRAM, "-c", "1"]),
            "python": partial(time_of, [PYTHON, "-c", "pass"]),
        },
        rounds=START_ROUNDS,
    )
    return [_figure(loop, surroundings, bare) for loop in loops()]


def _figure(loop: Loop, surroundings: Surroundings, bare: dict[str, float]) -> Figure:
    line = loop.line.replace("{n}", str(loop.rounds))
    text = loop.python.replace("{n}", str(loop.rounds))
    took = least(
        {
            "shell": partial(surroundings.processor_time, [PROGRAM, "-c", line]),
            "python": partial(surroundings.processor_time, [PYTHON, "-c", text]),
        },
        rounds=ROUNDS,
    )
    shell = took["shell"] - bare["shell"]
    python = took["python"] - bare["python"]
    beside = f"Python: {milliseconds(python)}"
    return Figure(loop.what, milliseconds(shell), beside, shell / python, loop.powershell)


def summary(measured: Sequence[Figure]) -> str:
    """Return one sentence: in how many of the loops the shell is as fast as PowerShell."""
    shares = [figure.ratio / figure.bar for figure in measured if figure.ratio and figure.bar]
    as_fast = sum(1 for share in shares if share <= 1)
    return (
        f"As fast as PowerShell or faster in {as_fast} of {len(shares)} (at least {AS_FAST} are "
        f"wanted); the slowest takes {max(shares):.2f} of PowerShell's ratio (at most {SLOWEST:g} "
        "are allowed)."
    )


def kept(measured: Sequence[Figure]) -> bool:
    """Say whether enough loops are as fast as PowerShell's, and none far slower."""
    shares = [figure.ratio / figure.bar for figure in measured if figure.ratio and figure.bar]
    return sum(1 for share in shares if share <= 1) >= AS_FAST and max(shares) <= SLOWEST
