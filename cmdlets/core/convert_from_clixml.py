"""ConvertFrom-CliXml: the objects of a text of CLIXML."""

from cmdlets.core._clixml import ReadsClixml
from smimeadmin.shell.engine import Example, Parameter


class ConvertFromClixml(
    ReadsClixml,
    name="ConvertFrom-CliXml",
    error_source="Microsoft.PowerShell.Commands.ConvertFromClixmlCommand",
):
    """Gives the objects of a text of CLIXML, as Import-Clixml does for a file."""

    input_object: str = Parameter(
        "The text.", mandatory=True, from_pipeline=True, position=0, allows=("empty",)
    )

    examples = (
        Example(
            "There and back.",
            "ConvertTo-CliXml -InputObject 5 | ConvertFrom-CliXml",
            shows="5",
        ),
    )

    def process(self, input_object: str) -> None:
        """Read one text."""
        for value in self.values_of(input_object, "The text"):
            self.write(value)
