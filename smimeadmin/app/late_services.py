"""The services of a run, wired when a command first asks for one."""

from _thread import allocate_lock
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from smimeadmin.app.arguments import Arguments
from smimeadmin.core.files import Files
from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.host import Host

if TYPE_CHECKING:
    from smimeadmin.app import wiring
    from smimeadmin.app.services import AppServices
    from smimeadmin.changes.change import Change
else:
    wiring = at_first_use("smimeadmin.app.wiring")


class LateServices:
    """Stands for the services: a run that needs none of them neither loads nor opens anything."""

    def __init__(
        self,
        arguments: Arguments,
        files: Files,
        host: Host,
        environment: Mapping[str, str],
        *,
        elder: "LateServices | None" = None,
    ) -> None:
        self._arguments = arguments
        self._files = files
        self._host = host
        self._environment = environment
        self._services: AppServices | None = None
        self._elder = elder
        self._twins: list[LateServices] = []
        self._descriptor: Any = None
        self._lock = allocate_lock()

    def twin(self, host: Host) -> "LateServices":
        """Return services for another thread, with connections of their own to the workspace."""
        made = LateServices(self._arguments, self._files, host, self._environment, elder=self)
        self._twins.append(made)
        return made

    def descriptor_once(self) -> Any:
        """Return what reads the passphrase, the same for all the threads of a run."""
        if self._elder is not None:
            return self._elder.descriptor_once()
        with self._lock:
            if self._descriptor is None:
                self._descriptor = wiring.descriptor_passphrase(self._arguments)
            return self._descriptor

    def __getattr__(self, name: str) -> Any:
        services = self._services
        if services is None:
            services = self._services = wiring.wire(
                self._arguments,
                self._files,
                self._host,
                self._environment,
                self.descriptor_once(),
            )
        return getattr(services, name)

    @property
    def changes_made(self) -> int | None:
        """How many Changes this run made; None if no command came that could make one."""
        own = None if self._services is None else self._services.changes_made
        counts = [own, *(twin.changes_made for twin in self._twins)]
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    @property
    def connected_server(self) -> str | None:
        """The server that the directory side is connected to; None with the embedded one."""
        return None if self._services is None else self._services.connected_server

    def rehearsed_changes(self) -> "Iterable[Change]":
        """Return the Changes of this run."""
        return () if self._services is None else self._services.changes.made()

    def close(self) -> None:
        """Let go of servers and the workspace, if they were ever taken."""
        if self._services is not None:
            self._services.close()
