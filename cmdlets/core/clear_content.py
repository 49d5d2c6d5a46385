"""Clear-Content: empties a file."""

from cmdlets.core._paths import TakesPaths
from smimeadmin.shell.engine import Example, Parameter


class ClearContent(
    TakesPaths, name="Clear-Content", aliases=("clc",), impact="Medium", default_set="Path"
):
    """Takes away what is in a file; the file stays."""

    force: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "An empty file.",
            "Set-Content note.txt 'x'; Clear-Content note.txt; (Get-Item note.txt).Length",
            shows="0",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Empty each file."""
        for whole in self.meant(path, literal_path):
            if self.should_process(f"Item: {whole}", "Clear Content"):
                self.files.write_bytes(whole, b"")
