"""New-Item: makes a file or folder, a variable, an alias or a function."""

import os

from cmdlets.core._drives import split_drive
from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import failed
from smimeadmin.core.files_errors import FileError
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.convert import enumerate_value, to_text
from smimeadmin.shell.engine.drives import drive_writer, no_drive

_FOLDER = ("directory", "container")
_FILE = ("", "file", "leaf")


class NewItem(
    UsesFiles,
    name="New-Item",
    aliases=("ni",),
    impact="Medium",
    default_set="pathSet",
):
    """Makes an empty file, one with a content, or a folder with all that is missing above it."""

    path: list[str] = Parameter(
        "The path.",
        default=(),
        sets=(
            InSet("pathSet", mandatory=True, position=0, from_pipeline_by_property_name=True),
            InSet("nameSet", position=0, from_pipeline_by_property_name=True),
        ),
    )
    name_: str | None = Parameter(
        "Its name, below the path.",
        name="Name",
        default=None,
        sets=(InSet("nameSet", mandatory=True, from_pipeline_by_property_name=True),),
    )
    item_type: str = Parameter(
        "File or Directory.",
        default="",
        aliases=("Type",),
        from_pipeline_by_property_name=True,
    )
    value: object = Parameter(
        "What is in the file.",
        default=None,
        aliases=("Target",),
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    force: bool = Parameter(
        "Replace a file that is there; take a folder that is there.", default=False
    )

    examples = (
        Example(
            "A folder.",
            "(New-Item certificates/old -ItemType Directory).Name; Test-Path certificates/old",
            shows="True",
        ),
        Example(
            "A file.",
            "$null = New-Item note.txt -Value 'abc'; Get-Content note.txt",
            shows="abc",
        ),
    )

    def process(self, path: list[str], name_: str | None, item_type: str, value: object) -> None:
        """Make each item."""
        for one in path or (".",):
            given = os.path.join(one, name_) if name_ else one  # noqa: PTH118 - a drive may stand there
            drive, colon, _rest = given.partition(":")
            place = split_drive(given)
            if place is not None:
                self._in_drive(*place, value)
            elif colon and len(drive) > 1 and "/" not in drive and "\\" not in drive:
                raise no_drive(drive)
            else:
                self._on_disk(self.full_path(given), fold(item_type), value)

    def _in_drive(self, drive: str, name: str, value: object) -> None:
        frame = self.invocation.frame
        if not self.should_process(f"Item: {name}", f"New {drive}"):
            return
        if drive == "variable":
            frame.scope.assign(fold(name), value, name)
        else:
            drive_writer(drive, name)(frame, value)

    def _on_disk(self, whole: str, kind: str, value: object) -> None:
        if kind in _FOLDER:
            self._folder(whole)
        elif kind in _FILE:
            self._file(whole, value)
        else:
            raise CommandError(
                "Argument",
                f"'{self.item_type}' cannot be made here.",
                category="InvalidArgument",
                target=self.item_type,
                inner="System.Management.Automation.PSArgumentException",
                hint="What can be made is File and Directory.",
            )

    def _folder(self, whole: str) -> None:
        if self.files.exists(whole) and not (self.force and self.files.is_dir(whole)):
            self.write_error(
                CommandError(
                    "DirectoryExist",
                    f"'{whole}' is there already.",
                    category="ResourceExists",
                    target=whole,
                    inner="System.IO.IOException",
                    hint="Add -Force to take the folder that is there.",
                ),
                whole,
            )
            return
        if not self.should_process(f"Destination: {whole}", "Create Directory"):
            return
        try:
            self.files.make_dir(whole)
        except FileError as error:
            self.write_error(failed("CreateDirectoryIOError", error, whole), whole)
            return
        self.write(self.item(whole))

    def _file(self, whole: str, value: object) -> None:
        if not self.should_process(f"Destination: {whole}", "Create File"):
            return
        items = enumerate_value(value)
        texts = [value] if items is None else list(items)
        content = "".join(to_text(one) for one in texts if one is not None).encode()
        try:
            if self.force:
                self.files.make_dir(os.path.dirname(whole))  # noqa: PTH120 - the port takes texts
            self.files.write_bytes(whole, content, replace=self.force)
        except FileError as error:
            self.write_error(failed("NewItemIOError", error, whole), whole)
            return
        self.write(self.item(whole))
