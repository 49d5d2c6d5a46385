"""Which directory and which Exchange the commands act on."""

from collections.abc import Callable
from pathlib import PurePath

from smimeadmin.core.files import Files
from smimeadmin.core.secret import Secret
from smimeadmin.directory.api import DirectoryBackend
from smimeadmin.directory.backends.active_directory import ServerSettings
from smimeadmin.directory.connection import Connection, DirectorySwitch
from smimeadmin.exchange.api import ExchangeBackend


class Connections:
    """Both sides, each switched on its own."""

    def __init__(
        self,
        directory: Callable[[], DirectoryBackend],
        exchange: Callable[[], ExchangeBackend],
        files: Files,
        *,
        rehearsal: bool,
    ) -> None:
        self._directories = DirectorySwitch(directory, rehearsal=rehearsal)
        self._make_exchange = exchange
        self._exchange: ExchangeBackend | None = None
        self._files = files

    @property
    def directory(self) -> DirectoryBackend:
        """The directory that is meant now."""
        return self._directories.current

    @property
    def directory_server(self) -> str | None:
        """The server that is connected; None with the embedded directory."""
        return self._directories.server

    @property
    def exchange(self) -> ExchangeBackend:
        """The organization that is meant now."""
        if self._exchange is None:
            self._exchange = self._make_exchange()
        return self._exchange

    def listing(self) -> list[Connection]:
        """Return one object a side."""
        exchange = self.exchange
        return [
            self._directories.listing(),
            Connection("Exchange", exchange.kind.value, exchange.server, exchange.user),
        ]

    def connect_directory(
        self,
        server: str,
        user: str,
        password: Secret[str],
        ca_certificate: PurePath | None = None,
        search_base: str | None = None,
    ) -> Connection:
        """Bind to an Active Directory and switch the directory side to it."""
        authorities = (
            None if ca_certificate is None else self._files.read_bytes(str(ca_certificate))
        )
        settings = ServerSettings(
            server, user, password, authorities, str(ca_certificate or ""), search_base
        )
        return self._directories.connect(settings)

    def disconnect_directory(self) -> None:
        """Go back to the embedded directory."""
        self._directories.disconnect()

    def close(self) -> None:
        """Let go of every server."""
        self._directories.disconnect()
