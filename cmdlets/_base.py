"""What every administrative command stands on: the engine's Cmdlet, and the doors to the domain."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Protocol

from smimeadmin.shell.engine.cmdlet import Cmdlet, Parameter
from smimeadmin.shell.engine.common_parameters import collector

if TYPE_CHECKING:
    from smimeadmin.changes.change import Change
    from smimeadmin.changes.door import ChangeDoor
    from smimeadmin.core.clock import Clock
    from smimeadmin.core.files import Files
    from smimeadmin.core.secret import Secret
    from smimeadmin.directory.api import DirectoryBackend
    from smimeadmin.exchange.api import ExchangeBackend


class Connections(Protocol):
    """Which directory and which Exchange the commands act on."""

    def listing(self) -> Sequence[Any]:
        """Return one object a side: Side, Kind, Server, User."""

    def connect_directory(
        self,
        server: str,
        user: str,
        password: "Secret[str]",
        ca_certificate: PurePath | None,
        search_base: str | None,
    ) -> Any:
        """Bind to an Active Directory and switch the directory side to it; return its listing."""

    def disconnect_directory(self) -> None:
        """Go back to the embedded directory."""


class Services(Protocol):
    """The doors a command may use; each service is made at its first use."""

    @property
    def clock(self) -> "Clock":
        """The time."""

    @property
    def files(self) -> "Files":
        """The disk, or a rehearsal's layer over it."""

    @property
    def changes(self) -> "ChangeDoor":
        """The one door of every write, and its journal."""

    @property
    def connections(self) -> Connections:
        """Which directory and which Exchange are meant."""

    @property
    def directory(self) -> "DirectoryBackend":
        """The directory that is connected."""

    @property
    def exchange(self) -> "ExchangeBackend":
        """The Exchange organization that is connected."""

    @property
    def keys(self) -> Any:
        """The private keys of the workspace."""

    @property
    def authorities(self) -> Any:
        """The certification authorities of the workspace."""

    @property
    def certificates(self) -> Any:
        """What the workspace issued or imported."""

    @property
    def published(self) -> Any:
        """What a directory shows the world of people's certificates."""

    @property
    def messages(self) -> Any:
        """Signing, encrypting, opening and checking of messages."""

    @property
    def mail(self) -> Any:
        """What sends mail; in a rehearsal it doesn't."""

    @property
    def trust(self) -> Any:
        """The organization's virtual certificate collection."""

    @property
    def readiness(self) -> Any:
        """Whether a person can sign, and can be encrypted to."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 change``, ``2 changes``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_ROW = re.compile(r"@\{(?:.*; )?Name=([^;}]*)[;}]", re.DOTALL | re.IGNORECASE)


def name_in_row(identity: str) -> str | None:
    """Return the Name of a row that came as an identity, having no address; None if it is none.

    A row of a CSV file without the column that is looked for binds by its text, ``@{Name=Bo}``.
    """
    match = _ROW.match(identity)
    return match[1].strip() if match else None


class AdminCmdlet(Cmdlet):
    """A command that reaches the domain; what it writes goes through ``make``."""

    services: Services

    plan_variable: str | None = Parameter(
        "The variable that gets the Changes of this command as objects, also under -WhatIf.",
        default=None,
    )

    def make(self, changes: Iterable["Change"], target: str, action: str) -> bool:
        """Ask whether to, then make Changes through the door.

        Returns False if nothing may follow: under ``-WhatIf``, or after a no. Without Changes
        there is nothing to ask: what was wanted is there already.
        """
        planned = tuple(changes)
        self._keep_plan(planned)
        if not planned:
            self.write_verbose(f"{target}: unchanged.")
            self.services.changes.apply((), command=type(self).name)  # it counts as having run
            return True
        if not self.should_process(target, action):
            return False
        self.services.changes.apply(planned, command=type(self).name)
        return True

    def _keep_plan(self, planned: "tuple[Change, ...]") -> None:
        if self.plan_variable is None:
            return
        if self._plan is None:
            self._plan = collector(self.plan_variable, self.invocation.frame)
        for change in planned:
            self._plan(change)

    _plan: "Callable[[Any], None] | None" = None
