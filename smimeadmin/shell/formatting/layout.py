"""What a layout is: it makes the printer that turns entries into lines of a given width."""

from collections.abc import Callable
from typing import Any, ClassVar

WriteLine = Callable[[str], None]


class Printer:
    """Turns the entries of one run into lines.

    Blank lines are part of the look: a group begins with one, above and below its label; a run
    ends with one, unless each entry did. What else is blank is the layout's.
    """

    __slots__ = ("columns", "write_line")

    blank_after_entry = False

    def __init__(self, columns: int, write_line: WriteLine) -> None:
        self.columns = columns
        self.write_line = write_line

    def begin_group(self) -> None:
        """Begin a group: the blank line and the label were written."""

    def entry(self, entry: Any) -> None:
        """Write one entry, or keep it until the widths are known."""

    def aside(self, write: Callable[[], None]) -> None:
        """Let something else be written between two entries, where it came in."""
        self.flush()
        write()

    def flush(self) -> None:
        """Write what was kept."""

    def end_group(self) -> None:
        """End a group."""
        self.flush()


class Layout:
    """The kind of a run and what all its entries share.

    ``framed``: an entry that stands among those of another run has a blank line above and below.
    """

    __slots__ = ()
    framed: ClassVar[bool] = True

    def printer(self, columns: int, write_line: WriteLine) -> Printer:
        """Return what writes the run's entries, for lines of at most ``columns`` cells."""
        raise NotImplementedError


class TextLayout(Layout):
    """Lines of text as they are: scalars, and whatever was put into words already."""

    __slots__ = ()
    framed = False

    def printer(self, columns: int, write_line: WriteLine) -> Printer:
        """Return a printer whose entries are texts."""
        return TextPrinter(columns, write_line)


class TextPrinter(Printer):
    """Writes texts, each line of them a line."""

    __slots__ = ()

    def entry(self, entry: Any) -> None:
        """Write a text; PowerShell lets lines run on at the right edge instead of cutting them."""
        text: str = entry
        if "\n" not in text:
            self.write_line(text)
            return
        for line in text.split("\n"):
            self.write_line(line.removesuffix("\r"))


TEXT = TextLayout()
