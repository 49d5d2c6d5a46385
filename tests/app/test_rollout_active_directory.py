"""The roll-out on a real Active Directory: what others read there, and kill -9 on the way."""

import csv
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, ROLLOUT, ROOT, SMALL_KEYS, TIMEOUT, Ended, Program
from tests.support.samba import Controller, ldif_values
from tests.support.samba_seed import STAFF, WITHOUT_RIGHTS

pytestmark = [pytest.mark.interop("samba"), pytest.mark.slow]

CONNECT = (
    "$password = ConvertTo-SecureString $env:SMIMEADMIN_EXAMPLE_AD_PASSWORD -AsPlainText -Force; "
    "$cred = New-Object PSCredential($env:SMIMEADMIN_EXAMPLE_AD_USER, $password); "
    "Connect-ActiveDirectory -Server $env:SMIMEADMIN_EXAMPLE_AD_SERVER -Credential $cred "
    "-CACertificate $env:SMIMEADMIN_EXAMPLE_AD_CA"
)
KILLED = 10
PEOPLE_OF_KILLED = 3

Values = dict[str, tuple[list[bytes], list[bytes]]]


def rows() -> list[dict[str, str]]:
    with (EXAMPLES / "people.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


PEOPLE = [row["PrimarySmtpAddress"] for row in rows()]


@pytest.fixture(scope="module")
def domain(domain_controller: Controller) -> Controller:
    """The test domain with the people of the example in it."""
    domain_controller.add_people(
        (row["Name"], row["PrimarySmtpAddress"], filter(None, row["EmailAddresses"].split(";")))
        for row in rows()
    )
    return domain_controller


def rollout_line(*arguments: str) -> str:
    return f"{CONNECT}; & '{ROLLOUT}' {' '.join([*SMALL_KEYS, *arguments])}"


def run(program: Program, domain: Controller, text: str, *options: str) -> Ended:
    return program.run(*options, "-c", text, environment=domain.environment)


def json_rows(ended: Ended) -> list[dict[str, object]]:
    """The objects that a run wrote, one a line."""
    return [json.loads(line) for line in ended.stdout.splitlines()]


def everything(domain: Controller) -> str:
    """All that the directory shows of the people, operational attributes too."""
    return domain.ldapsearch("(objectClass=user)", "*", "+", base=STAFF)


def published(domain: Controller, people: list[str]) -> Values:
    """Both attributes of people, as OpenLDAP's client reads them."""
    values: Values = {}
    for address in people:
        found = ldif_values(
            domain.ldapsearch(
                f"(proxyAddresses=SMTP:{address})", "userCertificate", "userSMIMECertificate"
            )
        )
        values[address] = (
            found.get("usercertificate", []),
            found.get("usersmimecertificate", []),
        )
    return values


def withdraw(domain: Controller, people: list[str]) -> None:
    """Empty both attributes, so that the next run has all of it to do."""
    for address in people:
        [name] = ldif_values(domain.ldapsearch(f"(proxyAddresses=SMTP:{address})", "1.1"))["dn"]
        domain.ldapmodify(
            f"dn: {name.decode()}\nchangetype: modify\n"
            "replace: userCertificate\n-\nreplace: userSMIMECertificate\n-\n"
        )


@pytest.fixture(scope="module")
def rolled_out(
    domain: Controller, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Program, Ended, Ended]:
    """A rehearsal, then the real run: (program, how the rehearsal ended, how the run ended)."""
    program = Program(tmp_path_factory.mktemp("rollout"))
    before = everything(domain)
    rehearsed = run(program, domain, rollout_line(), "--what-if")
    assert everything(domain) == before, "a rehearsal wrote to the directory"
    return program, rehearsed, run(program, domain, rollout_line())


def test_rehearsal_finds_what_is_to_do(rolled_out: tuple[Program, Ended, Ended]) -> None:
    _, rehearsed, _ = rolled_out
    assert rehearsed.code == 3, rehearsed.stderr


def test_everyone_is_ready(rolled_out: tuple[Program, Ended, Ended], domain: Controller) -> None:
    program, _, ended = rolled_out
    assert ended.code == 0, ended.stderr
    assert "signature valid: True" in ended.stdout
    line = f"{CONNECT}; Test-SmimeReadiness"
    rows = json_rows(run(program, domain, line, "--output-format", "json"))
    ready = {row["Identity"]: (row["CanSign"], row["CanBeEncryptedTo"]) for row in rows}
    assert {address: ready[address] for address in PEOPLE} == dict.fromkeys(PEOPLE, (True, True))
    assert ready["Anna.Mueller@example.test"] == (False, False)


def test_openssl_reads_and_verifies_every_value(
    rolled_out: tuple[Program, Ended, Ended], domain: Controller, tmp_path: Path
) -> None:
    program, _, _ = rolled_out
    root = tmp_path / "root.pem"
    line = "(Get-CertificationAuthority 'Contoso Root CA').Certificate.RawData"
    text = f"[System.Convert]::ToBase64String({line})"
    encoded = program.line(text).stdout.strip()
    body = "\n".join(encoded[i : i + 64] for i in range(0, len(encoded), 64))
    root.write_text(f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
    for address, (certificates, messages) in published(domain, PEOPLE).items():
        assert (len(certificates), len(messages)) == (1, 1), address
        shown = openssl("x509", "-inform", "DER", "-noout", "-email", stdin=certificates[0])
        assert address in shown.decode().split()
        content = openssl(
            *("cms", "-verify", "-inform", "DER", "-purpose", "smimesign"),
            *("-CAfile", str(root), "-signer", str(tmp_path / "signer.pem")),
            stdin=messages[0],
        )
        assert b"Empty Body" in content
        signer = openssl("x509", "-outform", "DER", "-in", str(tmp_path / "signer.pem"))
        assert signer == certificates[0]


def test_second_run_leaves_every_value_as_it_is(
    rolled_out: tuple[Program, Ended, Ended], domain: Controller
) -> None:
    program, _, _ = rolled_out
    before = everything(domain)
    ended = run(program, domain, rollout_line())
    assert ended.code == 0, ended.stderr
    assert "0 changes" in ended.stderr
    assert everything(domain) == before
    assert run(program, domain, rollout_line(), "--what-if").code == 0


def test_account_without_rights_is_refused_and_changes_nothing(
    rolled_out: tuple[Program, Ended, Ended], domain: Controller, tmp_path: Path
) -> None:
    program, _, _ = rolled_out
    shutil.copytree(program.folder, tmp_path / "copy")
    withdraw(domain, PEOPLE[:1])
    before = everything(domain)
    environment = {
        **domain.environment,
        "SMIMEADMIN_EXAMPLE_AD_USER": f"{WITHOUT_RIGHTS}@example.test",
    }
    line = f"{CONNECT}; Publish-SmimeCertificate '{PEOPLE[0]}' -ErrorAction Stop"
    ended = Program(tmp_path / "copy").run("-c", line, environment=environment)
    assert ended.code == 5, ended.stderr
    assert "Directory.InsufficientRights" in ended.stderr
    assert PEOPLE[0] in ended.stderr
    assert everything(domain) == before
    line = f"{CONNECT}; Publish-SmimeCertificate '{PEOPLE[0]}' | Out-Null"
    assert run(program, domain, line).code == 0


@pytest.mark.parametrize(
    ("changed", "ending"),
    [
        (("PASSWORD", "Wr0ng-Passw0rd!"), (5, "Directory.AccessDenied")),
        (("SERVER", "ldaps://127.0.0.1:9"), (6, "Directory.ServerUnavailable")),
        (("SERVER", "ldap://dc1.example.test"), (1, "Directory.InvalidServer")),
        (("CA", "other-ca.pem"), (1, "Directory.ServerUntrusted")),
    ],
)
def test_failed_connection_ends_the_script(
    domain: Controller, tmp_path: Path, changed: tuple[str, str], ending: tuple[int, str]
) -> None:
    (variable, value), (code, error) = changed, ending
    program = Program(tmp_path)
    if variable == "CA":
        (tmp_path / value).write_bytes(type(domain.ca).create("Other CA").certificate_pem)
    environment = {**domain.environment, f"SMIMEADMIN_EXAMPLE_AD_{variable}": value}
    ended = program.run("-c", rollout_line(), environment=environment)
    assert error in ended.stderr
    assert ended.code == code
    assert "Certification authorities" not in ended.stdout
    assert not program.workspace.exists()
    if variable == "PASSWORD":
        assert value not in ended.stderr + ended.stdout


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first people of the example."""
    path = tmp_path_factory.mktemp("few") / "people.csv"
    lines = (EXAMPLES / "people.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: PEOPLE_OF_KILLED + 1]), encoding="utf-8")
    return path


def killed_run(
    program: Program, domain: Controller, few: Path, moment: int
) -> tuple[int, list[str]]:
    """Start the roll-out to be killed at a moment; return its code and the moments it reached."""
    program.folder.mkdir(parents=True, exist_ok=True)
    log = program.folder / "moments.log"
    command = [sys.executable, "-m", "tests.support.killer", str(moment), str(log)]
    command += program.command(["-c", rollout_line("-People", str(few))])[3:]
    environment = program.environment({**domain.environment, "PYTHONPATH": str(ROOT)})
    done = subprocess.run(
        command,
        cwd=program.folder,
        env=environment,
        capture_output=True,
        timeout=TIMEOUT,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode, log.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def moments(
    rolled_out: tuple[Program, Ended, Ended],
    domain: Controller,
    few: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[int]:
    """The moments around the writes to the directory: intent, write, outcome, of each person."""
    assert rolled_out
    withdraw(domain, PEOPLE[:PEOPLE_OF_KILLED])
    program = Program(tmp_path_factory.mktemp("undisturbed"))
    code, reached = killed_run(program, domain, few, 0)
    assert code == 0
    names = [line.split(" ", 1)[1] for line in reached]
    writes = [n for n, name in enumerate(names, 1) if "DirectoryExecutor" in name]
    around = sorted({n for write in writes for n in (write - 1, write, write + 1)})
    assert len(around) >= KILLED
    return [around[i * len(around) // KILLED] for i in range(KILLED)]


@pytest.mark.parametrize("index", range(KILLED))
def test_killed_while_publishing_is_mended_by_the_next_run(
    domain: Controller, few: Path, moments: list[int], tmp_path: Path, index: int
) -> None:
    people = PEOPLE[:PEOPLE_OF_KILLED]
    withdraw(domain, people)
    program = Program(tmp_path)
    code, _ = killed_run(program, domain, few, moments[index])
    assert code == -signal.SIGKILL
    ended = run(program, domain, rollout_line("-People", str(few)))
    assert ended.code == 0, ended.stderr
    for address, values in published(domain, people).items():
        assert [len(kind) for kind in values] == [1, 1], address
    journal = program.line("Get-ChangeJournal -Verify", "--output-format", "json")
    assert journal.code == 0, journal.stderr
    entries = json_rows(journal)
    assert len([entry for entry in entries if entry["State"] == "confirmed"]) >= 2 * len(people)
    assert {entry["State"] for entry in entries} <= {"confirmed", "failed"}
    last = run(program, domain, rollout_line("-People", str(few)))
    assert "0 changes" in last.stderr


def openssl(*arguments: str, stdin: bytes = b"") -> bytes:
    done = subprocess.run(
        ["openssl", *arguments], input=stdin, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
