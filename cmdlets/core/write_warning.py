"""Write-Warning: writes to the warning stream."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter


class WriteWarning(CoreCmdlet, name="Write-Warning"):
    """Warns."""

    message: str = Parameter(
        "The text.",
        position=0,
        aliases=("Msg",),
        from_pipeline=True,
        allows=("empty",),
    )

    examples = (
        Example("One line.", "Write-Warning 'the list is old' 3>&1", shows="the list is old"),
    )

    def process(self, message: str) -> None:
        """Write one text."""
        self.write_warning(message)
