"""How soon Ctrl-C ends what runs."""

from tests.bench.measure import Figure, Surroundings, milliseconds
from tests.support.interrupts import LINES, interrupted

LATEST = 0.2
"""Seconds after Ctrl-C in which a loop or command has to end."""
ROUNDS = 3


def figures(surroundings: Surroundings) -> list[Figure]:
    """Interrupt every line; the slowest one counts, with the best of its rounds."""
    took = {
        line: min(interrupted(line, surroundings.folder).seconds for _ in range(ROUNDS))
        for line in LINES
    }
    slowest = max(took, key=lambda line: took[line])
    seconds = took[slowest]
    what = f"the slowest of {len(LINES)} lines to end after Ctrl-C"
    beside = f"{milliseconds(LATEST)}; `{slowest[:40]}`"
    return [Figure(what, milliseconds(seconds), beside, seconds / LATEST, 1.0)]
