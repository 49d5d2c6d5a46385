"""Every place where docs/language.md says that this shell differs from PowerShell."""

import re

import pytest

from tests.support.difference_pages import PAGE, renew, rows
from tests.support.program import Program

ROWS = rows()
ERROR_ID = re.compile(r"^ {2}id: +(.*)$", re.MULTILINE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: re.sub(r"\W+", "-", row["what"])[:60])
def test_it_is_as_the_page_says(row, tmp_path):
    given = row.get("arguments") or ["-c", row["code"]]
    ended = Program(tmp_path).run(*given)
    shown = "\n".join(line.rstrip() for line in ended.stdout.strip("\n").split("\n"))
    assert (shown, ended.code) == (row["stdout"], row["exit"])
    ids = ERROR_ID.findall(ended.stderr)
    assert any(row["error"] in one for one in ids) if row["error"] else not ids


def test_the_page_says_what_is_tested():
    page = PAGE.read_text(encoding="utf-8")
    assert renew(page, ROWS) == page
