"""Holds recorded answers of the real PowerShell against a list of the ids that pass.

A recording is a JSON Lines file (each row has an ``id``) and, beside it, a text file with the ids
that pass. Red is: a listed id that fails, an unlisted one that passes, a listed one that does not
exist. Nothing is skipped. Usage, split so that workers share the rows::

    RECORDING = Recording("trees", Path(__file__).with_name("trees.jsonl"))

    @pytest.mark.parametrize("part", range(RECORDING.parts))
    def test_recorded(part, record_property):
        RECORDING.check(part, judge, record_property)

``judge(row)`` returns an empty text if the row passes, else what is wrong. The counts are printed
at the end of the run (``summary_lines``), also under pytest-xdist. With RECORDED_UPDATE=1 in the
environment, and one process, the list is written anew instead.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_PROPERTY = "recorded answers"


class Recording:
    """One file of recorded rows and the list of those that pass."""

    def __init__(
        self, name: str, rows: Path, *, passing: Path | None = None, parts: int = 1
    ) -> None:
        self.name = name
        self.rows_path = rows
        self.passing_path = passing or rows.with_name(f"{rows.stem}_passing.txt")
        self.parts = parts

    def rows(self, part: int = 0) -> list[Row]:
        """Return the rows of one part: every ``parts``-th, starting at ``part``."""
        with self.rows_path.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()][part :: self.parts]

    def listed(self) -> set[str]:
        """Return the ids that are said to pass."""
        if not self.passing_path.exists():
            return set()
        return set(self.passing_path.read_text(encoding="utf-8").split())

    def check(
        self,
        part: int,
        judge: Callable[[Row], str],
        record_property: Callable[[str, object], None],
    ) -> None:
        """Judge the rows of a part and compare with the list."""
        rows = self.rows(part)
        failures = {row["id"]: reason for row in rows if (reason := judge(row))}
        passing = {row["id"] for row in rows} - failures.keys()
        record_property(_PROPERTY, f"{self.name}\t{len(passing)}\t{len(rows)}")
        if os.environ.get("RECORDED_UPDATE"):
            self._update({row["id"] for row in rows}, passing)
            return
        listed = self.listed()
        unknown = sorted(listed - self._all_ids()) if part == 0 else []
        broken = {one: failures[one] for one in sorted(listed & failures.keys())}
        unlisted = sorted(passing - listed)
        assert not broken, f"{len(broken)} listed ids fail: " + "; ".join(
            f"{one}: {reason}" for one, reason in list(broken.items())[:20]
        )
        assert not unlisted, f"{len(unlisted)} ids pass and are not listed: {unlisted[:50]}"
        assert not unknown, f"listed ids without a row: {unknown[:50]}"

    def _all_ids(self) -> set[str]:
        with self.rows_path.open(encoding="utf-8") as lines:
            return {json.loads(line)["id"] for line in lines if line.strip()}

    def _update(self, judged: set[str], passing: set[str]) -> None:
        kept = sorted((self.listed() - judged) | passing)
        self.passing_path.write_text("".join(f"{one}\n" for one in kept), encoding="utf-8")


def summary_lines(reports: list[Any]) -> list[str]:
    """Sum up what the tests of one run recorded: ``name: 488 of 488 recorded answers pass``."""
    counts: dict[str, list[int]] = {}
    for report in reports:
        for key, value in getattr(report, "user_properties", ()):
            if key == _PROPERTY:
                name, passing, total = str(value).split("\t")
                sums = counts.setdefault(name, [0, 0])
                sums[0] += int(passing)
                sums[1] += int(total)
    return [
        f"{name}: {passing} of {total} recorded answers pass"
        for name, (passing, total) in sorted(counts.items())
    ]
