"""A mail server on the loopback, for tests: with or without STARTTLS, logon, and refusals."""

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

USER = "smime@contoso.example"
PASSWORD = "a password of mail"


@dataclass
class Received:
    """One message as it came: whether encrypted, who logged on, envelope and bytes."""

    encrypted: bool
    user: str | None
    sender: str
    recipients: list[str]
    message: bytes


@dataclass
class SmtpServer:
    """Answers one connection after another until it is closed.

    ``context`` None offers no STARTTLS; with ``at_once`` TLS begins with the connection. A
    recipient whose address begins with ``nobody`` is refused.
    """

    context: ssl.SSLContext | None = None
    at_once: bool = False
    broken_tls: bool = False
    logon: bool = True
    received: list[Received] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def start(self) -> "SmtpServer":
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self._socket.accept()
            except OSError:
                return
            connection.settimeout(10)
            talk = _Talk(self, connection)
            with suppress(OSError, ssl.SSLError):
                talk.run()
            talk.close()


class _Talk:
    """One connection."""

    def __init__(self, server: SmtpServer, connection: socket.socket) -> None:
        self.server = server
        self.connection: socket.socket = connection
        self.encrypted = False
        self.user: str | None = None
        self.sender = ""
        self.recipients: list[str] = []
        self.stream: BinaryIO | None = None

    def listen(self) -> None:
        """Read from the connection as it is now, encrypted or not."""
        if self.stream is not None:
            self.stream.close()
        self.stream = self.connection.makefile("rb")

    def close(self) -> None:
        if self.stream is not None:
            self.stream.close()
        self.connection.close()

    def secure(self) -> None:
        context = self.server.context
        assert context is not None
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.encrypted = True

    def say(self, text: str) -> None:
        self.connection.sendall(text.encode() + b"\r\n")

    def run(self) -> None:
        if self.server.at_once:
            self.secure()
        self.say("220 mail.contoso.example ESMTP")
        self.listen()
        while line := self.stream.readline():
            text = line.decode("utf-8").rstrip("\r\n")
            self.server.lines.append(text)
            word = text.split(" ")[0].upper().split(":")[0]
            if word == "QUIT":
                self.say("221 Bye")
                return
            getattr(self, f"on_{word.lower()}", self.on_unknown)(text)

    def on_unknown(self, _text: str) -> None:
        self.say("502 Command not implemented")

    def on_ehlo(self, _text: str) -> None:
        offers = ["mail.contoso.example", "DSN", "8BITMIME"]
        if (self.server.context is not None or self.server.broken_tls) and not self.encrypted:
            offers.append("STARTTLS")
        if self.server.logon:
            offers.append("AUTH PLAIN LOGIN")
        for offer in offers[:-1]:
            self.say(f"250-{offer}")
        self.say(f"250 {offers[-1]}")

    def on_starttls(self, _text: str) -> None:
        if self.server.broken_tls:
            self.say("454 TLS not available: no certificate")
            return
        self.say("220 Go ahead")
        self.secure()
        self.listen()

    def on_auth(self, text: str) -> None:
        given = base64.b64decode(text.split(" ")[2]).decode().split("\0")
        if given[1:] == [USER, PASSWORD]:
            self.user = given[1]
            self.say("235 Welcome")
        else:
            self.say("535 5.7.8 Wrong name or password")

    def on_mail(self, text: str) -> None:
        self.sender = text.split("<")[1].split(">", maxsplit=1)[0]
        if self.sender.startswith("barred"):
            self.say("550 5.7.1 Not from here")
        else:
            self.recipients = []
            self.say("250 Sender ok")

    def on_rcpt(self, text: str) -> None:
        address = text.split("<")[1].split(">", maxsplit=1)[0]
        if address.startswith("nobody"):
            self.say("550 5.1.1 No such person")
        else:
            self.recipients.append(address)
            self.say("250 Recipient ok")

    def on_rset(self, _text: str) -> None:
        self.say("250 Forgotten")

    def on_data(self, _text: str) -> None:
        self.say("354 Go on")
        lines = []
        while (line := self.stream.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.received.append(
            Received(self.encrypted, self.user, self.sender, self.recipients, b"".join(lines))
        )
        self.say("250 Taken")


def context_of(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return the server's side of TLS with a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def context_without_certificate() -> ssl.SSLContext:
    """Return the server's side of TLS that has nothing to show."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


@contextmanager
def smtp_server(**options: object) -> Iterator[SmtpServer]:
    """Run a server for the time of a block."""
    server = SmtpServer(**options).start()  # type: ignore[arg-type]
    try:
        yield server
    finally:
        server.close()
