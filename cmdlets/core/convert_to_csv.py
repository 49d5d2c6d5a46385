"""ConvertTo-Csv: writes objects as lines of CSV."""

from cmdlets.core._csv import WritesCsv
from smimeadmin.shell.engine import Example, Parameter


class ConvertToCsv(
    WritesCsv, name="ConvertTo-Csv", output_type=("System.String",), default_set="Delimiter"
):
    """Writes objects as lines of CSV. The first object decides on the columns."""

    input_object: object = Parameter(
        "The objects.", position=0, from_pipeline=True, allows=("null", "empty")
    )

    examples = (
        Example(
            "Two lines: the header and the object.",
            "[pscustomobject]@{Name = 'anna'; Days = 30} | ConvertTo-Csv -UseQuotes AsNeeded",
            shows=("Name,Days\nanna,30"),
        ),
    )

    def begin(self) -> None:
        """Make ready."""
        self._writer = self.csv_writer()

    def process(self, input_object: object) -> None:
        """Write the lines of one object."""
        if input_object is not None:
            self.write_each(self._writer.lines(input_object))
