"""Get-Location: the current folder."""

from cmdlets.core._locations import ChangesLocation
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.automatic_variables import PathInfo


class GetLocation(
    ChangesLocation, name="Get-Location", aliases=("gl", "pwd"), default_set="Location"
):
    """Tells the folder that relative paths start from."""

    stack_: bool = Parameter(
        "The locations that Push-Location kept.", default=False, name="Stack", sets=("Stack",)
    )
    stack_name: list[str] = Parameter("Which stacks.", default=(), sets=("Stack",))

    examples = (Example("Its path.", "(Get-Location).Path -eq $PWD.Path", shows="True"),)

    def process(self) -> None:
        """Write it."""
        if self.parameter_set != "Stack":
            self.write(self.here())
            return
        for name in self.stack_name or (None,):
            self.write_each(PathInfo(path) for path in reversed(self.stack(name)))
