"""Set-Location: goes to another folder."""

from cmdlets.core._locations import ChangesLocation
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.drives import home_folder

_REMEMBERED = 20


class SetLocation(
    ChangesLocation, name="Set-Location", aliases=("cd", "chdir", "sl"), default_set="Path"
):
    """Makes another folder the one that relative paths start from.

    `-` goes back to the folder before, `+` forward again, `~` to the user's own.
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
    stack_name: str | None = Parameter(
        "The stack that Push- and Pop-Location use from now on; an empty text for the first one.",
        default=None,
        sets=(InSet("Stack", from_pipeline_by_property_name=True),),
        allows=("empty", "null"),
    )

    examples = (
        Example(
            "Into a folder.",
            "Set-Location old; Split-Path $PWD -Leaf",
            setup="$null = New-Item old -ItemType Directory",
            shows="old",
        ),
    )

    def process(self, path: str | None, literal_path: str | None, stack_name: str | None) -> None:
        """Go there."""
        if self.parameter_set == "Stack":
            self.make_current(stack_name or "")
            if self.pass_thru:
                self.write(self.here())
            return
        if path in {"-", "+"}:
            self._step(back=path == "-")
        else:
            target = literal_path or path or home_folder()
            before = self.session.location
            self.go(self.folder(target, literal=literal_path is not None))
            self.session.location_history.append(before)
            del self.session.location_history[:-_REMEMBERED]
            self.session.location_future.clear()
        if self.pass_thru:
            self.write(self.here())

    def _step(self, *, back: bool) -> None:
        """Go to the folder before this one, or to the one that one went back from."""
        past, future = self.session.location_history, self.session.location_future
        source, other = (past, future) if back else (future, past)
        if not source:
            raise CommandError(
                "LocationHistoryEmpty" if back else "LocationFutureEmpty",
                f"There is no folder to go {'back' if back else 'forward'} to.",
                category="InvalidOperation",
                target="-" if back else "+",
                inner="System.InvalidOperationException",
            )
        before = self.session.location
        self.go(self.folder(source.pop(), literal=True))
        other.append(before)
