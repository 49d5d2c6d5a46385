"""Export-Csv: writes objects to a CSV file."""

from cmdlets.core._csv import WritesCsv
from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import check_folder
from smimeadmin.core.encodings import decode_text
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.formatting.csv_text import csv_names, csv_records


class ExportCsv(
    WritesCsv,
    UsesFiles,
    name="Export-Csv",
    aliases=("epcsv",),
    impact="Medium",
    default_set="Delimiter",
):
    """Writes objects to a CSV file. The first object decides on the columns.

    The file appears when all objects were taken; with -Append the lines are added to it, under the
    columns that it has.
    """

    path: str | None = Parameter("The file.", default=None, position=0)
    literal_path: str | None = Parameter(
        "The file; every character counts as it is.", default=None, aliases=("PSPath", "LP")
    )
    encoding: object = Parameter("The encoding of the file.", default="utf8")
    append: bool = Parameter("Add to the file.", default=False)
    force: bool = Parameter("Write read-only files; add objects that lack columns.", default=False)
    no_clobber: bool = Parameter(
        "Leave a file that exists alone.", default=False, aliases=("NoOverwrite",)
    )
    input_object: object = Parameter(
        "The objects.",
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        allows=("null", "empty"),
    )

    examples = (
        Example(
            "A file with two lines.",
            "[pscustomobject]@{Name = 'anna'; Days = 30} | Export-Csv people.csv; "
            "Get-Content people.csv",
            shows=('"Name","Days"\n"anna","30"'),
        ),
    )

    def begin(self) -> None:
        """Look at the file that is there."""
        given = self.path or self.literal_path
        if not given or (self.path and self.literal_path):
            raise CommandError(
                "CannotSpecifyPathAndLiteralPath",
                "One file is named: by -Path or by -LiteralPath.",
                category="InvalidArgument",
                hint="Give -Path.",
            )
        self._path = self.full_path(given)
        self._lines: list[str] = []
        self._writer = self.csv_writer()
        self._adds = False
        self._shall = self.should_process(self._path, "Export-Csv")
        if self._shall:
            self._open()

    def _open(self) -> None:
        """Look at the file as it is before any object comes."""
        check_folder(self.files, self._path)
        self._encoding = self.text_encoding(self.encoding)
        exists = self.files.exists(self._path)
        if exists and self.no_clobber and not self.append:
            raise CommandError(
                "NoClobber",
                f"The file '{self._path}' already exists.",
                category="ResourceExists",
                target=self._path,
                inner="System.IO.IOException",
                hint="Leave out -NoClobber to overwrite it.",
            )
        self._adds = exists and self.append
        self._writer = self.csv_writer(header=not self._adds)
        if self._adds:
            self._read_header()

    def _read_header(self) -> None:
        text = decode_text(self.files.read_bytes(self._path), self._encoding)
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        first = next(csv_records("\n".join(lines[:1]), self._writer.delimiter), None)
        self._ends_open = bool(text) and not text.endswith("\n")
        if first is None:
            self._adds = False
            self._writer = self.csv_writer()
        elif not self.no_header:
            self._writer.names = first

    def process(self, input_object: object) -> None:
        """Take one object."""
        if input_object is not None:
            if self._adds and not self.force:
                self._check_columns(input_object)
            self._lines.extend(self._writer.lines(input_object))

    def _check_columns(self, item: object) -> None:
        """Refuse an object that lacks a column of the file."""
        have = {name.lower() for name in csv_names(item)}
        missing = [name for name in self._writer.names or () if name.lower() not in have]
        if missing:
            raise CommandError(
                "CannotAppendCsvWithMismatchedPropertyNames",
                f"The object has no property '{missing[0]}', which '{self._path}' has a column of.",
                category="InvalidData",
                target=missing[0],
                inner="System.InvalidOperationException",
                hint="Use -Force to leave such columns empty.",
            )

    def end(self) -> None:
        """Write the file."""
        if not self._shall:
            return
        text = "".join(line + "\n" for line in self._lines)
        files = self.files
        if self._adds:
            text = "\n" + text if self._ends_open else text
            files.append(self._path, self._encoding.encode(text))
        else:
            files.write_bytes(self._path, self._encoding.encode(text, begins_file=True))
