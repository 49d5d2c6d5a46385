"""``python -m tests.bench [--write]``: all figures of one run, as ratios.

``--write`` puts the tables into docs/performance.md as well. The exit code tells whether every bar
is kept.
"""

import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tabulate import tabulate

from smimeadmin.core.clock import SystemClock
from tests.bench import clixml, interrupts, loops, parsing, rollout, startup, stores
from tests.bench.measure import HEADERS, ROOT, ROUNDS, Figure, Surroundings

PAGE = ROOT / "docs" / "performance.md"
MARK = "<!-- from here on written by 'python -m tests.bench --write' -->\n"


def table(figures: Sequence[Figure]) -> str:
    """Return figures as a table of Markdown."""
    cells = [figure.cells() for figure in figures]
    return tabulate(cells, HEADERS, tablefmt="github", disable_numparse=True)


def written(bars: Sequence[Figure], others: Sequence[Figure]) -> str:
    """Return the part of the page that a run makes."""
    day = f"{SystemClock().now():%Y-%m-%d}"
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return (
        f"{MARK}\nLast run: {day}, {machine}; the median of {ROUNDS}.\n\n{table(bars)}\n\n"
        f"## Loops of scripts\n\nThe best of {loops.ROUNDS}, in processor time.\n\n"
        f"{table(others)}\n\n{loops.summary(others)}\n"
    )


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write if asked."""
    with tempfile.TemporaryDirectory(prefix="smimeadmin-bench-") as folder:
        surroundings = Surroundings(Path(folder))
        bars = startup.figures(surroundings)
        bars += rollout.figures(surroundings)
        bars += stores.figures()
        bars += clixml.figures()
        bars += parsing.figures(surroundings)
        bars += interrupts.figures(surroundings)
        sys.stdout.write(table(bars) + "\n\n")
        sys.stdout.flush()
        others = loops.figures(surroundings)
        sys.stdout.write(f"{table(others)}\n\n{loops.summary(others)}\n")
    if "--write" in arguments:
        text = PAGE.read_text(encoding="utf-8").split(MARK)[0]
        PAGE.write_text(text + written(bars, others), encoding="utf-8")
    missed = [figure.what for figure in bars if figure.verdict == "MISSED"]
    return 0 if loops.kept(others) and not missed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
