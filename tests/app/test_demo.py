"""The demo, as ``make demo`` runs it."""

import csv
import subprocess
import sys

import pytest

from tests.support.program import EXAMPLES

pytestmark = pytest.mark.slow


def test_demo_rolls_out_for_everyone():
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "demo.py")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with (EXAMPLES / "people.csv").open(encoding="utf-8", newline="") as stream:
        people = [row["PrimarySmtpAddress"] for row in csv.DictReader(stream)]
    assert len(people) == 25
    table = {
        line.split()[0]: tuple(line.split()[1:3])
        for line in done.stdout.splitlines()
        if "@" in line
    }
    assert {table[address] for address in people} == {("True", "True")}
    assert done.stderr.splitlines()[-1].endswith(" changes")
