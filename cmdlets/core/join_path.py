"""Join-Path: puts the parts of a path together."""

import os

from cmdlets.core._files import UsesFiles
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.drives import no_drive

SEPARATOR = os.sep


def join(parent: str, child: str) -> str:
    """Return two parts with one separator between them, in this system's spelling."""
    left = parent.replace("\\", SEPARATOR).replace("/", SEPARATOR)
    right = child.replace("\\", SEPARATOR).replace("/", SEPARATOR).lstrip(SEPARATOR)
    if not left:
        return SEPARATOR + right
    return left.rstrip(SEPARATOR) + SEPARATOR + right


class JoinPath(UsesFiles, name="Join-Path"):
    """Joins a path and what is below it, with one separator of this system between the parts.

    A backslash separates parts on every system.
    """

    path: list[str] = Parameter(
        "The upper part; several give several paths.",
        position=0,
        aliases=("PSPath",),
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    child_path: list[str] = Parameter(
        "The lower parts, one below the other.",
        position=1,
        from_pipeline_by_property_name=True,
        allows=("null", "empty", "empty-collection"),
    )
    additional_child_path: list[str] = Parameter(
        "Further parts.",
        default=(),
        position=2,
        from_remaining_arguments=True,
        from_pipeline_by_property_name=True,
    )
    extension: str | None = Parameter(
        "The extension that the path gets in place of its own; an empty one takes it away.",
        default=None,
    )
    resolve: bool = Parameter("Write the files that it names, with wildcards.", default=False)

    examples = (
        Example("Two parts.", "Join-Path certs root.cer | Split-Path -Leaf", shows="root.cer"),
    )

    def process(
        self, path: list[str], child_path: list[str], additional_child_path: list[str]
    ) -> None:
        """Join the parts with each parent."""
        for parent in path:
            if os.name != "nt" and is_drive_letter(parent):
                self.write_error(no_drive(parent[0]), parent)
                continue
            whole = parent
            for part in child_path or [""]:
                whole = join(whole, part or "")
            for part in additional_child_path:
                whole = join(whole, part)
            if self.extension is not None:
                whole = with_extension(whole, self.extension)
            if self.resolve:
                self.write_each(self.existing(whole))
            else:
                self.write(whole)


def is_drive_letter(path: str) -> bool:
    """Tell whether a path begins with the letter of a disk."""
    return path[1:2] == ":" and path[0].isascii() and path[0].isalpha()


def with_extension(path: str, extension: str) -> str:
    """Return a path with another extension; the dot may be left out, empty takes it away."""
    folder, separator, name = path.rpartition(SEPARATOR)
    stem, dot, _ = name.rpartition(".")
    name = stem if dot else name
    return folder + separator + name + ("." if extension else "") + extension.lstrip(".")
