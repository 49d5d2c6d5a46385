"""Which directory commands act on: the embedded one, until one is connected."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from smimeadmin.directory.api import DirectoryBackend
from smimeadmin.directory.backends.active_directory import ActiveDirectory, ServerSettings
from smimeadmin.directory.backends.overlay import OverlayDirectory


@dataclass(frozen=True, slots=True)
class Connection:
    """What one side of the work is done on, as Get-Connection shows it."""

    type_name: ClassVar[str] = "SmimeAdmin.Connection"

    side: str
    kind: str
    server: str
    user: str


class DirectorySwitch:
    """Holds the directory in use, and goes from one to the other.

    ``embedded`` makes the embedded directory at its first use. In a rehearsal a connected server
    gets a copy-on-write layer, so that nothing is written there; the embedded directory needs none,
    since the whole workspace is a copy then.
    """

    def __init__(self, embedded: Callable[[], DirectoryBackend], *, rehearsal: bool) -> None:
        self._make_embedded = embedded
        self._rehearsal = rehearsal
        self._embedded: DirectoryBackend | None = None
        self._connected: DirectoryBackend | None = None

    @property
    def current(self) -> DirectoryBackend:
        """The directory that is meant now."""
        if self._connected is not None:
            return self._connected
        if self._embedded is None:
            self._embedded = self._make_embedded()
        return self._embedded

    @property
    def server(self) -> str | None:
        """The server that is connected; None with the embedded directory."""
        return None if self._connected is None else self._connected.server

    def connect(self, settings: ServerSettings) -> Connection:
        """Connect to a domain controller and switch to it; the old one stays if that fails."""
        server: DirectoryBackend = ActiveDirectory.connect(settings)
        self.disconnect()
        self._connected = OverlayDirectory(server) if self._rehearsal else server
        return self.listing()

    def disconnect(self) -> None:
        """Go back to the embedded directory; nothing happens if none is connected."""
        if self._connected is not None:
            self._connected.close()
            self._connected = None

    def listing(self) -> Connection:
        """Return what Get-Connection shows of this side."""
        directory = self.current
        return Connection("Directory", directory.kind.value, directory.server, directory.user)
