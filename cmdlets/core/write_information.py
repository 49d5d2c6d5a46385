"""Write-Information: writes to the information stream."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter


class WriteInformation(CoreCmdlet, name="Write-Information"):
    """Writes data to the information stream, shown if `$InformationPreference` wants it."""

    message_data: object = Parameter(
        "The data.", position=0, aliases=("Msg", "Message"), from_pipeline=True, mandatory=True
    )
    tags: list[str] = Parameter("Words to find it by.", default=(), position=1)

    examples = (
        Example(
            "One piece.", "Write-Information 'done' -InformationAction Continue 6>&1", shows="done"
        ),
    )

    def process(self, message_data: object) -> None:
        """Write one piece of data."""
        self.write_information(message_data, self.tags)
