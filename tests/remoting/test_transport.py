"""What the guarded transport takes and what it refuses, against real sockets."""

import http.server
import logging
import socket
import ssl
import threading
from contextlib import contextmanager

import pytest
from pypsrp.exceptions import WSManFaultError
from pypsrp.shell import Process, WinRS

from smimeadmin.core.secret import Secret
from smimeadmin.lab.http_host import Listener
from smimeadmin.remoting import transport
from smimeadmin.remoting.connection_uri import ConnectionUri
from smimeadmin.remoting.errors import (
    AnswerNotProtectedError,
    AnswerTimeoutError,
    AnswerTooLargeError,
    NotSignedInError,
    RedirectRefusedError,
    ServerBusyError,
    ServerUnreachableError,
    UntrustedServerError,
)
from smimeadmin.remoting.transport import ConnectionOptions, SignIn, open_wsman
from tests.lab.conftest import ACCOUNT
from tests.remoting.certificates import server_context

PASSWORD = Secret(ACCOUNT.password)
BASIC = SignIn("basic", ACCOUNT.name, PASSWORD)
NTLM = SignIn("ntlm", f"LAB\\{ACCOUNT.name}", PASSWORD)


def uri_of(port, scheme="http"):
    return ConnectionUri(scheme, "127.0.0.1", port, "/PowerShell/")


def echo(uri, sign_in, options=None):
    with open_wsman(uri, sign_in, options or ConnectionOptions()) as wsman, WinRS(wsman) as shell:
        process = Process(shell, "echo", ["hello"])
        process.invoke()
        return process.stdout


@pytest.mark.parametrize("sign_in", [BASIC, NTLM], ids=["basic", "ntlm"])
def test_a_command_goes_through(listener, sign_in):
    options = ConnectionOptions(allow_plain=sign_in is BASIC)
    assert echo(uri_of(listener.server_address[1]), sign_in, options) == b"hello"


@pytest.mark.parametrize("method", ["basic", "ntlm", "negotiate"])
def test_a_wrong_password_names_server_and_user(listener, method):
    sign_in = SignIn(method, ACCOUNT.name, Secret("wrong"))
    with pytest.raises(NotSignedInError) as caught:
        echo(uri_of(listener.server_address[1]), sign_in, ConnectionOptions(allow_plain=True))
    assert caught.value.user == ACCOUNT.name
    assert "wrong" not in caught.value.message


def test_faults_come_as_faults(listener):
    with (
        open_wsman(uri_of(listener.server_address[1]), NTLM, ConnectionOptions()) as wsman,
        pytest.raises(WSManFaultError) as caught,
        WinRS(wsman, resource_uri="http://schemas.microsoft.com/powershell/Nope"),
    ):
        pass
    assert caught.value.code == 2150858811


def test_the_server_s_certificate_is_verified(service, users_file, tmp_path):
    assert users_file.exists()
    context, ca_file = server_context(tmp_path)
    made = Listener("127.0.0.1:0", service, ACCOUNT, tls=context)
    made.serve()
    try:
        uri = uri_of(made.server_address[1], "https")
        trusting = ConnectionOptions(ca_file=str(ca_file))
        for sign_in in (BASIC, NTLM):
            assert echo(uri, sign_in, trusting) == b"hello"
            with pytest.raises(UntrustedServerError):
                echo(uri, sign_in)
        other = ConnectionUri("https", "localhost", uri.port, uri.path)
        with pytest.raises(UntrustedServerError) as caught:  # the certificate is for the address
            echo(other, BASIC, trusting)
        assert "localhost" in caught.value.message
    finally:
        made.stop()


class Answerer(http.server.BaseHTTPRequestHandler):
    """Answers each request as the test says, and counts."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.headers_seen.append(dict(self.headers))
        status, headers, body = self.server.say
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Stay quiet."""


@contextmanager
def answering(status, headers=None, body=b""):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answerer)
    server.say, server.headers_seen = (status, headers or {}, body), []
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_refused_and_its_target_sees_nothing(status):
    with answering(200) as target:
        there = f"http://127.0.0.1:{target.server_address[1]}/PowerShell/"
        with answering(status, {"Location": there}) as server:
            with pytest.raises(RedirectRefusedError) as caught:
                echo(uri_of(server.server_address[1]), BASIC, ConnectionOptions(allow_plain=True))
            assert caught.value.target == there
            assert len(server.headers_seen) == 1
        assert target.headers_seen == []


def test_a_plain_answer_on_a_session_with_encryption_is_not_read(listener, monkeypatch):
    """The host signs in properly, then answers without encryption."""
    monkeypatch.setattr("smimeadmin.lab.http_host.sealed", lambda _c, text, *_: ("text/xml", text))
    with pytest.raises(AnswerNotProtectedError):
        echo(uri_of(listener.server_address[1]), NTLM)


@pytest.mark.parametrize(("header", "seconds"), [({}, None), ({"Retry-After": "7"}, 7.0)])
@pytest.mark.parametrize("status", [425, 429, 503])
def test_a_busy_server_is_asked_once(status, header, seconds):
    with answering(status, header) as server:
        with pytest.raises(ServerBusyError) as caught:
            echo(uri_of(server.server_address[1]), BASIC, ConnectionOptions(allow_plain=True))
        assert (caught.value.status, caught.value.retry_after) == (status, seconds)
        assert len(server.headers_seen) == 1


def test_an_endless_answer_is_cut_off(monkeypatch):
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 100_000)
    with answering(200, body=b"x" * 300_000) as server, pytest.raises(AnswerTooLargeError):
        echo(uri_of(server.server_address[1]), BASIC, ConnectionOptions(allow_plain=True))


def test_a_closed_port_and_a_name_that_is_not_there_are_told():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ServerUnreachableError) as caught:
        echo(uri_of(port), BASIC, ConnectionOptions(allow_plain=True))
    assert caught.value.reason == "connection refused"
    nowhere = ConnectionUri("http", "no-such-host.invalid", 80, "/PowerShell/")
    with pytest.raises(ServerUnreachableError):
        echo(nowhere, BASIC, ConnectionOptions(allow_plain=True))


def test_a_server_that_says_nothing_times_out():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = uri_of(silent.getsockname()[1])
        options = ConnectionOptions(allow_plain=True)
        with open_wsman(uri, BASIC, options) as wsman:
            wsman.transport.read_timeout = 0.3
            with pytest.raises(AnswerTimeoutError) as caught:
                WinRS(wsman).open()
        assert caught.value.seconds == 0.3


def test_netrc_proxies_and_ca_bundles_of_the_environment_are_not_read(
    listener, tmp_path, monkeypatch
):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login other password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with answering(200) as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_address[1]}")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "no such file"))
        uri = uri_of(listener.server_address[1])
        assert echo(uri, BASIC, ConnectionOptions(allow_plain=True)) == b"hello"
        assert proxy.headers_seen == []


def test_libraries_log_nothing_that_holds_values(listener, caplog):
    caplog.set_level(logging.DEBUG)
    uri = uri_of(listener.server_address[1])
    assert echo(uri, NTLM) == b"hello"
    assert [r for r in caplog.records if r.name.split(".")[0] in transport._LOGGERS] == []


def test_a_server_of_an_old_tls_version_is_told(service, tmp_path):
    context, ca_file = server_context(tmp_path)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    made = Listener("127.0.0.1:0", service, ACCOUNT, tls=context)
    made.serve()
    try:
        with pytest.raises(UntrustedServerError):
            echo(
                uri_of(made.server_address[1], "https"),
                BASIC,
                ConnectionOptions(ca_file=str(ca_file)),
            )
    finally:
        made.stop()
