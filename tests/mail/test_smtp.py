"""The SMTP side by itself: TLS at once, silence, lines that begin with a dot."""

import socket
import threading
from datetime import timedelta

import pytest

from smimeadmin.core.secret import Secret
from smimeadmin.mail import smtp
from smimeadmin.mail.errors import (
    CACertificateError,
    LogonRefusedError,
    ServerTimeoutError,
    ServerUnavailableError,
    ServerUntrustedError,
)
from smimeadmin.mail.smtp import MailServer, Rehearsed, Smtp
from tests.support.smtp_server import PASSWORD, USER, context_of, smtp_server
from tests.support.tls_files import LabCA

ENVELOPE = ("anna@contoso.example", ("bo@contoso.example",), b"Subject: a\r\n\r\n.dot\r\n..two\r\n")


@pytest.fixture(scope="module")
def authority():
    return LabCA.create("Mail CA")


@pytest.fixture
def context(authority, tmp_path):
    return context_of(*authority.server(addresses=["127.0.0.1"]).write(tmp_path))


def to(server, **options):
    return MailServer("127.0.0.1", server.port, seconds=2.0, **options)


def test_dots_arrive_as_they_were_sent():
    with smtp_server() as server:
        assert Smtp().send(to(server), *ENVELOPE)
    assert server.received[0].message == ENVELOPE[2]


@pytest.mark.parametrize("form", ["certificate_pem", "certificate_der"])
def test_tls_begins_at_once_at_its_port(authority, context, monkeypatch, form):
    with smtp_server(context=context, at_once=True) as server:
        monkeypatch.setattr(smtp, "SMTPS_PORT", server.port)
        target = to(server, encrypted=True, authorities=getattr(authority, form))
        assert Smtp().send(target, *ENVELOPE)
    assert server.received[0].encrypted
    assert "STARTTLS" not in server.lines


def test_a_stranger_at_that_port_is_refused(context, monkeypatch):
    with smtp_server(context=context, at_once=True) as server:
        monkeypatch.setattr(smtp, "SMTPS_PORT", server.port)
        other = LabCA.create("Another CA").certificate_pem
        with pytest.raises(ServerUntrustedError) as caught:
            Smtp().send(to(server, encrypted=True, authorities=other), *ENVELOPE)
    assert caught.value.server == f"127.0.0.1:{server.port}"
    assert server.received == []


def test_an_expired_certificate(authority, tmp_path):
    files = authority.server(addresses=["127.0.0.1"], lifetime=timedelta(days=-1))
    with smtp_server(context=context_of(*files.write(tmp_path))) as server:
        target = to(server, encrypted=True, authorities=authority.certificate_pem)
        with pytest.raises(ServerUntrustedError) as caught:
            Smtp().send(target, *ENVELOPE)
    assert "expired" in caught.value.reason


def test_logon_over_tls(authority, context):
    with smtp_server(context=context) as server:
        options = {"encrypted": True, "authorities": authority.certificate_pem, "user": USER}
        Smtp().send(to(server, password=Secret(PASSWORD), **options), *ENVELOPE)
        with pytest.raises(LogonRefusedError) as caught:
            Smtp().send(to(server, password=Secret("no"), **options), *ENVELOPE)
    assert "no" not in caught.value.message.split()
    assert [received.user for received in server.received] == [USER]


def test_a_server_that_says_nothing():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = MailServer("127.0.0.1", listener.getsockname()[1], seconds=0.2)
        with pytest.raises(ServerTimeoutError):
            Smtp().send(server, *ENVELOPE)


@pytest.mark.parametrize("greeting", [b"", b"554 go away\r\n", b"nonsense\r\n", b"\xff\xfe\r\n"])
def test_a_server_that_talks_nonsense(greeting):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer():
            connection, _peer = listener.accept()
            with connection:
                connection.sendall(greeting)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        server = MailServer("127.0.0.1", listener.getsockname()[1], seconds=2.0)
        with pytest.raises(ServerUnavailableError):
            Smtp().send(server, *ENVELOPE)
        thread.join(5)


def test_a_name_that_does_not_exist():
    with pytest.raises(ServerUnavailableError) as caught:
        Smtp().send(MailServer("mail.invalid", 25, seconds=2.0), *ENVELOPE)
    assert caught.value.server == "mail.invalid:25"


@pytest.mark.parametrize("authorities", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_file_that_holds_no_authority(authorities):
    server = MailServer("127.0.0.1", 9, encrypted=True, authorities=authorities)
    with pytest.raises(CACertificateError):
        Smtp().send(server, *ENVELOPE)


def test_a_rehearsal_connects_to_nobody():
    with smtp_server() as server:
        assert not Rehearsed().send(to(server), *ENVELOPE)
    assert server.lines == []
