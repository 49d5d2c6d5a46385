"""Clear-Host: an empty screen."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example

_CLEAR = "\x1b[H\x1b[2J\x1b[3J"


class ClearHost(CoreCmdlet, name="Clear-Host", aliases=("cls", "clear")):
    """Clears the screen; where there is no screen, it does nothing."""

    examples = (Example("A fresh start.", "Clear-Host; 'begin'", shows="begin"),)

    def process(self) -> None:
        """Clear it."""
        if self.host.interactive:
            self.host.write(_CLEAR, newline=False)
