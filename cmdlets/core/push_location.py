"""Push-Location: keeps the current folder in mind and goes to another."""

from cmdlets.core._locations import ChangesLocation
from smimeadmin.shell.engine import Example, InSet, Parameter


class PushLocation(ChangesLocation, name="Push-Location", aliases=("pushd",), default_set="Path"):
    """Puts the current folder on a stack, for Pop-Location to come back to, and goes elsewhere."""

    path: str | None = Parameter(
        "Where to; without it, one stays.",
        default=None,
        sets=(InSet("Path", position=0, from_pipeline=True, from_pipeline_by_property_name=True),),
    )
    literal_path: str | None = Parameter(
        "Where to; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("LiteralPath", from_pipeline_by_property_name=True),),
    )
    pass_thru: bool = Parameter("Write where that is.", default=False)
    stack_name: str | None = Parameter("Another stack.", default=None)

    examples = (
        Example(
            "There and back.",
            "Push-Location old; Split-Path $PWD -Leaf; Pop-Location",
            setup="$null = New-Item old -ItemType Directory",
            shows="old",
        ),
    )

    def process(self, path: str | None, literal_path: str | None) -> None:
        """Keep this place and go."""
        here = self.session.location
        target = path or literal_path
        if target:
            self.go(self.folder(target, literal=literal_path is not None))
        self.stack(self.stack_name).append(here)
        if self.pass_thru:
            self.write(self.here())
