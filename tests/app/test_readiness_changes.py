"""What is taken away behind the product's back shows in Test-SmimeReadiness at once.

The workspace's tables are changed by SQLite itself, each in a copy of one finished roll-out.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from smimeadmin.core.workspace import DATABASE
from smimeadmin.exchange.smime_config import COLLECTION
from smimeadmin.pki.store import TrustCollection
from tests.support.bad_input import example_people, rollout, write_people
from tests.support.program import Program

pytestmark = pytest.mark.slow

ALICE, BOB = (address for _name, address in example_people(2))
READY = (True, True, None)
Row = tuple[bool, bool, str | None]


@pytest.fixture(scope="module")
def rolled_out(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("rolled-out"))
    people = write_people(program.folder / "people.csv", example_people(2))
    ended = program.run(*rollout(people))
    assert ended.code == 0, ended.stderr
    return program


@pytest.fixture
def finished(rolled_out: Program, tmp_path: Path) -> Program:
    """A copy of the finished roll-out, in which everyone is ready."""
    shutil.copytree(rolled_out.folder, tmp_path / "copy")
    program = Program(tmp_path / "copy")
    assert readiness(program) == {ALICE: READY, BOB: READY}
    return program


def readiness(program: Program) -> dict[str, Row]:
    """Ask twice: the same state gives the same row."""
    answers = [
        program.line("Test-SmimeReadiness", "--output-format", "json").stdout for _ in range(2)
    ]
    assert answers[0] == answers[1]
    rows = [json.loads(line) for line in answers[0].splitlines()]
    return {
        row["Identity"]: (row["CanSign"], row["CanBeEncryptedTo"], row["FirstFix"]) for row in rows
    }


def execute(program: Program, statement: str, *values: object) -> int:
    """Change the database; return how many rows were."""
    with closing(sqlite3.connect(program.workspace / DATABASE)) as connection, connection:
        return connection.execute(statement, values).rowcount


VALUES_OF = (
    "DELETE FROM directory_value WHERE attribute LIKE ? AND "
    "guid = (SELECT guid FROM directory_account WHERE primary_address = ?)"
)


@pytest.mark.parametrize("attribute", ["userCertificate", "userSMIMECertificate"])
def test_published_value(finished: Program, attribute: str) -> None:
    assert execute(finished, VALUES_OF, attribute, ALICE) == 1
    fix = f"{attribute} is empty: Publish-SmimeCertificate {ALICE}"
    assert readiness(finished) == {ALICE: (True, True, fix), BOB: READY}
    # What the fix says, mends it.
    assert finished.line(f"Publish-SmimeCertificate {ALICE}").code == 0
    assert readiness(finished) == {ALICE: READY, BOB: READY}


def test_both_published_values(finished: Program) -> None:
    assert execute(finished, VALUES_OF, "%", ALICE) == 2
    fix = f"No certificate is published: Publish-SmimeCertificate {ALICE}"
    assert readiness(finished) == {ALICE: (True, False, fix), BOB: READY}


@pytest.mark.parametrize(
    ("member", "still_trusted"), [("CN=Contoso Root CA", False), ("CN=Contoso Issuing CA", True)]
)
def test_member_of_the_collection(finished: Program, member: str, *, still_trusted: bool) -> None:
    whole = TrustCollection.parse((finished.folder / "contoso-trust.sst").read_bytes())
    kept = TrustCollection.of(one for one in whole.certificates if one.subject != member)
    assert kept.count == whole.count - 1
    statement = "UPDATE exchange_smime_config SET value = ? WHERE name = ?"
    assert execute(finished, statement, kept.build(), COLLECTION) == 1
    for row in readiness(finished).values():
        assert row[:2] == (still_trusted, still_trusted)
        assert "Import-TrustCollection -Merge" in (row[2] or "")
    assert finished.line("Import-TrustCollection contoso-trust.sst -Merge").code == 0
    assert readiness(finished) == {ALICE: READY, BOB: READY}


def test_the_whole_collection(finished: Program) -> None:
    statement = "DELETE FROM exchange_smime_config WHERE name = ?"
    assert execute(finished, statement, COLLECTION) == 1
    for row in readiness(finished).values():
        assert row[:2] == (False, False)
        assert "no virtual certificate collection" in (row[2] or "")


def test_key(finished: Program) -> None:
    statement = (
        "DELETE FROM private_key WHERE key_id = (SELECT key_id FROM certificate WHERE identity = ?)"
    )
    assert execute(finished, statement, ALICE) == 1
    fix = f"The private key is gone: New-SmimeCertificate {ALICE} -Force"
    assert readiness(finished) == {ALICE: (False, True, fix), BOB: READY}
    line = f"New-SmimeCertificate {ALICE} -KeyAlgorithm P-256 -Force | Publish-SmimeCertificate"
    assert finished.line(line).code == 0
    assert readiness(finished) == {ALICE: READY, BOB: READY}
