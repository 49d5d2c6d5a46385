"""The services of a run, wired when a command first asks for one."""

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
        self, arguments: Arguments, files: Files, host: Host, environment: Mapping[str, str]
    ) -> None:
        self._arguments = arguments
        self._files = files
        self._host = host
        self._environment = environment
        self._services: AppServices | None = None

    def __getattr__(self, name: str) -> Any:
        services = self._services
        if services is None:
            services = self._services = wiring.wire(
                self._arguments, self._files, self._host, self._environment
            )
        return getattr(services, name)

    @property
    def changes_made(self) -> int | None:
        """How many Changes this run made; None if no command came that could make one."""
        return None if self._services is None else self._services.changes_made

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
