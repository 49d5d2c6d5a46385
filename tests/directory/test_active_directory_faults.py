"""What happens when the server, the network or the certificate is not as it should be."""

import contextlib
import socket
import ssl
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.core.secret import Secret
from smimeadmin.directory.api import USER_CERTIFICATE, AttributeChange, Operation
from smimeadmin.directory.backends.active_directory import ActiveDirectory, ServerSettings
from smimeadmin.directory.backends.ldap_connection import Timeouts
from smimeadmin.directory.backends.ldap_socket import GuardedSocket
from smimeadmin.directory.errors import (
    AccessDeniedError,
    CACertificateError,
    InsufficientRightsError,
    InvalidServerError,
    InvalidValueError,
    LimitExceededError,
    ProtocolError,
    RecipientNotFoundError,
    ServerRefusedError,
    ServerTimeoutError,
    ServerUnavailableError,
    ServerUntrustedError,
    ValueExistsError,
)
from tests.support.fake_ldap import (
    BIND_REQUEST,
    EXTENDED_RESPONSE,
    MODIFY_REQUEST,
    NOTICE_OF_DISCONNECTION,
    Conversation,
    Request,
    Script,
    answering,
    asks_root_dse,
    fake_server,
    octets,
    root_dse,
    tlv,
)
from tests.support.tls_files import LabCA, TlsFiles

PASSWORD = "p4ssw0rd-of-the-administrator"
SHORT = Timeouts(connect=0.3, bind=0.3, request=0.3)
GUID = UUID("00112233-4455-6677-8899-aabbccddeeff")
PERSON = {
    "objectGUID": [GUID.bytes_le],
    "displayName": ["Anna Müller".encode()],
    "mail": [b"anna@example.test"],
    "proxyAddresses": [b"SMTP:anna@example.test"],
}
PERSON_DN = "CN=Anna,DC=example,DC=test"


@pytest.fixture(scope="module")
def ca() -> LabCA:
    return LabCA.create("Fault Test CA")


@pytest.fixture(scope="module")
def tls(ca: LabCA) -> TlsFiles:
    return ca.server(dns=("localhost",), addresses=("127.0.0.1",))


def settings_for(
    url: str, ca: LabCA | None, *, user: str = "admin@example.test", timeouts: Timeouts = SHORT
) -> ServerSettings:
    return ServerSettings(
        server=url,
        user=user,
        password=Secret(PASSWORD),
        ca_certificates=ca.certificate_pem if ca is not None else None,
        ca_source="ca.pem",
        timeouts=timeouts,
    )


@contextmanager
def connected(script: Script, tls: TlsFiles, ca: LabCA) -> Iterator[ActiveDirectory]:
    with fake_server(script, tls) as server:
        timeouts = Timeouts(connect=5, bind=5, request=1)
        directory = ActiveDirectory.connect(settings_for(server.url, ca, timeouts=timeouts))
        try:
            yield directory
        finally:
            directory.close()


def after_root_dse(handle: Callable[[Request], list[bytes]]) -> Script:
    return answering(
        lambda request: root_dse(request) if asks_root_dse(request) else handle(request)
    )


def expect(error: type[SmimeAdminError], kind: ErrorKind, settings: ServerSettings) -> str:
    """Connecting fails in that way, without the password in the message; return the message."""
    with pytest.raises(error) as caught:
        ActiveDirectory.connect(settings)
    assert caught.value.kind is kind
    assert caught.value.hint
    assert PASSWORD not in str(caught.value) + caught.value.hint
    return caught.value.message


def never(conversation: Conversation) -> None:
    """A client that lets itself be led here sends something."""
    raise AssertionError(f"the client sent {conversation.read()}")


