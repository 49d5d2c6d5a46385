"""Who a connection belongs to: Basic, and Negotiate with message encryption (MS-WSMV 2.2.9.1).

An authentication belongs to the TCP connection, as on Windows: once it is done, clients send no
Authorization header any more.
"""

import base64
import binascii
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import spnego
from spnego.exceptions import SpnegoError

if TYPE_CHECKING:
    from spnego import ContextProxy

DOMAIN: Final = "LAB"
REALM: Final = "lab.test"
SCHEMES: Final = ("Negotiate", "Kerberos", "NTLM", "Basic")
_PROTOCOLS: Final = {"negotiate": "negotiate", "kerberos": "kerberos", "ntlm": "ntlm"}


@dataclass(frozen=True)
class Account:
    r"""The one user of a host, who may sign in as NAME, LAB\\NAME and NAME@lab.test."""

    name: str
    password: str = field(repr=False)

    def is_called(self, name: str) -> bool:
        """Say whether a name means this user."""
        forms = (self.name, f"{DOMAIN}\\{self.name}", f"{self.name}@{REALM}")
        return name.lower() in {form.lower() for form in forms}


@dataclass
class Challenge:
    """What to send with 401; ``token`` goes on where a negotiation goes on."""

    headers: list[str]


class ConnectionIdentity:
    """The state of one connection: nobody, in the middle of a negotiation, or somebody."""

    def __init__(
        self, account: Account, schemes: Sequence[str], *, hostname: str = "localhost"
    ) -> None:
        self._account = account
        self._schemes = schemes
        self._hostname = hostname
        self._context: ContextProxy | None = None
        self._makers: dict[str, Callable[[bytes, str], Challenge | None]] = {
            "basic": self._basic,
            **dict.fromkeys(_PROTOCOLS, self._token),
        }
        self.user = ""
        self.answer_token = ""
        """A last header for the answer that follows a finished negotiation."""

    @property
    def context(self) -> "ContextProxy | None":
        """What encrypts the messages of this connection, if it can."""
        return self._context if self.user else None

    def challenge(self) -> Challenge:
        """Return the offers to somebody who said nothing yet."""
        return Challenge(
            [f'{one} realm="WSMAN"' if one == "Basic" else one for one in self._schemes]
        )

    def check(self, header: str | None) -> Challenge | None:
        """Take an Authorization header; None means that the connection belongs to somebody."""
        if header is None:
            return None if self.user else self.challenge()
        scheme, _, value = header.partition(" ")
        offered = {one.lower() for one in self._schemes}
        maker = self._makers.get(scheme.lower())
        if maker is None or scheme.lower() not in offered:
            return self.challenge()
        try:
            return maker(base64.b64decode(value, validate=True), scheme)
        except binascii.Error:
            return self.challenge()

    def _basic(self, value: bytes, _scheme: str) -> Challenge | None:
        name, _, password = value.partition(b":")
        own = self._account.password
        # RFC 7617 leaves the charset open: clients write UTF-8 or Latin-1
        forms = [own.encode(), own.encode("latin-1", "replace")]
        same = [hmac.compare_digest(password, form) for form in forms]  # all: as long for each
        if not (self._account.is_called(name.decode("utf-8", "replace")) and any(same)):
            self.user = ""
            return self.challenge()
        self.user = self._account.name
        return None

    def _token(self, value: bytes, scheme: str) -> Challenge | None:
        if self._context is None or self._context.complete:
            self.user = ""
            self._context = spnego.server(
                hostname=self._hostname, service="HTTP", protocol=_PROTOCOLS[scheme.lower()]
            )
        try:
            token = self._context.step(value)
        except SpnegoError:
            self._context = None
            return self.challenge()
        header = f"{scheme} {base64.b64encode(token).decode()}" if token else ""
        if not self._context.complete:
            return Challenge([header])
        self.user = str(self._context.client_principal or self._account.name)
        self.answer_token = header
        return None
