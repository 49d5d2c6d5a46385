"""Get-Item: a file or folder as an object."""

from cmdlets.core._paths import FiltersNames
from smimeadmin.shell.engine import Example, Parameter


class GetItem(FiltersNames, name="Get-Item", aliases=("gi",), default_set="Path"):
    """Gets files and folders by their path, with wildcards; what is in a folder isn't listed.

    `env:NAME`, `variable:name`, `function:name` and `alias:name` are items too.
    """

    force: bool = Parameter("Hidden ones too, where wildcards stand.", default=False)

    examples = (
        Example(
            "How long a file is.",
            "(Get-Item note.txt).Length",
            setup="Set-Content note.txt 'abc' -NoNewline",
            shows="3",
        ),
        Example("A variable.", "$town = 'Rome'; (Get-Item variable:town).Value", shows="Rome"),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write what each path leads to."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name in self.items_meant(names):
            self.write_each([drive.shown(name)] if name else drive.items(""))
        for whole in self.meant(plain, literal):
            self.write(self.item(whole))
