"""A prompt without a terminal: keys go in through a pipe, what came of them is kept."""

from pathlib import Path
from typing import Any

from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from smimeadmin.core.clock import SystemClock
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.prompt.repl import run_prompt


class KeptOutput:
    """A sink that keeps objects."""

    def __init__(self, kept: list[Any]) -> None:
        self._kept = kept

    def put(self, value: Any) -> None:
        """Keep one object."""
        self._kept.append(value)

    def finish(self) -> None:
        """Nothing was kept back."""


class Stage:
    """The surroundings of a prompt; ``typed`` runs it on keys."""

    def __init__(self, folder: Path, *, packages: tuple[str, ...] = ("cmdlets",)) -> None:
        self.folder = folder
        self.host = SilentHost()
        self.session = Session(
            self.host, files=DiskFiles(), packages=packages, location=str(folder)
        )
        self.clock = SystemClock()
        self.output: list[Any] = []
        self.told: list[SmimeAdminError] = []
        self.notes: list[str] = []
        self.lines_ended = 0
        self.history_folder: str | None = str(folder / "workspace")
        self.profile: str | None = None

    def label(self) -> str:
        return "local"

    def sink(self) -> KeptOutput:
        return KeptOutput(self.output)

    def tell(self, fault: SmimeAdminError) -> None:
        self.told.append(fault)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def ended(self) -> None:
        self.lines_ended += 1

    def typed(self, keys: str) -> int:
        """Type keys, then Ctrl-D on an empty line; return the exit code."""
        with create_pipe_input() as pipe:
            pipe.send_text(keys + "\x03\x04")
            return run_prompt(self, input=pipe, output=DummyOutput())

    @property
    def errors(self) -> list[str]:
        """The ids of the errors that were drawn."""
        return [
            str(getattr(record, "fully_qualified_error_id", record))
            for stream, record in self.host.shown
            if stream == "error"
        ]
