"""PowerShell's look of many short values: several columns of one property."""

from typing import Any, Final

from smimeadmin.shell.formatting.cells import cut_at_end, one_line, pad_right, width
from smimeadmin.shell.formatting.column_widths import fit_columns
from smimeadmin.shell.formatting.layout import Layout, Printer, WriteLine

_VALUES_MEASURED: Final = 10_000


class WideLayout(Layout):
    """Columns of values: ``count`` of them, or 0 for as many as the widest value lets in."""

    __slots__ = ("count",)

    def __init__(self, count: int = 2) -> None:
        self.count = count

    def printer(self, columns: int, write_line: WriteLine) -> Printer:
        """Return a printer whose entries are texts."""
        return WidePrinter(self.count, columns, write_line)


class WidePrinter(Printer):
    """Writes values row by row; keeps them all while the number of columns is to be found."""

    __slots__ = ("_count", "_kept", "_widths")

    def __init__(self, count: int, columns: int, write_line: WriteLine) -> None:
        super().__init__(columns, write_line)
        self._count = count
        self._kept: list[str] = []
        self._widths: list[int] = []

    def begin_group(self) -> None:
        """Begin a group with a row of its own."""
        self._kept = []
        self._widths = fit_columns([0] * self._count, self.columns) if self._count else []

    def entry(self, entry: Any) -> None:
        """Put a value into its row; a full row is written."""
        self._kept.append(one_line(entry))
        if self._widths:
            if len(self._kept) == len(self._widths):
                self._row()
        elif len(self._kept) >= _VALUES_MEASURED:
            self.flush()

    def flush(self) -> None:
        """Settle the columns if need be, and write what was kept."""
        if not self._kept:
            return
        if not self._widths:
            widest = max(map(width, self._kept))
            count = max((self.columns + 1) // (max(widest, 1) + 1), 1)
            self._widths = fit_columns([0] * count, self.columns)
        values, self._kept = self._kept, []
        step = len(self._widths)
        for start in range(0, len(values), step):
            self._kept = values[start : start + step]
            self._row()

    def _row(self) -> None:
        last = len(self._widths) - 1
        values = self._kept + [""] * (len(self._widths) - len(self._kept))
        cells = [
            pad_right(cut_at_end(value, cells), cells if place < last else 0)
            for place, (value, cells) in enumerate(zip(values, self._widths, strict=True))
        ]
        self.write_line(" ".join(cells))
        self._kept = []
