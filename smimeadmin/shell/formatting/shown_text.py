"""The lines that objects are shown as, all at once: for files, redirections and reports."""

from collections.abc import Iterable
from typing import Any

from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions


def shown_lines(values: Iterable[Any], columns: int = 80, *, limit: int = 4) -> list[str]:
    """Return the lines of objects or format data, no wider than ``columns``."""
    lines: list[str] = []
    writer = LineWriter(lines.append, columns)
    formatter = Formatter(writer.put, FormatOptions(limit=limit))
    for value in values:
        formatter.process(value)
    formatter.end()
    writer.flush()
    return lines