class TestTrust:
    """The password is sent only to a server that proved to be the one that was named."""

    @staticmethod
    def untrusted(tls: TlsFiles, ca: LabCA | None, host: str = "127.0.0.1") -> ServerUntrustedError:
        received: list[Request | None] = []
        with (
            fake_server(lambda conversation: received.append(conversation.read()), tls) as server,
            pytest.raises(ServerUntrustedError) as caught,
        ):
            ActiveDirectory.connect(settings_for(f"ldaps://{host}:{server.port}", ca))
        assert [request for request in received if request is not None] == []
        assert caught.value.kind is ErrorKind.UNTRUSTED
        return caught.value

    def test_unknown_issuer_is_named_with_the_way_out(self, tls: TlsFiles) -> None:
        error = self.untrusted(tls, LabCA.create("Another CA"))
        assert error.subject == "CN=dc1.example.test"
        assert error.issuer == "CN=Fault Test CA"
        assert "-CACertificate" in (error.hint or "")

    def test_without_a_ca_file_the_system_decides(self, tls: TlsFiles) -> None:
        error = self.untrusted(tls, None)
        assert error.issuer == "CN=Fault Test CA"

    def test_other_host_name_is_refused(self, ca: LabCA) -> None:
        other = ca.server(dns=("dc2.example.test",), addresses=("127.0.0.1",))
        error = self.untrusted(other, ca, host="localhost")
        assert "localhost" in error.reason
        assert "subject alternative name" in (error.hint or "")

    def test_other_address_is_refused(self, ca: LabCA) -> None:
        other = ca.server(dns=("localhost", "127.0.0.1"), addresses=("127.0.0.2",))
        error = self.untrusted(other, ca)
        assert "127.0.0.1" in error.reason

    def test_expired_certificate_is_refused(self, ca: LabCA) -> None:
        expired = ca.server(addresses=("127.0.0.1",), lifetime=timedelta(days=-1))
        error = self.untrusted(expired, ca)
        assert "expired" in error.reason
        assert "clock" in (error.hint or "")

    def test_old_tls_is_refused(self, tls: TlsFiles, ca: LabCA) -> None:
        def only_tls_1_0(context: ssl.SSLContext) -> None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # that is the point
                context.minimum_version = ssl.TLSVersion.TLSv1
                context.maximum_version = ssl.TLSVersion.TLSv1
            context.set_ciphers("ALL:@SECLEVEL=0")

        with fake_server(never, tls, adjust=only_tls_1_0) as server:
            expect(ServerUntrustedError, ErrorKind.UNTRUSTED, settings_for(server.url, ca))

    def test_name_is_sent_and_checked(self, tls: TlsFiles, ca: LabCA) -> None:
        names: list[str | None] = []

        def note_name(context: ssl.SSLContext) -> None:
            context.sni_callback = lambda _socket, name, _context: names.append(name)

        with fake_server(answering(root_dse), tls, adjust=note_name) as server:
            settings = settings_for(f"ldaps://localhost:{server.port}", ca)
            ActiveDirectory.connect(settings).close()
        assert names == ["localhost"]

    @pytest.mark.parametrize("encoding", ["der", "pem"])
    def test_ca_file_may_be_pem_or_der(self, tls: TlsFiles, ca: LabCA, encoding: str) -> None:
        content = ca.certificate_der if encoding == "der" else b"# a remark\n" + ca.certificate_pem
        with fake_server(answering(root_dse), tls) as server:
            settings = ServerSettings(server.url, "a@b", Secret(PASSWORD), content, "ca.crt")
            directory = ActiveDirectory.connect(settings)
            assert directory.place == "DC=example,DC=test"
            assert directory.server == server.url
            directory.close()

    @pytest.mark.parametrize(
        "content", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nnonsense", b"\x30\x03\x02\x01"]
    )
    def test_file_without_certificate_is_refused(self, content: bytes) -> None:
        settings = ServerSettings("ldaps://127.0.0.1:1", "a@b", Secret("x"), content, "ca.crt")
        with pytest.raises(CACertificateError) as caught:
            ActiveDirectory.connect(settings)
        assert caught.value.path == "ca.crt"


