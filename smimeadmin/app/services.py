"""What commands and Python programs reach the domain by; each part is made at its first use."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from smimeadmin.changes.change import Executor
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.files_executor import FilesExecutor
from smimeadmin.changes.journal import new_id
from smimeadmin.core.clock import Clock
from smimeadmin.core.files import Files
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.api import DirectoryBackend
from smimeadmin.exchange.api import ExchangeBackend

if TYPE_CHECKING:
    from smimeadmin.app import connections as connections_part
    from smimeadmin.app import domain
    from smimeadmin.exchange import executor as exchange_executor
    from smimeadmin.exchange import planning as exchange_planning
    from smimeadmin.exchange.backends import embedded as embedded_exchange
    from smimeadmin.mail import smtp
    from smimeadmin.messages.published import Published
    from smimeadmin.messages.service import Messages
    from smimeadmin.pki.authority import Authorities
    from smimeadmin.pki.issuance import Certificates
    from smimeadmin.pki.keys import WorkspaceKeys
    from smimeadmin.pki.secret_texts import SecretTexts
    from smimeadmin.readiness.readiness import ReadinessCheck
else:
    connections_part = at_first_use("smimeadmin.app.connections")
    domain = at_first_use("smimeadmin.app.domain")
    embedded_exchange = at_first_use("smimeadmin.exchange.backends.embedded")
    exchange_executor = at_first_use("smimeadmin.exchange.executor")
    exchange_planning = at_first_use("smimeadmin.exchange.planning")
    smtp = at_first_use("smimeadmin.mail.smtp")


class AppServices:
    """The parts, wired to one workspace, one layer of files, one clock.

    In a rehearsal the workspace is a copy in memory, ``files`` a layer over the disk, and a
    directory that is connected gets a layer too: nothing that is done here reaches the world.
    """

    def __init__(
        self,
        workspace: Workspace,
        files: Files,
        clock: Clock,
        passphrase: Callable[[], Secret[str]],
        *,
        rehearsal: bool = False,
    ) -> None:
        self.workspace = workspace
        self.files = files
        self.clock = clock
        self._passphrase = passphrase
        self._rehearsal = rehearsal

    @cached_property
    def changes(self) -> ChangeDoor:
        """The one door of every write, and its journal."""
        return ChangeDoor(self.workspace, Executors(self), self.clock, new_id(self.clock))

    @property
    def changes_made(self) -> int | None:
        """How many Changes this run made; None if no command came that could make one."""
        door = self.__dict__.get("changes")
        return door.count if isinstance(door, ChangeDoor) and door.was_used else None

    @cached_property
    def connections(self) -> "connections_part.Connections":
        """Which directory and which Exchange are meant."""
        return connections_part.Connections(
            lambda: domain.embedded_directory(self.workspace),
            lambda: self.exchange,
            self.files,
            rehearsal=self._rehearsal,
        )

    @property
    def connected_server(self) -> str | None:
        """The server that the directory side is connected to; None with the embedded one."""
        connections = self.__dict__.get("connections")
        return None if connections is None else connections.directory_server

    @property
    def directory(self) -> DirectoryBackend:
        """The directory that is connected."""
        return self.connections.directory

    @cached_property
    def exchange(self) -> ExchangeBackend:
        """The Exchange organization that is connected."""
        return embedded_exchange.EmbeddedExchange(self.workspace, self.clock)

    @cached_property
    def keys(self) -> "WorkspaceKeys":
        """The private keys of the workspace."""
        return domain.keys(self.workspace, self._passphrase)

    @cached_property
    def secret_texts(self) -> "SecretTexts":
        """Secure strings as texts, sealed with the key of the workspace."""
        return domain.secret_texts(self.keys)

    @cached_property
    def authorities(self) -> "Authorities":
        """The certification authorities of the workspace."""
        return domain.authorities(self.workspace, self.keys, self.clock)

    @cached_property
    def certificates(self) -> "Certificates":
        """What the workspace issued or imported."""
        return domain.certificates(self.workspace, self.keys, self.authorities, self.clock)

    @cached_property
    def trust(self) -> "exchange_planning.OrganizationTrust":
        """The organization's virtual certificate collection."""
        return exchange_planning.OrganizationTrust(self.exchange, self.clock)

    @property
    def published(self) -> "Published":
        """What the directory that is connected shows of people's certificates."""
        return domain.published(
            self.directory, self.certificates, self.authorities, self.keys, self.clock
        )

    @property
    def messages(self) -> "Messages":
        """Signing, encrypting, opening and checking of messages."""
        return domain.messages(
            self.directory,
            self.certificates,
            self.authorities,
            self.keys,
            self.clock,
            exchange=self.exchange,
        )

    @cached_property
    def mail(self) -> "smtp.MailSender":
        """What sends mail; in a rehearsal it doesn't."""
        return smtp.Rehearsed() if self._rehearsal else smtp.Smtp()

    @property
    def readiness(self) -> "ReadinessCheck":
        """Whether a person can sign, and can be encrypted to."""
        return domain.readiness(self.directory, self.certificates, self.trust, self.clock)

    def close(self) -> None:
        """Let go of servers and the workspace."""
        held = self.__dict__.get("connections")
        if held is not None:
            held.close()
        self.workspace.close()


class Executors(Mapping[str, Executor]):
    """The ports that the door may write to, each as it is connected when it is asked for."""

    def __init__(self, services: AppServices) -> None:
        self._services = services
        self._makers: dict[str, Callable[[], Executor]] = {
            "directory": lambda: domain.directory_executor(services.directory),
            "exchange": lambda: exchange_executor.ExchangeExecutor(services.exchange),
            "files": lambda: FilesExecutor(services.files),
            "pki": lambda: domain.pki_executor(services.workspace, services.keys),
        }

    def __getitem__(self, port: str) -> Executor:
        return self._makers[port]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
