"""How fast text is parsed, and how much memory a long pipeline takes."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from smimeadmin.shell.language import parse
from tests.bench.measure import PYTHON, ROOT, Figure, Surroundings

LEAST_SPEED = 1.2
"""Megabytes of ordinary script a second."""
MOST_FOR_A_LINE = 0.3
"""Milliseconds for a line of 130 characters."""
MOST_GROWTH = 20.0
"""Megabytes that a pipeline over a million objects may take more than one over a thousand."""
ROUNDS = 7
LINE_ROUNDS = 200
LINE = (
    "Get-SmimeCertificate -Identity alice@contoso.example | Where-Object NotAfter -lt $limit | "
    "Select-Object Subject, NotAfter, Issuers"
)
OBJECTS = (1_000, 1_000_000)
_PEAK = """
import resource, sys
from smimeadmin.app.main import main
main(["--no-profile", "-c", sys.argv[1]])
sys.stderr.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
"""


def scripts() -> list[str]:
    """Return the scripts of the repository: ordinary ones, with comments and help."""
    folders = (ROOT / "docs" / "examples", ROOT / "tests")
    paths = sorted(path for folder in folders for path in folder.rglob("*.ps1"))
    return [path.read_text(encoding="utf-8") for path in paths]


def figures(surroundings: Surroundings) -> list[Figure]:
    """Measure the speed of the parser and the memory of a pipeline."""
    return [_speed(), _line(), _memory(surroundings)]


def _speed() -> Figure:
    texts = scripts()
    size = sum(len(text.encode()) for text in texts) / 1_000_000
    took = min(_processor_seconds(lambda: [parse(text) for text in texts]) for _ in range(ROUNDS))
    speed = size / took
    what = "parsing the scripts of the repository"
    return Figure(what, f"{speed:.2f} MB/s", f"{LEAST_SPEED:g} MB/s", LEAST_SPEED / speed, 1.0)


def _processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call: what other programs do meanwhile does not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _line() -> Figure:
    def many() -> None:
        for _ in range(LINE_ROUNDS):
            parse(LINE)

    took = min(_processor_seconds(many) for _ in range(ROUNDS)) / LINE_ROUNDS * 1000
    what = f"parsing a line of {len(LINE)} characters"
    return Figure(what, f"{took:.3f} ms", f"{MOST_FOR_A_LINE:g} ms", took / MOST_FOR_A_LINE, 1.0)


def _memory(surroundings: Surroundings) -> Figure:
    few, many = (peak_memory(count, surroundings.folder) for count in OBJECTS)
    growth = max(many - few, 0.0)
    what = f"memory that a pipeline over {OBJECTS[1]:,} objects takes more"
    beside = f"{MOST_GROWTH:g} MB; over {OBJECTS[0]:,} objects: {few:.0f} MB"
    return Figure(what, f"{growth:.1f} MB", beside, growth / MOST_GROWTH, 1.0)


def peak_memory(count: int, folder: Path) -> float:
    """Return the peak memory in megabytes of a run whose pipeline passes so many objects."""
    line = (
        f'1..{count} | ForEach-Object {{ [pscustomobject]@{{ A = $_; B = "x$_" }} }} | '
        "Where-Object { $_.A -gt 5 } | Select-Object A, B | Measure-Object A -Sum"
    )
    done = subprocess.run(
        [PYTHON, "-c", _PEAK, line],
        cwd=ROOT,
        env={"SMIMEADMIN_HOME": str(folder / "memory"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stderr.split()[-1]) / 1024
