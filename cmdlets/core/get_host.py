"""Get-Host: the program that runs the session."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example


class GetHost(CoreCmdlet, name="Get-Host"):
    """Gets the object that is in $Host: name, version and culture."""

    examples = (Example("Its name.", "(Get-Host).Name", shows="ConsoleHost"),)

    def process(self) -> None:
        """Write it."""
        self.write(self.session.global_scope.vars["host"].v)
