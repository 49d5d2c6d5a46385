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
    """Writes each entry as a block; blocks are parted by blank lines."""

    __slots__ = ("_first",)

    blank_at_group_end = True

    def __init__(self, columns: int, write_line: WriteLine) -> None:
        super().__init__(columns, write_line)
        self._first = True

    def begin_group(self) -> None:
        """Begin a group: no blank line comes before its first block."""
        self._first = True

    def entry(self, entry: Any) -> None:
        """Write a block."""
        pairs: Sequence[tuple[str, str]] = entry
        if not self._first:
            self.write_line("")
        self._first = False
        if not pairs:
            return
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
