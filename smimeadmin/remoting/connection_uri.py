"""The address of a remoting endpoint."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from smimeadmin.remoting.errors import InvalidConnectionUriError

_PORTS: Final = {"http": 80, "https": 443}
_LEVEL: Final = "serializationLevel"


@dataclass(frozen=True)
class ConnectionUri:
    """Scheme, host, port and path of an endpoint; ``path`` begins with a slash."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_tls(self) -> bool:
        """Whether the connection is https."""
        return self.scheme == "https"

    @property
    def server(self) -> str:
        """Host, and the port where it isn't the usual one: how people name the server."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.server}{self.path}"

    @classmethod
    def parse(cls, text: str) -> "ConnectionUri":
        """Return the address in a text; raises InvalidConnectionUriError.

        User names and fragments have no place in it: they would go astray in logs.
        """
        try:
            parts = urlsplit(text.strip())
            port = parts.port
        except ValueError as error:
            raise InvalidConnectionUriError(text, str(error)) from error
        if parts.scheme not in _PORTS:
            raise InvalidConnectionUriError(
                text, "it begins neither with http:// nor with https://"
            )
        if not parts.hostname:
            raise InvalidConnectionUriError(text, "it names no server")
        if parts.username is not None or parts.password is not None:
            raise InvalidConnectionUriError("***", "user and password do not belong in it")
        if parts.fragment:
            raise InvalidConnectionUriError(text, "it has a fragment (#)")
        path = parts.path or "/"
        return cls(
            parts.scheme,
            parts.hostname,
            port or _PORTS[parts.scheme],
            f"{path}?{parts.query}" if parts.query else path,
        )

    @classmethod
    def of_exchange(cls, server: str, *, use_tls: bool = False) -> "ConnectionUri":
        """Return the address of remote PowerShell on ``HOST`` or ``HOST:PORT``."""
        return cls.parse(f"{'https' if use_tls else 'http'}://{server}/PowerShell/")

    def with_full_serialization(self) -> "ConnectionUri":
        """Ask Exchange to send objects whole, unless the address says otherwise already."""
        path, _, query = self.path.partition("?")
        pairs = parse_qsl(query.replace(";", "&"), keep_blank_values=True)
        if not any(name.lower() == _LEVEL.lower() for name, _ in pairs):
            pairs.append((_LEVEL, "Full"))
        return ConnectionUri(
            self.scheme, self.host, self.port, f"{path}?{urlencode(pairs, safe='')}"
        )
