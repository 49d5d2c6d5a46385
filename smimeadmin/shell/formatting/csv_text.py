"""CSV as PowerShell writes and reads it."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core.objects import CUSTOM_OBJECT_NAMES, PropertyBag, Shape, bare
from smimeadmin.core.values import DateTime, DateTimeOffset, FoldingDictionary, Single
from smimeadmin.shell.engine.types import type_names
from smimeadmin.shell.formatting.errors import DuplicateColumnError
from smimeadmin.shell.formatting.field_text import items_of, value_text
from smimeadmin.shell.formatting.reading import READER

ALWAYS: Final = "always"
AS_NEEDED: Final = "asneeded"
NEVER: Final = "never"


class CsvWriter:
    """Writes objects as CSV lines; the first object decides on the columns.

    ``quotes`` is ``always``, ``asneeded`` or ``never``; ``quoted_fields``, if given, are the only
    columns that stand in quotes.
    """

    def __init__(
        self,
        *,
        delimiter: str = ",",
        quotes: str = ALWAYS,
        quoted_fields: Sequence[str] = (),
        header: bool = True,
        type_information: bool = False,
        names: Sequence[str] | None = None,
    ) -> None:
        self.delimiter = delimiter
        self.quotes = quotes
        self.quoted_fields = {name.lower() for name in quoted_fields}
        self.header = header
        self.type_information = type_information
        self.names: Sequence[str] | None = names
        self._places: dict[Shape, list[int | None]] = {}

    def lines(self, item: Any) -> Iterator[str]:
        """Yield the lines that an object adds: before the first one the header.

        What has no properties, like a number, adds nothing.
        """
        if self.names is None:
            names = csv_names(item)
            if not names:
                return
            self.names = names
            if self.type_information:
                yield f"#TYPE {type_names(item)[0]}"
            if self.header:
                yield self.line(self.names)
        yield self.line(self._values(item))

    def line(self, cells: Sequence[str | None]) -> str:
        """Return one line of cells; None stands for $null."""
        names = cells if self.names is None else self.names
        return self.delimiter.join(
            [self._cell(cell, name or "") for cell, name in zip(cells, names, strict=True)]
        )

    def _values(self, item: Any) -> list[str | None]:
        names = self.names or ()
        inner = bare(item)
        if isinstance(inner, FoldingDictionary):
            return [csv_value(inner.get(name)) for name in names]
        if type(item) is not PropertyBag or item.extras is not None:
            return [csv_value(READER.get(item, name)) for name in names]
        places = self._places.get(item.shape)
        if places is None:
            index = item.shape.index
            places = self._places[item.shape] = [index.get(name.lower()) for name in names]
        return [None if place is None else csv_value(item.values[place]) for place in places]

    def _cell(self, text: str | None, name: str) -> str:
        if text is None:
            return ""
        if self._is_quoted(text, name):
            return '"' + text.replace('"', '""') + '"'
        return text

    def _is_quoted(self, text: str, name: str) -> bool:
        if self.quoted_fields:
            return name.lower() in self.quoted_fields
        if self.quotes == AS_NEEDED:
            return self.delimiter in text or any(char in text for char in '"\r\n')
        return self.quotes == ALWAYS


def csv_names(item: Any) -> Sequence[str]:
    """Return the columns of an object: its properties, of a dictionary its keys."""
    inner = bare(item)
    if isinstance(inner, FoldingDictionary):
        return [READER.text(key) for key in inner.keys()]  # noqa: SIM118 - keys() unwraps them
    return READER.names(item)


_IN_CULTURE: Final = frozenset({DateTime, DateTimeOffset, float, Single, Decimal})


def csv_value(value: Any) -> str | None:
    """Return the text of a cell, None for $null: in the culture, collections by type."""
    if type(value) is str:
        return value
    if value is None:
        return None
    if items_of(value) is not None:
        return type_names(value)[0]
    if type(bare(value)) in _IN_CULTURE:
        return value_text(bare(value))
    return READER.text(value)


class CsvReader:
    """Reads CSV lines into custom objects.

    ``header`` gives the names; else the first record does, columns without a name become ``H1``,
    ``H2``; ``unnamed`` says whether that happened. A record may hold line ends in quotes only
    where they are part of one text: ConvertFrom-Csv hands over each line for itself.
    """

    def __init__(self, *, delimiter: str = ",", header: Sequence[str] = ()) -> None:
        self.delimiter = delimiter
        self.unnamed = False
        self._names: tuple[str, ...] = ()
        self._shape = Shape.of(())
        self._type_names: tuple[str, ...] = CUSTOM_OBJECT_NAMES
        if header:
            self._set_names(header)

    def of_text(self, text: str) -> Iterator[PropertyBag]:
        """Yield the objects of a text: a whole file, or one line of one."""
        return self._objects(csv_records(text, self.delimiter))

    def of_pieces(self, pieces: Iterable[str]) -> Iterator[PropertyBag]:
        """Yield the objects of a file that is read in pieces, in flat memory."""
        return self._objects(csv_records_of_pieces(pieces, self.delimiter))

    def _objects(self, records: Iterable[list[str]]) -> Iterator[PropertyBag]:
        for record in records:
            while len(record) > 1 and not record[-1]:
                record.pop()
            if record[0] or len(record) > 1:
                bag = self._record(record)
                if bag is not None:
                    yield bag

    def _record(self, record: list[str]) -> PropertyBag | None:
        if not self._names:
            self._head(record)
            return None
        count = len(self._names)
        values: list[Any] = [*record[:count], *([None] * (count - len(record)))]
        return PropertyBag(self._shape, values, self._type_names)

    def _head(self, record: list[str]) -> None:
        """Read what stands before the objects: names, a type, comments."""
        first = record[0]
        if first.startswith("#TYPE "):
            self._type_names = (first[6:].strip(), *CUSTOM_OBJECT_NAMES)
        elif first.startswith("#Fields: "):
            self._set_names([first[9:], *record[1:]])
        elif not first.startswith("#"):
            self._set_names(record)

    def _set_names(self, given: Sequence[str]) -> None:
        names: list[str] = []
        seen: set[str] = set()
        unnamed = 0
        for name in given:
            if not name:
                unnamed += 1
            named = name or f"H{unnamed}"
            if named.lower() in seen:
                raise DuplicateColumnError(named)
            seen.add(named.lower())
            names.append(named)
        self.unnamed = unnamed > 0
        self._names = tuple(names)
        self._shape = Shape.of(names)


def csv_records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the records of a text: quotes hold delimiters and line ends, doubled ones a quote.

    Blanks around a field go, but not those in quotes; what stands behind a closing quote is kept.
    """
    at = 0
    while at < len(text):
        record, at, _ = _read_record(text, at, delimiter)
        yield record


