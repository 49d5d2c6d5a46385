"""The TLS connection to a domain controller, ours from the socket up.

ldap3 verifies nothing unless told, and its own host name check fails on IP addresses where Python
has no ``ssl.match_hostname``. So Python's ssl checks chain, dates and name (IP SANs included), with
SNI, before ldap3 gets the socket; the password is never sent to a server that didn't pass.
"""

import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from smimeadmin.core.lazy import at_first_use
from smimeadmin.directory.errors import (
    CACertificateError,
    InvalidServerError,
    ServerTimeoutError,
    ServerUnavailableError,
    ServerUntrustedError,
)

if TYPE_CHECKING:
    from cryptography import x509
else:
    x509 = at_first_use("cryptography.x509")

LDAPS_PORT = 636

# X509_V_ERR_*: the codes of OpenSSL that deserve a hint of their own.
_EXPIRED = 10
_NOT_YET_VALID = 9
_WRONG_NAME = frozenset({62, 64})  # host name, IP address
_NO_ISSUER = frozenset({2, 18, 19, 20, 21})

_OLD_TLS = frozenset({"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"})


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server listens."""

    host: str
    port: int = LDAPS_PORT

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"ldaps://{host}" if self.port == LDAPS_PORT else f"ldaps://{host}:{self.port}"


def parse_server(text: str) -> ServerAddress:
    """Return the address in ``ldaps://HOST[:PORT]`` or ``HOST[:PORT]``.

    Raises InvalidServerError; ``ldap://`` is one: a password never goes over a plain connection.
    """
    text = text.strip()
    try:
        url = urlsplit(text if "://" in text else f"ldaps://{text}")
        port = url.port
    except ValueError as error:
        raise InvalidServerError(text, "host or port can't be read") from error
    if url.scheme.lower() == "ldap":
        raise InvalidServerError(text, "ldap:// would send the password unencrypted")
    if url.scheme.lower() != "ldaps":
        raise InvalidServerError(text, f"'{url.scheme}' is no scheme of a directory server")
    if not url.hostname:
        raise InvalidServerError(text, "it names no host")
    if url.username is not None or url.path.strip("/") or url.query or url.fragment:
        raise InvalidServerError(text, "only a host and a port may stand there")
    return ServerAddress(url.hostname, port if port is not None else LDAPS_PORT)


def build_context(ca_certificates: bytes | None, source: str) -> ssl.SSLContext:
    """Return a context that trusts the given CA certificates only, or else the system's.

    ``ca_certificates`` is PEM (one or more) or one DER certificate, ``source`` the name of the file
    for the error. An issuing CA alone is enough (partial chain). Raises CACertificateError.
    """
    try:
        if ca_certificates is None:
            context = ssl.create_default_context()
        elif b"-----BEGIN" in ca_certificates:
            context = ssl.create_default_context(cadata=ca_certificates.decode("ascii", "replace"))
        elif ca_certificates:
            context = ssl.create_default_context(cadata=ca_certificates)
        else:
            # Python would take an empty text for "none given" and trust the system's.
            raise CACertificateError(source, "it is empty")
    except (ssl.SSLError, ValueError) as error:
        raise CACertificateError(source, "it holds no readable certificate") from error
    # The same rules on every Python: 3.13 would add STRICT, which refuses CAs in wide use.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def open_tls(address: ServerAddress, context: ssl.SSLContext, seconds: float) -> ssl.SSLSocket:
    """Return a verified TLS connection; each step may take ``seconds``.

    Raises ServerUnavailableError, ServerTimeoutError or ServerUntrustedError.
    """
    plain = _open_tcp(address, seconds)
    try:
        return context.wrap_socket(plain, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        raise _untrusted(address, error, seconds) from error
    except ssl.SSLError as error:
        raise _handshake_failed(address, error) from error
    except TimeoutError as error:
        raise ServerTimeoutError(str(address), "making the TLS connection", seconds) from error
    except (OSError, ValueError) as error:
        raise ServerUnavailableError(str(address), f"no TLS connection ({error})") from error
    finally:
        plain.close()  # wrap_socket took the descriptor over; this closes it only if it failed


def _open_tcp(address: ServerAddress, seconds: float) -> socket.socket:
    try:
        return socket.create_connection((address.host, address.port), timeout=seconds)
    except TimeoutError as error:
        raise ServerTimeoutError(str(address), "connecting", seconds) from error
    except socket.gaierror as error:
        raise ServerUnavailableError(str(address), "its name can't be resolved") from error
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ServerUnavailableError(str(address), (reason or str(error)).lower()) from error


def _untrusted(
    address: ServerAddress, error: ssl.SSLCertVerificationError, seconds: float
) -> ServerUntrustedError:
    """Say what is wrong with the certificate, whose it is, and what would help."""
    subject, issuer = _peer_names(address, seconds)
    if error.verify_code in _WRONG_NAME:
        hint = "Connect with a name that the certificate lists as subject alternative name."
    elif error.verify_code in (_EXPIRED, _NOT_YET_VALID):
        hint = "The server needs a new certificate (check this machine's clock, too)."
    elif error.verify_code in _NO_ISSUER:
        hint = "Give the CA that issued it: Connect-ActiveDirectory ... -CACertificate ca.pem"
    else:
        hint = "The server needs another certificate for LDAPS."
    reason = error.verify_message.rstrip(".")
    return ServerUntrustedError(str(address), reason, subject=subject, issuer=issuer, hint=hint)


def _handshake_failed(
    address: ServerAddress, error: ssl.SSLError
) -> ServerUntrustedError | ServerUnavailableError:
    if error.reason in _OLD_TLS:
        return ServerUntrustedError(
            str(address),
            "it offers no TLS 1.2 or newer",
            subject=None,
            issuer=None,
            hint="Switch TLS 1.2 on at the domain controller.",
        )
    if error.reason == "WRONG_VERSION_NUMBER":
        return ServerUnavailableError(str(address), "it does not speak TLS at that port")
    reason = (error.reason or str(error)).replace("_", " ").lower()
    return ServerUnavailableError(str(address), f"the TLS handshake failed ({reason})")


def _peer_names(address: ServerAddress, seconds: float) -> tuple[str | None, str | None]:
    """Fetch the certificate that was refused, for its names only; nothing is sent to the peer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        suppress(OSError, ValueError),  # then the message stands without the names
        socket.create_connection((address.host, address.port), timeout=seconds) as plain,
        context.wrap_socket(plain, server_hostname=address.host) as wrapped,
    ):
        encoded = wrapped.getpeercert(binary_form=True)
        if encoded is not None:
            certificate = x509.load_der_x509_certificate(encoded)
            return certificate.subject.rfc4514_string(), certificate.issuer.rfc4514_string()
    return None, None
