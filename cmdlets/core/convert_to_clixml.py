"""ConvertTo-CliXml: objects as one text of CLIXML."""

from cmdlets.core._clixml import DEFAULT_DEPTH, WritesClixml, at_least_one
from smimeadmin.shell.engine import Example, Parameter


class ConvertToClixml(
    WritesClixml,
    name="ConvertTo-CliXml",
    error_source="Microsoft.PowerShell.Commands.ConvertToClixmlCommand",
    output_type="System.String",
):
    """Makes one text of CLIXML of all objects, as Export-Clixml writes it to a file."""

    input_object: object = Parameter("The objects.", mandatory=True, from_pipeline=True, position=0)
    depth: int = Parameter(
        "How many levels of objects' own properties are written whole.",
        default=DEFAULT_DEPTH,
        validate=(at_least_one,),
    )

    examples = (
        Example(
            "A number as CLIXML.",
            "ConvertTo-CliXml -InputObject 5",
            shows=(
                '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\n'
                "  <I32>5</I32>\n"
                "</Objs>"
            ),
        ),
    )

    def begin(self) -> None:
        """Make ready for the objects."""
        self._writer = self.new_writer(self.depth)

    def process(self, input_object: object) -> None:
        """Take one object."""
        self._writer.add(input_object)

    def end(self) -> None:
        """Write the text."""
        self.write(self._writer.document())
