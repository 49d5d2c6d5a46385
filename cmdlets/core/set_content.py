"""Set-Content: writes a file anew."""

from cmdlets.core._content import WritesContent
from smimeadmin.shell.engine import Example


class SetContent(WritesContent, name="Set-Content", aliases=("sc",), supports_should_process=True):
    """Writes values into a file, a line each; what was in it before is gone.

    The file appears whole or not at all.
    """

    examples = (
        Example(
            "Two lines.",
            "Set-Content note.txt 'a', 'b'; (Get-Content note.txt).Count",
            shows="2",
        ),
        Example(
            "Bytes.",
            "Set-Content data.bin ([byte[]](1, 2, 3)) -AsByteStream; (Get-Item data.bin).Length",
            shows="3",
        ),
    )

    def store(self, whole: str) -> None:
        """Write a file anew."""
        self.files.write_bytes(whole, self.content(begins_file=True))
