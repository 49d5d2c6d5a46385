"""What docs/language.md says of parameters, from the table that the tests run.

``python -m tests.support.parameter_pages`` sorts the table and writes both sections anew.
"""

import json
from pathlib import Path
from typing import Any

from tests.support.program import ROOT

TABLE = ROOT / "tests" / "spec" / "core_parameters.jsonl"
PAGE = ROOT / "docs" / "language.md"
SECTIONS = (
    (
        "Parameters that are not there, and why",
        "absent",
        "Every parameter that PowerShell 7.6 documents for a core command stands in\n"
        "`tests/spec/core_parameters.jsonl`, with a line that uses it; these are not there.",
    ),
    (
        "Parameters that PowerShell does not have",
        "ours",
        "A script that uses one of these runs here only.",
    ),
)
"""Heading, key of the table's rows, and the words above the table on the page."""


def rows() -> list[dict[str, Any]]:
    """Return the rows of the table."""
    return [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def section(title: str, key: str, words: str, table: list[dict[str, Any]]) -> str:
    """Return a section of the page."""
    lines = [f"## {title}", "", words, "", "| command | parameter | why |", "|---|---|---|"]
    lines += [
        f"| `{row['command']}` | `-{row['parameter']}` | {row[key]} |"
        for row in table
        if key in row
    ]
    return "\n".join(lines) + "\n"


def renew(page: str, table: list[dict[str, Any]]) -> str:
    """Return the page with both sections as the table has them, new ones at the end."""
    for title, key, words in SECTIONS:
        text = section(title, key, words, table)
        before, found, after = page.partition(f"\n## {title}\n")
        _, next_one, rest = after.partition("\n## ")
        page = f"{before.rstrip()}\n\n{text}" + (f"\n## {rest}" if found and next_one else "")
    return page


def main() -> None:
    """Sort the table and renew the page."""
    table = sorted(rows(), key=lambda row: str(row["command"]))
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in table]
    TABLE.write_text("".join(lines), encoding="utf-8")
    write_page(PAGE, table)


def write_page(path: Path, table: list[dict[str, Any]]) -> None:
    """Renew the page in place."""
    path.write_text(renew(path.read_text(encoding="utf-8"), table), encoding="utf-8")


if __name__ == "__main__":
    main()
