"""How things are measured: alternating, the median of five, as ratios to something beside them."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 5
ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
PROGRAM = str(Path(sys.executable).with_name("smimeadmin"))
"""What the installation puts beside the interpreter."""


@dataclass(frozen=True)
class Figure:
    """One line of the table: seconds (or megabytes) of a thing, beside those of its peer."""

    what: str
    value: str
    beside: str
    ratio: float | None = None
    bar: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the bar is kept; empty where there is none."""
        if self.bar is None or self.ratio is None:
            return ""
        return "kept" if self.ratio <= self.bar else "MISSED"

    def cells(self) -> list[str]:
        """Return the line as the table shows it."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        bar = "" if self.bar is None else f"{self.bar:g}"
        return [self.what.replace("|", "\\|"), self.value, self.beside, ratio, bar, self.verdict]


HEADERS = ["what", "measured", "beside", "ratio", "at most", "bar"]


def milliseconds(seconds: float) -> str:
    """Return a time as the table shows it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


class Surroundings:
    """A folder for what is measured, and an environment as an installed program has it.

    Bytecode is kept (in the folder), whatever this process was told: an installed package has it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SMIMEADMIN_", "PYTHON"))}
        self.environment = kept | {
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "SMIMEADMIN_HOME": str(folder / "workspace"),
            "SMIMEADMIN_PASSPHRASE": "correct horse battery staple",
        }

    def run(self, command: Sequence[str], **more: str) -> float:
        """Run a command to its good end and return the seconds it took."""
        began = time.perf_counter()
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        took = time.perf_counter() - began
        if done.returncode:
            raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
        return took

    def processor_time(self, command: Sequence[str]) -> float:
        """Run a command to its good end and return the processor seconds that it took.

        Unlike the time on the clock, these leave out what other programs do meanwhile.
        """
        with (
            tempfile.TemporaryFile() as errors,
            subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            ) as process,
        ):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                errors.seek(0)
                told = errors.read().decode()
                raise RuntimeError(f"{command} ended with {process.returncode}: {told}")
        return used.ru_utime + used.ru_stime

    def fresh_folder(self) -> str:
        """Return a new, empty folder."""
        return tempfile.mkdtemp(dir=self.folder)


def medians(
    things: Mapping[str, Callable[[], float]], *, rounds: int = ROUNDS, warm: bool = True
) -> dict[str, float]:
    """Measure things in turn, so that what slows the machine slows them all; in seconds."""
    taken = _taken(things, rounds, warm=warm)
    return {name: median(times) for name, times in taken.items()}


def least(things: Mapping[str, Callable[[], float]], *, rounds: int) -> dict[str, float]:
    """Measure things in turn, and return the best time of each in seconds."""
    return {name: min(times) for name, times in _taken(things, rounds, warm=False).items()}


def _taken(
    things: Mapping[str, Callable[[], float]], rounds: int, *, warm: bool
) -> dict[str, list[float]]:
    if warm:
        for measure in things.values():
            measure()
    taken: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(rounds):
        for name, measure in things.items():
            taken[name].append(measure())
    return taken


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
