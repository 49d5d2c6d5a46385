"""Get-History: the lines that were typed."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import CommandError, Example, Parameter


class GetHistory(CoreCmdlet, name="Get-History", aliases=("h", "history", "ghy")):
    """Lists the lines of this session, the oldest first; a script has none."""

    id: list[int] = Parameter(
        "Their numbers.", default=(), position=0, from_pipeline=True, type="Int64[]"
    )
    count: int | None = Parameter("How many of the newest.", default=None, position=1)

    examples = (Example("A script has none.", "@(Get-History).Count", shows="0"),)

    def process(self, id: list[int]) -> None:
        """Write the entries."""
        entries = list(self.session.history.entries)
        for number in id:
            found = [entry for entry in entries if entry.id == number]
            self.write_each(found)
            if not found:
                self.write_error(
                    CommandError(
                        "GetHistoryNoHistoryForId",
                        f"The history has no line {number}.",
                        category="ObjectNotFound",
                        target=number,
                        inner="System.ArgumentException",
                    ),
                    number,
                )
        if not id:
            wanted = len(entries) if self.count is None else self.count
            self.write_each(entries[max(len(entries) - wanted, 0) :])
