"""Split-Path: takes a path apart."""

from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import plain_path
from smimeadmin.shell.engine import Example, InSet, Parameter

_SETS = (
    "ParentSet",
    "LeafSet",
    "LeafBaseSet",
    "ExtensionSet",
    "QualifierSet",
    "NoQualifierSet",
    "IsAbsoluteSet",
)

_NOTHING = object()
"""Stands for the drive of a path that has none: an error was written."""


class SplitPath(UsesFiles, name="Split-Path", default_set="ParentSet"):
    """Writes a part of a path: the folder it lies in, its last part, its extension.

    Nothing has to exist. The result has slashes on this system, whatever came in.
    """

    path: list[str] = Parameter(
        "The path.",
        default=(),
        sets=tuple(
            InSet(
                name,
                position=0,
                mandatory=True,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            )
            for name in _SETS
        ),
    )
    literal_path: list[str] = Parameter(
        "The path; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=(InSet("LiteralPathSet", mandatory=True, from_pipeline_by_property_name=True),),
    )
    parent: bool = Parameter("The folder; also without this.", default=False, sets=("ParentSet",))
    leaf: bool = Parameter(
        "The last part.", default=False, sets=(InSet("LeafSet", mandatory=True),)
    )
    leaf_base: bool = Parameter(
        "The last part without its extension.",
        default=False,
        sets=(InSet("LeafBaseSet", mandatory=True),),
    )
    extension: bool = Parameter(
        "The extension, with its dot.", default=False, sets=(InSet("ExtensionSet", mandatory=True),)
    )
    is_absolute: bool = Parameter(
        "Whether it is absolute.", default=False, sets=(InSet("IsAbsoluteSet", mandatory=True),)
    )
    qualifier: bool = Parameter(
        "The drive.", default=False, sets=(InSet("QualifierSet", mandatory=True),)
    )
    no_qualifier: bool = Parameter(
        "All but the drive.", default=False, sets=(InSet("NoQualifierSet", mandatory=True),)
    )
    resolve: bool = Parameter("Take the files that it names, with wildcards.", default=False)

    examples = (
        Example("The last part.", "Split-Path -Leaf 'certs/root.cer'", shows="root.cer"),
        Example("Its folder.", "Split-Path 'certs/root.cer'", shows="certs"),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write the part of each path."""
        for one in path or ():
            for whole in self.existing(one) if self.resolve else (plain_path(one),):
                self._write_part(whole)
        for one in literal_path or ():
            self._write_part(plain_path(one))

    def _write_part(self, path: str) -> None:
        whole = path.replace("\\", "/")
        part = self._of_drive(whole)
        if part is not _NOTHING:
            self.write(self._part(whole) if part is None else part)

    def _of_drive(self, path: str) -> object:
        """Return the part that has to do with the drive, None where another one is wanted."""
        if self.is_absolute:
            return path.startswith("/") or path.partition("/")[0].endswith(":")
        if self.qualifier:
            return self.drive_of(path) or _NOTHING
        if self.no_qualifier:
            drive, colon, rest = path.partition(":")
            return rest if colon and drive and "/" not in drive else path
        return None

    def _part(self, path: str) -> object:
        stripped = path.rstrip("/") or path[:1]
        folder, _, last = stripped.rpartition("/")
        dot = last.rfind(".")
        if self.leaf:
            return last or stripped
        if self.leaf_base:
            return last[:dot] if dot >= 0 else last
        if self.extension:
            return last[dot:] if dot >= 0 else ""
        if not folder and stripped.startswith("/") and stripped != "/":
            return "/"
        return folder
