"""Out-GridView: a table, as there is no window."""

from typing import Any

from cmdlets.core._formatting import ShowsObjects
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions


class OutGridView(ShowsObjects, name="Out-GridView", aliases=("ogv",)):
    """Shows objects as a table on the screen: this program opens no windows, and warns of it.

    With -PassThru all objects are passed on.
    """

    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)
    title: str = Parameter("What stands above the table.", default="")
    wait: bool = Parameter("Accepted.", default=False)
    pass_thru: bool = Parameter("Pass the objects on.", default=False)
    output_mode: str = Parameter(
        "What is passed on.", default="None", choices=("None", "Single", "Multiple")
    )

    examples = (
        Example(
            "A table.",
            "[pscustomobject]@{ Name = 'anna' } | Out-GridView -WarningAction SilentlyContinue",
            shows="anna",
        ),
    )

    def begin(self) -> None:
        """Warn, and make ready."""
        self.write_warning("There is no window here: the objects are shown as a table.")
        if self.title:
            self.host.write(self.title)
        self._writer = LineWriter(self.host.write, self.host.columns)
        self._formatter = Formatter(self._writer.put, FormatOptions(limit=self.enumeration_limit()))
        self._kept: list[Any] = []

    def process(self, input_object: object) -> None:
        """Show one object."""
        self._formatter.process(input_object)
        mode = self.output_mode.lower()
        if self.pass_thru or mode == "multiple" or (mode == "single" and not self._kept):
            self._kept.append(input_object)

    def end(self) -> None:
        """Show what was kept back, and pass the objects on."""
        self._formatter.end()
        self._writer.flush()
        self.write_each(self._kept)
