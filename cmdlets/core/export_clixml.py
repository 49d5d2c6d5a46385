"""Export-Clixml: writes objects to a file so that they can be read back as objects."""

from cmdlets.core._clixml import DEFAULT_DEPTH, WritesClixml, at_least_one
from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import plain_path
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter


class ExportClixml(
    WritesClixml, UsesFiles, name="Export-Clixml", impact="Medium", default_set="ByPath"
):
    """Writes objects to a file as CLIXML, so that Import-Clixml gives them back as objects.

    Dates, numbers, byte arrays, lists, tables and nested objects keep their types; other objects
    come back as their properties, under the name of their type with "Deserialized." in front.
    Secure strings are encrypted with the key of this workspace and can only be read with it. The
    file appears when all objects were taken.
    """

    path: str | None = Parameter(
        "The file.", default=None, sets=(InSet("ByPath", mandatory=True, position=0),)
    )
    literal_path: str | None = Parameter(
        "The file; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("ByLiteralPath", mandatory=True),),
    )
    depth: int = Parameter(
        "How many levels of objects' own properties are written whole.",
        default=DEFAULT_DEPTH,
        validate=(at_least_one,),
    )
    input_object: object = Parameter("The objects.", from_pipeline=True, allows=("null", "empty"))
    force: bool = Parameter("Write read-only files.", default=False)
    no_clobber: bool = Parameter(
        "Leave a file that exists alone.", default=False, aliases=("NoOverwrite",)
    )
    encoding: object = Parameter("The encoding of the file.", default="utf8NoBOM")

    examples = (
        Example(
            "Keep objects in a file, and read them back.",
            "[pscustomobject]@{Name = 'anna'; Until = [datetime]'2030-01-01'} | "
            "Export-Clixml person.xml; (Import-Clixml person.xml).Until.Year",
            shows="2030",
        ),
    )

    def begin(self) -> None:
        """Look at the file that is there."""
        given = self.path or plain_path(self.literal_path or "")
        self._path = self.full_path(given)
        self._encoding = self.text_encoding(self.encoding)
        if self.no_clobber and self.files.exists(self._path):
            raise CommandError(
                "NoClobber",
                f"The file '{self._path}' already exists.",
                category="ResourceExists",
                target=self._path,
                inner="System.IO.IOException",
                hint="Leave out -NoClobber to overwrite it.",
            )
        self._writer = self.new_writer(self.depth)

    def process(self, input_object: object) -> None:
        """Take one object."""
        self._writer.add(input_object)

    def end(self) -> None:
        """Write the file."""
        if self.should_process(self._path, "Export-Clixml"):
            text = self._writer.document()
            self.files.write_bytes(self._path, self._encoding.encode(text, begins_file=True))
