"""Remove-ItemProperty: says that files have no properties of one's own."""

from cmdlets.core._item_properties import UsesProperties
from smimeadmin.shell.engine import Example, Parameter


class RemoveItemProperty(
    UsesProperties, name="Remove-ItemProperty", aliases=("rp",), impact="Medium", default_set="Path"
):
    """Is for drives with properties of one's own (the registry of Windows); here it is an error."""

    name_: list[str] = Parameter(
        "The properties.", name="Name", position=1, aliases=("PSProperty",)
    )
    force: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "A file has none.",
            "try { Remove-ItemProperty . X -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }",
            shows="NotSupported,Microsoft.PowerShell.Commands.RemoveItemPropertyCommand",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write the error for each path."""
        self.refuse(path, literal_path)
