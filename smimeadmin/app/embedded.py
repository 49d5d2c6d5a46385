"""The services for a Python program: an embedded organization in a workspace."""

from smimeadmin.app.services import AppServices
from smimeadmin.core.clock import Clock, SystemClock
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace


def open_services(folder: str, passphrase: str, *, clock: Clock | None = None) -> AppServices:
    """Return the services of the workspace in a folder; the first write makes it."""
    time = clock or SystemClock()
    workspace = Workspace.open(folder, clock=time)
    return AppServices(workspace, DiskFiles(), time, lambda: Secret(passphrase))
