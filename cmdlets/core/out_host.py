"""Out-Host: shows objects on the screen."""

from cmdlets.core._formatting import ShowsObjects
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions


class OutHost(ShowsObjects, name="Out-Host", aliases=("oh",)):
    """Shows objects on the screen; nothing goes down the pipeline."""

    paging: bool = Parameter("Accepted; the terminal scrolls by itself.", default=False)
    input_object: object = Parameter("The objects to show.", default=None, from_pipeline=True)

    examples = (Example("Show, and keep nothing.", "'anna' | Out-Host", shows="anna"),)

    def begin(self) -> None:
        """Make ready."""
        self._writer = LineWriter(self.host.write, self.host.columns)
        self._formatter = Formatter(self._writer.put, FormatOptions(limit=self.enumeration_limit()))

    def process(self, input_object: object) -> None:
        """Show one object."""
        self._formatter.process(input_object)

    def end(self) -> None:
        """Show what was kept back."""
        self._formatter.end()
        self._writer.flush()
