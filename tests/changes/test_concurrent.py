"""Several processes write one workspace: each batch whole, none lost, the chain unbroken."""

import subprocess
import sys
from pathlib import Path

from smimeadmin.changes.change import ChangeState
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.workspace import Workspace
from tests.support.changes import EmbeddedPort, RemotePort

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from pathlib import Path
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.workspace import Workspace
from tests.support.changes import EmbeddedPort, RemotePort, change
folder, name = Path(sys.argv[1]), sys.argv[2]
workspace = Workspace.open(folder / "workspace", lock_wait=60)
ports = {"embedded": EmbeddedPort(workspace), "remote": RemotePort(folder / "server.json")}
door = ChangeDoor(workspace, ports, SystemClock(), name)
sys.stdin.readline()
for number in range(15):
    door.apply(
        [
            change("add", "shared", after=f"{name} {number}".encode(), port=port)
            for port in ("embedded", "remote")
        ],
        command=name,
    )
"""


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            text=True,
        )
        for name in ("first", "second")
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    workspace = Workspace.open(tmp_path / "workspace")
    embedded, remote = EmbeddedPort(workspace), RemotePort(tmp_path / "server.json")
    wanted = sorted(f"{n} {i}".encode() for n in ("first", "second") for i in range(15))
    assert embedded.read() == remote.read() == {("shared", "value"): wanted}
    door = ChangeDoor(workspace, {"embedded": embedded, "remote": remote}, SystemClock(), "look")
    entries = door.journal.entries()
    assert len(entries) == 60
    assert {entry.state for entry in entries} == {ChangeState.CONFIRMED}
    assert door.journal.verify_chain() == 180
