"""One authenticated LDAP conversation: requests in, entries out, every failure an error of ours.

ldap3 encodes and decodes; the socket is ours (ldap_tls, ldap_socket). Referrals are never followed:
ldap3's default would send the password, in clear, to any host that a server names.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.secret import Secret
from smimeadmin.directory.backends.ldap_errors import SUCCESS, LdapResult, bind_error, parse_result
from smimeadmin.directory.backends.ldap_socket import GuardedSocket
from smimeadmin.directory.backends.ldap_tls import ServerAddress, open_tls
from smimeadmin.directory.errors import AccessDeniedError, ProtocolError, ServerUnavailableError

if TYPE_CHECKING:
    import ldap3
    from ldap3.core import exceptions as ldap3_exceptions
else:
    ldap3 = at_first_use("ldap3")
    ldap3_exceptions = at_first_use("ldap3.core.exceptions")

PAGE_SIZE = 500
_PAGED_RESULTS = "1.2.840.113556.1.4.319"

# What ldap3's decoders raise on bytes that are no answer (garbage is theirs to send, not to crash).
_DECODING = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each step may take, in seconds."""

    connect: float = 10.0
    bind: float = 15.0
    request: float = 60.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One searchResEntry: attribute names folded to lower case, values raw, in server's order."""

    distinguished_name: str
    attributes: Mapping[str, tuple[bytes, ...]] = field(repr=False)

    def values(self, attribute: str) -> tuple[bytes, ...]:
        """Return all values, or none."""
        return self.attributes.get(attribute.lower(), ())

    def text(self, attribute: str) -> str | None:
        """Return the first value as text, or None; bytes that are no UTF-8 are replaced."""
        values = self.values(attribute)
        return values[0].decode("utf-8", "replace") if values else None


