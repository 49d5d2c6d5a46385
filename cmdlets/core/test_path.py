"""Test-Path: whether there is a file or folder."""

from cmdlets.core._drives import drive_items, split_drive
from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import plain_path
from smimeadmin.core.files import has_wildcard
from smimeadmin.shell.engine import Example, InSet, Parameter


class TestPath(UsesFiles, name="Test-Path", default_set="Path"):
    """Tells whether a path leads to a file or folder; wildcards may stand in it."""

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

    examples = (
        Example("A file that is not there.", "Test-Path nowhere.cer", shows="False"),
        Example("A folder.", "Test-Path . -PathType Container", shows="True"),
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
        place = split_drive(path)
        if place is not None:
            return bool(drive_items(self.invocation.frame, *place))
        if has_wildcard(path) and not literal:
            found = [info.is_dir for info in self.files.glob(path, self.session.location)]
        else:
            whole = self.full_path(plain_path(path))
            found = [self.files.is_dir(whole)] if self.files.exists(whole) else []
        kind = self.path_type.lower()
        return any(kind == "any" or is_dir is (kind == "container") for is_dir in found)
