"""A session for tests of the engine: core commands, nothing interactive, output as a list."""

from pathlib import Path
from typing import Any

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.elsewhere import ELSEWHERE
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.engine.type_sources import SOURCES
from tests.support.case_runner import core_commands


class Shell:
    """Runs text and keeps what came: ``run`` returns the output, ``errors`` the ids drawn."""

    def __init__(self, folder: Path | None = None, **options: Any) -> None:
        self.host = SilentHost()
        self.session = Session(
            self.host, files=DiskFiles(), location=str(folder) if folder else None, **options
        )
        SOURCES.add("cmdlets")
        ELSEWHERE.add("cmdlets")
        for command in core_commands():
            self.session.registry.add(command)

    def run(self, text: str) -> list[Any]:
        """Return what a text writes."""
        return self.session.evaluate(text)

    @property
    def errors(self) -> list[str]:
        """The ids of the errors that were drawn so far."""
        return [
            record.fully_qualified_error_id
            for stream, record in self.host.shown
            if stream == "error"
        ]

    def texts(self, stream: str) -> list[str]:
        """Return what one stream showed."""
        return [str(shown) for name, shown in self.host.shown if name == stream]
