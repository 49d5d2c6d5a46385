"""Turns format data into lines: the back end of Out-Default, Out-String, Out-File and Out-Host."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from smimeadmin.shell.formatting.layout import Layout, Printer
from smimeadmin.shell.formatting.records import (
    FormatEndData,
    FormatEntryData,
    FormatRecord,
    FormatStartData,
    GroupEndData,
    GroupStartData,
)
from smimeadmin.shell.formatting.wrapping import wrap

_LABEL_INDENT: Final = "   "


class LineWriter:
    """Writes runs of format data as lines of at most ``columns`` cells.

    ``patience`` is how many seconds rows are kept back to find the widths of columns; None keeps
    them until the group ends, so that the same input always gives the same lines.
    """

    __slots__ = ("_begun", "_printer", "columns", "patience", "write_line")

    def __init__(
        self,
        write_line: Callable[[str], None],
        columns: int = 80,
        *,
        patience: float | None = None,
    ) -> None:
        self.write_line = write_line
        self.columns = columns
        self.patience = patience
        self._begun = 0.0
        self._printer: Printer | None = None

    def put(self, record: FormatRecord) -> None:
        """Take one piece of format data."""
        kind = type(record)
        if kind is FormatEntryData:
            self._entry(record)  # type: ignore[arg-type]  # its exact class was just looked at
        elif isinstance(record, FormatStartData):
            self._printer = record.layout.printer(self.columns, self.write_line)
        elif isinstance(record, GroupStartData):
            self._begin_group(record.label)
        elif kind is GroupEndData:
            self._end_group()
        elif kind is FormatEndData:
            self._end_run()

    def _entry(self, record: FormatEntryData) -> None:
        if record.layout is None:
            if self._printer is not None:
                self._printer.entry(record.entry)
                self._keep_pace(self._printer)
        elif self._printer is None:
            self._write_aside(record.layout, record.entry)
        else:
            layout, entry = record.layout, record.entry
            self._printer.aside(lambda: self._write_aside(layout, entry))

    def _write_aside(self, layout: Layout, entry: object) -> None:
        printer = layout.printer(self.columns, self.write_line)
        if layout.framed:
            self.write_line("")
        printer.begin_group()
        printer.entry(entry)
        printer.end_group()
        if layout.framed and not printer.blank_after_entry:
            self.write_line("")

    def _keep_pace(self, printer: Printer) -> None:
        """Write what is kept back once somebody has waited for it long enough."""
        if self.patience is not None and monotonic() - self._begun > self.patience:
            printer.flush()

    def _begin_group(self, label: str | None) -> None:
        if self._printer is None:
            return
        self.write_line("")
        if label is not None:
            for line in wrap(_LABEL_INDENT + label, self.columns):
                self.write_line(line)
            self.write_line("")
        self._printer.begin_group()
        if self.patience is not None:
            self._begun = monotonic()

    def _end_group(self) -> None:
        if self._printer is not None:
            self._printer.end_group()

    def _end_run(self) -> None:
        if self._printer is None:
            return
        if not self._printer.blank_after_entry:
            self.write_line("")
        self._printer = None

    def flush(self) -> None:
        """Write what is kept back, at the end of all input or before something else is shown."""
        if self._printer is not None:
            self._printer.flush()
