"""Bad input, by starting the program: a clear error, the exit code of the table, nothing lost.

What each test expects stands in the table "Bad input" of docs/errors.md; the row is that of the
test's name. Each ends with a rerun that finishes the job.
"""

import base64
import json
import shutil
import signal
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from tests.support.bad_input import (
    NO_ERROR,
    Row,
    assert_finished,
    assert_journal_is_whole,
    example_people,
    make_old_authorities,
    rollout,
    rows,
    run_in_mount_namespace,
    run_until_killed,
    write_people,
)
from tests.support.fake_ldap import (
    MODIFY_REQUEST,
    Request,
    answering,
    asks_root_dse,
    fake_server,
    root_dse,
)
from tests.support.namespaces import namespaces_work
from tests.support.program import ROLLOUT, Ended, Program
from tests.support.samba import Controller
from tests.support.samba_seed import WITHOUT_RIGHTS
from tests.support.tls_files import LabCA

pytestmark = pytest.mark.slow

CONNECT = (
    "$password = ConvertTo-SecureString $env:SMIMEADMIN_EXAMPLE_AD_PASSWORD -AsPlainText -Force; "
    "$cred = New-Object PSCredential($env:SMIMEADMIN_EXAMPLE_AD_USER, $password); "
    "Connect-ActiveDirectory -Server $env:SMIMEADMIN_EXAMPLE_AD_SERVER -Credential $cred "
    "-CACertificate $env:SMIMEADMIN_EXAMPLE_AD_CA"
)
IN_A_MOUNT_NAMESPACE = pytest.mark.skipif(
    not namespaces_work(), reason="unshare cannot make a mount namespace here"
)


@pytest.fixture
def row(request: pytest.FixtureRequest) -> Row:
    """The line of the table that this test is named in."""
    [found] = [row for row in rows() if row.test == request.node.originalname]
    return found


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return write_people(tmp_path / "people.csv", example_people(2))


