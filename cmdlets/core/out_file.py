"""Out-File: writes objects to a file as they would be shown."""

from cmdlets.core._files import UsesFiles
from cmdlets.core._formatting import ShowsObjects
from cmdlets.core._paths import check_folder
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions


def _at_least_two(value: int) -> str | None:
    return None if value >= 2 else f"A line of {value} characters is too narrow."


class OutFile(ShowsObjects, UsesFiles, name="Out-File", impact="Medium", default_set="ByPath"):
    """Writes objects to a file as they would be shown on a screen.

    For objects that are to be read again use Export-Csv or ConvertTo-Json; for texts Set-Content.
    """

    file_path: str | None = Parameter(
        "The file.",
        default=None,
        aliases=("Path",),
        sets=(InSet("ByPath", mandatory=True, position=0),),
    )
    encoding: object = Parameter("The encoding of the file.", default="utf8", position=1)
    literal_path: str | None = Parameter(
        "The file; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("ByLiteralPath", mandatory=True, from_pipeline_by_property_name=True),),
    )
    append: bool = Parameter("Add to the file.", default=False)
    force: bool = Parameter("Write read-only files.", default=False)
    no_clobber: bool = Parameter(
        "Leave a file that exists alone.", default=False, aliases=("NoOverwrite",)
    )
    width: int | None = Parameter(
        "The length of lines; without it, the width of the screen.",
        default=None,
        validate=(_at_least_two,),
    )
    no_newline: bool = Parameter("Put no line ends between the lines.", default=False)
    input_object: object = Parameter("The objects to show.", default=None, from_pipeline=True)

    examples = (
        Example(
            "A table in a file.",
            "[pscustomobject]@{Name = 'anna'} | Out-File people.txt; Get-Content people.txt",
            shows=("Name\n----\nanna"),
        ),
    )

    def begin(self) -> None:
        """Look at the file that is there."""
        self._path = ""
        self._shall = False
        given = self.file_path or self.literal_path
        if given:
            self._open(given)
        self._lines: list[str] = []
        self._writer = LineWriter(self._lines.append, self.width or self.host.columns)
        self._formatter = Formatter(self._writer.put, FormatOptions(limit=self.enumeration_limit()))

    def _open(self, path: str) -> None:
        self._path = self.full_path(path)
        self._shall = self.should_process(self._path, "Output to File")
        if not self._shall:
            return
        check_folder(self.files, self._path)
        self._encoding = self.text_encoding(self.encoding)
        if self.no_clobber and not self.append and self.files.exists(self._path):
            raise CommandError(
                "NoClobber",
                f"The file '{self._path}' already exists.",
                category="ResourceExists",
                target=self._path,
                inner="System.IO.IOException",
                hint="Leave out -NoClobber to overwrite it.",
            )

    def process(self, literal_path: str | None, input_object: object) -> None:
        """Take one object; the first may name the file."""
        if literal_path and not self._path:
            self._open(literal_path)
        self._formatter.process(input_object)

    def end(self) -> None:
        """Write the file."""
        self._formatter.end()
        self._writer.flush()
        if not self._shall:
            return
        between = "" if self.no_newline else "\n"
        text = "".join(line + between for line in self._lines)
        files = self.files
        if self.append and files.exists(self._path):
            files.append(self._path, self._encoding.encode(text))
        else:
            files.write_bytes(self._path, self._encoding.encode(text, begins_file=True))