class TestReaching:
    """A server that is not there, or not all there."""

    @pytest.mark.parametrize(
        "server",
        [
            "ldap://127.0.0.1",
            "ldap://127.0.0.1:636",
            "https://127.0.0.1",
            "ldaps://",
            "",
            "ldaps://host:port",
            "ldaps://host:99999",
            "ldaps://[::1",
            "ldaps://user:secret@host",
            "ldaps://host/DC=example",
        ],
    )
    def test_unusable_server_text_is_refused(self, server: str, ca: LabCA) -> None:
        expect(InvalidServerError, ErrorKind.INVALID_INPUT, settings_for(server, ca))

    def test_plain_ldap_gets_no_byte(self, ca: LabCA) -> None:
        with fake_server(never, None) as server:
            url = server.url.replace("ldaps", "ldap")
            expect(InvalidServerError, ErrorKind.INVALID_INPUT, settings_for(url, ca))
            assert server.connections == 0

    def test_closed_port(self, ca: LabCA) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        settings = settings_for(f"ldaps://127.0.0.1:{port}", ca)
        message = expect(ServerUnavailableError, ErrorKind.UNAVAILABLE, settings)
        assert f"ldaps://127.0.0.1:{port}" in message

    def test_unknown_name(self, ca: LabCA) -> None:
        settings = settings_for("ldaps://nowhere.invalid", ca)
        expect(ServerUnavailableError, ErrorKind.UNAVAILABLE, settings)

    @pytest.mark.parametrize("user", ["", "admin@example.test"])
    def test_empty_logon_is_no_anonymous_success(self, user: str) -> None:
        password = "" if user else PASSWORD
        settings = ServerSettings("ldaps://127.0.0.1:1", user, Secret(password))
        expect(AccessDeniedError, ErrorKind.DENIED, settings)

    def test_server_that_accepts_and_says_nothing(self, ca: LabCA) -> None:
        with fake_server(Conversation.wait_until_gone, None) as server:
            expect(ServerTimeoutError, ErrorKind.TIMED_OUT, settings_for(server.url, ca))

    def test_server_that_never_answers_the_bind(self, tls: TlsFiles, ca: LabCA) -> None:
        with fake_server(Conversation.wait_until_gone, tls) as server:
            expect(ServerTimeoutError, ErrorKind.TIMED_OUT, settings_for(server.url, ca))

    def test_server_that_dribbles_has_one_deadline(self, tls: TlsFiles, ca: LabCA) -> None:
        def dribble(conversation: Conversation) -> None:
            conversation.read()
            for octet in b"\x30\x82\xff\xff" + bytes(8):
                conversation.send(bytes([octet]))
                time.sleep(0.05)

        with fake_server(dribble, tls) as server:
            start = time.monotonic()
            expect(ServerTimeoutError, ErrorKind.TIMED_OUT, settings_for(server.url, ca))
            assert time.monotonic() - start < 1.5

    def test_server_that_drops_in_the_middle_of_an_answer(self, tls: TlsFiles, ca: LabCA) -> None:
        def drop(conversation: Conversation) -> None:
            request = conversation.read()
            assert request is not None
            conversation.send(request.answer(0)[:-3])

        with fake_server(drop, tls) as server:
            expect(ServerUnavailableError, ErrorKind.UNAVAILABLE, settings_for(server.url, ca))

    def test_port_without_tls(self, ca: LabCA) -> None:
        def http(conversation: Conversation) -> None:
            conversation.connection.recv(100)
            conversation.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        with fake_server(http, None) as server:
            expect(ServerUnavailableError, ErrorKind.UNAVAILABLE, settings_for(server.url, ca))

    @pytest.mark.parametrize(
        "garbage",
        [
            b"HTTP/1.1 400 Bad Request\r\n\r\n",
            b"0\x80\x00\x00",
            b"0\x84\x7f\xff\xff\xff",
            b"0\x88" + b"\xff" * 8,
            b"0\x05\x02\x01\x01a\x00",
            b"0\x0c\x02\x01\x63a\x07\x0a\x01\x00\x04\x00\x04\x00",
            b"0\x00",
        ],
    )
    def test_answer_that_is_no_ldap(self, tls: TlsFiles, ca: LabCA, garbage: bytes) -> None:
        def babble(conversation: Conversation) -> None:
            conversation.read()
            conversation.send(garbage)
            conversation.wait_until_gone()

        with fake_server(babble, tls) as server:
            settings = settings_for(server.url, ca)
            with pytest.raises(SmimeAdminError) as caught:
                ActiveDirectory.connect(settings)
            assert isinstance(caught.value, ProtocolError | ServerTimeoutError)

    @pytest.mark.property
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        damages=st.lists(
            st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4
        )
    )
    def test_damaged_answers_end_in_an_error_of_ours(
        self, tls: TlsFiles, ca: LabCA, damages: list[tuple[int, int]]
    ) -> None:
        def damage(request: Request) -> list[bytes]:
            whole = bytearray(request.entry(PERSON_DN, PERSON) + request.answer(0))
            for position, octet in damages:
                whole[position % len(whole)] = octet
            return [bytes(whole)]

        with fake_server(after_root_dse(damage), tls) as server:
            directory = ActiveDirectory.connect(
                settings_for(server.url, ca, timeouts=Timeouts(5, 5, 0.05))
            )
            # Whatever it is: an account, or an error of ours.
            with contextlib.suppress(SmimeAdminError):
                assert directory.find("anna@example.test").guid
            directory.close()


