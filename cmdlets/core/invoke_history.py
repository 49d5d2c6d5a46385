"""Invoke-History: runs a line of the prompt again."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.script_files import compile_script


class InvokeHistory(
    CoreCmdlet, name="Invoke-History", aliases=("r", "ihy"), supports_should_process=True
):
    """Runs a line of the history again: the last one, or the one of a number or a beginning."""

    id: str | None = Parameter(
        "The number of the line, or how it begins.", default=None, position=0, from_pipeline=True
    )

    examples = (
        Example(
            "Without a history there is nothing to run.",
            "try { Invoke-History -ErrorAction Stop } catch { 'none' }",
            shows="none",
        ),
    )

    def process(self, id: str | None) -> None:
        """Show the line and run it where the command stands."""
        line = self._find(id)
        if not self.should_process(line):
            return
        self.session.history.requested = line
        self.host.write(line)
        frame = self.invocation.frame
        block = compile_script(line, None, self.session)
        inner = Frame(self.session, frame.scope, self.invocation.downstream, frame.streams)
        self.session.call_block(inner, block, [], dot=True)

    def _find(self, id: str | None) -> str:
        entries = self.session.history.entries
        if id is None:
            if entries:
                return entries[-1].command_line
            raise _nothing("The history is empty.", id)
        for entry in reversed(entries):
            if str(entry.id) == id or (
                not id.isdigit() and fold(entry.command_line).startswith(fold(id))
            ):
                return entry.command_line
        raise _nothing(f"The history has no line '{id}'.", id)


def _nothing(message: str, target: str | None) -> CommandError:
    return CommandError(
        "InvokeHistoryNoHistoryForId" if target else "InvokeHistoryNoLastHistoryEntryFound",
        message,
        category="ObjectNotFound",
        target=target,
        inner="System.ArgumentException",
        hint="Get-History lists the lines and their numbers.",
    )
