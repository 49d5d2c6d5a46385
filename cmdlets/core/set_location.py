"""Set-Location: goes to another folder."""

from cmdlets.core._locations import ChangesLocation
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.drives import home_folder


class SetLocation(
    ChangesLocation, name="Set-Location", aliases=("cd", "chdir", "sl"), default_set="Path"
):
    """Makes another folder the one that relative paths start from.

    `-` goes back to the folder before, `~` to the user's own.
    """

    path: str | None = Parameter(
        "The folder; without it, the user's own.",
        default=None,
        sets=(InSet("Path", position=0, from_pipeline=True, from_pipeline_by_property_name=True),),
    )
    literal_path: str | None = Parameter(
        "The folder; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("LiteralPath", mandatory=True, from_pipeline_by_property_name=True),),
    )
    pass_thru: bool = Parameter("Write where that is.", default=False)
    stack_name: str | None = Parameter("The stack to use.", default=None, sets=("Stack",))

    examples = (
        Example(
            "Into a folder.",
            "Set-Location old; Split-Path $PWD -Leaf",
            setup="$null = New-Item old -ItemType Directory",
            shows="old",
        ),
    )

    def process(self, path: str | None, literal_path: str | None) -> None:
        """Go there."""
        before = self.session.location
        history = self.session.location_history
        if path == "-" and history:
            self.go(self.folder(history.pop()))
        else:
            target = path or literal_path or home_folder()
            self.go(self.folder(target))
        if path != "-":
            history.append(before)
        if self.pass_thru:
            self.write(self.here())
