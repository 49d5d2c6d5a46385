"""The recorded conversations of PowerShell, brought into one shape.

Each file under tests/remoting/recorded is one conversation between a client and a server, written
for this project and recorded from PowerShell 7.6.5; ids, names, times and long texts are replaced
by stable ones.
"""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "remoting" / "recorded"
TALKS = ("seen-by-the-client", "expected", "nolanguage")
"""Files that hold what a user saw instead of a conversation."""
NOBODY = {"none", "00000000-0000-0000-0000-000000000000"}


@dataclass(frozen=True)
class RecordedMessage:
    """A message: who sent it (``c`` or ``s``), its name, its pipeline (empty: none), its text."""

    scenario: str
    sender: str
    name: str
    pool: str
    pipeline: str
    text: str


def scenarios():
    """Return the names of all conversations."""
    return sorted(one.stem for one in FOLDER.glob("*.jsonl") if one.stem not in TALKS)


def messages(scenario):
    """Return the messages of a conversation, in their order."""
    found = []
    for line in (FOLDER / f"{scenario}.jsonl").read_text(encoding="utf-8").splitlines():
        frame = json.loads(line)
        for one in frame.get("messages", ()):
            pool, pipeline = ("" if one[key] in NOBODY else one[key] for key in ("rpid", "pid"))
            found.append(
                RecordedMessage(
                    scenario, frame["dir"][0], one["name"], pool, pipeline, one.get("data") or ""
                )
            )
    return found
