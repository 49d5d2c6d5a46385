"""The frames of WS-Management, driven by pypsrp's and pywinrm's own clients."""

import socket
import threading
import time

import pytest
import requests
import winrm
from pypsrp.exceptions import AuthenticationError, WSManFaultError
from pypsrp.shell import Process, SignalCode, WinRS
from pypsrp.wsman import WSMan

from smimeadmin.lab.errors import CannotListenError, NotLoopbackError
from smimeadmin.lab.http_host import LARGEST_BODY, Listener
from tests.lab.conftest import ACCOUNT, digest_of


def connection(listener, auth="basic", *, user=ACCOUNT.name, password=ACCOUNT.password, **more):
    options = {"encryption": "never" if auth == "basic" else "always", **more}
    return WSMan(
        "127.0.0.1",
        port=listener.server_address[1],
        ssl=False,
        auth=auth,
        username=user,
        password=password,
        negotiate_service="HTTP",
        operation_timeout=2,
        **options,
    )


@pytest.mark.parametrize("user", ["operator", "LAB\\operator", "operator@lab.test", "OPERATOR"])
@pytest.mark.parametrize("auth", ["basic", "ntlm", "negotiate"])
def test_each_form_of_the_name_signs_in(listener, auth, user):
    with connection(listener, auth, user=user) as wsman, WinRS(wsman) as shell:
        process = Process(shell, "echo", ["grüße", "x"])
        process.invoke()
        assert process.stdout == "grüße x".encode()
        assert process.rc == 0


@pytest.mark.parametrize("auth", ["basic", "ntlm"])
def test_a_wrong_password_is_refused(listener, auth):
    with (
        connection(listener, auth, password="no") as wsman,
        pytest.raises(AuthenticationError),
        WinRS(wsman),
    ):
        pass


@pytest.mark.parametrize("auth", ["basic", "ntlm"])
def test_large_input_comes_back_whole(listener, auth):
    data = bytes(range(256)) * 4096  # a megabyte
    with connection(listener, auth) as wsman, WinRS(wsman) as shell:
        process = Process(shell, "cat")
        process.begin_invoke()
        process.send(data, end=True)
        process.end_invoke()
        assert digest_of(process.stdout) == digest_of(data)


def test_an_exit_code_and_the_user_reach_the_client(listener):
    with connection(listener) as wsman, WinRS(wsman) as shell:
        process = Process(shell, "whoami")
        process.invoke()
        assert (process.stdout, process.rc) == (b"operator", 3)


def test_a_signal_ends_a_command_while_a_receive_waits(listener):
    with connection(listener) as wsman, WinRS(wsman) as shell:
        process = Process(shell, "wait")
        process.begin_invoke()
        with connection(listener) as other:
            second = WinRS(other)
            second.id, second._selector_set = shell.id, shell._selector_set
            again = Process(second, "wait", id=process.id)
            timer = threading.Timer(0.3, again.signal, [SignalCode.TERMINATE])
            timer.start()
            began = time.monotonic()
            process.end_invoke()
            timer.join()
        assert process.rc == 1
        assert time.monotonic() - began < 2


def test_a_command_that_says_nothing_is_asked_again_and_goes_on(listener):
    with connection(listener) as wsman, WinRS(wsman) as shell:
        process = Process(shell, "cat")
        process.begin_invoke()
        process.poll_invoke()  # a TimedOut fault after 2 s, which the client takes as "ask again"
        assert process.stdout == b""
        process.send(b"late", end=True)
        process.end_invoke()
        assert process.stdout == b"late"


def test_shells_are_let_go(listener, service):
    with connection(listener) as wsman:
        with WinRS(wsman) as shell:
            made = service._shells[shell.id.upper()]
            assert service.open_shells == 1
        assert service.open_shells == 0
        assert made.closed.is_set()


def test_one_shell_too_many_names_the_quota(listener):
    with connection(listener) as wsman:
        shells = [WinRS(wsman) for _ in range(4)]
        for shell in shells[:3]:
            shell.open()
        with pytest.raises(WSManFaultError) as caught:
            shells[3].open()
        assert caught.value.code == 2150859173
        assert "3 for the policy party : MaxConcurrency" in caught.value.message


def test_an_unknown_resource_and_an_unknown_shell_are_faults(listener):
    with connection(listener) as wsman:
        with pytest.raises(WSManFaultError) as caught:
            WinRS(wsman, resource_uri="http://schemas.microsoft.com/powershell/Nope").open()
        assert caught.value.code == 2150858811
        with WinRS(wsman) as shell:
            gone = WinRS(wsman)
            gone.id = shell.id
            gone._selector_set = shell._selector_set
        with pytest.raises(WSManFaultError) as caught:
            Process(gone, "echo").begin_invoke()
        assert caught.value.code == 2150858843


@pytest.mark.parametrize("transport", ["plaintext", "ntlm"])
def test_pywinrm_runs_a_command(listener, transport, monkeypatch):
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)  # pywinrm warns when it sees one
    session = winrm.Session(
        f"http://127.0.0.1:{listener.server_address[1]}/wsman",
        auth=("LAB\\operator", ACCOUNT.password),
        transport=transport,
    )
    done = session.run_cmd("echo", ["a", "b"])
    assert (done.std_out, done.status_code) == (b"a b", 0)


@pytest.mark.parametrize(
    "body",
    [
        b"no xml",
        b"<html/>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>",
        b"<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_request_gets_a_fault(listener, body):
    answer = requests.post(
        listener.url, body, auth=(ACCOUNT.name, ACCOUNT.password.encode()), timeout=5
    )
    assert answer.status_code == 500
    assert 'Code="87"' in answer.text


def test_a_body_without_length_or_too_large_is_refused_unread(listener):
    for header, status in (("", b"411"), (f"Content-Length: {LARGEST_BODY + 1}\r\n", b"413")):
        with socket.create_connection(listener.server_address, timeout=5) as client:
            client.sendall(f"POST / HTTP/1.1\r\nHost: x\r\n{header}\r\n".encode())
            assert status in client.recv(4096).split(b"\r\n")[0]


def test_offers_are_named_one_by_one(listener):
    answer = requests.post(listener.url, b"", timeout=5)
    assert answer.status_code == 401
    offers = answer.raw.headers.getlist("WWW-Authenticate")
    assert offers == ["Negotiate", "Kerberos", "NTLM", 'Basic realm="WSMAN"']


@pytest.mark.parametrize("address", ["0.0.0.0:0", "192.0.2.1:80", "example.test:1", "127.0.0.1:x"])
def test_only_loopback_addresses_are_listened_on(service, address):
    with pytest.raises(NotLoopbackError):
        Listener(address, service, ACCOUNT)


def test_an_address_in_use_is_named(listener, service):
    address = f"127.0.0.1:{listener.server_address[1]}"
    with pytest.raises(CannotListenError) as caught:
        Listener(address, service, ACCOUNT)
    assert caught.value.address == address
