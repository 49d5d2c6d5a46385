"""Draws errors, warnings and the other messages: the only place that does.

An error is drawn as: who speaks and what happened; the line of the script with the bad part
underlined; the next step; the id to search for. No terminal library is imported here: colours are
whatever the caller puts around the parts.
"""

from typing import Any, Final, Protocol

from smimeadmin.core.visible import visible, visible_line
from smimeadmin.shell.formatting.cells import start_of, width
from smimeadmin.shell.formatting.layout import Layout, Printer, WriteLine
from smimeadmin.shell.language.secret_literals import mask_spans, may_hold_secret, secret_spans

MESSAGE: Final = "message"
SOURCE: Final = "source"
MARK: Final = "mark"
HINT: Final = "hint"
ERROR_ID: Final = "id"
PLACE: Final = "place"
TRACE: Final = "trace"

_MAX_SOURCE: Final = 500
"""A longer line is shown only around the bad part: a script may be one line of a megabyte."""


class Source(Protocol):
    """The text that a position points into."""

    name: str | None
    text: str

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, counted from 1."""

    def line(self, number: int) -> str:
        """Return one line, counted from 1."""


class Position(Protocol):
    """A part of a source: a syntax node, or the error of the parser."""

    start: int
    end: int

    @property
    def source(self) -> Any:
        """The text it points into."""


class Part:
    """A line of a drawn message and what it is, so that a terminal can colour it."""

    __slots__ = ("kind", "text")

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text


def draw_error(
    *,
    message: str,
    speaker: str = "",
    position: Position | None = None,
    hint: str | None = None,
    error_id: str = "",
    columns: int = 80,
) -> list[Part]:
    """Return the lines of an error; everything but the sentence may be missing."""
    said = visible(message).rstrip("\n").split("\n")
    lead = f"{visible_line(speaker)}: " if speaker else ""
    parts = [Part(MESSAGE, lead + said[0])]
    parts += [Part(MESSAGE, line) for line in said[1:]]
    if position is not None and position.source is not None:
        parts += _draw_position(position, columns)
    if hint:
        lines = visible(hint).split("\n")
        parts.append(Part(HINT, f"  hint: {lines[0]}"))
        parts += [Part(HINT, f"        {line}") for line in lines[1:]]
    if error_id:
        parts.append(Part(ERROR_ID, f"  id:   {visible_line(error_id)}"))
    return parts


def draw_record(record: Any, columns: int = 80, *, trace: str = "") -> list[Part]:
    """Return the lines of an ``ErrorRecord``; ``trace`` is Python's, for ``--debug``."""
    if record.fully_qualified_error_id.startswith("NativeCommandErr"):
        return [Part(MESSAGE, visible_line(str(record.message)))]  # a program's own line
    parts = draw_error(
        message=str(record.message),
        speaker=record.command,
        position=record.position,
        hint=record.hint,
        error_id=record.fully_qualified_error_id,
        columns=columns,
    )
    if trace:
        parts += [Part(TRACE, visible(line)) for line in trace.rstrip("\n").split("\n")]
    return parts


def error_lines(record: Any, columns: int = 80) -> list[str]:
    """Return a drawn ``ErrorRecord`` as plain lines."""
    return [part.text for part in draw_record(record, columns)]


def _draw_position(position: Position, columns: int) -> list[Part]:
    """Draw the line that a position starts in, its part of the line underlined."""
    source: Source = position.source
    if not source.text.strip():
        return []
    number, column = source.position(min(position.start, len(source.text)))
    line = source.line(number)
    begin = min(column - 1, len(line))
    if may_hold_secret(source.text):
        # A password that a script holds in clear must not come out with an error, into a log.
        line = mask_spans(line, position.start - begin, secret_spans(source.text))
    length = max(min(position.end - position.start, len(line) - begin), 1)
    before, marked, after = _cut_around(line, begin, length, columns)
    gutter = f"{number:4} | "
    blank = " " * (len(gutter) - 2) + "| "
    mark = "^" + "~" * (max(width(marked), 1) - 1)
    parts = [
        Part(SOURCE, (gutter + before + marked + after).rstrip()),
        Part(MARK, blank + " " * width(before) + mark),
    ]
    if source.name:
        place = f"{visible_line(source.name)}:{number}:{column}"
        parts.append(Part(PLACE, f"  at:   {place}"))
    return parts


def _cut_around(line: str, begin: int, length: int, columns: int) -> tuple[str, str, str]:
    """Return what stands before, in and behind the marked part, of a long line only the near."""
    room = max(columns - 8, 20)
    before, marked, after = line[:begin], line[begin : begin + length], line[begin + length :]
    if len(line) > _MAX_SOURCE:
        marked = marked[:room]
        before = "\u2026" + before[-(room // 3) :] if len(before) > room // 3 else before
        after = after[:room]
    before, marked, after = (
        visible_line(piece.replace("\t", " ")) for piece in (before, marked, after)
    )
    left = room - width(before) - width(marked)
    if left >= 0 and width(after) > left:
        after = start_of(after, max(left - 1, 0)) + "\u2026"
    return before, marked, after


def message_line(stream: str, text: str) -> str:
    """Return a warning, a detail or the like as a host draws it: ``WARNING: ...``.

    ``stream`` is ``warning``, ``verbose``, ``debug`` or ``what if``; the text of the last says
    who speaks itself.
    """
    lead = _LEADS.get(stream, "")
    return lead + visible(text)


_LEADS: Final = {"warning": "WARNING: ", "verbose": "VERBOSE: ", "debug": "DEBUG: "}


def progress_line(activity: str, status: str, percent: int | None, columns: int = 80) -> str:
    """Return one line that says how far a command is, no wider than the screen."""
    text = visible_line(activity)
    if status:
        text += f": {visible_line(status)}"
    if percent is not None and percent >= 0:
        text += f" [{min(percent, 100)} %]"
    return text if width(text) < columns else start_of(text, max(columns - 2, 1)) + "\u2026"


class ErrorLayout(Layout):
    """Error records among the output, drawn as wide as the lines are."""

    __slots__ = ()
    framed = False

    def printer(self, columns: int, write_line: WriteLine) -> Printer:
        """Return a printer whose entries are error records."""
        return _ErrorPrinter(columns, write_line)


class _ErrorPrinter(Printer):
    __slots__ = ()

    def entry(self, entry: Any) -> None:
        for line in error_lines(entry, self.columns):
            self.write_line(line)


ERROR = ErrorLayout()
