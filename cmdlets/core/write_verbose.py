"""Write-Verbose: writes to the verbose stream."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter


class WriteVerbose(CoreCmdlet, name="Write-Verbose"):
    """Tells a detail, shown with -Verbose or $VerbosePreference."""

    message: str = Parameter(
        "The text.",
        position=0,
        aliases=("Msg",),
        from_pipeline=True,
        allows=("empty",),
    )

    examples = (Example("One line.", "Write-Verbose 'checking' -Verbose 4>&1", shows="checking"),)

    def process(self, message: str) -> None:
        """Write one text."""
        self.write_verbose(message)