def csv_records_of_pieces(pieces: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the records of a text that comes in pieces, keeping only what is not complete."""
    kept: list[str] = []
    size = wanted = 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size < wanted:  # a record that goes on: look again when there is twice as much
            continue
        text, at = "".join(kept), 0
        while at < len(text):
            record, end, complete = _read_record(text, at, delimiter)
            if not complete:
                break
            yield record
            at = end
        kept = [text[at:]]
        size = len(text) - at
        wanted = 2 * size
    yield from csv_records("".join(kept), delimiter)


def _read_record(text: str, at: int, delimiter: str) -> tuple[list[str], int, bool]:
    """Read one record; return it, where the next begins, and whether a line end ended it."""
    record: list[str] = []
    while True:
        field, at = _read_field(text, at, delimiter)
        record.append(field)
        if at >= len(text):
            return record, at, False
        if text[at] != delimiter:
            return record, at + (2 if text.startswith("\r\n", at) else 1), True
        at += 1


def _read_field(text: str, at: int, delimiter: str) -> tuple[str, int]:
    """Read one field; return it and where it ends.

    A quote means something only at the start of a field.
    """
    while at < len(text) and text[at] in " \t" and text[at] != delimiter:
        at += 1
    inside = ""
    if text.startswith('"', at):
        inside, at = _read_quoted(text, at + 1)
    end = _end_of_plain(text, at, delimiter)
    return inside + text[at:end].rstrip(" \t"), end


def _read_quoted(text: str, at: int) -> tuple[str, int]:
    pieces: list[str] = []
    while True:
        end = text.find('"', at)
        if end < 0:
            pieces.append(text[at:])
            return "".join(pieces), len(text)
        pieces.append(text[at:end])
        if not text.startswith('""', end):
            return "".join(pieces), end + 1
        pieces.append('"')
        at = end + 2


def _end_of_plain(text: str, at: int, delimiter: str) -> int:
    ends = (text.find(char, at) for char in (delimiter, "\r", "\n"))
    return min((end for end in ends if end >= 0), default=len(text))
