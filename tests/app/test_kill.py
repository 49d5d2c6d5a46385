"""kill -9 at fifty moments of the roll-out; the next run finishes the job each time."""

import csv
import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from smimeadmin.changes.journal import Journal
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.workspace import Workspace
from tests.support.program import EXAMPLES, ROLLOUT, ROOT, SMALL_KEYS, Program

pytestmark = pytest.mark.slow

PEOPLE = 6
ENUMERATED = 25
SPREAD = 25


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """The first six rows of the example."""
    with (EXAMPLES / "people.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[: PEOPLE + 1]
    path = tmp_path_factory.mktemp("people") / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def arguments(people):
    return [str(ROLLOUT), "-People", str(people), *SMALL_KEYS]


def start(program, people, moment):
    """Start the roll-out so that it is killed at a moment; 0 for never."""
    program.folder.mkdir(parents=True, exist_ok=True)
    log = program.folder / "moments.log"
    command = [sys.executable, "-m", "tests.support.killer", str(moment), str(log)]
    command += program.command(arguments(people))[3:]
    environment = program.environment({"PYTHONPATH": str(ROOT)})
    process = subprocess.Popen(
        command,
        cwd=program.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    return process, log


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, people):
    """A run that nobody disturbs: its state, its moments, its duration in seconds."""
    program = Program(tmp_path_factory.mktemp("undisturbed"))
    began = time.monotonic()
    process, log = start(program, people, 0)
    _out, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, stderr
    duration = time.monotonic() - began
    moments = [line.split(" ", 1)[1] for line in log.read_text(encoding="utf-8").splitlines()]
    return state(program), moments, duration


def state(program):
    """What a run leaves, but for keys, serials, times and thumbprints."""
    commands = {
        "authorities": "Get-CertificationAuthority | Select-Object Name, Parent, KeyAlgorithm",
        "people": "Get-Recipient | Select-Object Name, PrimarySmtpAddress, EmailAddresses",
        "certificates": "Get-SmimeCertificate | Select-Object Identity, Subject, Issuer, "
        "EmailAddresses",
        "published": "Get-PublishedCertificate | Select-Object Identity, Attribute, Form, Subject",
        "trust": "(Get-TrustCollection).Certificates | Select-Object Subject",
        "settings": "Get-SmimeConfig | Select-Object OWA*",
        "message": "Test-SmimeMessage welcome.eml | Select-Object From, Valid, Encrypted, Signed",
        "readiness": "Test-SmimeReadiness | Select-Object Identity, CanSign, CanBeEncryptedTo, "
        "FirstFix",
    }
    script = "; ".join(
        f"'{name}' | ForEach-Object {{ [pscustomobject]@{{ Part = $_; Rows = @({line} | "
        "ConvertTo-Json -Compress) } }"
        for name, line in commands.items()
    )
    ended = program.line(script, "--output-format", "json")
    assert ended.code == 0, ended.stderr
    parts = {}
    for line in ended.stdout.splitlines():
        row = json.loads(line)
        parts[row["Part"]] = row["Rows"]
    assert set(parts) == set(commands)
    parts["keys"] = count_of(program, "private_key")
    parts["store"] = (program.folder / "contoso-trust.sst").exists()
    return parts


def count_of(program, table):
    """Return how many rows a table of the workspace has."""
    with closing(sqlite3.connect(program.workspace / "workspace.db")) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608


def assert_chain_is_intact(program):
    workspace = Workspace.open(program.workspace)
    try:
        journal = Journal(workspace, SystemClock())
        assert journal.verify_chain() > 0
        assert not list(journal.open_entries())
    finally:
        workspace.close()


def assert_mended(program, people, wanted):
    ended = program.run(*arguments(people))
    assert ended.code == 0, ended.stderr
    assert state(program) == wanted
    assert_chain_is_intact(program)
    again = program.run(*arguments(people))
    assert (again.code, "0 changes" in again.stderr) == (0, True), again.stderr


def chosen(moments):
    """Return the numbers of moments to die at: each kind once, the others spread over the run."""
    first_of_kind = sorted({name: n for n, name in reversed(list(enumerate(moments, 1)))}.values())
    within = [
        number
        for number, name in enumerate(moments, 1)
        if is_within(name) and number not in first_of_kind
    ]
    missing = ENUMERATED - len(first_of_kind)
    return first_of_kind + [within[i * len(within) // missing] for i in range(missing)]


def is_within(name):
    """Whether a moment falls between an intent and its outcome, in program order."""
    return not name.startswith(("before intent", "after outcome"))


def test_the_moments_lie_where_they_should(undisturbed):
    _state, moments, _duration = undisturbed
    numbers = chosen(moments)
    names = [moments[number - 1] for number in numbers]
    assert len(set(numbers)) == ENUMERATED
    assert set(names) == set(moments)
    assert {name.split()[-1] for name in names} == {
        "Journal",
        "PkiExecutor",
        "DirectoryExecutor",
        "ExchangeExecutor",
        "FilesExecutor",
    }
    assert len([name for name in names if is_within(name)]) >= 20


@pytest.mark.parametrize("index", range(ENUMERATED))
def test_killed_at_an_enumerated_moment(tmp_path, people, undisturbed, index):
    wanted, moments, _duration = undisturbed
    program = Program(tmp_path)
    number = chosen(moments)[index]
    process, log = start(program, people, number)
    process.communicate(timeout=300)
    assert process.returncode == -signal.SIGKILL
    assert len(log.read_text(encoding="utf-8").splitlines()) == number
    assert_mended(program, people, wanted)


@pytest.mark.parametrize("index", range(SPREAD))
def test_killed_at_a_point_in_time(tmp_path, people, undisturbed, index):
    wanted, _moments, duration = undisturbed
    for attempt in range(5):
        program = Program(tmp_path / str(attempt))
        process, _log = start(program, people, 0)
        try:
            # A run that is quicker than the measured one is killed earlier the next time.
            share = (index + 1) / (SPREAD + 1) * 0.7**attempt
            process.communicate(timeout=duration * share)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate(timeout=60)
            break
    assert process.returncode == -signal.SIGKILL
    assert_mended(program, people, wanted)
