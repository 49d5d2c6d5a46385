"""Clear-Item: takes the value of a variable, an alias or a function away."""

from cmdlets.core._paths import FiltersNames, not_supported
from smimeadmin.shell.engine import Example, Parameter


class ClearItem(
    FiltersNames, name="Clear-Item", aliases=("cli",), impact="Medium", default_set="Path"
):
    """Empties `env:NAME`, `variable:name` or `function:name`; a file has Clear-Content."""

    force: bool = Parameter("Read-only ones too.", default=False)

    examples = (
        Example(
            "A variable.",
            "$town = 'Rome'; Clear-Item variable:town; $null -eq $town",
            shows="True",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Empty each."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name in self.items_meant(names):
            if self.should_process(f"Item: {name}", "Clear Item"):
                drive.put(name, None)
        for whole in self.meant(plain, literal):
            self.write_error(not_supported("FileSystem", "clear an item"), whole)
