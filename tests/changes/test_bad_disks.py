"""Changes on a disk that is full or read-only: a clear error, nothing half-made, a whole chain."""

from pathlib import Path

from smimeadmin.changes.door import ChangeDoor
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.workspace import Workspace
from tests.support.changes import EmbeddedPort, change
from tests.support.namespaces import run_on_small_disk, run_read_only

SETUP = """
import sys
from pathlib import Path
from smimeadmin.changes.door import ChangeDoor
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.workspace import Workspace
from tests.support.changes import EmbeddedPort, RemotePort, change
folder = Path(sys.argv[1])
workspace = Workspace.open(folder / "workspace")
remote = RemotePort(Path("/dev/shm", f"smimeadmin-test-{__import__('os').getpid()}"))
ports = {"embedded": EmbeddedPort(workspace), "remote": remote}
door = ChangeDoor(workspace, ports, SystemClock(), "run")
"""

FULL = """
door.apply([change("set", "a", after=b"1", port="embedded")], command="x")
for number in range(40):
    big = bytes([number]) * 20_000
    try:
        door.apply(
            [change("create", f"big {number}", after=big, port="embedded")]
            + [change("add", "shared", after=big)],
            command="x",
        )
    except SmimeAdminError as error:
        print(error.id)
        break
try:
    # What was not begun in the journal was not made on the server either.
    made = {c.after for c in door.made() if c.target.port == "remote"}
    named = {e.after for e in door.journal.entries() if e.change.target.port == "remote"}
    there = set(remote.read().get(("shared", "value"), []))
    print(made <= there <= named, door.journal.verify_chain() > 3)
finally:
    remote.file.unlink()
"""


def test_a_full_disk_stops_a_batch_before_it_reaches_the_server(tmp_path: Path) -> None:
    answer = run_on_small_disk(tmp_path, "600k", SETUP + FULL)
    assert answer.splitlines() == ["Core.DiskFull", "True True"]


READ_ONLY = """
for wanted in (change("set", "a", after=b"2", port="embedded"), change("add", "b", after=b"1")):
    try:
        door.apply([wanted], command="x")
    except SmimeAdminError as error:
        print(error.id, remote.read())
print(door.apply([], command="x").count, len(door.journal.entries()), door.journal.verify_chain())
copy = workspace.in_memory_copy()
rehearsal = ChangeDoor(copy, {"embedded": EmbeddedPort(copy)}, SystemClock(), "rehearsal")
rehearsal.apply([change("set", "a", before=b"1", after=b"2", port="embedded")], command="x")
print([c.kind.value for c in rehearsal.made()])
"""


def test_a_read_only_workspace_is_told_before_the_server_is_touched(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "workspace")
    door = ChangeDoor(workspace, {"embedded": EmbeddedPort(workspace)}, SystemClock(), "run")
    door.apply([change("set", "a", after=b"1", port="embedded")], command="x")
    workspace.close()
    assert run_read_only(tmp_path, SETUP + READ_ONLY).splitlines() == [
        "Core.WorkspaceReadOnly {}",
        "Core.WorkspaceReadOnly {}",
        "0 1 3",
        "['set']",
    ]
