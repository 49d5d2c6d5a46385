"""New-Item: makes a file or folder, a variable, an alias or a function."""

import os
from typing import ClassVar

from cmdlets.core._drives import TableDrive, table_of
from cmdlets.core._files import UsesFiles, file_path
from cmdlets.core._paths import failed, missing
from smimeadmin.core.files_errors import FileError
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.convert import enumerate_value, to_text

_KINDS = ("file", "leaf", "directory", "container", "symboliclink", "hardlink", "junction")
_FOLDER = ("directory", "container")
_FILE = ("file", "leaf")


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
        "File, Directory, SymbolicLink or HardLink; what they begin with is enough.",
        default="",
        aliases=("Type",),
        from_pipeline_by_property_name=True,
    )
    value: object = Parameter(
        "What is in the file, or what a link leads to.",
        default=None,
        aliases=("Target",),
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    force: bool = Parameter(
        "Replace a file that is there; take a folder that is there.", default=False
    )

    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "A folder.",
            "(New-Item certificates/old -ItemType Directory).Name; Test-Path certificates/old",
            shows=("old\nTrue"),
        ),
        Example(
            "A file.",
            "$null = New-Item note.txt -Value 'abc'; Get-Content note.txt",
            shows="abc",
        ),
        Example(
            "A link.",
            "(New-Item short.txt -ItemType SymbolicLink -Value note.txt).LinkTarget",
            setup="Set-Content note.txt 'abc'",
            shows="note.txt",
        ),
    )

    def process(self, path: list[str], name_: str | None, item_type: str, value: object) -> None:
        """Make each item."""
        for one in path or (".",):
            given = os.path.join(one, name_) if name_ else one  # noqa: PTH118 - a drive may stand there
            place = table_of(given, self.invocation.frame, force=self.force)
            if place is not None:
                self._in_drive(*place, value)
            elif self.is_on_a_drive(given):
                self._on_disk(self.full_path(given), self._kind(item_type), value)

    def _in_drive(self, drive: TableDrive, name: str, value: object) -> None:
        if not self.should_process(f"Item: {name}", f"New {drive.name}"):
            return
        if not self.force and drive.find(name) is not None:
            self.write_error(_taken(name), name)
            return
        drive.put(name, value)
        self.write(drive.shown(name))

    def _kind(self, given: str) -> str:
        """Return the kind that a word begins, in lower case."""
        word = fold(given)
        found = [kind for kind in _KINDS if kind.startswith(word)]
        if not word:
            return "file"
        if not found:
            raise CommandError(
                "Argument",
                f"'{given}' cannot be made here.",
                category="InvalidArgument",
                target=given,
                inner="System.Management.Automation.PSArgumentException",
                hint="What can be made is File, Directory, SymbolicLink and HardLink.",
            )
        return found[0]

    def _on_disk(self, whole: str, kind: str, value: object) -> None:
        if kind in _FOLDER:
            self._folder(whole)
        elif kind in _FILE:
            self._file(whole, value)
        else:
            self._link(whole, to_text(value), hard=kind == "hardlink")

    def _link(self, whole: str, target: str, *, hard: bool) -> None:
        if not target:
            raise CommandError(
                "ArgumentNull",
                "A link needs -Value: what it leads to.",
                category="InvalidArgument",
                inner="System.Management.Automation.PSArgumentNullException",
            )
        meant = self.full_path(target)
        if hard and not self.files.exists(meant):
            self.write_error(missing(meant), meant)
            return
        action = "Create Hard Link" if hard else "Create Symbolic Link"
        if not self.should_process(f"Destination: {whole}", action):
            return
        try:
            if self.force and self.is_there(whole) and not self.files.is_dir(whole):
                self.files.remove(whole)
            self.files.make_link(whole, meant if hard else file_path(target), hard=hard)
        except FileError as error:
            self.write_error(failed("NewItemSymbolicLinkIOError", error, whole), whole)
            return
        self.write(self.item(whole))

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


def _taken(name: str) -> CommandError:
    return CommandError(
        "Argument",
        f"'{name}' is there already.",
        category="InvalidArgument",
        target=name,
        inner="System.Management.Automation.PSArgumentException",
        hint="Add -Force to give it another value.",
    )
