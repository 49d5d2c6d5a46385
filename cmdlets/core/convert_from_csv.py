"""ConvertFrom-Csv: reads lines of CSV into objects."""

from cmdlets.core._csv import ReadsCsv
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text


class ConvertFromCsv(ReadsCsv, name="ConvertFrom-Csv", default_set="Delimiter"):
    """Reads lines of CSV into objects; the first line has the names unless -Header gives them."""

    delimiter: str = Parameter(
        "What separates the columns.",
        default=",",
        type="Char",
        sets=(InSet("Delimiter", position=1),),
    )
    use_culture: bool = Parameter(
        "Columns are separated as the culture does.",
        default=False,
        sets=(InSet("UseCulture", mandatory=True),),
    )
    input_object: list[object] = Parameter(
        "The lines.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        allows=("empty", "null", "empty-collection"),
    )
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
        self._reader = self.csv_reader()

    def process(self, input_object: list[object]) -> None:
        """Read one line, or several."""
        for item in input_object or ():
            line = to_text(item)
            if line:
                self.write_objects(self._reader, self._reader.of_text(line))
