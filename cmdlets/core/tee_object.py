"""Tee-Object: keeps what goes down the pipeline in a file or a variable."""

from typing import Any

from cmdlets.core._files import UsesFiles
from cmdlets.core._formatting import ShowsObjects
from cmdlets.core._paths import check_folder
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.options import FormatOptions


class TeeObject(ShowsObjects, UsesFiles, name="Tee-Object", aliases=("tee",), default_set="File"):
    """Writes objects to a file or a variable, and passes them on.

    The file gets them as they would be shown; the variable the objects themselves, one as it is,
    several as an array.
    """

    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)
    file_path: str | None = Parameter(
        "The file.",
        default=None,
        aliases=("Path",),
        sets=(InSet("File", mandatory=True, position=0),),
    )
    literal_path: str | None = Parameter(
        "The file; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("LiteralFile", mandatory=True),),
    )
    append: bool = Parameter("Add to the file.", default=False, sets=("File",))
    encoding: object = Parameter(
        "The encoding of the file.",
        default="utf8",
        sets=(InSet("File", position=1), InSet("LiteralFile", position=1)),
    )
    variable: str | None = Parameter(
        "The name of the variable.", default=None, sets=(InSet("Variable", mandatory=True),)
    )

    examples = (
        Example(
            "In a variable.",
            "'anna', 'bo' | Tee-Object -Variable kept | Out-Null; $kept.Count",
            shows="2",
        ),
        Example(
            "In a file.",
            "'anna' | Tee-Object names.txt | Out-Null; Get-Content names.txt",
            shows="anna",
        ),
    )

    def begin(self) -> None:
        """Make ready."""
        self._kept: list[Any] = []
        self._path = ""
        if self.variable is None:
            self._path = self.full_path(self.file_path or self.literal_path or "")
            check_folder(self.files, self._path)
        self._lines: list[str] = []
        self._writer = LineWriter(self._lines.append, self.host.columns)
        self._formatter = Formatter(self._writer.put, FormatOptions(limit=self.enumeration_limit()))

    def process(self, input_object: object) -> None:
        """Keep one object and pass it on."""
        if self.variable is not None:
            self._kept.append(input_object)
        else:
            self._formatter.process(input_object)
        self.write(input_object)

    def end(self) -> None:
        """Write the file, or set the variable."""
        if self.variable is not None:
            value = self._kept[0] if len(self._kept) == 1 else self._kept
            self.invocation.frame.scope.assign(fold(self.variable), value, self.variable)
            return
        self._formatter.end()
        self._writer.flush()
        text = "".join(f"{line}\n" for line in self._lines)
        encoding = self.text_encoding(self.encoding)
        if self.append and self.files.exists(self._path):
            self.files.append(self._path, encoding.encode(text))
        else:
            self.files.write_bytes(self._path, encoding.encode(text, begins_file=True))
