"""Output for other programs: JSON, CSV and Markdown."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from smimeadmin.core.objects import bare
from smimeadmin.core.values import DateTime, DateTimeOffset
from smimeadmin.core.visible import visible
from smimeadmin.shell.formatting.csv_text import CsvWriter, csv_names
from smimeadmin.shell.formatting.errors import FormattedOutputError
from smimeadmin.shell.formatting.field_text import field_text, is_scalar, items_of
from smimeadmin.shell.formatting.json_writer import JsonOptions, JsonWriter, base64_text, iso_text
from smimeadmin.shell.formatting.reading import READER
from smimeadmin.shell.formatting.records import FormatRecord
from smimeadmin.shell.formatting.tabulated import tabulate_rows

JSON: Final = "json"
CSV: Final = "csv"
MARKDOWN: Final = "markdown"

_JSON_DEPTH: Final = 8

WriteText = Callable[[str], Any]


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
