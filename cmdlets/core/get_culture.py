"""Get-Culture: the language that numbers and dates are written in."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.cultures import CULTURES
from smimeadmin.core.values import CultureInfo
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.culture import find_culture


class GetCulture(CoreCmdlet, name="Get-Culture", default_set="CurrentCulture"):
    """Gets the culture of the session, or one by its name."""

    no_user_overrides: bool = Parameter(
        "Accepted: there are none.", default=False, sets=("CurrentCulture", "Name")
    )
    name_: list[str] = Parameter(
        "Names such as de-DE.",
        name="Name",
        default=(),
        sets=(InSet("Name", position=0, from_pipeline=True),),
    )
    list_available: bool = Parameter(
        "The cultures that are known by name.", default=False, sets=("ListAvailable",)
    )

    examples = (
        Example("Its name.", "(Get-Culture).Name", shows="en-US"),
        Example(
            "Those of a language.",
            "Get-Culture -ListAvailable | Where-Object Name -like it-* | ForEach-Object Name",
            shows="it-CH\nit-IT",
        ),
    )

    def process(self, name_: list[str]) -> None:
        """Write it."""
        if self.list_available:
            self.write_each(CultureInfo(name) for name in CULTURES)
            return
        for name in name_ or (self.session.culture,):
            self.write(self._found(name))

    @staticmethod
    def _found(name: str) -> CultureInfo:
        try:
            return find_culture(name)
        except ValueError as error:
            raise CommandError(
                "ItemNotFoundException",
                str(error),
                category="ObjectNotFound",
                target=name,
                inner="System.Globalization.CultureNotFoundException",
                hint="Get-Culture -ListAvailable lists those that are known by name.",
            ) from error
