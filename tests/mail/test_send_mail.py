"""Send-MailMessage by the program itself, against a mail server on the loopback."""

import json
from email import message_from_bytes
from email.policy import default

import pytest

from tests.support.program import Program
from tests.support.smtp_server import (
    PASSWORD,
    USER,
    context_of,
    context_without_certificate,
    smtp_server,
)
from tests.support.tls_files import LabCA

ERROR = (
    "try { %s -ErrorAction Stop } "
    "catch [System.Net.Mail.SmtpException] { $_.FullyQualifiedErrorId -replace ',.*' }"
)


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


@pytest.fixture(scope="module")
def authority():
    return LabCA.create("Mail CA")


@pytest.fixture
def secure(authority, program):
    """The TLS of a server whose CA is in ca.pem."""
    (program.folder / "ca.pem").write_bytes(authority.certificate_pem)
    return context_of(*authority.server(addresses=["127.0.0.1"]).write(program.folder))


def sending(server, more="", *, to="bo@contoso.example", sender="smime@contoso.example"):
    return (
        f"Send-MailMessage -From '{sender}' -To {to} -Subject 'Größe' -Body 'Hällo' "
        f"-SmtpServer 127.0.0.1 -Port {server.port} {more}"
    )


def with_credential(password=PASSWORD):
    return (
        f"-Credential (New-Object PSCredential('{USER}', "
        f"(ConvertTo-SecureString '{password}' -AsPlainText -Force)))"
    )


def parsed(server):
    (received,) = server.received
    return received, message_from_bytes(received.message, policy=default)


def test_plain(program):
    with smtp_server() as server:
        ended = program.line(sending(server))
    assert (ended.code, ended.stdout, ended.stderr) == (0, "", "")
    received, message = parsed(server)
    assert received.recipients == ["bo@contoso.example"]
    assert not received.encrypted
    assert message["Subject"] == "Größe"
    assert message.get_content().strip() == "Hällo"
    assert message["Date"].datetime.tzinfo is not None
    assert message["Message-ID"].endswith("@contoso.example>")


def test_everything_that_can_be_said(program, secure):
    (program.folder / "people.csv").write_text("Name\nBo\n", encoding="utf-8")
    (program.folder / "Größe.pdf").write_bytes(b"%PDF")
    line = (
        "-Cc 'Çelik <cc@contoso.example>' -Bcc bcc@contoso.example "
        "-ReplyTo desk@contoso.example -BodyAsHtml -Encoding UTF8 -Priority High "
        "-DeliveryNotificationOption OnSuccess, OnFailure -Attachments people.csv, .\\Größe.pdf "
        f"-UseSsl -CACertificate ca.pem {with_credential()}"
    )
    with smtp_server(context=secure) as server:
        ended = program.line(
            sending(server, line, to="'Bo Bär <bo@contoso.example>', zoe@contoso.example")
        )
    assert (ended.code, ended.stderr) == (0, "")
    received, message = parsed(server)
    assert received.encrypted
    assert received.user == USER
    assert received.sender == "smime@contoso.example"
    assert received.recipients == [
        "bo@contoso.example",
        "zoe@contoso.example",
        "cc@contoso.example",
        "bcc@contoso.example",
    ]
    assert message["To"] == "Bo Bär <bo@contoso.example>, zoe@contoso.example"
    assert message["Cc"] == "Çelik <cc@contoso.example>"
    assert message["Bcc"] is None
    assert message["Reply-To"] == "desk@contoso.example"
    assert (message["X-Priority"], message["Importance"]) == ("1", "high")
    body = message.get_body()
    assert body.get_content_type() == "text/html"
    assert body.get_content().strip() == "Hällo"
    files = {part.get_filename(): part for part in message.iter_attachments()}
    assert files["people.csv"].get_content_type() == "text/csv"
    assert files["Größe.pdf"].get_payload(decode=True) == b"%PDF"
    assert all("NOTIFY=SUCCESS,FAILURE" in line for line in server.lines if "RCPT" in line)


def test_tls_from_the_first_byte_is_not_spoken_at_other_ports(program, secure):
    with smtp_server(context=secure, at_once=True) as server:
        ended = program.line(ERROR % sending(server, "-UseSsl -CACertificate ca.pem"))
    assert ended.stdout == "Mail.ServerUnavailable\n"
    assert server.received == []


def test_an_untrusted_certificate(program, secure):
    with smtp_server(context=secure) as server:
        ended = program.line(ERROR % sending(server, f"-UseSsl {with_credential()}"))
        loud = program.line(sending(server, "-UseSsl"))
    assert ended.stdout == "Mail.ServerUntrusted\n"
    assert server.received == []
    assert not any("AUTH" in line or "MAIL" in line for line in server.lines)
    assert loud.code == 1
    assert "-CACertificate" in loud.stderr
    assert f"127.0.0.1:{server.port}" in loud.stderr


def test_a_certificate_for_another_name(program, authority):
    (program.folder / "ca.pem").write_bytes(authority.certificate_pem)
    files = authority.server(dns=["mail.contoso.example"])
    with smtp_server(context=context_of(*files.write(program.folder))) as server:
        ended = program.line(ERROR % sending(server, "-UseSsl -CACertificate ca.pem"))
    assert ended.stdout == "Mail.ServerUntrusted\n"
    assert server.received == []


