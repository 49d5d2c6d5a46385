"""The session is what invocations and commands were told it is."""

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.running_session import RunningSession
from smimeadmin.shell.engine.session import Session


def test_the_session_fits_its_protocol() -> None:
    session: RunningSession = Session(SilentHost(), files=DiskFiles())
    assert session.errors == []
