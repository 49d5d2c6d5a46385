"""What the program gives to its prompt."""

import os
from collections.abc import Callable
from typing import cast

from smimeadmin.app.console_host import Screen, terminal_columns
from smimeadmin.app.late_services import LateServices
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.workspace_folder import workspace_folder
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.formatting.output_format import OutputSink

platformdirs = at_first_use("platformdirs")

PROFILE_NAME = "profile.ps1"


def profile_path() -> str:
    """Return where the user's profile is, whether it exists or not."""
    folder = cast("str", platformdirs.user_config_dir("smimeadmin", appauthor=False))
    return f"{folder}/{PROFILE_NAME}"


class AtPrompt:
    """Session, output and label of one prompt."""

    def __init__(
        self,
        session: Session,
        screen: Screen,
        services: LateServices,
        *,
        sink: Callable[[], OutputSink],
        tell: Callable[[SmimeAdminError], None],
        workspace: str | None,
        profile: bool,
    ) -> None:
        self.session = session
        self.clock = SystemClock()
        self._screen = screen
        self._services = services
        self._sink = sink
        self._tell = tell
        self._history_folder = workspace_folder(workspace, os.environ)
        self._profile = profile_path() if profile else None
        self._told = 0

    @property
    def history_folder(self) -> str:
        """The workspace; a prompt that changes nothing doesn't make it."""
        return self._history_folder

    @property
    def profile(self) -> str | None:
        """The user's profile, unless --no-profile was given."""
        return self._profile

    def label(self) -> str:
        """Return the server that commands act on, or ``local``."""
        return self._services.connected_server or "local"

    def sink(self) -> OutputSink:
        """Return the output of one line, as wide as the terminal is now."""
        self._screen.columns = terminal_columns(self._screen.out)
        return self._sink()

    def tell(self, fault: SmimeAdminError) -> None:
        """Draw an error that came before anything ran."""
        self._tell(fault)

    def note(self, text: str) -> None:
        """Show a line that is no output."""
        self._screen.tell(text)

    def ended(self) -> None:
        """Tell how many changes the last line made, if it made any."""
        self._screen.out.flush()
        made = self._services.changes_made or 0
        new, self._told = made - self._told, made
        if new > 0:
            self._screen.tell(f"{new} change{'' if new == 1 else 's'}")
