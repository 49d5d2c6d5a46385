"""Disconnect-ActiveDirectory: back to the embedded directory."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example


class DisconnectActiveDirectory(AdminCmdlet, name="Disconnect-ActiveDirectory"):
    """Ends the connection to Active Directory; the embedded directory is in use again.

    Nothing happens if none is connected.
    """

    examples = (
        Example(
            "Go back, and see what is in use.",
            "Disconnect-ActiveDirectory; (Get-Connection | Where-Object Side -eq Directory).Kind",
            shows="Embedded",
        ),
    )

    def process(self) -> None:
        """Disconnect."""
        self.services.connections.disconnect_directory()
