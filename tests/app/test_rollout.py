"""The roll-out on the embedded organization: done once, converging, rehearsed before."""

import csv
import json
import shutil
from collections import Counter

import pytest

from tests.support.program import EXAMPLES, ROLLOUT, SMALL_KEYS, Program

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rolled_out(tmp_path_factory):
    """One roll-out for everybody, that the tests of this module may only read."""
    program = Program(tmp_path_factory.mktemp("rollout"))
    ended = program.run(str(ROLLOUT), *SMALL_KEYS)
    return program, ended


@pytest.fixture
def copied(rolled_out, tmp_path):
    """A copy of what the roll-out left, to be changed."""
    program, _ended = rolled_out
    shutil.copytree(program.folder, tmp_path / "copy")
    return Program(tmp_path / "copy")


def people():
    with (EXAMPLES / "people.csv").open(encoding="utf-8", newline="") as stream:
        return [row["PrimarySmtpAddress"] for row in csv.DictReader(stream)]


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]


def journal(program):
    ended = program.line("Get-ChangeJournal", "--output-format", "json")
    assert ended.code == 0, ended.stderr
    return json_lines(ended.stdout)


def test_everyone_is_ready_and_no_address_is_cut(rolled_out):
    _program, ended = rolled_out
    assert ended.code == 0, ended.stderr
    rows = [line.split() for line in ended.stdout.splitlines() if "@" in line]
    table = [row for row in rows if row[0] in people()]
    assert [row[0] for row in table] == people()
    assert all(row[1:3] == ["True", "True"] for row in table)
    assert "signature valid: True" in ended.stdout


def test_a_second_run_changes_nothing_and_says_so(copied):
    before = journal(copied)
    ended = copied.run(str(ROLLOUT), *SMALL_KEYS)
    assert ended.code == 0, ended.stderr
    assert "0 changes" in ended.stderr
    assert journal(copied) == before


def test_a_rehearsal_on_a_finished_workspace_finds_nothing(copied):
    ended = copied.run("--what-if", str(ROLLOUT), *SMALL_KEYS)
    assert ended.code == 0, ended.stderr


def test_the_plan_of_a_rehearsal_is_the_journal_of_the_run(tmp_path):
    program = Program(tmp_path)
    planned = program.run("--what-if", "--output-format", "json", str(ROLLOUT), *SMALL_KEYS)
    assert planned.code == 3, planned.stderr
    assert sorted(tmp_path.iterdir()) == []
    plan = [row for row in json_lines(planned.stdout) if "Before" in row]
    ended = program.run(str(ROLLOUT), *SMALL_KEYS)
    assert ended.code == 0, ended.stderr
    wanted = Counter((row["Kind"], row["Target"], row["Attribute"]) for row in plan)
    made = Counter((row["Kind"], row["Target"], row["Attribute"]) for row in journal(program))
    assert wanted == made
    assert len(plan) > 4 * len(people())


def test_smime_config_is_one_json_object(rolled_out):
    program, _ended = rolled_out
    ended = program.run("-c", "Get-SmimeConfig", "--output-format", "json")
    (config,) = json_lines(ended.stdout)
    assert config["OWASigningAlgorithms"] == "800E;800C"
    assert config["OWACRLConnectionTimeout"] == 60000
    assert len([name for name in config if name.startswith("OWA")]) == 24
    assert config["SMIMECertificateIssuingCA"]