def test_a_server_without_a_certificate(program):
    with smtp_server(context=context_without_certificate()) as server:
        ended = program.line(ERROR % sending(server, "-UseSsl"))
    assert ended.stdout == "Mail.ServerUnavailable\n"
    assert server.received == []


def test_a_server_that_cannot_start_tls(program):
    with smtp_server(broken_tls=True) as server:
        ended = program.line(ERROR % sending(server, "-UseSsl"))
    assert ended.stdout == "Mail.ServerUnavailable\n"
    assert server.received == []


def test_no_encryption_is_offered(program):
    with smtp_server() as server:
        ended = program.line(ERROR % sending(server, f"-UseSsl {with_credential()}"))
    assert ended.stdout == "Mail.EncryptionNotOffered\n"
    assert server.received == []
    assert not any("AUTH" in line for line in server.lines)


def test_a_password_needs_encryption(program):
    with smtp_server() as server:
        ended = program.line(ERROR % sending(server, with_credential()))
    assert ended.stdout == "Mail.UnprotectedPassword\n"
    assert server.lines == []


@pytest.mark.parametrize(("logon", "password"), [(True, "wrong one"), (False, PASSWORD)])
def test_a_logon_that_is_refused(program, secure, logon, password):
    with smtp_server(context=secure, logon=logon) as server:
        line = sending(server, f"-UseSsl -CACertificate ca.pem {with_credential(password)}")
        ended = program.line(f"{line} -ErrorAction Stop")
    assert ended.code == 5
    assert "Mail.LogonRefused" in ended.stderr
    assert server.received == []


def test_recipients_and_senders_that_are_refused(program):
    with smtp_server() as server:
        some = program.line(
            ERROR % sending(server, to="nobody@contoso.example, bo@contoso.example")
        )
        none = program.line(ERROR % sending(server, to="nobody@contoso.example"))
        barred = program.line(ERROR % sending(server, sender="barred@contoso.example"))
    assert some.stdout == none.stdout == "Mail.RecipientsRefused\n"
    assert barred.stdout == "Mail.MessageRefused\n"
    assert [received.recipients for received in server.received] == [["bo@contoso.example"]]


@pytest.mark.parametrize(
    ("more", "to", "wanted"),
    [
        ("", "'bo at contoso'", "Mail.InvalidAddress"),
        ("-Cc bo", "bo@contoso.example", "Mail.InvalidAddress"),
        ("-Attachments missing.csv", "bo@contoso.example", "Core.FileNotFound"),
        ("-UseSsl -CACertificate empty.pem", "bo@contoso.example", "Mail.CACertificate"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(program, more, to, wanted):
    (program.folder / "empty.pem").write_bytes(b"")
    with smtp_server() as server:
        ended = program.line(ERROR % sending(server, more, to=to))
    assert ended.stdout == f"{wanted}\n"
    assert server.received == []


def test_a_line_break_writes_no_header(program):
    with smtp_server() as server:
        line = sending(server).replace("'Größe'", '"a`r`nBcc: eve@example.test"')
        ended = program.line(ERROR % line)
    assert ended.stdout == "Mail.InvalidHeader\n"
    assert server.lines == []


def test_a_server_that_is_not_there(program):
    line = sending(type("Gone", (), {"port": 9}))
    assert program.line(f"{line} -ErrorAction Stop").code == 6
    assert program.line(f"{line}; 'went on'").stdout == "went on\n"


def test_without_a_server_and_with_the_preference_variable(program):
    line = "Send-MailMessage -From a@b.example -To bo@contoso.example -Subject x"
    assert program.line(ERROR % line).stdout == "Mail.NoServer\n"
    with smtp_server() as server:
        ended = program.line(f"$PSEmailServer = '127.0.0.1'; {line} -Port {server.port}")
    assert ended.code == 0, ended.stderr
    assert len(server.received) == 1


def test_files_of_the_pipeline_go_along(program):
    for name in ("a.txt", "b.txt"):
        (program.folder / name).write_text(name, encoding="utf-8")
    with smtp_server() as server:
        ended = program.line(f"Get-ChildItem *.txt | {sending(server)}")
    assert ended.code == 0, ended.stderr
    _received, message = parsed(server)
    assert [part.get_filename() for part in message.iter_attachments()] == ["a.txt", "b.txt"]


def test_a_rehearsal_and_what_if_send_nothing_and_the_journal_stays_empty(program):
    with smtp_server() as server:
        for ended in (
            program.line(sending(server), "--what-if"),
            program.line(sending(server, "-WhatIf")),
        ):
            assert (ended.code, ended.stdout) == (0, "")
            assert "What if:" in ended.stderr
            assert "bo@contoso.example" in ended.stderr
        assert server.lines == []
        program.line(sending(server))
    assert len(server.received) == 1
    rows = program.line("Get-ChangeJournal", "--output-format", "json").stdout
    assert [json.loads(row) for row in rows.splitlines()] == []
