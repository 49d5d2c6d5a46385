"""The scripts of docs/examples by the program itself, on a prepared embedded organization."""

import csv
import os
import shutil
from datetime import UTC, datetime

import pytest

from smimeadmin.core.clock import SystemClock
from tests.support.own_cases import prepare
from tests.support.program import EXAMPLES, PASSPHRASE, Program
from tests.support.smtp_server import context_of, smtp_server
from tests.support.terminal import Terminal
from tests.support.tls_files import LabCA

pytestmark = pytest.mark.slow
PASSWORD = "$p = ConvertTo-SecureString 'for the file' -AsPlainText -Force; "


@pytest.fixture(scope="module")
def organization(tmp_path_factory):
    folder = tmp_path_factory.mktemp("organization")
    prepare(folder, SystemClock())
    return folder


@pytest.fixture
def program(organization, tmp_path):
    shutil.copytree(organization, tmp_path / "run")
    return Program(tmp_path / "run")


def script(name):
    return str(EXAMPLES / name)


def write(program, name, *lines):
    (program.folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read_csv(program, name):
    with (program.folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cells(ended, word):
    """Return the rows of a table whose first cell holds a text."""
    rows = [line.split() for line in ended.stdout.splitlines()]
    return [row for row in rows if row and word in row[0]]


def test_every_script_is_listed_and_of_a_readable_size():
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    scripts = sorted(path for kind in ("ps1", "psm1") for path in EXAMPLES.rglob(f"*.{kind}"))
    assert len(scripts) >= 9
    for path in scripts:
        assert f"({path.relative_to(EXAMPLES)})" in page
        assert 30 <= len(path.read_text(encoding="utf-8").splitlines()) <= 200, path.name


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ps1")), ids=lambda path: path.stem)
def test_help_is_in_the_script(program, path):
    ended = program.line(f"(Get-Help '{path}').Synopsis")
    assert ended.code == 0, ended.stderr
    assert ended.stdout.strip()


class TestIssueFromCsv:
    PEOPLE = (
        "Name,PrimarySmtpAddress",
        "Dmitri Orlov,dmitri@contoso.example",
        "Anna Schmidt, anna@contoso.example ",
        "Nobody,nobody@contoso.example",
        "Without,",
    )
    OPTIONS = ("-KeyAlgorithm", "P-256", "-ValidityDays", "730")

    def test_who_can_be_served_is_and_the_others_stand_in_the_log(self, program):
        write(program, "some.csv", *self.PEOPLE)
        ended = program.run(script("issue-from-csv.ps1"), "some.csv", *self.OPTIONS)
        assert ended.code == 4, ended.stderr
        assert [row[0] for row in cells(ended, "@")] == [
            "dmitri@contoso.example",
            "anna@contoso.example",
        ]
        assert "1 of 3 failed, see issue-errors.csv." in ended.stdout
        (failed,) = read_csv(program, "issue-errors.csv")
        assert failed["Address"] == "nobody@contoso.example"
        assert failed["Error"] == "Directory.RecipientNotFound,New-SmimeCertificate"
        ready = program.line("(Test-SmimeReadiness dmitri@contoso.example).CanBeEncryptedTo")
        assert ready.stdout == "True\n"

    def test_a_second_run_changes_nothing(self, program):
        write(program, "some.csv", *self.PEOPLE[:3])
        first = program.run(script("issue-from-csv.ps1"), "some.csv", *self.OPTIONS)
        again = program.run(script("issue-from-csv.ps1"), "some.csv", *self.OPTIONS)
        assert (first.code, again.code) == (0, 0)
        assert "0 changes" in again.stderr
        assert again.stdout == first.stdout

    def test_all_failed_what_if_and_a_missing_file(self, program):
        write(program, "none.csv", "Name,PrimarySmtpAddress", "Nobody,nobody@contoso.example")
        assert program.run(script("issue-from-csv.ps1"), "none.csv").code == 1
        write(program, "some.csv", *self.PEOPLE)
        planned = program.run(script("issue-from-csv.ps1"), "some.csv", "-WhatIf")
        assert planned.code == 0
        assert planned.stderr.count("What if:") == 3
        missing = program.run(script("issue-from-csv.ps1"), "missing.csv")
        assert missing.code == 1
        assert "ParameterArgumentValidationError" in missing.stderr


class TestExpiryReport:
    def test_the_report(self, program):
        ended = program.run(script("expiry-report.ps1"), "-Path", "report.html")
        assert ended.code == 0, ended.stderr
        (row,) = cells(ended, "@")
        assert (row[0], row[2:]) == ("bo@contoso.example", ["29", "expires"])
        html = (program.folder / "report.html").read_text(encoding="utf-8")
        assert "<td>bo@contoso.example</td>" in html
        assert "<title>S/MIME certificates</title>" in html
        assert "<p>1 of 4 people.</p>" in html

    def test_nothing_expires(self, program):
        ended = program.run(script("expiry-report.ps1"), "-Days", "5", "-Path", "report.html")
        assert (ended.code, ended.stdout) == (0, "")
        assert "<p>0 of 4 people.</p>" in (program.folder / "report.html").read_text("utf-8")

    def test_it_is_sent_to_a_server_that_is_trusted(self, program):
        authority = LabCA.create("Mail CA")
        files = authority.server(addresses=["127.0.0.1"]).write(program.folder)
        (program.folder / "ca.pem").write_bytes(authority.certificate_pem)
        with smtp_server(context=context_of(*files)) as server:
            call = (
                "$PSDefaultParameterValues['Send-MailMessage:CACertificate'] = 'ca.pem'; "
                f"& '{script('expiry-report.ps1')}' -SmtpServer 127.0.0.1 -Port {server.port} "
                "-To admins@contoso.example -Path report.html | Out-Null"
            )
            ended = program.line(call)
        assert ended.code == 0, ended.stderr
        (received,) = server.received
        assert received.encrypted
        assert received.recipients == ["admins@contoso.example"]
        assert b"text/html" in received.message


class TestRenewTrustCollection:
    def test_a_partner_comes_and_goes(self, program):
        partners = program.folder / "partners"
        partners.mkdir()
        authority = LabCA.create("Partner CA")
        (partners / "partner.cer").write_bytes(authority.certificate_der)
        (partners / "broken.pem").write_text("no certificate", encoding="utf-8")
        run = script("renew-trust-collection.ps1")

        assert "up to date" in program.run(run).stdout
        planned = program.run(run, "-PartnerFolder", "partners", "-WhatIf")
        assert "Change 1 certificates" in planned.stderr
        added = program.run(run, "-PartnerFolder", "partners")
        assert added.code == 0, added.stderr
        assert "broken.pem is left out" in added.stderr
        assert [row[2:] for row in cells(added, "added")] == [["CN=Partner", "CA"]]
        assert program.line("(Get-TrustCollection).Count").stdout == "3\n"

        again = program.run(run, "-PartnerFolder", "partners")
        assert "up to date" in again.stdout
        removed = program.run(run)
        assert [row[2:] for row in cells(removed, "removed")] == [["CN=Partner", "CA"]]
        assert program.line("(Get-TrustCollection).Count").stdout == "2\n"
        kept = sorted(
            path.name.split("-")[0] for path in (program.folder / "collections").iterdir()
        )
        assert kept == ["before", "contoso"]


class TestAuditPolicies:
    def test_findings_by_server(self, program):
        write(
            program,
            "servers.csv",
            "Server,Settings",
            "mail1,mail1.json",
            "mail2,mail2.json",
            "mail3,missing.json",
            "here,",
        )
        made = program.line(
            "Set-SmimeConfig -OWACheckCRLOnSend $true "
            "-OWAIncludeCertificateChainWithoutRootCertificate $true; "
            "Get-SmimeConfig | ConvertTo-Json | Set-Content mail1.json; "
            "Set-SmimeConfig -OWAEncryptionAlgorithms 6610; "
            "Get-SmimeConfig | Select-Object * -ExcludeProperty OWACRLConnectionTimeout | "
            "ConvertTo-Json | Set-Content mail2.json"
        )
        assert made.code == 0, made.stderr
        ended = program.run(
            "--output-format", "csv", script("audit-policies.ps1"), "-ServerList", "servers.csv"
        )
        assert ended.code == 3
        found = [
            (row["Server"], row["Setting"], row["State"])
            for row in csv.DictReader(ended.stdout.splitlines())
        ]
        assert found == [
            ("mail2", "OWACRLConnectionTimeout", "missing"),
            ("mail2", "OWAEncryptionAlgorithms", "differs"),
            ("mail3", "", "unreadable"),
            ("here", "OWAEncryptionAlgorithms", "differs"),
        ]
        assert "mail2 2" in ended.stderr
        assert "WARNING: mail3:" in ended.stderr

    def test_all_is_as_wanted(self, program):
        write(program, "servers.csv", "Server,Settings", "here,")
        line = (
            f"& '{script('audit-policies.ps1')}' servers.csv -Detailed "
            "-Wanted @{ OWAAlwaysSign = $false; OWAEncryptionAlgorithms = '6610;660E' } | "
            "ForEach-Object { $_.Setting + ' ' + $_.State }"
        )
        ended = program.line(line)
        assert ended.code == 0, ended.stderr
        assert ended.stdout == "OWAAlwaysSign as wanted\nOWAEncryptionAlgorithms as wanted\n"


class TestOffboardUser:
    def call(self, more=""):
        return (
            PASSWORD + f"& '{script('offboard-user.ps1')}' zoe@contoso.example -Password $p {more}"
        )

    def test_keys_are_kept_and_nothing_is_published_any_more(self, program):
        ended = program.line(self.call())
        assert ended.code == 0, ended.stderr
        assert cells(ended, "zoe@") == [["zoe@contoso.example", "1", "2", "0"]]
        assert oct((program.folder / "offboarding" / "zoe-1.pfx").stat().st_mode)[-3:] == "600"
        rows = read_csv(program, "offboarding/zoe-journal.csv")
        assert {"issue", "add", "remove"} <= {row["Kind"] for row in rows}
        assert all("zoe" in row["Target"] for row in rows)
        opened = program.line(
            PASSWORD + "(Get-PfxCertificate offboarding/zoe-1.pfx -Password $p).Subject"
        )
        assert opened.stdout == "CN=Zoë van den Berg\n"

    def test_a_second_run_finds_nothing_to_do(self, program):
        program.line(self.call())
        again = program.line(self.call())
        assert again.code == 0, again.stderr
        assert cells(again, "zoe@") == [["zoe@contoso.example", "1", "0", "0"]]

    def test_what_if_and_bad_input(self, program):
        planned = program.line(self.call("-WhatIf"))
        assert planned.code == 0, planned.stderr
        assert not (program.folder / "offboarding").exists()
        assert "Unpublish 2 values" in planned.stderr
        unnamed = program.run(script("offboard-user.ps1"), "zoe@contoso.example")
        assert unnamed.code == 1
        assert "MissingMandatoryParameter" in unnamed.stderr
        wrong = program.line(self.call().replace("zoe@contoso.example", "zoe"))
        assert "ParameterArgumentValidationError" in wrong.stderr


class TestWeeklyOverview:
    def test_the_module_is_used_and_a_line_is_kept(self, program):
        run = (script("weekly-overview.ps1"), "-History", "history.csv")
        first, second = program.run(*run), program.run(*run)
        assert (first.code, second.code) == (0, 0), first.stderr
        assert cells(first, "contoso.example") == [["contoso.example", "5", "4", "3"]]
        assert "  bo@contoso.example" in first.stdout
        rows = read_csv(program, "history.csv")
        assert [(row["People"], row["Ready"], row["Expiring"]) for row in rows] == [
            ("5", "3", "1"),
            ("5", "3", "1"),
        ]

    def test_help_and_what_the_module_gives_out(self, program):
        load = f"Import-Module '{EXAMPLES / 'modules' / 'SmimeTools.psd1'}'; "
        found = program.line(
            load + "(Get-Command -Module SmimeTools).Name; (Get-Alias fec).Definition"
        )
        assert found.stdout.split() == [
            "Find-ExpiringCertificate",
            "Get-SmimeOverview",
            "Test-SmimeAddress",
            "Find-ExpiringCertificate",
        ]
        hidden = program.line(load + "Resolve-Domain anna@contoso.example")
        assert (hidden.code, "CommandNotFoundException" in hidden.stderr) == (1, True)
        shown = program.line(
            load + "Get-Help Find-ExpiringCertificate -Parameter Days | Out-String"
        )
        assert "How many days ahead." in shown.stdout
        used = program.line(
            load + "'anna@contoso.example', 'eve@example.test', 'no', '' | Test-SmimeAddress"
        )
        assert used.stdout == "True\nFalse\nFalse\nFalse\n"


class TestNightlyJob:
    RUN = ("-KeyAlgorithm", "P-256", "-RenewDays", "60")

    def test_renews_and_tells_who_is_not_ready(self, program):
        first = program.run(script("nightly-job.ps1"), *self.RUN)
        assert first.code == 4, first.stderr
        log = (program.folder / "nightly.log").read_text(encoding="utf-8")
        assert "INFO bo@contoso.example: renewed and published." in log
        assert "WARN dmitri@contoso.example: No certificate was issued" in log
        assert log.splitlines()[-1].endswith("1 renewed, 2 not ready, exit code 4.")
        assert log.startswith(datetime.now(UTC).astimezone().strftime("%Y-"))
        again = program.run(script("nightly-job.ps1"), *self.RUN)
        assert again.code == 4
        last = (program.folder / "nightly.log").read_text(encoding="utf-8").splitlines()[-1]
        assert last.endswith("0 renewed, 2 not ready, exit code 4.")

    def test_everything_in_order_is_0(self, program):
        program.line(
            "New-SmimeCertificate dmitri@contoso.example -KeyAlgorithm P-256 "
            "-CertificationAuthority 'Contoso Issuing CA' | Out-Null; "
            "'dmitri', 'sales' | ForEach-Object { Publish-SmimeCertificate \"$_@contoso.example\" }"
        )
        ended = program.run(script("nightly-job.ps1"), *self.RUN)
        assert ended.code == 0, ended.stderr

    def test_a_job_that_cannot_be_done_is_1(self, program):
        ended = program.run(
            script("nightly-job.ps1"),
            *self.RUN,
            environment={"SMIMEADMIN_PASSPHRASE": "another one"},
        )
        log = (program.folder / "nightly.log").read_text(encoding="utf-8")
        assert "FAIL bo@contoso.example:" in log
        assert ended.code == 4
        unwritable = program.run(script("nightly-job.ps1"), "-LogPath", "missing/nightly.log")
        assert unwritable.code == 1


def test_the_menu_of_the_help_desk(program):
    environment = program.environment(
        {"TERM": "xterm", "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    )
    assert environment["SMIMEADMIN_PASSPHRASE"] == PASSPHRASE
    command = program.command([script("smime-menu.ps1"), "-KeyAlgorithm", "P-256"])
    terminal = Terminal(command[1:], program.folder, environment)
    try:
        for question, typed, answer in (
            ("Choice:", "2", "Address:"),
            ("Address:", "nonsense", "'nonsense' is no address"),
            ("Address:", "anna@contoso.example", "can sign: True, can be encrypted to: True"),
            ("Choice:", "3", "Address:"),
            ("Address:", "dmitri@contoso.example", "Issue to dmitri@contoso.example? (y/n)"),
            ("(y/n):", "y", "Published, valid to"),
            ("Choice:", "4", "File:"),
            ("File:", "signed.eml", "'Minutes' from Zoë van den Berg <zoe@contoso.example>: valid"),
            ("Choice:", "2", "Address:"),
            ("Address:", "nobody@contoso.example", "That did not work: No recipient answers"),
            ("Choice:", "x", "There is no 'x' in the menu."),
        ):
            terminal.shows(question)
            terminal.type(f"{typed}\r")
            terminal.shows(answer)
        terminal.type("q\r")
        assert terminal.ends() == 0
        assert "Bye." in terminal.text
    finally:
        terminal.close()
    ready = program.line("(Test-SmimeReadiness dmitri@contoso.example).CanSign")
    assert ready.stdout == "True\n"


def test_the_menu_needs_somebody_to_answer(program):
    ended = program.run(script("smime-menu.ps1"), stdin="1\nq\n")
    assert ended.code == 1
    assert "Host.PromptRefused" in ended.stderr
