"""Out-String: turns objects into the text that a screen would show."""

from cmdlets.core._formatting import ShowsObjects
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions


def _at_least_two(value: int) -> str | None:
    return None if value >= 2 else f"A line of {value} characters is too narrow."


class OutString(
    ShowsObjects,
    name="Out-String",
    aliases=("oss",),
    output_type=("System.String",),
    default_set="NoNewLineFormatting",
):
    """Turns objects into text, as it would be shown; one text, or with -Stream one a line."""

    stream: bool = Parameter(
        "Write each line as a text of its own.", default=False, sets=("StreamFormatting",)
    )
    width: int | None = Parameter(
        "The length of lines; without it, the width of the screen.",
        default=None,
        validate=(_at_least_two,),
    )
    no_newline: bool = Parameter(
        "Put no line ends between the lines.", default=False, sets=("NoNewLineFormatting",)
    )
    input_object: object = Parameter("The objects to show.", default=None, from_pipeline=True)

    examples = (
        Example(
            "How many lines a table takes.",
            "([pscustomobject]@{Name = 'anna'} | Out-String -Stream).Count",
            shows="5",
        ),
    )

    def begin(self) -> None:
        """Make ready."""
        self._lines: list[str] = []
        take = self.write if self.stream else self._lines.append
        self._writer = LineWriter(take, self.width or self.host.columns)
        self._formatter = Formatter(self._writer.put, FormatOptions(limit=self.enumeration_limit()))

    def process(self, input_object: object) -> None:
        """Take one object."""
        self._formatter.process(input_object)

    def end(self) -> None:
        """Write the text."""
        self._formatter.end()
        self._writer.flush()
        if not self.stream:
            between = "" if self.no_newline else "\n"
            self.write("".join(line + between for line in self._lines))
