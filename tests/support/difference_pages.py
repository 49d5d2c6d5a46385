"""Where this shell differs from PowerShell: one table for the tests and for docs/language.md.

Rows of tests/spec/differences.jsonl: ``area``, ``what`` (a person writes), ``powershell`` (what it
does there), ``here``, ``why``; and how it is shown to be so: ``code`` with ``stdout``, ``exit``
and ``error`` (a part of the error's id; empty where there is none), or ``arguments`` in the place
of ``code`` for the command line. ``python -m tests.support.difference_pages`` renews the page.
"""

import json
from typing import Any

from tests.support.program import ROOT

TABLE = ROOT / "tests" / "spec" / "differences.jsonl"
PAGE = ROOT / "docs" / "language.md"
TITLE = "Where it differs from PowerShell"
WORDS = (
    "What a script or a line gets here that PowerShell 7.6 would answer otherwise. Each row is\n"
    "run by `tests/spec/test_differences.py`. What the parser takes otherwise, what scripts bring\n"
    "along from Windows, and which parameters are missing or more have sections of their own."
)


def rows() -> list[dict[str, Any]]:
    """Return the rows of the table."""
    return [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def section(table: list[dict[str, Any]]) -> str:
    """Return the section of the page."""
    lines = [f"## {TITLE}", "", WORDS]
    for area in dict.fromkeys(row["area"] for row in table):
        lines += ["", f"### {area}", ""]
        lines += ["| what | PowerShell | here | why |", "|---|---|---|---|"]
        lines += [
            f"| {row['what']} | {row['powershell']} | {row['here']} | {row['why']} |"
            for row in table
            if row["area"] == area
        ]
    return "\n".join(lines) + "\n"


def renew(page: str, table: list[dict[str, Any]]) -> str:
    """Return the page with the section as the table has it."""
    before, found, after = page.partition(f"\n## {TITLE}\n")
    _, next_one, rest = after.partition("\n## ")
    tail = f"\n## {rest}" if found and next_one else ""
    return f"{before.rstrip()}\n\n{section(table)}{tail}"


def main() -> None:
    """Renew the page."""
    PAGE.write_text(renew(PAGE.read_text(encoding="utf-8"), rows()), encoding="utf-8")


if __name__ == "__main__":
    main()
