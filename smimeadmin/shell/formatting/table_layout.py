"""PowerShell's own look of a table: columns with headings, dashes below them, rows."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from smimeadmin.shell.formatting.cells import (
    cut_at_end,
    cut_at_start,
    one_line,
    pad_both,
    pad_left,
    pad_right,
    width,
)
from smimeadmin.shell.formatting.column_widths import fit_columns
from smimeadmin.shell.formatting.layout import Layout, Printer, WriteLine
from smimeadmin.shell.formatting.wrapping import wrap

LEFT: Final = "left"
RIGHT: Final = "right"
CENTER: Final = "center"

ROWS_MEASURED: Final = 10_000
"""How many rows are kept at most to find the widths of columns; PowerShell keeps 300 ms."""


class TableColumn:
    """A column: its heading, its alignment, and its width, 0 if that is found from the rows."""

    __slots__ = ("alignment", "heading", "width")

    def __init__(self, heading: str, alignment: str = LEFT, width: int = 0) -> None:
        self.heading = heading
        self.alignment = alignment
        self.width = width


class TableLayout(Layout):
    """A table. ``measured`` finds the widths of all columns from the first rows of each group.

    ``whole`` leaves every column as wide as it wants to be, whatever the screen.
    """

    __slots__ = ("columns", "headings", "measured", "repeated", "whole", "wrapped")

    def __init__(
        self,
        columns: Sequence[TableColumn],
        *,
        measured: bool = True,
        wrapped: bool = False,
        whole: bool = False,
        headings: bool = True,
        repeated: bool = False,
    ) -> None:
        self.whole = whole
        self.columns = tuple(columns)
        self.measured = measured
        self.wrapped = wrapped
        self.headings = headings
        self.repeated = repeated

    def printer(self, columns: int, write_line: WriteLine) -> Printer:
        """Return a printer whose entries are lists of texts, one a column."""
        return TablePrinter(self, columns, write_line)


Fit = Callable[[str, int], str]
_CUTS: Final[dict[str, Fit]] = {LEFT: cut_at_end, RIGHT: cut_at_start, CENTER: cut_at_end}
_PADS: Final[dict[str, Fit]] = {LEFT: pad_right, RIGHT: pad_left, CENTER: pad_both}


class _Slot:
    """A column that is shown: its place among all, and how its cells are cut and padded.

    ``room`` is what cells are padded to: nothing at the end of a line, where blanks would be.
    """

    __slots__ = ("column", "cut", "left", "pad", "place", "room", "width")

    def __init__(self, place: int, column: TableColumn, width: int, *, last: bool) -> None:
        self.place = place
        self.column = column
        self.width = width
        self.left = column.alignment == LEFT
        self.room = 0 if last and self.left else width
        self.cut = _CUTS[column.alignment]
        self.pad = _PADS[column.alignment]

    def cell(self, text: str) -> str:
        """Return a text as one line of this column's width."""
        if text.isascii():
            if "\n" in text or "\r" in text:
                text = one_line(text)
            elif len(text) <= self.width:
                return text.ljust(self.room) if self.left else self.pad(text, self.room)
        else:
            text = one_line(text)
        return self.pad(self.cut(text, self.width), self.room)


class TablePrinter(Printer):
    """Writes the rows of a table; keeps the first ones while widths are still to be found."""

    __slots__ = ("_kept", "_layout", "_slots")

    def __init__(self, layout: TableLayout, columns: int, write_line: WriteLine) -> None:
        super().__init__(columns, write_line)
        self._layout = layout
        self._kept: list[list[str] | Callable[[], None]] | None = None
        self._slots: list[_Slot] = []

    def begin_group(self) -> None:
        """Begin a group: its headings come with its first rows."""
        self._kept = []
        if not self._layout.measured:
            self.flush()

    def entry(self, entry: Any) -> None:
        """Write a row, or keep it while the widths are not known."""
        if self._kept is None:
            self._row(entry)
            return
        self._kept.append(entry)
        if len(self._kept) >= ROWS_MEASURED:
            self.flush()

    def aside(self, write: Callable[[], None]) -> None:
        """Keep the place of something else among the rows that are kept."""
        if self._kept is None:
            write()
        else:
            self._kept.append(write)

    def flush(self) -> None:
        """Settle the widths, write the headings and the rows that were kept."""
        if self._kept is None:
            return
        kept, self._kept = self._kept, None
        self._settle([row for row in kept if isinstance(row, list)])
        if self._layout.headings and self._slots:
            self._write_headings()
        for row in kept:
            if isinstance(row, list):
                self._row(row)
            else:
                row()

    def _settle(self, rows: Sequence[Sequence[str]]) -> None:
        columns = self._layout.columns
        if self._layout.measured:
            wanted = [max(width(column.heading), 1) for column in columns]
            for place, cells in enumerate(zip(*rows, strict=True)):
                wanted[place] = max(wanted[place], max(map(width, cells), default=0))
        else:
            wanted = [column.width for column in columns]
        widths = wanted if self._layout.whole else fit_columns(wanted, self.columns)
        shown = sum(1 for cells in widths if cells)
        self._slots = [
            _Slot(place, columns[place], widths[place], last=place == shown - 1)
            for place in range(shown)
        ]

    def _write_headings(self) -> None:
        slots = self._slots
        self._lines([wrap(slot.column.heading, slot.width) or [""] for slot in slots])
        dashes = ["-" * min(width(slot.column.heading), slot.width) for slot in slots]
        self.write_line(
            " ".join([slot.pad(dash, slot.room) for slot, dash in zip(slots, dashes, strict=True)])
        )

    def _row(self, row: Sequence[str]) -> None:
        if not self._slots:
            return
        if self._layout.wrapped:
            self._lines([wrap(row[slot.place], slot.width) or [""] for slot in self._slots])
        else:
            self.write_line(" ".join([slot.cell(row[slot.place]) for slot in self._slots]))

    def _lines(self, cells: Sequence[Sequence[str]]) -> None:
        """Write cells of several lines each, side by side."""
        slots = self._slots
        for nth in range(max(map(len, cells))):
            line = [
                slot.pad(lines[nth] if nth < len(lines) else "", slot.room)
                for slot, lines in zip(slots, cells, strict=True)
            ]
            self.write_line(" ".join(line))
