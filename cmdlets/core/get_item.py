"""Get-Item: a file or folder as an object."""

from cmdlets.core._files import UsesFiles
from smimeadmin.shell.engine import Example, Parameter


class GetItem(UsesFiles, name="Get-Item", aliases=("gi",)):
    """Gets files and folders by their path, with wildcards; what is in a folder isn't listed."""

    path: list[str] = Parameter(
        "The path.",
        position=0,
        aliases=("PSPath", "LiteralPath"),
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    force: bool = Parameter("Hidden ones too.", default=False)

    examples = (
        Example(
            "How long a file is.",
            "(Get-Item note.txt).Length",
            setup="Set-Content note.txt 'abc' -NoNewline",
            shows="3",
        ),
    )

    def process(self, path: list[str]) -> None:
        """Write what each path leads to."""
        for one in path:
            for whole in self.existing(one):
                self.write(self.item(whole))
