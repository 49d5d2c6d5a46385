"""Import-Csv: reads a CSV file into objects."""

from typing import BinaryIO

from cmdlets.core._csv import LIST_SEPARATOR, ReadsCsv
from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import failed
from smimeadmin.core.encodings import decoded_pieces
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.csv_text import CsvReader


class ImportCsv(ReadsCsv, UsesFiles, name="Import-Csv", aliases=("ipcsv",)):
    """Reads CSV files into objects; the first line has the names unless -Header gives them.

    A byte order mark at the start of the file says its encoding, else -Encoding does.
    """

    path: list[str] | None = Parameter(
        "The files; wildcards are allowed.", default=None, position=0, from_pipeline=True
    )
    delimiter: str = Parameter("What separates the columns.", default=",", type="Char", position=1)
    literal_path: list[str] | None = Parameter(
        "The files; every character counts as it is.", default=None, aliases=("PSPath", "LP")
    )
    use_culture: bool = Parameter("Columns are separated as the culture does.", default=False)
    header: list[str] | None = Parameter(
        "The names of the columns; then the first line is data.", default=None
    )
    encoding: object = Parameter("The encoding of the file.", default="utf8")

    examples = (
        Example(
            "Read back what was written.",
            "(Import-Csv people.csv).Name",
            setup="[pscustomobject]@{Name = 'anna'} | Export-Csv people.csv",
            shows="anna",
        ),
    )

    def process(self, path: list[str] | None) -> None:
        """Read some files."""
        for pattern in path or ():
            for found in self.matching_paths(pattern):
                self._read(found)
        for literal in self.literal_path or ():
            self._read(self.full_path(literal))

    def _opened(self, path: str) -> BinaryIO:
        try:
            return self.files.open(path)
        except FileError as error:
            raise failed("FileOpenFailure", error, path, category="OpenError") from error

    def _read(self, path: str) -> None:
        delimiter = LIST_SEPARATOR if self.use_culture else str(self.delimiter)
        reader = CsvReader(delimiter=delimiter, header=self.header or ())
        encoding = self.text_encoding(self.encoding)
        with self._opened(path) as stream:
            self.write_objects(reader, reader.of_pieces(decoded_pieces(stream, encoding)))
