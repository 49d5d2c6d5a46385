"""Get-Location: the current folder."""

import os

from cmdlets.core._locations import ChangesLocation
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.automatic_variables import PathInfo
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.wildcard import wildcard


class GetLocation(
    ChangesLocation, name="Get-Location", aliases=("gl", "pwd"), default_set="Location"
):
    """Tells the folder that relative paths start from."""

    stack_: bool = Parameter(
        "The locations that Push-Location kept.", default=False, name="Stack", sets=("Stack",)
    )
    stack_name: list[str] = Parameter(
        "Which stacks.",
        default=(),
        sets=(InSet("Stack", from_pipeline_by_property_name=True),),
        allows=("empty-collection", "null"),
    )
    ps_provider: list[str] = Parameter(
        "Where one is in this provider: FileSystem.",
        default=(),
        name="PSProvider",
        sets=(InSet("Location", from_pipeline_by_property_name=True),),
    )
    ps_drive: list[str] = Parameter(
        "Where one is in this drive: /.",
        default=(),
        name="PSDrive",
        sets=(InSet("Location", from_pipeline_by_property_name=True),),
    )

    examples = (Example("Its path.", "(Get-Location).Path -eq $PWD.Path", shows="True"),)

    def process(self, stack_name: list[str], ps_provider: list[str], ps_drive: list[str]) -> None:
        """Write it."""
        if self.parameter_set == "Stack":
            for name in stack_name or ("",):
                stack = self.existing_stack(name)
                self.write_each(PathInfo(path) for path in reversed(stack))
            return
        for name in (*(ps_provider or ()), *(ps_drive or ())):
            if not any(fits(name, known) for known in ("FileSystem", os.sep)):
                self.write_error(unknown_place(name), name)
                return
        self.write(self.here())


def fits(pattern: str, name: str) -> bool:
    """Tell whether a name is like a pattern."""
    return wildcard(pattern).fullmatch(name) is not None


def unknown_place(name: str) -> CommandError:
    """Make the error for a provider or drive that has no current location."""
    return CommandError(
        "DriveNotFound",
        f"There is no location in '{name}'.",
        category="ObjectNotFound",
        target=name,
        inner=AUTOMATION + "DriveNotFoundException",
        hint="Get-PSDrive lists the drives.",
    )
