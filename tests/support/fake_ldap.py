"""A scripted LDAP server on a loopback port: it says what a real one can't be made to say.

A script is a function that gets a Conversation: it reads requests and sends whatever it likes,
proper answers (``result``, ``entry``) or bytes that are none. The BER here is written on its own,
so that it checks the client's library and does not share its mistakes.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.tls_files import TlsFiles

# RFC 4511 appendix B: the application tags of protocolOp.
BIND_REQUEST, BIND_RESPONSE = 0x60, 0x61
UNBIND_REQUEST = 0x42
SEARCH_REQUEST, SEARCH_ENTRY, SEARCH_DONE, SEARCH_REFERENCE = 0x63, 0x64, 0x65, 0x73
MODIFY_REQUEST, MODIFY_RESPONSE = 0x66, 0x67
EXTENDED_RESPONSE = 0x78
RESPONSES = {
    BIND_REQUEST: BIND_RESPONSE,
    SEARCH_REQUEST: SEARCH_DONE,
    MODIFY_REQUEST: MODIFY_RESPONSE,
}

PAGED_RESULTS = b"1.2.840.113556.1.4.319"
NOTICE_OF_DISCONNECTION = b"1.3.6.1.4.1.1466.20036"


def tlv(tag: int, content: bytes) -> bytes:
    """Return one BER element with a definite length."""
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + content


def octets(value: bytes) -> bytes:
    return tlv(0x04, value)


def integer(value: int, tag: int = 0x02) -> bytes:
    return tlv(tag, value.to_bytes(value.bit_length() // 8 + 1))


@dataclass(frozen=True)
class Request:
    """One LDAPMessage of the client."""

    message_id: int
    operation: int
    body: bytes

    def answer(self, code: int, text: str = "", *, referrals: Sequence[str] = ()) -> bytes:
        """Return the response that fits, with a result code."""
        content = integer(code, 0x0A) + octets(b"") + octets(text.encode())
        if referrals:
            content += tlv(0xA3, b"".join(octets(uri.encode()) for uri in referrals))
        return self.message(RESPONSES[self.operation], content)

    def entry(self, name: str, attributes: Mapping[str, Sequence[bytes]]) -> bytes:
        """Return a searchResEntry."""
        listed = b"".join(
            tlv(0x30, octets(key.encode()) + tlv(0x31, b"".join(map(octets, values))))
            for key, values in attributes.items()
        )
        return self.message(SEARCH_ENTRY, octets(name.encode()) + tlv(0x30, listed))

    def reference(self, uri: str) -> bytes:
        """Return a searchResRef."""
        return self.message(SEARCH_REFERENCE, octets(uri.encode()))

    def page(self, cookie: bytes) -> bytes:
        """Return a searchResDone that says whether more pages follow."""
        control = tlv(0x30, octets(PAGED_RESULTS) + octets(tlv(0x30, integer(0) + octets(cookie))))
        content = integer(0, 0x0A) + octets(b"") + octets(b"")
        return self.message(SEARCH_DONE, content, controls=tlv(0xA0, control))

    def message(self, operation: int, content: bytes, controls: bytes = b"") -> bytes:
        """Return a whole LDAPMessage."""
        return tlv(0x30, integer(self.message_id) + tlv(operation, content) + controls)


@dataclass
class Conversation:
    """One connection, as the script sees it."""

    connection: socket.socket
    number: int
    _buffer: bytearray = field(default_factory=bytearray)

    def read(self) -> Request | None:
        """Return the next request, or None when the client has gone."""
        while (size := _message_size(self._buffer)) is None or len(self._buffer) < size:
            try:
                data = self.connection.recv(65536)
            except OSError:
                return None
            if not data:
                return None
            self._buffer += data
        message = bytes(self._buffer[:size])
        del self._buffer[:size]
        return _parse(message)

    def send(self, *messages: bytes) -> None:
        """Send bytes, whatever they are."""
        with contextlib.suppress(OSError):
            self.connection.sendall(b"".join(messages))

    def accept_bind(self) -> None:
        """Answer the bind with success."""
        request = self.read()
        if request is not None:
            self.send(request.answer(0))

    def wait_until_gone(self) -> None:
        """Say nothing more."""
        with contextlib.suppress(OSError):
            while self.connection.recv(65536):
                pass


Script = Callable[[Conversation], None]


@dataclass
class FakeServer:
    """Where the scripted server listens, and what reached it."""

    port: int
    connections: int = 0

    @property
    def url(self) -> str:
        return f"ldaps://127.0.0.1:{self.port}"


@contextmanager
def fake_server(
    script: Script,
    tls: TlsFiles | None,
    *,
    adjust: Callable[[ssl.SSLContext], None] | None = None,
) -> Iterator[FakeServer]:
    """Run a script for every connection; without ``tls`` the script gets the plain socket."""
    context = _context(tls) if tls is not None else None
    if context is not None and adjust is not None:
        adjust(context)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = FakeServer(listener.getsockname()[1])
        threads: list[threading.Thread] = []
        accepted: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    plain, _ = listener.accept()
                except OSError:
                    return
                server.connections += 1
                accepted.append(plain)
                arguments = (plain, context, script, server.connections)
                thread = threading.Thread(target=_converse, args=arguments, daemon=True)
                threads.append(thread)
                thread.start()

        acceptor = threading.Thread(target=serve, daemon=True)
        acceptor.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            acceptor.join(5)
            for plain in accepted:
                with contextlib.suppress(OSError):
                    plain.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(5)


def answering(handle: Callable[[Request], Sequence[bytes]]) -> Script:
    """Return a script that accepts the bind and answers each request by a function."""

    def script(conversation: Conversation) -> None:
        conversation.accept_bind()
        while (request := conversation.read()) is not None:
            if request.operation == UNBIND_REQUEST:
                return
            conversation.send(*handle(request))

    return script


def root_dse(request: Request) -> list[bytes]:
    """Answer the client's question for the domain's name."""
    attributes = {"defaultNamingContext": [b"DC=example,DC=test"]}
    return [request.entry("", attributes), request.answer(0)]


def asks_root_dse(request: Request) -> bool:
    return request.operation == SEARCH_REQUEST and b"defaultNamingContext" in request.body


def _converse(
    plain: socket.socket, context: ssl.SSLContext | None, script: Script, number: int
) -> None:
    connection = plain
    try:
        if context is not None:
            connection = context.wrap_socket(plain, server_side=True)
        script(Conversation(connection, number))
    except OSError:
        pass  # the client turned away, as it should in many of these tests
    finally:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
        plain.close()


def _context(tls: TlsFiles) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        certificate, key = tls.write(Path(folder))
        context.load_cert_chain(certificate, key)
    return context


def _message_size(buffer: bytearray) -> int | None:
    if len(buffer) < 2:
        return None
    if buffer[1] < 0x80:
        return 2 + buffer[1]
    count = buffer[1] & 0x7F
    if len(buffer) < 2 + count:
        return None
    return 2 + count + int.from_bytes(buffer[2 : 2 + count])


def _parse(message: bytes) -> Request:
    content = _content(message)
    id_end = 2 + content[1]
    message_id = int.from_bytes(content[2:id_end])
    rest = content[id_end:]
    return Request(message_id, rest[0], _content(rest) + rest[_element_size(rest) :])


def _content(element: bytes) -> bytes:
    header = 2 if element[1] < 0x80 else 2 + (element[1] & 0x7F)
    return element[header : _element_size(element)]


def _element_size(element: bytes) -> int:
    size = _message_size(bytearray(element[:8]))
    assert size is not None
    return size