class TestReferrals:
    """A server's word never sends the password elsewhere."""

    @pytest.fixture
    def stranger(self) -> Iterator[tuple[str, list[bytes]]]:
        received: list[bytes] = []

        def listen(conversation: Conversation) -> None:
            received.append(b"(a connection)")
            received.append(conversation.connection.recv(65536))

        with fake_server(listen, None) as server:
            yield f"ldap://127.0.0.1:{server.port}/DC=example,DC=test", received

    def test_referral_of_the_bind(
        self, tls: TlsFiles, ca: LabCA, stranger: tuple[str, list[bytes]]
    ) -> None:
        uri, received = stranger

        def refer(conversation: Conversation) -> None:
            request = conversation.read()
            assert request is not None
            conversation.send(request.answer(10, referrals=[uri]))

        with fake_server(refer, tls) as server:
            # ldap3 can't read a bind's referral; either way it goes no further.
            expect(ProtocolError, ErrorKind.UNAVAILABLE, settings_for(server.url, ca))
        assert received == []

    @pytest.mark.parametrize("with_uri", [True, False])
    def test_referral_of_search_and_modify(
        self, tls: TlsFiles, ca: LabCA, stranger: tuple[str, list[bytes]], with_uri: bool
    ) -> None:
        uri, received = stranger
        referrals = [uri] if with_uri else []

        def refer(request: Request) -> list[bytes]:
            return [request.answer(10, referrals=referrals)]

        with connected(after_root_dse(refer), tls, ca) as directory:
            for ask in (
                lambda: directory.find("anna@example.test"),
                lambda: directory.read(GUID),
                lambda: list(directory.accounts()),
            ):
                with pytest.raises(ServerRefusedError) as caught:
                    ask()
                assert caught.value.code == 10
        assert received == []

    def test_references_among_entries_are_left_out(
        self, tls: TlsFiles, ca: LabCA, stranger: tuple[str, list[bytes]]
    ) -> None:
        uri, received = stranger

        def mixed(request: Request) -> list[bytes]:
            entry = request.entry(PERSON_DN, PERSON)
            return [request.reference(uri), entry, request.reference(uri), request.page(b"")]

        with connected(after_root_dse(mixed), tls, ca) as directory:
            assert [account.guid for account in directory.accounts()] == [GUID]
            assert directory.find("anna@example.test").name == "Anna Müller"
        assert received == []


