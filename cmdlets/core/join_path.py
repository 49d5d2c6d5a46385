"""Join-Path: puts the parts of a path together."""

import os

from cmdlets.core._files import UsesFiles
from smimeadmin.shell.engine import Example, Parameter

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
    child_path: str = Parameter(
        "The lower part.", position=1, from_pipeline_by_property_name=True, allows=("null", "empty")
    )
    additional_child_path: list[str] = Parameter(
        "Further parts.",
        default=(),
        position=2,
        from_remaining_arguments=True,
        from_pipeline_by_property_name=True,
    )
    resolve: bool = Parameter("Write the files that it names, with wildcards.", default=False)

    examples = (
        Example("Two parts.", "Join-Path certs root.cer | Split-Path -Leaf", shows="root.cer"),
    )

    def process(self, path: list[str], child_path: str, additional_child_path: list[str]) -> None:
        """Join one child with each parent."""
        for parent in path:
            whole = join(parent, child_path or "")
            for part in additional_child_path:
                whole = join(whole, part)
            if self.resolve:
                self.write_each(self.existing(whole))
            else:
                self.write(whole)
