"""pause: waits for the Enter key."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example


class Pause(CoreCmdlet, name="pause"):
    """Waits until Enter is pressed; a run that nobody watches cannot wait and says so."""

    examples = (
        Example(
            "Nobody is there.",
            "try { pause } catch { $_.FullyQualifiedErrorId }",
            shows="Host.PromptRefused,Microsoft.PowerShell.Commands.pauseCommand",
        ),
    )

    def process(self) -> None:
        """Wait."""
        self.host.ask("Press Enter to continue...", name="pause")