class TestCodes:
    """What Samba can't be made to say: the codes of a real Active Directory."""

    @pytest.mark.parametrize(
        ("data", "reason", "hint"),
        [
            ("52e", "wrong user name or password", "Get-Credential"),
            ("532", "expired", "new password"),
            ("533", "disabled", "Enable"),
            ("775", "locked", "Unlock"),
            ("80090346", "channel bindings", "channel binding"),
            ("777", "data 777", "password"),
        ],
    )
    def test_refused_logon_says_why(
        self, tls: TlsFiles, ca: LabCA, data: str, reason: str, hint: str
    ) -> None:
        error = self.refused_logon(tls, ca, data, "admin@example.test")
        assert error.user == "admin@example.test"
        assert reason in error.reason
        assert hint in (error.hint or "")

    def test_bare_logon_name_gets_a_hint(self, tls: TlsFiles, ca: LabCA) -> None:
        assert "user@domain" in (self.refused_logon(tls, ca, "52e", "admin").hint or "")

    @staticmethod
    def refused_logon(tls: TlsFiles, ca: LabCA, data: str, user: str) -> AccessDeniedError:
        text = f"80090308: LdapErr: DSID-0C090439, AcceptSecurityContext error, data {data}, v4563"

        def refuse(conversation: Conversation) -> None:
            request = conversation.read()
            assert request is not None
            assert request.operation == BIND_REQUEST
            conversation.send(request.answer(49, f"{text}\x00"))

        with fake_server(refuse, tls) as server, pytest.raises(AccessDeniedError) as caught:
            ActiveDirectory.connect(settings_for(server.url, ca, user=user))
        assert caught.value.kind is ErrorKind.DENIED
        return caught.value

    @pytest.mark.parametrize(
        ("code", "error", "kind"),
        [
            (3, LimitExceededError, ErrorKind.CONFLICT),
            (4, LimitExceededError, ErrorKind.CONFLICT),
            (11, LimitExceededError, ErrorKind.CONFLICT),
            (19, InvalidValueError, ErrorKind.INVALID_INPUT),
            (21, InvalidValueError, ErrorKind.INVALID_INPUT),
            (32, RecipientNotFoundError, ErrorKind.NOT_FOUND),
            (50, InsufficientRightsError, ErrorKind.DENIED),
            (8, AccessDeniedError, ErrorKind.DENIED),
            (51, ServerUnavailableError, ErrorKind.UNAVAILABLE),
            (52, ServerUnavailableError, ErrorKind.UNAVAILABLE),
            (53, ServerRefusedError, ErrorKind.CONFLICT),
            (80, ServerRefusedError, ErrorKind.CONFLICT),
        ],
    )
    def test_refused_modify_names_the_object(
        self,
        tls: TlsFiles,
        ca: LabCA,
        code: int,
        error: type[SmimeAdminError],
        kind: ErrorKind,
    ) -> None:
        def handle(request: Request) -> list[bytes]:
            if request.operation == MODIFY_REQUEST:
                return [request.answer(code, "the server's words")]
            return [request.entry(PERSON_DN, PERSON), request.answer(0)]

        change = AttributeChange(USER_CERTIFICATE, Operation.ADD, b"value")
        with (
            connected(after_root_dse(handle), tls, ca) as directory,
            pytest.raises(error) as caught,
        ):
            directory.modify(GUID, [change])
        assert caught.value.kind is kind
        assert caught.value.hint
        if not isinstance(caught.value, AccessDeniedError | ServerUnavailableError):
            target = str(GUID) if code == 32 else "anna@example.test"
            assert target in caught.value.message

    def test_size_limit_of_a_search_is_an_error_and_no_short_list(
        self, tls: TlsFiles, ca: LabCA
    ) -> None:
        def cut(request: Request) -> list[bytes]:
            return [request.entry(PERSON_DN, PERSON), request.answer(4)]

        with connected(after_root_dse(cut), tls, ca) as directory:
            listing = directory.accounts()
            assert next(listing).guid == GUID
            with pytest.raises(LimitExceededError) as caught:
                next(listing)
            assert caught.value.code == 4
            with pytest.raises(LimitExceededError):
                directory.find("anna@example.test")

    def test_value_exists_is_told_from_what_is_read_back(self, tls: TlsFiles, ca: LabCA) -> None:
        def handle(request: Request) -> list[bytes]:
            if request.operation == MODIFY_REQUEST:
                return [request.answer(20)]
            there = {**PERSON, "userSMIMECertificate": [b"there"]}
            return [request.entry(PERSON_DN, there), request.answer(0)]

        changes = [
            AttributeChange(USER_CERTIFICATE, Operation.ADD, b"fresh"),
            AttributeChange("userSMIMECertificate", Operation.ADD, b"there"),
        ]
        with (
            connected(after_root_dse(handle), tls, ca) as directory,
            pytest.raises(ValueExistsError) as caught,
        ):
            directory.modify(GUID, changes)
        assert caught.value.attribute == "userSMIMECertificate"

    def test_pages_are_followed(self, tls: TlsFiles, ca: LabCA) -> None:
        def handle(request: Request) -> list[bytes]:
            second = b"more" in request.body
            guid = UUID(int=GUID.int + second)
            entry = request.entry(PERSON_DN, {**PERSON, "objectGUID": [guid.bytes_le]})
            return [entry, request.page(b"" if second else b"more")]

        with connected(after_root_dse(handle), tls, ca) as directory:
            assert len({account.guid for account in directory.accounts()}) == 2

    def test_server_without_a_domain(self, tls: TlsFiles, ca: LabCA) -> None:
        with fake_server(answering(lambda request: [request.answer(0)]), tls) as server:
            expect(ProtocolError, ErrorKind.UNAVAILABLE, settings_for(server.url, ca))


