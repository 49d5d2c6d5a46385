"""What jobs are made of: what one runs, how far it is, how it ended."""

from collections.abc import Sequence
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.error_record import ErrorRecord, TerminatingError, record_of
from smimeadmin.shell.engine.runspaces import NO_ITEM, Runspace
from smimeadmin.shell.engine.types import register_enum

_PS: Final = "System.Management.Automation."
JOB_STATES: Final = v.EnumType(
    _PS + "JobState",
    {
        "NotStarted": 0,
        "Running": 1,
        "Completed": 2,
        "Failed": 3,
        "Stopped": 4,
        "Blocked": 5,
        "Suspended": 6,
        "Disconnected": 7,
        "Suspending": 8,
        "Stopping": 9,
        "AtBreakpoint": 10,
    },
)
register_enum(JOB_STATES)


class JobStateInfo:
    """The state of a job and, of one that failed, the error that ended it."""

    __slots__ = ("reason", "state")
    type_name = _PS + "JobStateInfo"
    shown = ("state", "reason")

    def __init__(self, state: v.EnumValue, reason: Any) -> None:
        self.state = state
        self.reason = reason

    def __str__(self) -> str:
        return str(self.state)


class Work:
    """What a job runs: a block, and what it is given."""

    __slots__ = ("arguments", "block", "item", "items", "location", "setup", "using")

    def __init__(
        self,
        block: ScriptBlock,
        using: dict[str, Any],
        *,
        arguments: Sequence[Any] = (),
        items: list[Any] | None = None,
        item: Any = NO_ITEM,
        setup: str = "",
        location: str | None = None,
    ) -> None:
        self.block = block
        self.using = using
        self.arguments = arguments
        self.items = items
        self.item = item
        self.setup = setup
        self.location = location


def uncaught(error: Exception) -> ErrorRecord:
    """Return the record of an error that ended a block in another thread."""
    if isinstance(error, TerminatingError):
        return error.record
    return record_of(error, in_command=False)


def close_services(runspace: Runspace, shared: Any) -> None:
    """Let go of the services that a runspace had of its own, not of those of its opener."""
    services = runspace.session.services
    if services is not None and services is not shared:
        services.close()
