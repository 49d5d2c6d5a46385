"""What the shortest lines must not load: modules whose import costs as much as Python's start."""

import os
import subprocess
import sys

import pytest

from tests.support.program import ROOT

MUST_WAIT = (
    "prompt_toolkit",
    "ldap3",
    "requests",
    "pypsrp",
    "winrm",
    "keyring",
    "tabulate",
    "asyncio",
    "importlib.metadata",
)
"""Not loaded by any of the lines."""

ONLY_FOR_THE_DOMAIN = (
    "cryptography",
    "sqlite3",
    "ssl",
    "inspect",
    "dataclasses",
    "uuid",
    "smimeadmin.app.services",
    "smimeadmin.pki",
    "smimeadmin.directory",
    "cmdlets",
)
"""Not loaded by a line that touches nothing either."""

ASKED = """
import sys
from smimeadmin.app.main import main
code = main(["--no-profile", "-c", sys.argv[1]])
sys.stderr.write("\\n".join(sys.modules))
sys.exit(code)
"""


def modules_of(line: str, folder: str) -> set[str]:
    """Run a line and return the names of the modules that were loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED, line],
        cwd=ROOT,
        env=os.environ | {"SMIMEADMIN_HOME": f"{folder}/workspace"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines())


@pytest.mark.parametrize("line", ["1", "Get-Command | Measure-Object", "Get-SmimeConfig"])
def test_heavy_modules_wait(line: str, tmp_path: os.PathLike[str]) -> None:
    loaded = modules_of(line, os.fspath(tmp_path))
    assert "smimeadmin.shell.engine.session" in loaded
    assert loaded.isdisjoint(MUST_WAIT), sorted(loaded.intersection(MUST_WAIT))


def test_a_line_that_touches_nothing_loads_no_part_of_the_domain(
    tmp_path: os.PathLike[str],
) -> None:
    unwanted = modules_of("1", os.fspath(tmp_path)).intersection(ONLY_FOR_THE_DOMAIN)
    assert unwanted == set()
