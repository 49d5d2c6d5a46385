"""Resolve-Path: the full paths that a path means."""

import os

from cmdlets.core._paths import TakesPaths
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.automatic_variables import PathInfo


class ResolvePath(TakesPaths, name="Resolve-Path", aliases=("rvpa",), default_set="Path"):
    """Writes the full path of each file or folder that a path, with wildcards, means."""

    relative: bool = Parameter("Relative to the current location.", default=False)
    relative_base_path: str | None = Parameter(
        "The folder that the relative paths begin at.", default=None
    )
    force: bool = Parameter("Hidden ones too, where wildcards stand.", default=False)

    examples = (
        Example(
            "The file behind a relative path.",
            "(Resolve-Path note.txt).Path | Split-Path -Leaf",
            setup="Set-Content note.txt 'x'",
            shows="note.txt",
        ),
        Example(
            "As seen from another folder.",
            "Resolve-Path note.txt -Relative -RelativeBasePath old",
            setup="Set-Content note.txt 'x'; $null = New-Item old -ItemType Directory",
            shows="../note.txt",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write what each path means."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name in self.items_meant(names):
            where = f"{drive.name}:{os.sep}{name}"
            self.write(where if self.relative else PathInfo(where))
        base = None if self.relative_base_path is None else self.full_path(self.relative_base_path)
        for whole in self.meant(plain, literal):
            self.write(self.relative_path(whole, base) if self.relative else PathInfo(whole))