class LdapConnection:
    """A bound connection that comes back by itself when the server ended it while idle."""

    def __init__(
        self,
        address: ServerAddress,
        context: ssl.SSLContext,
        user: str,
        password: Secret[str],
        timeouts: Timeouts,
    ) -> None:
        if not user or not password.reveal():
            # RFC 4513 s5.1.2: an empty password is an anonymous bind that looks like a success.
            raise AccessDeniedError(
                str(address),
                user,
                "user name and password must not be empty",
                hint="Give both: -Credential (Get-Credential).",
            )
        self.server = str(address)
        self.user = user
        self._address = address
        self._context = context
        self._password = password
        self._timeouts = timeouts
        self._socket: GuardedSocket | None = None
        self._ldap: Any = None

    def open(self) -> None:
        """Connect, verify the server, and bind; raises what TLS or the bind came to."""
        self.close()
        tls = open_tls(self._address, self._context, self._timeouts.connect)
        self._socket = GuardedSocket(tls, self.server)
        try:
            self._bind(self._socket)
        except BaseException:
            self.close()
            raise

    def _bind(self, guarded: GuardedSocket) -> None:
        self._ldap = _adopt(self._address, guarded, self.user, self._password)
        _, answer, *_ = self._converse(
            "logging on", self._timeouts.bind, lambda: self._ldap.bind(read_server_info=False)
        )
        result = self._result(answer)
        if result.code != SUCCESS:
            raise bind_error(result, self.server, self.user)

    def search(
        self,
        base: str,
        filter_text: str,
        attributes: Sequence[str],
        *,
        only_base: bool = False,
    ) -> tuple[list[Entry], LdapResult]:
        """Return the entries of an unpaged search, and its result; references are left out."""
        entries, result, _ = self._read(
            lambda: self._search(base, filter_text, attributes, only_base=only_base)
        )
        return entries, result

    def pages(
        self, base: str, filter_text: str, attributes: Sequence[str]
    ) -> Iterator[tuple[list[Entry], LdapResult]]:
        """Yield the pages of a subtree search; the last one may carry an error's result."""
        cookie: bytes | None = None
        while True:
            ask = _page_asker(self, base, filter_text, attributes, cookie)
            # A cookie belongs to its connection, so only the first page may be asked again.
            entries, result, cookie = self._read(ask) if cookie is None else ask()
            yield entries, result
            if not cookie or result.code:
                return

    def modify(
        self, distinguished_name: str, changes: Mapping[str, Sequence[tuple[str, list[bytes]]]]
    ) -> LdapResult:
        """Send one modify request; never sent twice, since the first may have arrived."""
        self._ensure_open()
        _, answer, *_ = self._converse(
            "changing an object",
            self._timeouts.request,
            lambda: self._ldap.modify(distinguished_name, dict(changes)),
        )
        return self._result(answer)

    def close(self) -> None:
        """Unbind and let go; harmless when done twice."""
        if self._ldap is not None and self._socket is not None and self._socket.failure is None:
            self._socket.begin("logging off", 1.0)
            with suppress(ldap3_exceptions.LDAPException, OSError, *_DECODING):
                self._ldap.unbind()
        self._drop()

    def _search(
        self,
        base: str,
        filter_text: str,
        attributes: Sequence[str],
        *,
        only_base: bool = False,
        paging: Mapping[str, object] | None = None,
    ) -> tuple[list[Entry], LdapResult, bytes]:
        _, answer, response, *_ = self._converse(
            "searching",
            self._timeouts.request,
            lambda: self._ldap.search(
                base,
                filter_text,
                search_scope=ldap3.BASE if only_base else ldap3.SUBTREE,
                dereference_aliases=ldap3.DEREF_NEVER,
                attributes=list(attributes),
                **(paging or {}),
            ),
        )
        try:
            entries = [
                _entry(item) for item in response or () if item.get("type") == "searchResEntry"
            ]
            return entries, parse_result(answer), _cookie(answer)
        except _DECODING as error:
            raise self._garbled(error) from error

    def _read(self, ask: Callable[[], T]) -> T:
        """Ask; if the connection had died unseen, once more on a new one (a read may be)."""
        self._ensure_open()
        try:
            return ask()
        except ServerUnavailableError:
            self.open()
            return ask()

    def _ensure_open(self) -> None:
        if self._socket is None or not self._socket.is_alive():
            self.open()

    def _converse(self, doing: str, seconds: float, request: Callable[[], T]) -> T:
        """Run one request of ldap3's, its failures turned into ours."""
        if self._socket is None:
            raise ServerUnavailableError(self.server, "the connection is closed")
        self._socket.begin(doing, seconds)
        try:
            return request()
        except (ldap3_exceptions.LDAPException, OSError) as error:
            failure = self._socket.failure
            if failure is None and isinstance(
                error, ldap3_exceptions.LDAPSessionTerminatedByServerError
            ):
                failure = ServerUnavailableError(self.server, "it ended the session")
            raise (failure or self._garbled(error)) from error
        except _DECODING as error:
            raise (self._socket.failure or self._garbled(error)) from error
        except KeyboardInterrupt:
            # The answer that is on its way would be taken for that of the next request.
            self._drop()
            raise

    def _result(self, answer: Mapping[str, object]) -> LdapResult:
        try:
            return parse_result(answer)
        except _DECODING as error:
            raise self._garbled(error) from error

    def _drop(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()
        self._ldap = None
        self._socket = None

    def _garbled(self, error: Exception) -> ProtocolError:
        """Give the connection up: what follows can't be told apart any more."""
        self._drop()
        return ProtocolError(self.server, str(error) or type(error).__name__)


def _page_asker(
    connection: LdapConnection,
    base: str,
    filter_text: str,
    attributes: Sequence[str],
    cookie: bytes | None,
) -> Callable[[], tuple[list[Entry], LdapResult, bytes]]:
    paging = {"paged_size": PAGE_SIZE, "paged_criticality": True, "paged_cookie": cookie}
    return lambda: connection._search(base, filter_text, attributes, paging=paging)  # noqa: SLF001 - same module


def _adopt(
    address: ServerAddress, guarded: GuardedSocket, user: str, password: Secret[str]
) -> "ldap3.Connection":
    """Return an ldap3 connection that talks through our socket and never opens one itself."""
    server = ldap3.Server(address.host, port=address.port, use_ssl=True, get_info=ldap3.NONE)
    connection = ldap3.Connection(
        server,
        user=user,
        password=password.reveal(),
        authentication=ldap3.SIMPLE,
        client_strategy=ldap3.SAFE_SYNC,
        auto_bind=ldap3.AUTO_BIND_NONE,
        auto_referrals=False,
        auto_range=False,
        auto_encode=False,
        auto_escape=False,
        check_names=False,
        return_empty_attributes=False,
        raise_exceptions=False,
    )
    connection.socket = guarded
    connection.closed = False
    connection.listening = True
    connection.strategy._outstanding = {}  # noqa: SLF001 - ldap3 2.9 has no door for a ready socket
    return connection


def _entry(item: Mapping[str, Any]) -> Entry:
    attributes = {
        str(name).lower(): tuple(bytes(value) for value in values or ())
        for name, values in item["raw_attributes"].items()
    }
    return Entry(str(item["dn"]), attributes)


def _cookie(answer: Mapping[str, Any]) -> bytes:
    control = (answer.get("controls") or {}).get(_PAGED_RESULTS)
    return bytes(control["value"]["cookie"] or b"") if control else b""
