"""New-ItemProperty: says that files have no properties of one's own."""

from cmdlets.core._item_properties import UsesProperties
from smimeadmin.shell.engine import Example, Parameter


class NewItemProperty(UsesProperties, name="New-ItemProperty", impact="Medium", default_set="Path"):
    """Is for drives with properties of one's own (the registry of Windows); here it is an error."""

    name_: str = Parameter("The property.", name="Name", position=1, aliases=("PSProperty",))
    property_type: str | None = Parameter("Its type.", default=None, aliases=("Type",))
    value: object = Parameter("Its value.", default=None)
    force: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "A file has none.",
            "try { New-ItemProperty . X Y -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }",
            shows="PositionalParameterNotFound,Microsoft.PowerShell.Commands.NewItemPropertyCommand",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write the error for each path."""
        self.refuse(path, literal_path)
