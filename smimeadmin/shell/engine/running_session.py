"""The session as the parts below it see it: what an invocation and a command may ask of it."""

from collections.abc import Iterator
from typing import Any, Protocol

from smimeadmin.core.files import Files
from smimeadmin.shell.engine.command_history import CommandHistory
from smimeadmin.shell.engine.error_record import ErrorRecord
from smimeadmin.shell.engine.host import Host
from smimeadmin.shell.engine.scope import Frame, Scope
from smimeadmin.shell.engine.streams import Streams


class RunningSession(Protocol):
    """What ``self.session`` offers a command; ``session.Session`` is it.

    ``registry`` finds and defines commands (``registry.Registry``), ``errors`` is ``$Error``,
    ``location`` the current folder, ``global_scope`` the outermost scope.
    """

    host: Host
    files: Files
    services: Any
    registry: Any
    errors: Any
    location: str
    culture: str
    global_scope: Scope
    streams: Streams
    any_strict: bool
    ok: bool
    exit_code: int
    history: CommandHistory
    handled_errors: list[ErrorRecord]
    random: Any
    jobs: Any
    location_stacks: dict[str, list[str]]
    location_history: list[str]
    location_future: list[str]
    accepted: dict[str, Any]
    modules: dict[str, Any]
    loading_modules: list[Any]

    def remember_error(self, record: ErrorRecord) -> None:
        """Put an error at the front of ``$Error``."""

    def call_block(
        self,
        frame: Frame,
        block: Any,
        arguments: list[Any],
        *,
        dot: bool = False,
        item: Any = None,
    ) -> None:
        """Run a script block with arguments; its output goes to the frame's."""

    def evaluate(self, text: str) -> list[Any]:
        """Run text in the global scope and return what it wrote."""

    def resolve(self, path: str) -> str:
        """Return a path as the files port knows it, from the session's folder."""

    def load_script(self, path: str) -> Any:
        """Read and parse a script file; return it as a script block."""

    def read_lines(self, path: str) -> Iterator[str]:
        """Yield the lines of a text file."""

    def set_exit_code(self, code: int) -> None:
        """Set ``$LASTEXITCODE``."""

    @property
    def has_twin_doors(self) -> bool:
        """Whether other threads may do what this session does, on doors of their own."""

    def wait(self, seconds: float) -> None:
        """Sleep; in a job that is told to stop, wake up at once."""

    def strict_mode(self, scope: Scope, least: str = "1.0") -> bool:
        """Tell whether strict mode of at least a version is on where a scope runs."""
