"""Pop-Location: goes back to the folder that Push-Location kept in mind."""

from cmdlets.core._locations import ChangesLocation
from smimeadmin.shell.engine import Example, Parameter


class PopLocation(ChangesLocation, name="Pop-Location", aliases=("popd",)):
    """Goes back to the folder on top of the stack; with an empty stack one stays."""

    pass_thru: bool = Parameter("Write where that is.", default=False)
    stack_name: str | None = Parameter("Another stack.", default=None)

    examples = (
        Example(
            "Back again.",
            "$before = $PWD.Path; Push-Location old; Pop-Location; $PWD.Path -eq $before",
            setup="$null = New-Item old -ItemType Directory",
            shows="True",
        ),
    )

    def process(self) -> None:
        """Go back."""
        stack = self.existing_stack(self.stack_name or "")
        if stack:
            self.go(self.folder(stack.pop()))
        if self.pass_thru:
            self.write(self.here())
