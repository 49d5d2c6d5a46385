"""The services that commands of the directory use, on a workspace in memory."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from smimeadmin.app.connections import Connections
from smimeadmin.changes.change import Executor
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.journal import JournalEntry
from smimeadmin.core.clock import FixedClock
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.api import DirectoryBackend
from smimeadmin.directory.backends.embedded import EmbeddedDirectory
from smimeadmin.directory.executor import DirectoryExecutor
from smimeadmin.exchange.backends.embedded import EmbeddedExchange


class DirectoryServices:
    """Directory, Exchange, connections and the door, wired as the program wires them."""

    def __init__(self, *, rehearsal: bool = False) -> None:
        self.clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
        self.workspace = Workspace.in_memory(clock=self.clock)
        self.files = DiskFiles()
        embedded = EmbeddedDirectory(self.workspace)
        self.exchange = EmbeddedExchange(self.workspace, self.clock)
        self.connections = Connections(
            lambda: embedded, lambda: self.exchange, self.files, rehearsal=rehearsal
        )
        self.changes = ChangeDoor(self.workspace, _Executors(self), self.clock, "run")

    @property
    def directory(self) -> DirectoryBackend:
        """The directory in use."""
        return self.connections.directory

    def journal(self) -> list[JournalEntry]:
        """Everything that was journaled."""
        return list(self.changes.journal.entries())


class _Executors(Mapping[str, Executor]):
    """The port of the directory that is connected when it is asked for."""

    def __init__(self, services: DirectoryServices) -> None:
        self._services = services

    def __getitem__(self, port: str) -> Executor:
        if port != "directory":
            raise KeyError(port)
        return DirectoryExecutor(self._services.directory)

    def __iter__(self) -> Iterator[str]:
        return iter(("directory",))

    def __len__(self) -> int:
        return 1
