"""Where output goes: text as at a prompt, or JSON, CSV, Markdown for other programs."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from smimeadmin.core.objects import bare
from smimeadmin.core.values import DateTime, DateTimeOffset
from smimeadmin.core.visible import visible, visible_but_coloured
from smimeadmin.shell.formatting.csv_text import CsvWriter, csv_names
from smimeadmin.shell.formatting.errors import FormattedOutputError
from smimeadmin.shell.formatting.field_text import field_text, is_scalar, items_of
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.json_writer import JsonOptions, JsonWriter, base64_text, iso_text
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.planner import FormatOptions
from smimeadmin.shell.formatting.reading import READER
from smimeadmin.shell.formatting.records import FormatRecord
from smimeadmin.shell.formatting.tabulated import tabulate_rows

if TYPE_CHECKING:
    from smimeadmin.shell.engine.session import Session

TEXT: Final = "text"
JSON: Final = "json"
CSV: Final = "csv"
MARKDOWN: Final = "markdown"
FORMATS: Final = (TEXT, JSON, CSV, MARKDOWN)

_JSON_DEPTH: Final = 8
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


class JsonSink:
    """Writes one JSON text a line for each object."""

    def __init__(self, write: WriteText) -> None:
        self._write = write
        options = JsonOptions(depth=_JSON_DEPTH, compress=True, enums_as_text=True, iso_utc=True)
        self._json = JsonWriter(options, READER)

    def put(self, value: Any) -> None:
        """Take one object."""
        _refuse_format_data(value, JSON)
        self._write(self._json.text(value) + "\n")

    def finish(self) -> None:
        """Nothing is kept back."""


class CsvSink:
    """Writes CSV; the first object's properties are the columns, a new set of them a new header."""

    def __init__(self, write: WriteText) -> None:
        self._write = write
        self._writer: CsvWriter | None = None
        self._names: Sequence[str] = ()

    def put(self, value: Any) -> None:
        """Take one object; what is no object is a column named Value."""
        _refuse_format_data(value, CSV)
        names, cells = _cells(value)
        if self._writer is None or tuple(names) != tuple(self._names):
            if self._writer is not None:
                self._write("\n")
            self._writer = CsvWriter(quotes="asneeded")
            self._names = names
            self._write(self._writer.line(names) + "\n")
        self._write(self._writer.line(cells) + "\n")

    def finish(self) -> None:
        """Nothing is kept back."""


class MarkdownSink:
    """Writes tables in GitHub's Markdown; texts stand between them as paragraphs."""

    def __init__(self, write: WriteText) -> None:
        self._write = write
        self._names: Sequence[str] = ()
        self._rows: list[Sequence[str]] = []

    def put(self, value: Any) -> None:
        """Take one object."""
        _refuse_format_data(value, MARKDOWN)
        if is_scalar(value):
            self.finish()
            self._write(visible(field_text(value)) + "\n")
            return
        names, cells = _cells(value)
        if tuple(names) != tuple(self._names):
            self.finish()
        self._names = names
        self._rows.append(cells)

    def finish(self) -> None:
        """Write the table that was kept back."""
        if self._rows:
            lines = tabulate_rows(self._names, self._rows, "github")
            self._write("\n".join(lines) + "\n\n")
            self._rows = []


def _cells(value: Any) -> tuple[Sequence[str], list[str]]:
    if is_scalar(value):
        return ("Value",), [machine_text(value)]
    names = csv_names(value)
    return names, [machine_text(READER.get(value, name)) for name in names]


def machine_text(value: Any) -> str:
    """Return a value for a program: times in ISO 8601 and UTC, bytes in base64, lists by ``;``."""
    inner = bare(value)
    if inner is None:
        return ""
    if isinstance(inner, (DateTime, DateTimeOffset)):
        return iso_text(inner)
    if isinstance(inner, (bytes, bytearray)):
        return base64_text(bytes(inner))
    items = items_of(inner)
    if items is not None:
        return ";".join(machine_text(item) for item in items)
    return visible(READER.text(value))


def _refuse_format_data(value: Any, output_format: str) -> None:
    if isinstance(value, FormatRecord):
        raise FormattedOutputError(output_format)


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
    if output_format == JSON:
        return JsonSink(write)
    if output_format == CSV:
        return CsvSink(write)
    if output_format == MARKDOWN:
        return MarkdownSink(write)
    return TextSink(write, columns, is_terminal=is_terminal, options=options)
