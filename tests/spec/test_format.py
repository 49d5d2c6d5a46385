"""The recorded answers of the real PowerShell's formatting, given by this shell's engine."""

from pathlib import Path

import pytest

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine import SilentHost
from smimeadmin.shell.engine.session import Session
from tests.support.case_runner import core_commands
from tests.support.recorded import Recording, Row

RECORDING = Recording("format", Path(__file__).with_name("format.jsonl"))
ERROR = "ERROR "


@pytest.fixture(scope="module")
def session() -> Session:
    made = Session(SilentHost(), files=DiskFiles())
    for command in core_commands():
        made.registry.add(command)
    return made


def judge(session: Session, row: Row) -> str:
    """Run a row in a scope of its own; return what is wrong, or an empty text."""
    session.errors.clear()
    code = row["code"]
    guarded = f'try {{ & {{ {code} }} 2>$null }} catch {{ "{ERROR}$($_.FullyQualifiedErrorId)" }}'
    output = session.evaluate(guarded)
    error = session.errors[-1].fully_qualified_error_id if session.errors else ""
    if output and isinstance(output[-1], str) and output[-1].startswith(ERROR):
        error = output.pop()[len(ERROR) :]
    text = "".join(map(str, output)).rstrip("\n")
    lines = [line.rstrip() for line in text.split("\n")]
    if error != row.get("error", ""):
        return f"error {error or 'none'} instead of {row.get('error', 'none')}"
    return "" if lines == row["lines"] else f"{lines} instead of {row['lines']}"


@pytest.mark.parametrize("part", range(RECORDING.parts))
def test_recorded(part, session, record_property):
    RECORDING.check(part, lambda row: judge(session, row), record_property)