class TestRanges:
    """Active Directory gives more than 1,500 values in parts (MS-ADTS 3.1.1.3.1.3.3)."""

    VALUES = tuple(n.to_bytes(2) * 20 for n in range(25))

    def serve(self, request: Request) -> list[bytes]:
        starts = [n for n in (10, 20) if f";range={n}-*".encode() in request.body]
        start = starts[0] if starts else 0
        part = self.VALUES[start : start + 10]
        end = str(start + 9) if start + 10 < len(self.VALUES) else "*"
        attributes = {f"userCertificate;range={start}-{end}": part}
        if start == 0:
            attributes |= {**PERSON, "userCertificate": ()}
        return [request.entry(PERSON_DN, attributes), request.answer(0)]

    def test_parts_are_put_together(self, tls: TlsFiles, ca: LabCA) -> None:
        with connected(after_root_dse(self.serve), tls, ca) as directory:
            assert directory.read(GUID).user_certificate == self.VALUES
            assert directory.find("anna@example.test").user_certificate == self.VALUES

    @pytest.mark.parametrize(
        "second",
        [
            {},
            {"userCertificate;range=10-19": ()},
            {"userCertificate;range=0-9": VALUES[:10]},
            {"userCertificate;range=12-*": VALUES[:10]},
        ],
    )
    def test_parts_that_do_not_go_on_are_refused(
        self, tls: TlsFiles, ca: LabCA, second: dict[str, tuple[bytes, ...]]
    ) -> None:
        def handle(request: Request) -> list[bytes]:
            first = {**PERSON, "userCertificate;range=0-9": self.VALUES[:10]}
            attributes = second if b";range=10-*" in request.body else first
            return [request.entry(PERSON_DN, attributes), request.answer(0)]

        with (
            connected(after_root_dse(handle), tls, ca) as directory,
            pytest.raises(ProtocolError),
        ):
            directory.read(GUID)


class TestIdleConnection:
    """Domain controllers end idle connections; the next command doesn't notice."""

    @pytest.mark.parametrize("notice", [True, False])
    def test_reads_and_writes_connect_again(self, tls: TlsFiles, ca: LabCA, notice: bool) -> None:
        ended = threading.Event()
        modified: list[int] = []

        def script(conversation: Conversation) -> None:
            conversation.accept_bind()
            while (request := conversation.read()) is not None:
                if request.operation == MODIFY_REQUEST:
                    modified.append(conversation.number)
                    conversation.send(request.answer(0))
                elif asks_root_dse(request):
                    conversation.send(*root_dse(request))
                    continue
                else:
                    conversation.send(request.entry(PERSON_DN, PERSON), request.answer(0))
                if notice:
                    goodbye = tlv(0x8A, NOTICE_OF_DISCONNECTION)
                    content = b"\x0a\x01\x34" + octets(b"") * 2 + goodbye
                    conversation.send(Request(0, 0, b"").message(EXTENDED_RESPONSE, content))
                break
            conversation.connection.close()
            ended.set()

        def wait_for_the_end() -> None:
            assert ended.wait(5)
            time.sleep(0.02)  # until it arrived here
            ended.clear()

        with fake_server(script, tls) as server:
            settings = settings_for(server.url, ca, timeouts=Timeouts(5, 5, 5))
            directory = ActiveDirectory.connect(settings)
            for _ in range(2):
                assert directory.read(GUID).guid == GUID
                wait_for_the_end()
                change = AttributeChange(USER_CERTIFICATE, Operation.ADD, b"value")
                directory.modify(GUID, [change])
                wait_for_the_end()
            directory.close()
            assert modified == [2, 4]
            assert server.connections == 4

    def test_interrupted_request_leaves_no_answer_for_the_next(
        self, tls: TlsFiles, ca: LabCA, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def handle(request: Request) -> list[bytes]:
            return [request.entry(PERSON_DN, PERSON), request.answer(0)]

        def interrupt(*_: object) -> bytes:
            raise KeyboardInterrupt

        with connected(after_root_dse(handle), tls, ca) as directory:
            monkeypatch.setattr(GuardedSocket, "recv", interrupt)
            with pytest.raises(KeyboardInterrupt):
                directory.read(GUID)
            monkeypatch.undo()
            assert directory.read(GUID).guid == GUID

    def test_modify_is_never_sent_twice(self, tls: TlsFiles, ca: LabCA) -> None:
        modified: list[int] = []

        def handle(conversation: Conversation) -> None:
            conversation.accept_bind()
            while (request := conversation.read()) is not None:
                if request.operation == MODIFY_REQUEST:
                    modified.append(conversation.number)
                    return
                conversation.send(*root_dse(request))

        with connected(handle, tls, ca) as directory, pytest.raises(ServerUnavailableError):
            directory.modify(GUID, [AttributeChange(USER_CERTIFICATE, Operation.ADD, b"v")])
        assert modified == [1]
