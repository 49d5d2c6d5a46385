"""Administrators' scripts: what the real program prints is what PowerShell printed."""

import shutil
from pathlib import Path

import pytest

from tests.support.program import Program

SCRIPTS = Path(__file__).with_name("scripts")
NAMES = sorted(path.stem for path in SCRIPTS.glob("*.stdout"))


def cleaned(text: str) -> list[str]:
    """Return the lines without blanks at their ends."""
    return [line.rstrip() for line in text.rstrip().splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_prints_what_was_recorded(name, tmp_path):
    main = SCRIPTS / f"{name}.ps1"
    if main.exists():
        script = tmp_path / main.name
        shutil.copy(main, script)
    else:
        shutil.copytree(SCRIPTS / name, tmp_path / name)
        script = tmp_path / name / "main.ps1"
    ended = Program(tmp_path).run(str(script), environment={"COLUMNS": "80"})
    recorded = (SCRIPTS / f"{name}.stdout").read_text(encoding="utf-8")
    assert cleaned(ended.stdout) == cleaned(recorded), ended.stderr


def test_all_eight_are_here():
    assert len(NAMES) == 8
