"""Get-UICulture: the language that messages are written in."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.values import CultureInfo
from smimeadmin.shell.engine import Example


class GetUICulture(CoreCmdlet, name="Get-UICulture"):
    """Gets the culture of the messages: they are in English."""

    examples = (Example("Its name.", "(Get-UICulture).Name", shows="en-US"),)

    def process(self) -> None:
        """Write it."""
        self.write(CultureInfo("en-US"))
