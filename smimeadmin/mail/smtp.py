"""Handing a letter to a mail server (RFC 5321), over TLS that is verified (RFC 3207, RFC 8314)."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from smimeadmin.core.secret import Secret
from smimeadmin.mail.errors import (
    CACertificateError,
    EncryptionNotOfferedError,
    LogonRefusedError,
    MessageRefusedError,
    RecipientsRefusedError,
    ServerTimeoutError,
    ServerUnavailableError,
    ServerUntrustedError,
    UnprotectedPasswordError,
)

SMTPS_PORT: Final = 465
SECONDS: Final = 30.0
"""How long each step may take."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server, and how it is spoken to. ``authorities`` is PEM or DER, None: the system's."""

    host: str
    port: int = 25
    encrypted: bool = False
    user: str | None = None
    password: Secret[str] | None = None
    authorities: bytes | None = None
    seconds: float = SECONDS

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class MailSender(Protocol):
    """Sends mail, or in a rehearsal does not."""

    def send(
        self,
        server: MailServer,
        sender: str,
        recipients: tuple[str, ...],
        message: bytes,
        notify: tuple[str, ...] = (),
    ) -> bool:
        """Send; True if it was handed over. Raises the errors of ``mail.errors``."""


class Rehearsed:
    """Sends nothing: what a rehearsal has for a server."""

    def send(
        self,
        server: MailServer,
        sender: str,
        recipients: tuple[str, ...],
        message: bytes,
        notify: tuple[str, ...] = (),
    ) -> bool:
        """Return False: nothing was handed over."""
        del server, sender, recipients, message, notify
        return False


class Smtp:
    """Speaks SMTP."""

    def send(
        self,
        server: MailServer,
        sender: str,
        recipients: tuple[str, ...],
        message: bytes,
        notify: tuple[str, ...] = (),
    ) -> bool:
        """Hand a message over; True unless an error is raised.

        ``notify`` holds words of RFC 3461 (SUCCESS, FAILURE, DELAY, NEVER), sent if the server
        knows them. With TLS asked for, nothing of the message goes out before the server proved
        who it is; a password never goes out without TLS.
        """
        if server.password is not None and not server.encrypted:
            raise UnprotectedPasswordError(str(server))
        with _own_errors(server), _connected(server) as client:
            _log_on(client, server)
            options = []
            if notify and client.has_extn("dsn"):
                options.append(f"NOTIFY={','.join(notify)}")
            with _refusals(server):
                refused = client.sendmail(sender, recipients, message, rcpt_options=options)
            if refused:
                raise RecipientsRefusedError(str(server), _answers(refused), delivered=True)
        return True


def _context(server: MailServer) -> ssl.SSLContext:
    """Return what verifies the server's chain and name; the given authorities only, if any are."""
    given = server.authorities
    try:
        if given is None:
            context = ssl.create_default_context()
        elif not given:
            raise CACertificateError("given", "it is empty")
        elif b"-----BEGIN" in given:
            context = ssl.create_default_context(cadata=given.decode("ascii", "replace"))
        else:
            context = ssl.create_default_context(cadata=given)
    except (ssl.SSLError, ValueError) as error:
        raise CACertificateError("given", "it holds no readable certificate") from error
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # the same rules on every Python
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    own_name = socket.gethostname() or "localhost"
    context = _context(server) if server.encrypted else None
    if context is not None and server.port == SMTPS_PORT:
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, own_name, timeout=server.seconds, context=context
        )
    else:
        client = smtplib.SMTP(server.host, server.port, own_name, timeout=server.seconds)
    try:
        client.ehlo_or_helo_if_needed()
        if context is not None and server.port != SMTPS_PORT:
            _encrypt(client, server, context)
        yield client
        client.quit()
    finally:
        client.close()


def _encrypt(client: smtplib.SMTP, server: MailServer, context: ssl.SSLContext) -> None:
    if not client.has_extn("starttls"):
        raise EncryptionNotOfferedError(str(server))
    answer, text = client.starttls(context=context)
    if answer != 220:
        raise ServerUnavailableError(str(server), f"it starts no TLS ({_told(answer, text)})")
    client.ehlo_or_helo_if_needed()  # RFC 3207 s4.2: what was said before counts no more


def _log_on(client: smtplib.SMTP, server: MailServer) -> None:
    if server.user is None or server.password is None:
        return
    try:
        client.login(server.user, server.password.reveal())
    except smtplib.SMTPAuthenticationError as error:
        answer = _told(error.smtp_code, error.smtp_error)
        raise LogonRefusedError(str(server), server.user, answer) from error
    except smtplib.SMTPNotSupportedError as error:
        raise LogonRefusedError(str(server), server.user, "it asks nobody to log on") from error


@contextmanager
def _refusals(server: MailServer) -> Iterator[None]:
    """Turn the server's refusals of a message into this package's errors."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise RecipientsRefusedError(
            str(server), _answers(error.recipients), delivered=False
        ) from error
    except smtplib.SMTPResponseException as error:
        answer = _told(error.smtp_code, error.smtp_error)
        raise MessageRefusedError(str(server), answer) from error


def _answers(refused: dict[str, tuple[int, bytes]]) -> dict[str, str]:
    return {address: _told(code, text) for address, (code, text) in refused.items()}


def _told(code: int, text: bytes | str) -> str:
    """Return a server's answer on one line, without what would move the cursor."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    shown = "".join(c if c.isprintable() else " " for c in plain)
    return f"{code} {' '.join(shown.split())}".rstrip(". ")


@contextmanager
def _own_errors(server: MailServer) -> Iterator[None]:
    """Turn what smtplib, ssl and the socket raise into this package's errors."""
    name = str(server)
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise ServerUntrustedError(name, error.verify_message.rstrip(".")) from error
    except ssl.SSLError as error:
        reason = (error.reason or str(error)).replace("_", " ").lower()
        raise ServerUnavailableError(name, f"the TLS handshake failed ({reason})") from error
    except TimeoutError as error:
        raise ServerTimeoutError(name, server.seconds) from error
    except socket.gaierror as error:
        raise ServerUnavailableError(name, "its name can't be resolved") from error
    except smtplib.SMTPServerDisconnected as error:
        if isinstance(error.__context__, TimeoutError):
            raise ServerTimeoutError(name, server.seconds) from error
        raise ServerUnavailableError(name, "it closed the connection") from error
    except smtplib.SMTPResponseException as error:
        answer = _told(error.smtp_code, error.smtp_error)
        raise ServerUnavailableError(name, f"it answered {answer}") from error
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ServerUnavailableError(name, reason.lower()) from error
