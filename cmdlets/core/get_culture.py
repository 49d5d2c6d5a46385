"""Get-Culture: the language that numbers and dates are written in."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.values import CultureInfo
from smimeadmin.shell.engine import Example, InSet, Parameter


class GetCulture(CoreCmdlet, name="Get-Culture", default_set="CurrentCulture"):
    """Gets the culture of the session, or one by its name."""

    name_: list[str] = Parameter(
        "Names such as de-DE.",
        name="Name",
        default=(),
        sets=(InSet("Name", position=0, from_pipeline=True),),
    )
    no_user_overrides: bool = Parameter("Accepted: there are none.", default=False)

    examples = (Example("Its name.", "(Get-Culture).Name", shows="en-US"),)

    def process(self, name_: list[str]) -> None:
        """Write it."""
        for name in name_ or (self.session.culture,):
            self.write(CultureInfo(name))
