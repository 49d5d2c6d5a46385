"""Runs one batch again and again, killed by SIGKILL at its first, second, ... moment.

``python -m tests.support.crashing FOLDER`` makes FOLDER/1, FOLDER/2, ...: in each a workspace and
a server's file, left as the kill at that moment left them. It ends with the first run that is
not killed, and prints the moments' names as JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

from smimeadmin.changes.change import Change
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.workspace import Workspace
from tests.support.changes import EmbeddedPort, Port, RemotePort, change

WANTED = [
    change("create", "authority", after=b"A" * 5000, port="embedded"),
    change("set", "option", after=b"on", port="embedded"),
    change("add", "alice", after=b"1"),
    change("add", "alice", after=b"2", attribute="other"),
    change("add", "bob", after=b"1"),
    change("set", "last", after=b"done", port="embedded"),
    change("add", "carol", after=b"1"),
]


class Moments:
    """Counts moments, and ends the process without any notice at one of them."""

    def __init__(self, fatal: int | None = None) -> None:
        self.fatal = fatal
        self.names: list[str] = []

    def pass_by(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


class WatchedWorkspace(Workspace):
    """A workspace that passes a moment around each commit."""

    moments: Moments

    @contextmanager
    def transaction(self, command: str = "") -> Iterator[Connection]:
        outermost = not self._writing
        if outermost:
            self.moments.pass_by("before a transaction")
        with super().transaction(command) as connection:
            yield connection
            if outermost:
                self.moments.pass_by("before a commit")
        if outermost:
            self.moments.pass_by("after a commit")


class WatchedEmbedded(EmbeddedPort):
    """The embedded port with a moment around each request and before each look."""

    moments: Moments

    def execute(self, changes: Sequence[Change]) -> None:
        self.moments.pass_by("before an embedded write")
        super().execute(changes)
        self.moments.pass_by("after an embedded write")


class WatchedRemote(RemotePort):
    """The remote port with a moment around each request and before each look."""

    moments: Moments

    def execute(self, changes: Sequence[Change]) -> None:
        self.moments.pass_by("before a remote write")
        super().execute(changes)
        self.moments.pass_by("after a remote write")

    def is_made(self, change: Change) -> bool:
        self.moments.pass_by("before a remote look")
        return super().is_made(change)


def door_of(folder: Path, moments: Moments) -> tuple[ChangeDoor, dict[str, Port]]:
    workspace = WatchedWorkspace.open(folder / "workspace")
    assert isinstance(workspace, WatchedWorkspace)
    workspace.moments = moments
    embedded = WatchedEmbedded(workspace)
    remote = WatchedRemote(folder / "server.json")
    embedded.moments = remote.moments = moments
    ports: dict[str, Port] = {"embedded": embedded, "remote": remote}
    return ChangeDoor(workspace, ports, SystemClock(), f"run-{os.getpid()}"), ports


def missing(ports: dict[str, Port]) -> list[Change]:
    """What a second run of the same command would plan."""
    return [each for each in WANTED if not ports[each.target.port].is_made(each)]


def _run_once(folder: Path, fatal: int) -> None:
    moments = Moments(fatal)
    folder.mkdir(parents=True)
    door, ports = door_of(folder, moments)
    changes = missing(ports)
    moments.names.clear()
    door.apply(changes, command="Do-All")
    sys.stdout.write(json.dumps(moments.names))
    sys.stdout.flush()


def main(folder: Path) -> None:
    fatal, status = 0, -1
    while status:
        fatal += 1
        child = os.fork()
        if not child:
            _run_once(folder / str(fatal), fatal)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        if status not in (0, signal.SIGKILL):
            sys.exit(f"The run ended with {status}, which is no kill.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
