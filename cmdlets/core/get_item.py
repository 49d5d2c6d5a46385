"""Get-Item: a file or folder as an object."""

from cmdlets.core._drives import drive_items, split_drive
from cmdlets.core._paths import TakesPaths, missing
from smimeadmin.core.files import has_wildcard
from smimeadmin.shell.engine import Example, Parameter


class GetItem(TakesPaths, name="Get-Item", aliases=("gi",), default_set="Path"):
    """Gets files and folders by their path, with wildcards; what is in a folder isn't listed.

    `env:NAME`, `variable:name`, `function:name` and `alias:name` are items too.
    """

    force: bool = Parameter("Hidden ones too.", default=False)

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
        plain: list[str] = []
        for one in path or ():
            place = split_drive(one)
            if place is None:
                plain.append(one)
                continue
            found = drive_items(self.invocation.frame, *place)
            self.write_each(found)
            if not found and not has_wildcard(one):
                self.write_error(missing(one), one)
        for whole in self.meant(plain, literal_path):
            self.write(self.item(whole))
