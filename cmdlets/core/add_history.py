"""Add-History: puts lines into the history."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.command_history import HistoryInfo
from smimeadmin.shell.engine.members import find_property
from smimeadmin.shell.engine.text import to_text


class AddHistory(CoreCmdlet, name="Add-History"):
    """Adds lines, as Get-History or a file of them gives them, to the history of this session."""

    input_object: list[object] = Parameter(
        "Objects with CommandLine and ExecutionStatus.",
        default=(),
        position=0,
        from_pipeline=True,
        type="PSObject[]",
    )
    passthru: bool = Parameter("Write the new entries.", default=False)

    examples = (
        Example(
            "A line from a file.",
            "[pscustomobject]@{ CommandLine = 'Get-Date'; ExecutionStatus = 'Completed'; "
            "StartExecutionTime = Get-Date; EndExecutionTime = Get-Date } | Add-History; "
            "(Get-History).CommandLine",
            shows="Get-Date",
        ),
    )

    def process(self, input_object: list[object]) -> None:
        """Add each."""
        history = self.session.history
        for one in input_object or ():
            line = self._text(one, "CommandLine")
            status = self._text(one, "ExecutionStatus")
            if line is None or status is None:
                self.write_error(_no_entry(one), one)
                continue
            inner = bare(one)
            clock = SystemClock() if self.services is None else self.services.clock
            begun = ended = clock.now()
            if isinstance(inner, HistoryInfo):
                begun, ended = inner.start_execution_time, inner.end_execution_time
            history.add(line, status, begun, ended)
            if self.passthru:
                self.write(history.entries[-1])

    @staticmethod
    def _text(item: Any, name: str) -> str | None:
        there, value = find_property(item, name)
        return to_text(value) if there and value is not None else None


def _no_entry(item: object) -> CommandError:
    return CommandError(
        "AddHistoryInvalidInput",
        "An entry of the history needs CommandLine and ExecutionStatus.",
        category="InvalidData",
        target=item,
        inner="System.IO.InvalidDataException",
        hint="Get-History | Export-Csv writes such entries.",
    )
