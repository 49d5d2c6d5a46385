"""Import-Csv: reads a CSV file into objects."""

from typing import BinaryIO

from cmdlets.core._csv import ReadsCsv
from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import failed, plain_path
from smimeadmin.core.encodings import decoded_pieces
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import Example, InSet, Parameter

_BY_PATH = ("DelimiterPath", "CulturePath")
_BY_LITERAL = ("DelimiterLiteralPath", "CultureLiteralPath")


class ImportCsv(
    ReadsCsv, UsesFiles, name="Import-Csv", aliases=("ipcsv",), default_set="DelimiterPath"
):
    """Reads CSV files into objects; the first line has the names unless -Header gives them.

    A byte order mark at the start of the file says its encoding, else -Encoding does.
    """

    delimiter: str = Parameter(
        "What separates the columns.",
        default=",",
        type="Char",
        sets=(InSet("DelimiterPath", position=1), InSet("DelimiterLiteralPath", position=1)),
    )
    path: list[str] = Parameter(
        "The files; wildcards are allowed.",
        default=(),
        sets=tuple(
            InSet(name, mandatory=True, position=0, from_pipeline=True) for name in _BY_PATH
        ),
    )
    literal_path: list[str] = Parameter(
        "The files; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=tuple(
            InSet(name, mandatory=True, from_pipeline_by_property_name=True) for name in _BY_LITERAL
        ),
    )
    use_culture: bool = Parameter(
        "Columns are separated as the culture does.",
        default=False,
        sets=(
            InSet("CulturePath", mandatory=True),
            InSet("CultureLiteralPath", mandatory=True),
        ),
    )
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

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Read some files."""
        for pattern in path or ():
            for found in self.matching_paths(pattern):
                self._read(found)
        for literal in literal_path or ():
            self._read(self.full_path(plain_path(literal)))

    def _opened(self, path: str) -> BinaryIO:
        try:
            return self.files.open(path)
        except FileError as error:
            raise failed("FileOpenFailure", error, path, category="OpenError") from error

    def _read(self, path: str) -> None:
        reader = self.csv_reader()
        encoding = self.text_encoding(self.encoding)
        with self._opened(path) as stream:
            self.write_objects(reader, reader.of_pieces(decoded_pieces(stream, encoding)))
