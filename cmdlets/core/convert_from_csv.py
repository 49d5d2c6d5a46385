"""ConvertFrom-Csv: reads lines of CSV into objects."""

from cmdlets.core._csv import LIST_SEPARATOR, ReadsCsv
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.csv_text import CsvReader


class ConvertFromCsv(ReadsCsv, name="ConvertFrom-Csv"):
    """Reads lines of CSV into objects; the first line has the names unless -Header gives them."""

    input_object: list[str] = Parameter(
        "The lines.", position=0, from_pipeline=True, allows=("empty", "null", "empty-collection")
    )
    delimiter: str = Parameter("What separates the columns.", default=",", type="Char", position=1)
    use_culture: bool = Parameter("Columns are separated as the culture does.", default=False)
    header: list[str] | None = Parameter(
        "The names of the columns; then the first line is data.", default=None
    )

    examples = (
        Example(
            "Two lines, one object.",
            "('Name,Days', 'anna,30' | ConvertFrom-Csv).Days",
            shows="30",
        ),
    )

    def begin(self) -> None:
        """Make ready."""
        delimiter = LIST_SEPARATOR if self.use_culture else str(self.delimiter)
        self._reader = CsvReader(delimiter=delimiter, header=self.header or ())

    def process(self, input_object: list[str]) -> None:
        """Read one line, or several."""
        for line in input_object or ():
            if line:
                self.write_objects(self._reader, self._reader.of_text(line))
