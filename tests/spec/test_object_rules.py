"""What the commands on objects do with what they are given: rules of PowerShell 7.6, a line each.

``object_rules.jsonl``: ``code``, and ``answer``: the text of each object that it writes (``$null``
for a null), ``!`` and the id of an error that ended it, ``?`` and the ids of errors that were
written, ``W:`` and warnings.
"""

import json
from pathlib import Path

import pytest

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session

TABLE = Path(__file__).with_name("object_rules.jsonl")
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def answer(code: str, folder: Path) -> list[str]:
    """Run a line in a new session; return what it answers."""
    host = SilentHost(columns=80)
    session = Session(host, files=DiskFiles(), packages=("cmdlets",), location=str(folder))
    output: list[object] = []
    guarded = f"try {{ {code} }} catch {{ '!' + $_.FullyQualifiedErrorId }}"
    session.run_text(guarded, output.append)
    texts = ["$null" if value is None else to_text(value) for value in output]
    texts += [f"?{e.fully_qualified_error_id}" for stream, e in host.shown if stream == "error"]
    return texts + [f"W:{text}" for stream, text in host.shown if stream == "warning"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_rule(row, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert answer(row["code"], tmp_path) == row["answer"]
