"""PowerShell's look of a list: one property a line, values below each other."""

from collections.abc import Sequence
from typing import Any

from smimeadmin.shell.formatting.cells import cut_at_end, pad_right, width
from smimeadmin.shell.formatting.layout import Layout, Printer, WriteLine
from smimeadmin.shell.formatting.wrapping import wrap

_SEPARATOR = " : "


class ListLayout(Layout):
    """A list."""

    __slots__ = ()

    def printer(self, columns: int, write_line: WriteLine) -> Printer:
        """Return a printer whose entries are lists of pairs: label, value."""
        return ListPrinter(columns, write_line)


class ListPrinter(Printer):
    """Writes each entry as a block with a blank line behind it."""

    __slots__ = ()

    blank_after_entry = True

    def entry(self, entry: Any) -> None:
        """Write a block."""
        pairs: Sequence[tuple[str, str]] = entry
        if pairs:
            self._write_pairs(pairs)
        self.write_line("")

    def _write_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        room = self.columns - len(_SEPARATOR)
        label_width = min(max(width(label) for label, _ in pairs), max(room - 1, 1))
        value_width = max(room - label_width, 1)
        indent = " " * (label_width + len(_SEPARATOR))
        for label, value in pairs:
            lead = pad_right(cut_at_end(label, label_width), label_width) + _SEPARATOR
            for line in wrap(value, value_width) or [""]:
                self.write_line(lead + line)
                lead = indent


LIST = ListLayout()