@pytest.fixture(scope="module")
def rolled_out(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A finished roll-out for two people, to be copied."""
    program = Program(tmp_path_factory.mktemp("rolled-out"))
    people = write_people(program.folder / "people.csv", example_people(2))
    ended = program.run(*rollout(people))
    assert ended.code == 0, ended.stderr
    return program


@pytest.fixture
def finished(rolled_out: Program, tmp_path: Path) -> Program:
    """A copy of the finished roll-out."""
    shutil.copytree(rolled_out.folder, tmp_path / "copy")
    return Program(tmp_path / "copy")


def json_rows(ended: Ended) -> list[dict[str, object]]:
    return [json.loads(line) for line in ended.stdout.splitlines()]


def journal(program: Program) -> list[dict[str, object]]:
    return json_rows(program.line("Get-ChangeJournal", "--output-format", "json"))


def settings(program: Program) -> str:
    return program.line("Get-SmimeConfig", "--output-format", "json").stdout


class TestStores:
    def assert_refused_and_nothing_written(
        self, row: Row, finished: Program, line: str, named: str
    ) -> None:
        before = settings(finished), journal(finished)
        row.assert_told(finished.line(line), named)
        assert (settings(finished), journal(finished)) == before
        assert_finished(finished, finished.folder / "people.csv")

    def test_truncated_store(self, row: Row, finished: Program) -> None:
        whole = (finished.folder / "contoso-trust.sst").read_bytes()
        (finished.folder / "cut.sst").write_bytes(whole[: len(whole) // 2])
        line = "Import-TrustCollection cut.sst"
        self.assert_refused_and_nothing_written(row, finished, line, "cut.sst")

    def test_foreign_store(self, row: Row, finished: Program) -> None:
        # What regedit's export begins with: a store in name only.
        (finished.folder / "foreign.sst").write_bytes("\ufeffWindows Registry".encode("utf-16-le"))
        line = "Import-TrustCollection foreign.sst"
        self.assert_refused_and_nothing_written(row, finished, line, "foreign.sst")

    def test_no_certificate(self, row: Row, finished: Program) -> None:
        (finished.folder / "notes.cer").write_text("Ask Bob for the certificate.\n")
        line = "New-TrustCollection -Path notes.cer | Export-TrustCollection -Path new.sst"
        self.assert_refused_and_nothing_written(row, finished, line, "notes.cer")
        assert not (finished.folder / "new.sst").exists()

    def test_expired_authority_in_a_collection(self, row: Row, finished: Program) -> None:
        _root, issuing = make_old_authorities(finished.folder / "old")
        (finished.folder / "old.cer").write_bytes(issuing.certificate.raw)
        line = "Import-TrustCollection old.cer -Merge"
        self.assert_refused_and_nothing_written(row, finished, line, "CN=Contoso Issuing CA")


def test_expired_authority(row: Row, program: Program, people: Path) -> None:
    make_old_authorities(program.workspace)
    row.assert_told(program.run(*rollout(people)), "Contoso Issuing CA", "2021-01-")
    assert program.line("Get-SmimeCertificate").stdout == ""
    # The next step that the error names: another authority, under another name.
    script = program.folder / "rollout.ps1"
    text = ROLLOUT.read_text(encoding="utf-8")
    script.write_text(text.replace("'Contoso Issuing CA'", "'Contoso Issuing CA 2'"))
    assert_finished(program, people, script)


class TestPeople:
    def test_person_without_address(self, row: Row, program: Program, tmp_path: Path) -> None:
        first, second = example_people(2)
        people = write_people(tmp_path / "people.csv", [first, ("No Mail", ""), second])
        ended = program.run(*rollout(people))
        row.assert_told(ended, "No Mail")
        assert ended.stdout.count("True    True") == 2
        assert_finished(program, write_people(people, [first, second]))

    def test_person_twice(self, row: Row, program: Program, tmp_path: Path) -> None:
        first, second = example_people(2)
        twice = [first, second, ("Somebody Else", first[1])]
        people = write_people(tmp_path / "people.csv", twice)
        row.assert_told(program.run(*rollout(people)), first[1], "Somebody Else")
        names = program.line("Get-Recipient | ForEach-Object Name").stdout.splitlines()
        assert sorted(names) == sorted([first[0], second[0]])
        assert_finished(program, write_people(people, [first, second]))


class TestDisk:
    @IN_A_MOUNT_NAMESPACE
    def test_full_disk(self, row: Row, program: Program, people: Path) -> None:
        kept = program.folder / "kept"
        script = (
            'mount -t tmpfs -o mode=0700,size=320k small "$FOLDER"\n'
            'code=0; "$@" || code=$?\n'
            f'cp -a "$FOLDER" "{kept}"\n'
            "exit $code"
        )
        arguments = rollout(people)
        ended = run_in_mount_namespace(program, program.workspace, script, arguments)
        row.assert_told(ended, str(program.workspace))
        program.workspace.rmdir()
        kept.rename(program.workspace)
        confirmed = [entry for entry in journal(program) if entry["State"] == "confirmed"]
        assert confirmed, "the disk was full before anything was done"
        assert_finished(program, people)
        still = {entry["Sequence"] for entry in journal(program)}
        assert {entry["Sequence"] for entry in confirmed} <= still

    @IN_A_MOUNT_NAMESPACE
    def test_full_disk_of_a_file(self, row: Row, program: Program, people: Path) -> None:
        script = (
            'mount -t tmpfs -o size=64k small "$FOLDER"\n'
            'cat /dev/zero > "$FOLDER/all" 2>/dev/null || true\n'
            'code=0; "$@" || code=$?\n'
            'ls "$FOLDER" >&2; exit $code'
        )
        folder = program.folder / "out"
        arguments = [*rollout(people), "-Folder", str(folder)]
        ended = run_in_mount_namespace(program, folder, script, arguments)
        row.assert_told(ended, "contoso-trust.sst")
        assert ended.stderr.splitlines()[-1] == "all", "something half-written is left"
        assert_finished(program, people)

    @IN_A_MOUNT_NAMESPACE
    def test_read_only_workspace(self, row: Row, program: Program, people: Path) -> None:
        line = "New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256 | Out-Null"
        assert program.line(line).code == 0
        before = journal(program)
        script = 'mount --bind "$FOLDER" "$FOLDER"; mount -o remount,ro,bind "$FOLDER"; exec "$@"'
        arguments = rollout(people)
        ended = run_in_mount_namespace(program, program.workspace, script, arguments)
        row.assert_told(ended, str(program.workspace))
        assert journal(program) == before
        assert_finished(program, people)


def test_killed_while_publishing(row: Row, tmp_path: Path, people: Path) -> None:
    code, names = run_until_killed(Program(tmp_path / "undisturbed"), 0, rollout(people))
    assert code == 0
    writes = [
        number for number, name in enumerate(names, 1) if name == "after write DirectoryExecutor"
    ]
    program = Program(tmp_path / "killed")
    code, _names = run_until_killed(program, writes[-1], rollout(people))
    assert row.error_id == NO_ERROR
    # A shell tells of a signal as 128 and its number.
    assert (code, 128 - code) == (-signal.SIGKILL, row.exit_code)
    assert_finished(program, people)


class TestServers:
    """The directory: a real one, and one that says what a real one can't be made to say."""

    pytestmark = pytest.mark.interop("samba")

    @pytest.fixture
    def newcomers(self, domain_controller: Controller, tmp_path: Path) -> Path:
        """Two people of the domain who have nothing published."""
        fresh = [("Some Person", domain_controller.new_person()) for _ in range(2)]
        return write_people(tmp_path / "newcomers.csv", fresh)

    @staticmethod
    def ad_rollout(tmp_path: Path) -> Path:
        """A script that connects, then runs the roll-out; so an admin would keep it."""
        script = tmp_path / "ad.ps1"
        script.write_text(
            "param($People, $KeyAlgorithm, $AuthorityKeyAlgorithm)\n"
            f"{CONNECT}\n& '{ROLLOUT}' @PSBoundParameters\n"
        )
        return script

    def assert_connection_fails(
        self,
        row: Row,
        controller: Controller,
        newcomers: Path,
        named: str,
        **changed: str,
    ) -> None:
        """Connecting ends the script before anything is done; with what is right it is done."""
        program = Program(newcomers.parent)
        script = self.ad_rollout(program.folder)
        right = controller.environment
        wrong = {f"SMIMEADMIN_EXAMPLE_AD_{name}": value for name, value in changed.items()}
        ended = program.run(*rollout(newcomers, script), environment={**right, **wrong})
        row.assert_told(ended, named)
        assert "Certification authorities" not in ended.stdout
        assert not program.workspace.exists()
        assert "PASSWORD" not in changed or changed["PASSWORD"] not in ended.stderr
        assert_finished(program, newcomers, script, environment=right)

    def test_wrong_password(self, row: Row, domain_controller: Controller, newcomers: Path) -> None:
        named = domain_controller.environment["SMIMEADMIN_EXAMPLE_AD_USER"]
        self.assert_connection_fails(
            row, domain_controller, newcomers, named, PASSWORD="Wr0ng-Passw0rd!"
        )

    def test_untrusted_server(
        self, row: Row, domain_controller: Controller, newcomers: Path
    ) -> None:
        other = newcomers.parent / "other-ca.pem"
        other.write_bytes(LabCA.create("Other CA").certificate_pem)
        self.assert_connection_fails(
            row, domain_controller, newcomers, domain_controller.address, CA=str(other)
        )

    def test_server_that_is_not_there(
        self, row: Row, domain_controller: Controller, newcomers: Path
    ) -> None:
        self.assert_connection_fails(
            row, domain_controller, newcomers, "127.0.0.1", SERVER="ldaps://127.0.0.1:9"
        )

    def test_user_not_in_the_directory(
        self, row: Row, domain_controller: Controller, newcomers: Path
    ) -> None:
        program = Program(newcomers.parent)
        script = self.ad_rollout(program.folder)
        with newcomers.open("a", encoding="utf-8") as stream:
            stream.write("Not There,not.there@example.test,\n")
        environment = domain_controller.environment
        ended = program.run(*rollout(newcomers, script), environment=environment)
        row.assert_told(ended, "not.there@example.test")
        assert ended.stdout.count("True    True") == 2
        domain_controller.add_people([("Not There", "not.there@example.test", ())])
        assert_finished(program, newcomers, script, environment=environment)

    def test_no_right_to_write(
        self, row: Row, domain_controller: Controller, newcomers: Path
    ) -> None:
        program = Program(newcomers.parent)
        script = self.ad_rollout(program.folder)
        clerk = {
            **domain_controller.environment,
            "SMIMEADMIN_EXAMPLE_AD_USER": f"{WITHOUT_RIGHTS}@example.test",
        }
        address = newcomers.read_text(encoding="utf-8").splitlines()[1].split(",")[1]
        line = (
            f"{CONNECT}; $null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "$null = New-CertificationAuthority 'Contoso Issuing CA' -Parent 'Contoso Root CA' "
            f"-KeyAlgorithm P-256; New-SmimeCertificate {address} -KeyAlgorithm P-256 "
            "-CertificationAuthority 'Contoso Issuing CA' | "
            "Publish-SmimeCertificate -ErrorAction Stop"
        )
        row.assert_told(program.line(line, environment=clerk), address, WITHOUT_RIGHTS)
        # Of the whole script it is an error per person: others might be allowed to be written.
        ended = program.run(*rollout(newcomers, script), environment=clerk)
        replace(row, exit_code=1).assert_told(ended, WITHOUT_RIGHTS)
        assert_finished(program, newcomers, script, environment=domain_controller.environment)


class SecretiveDirectory:
    """Takes no value, because it has it already, but does not show it; later it does."""

    ADDRESS = "alice.adams@contoso.example"
    NAME = "CN=Alice,DC=example,DC=test"

    def __init__(self, value: bytes) -> None:
        self.value = value
        self.shows = False
        self.modified = 0

    def answer(self, request: Request) -> list[bytes]:
        if asks_root_dse(request):
            return root_dse(request)
        if request.operation == MODIFY_REQUEST:
            self.modified += 1
            assert self.value in request.body
            return [request.answer(20)]
        entry = {
            "objectGUID": [UUID(int=7).bytes_le],
            "displayName": [b"Alice Adams"],
            "proxyAddresses": [f"SMTP:{self.ADDRESS}".encode()],
        }
        if self.shows:
            entry["userCertificate"] = [self.value]
        return [request.entry(self.NAME, entry), request.answer(0)]


def test_value_already_there(row: Row, finished: Program) -> None:
    line = f"[System.Convert]::ToBase64String((Get-SmimeCertificate {SecretiveDirectory.ADDRESS}"
    server = SecretiveDirectory(base64.b64decode(finished.line(f"{line}).RawData)").stdout))
    ca = LabCA.create("Test CA")
    (finished.folder / "ca.pem").write_bytes(ca.certificate_pem)
    tls = ca.server(dns=("localhost",), addresses=("127.0.0.1",))
    publish = (
        f"{CONNECT}; Publish-SmimeCertificate {server.ADDRESS} -Attribute UserCertificate | "
        "ForEach-Object Attribute"
    )
    with fake_server(answering(server.answer), tls) as listening:
        environment = {
            "SMIMEADMIN_EXAMPLE_AD_SERVER": listening.url,
            "SMIMEADMIN_EXAMPLE_AD_CA": "ca.pem",
            "SMIMEADMIN_EXAMPLE_AD_USER": "admin@example.test",
            "SMIMEADMIN_EXAMPLE_AD_PASSWORD": "secret of the admin",
        }
        row.assert_told(finished.line(publish, environment=environment), server.ADDRESS)
        assert server.modified > 0
        server.modified, server.shows = 0, True
        again = finished.line(publish, environment=environment)
    assert (again.code, again.stdout.strip()) == (0, "userCertificate"), again.stderr
    assert ("0 changes" in again.stderr, server.modified) == (True, 0)
    assert_journal_is_whole(finished.workspace)
