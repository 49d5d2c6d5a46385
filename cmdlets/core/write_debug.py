"""Write-Debug: writes to the debug stream."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter


class WriteDebug(CoreCmdlet, name="Write-Debug"):
    """Tells something for debugging, shown with -Debug or $DebugPreference."""

    message: str = Parameter(
        "The text.",
        position=0,
        aliases=("Msg",),
        from_pipeline=True,
        allows=("empty",),
    )

    examples = (Example("One line.", "Write-Debug 'x is 1' -Debug 5>&1", shows="x is 1"),)

    def process(self, message: str) -> None:
        """Write one text."""
        self.write_debug(message)
