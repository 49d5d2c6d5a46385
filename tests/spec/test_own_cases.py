"""What administrators' scripts bring along, and lines on this project's own objects and commands.

Expected is what PowerShell would print for such objects, judged row by row, not recorded.
"""

import time
from pathlib import Path

import pytest

from tests.support.own_cases import prepare, rows, run_row

HERE = Path(__file__).parent
FILES = [
    path for name in ("brought_along", "own_cases") if (path := HERE / f"{name}.jsonl").exists()
]


@pytest.fixture(scope="module")
def organization(tmp_path_factory):
    folder = tmp_path_factory.mktemp("organization")
    prepare(folder)
    return folder


@pytest.fixture(autouse=True)
def in_utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["id"]) for path in FILES for row in rows(path)]
)
def test_row(row, organization):
    assert run_row(row, organization) == ""


def test_there_are_enough_rows():
    counts = {path.stem: sum(1 for _row in rows(path)) for path in FILES}
    assert counts["brought_along"] >= 100
    assert counts["own_cases"] >= 200
