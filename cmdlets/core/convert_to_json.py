"""ConvertTo-Json: writes objects as JSON."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.json_writer import JsonOptions, JsonWriter
from smimeadmin.shell.formatting.reading import READER


def _depth(value: int) -> str | None:
    return None if 0 <= value <= 100 else f"A depth of {value} is not between 0 and 100."


class ConvertToJson(CoreCmdlet, name="ConvertTo-Json", output_type=("System.String",)):
    """Writes objects as JSON: one object as itself, several as an array.

    What is nested deeper than -Depth is written as text, with a warning.
    """

    input_object: object = Parameter(
        "The objects.", position=0, from_pipeline=True, allows=("null", "empty", "empty-collection")
    )
    depth: int = Parameter("How many levels of nesting are written.", default=2, validate=(_depth,))
    compress: bool = Parameter("Leave out blanks and line ends.", default=False)
    enums_as_strings: bool = Parameter("Write members of enums by name.", default=False)
    as_array: bool = Parameter("Write an array even for one object.", default=False)
    escape_handling: str = Parameter(
        "Which characters are escaped.",
        default="Default",
        choices=("Default", "EscapeNonAscii", "EscapeHtml"),
    )

    examples = (
        Example(
            "One object.",
            "[pscustomobject]@{Name = 'anna'; Days = 30} | ConvertTo-Json -Compress",
            shows='{"Name":"anna","Days":30}',
        ),
    )

    def begin(self) -> None:
        """Make ready."""
        self._items: list[object] = []

    def process(self, input_object: object) -> None:
        """Take one object."""
        self._items.append(input_object)

    def end(self) -> None:
        """Write the text."""
        if not self._items:
            return
        writer = JsonWriter(
            JsonOptions(
                depth=self.depth,
                compress=self.compress,
                enums_as_text=self.enums_as_strings,
                escape=self.escape_handling.lower(),
            ),
            READER,
        )
        single = len(self._items) == 1 and not self.as_array
        text = writer.text(self._items[0] if single else self._items)
        if writer.truncated:
            self.write_warning(
                "Resulting JSON is truncated as serialization has exceeded the set depth of "
                f"{self.depth}."
            )
        self.write(text)
