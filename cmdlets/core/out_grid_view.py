"""Out-GridView: a table, as there is no window."""

from cmdlets.core._formatting import ShowsObjects
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions


class OutGridView(ShowsObjects, name="Out-GridView", aliases=("ogv",), default_set="PassThru"):
    """Shows objects as a table on the screen: this program opens no windows, and warns of it.

    Choosing among them (-PassThru, -OutputMode Single or Multiple) needs a window and is an error.
    """

    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)
    title: str = Parameter("What stands above the table.", default="")
    wait: bool = Parameter("Accepted.", default=False, sets=("Wait",))
    pass_thru: bool = Parameter(
        "An error: there is no window to choose in.", default=False, sets=("PassThru",)
    )
    output_mode: str = Parameter(
        "How many could be chosen; only None works without a window.",
        default="None",
        sets=("OutputMode",),
        choices=("None", "Single", "Multiple"),
    )

    examples = (
        Example(
            "A table.",
            "[pscustomobject]@{ Name = 'anna' } | Out-GridView -WarningAction SilentlyContinue",
            shows=("Name\n----\nanna"),
        ),
    )

    def begin(self) -> None:
        """Warn, and make ready."""
        if self.pass_thru or self.output_mode.lower() != "none":
            raise CommandError(
                "OutGridViewChoiceNotSupported",
                "There is no window here in which objects could be chosen.",
                category="NotImplemented",
                inner="System.NotSupportedException",
                hint="Choose with Where-Object, or ask with Read-Host.",
            )
        self.write_warning("There is no window here: the objects are shown as a table.")
        if self.title:
            self.host.write(self.title)
        self._writer = LineWriter(self.host.write, self.host.columns)
        self._formatter = Formatter(self._writer.put, FormatOptions(limit=self.enumeration_limit()))

    def process(self, input_object: object) -> None:
        """Show one object."""
        self._formatter.process(input_object)

    def end(self) -> None:
        """Show what was kept back."""
        self._formatter.end()
        self._writer.flush()
