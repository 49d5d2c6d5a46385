"""From the command to its end, and to the prompt, beside the bare interpreter."""

import os
import pty
import select
import signal
import time
from functools import partial

from tests.bench.measure import PROGRAM, PYTHON, Figure, Surroundings, medians, milliseconds

LINES = {"1": 8.0, "Get-Command | Measure-Object": 8.0, "Get-SmimeConfig": 12.0}
"""What is run, and how many times ``python -c pass`` it may take."""
PROMPT_BAR = 2.0
"""How many times ``smimeadmin -c 1`` it may take until the prompt is there."""
_PROMPT = b"local>"
_ASKS_FOR_POSITION = b"\x1b[6n"
_TIMEOUT = 20.0


def figures(surroundings: Surroundings) -> list[Figure]:
    """Measure start-up."""
    things = {"pass": partial(surroundings.run, [PYTHON, "-c", "pass"])}
    for line in LINES:
        things[line] = partial(surroundings.run, [PROGRAM, "-c", line])
    things["prompt"] = partial(until_prompt, surroundings)
    took = medians(things)
    beside = f"python -c pass: {milliseconds(took['pass'])}"
    found = [
        Figure(
            f"`smimeadmin -c '{line}'`",
            milliseconds(took[line]),
            beside,
            took[line] / took["pass"],
            bar,
        )
        for line, bar in LINES.items()
    ]
    found.append(
        Figure(
            "prompt ready",
            milliseconds(took["prompt"]),
            f"smimeadmin -c 1: {milliseconds(took['1'])}",
            took["prompt"] / took["1"],
            PROMPT_BAR,
        )
    )
    return found


def until_prompt(surroundings: Surroundings) -> float:
    """Start the program in a terminal of its own; return the seconds until the prompt is drawn."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        environment = surroundings.environment | {"TERM": "xterm-256color"}
        os.execve(PROGRAM, [PROGRAM, "--no-profile"], environment)  # noqa: S606 - our own program
    try:
        return _wait_for_prompt(terminal, began)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _wait_for_prompt(terminal: int, began: float) -> float:
    seen = b""
    while time.perf_counter() - began < _TIMEOUT:
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break  # the program ended
        if _PROMPT in seen:
            return time.perf_counter() - began
        if _ASKS_FOR_POSITION in seen:
            seen = seen.replace(_ASKS_FOR_POSITION, b"")
            os.write(terminal, b"\x1b[1;1R")
    raise RuntimeError(f"no prompt came, but {seen!r}")
