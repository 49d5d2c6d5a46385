"""HTTP for remoting sessions: what pypsrp's own transport lets pass is refused here.

pypsrp follows redirects (with the password), reads ``.netrc``, proxies and CA bundles of the
environment, and takes plain answers on a session that encrypts its messages.
"""

import logging
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import requests
from pypsrp.exceptions import WinRMTransportError
from pypsrp.wsman import WSMan, _TransportHTTP

from smimeadmin.core.secret import Secret
from smimeadmin.remoting.connection_uri import ConnectionUri
from smimeadmin.remoting.errors import (
    AnswerNotProtectedError,
    AnswerTimeoutError,
    AnswerTooLargeError,
    NotSignedInError,
    RedirectRefusedError,
    ServerBusyError,
    ServerUnreachableError,
    UnexpectedAnswerError,
    UntrustedServerError,
)

LARGEST_ANSWER: Final = 64 * 1024 * 1024
"""Bytes of one HTTP answer; servers cut theirs into envelopes of half a megabyte."""
_CHUNK: Final = 65536
_SEALED: Final = "multipart/encrypted;"
_BUSY: Final = frozenset({425, 429, 503})
_LOGGERS: Final = ("pypsrp", "winrm", "spnego", "urllib3", "psrpcore", "requests")
_PROTECTED_BY_MESSAGES: Final = frozenset({"kerberos", "negotiate", "ntlm"})


@dataclass(frozen=True)
class SignIn:
    """How to sign in: method (as pypsrp names it), user and password, or a client certificate."""

    method: str = "kerberos"
    user: str = ""
    password: Secret[str] | None = None
    certificate_file: str = ""
    key_file: str = ""


@dataclass(frozen=True)
class ConnectionOptions:
    """What New-PSSessionOption and the connecting commands say about the way."""

    ca_file: str = ""
    verify_certificate: bool = True
    allow_plain: bool = False
    """Messages without encryption over http (-NoEncryption -Force)."""
    proxy: str = ""
    open_seconds: int = 30
    operation_seconds: int = 180
    spn_host: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    """Further arguments of pypsrp."""


def quiet_loggers(names: Sequence[str] = _LOGGERS) -> None:
    """Keep the libraries from logging below WARNING: their records hold passwords and values."""
    for name in names:
        logger = logging.getLogger(name)
        if logger.level < logging.WARNING:
            logger.setLevel(logging.WARNING)


def open_wsman(uri: ConnectionUri, sign_in: SignIn, options: ConnectionOptions) -> WSMan:
    """Return a client of WS-Management that speaks through the transport of this module.

    Nothing is sent yet.
    """
    quiet_loggers()
    by_messages = sign_in.method in _PROTECTED_BY_MESSAGES
    encryption = "auto" if by_messages and not options.allow_plain else "never"
    wsman = WSMan(
        uri.host,
        port=uri.port,
        ssl=uri.is_tls,
        path=uri.path.lstrip("/"),
        auth=sign_in.method,
        operation_timeout=min(20, options.operation_seconds),
        encryption="auto" if uri.is_tls else encryption,
        negotiate_service="HTTP",
        negotiate_hostname_override=options.spn_host or None,
    )
    wsman.transport.session = None
    wsman.transport = GuardedTransport(uri, sign_in, options, encryption=encryption)
    return wsman


