"""Convert-Path: the paths of files as the system knows them."""

from cmdlets.core._paths import TakesPaths
from smimeadmin.shell.engine import Example, Parameter


class ConvertPath(TakesPaths, name="Convert-Path", aliases=("cvpa",), default_set="Path"):
    """Writes the full path of each file that a path, with wildcards, means, as a text."""

    force: bool = Parameter("Hidden ones too, where wildcards stand.", default=False)

    examples = (
        Example(
            "The folder of the user.",
            "(Convert-Path ~) -eq (Resolve-Path $HOME).Path",
            shows="True",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write what each path means."""
        names, plain, literal = self.drive_names(path, literal_path)
        for _drive, name in self.items_meant(names):
            self.write(name)
        self.write_each(self.meant(plain, literal))
