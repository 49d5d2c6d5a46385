"""Clear-Content: empties a file."""

from cmdlets.core._files import UsesFiles
from smimeadmin.shell.engine import Example, Parameter


class ClearContent(UsesFiles, name="Clear-Content", aliases=("clc",), supports_should_process=True):
    """Takes away what is in a file; the file stays."""

    path: list[str] = Parameter(
        "The files.",
        position=0,
        aliases=("PSPath", "LiteralPath"),
        from_pipeline_by_property_name=True,
    )
    force: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "An empty file.",
            "Set-Content note.txt 'x'; Clear-Content note.txt; (Get-Item note.txt).Length",
            shows="0",
        ),
    )

    def process(self, path: list[str]) -> None:
        """Empty each file."""
        for one in path:
            for whole in self.existing(one):
                if self.should_process(f"Item: {whole}", "Clear Content"):
                    self.files.write_bytes(whole, b"")
