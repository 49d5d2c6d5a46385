"""The base of the commands that PowerShell itself has."""

from typing import ClassVar

from smimeadmin.shell.engine import Cmdlet


class CoreCmdlet(Cmdlet):
    """A command of PowerShell's own: its error ids carry the name of PowerShell's class.

    ``Get-Item`` answers with ``PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand``; a class
    keyword ``error_source`` overrides the rule.
    """

    dotnet_namespace: ClassVar[str] = "Microsoft.PowerShell.Commands"
