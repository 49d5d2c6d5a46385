"""Clear-ItemProperty: gives a property of a file its first value."""

from cmdlets.core._item_properties import UsesProperties, no_property
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.members import set_member


class ClearItemProperty(
    UsesProperties,
    name="Clear-ItemProperty",
    aliases=("clp",),
    impact="Medium",
    default_set="Path",
):
    """Takes the attributes of files away: they are not read-only any more."""

    name_: str = Parameter("The property: Attributes.", name="Name", position=1)
    force: bool = Parameter("Accepted: there is no property that needs it.", default=False)
    pass_thru: bool = Parameter("Write the file.", default=False)

    examples = (
        Example(
            "Not read-only any more.",
            "Clear-ItemProperty note.txt Attributes; (Get-Item note.txt).IsReadOnly",
            setup="Set-Content note.txt 'x'; (Get-Item note.txt).IsReadOnly = $true",
            shows="False",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Clear the property of each file."""
        for item in self.items_with_properties(path, literal_path):
            if fold(self.name_) != "attributes":
                self.write_error(no_property(self.name_, item), self.name_)
                continue
            if self.should_process(f"Item: {item} Property: {self.name_}", "Clear Property File"):
                set_member(item, "IsReadOnly", False)
                if self.pass_thru:
                    self.write(item)
