"""Copy-ItemProperty: says that files have no properties of one's own."""

from cmdlets.core._item_properties import UsesProperties
from smimeadmin.shell.engine import Example, Parameter


class CopyItemProperty(
    UsesProperties, name="Copy-ItemProperty", aliases=("cpp",), impact="Medium", default_set="Path"
):
    """Is for drives with properties of one's own (the registry of Windows); here it is an error."""

    name_: str = Parameter("The property.", name="Name", position=2, aliases=("PSProperty",))
    destination: str = Parameter("Where to.", position=1)
    force: bool = Parameter("Accepted.", default=False)
    pass_thru: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "A file has none.",
            "try { Copy-ItemProperty . other X -EA Stop } catch { $_.CategoryInfo.Category }",
            shows="NotImplemented",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write the error for each path."""
        self.refuse(path, literal_path)
