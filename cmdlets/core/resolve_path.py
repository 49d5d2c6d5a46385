"""Resolve-Path: the full paths that a path means."""

from cmdlets.core._files import UsesFiles
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine import Example, Parameter


class ResolvePath(UsesFiles, name="Resolve-Path", aliases=("rvpa",)):
    """Writes the full path of each file or folder that a path, with wildcards, means."""

    path: list[str] = Parameter(
        "The path.",
        position=0,
        aliases=("PSPath", "LiteralPath"),
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    relative: bool = Parameter("Relative to the current location.", default=False)

    examples = (
        Example(
            "The file behind a relative path.",
            "(Resolve-Path note.txt).Path | Split-Path -Leaf",
            setup="Set-Content note.txt 'x'",
            shows="note.txt",
        ),
    )

    def process(self, path: list[str]) -> None:
        """Write what each path means."""
        for one in path:
            for whole in self.existing(one):
                if self.relative:
                    self.write(self.relative_path(whole))
                else:
                    info = PropertyBag.of([("Path", whole)])
                    info.type_names = ("System.Management.Automation.PathInfo", "System.Object")
                    self.write(info)
