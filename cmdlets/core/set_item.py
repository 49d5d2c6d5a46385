"""Set-Item: gives a variable, an alias or a function another value."""

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._drives import split_drive
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.drives import drive_writer


class SetItem(CoreCmdlet, name="Set-Item", aliases=("si",), impact="Medium"):
    """Sets `env:NAME`, `variable:name`, `alias:name` or `function:name`; files have Set-Content."""

    path: list[str] = Parameter(
        "The paths.", position=0, from_pipeline_by_property_name=True, aliases=("LiteralPath",)
    )
    value: object = Parameter("The value.", default=None, position=1, from_pipeline=True)
    force: bool = Parameter("Accepted.", default=False)
    pass_thru: bool = Parameter("Accepted.", default=False)

    examples = (Example("A variable.", "Set-Item variable:town 'Rome'; $town", shows="Rome"),)

    def process(self, path: list[str], value: object) -> None:
        """Set each."""
        for one in path:
            place = split_drive(one)
            if place is None:
                raise CommandError(
                    "NotSupported",
                    f"'{one}' has no value of its own.",
                    category="NotImplemented",
                    target=one,
                    inner="System.Management.Automation.PSNotSupportedException",
                    hint="Set-Content writes a file.",
                )
            drive, name = place
            if not self.should_process(f"Item: {name} Value: {value}", "Set Item"):
                continue
            frame = self.invocation.frame
            if drive == "variable":
                frame.scope.assign(fold(name), value, name)
            else:
                drive_writer(drive, name)(frame, value)
