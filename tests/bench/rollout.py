"""The demo's own work and memory, beside generating its RSA keys alone."""

from functools import partial
from pathlib import Path

from tests.bench.measure import PROGRAM, PYTHON, ROOT, Figure, Surroundings, medians, milliseconds

SCRIPT = str(ROOT / "docs" / "examples" / "rollout.ps1")
TIMES, PLUS_SECONDS = 1.5, 3.0
"""The demo may take so many times its keys, and so many seconds more."""
MEMORY_BAR = 150.0
"""Megabytes."""

KEYS = """
from cryptography.hazmat.primitives.asymmetric import rsa
for bits in [3072] * 2 + [2048] * 25:
    rsa.generate_private_key(public_exponent=65537, key_size=bits)
"""

# The peak of a process that was started by exec, not that of the one it was forked from.
PEAK = """
import sys
from pathlib import Path
from smimeadmin.app.main import main
code = main(sys.argv[2:])
status = Path("/proc/self/status")
if status.exists():
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
    kilobytes = int(line.split()[1])
else:
    import resource
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
Path(sys.argv[1]).write_text(str(kilobytes))
sys.exit(code)
"""


def figures(surroundings: Surroundings) -> list[Figure]:
    """Measure the roll-out of the demo."""
    took = medians(
        {
            "keys": partial(surroundings.run, [PYTHON, "-c", KEYS]),
            "demo": partial(run_demo, surroundings),
        },
        warm=False,
    )
    allowed = TIMES * took["keys"] + PLUS_SECONDS
    peak = peak_of_demo(surroundings)
    return [
        Figure(
            "the roll-out of the demo",
            milliseconds(took["demo"]),
            f"{TIMES:g} x its RSA keys alone ({milliseconds(took['keys'])}) + {PLUS_SECONDS:g} s: "
            f"{milliseconds(allowed)}",
            took["demo"] / allowed,
            1.0,
        ),
        Figure(
            "peak memory of the demo",
            f"{peak:.0f} MB",
            f"{MEMORY_BAR:g} MB",
            peak / MEMORY_BAR,
            1.0,
        ),
    ]


def run_demo(surroundings: Surroundings) -> float:
    """Run the roll-out on a workspace of its own."""
    folder = surroundings.fresh_folder()
    command = [PROGRAM, "--workspace", f"{folder}/workspace", "--no-profile", SCRIPT]
    return surroundings.run([*command, "-Folder", folder])


def peak_of_demo(surroundings: Surroundings) -> float:
    """Return the most memory that the roll-out took, in megabytes."""
    folder = surroundings.fresh_folder()
    answer = Path(folder, "peak")
    command = [PYTHON, "-c", PEAK, str(answer), "--workspace", f"{folder}/workspace"]
    surroundings.run([*command, SCRIPT, "-Folder", folder], PYTHONPATH=str(ROOT))
    return int(answer.read_text()) * 1024 / 1e6
