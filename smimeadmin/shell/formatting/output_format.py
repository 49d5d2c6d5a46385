"""Where output goes: text as at a prompt, or JSON, CSV, Markdown for other programs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.visible import visible_but_coloured
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions

if TYPE_CHECKING:
    from smimeadmin.shell.engine.session import Session
    from smimeadmin.shell.formatting import data_sinks
else:
    data_sinks = at_first_use("smimeadmin.shell.formatting.data_sinks")

TEXT: Final = "text"
FORMATS: Final = (TEXT, "json", "csv", "markdown")

_TERMINAL_PATIENCE: Final = 0.3
"""Seconds: as long as PowerShell waits for rows before it settles a table's columns."""

WriteText = Callable[[str], Any]


class OutputSink(Protocol):
    """Takes the objects that reach the end of a pipeline."""

    def put(self, value: Any) -> None:
        """Take one object; FormattedOutputError if it is format data where objects belong."""

    def finish(self) -> None:
        """Write what was kept back; more objects may follow, as those of a new pipeline."""


class TextSink:
    """Shows objects as PowerShell's default output does.

    ``is_terminal``: columns are settled after 0.3 s, and what could move the cursor in a text is
    drawn instead (colours pass).
    """

    def __init__(
        self,
        write: WriteText,
        columns: int = 80,
        *,
        is_terminal: bool = False,
        options: FormatOptions | None = None,
    ) -> None:
        self._write = write
        self._clean = visible_but_coloured if is_terminal else None
        self._lines = LineWriter(
            self._write_line, columns, patience=_TERMINAL_PATIENCE if is_terminal else None
        )
        self._formatter = Formatter(self._lines.put, options)

    def _write_line(self, line: str) -> None:
        self._write((line if self._clean is None else self._clean(line)) + "\n")

    def put(self, value: Any) -> None:
        """Take one object."""
        self._formatter.process(value)

    def finish(self) -> None:
        """End the run that was begun: the next object is looked at anew."""
        self._formatter.end()
        self._lines.flush()


def enumeration_limit(session: "Session") -> int:
    """Return a session's $FormatEnumerationLimit; what is no number counts as the default."""
    variable = session.global_scope.find("formatenumerationlimit")
    value = None if variable is None else variable.v
    return value if isinstance(value, int) and not isinstance(value, bool) else 4


def sink_for(
    output_format: str,
    write: WriteText,
    *,
    columns: int = 80,
    is_terminal: bool = False,
    options: FormatOptions | None = None,
) -> OutputSink:
    """Return the sink of an output format: ``text``, ``json``, ``csv`` or ``markdown``.

    ``write`` takes text with its line ends; what it raises (a closed pipe) passes through.
    """
    if output_format == TEXT:
        return TextSink(write, columns, is_terminal=is_terminal, options=options)
    if output_format == data_sinks.JSON:
        return data_sinks.JsonSink(write)
    if output_format == data_sinks.CSV:
        return data_sinks.CsvSink(write)
    return data_sinks.MarkdownSink(write)
