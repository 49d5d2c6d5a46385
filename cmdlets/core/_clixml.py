"""What the commands for CLIXML have in common."""

from typing import TYPE_CHECKING, Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine import CommandError

if TYPE_CHECKING:
    from smimeadmin.core.clixml import errors as clixml_errors
    from smimeadmin.shell.engine import clixml_door
else:
    clixml_door = at_first_use("smimeadmin.shell.engine.clixml_door")
    clixml_errors = at_first_use("smimeadmin.core.clixml.errors")

DEFAULT_DEPTH = 2


def at_least_one(value: int) -> str | None:
    """Refuse a depth below 1."""
    return None if value >= 1 else f"The depth {value} is less than 1."


class WritesClixml(CoreCmdlet):
    """Writes objects as one document."""

    def new_writer(self, depth: int) -> Any:
        """Return what takes the objects."""
        return clixml_door.new_writer(depth)


class ReadsClixml(CoreCmdlet):
    """Reads the objects of a document."""

    def values_of(self, text: str, target: str) -> list[Any]:
        """Return the objects of a text; CommandError if it is not CLIXML."""
        try:
            return clixml_door.read_values(text)
        except clixml_errors.ClixmlError as error:
            raise CommandError(
                error.inner,
                f"'{target}' can't be read: {error.message}",
                category="NotSpecified",
                target=target,
                inner=error.inner,
                hint=error.hint,
            ) from error
