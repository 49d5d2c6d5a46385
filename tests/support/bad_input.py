"""The table "Bad input" of docs/errors.md, and how its tests hold the program against it."""

import csv
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from smimeadmin.changes.journal import Journal
from smimeadmin.core.clock import FixedClock, SystemClock
from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace
from smimeadmin.pki.authority import Authorities, Plan
from smimeadmin.pki.executor import PkiExecutor
from smimeadmin.pki.keys import WorkspaceKeys
from smimeadmin.pki.records import CertificationAuthority, Records
from tests.support.program import EXAMPLES, PASSPHRASE, ROLLOUT, ROOT, SMALL_KEYS, Ended, Program

ERROR_PAGE = ROOT / "docs" / "errors.md"
NO_ERROR = "(none)"
"""What stands in the table where no error can be told."""

_ROW = re.compile(r"^\| (.+?) \| (\S+) \| (\d+) \| (test_\w+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One line of the table: what the program meets, and how it must end."""

    what: str
    error_id: str
    exit_code: int
    test: str

    def assert_told(self, ended: Ended, *named: str) -> None:
        """The exit code, the id, a next step, and the names of what is wrong; no traceback."""
        assert ended.code == self.exit_code, ended.stderr
        told = next(
            (part for part in _drawn(ended.stderr) if re.search(self._id_line, part, re.MULTILINE)),
            None,
        )
        assert told is not None, ended.stderr
        assert "  hint: " in told
        for name in named:
            assert name in told
        assert "Traceback" not in ended.stderr
        assert PASSPHRASE not in ended.stderr + ended.stdout

    @property
    def _id_line(self) -> str:
        return rf"^  id:   {re.escape(self.error_id)}\b"


def _drawn(text: str) -> list[str]:
    """Take what was drawn apart: each error ends with its id."""
    return re.findall(r".*?^  id:   [^\n]*$", text, re.MULTILINE | re.DOTALL)


def rows() -> list[Row]:
    """Read the table."""
    text = ERROR_PAGE.read_text(encoding="utf-8")
    section = text.split("\n## Bad input\n")[1].split("\n<!--")[0]
    return [
        Row(what, error.strip("`"), int(code), test)
        for what, error, code, test in _ROW.findall(section)
    ]


def write_people(path: Path, people: list[tuple[str, str]]) -> Path:
    """Write a file of people as the roll-out takes it."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("Name", "PrimarySmtpAddress", "EmailAddresses"))
        writer.writerows((name, address, "") for name, address in people)
    return path


def example_people(count: int) -> list[tuple[str, str]]:
    """Return the first people of the example."""
    with (EXAMPLES / "people.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))[:count]
    return [(row["Name"], row["PrimarySmtpAddress"]) for row in rows]


def rollout(people: Path, script: Path = ROLLOUT) -> list[str]:
    """Return the arguments of a roll-out for some people."""
    return [str(script), "-People", str(people), *SMALL_KEYS]


def assert_finished(
    program: Program,
    people: Path,
    script: Path = ROLLOUT,
    environment: Mapping[str, str] | None = None,
) -> None:
    """A rerun finishes the job, the next one has nothing to do, and the journal is whole."""
    arguments = rollout(people, script)
    ended = program.run(*arguments, environment=environment)
    assert ended.code == 0, ended.stderr
    table = [line.split() for line in ended.stdout.splitlines() if "@" in line]
    with people.open(encoding="utf-8", newline="") as stream:
        wanted = [row["PrimarySmtpAddress"] for row in csv.DictReader(stream)]
    assert [row[:3] for row in table if row[0] in wanted] == [
        [address, "True", "True"] for address in wanted
    ]
    again = program.run(*arguments, environment=environment)
    assert (again.code, "0 changes" in again.stderr) == (0, True), again.stderr
    assert_journal_is_whole(program.workspace)


def assert_journal_is_whole(folder: Path) -> None:
    """The chain of hashes holds, and no change is left without its outcome."""
    workspace = Workspace.open(folder)
    try:
        journal = Journal(workspace, SystemClock())
        assert journal.verify_chain() > 0
        assert not list(journal.open_entries())
    finally:
        workspace.close()


def make_old_authorities(folder: Path) -> tuple[CertificationAuthority, CertificationAuthority]:
    """Make the authorities of the roll-out as they were in 2020; the issuing one has expired."""
    workspace = Workspace.open(folder)
    clock = FixedClock(datetime(2020, 1, 1, tzinfo=UTC))
    keys = WorkspaceKeys(workspace, lambda: Secret(PASSPHRASE), cost=16)
    records = Records(workspace)
    authorities = Authorities(records, keys, clock)
    executor = PkiExecutor(records, keys)

    def made(plan: Plan[CertificationAuthority]) -> CertificationAuthority:
        with workspace.transaction():
            executor.execute(plan.changes)
        return plan.result

    try:
        root = made(authorities.plan_create("Contoso Root CA", "P-256", validity_years=20))
        issuing = made(
            authorities.plan_create("Contoso Issuing CA", "P-256", root.name, validity_years=1)
        )
    finally:
        workspace.close()
    return root, issuing


def run_in_mount_namespace(
    program: Program, folder: Path, script: str, arguments: list[str]
) -> Ended:
    """Run a shell script that may mount; ``$FOLDER`` is the folder, ``"$@"`` the program."""
    folder.mkdir(mode=0o700, exist_ok=True)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", script, "sh", *program.command(arguments)],
        cwd=program.folder,
        env=program.environment({"PYTHONPATH": str(ROOT), "FOLDER": str(folder)}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def run_until_killed(program: Program, moment: int, arguments: list[str]) -> tuple[int, list[str]]:
    """Run the program, killed at a numbered moment (0: never); its end, and the moments' names."""
    program.folder.mkdir(parents=True, exist_ok=True)
    log = program.folder / "moments.log"
    command = [sys.executable, "-m", "tests.support.killer", str(moment), str(log)]
    done = subprocess.run(
        [*command, *program.command(arguments)[3:]],
        cwd=program.folder,
        env=program.environment({"PYTHONPATH": str(ROOT)}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    names = [line.split(" ", 1)[1] for line in log.read_text(encoding="utf-8").splitlines()]
    return done.returncode, names
