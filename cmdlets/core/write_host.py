"""Write-Host: shows text."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core import values as v
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.convert import list_items, to_text
from smimeadmin.shell.engine.streams import HostMessage

_COLOURS = (
    "Black",
    "DarkBlue",
    "DarkGreen",
    "DarkCyan",
    "DarkRed",
    "DarkMagenta",
    "DarkYellow",
    "Gray",
    "DarkGray",
    "Blue",
    "Green",
    "Cyan",
    "Red",
    "Magenta",
    "Yellow",
    "White",
)


class WriteHost(CoreCmdlet, name="Write-Host"):
    """Shows text on the screen: it is no output, and reaches no variable and no pipeline."""

    message: object = Parameter(
        "What is shown; the items of a list stand side by side.",
        default=None,
        name="Object",
        position=0,
        aliases=("Msg", "Message"),
        from_pipeline=True,
        from_remaining_arguments=True,
    )
    no_newline: bool = Parameter(
        "The next text goes on in the same line.", default=False, name="NoNewline"
    )
    separator: object = Parameter("What stands between the items.", default=" ")
    foreground_color: object = Parameter(
        "The colour.", default=None, choices=_COLOURS, type="System.ConsoleColor"
    )
    background_color: object = Parameter(
        "The ground.", default=None, choices=_COLOURS, type="System.ConsoleColor"
    )

    examples = (Example("A text.", "Write-Host 'hello' 6>&1", shows="hello"),)

    def process(self, message: object) -> None:
        """Show one object."""
        text = HostMessage(
            self._text(message),
            no_new_line=self.no_newline,
            foreground_color=_name_of(self.foreground_color),
            background_color=_name_of(self.background_color),
        )
        self.write_information(text, ("PSHOST",))

    def _text(self, value: Any) -> str:
        items = None if isinstance(bare(value), (str, v.FoldingDictionary)) else list_items(value)
        if items is None:
            return to_text(value)
        return to_text(self.separator).join(self._text(item) for item in items)


def _name_of(colour: object) -> str | None:
    return None if colour is None else to_text(colour)
