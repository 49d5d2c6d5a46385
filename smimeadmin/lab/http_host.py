"""HTTP under WS-Management: a thread for each connection, on loopback addresses only."""

import contextlib
import ipaddress
import socket
import socketserver
import ssl
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Final

from smimeadmin.lab.authentication import (
    SCHEMES,
    Account,
    Challenge,
    ConnectionIdentity,
)
from smimeadmin.lab.envelopes import fault, read_request
from smimeadmin.lab.errors import CannotListenError, NotLoopbackError
from smimeadmin.lab.faults import WsManFault, bad_request
from smimeadmin.lab.sealed_body import BoundaryStyle, protocol_of, sealed, unsealed
from smimeadmin.lab.service import WsManService

LARGEST_BODY: Final = 4 * 1024 * 1024
"""Bytes; clients cut what they send into envelopes of half a megabyte."""
_SOAP: Final = "application/soap+xml;charset=UTF-8"
_HANDSHAKE_SECONDS: Final = 10.0
_IDLE_SECONDS: Final = 900.0


class Listener(socketserver.ThreadingTCPServer):
    """One socket that serves a WsManService, with TLS or without."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(
        self,
        address: str,
        service: WsManService,
        account: Account,
        *,
        tls: ssl.SSLContext | None = None,
        schemes: tuple[str, ...] = SCHEMES,
        style: BoundaryStyle | None = None,
    ) -> None:
        """Listen on ``HOST:PORT``; raises LabError."""
        host, port = loopback(address)
        self.service = service
        self.account = account
        self.tls = tls
        self.schemes = schemes
        self.style = style or BoundaryStyle()
        self.requests_served = 0
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        try:
            super().__init__((host, port), _Connection)
        except OSError as error:
            raise CannotListenError(address, error.strerror or str(error)) from error

    @property
    def url(self) -> str:
        """Where clients connect to."""
        host, port = self.server_address[:2]
        return f"{'https' if self.tls else 'http'}://{host!s}:{port}/PowerShell/"

    def serve(self) -> threading.Thread:
        """Serve in a thread of its own until ``stop``."""
        thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Take no more connections, and cut those that are open."""
        self.shutdown()
        self.server_close()
        with self._lock:
            connections, self._connections = list(self._connections), set()
        for connection in connections:
            with contextlib.suppress(OSError):  # the client may be gone already
                connection.shutdown(socket.SHUT_RDWR)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Do the TLS handshake here: in ``accept`` one slow client would block all."""
        with self._lock:
            self._connections.add(request)
        try:
            if self.tls is not None:
                request.settimeout(_HANDSHAKE_SECONDS)
                request = self.tls.wrap_socket(request, server_side=True)
            request.settimeout(_IDLE_SECONDS)
            super().process_request_thread(request, client_address)
        except (ssl.SSLError, OSError):
            request.close()  # a client that doesn't trust the certificate leaves like this
        finally:
            with self._lock:
                self._connections.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that broke: stdout and stderr belong to the program."""


def loopback(address: str) -> tuple[str, int]:
    """Return host and port of ``HOST:PORT``; raises NotLoopbackError."""
    host, _, port = address.rpartition(":")
    try:
        is_loopback = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        is_loopback = host == "localhost"
    if not is_loopback or not port.isdecimal() or int(port) > 65535:
        raise NotLoopbackError(address)
    return ("127.0.0.1" if host == "localhost" else host.strip("[]")), int(port)


class _Connection(BaseHTTPRequestHandler):
    """The requests of one connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together
    disable_nagle_algorithm = True
    server: Listener

    def setup(self) -> None:
        super().setup()
        self._identity = ConnectionIdentity(self.server.account, self.server.schemes)

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            return
        self.server.requests_served += 1
        challenge = self._identity.check(self.headers.get("Authorization"))
        if challenge is not None:
            self._challenge(challenge)
        elif not body:
            self._reply(HTTPStatus.OK, b"", "")  # only to sign in, before messages are encrypted
        else:
            self._serve(body)

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            self._reply(HTTPStatus.LENGTH_REQUIRED, b"", "")
            self.close_connection = True
            return None
        if int(length) > LARGEST_BODY:
            self._reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"", "")
            self.close_connection = True
            return None
        return self.rfile.read(int(length))

    def _serve(self, body: bytes) -> None:
        protocol = protocol_of(self.headers.get("Content-Type", ""))
        status, text = self._answer(body, is_sealed=bool(protocol))
        context = self._identity.context
        if protocol and context is not None:
            kind, sealed_text = sealed(context, text, protocol, self.server.style)
            self._reply(status, sealed_text, kind)
        else:
            self._reply(status, text, _SOAP)

    def _answer(self, body: bytes, *, is_sealed: bool) -> tuple[HTTPStatus, bytes]:
        """Return status and envelope; whatever is refused is answered by a fault."""
        message_id = ""
        try:
            if is_sealed:
                context = self._identity.context
                if context is None:
                    raise bad_request("An encrypted body needs Negotiate, NTLM or Kerberos.")
                body = unsealed(context, body)
            request = read_request(body)
            message_id = request.message_id
            text = self.server.service.answer(request, self._identity.user)
        except WsManFault as why:
            return HTTPStatus.INTERNAL_SERVER_ERROR, fault(message_id, why).encode()
        return HTTPStatus.OK, text.encode()

    def _challenge(self, challenge: Challenge) -> None:
        self.send_response(HTTPStatus.UNAUTHORIZED)
        for header in challenge.headers:
            self.send_header("WWW-Authenticate", header)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.wfile.flush()

    def _reply(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        token, self._identity.answer_token = self._identity.answer_token, ""
        if token:
            self.send_header("WWW-Authenticate", token)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def version_string(self) -> str:
        return "Microsoft-HTTPAPI/2.0"

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: requests may hold what nobody shall read."""