class GuardedTransport(_TransportHTTP):
    """pypsrp's transport without its habits; raises this package's errors."""

    def __init__(
        self, uri: ConnectionUri, sign_in: SignIn, options: ConnectionOptions, *, encryption: str
    ) -> None:
        self._uri = uri
        self._sign_in = sign_in
        self._options = options
        password = sign_in.password
        super().__init__(
            uri.host,
            port=uri.port,
            username=sign_in.user or None,
            password=password.reveal() if password is not None else None,
            ssl=uri.is_tls,
            path=uri.path.lstrip("/"),
            auth=sign_in.method,
            cert_validation=options.verify_certificate,
            connection_timeout=options.open_seconds,
            read_timeout=options.operation_seconds + 10,
            encryption="auto" if uri.is_tls else encryption,
            certificate_pem=sign_in.certificate_file or None,
            certificate_key_pem=sign_in.key_file or sign_in.certificate_file or None,
            negotiate_service="HTTP",
            negotiate_hostname_override=options.spn_host or None,
            **options.more,
        )

    def _build_session(self) -> requests.Session:
        session: requests.Session = super()._build_session()
        session.trust_env = False  # no .netrc, no proxies and no CA bundles of the environment
        session.proxies = dict.fromkeys(("http", "https"), self._options.proxy or "")
        session.verify = self._options.verify_certificate and (self._options.ca_file or True)
        return session

    def _http(self) -> requests.Session:
        if self.session is None:
            self.session = self._build_session()
        return self.session

    def _send_request(
        self, request: requests.PreparedRequest, timeout: float | tuple[float, float] | None = None
    ) -> bytes:
        server = self._uri.server
        limits = timeout if timeout is not None else (self.connection_timeout, self.read_timeout)
        try:
            answer = self._http().send(request, timeout=limits, allow_redirects=False, stream=True)
            body = _bounded(answer, server)
        except requests.exceptions.SSLError as error:
            raise UntrustedServerError(server, _tls_reason(error)) from error
        except requests.exceptions.ConnectionError as error:
            raise ServerUnreachableError(server, _network_reason(error)) from error
        except requests.exceptions.Timeout as error:
            seconds = limits[-1] if isinstance(limits, tuple) else limits
            raise AnswerTimeoutError(server, seconds) from error
        self._refuse(answer)
        return self._opened(answer, body, is_empty=not request.body)

    def _refuse(self, answer: requests.Response) -> None:
        """Raise for what is no answer to the request at all."""
        server = self._uri.server
        if answer.is_redirect or 300 <= answer.status_code < 400:
            target = answer.headers.get("Location", "")
            raise RedirectRefusedError(server, target, "it was not allowed")
        if answer.status_code == 401:
            raise NotSignedInError(server, self._sign_in.user, self._sign_in.method)
        if answer.status_code in _BUSY:
            after = answer.headers.get("Retry-After", "")
            raise ServerBusyError(
                server, answer.status_code, float(after) if after.isdecimal() else None
            )

    def _opened(self, answer: requests.Response, body: bytes, *, is_empty: bool) -> bytes:
        """Return the envelope in an answer, decrypted where it has to be."""
        kind = answer.headers.get("Content-Type", "")
        if kind.lower().startswith(_SEALED):
            if self.encryption is None:
                raise UnexpectedAnswerError(self._uri.server, "an encrypted answer to a plain one")
            boundary = kind.rpartition("boundary=")[2].strip("\"'")
            text: bytes = self.encryption.unwrap_message(body, boundary)
        elif self.wrap_required and not is_empty:
            raise AnswerNotProtectedError(self._uri.server)
        else:
            text = body
        if answer.status_code >= 400:
            raise WinRMTransportError("http", answer.status_code, text.decode("utf-8", "replace"))
        return text


def _bounded(answer: requests.Response, server: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_content(_CHUNK):
        size += len(part)
        if size > LARGEST_ANSWER:
            answer.close()
            raise AnswerTooLargeError(server, LARGEST_ANSWER)
        parts.append(part)
    return b"".join(parts)


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error and those beneath it: requests and urllib3 wrap several times."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return found


def _tls_reason(error: BaseException) -> str:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message.rstrip(".")
        if isinstance(cause, ssl.SSLError) and cause.reason:
            return cause.reason.replace("_", " ").lower()
    return "the handshake failed"


def _network_reason(error: BaseException) -> str:
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror[:1].lower() + cause.strerror[1:]
    return "the connection broke"
