"""Get-Connection: what the commands act on."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example


class GetConnection(AdminCmdlet, name="Get-Connection", output_type=("SmimeAdmin.Connection",)):
    """Gets what is connected: one object for the directory, one for Exchange.

    Kind is Embedded where nothing was connected: the organization in the workspace. A script asks
    this before it does what only one kind can do, such as New-Recipient.
    """

    examples = (
        Example(
            "Both sides before anything is connected.",
            'Get-Connection | ForEach-Object { "$($_.Side) $($_.Kind)" }',
            shows=("Directory Embedded\nExchange Embedded"),
        ),
    )

    def process(self) -> None:
        """Write one object a side."""
        self.write_each(self.services.connections.listing())
