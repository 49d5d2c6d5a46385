"""Test-Path: whether there is a file or folder."""

from cmdlets.core._drives import TableDrive, table_of
from cmdlets.core._paths import FiltersNames
from smimeadmin.core import values as v
from smimeadmin.core.files import FileInfo, has_wildcard
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.members_files import moment_of


class TestPath(FiltersNames, name="Test-Path", default_set="Path"):
    """Tells whether a path leads to a file or folder; wildcards may stand in it.

    A name in `env:`, `variable:`, `function:` or `alias:` is a leaf.
    """

    path: list[str] = Parameter(
        "The path; wildcards are allowed.",
        default=(),
        sets=(
            InSet(
                "Path",
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
        allows=("null", "empty", "empty-collection"),
    )
    literal_path: list[str] = Parameter(
        "The path; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=(InSet("LiteralPath", mandatory=True, from_pipeline_by_property_name=True),),
        allows=("null", "empty", "empty-collection"),
    )
    path_type: str = Parameter(
        "Any, Container (a folder) or Leaf (a file).",
        default="Any",
        aliases=("Type",),
        choices=("Any", "Container", "Leaf"),
    )
    is_valid: bool = Parameter("Only whether it could be a path.", default=False)
    older_than: v.DateTime | None = Parameter("Changed before this time.", default=None)
    newer_than: v.DateTime | None = Parameter("Changed after this time.", default=None)

    examples = (
        Example("A file that is not there.", "Test-Path nowhere.cer", shows="False"),
        Example("A folder.", "Test-Path . -PathType Container", shows="True"),
        Example(
            "Whether a file is older than a day.",
            "Test-Path note.txt -OlderThan (Get-Date).AddDays(-1)",
            setup="Set-Content note.txt 'x'",
            shows="False",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write a Boolean for each path."""
        for one in path or ():
            self.write(self._is_there(one, literal=False))
        for one in literal_path or ():
            self.write(self._is_there(one, literal=True))

    def _is_there(self, path: str | None, *, literal: bool) -> bool:
        if not path or path.isspace():
            return False
        if self.is_valid:
            return "\0" not in path
        place = table_of(path, self.invocation.frame)
        if place is not None:
            return self._is_in_drive(*place, literal=literal)
        if has_wildcard(path) and not literal:
            found = self.globbed(path, force=True)
        else:
            found = self._one(path)
        return any(self._fits(info) for info in found)

    def _is_in_drive(self, drive: TableDrive, name: str, *, literal: bool) -> bool:
        kind = self.path_type.lower()
        if not name:
            return kind != "leaf"
        if has_wildcard(name) and not literal:
            return kind != "container" and any(map(self.is_wanted, drive.matching(name)))
        return kind != "container" and drive.find(name) is not None and self.is_wanted(name)

    def _one(self, path: str) -> list[FileInfo]:
        try:
            whole = self.full_path(path)
            return [self.files.info(whole)] if self.files.exists(whole) else []
        except FileError:
            return []  # what can't be a path here is not there

    def _fits(self, info: FileInfo) -> bool:
        kind = self.path_type.lower()
        if kind != "any" and info.is_dir is not (kind == "container"):
            return False
        if self.older_than is not None and info.modified >= moment_of(self.older_than):
            return False
        if self.newer_than is not None and info.modified <= moment_of(self.newer_than):
            return False
        return self.is_wanted(info.name)
