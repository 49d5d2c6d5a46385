"""Commands made by hand over real services in memory, without a session of the engine."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cmdlets._base import AdminCmdlet
from smimeadmin.changes.change import Executor
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.files_executor import FilesExecutor
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.directory.backends.embedded import EmbeddedDirectory
from smimeadmin.directory.executor import DirectoryExecutor
from smimeadmin.shell.engine import SilentHost
from tests.support.pki import Pki


class Folder:
    """Stands for the session: knows the current folder, and keeps variables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.variables: dict[str, Any] = {}

    def resolve(self, path: str) -> str:
        """Return a path below the folder, as the session does with $PWD."""
        return os.path.normpath(self.folder / path)

    def get_variable(self, name: str) -> Any:
        """Return a variable, or None."""
        return self.variables.get(name)

    def set_variable(self, name: str, value: Any) -> None:
        """Set a variable."""
        self.variables[name] = value

    def remember_error(self, record: object) -> None:
        """Keep an error as $Error does."""
        self.variables["Error"] = record


class Commands(Pki):
    """The services of one workspace in memory, and the disk below one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = Folder(folder)
        self.files = DiskFiles()
        self.directory = EmbeddedDirectory(self.workspace)
        executors: Mapping[str, Executor] = {
            "pki": self.executor,
            "files": FilesExecutor(self.files),
            "directory": DirectoryExecutor(self.directory),
        }
        self.changes = ChangeDoor(self.workspace, executors, self.clock, "run")
        self.host = SilentHost()

    def run(
        self,
        cmdlet: type[AdminCmdlet],
        items: Iterable[object] = (),
        *,
        what_if: bool = False,
        **values: Any,
    ) -> tuple[list[Any], AdminCmdlet]:
        """Run a command; return what it wrote, and the command with its errors."""
        made = cmdlet(host=self.host, services=self, **values)
        made.invocation.session_or_none = self.folder  # type: ignore[assignment]
        if what_if:
            made.invocation.overrides = {"WhatIfPreference": "true"}
        return made.run(items, piped=bool(items)), made

    def shown(self, stream: str) -> list[object]:
        """Return what the host was shown on one stream."""
        return [value for name, value in self.host.shown if name == stream]
