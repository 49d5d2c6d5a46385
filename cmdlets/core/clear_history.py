"""Clear-History: forgets lines of the prompt."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.command_history import HistoryInfo
from smimeadmin.shell.engine.wildcard import has_wildcard, wildcard

_BY_ID = "IDParameter"
_BY_LINE = "CommandLineParameter"


class ClearHistory(
    CoreCmdlet,
    name="Clear-History",
    aliases=("clhy",),
    supports_should_process=True,
    default_set=_BY_ID,
):
    """Forgets lines of the history of this session: some, or all of them."""

    id: list[int] = Parameter("Their numbers.", default=(), sets=(InSet(_BY_ID, position=0),))
    command_line: list[str] = Parameter(
        "What they are like; wildcards are allowed.", default=(), sets=(_BY_LINE,)
    )
    count: int | None = Parameter("How many at most, the oldest first.", default=None, position=1)
    newest: bool = Parameter("The newest first.", default=False)

    examples = (Example("All of them.", "Clear-History; @(Get-History).Count", shows="0"),)

    def process(self) -> None:
        """Forget what is meant."""
        history = self.session.history
        for number in self.id:
            if not any(entry.id == number for entry in history.entries):
                self.write_error(_nothing(str(number)), number)
        for line in self.command_line:
            if not has_wildcard(line) and not any(e.command_line == line for e in history.entries):
                self.write_error(_nothing(line), line)
        meant = [entry for entry in history.entries if self._is_meant(entry)]
        if self.newest:
            meant.reverse()
        gone = meant if self.count is None else meant[: max(self.count, 0)]
        if gone and self.should_process("the history", "Clear-History"):
            kept = [entry for entry in history.entries if entry not in gone]
            history.entries[:] = kept

    def _is_meant(self, entry: HistoryInfo) -> bool:
        if self.id:
            return entry.id in self.id
        if self.command_line:
            return any(wildcard(one).fullmatch(entry.command_line) for one in self.command_line)
        return True


def _nothing(what: str) -> CommandError:
    return CommandError(
        "GetHistoryNoHistoryForId" if what.isdigit() else "GetHistoryNoHistoryForCommandline",
        f"The history has no line '{what}'.",
        category="ObjectNotFound",
        target=what,
        inner="System.ArgumentException",
        hint="Get-History lists the lines and their numbers.",
    )
