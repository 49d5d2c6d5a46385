"""Format-Custom: shows objects as classes with their members."""

from cmdlets.core._formatting import FormatCmdlet, is_block
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.options import CUSTOM, FormatOptions
from smimeadmin.shell.formatting.property_choice import CUSTOM_KEYS, read_choices


class FormatCustom(FormatCmdlet, name="Format-Custom", aliases=("fc",)):
    """Shows objects with all that is nested in them, as classes with members."""

    property: list[object] | None = Parameter(
        "The properties of the outermost object: names or wildcards.", default=None, position=0
    )
    depth: int = Parameter("How deep nested objects are shown.", default=5)

    examples = (
        Example(
            "An object in an object.",
            "[pscustomobject]@{Name = 'anna'; Site = [pscustomobject]@{City = 'AMS'}} | "
            "Format-Custom",
            shows=(
                "class PSCustomObject\n"
                "{\n"
                "  Name = anna\n"
                "  Site =\n"
                "    class PSCustomObject\n"
                "    {\n"
                "      City = AMS\n"
                "    }\n"
                "}"
            ),
        ),
    )

    def options(self) -> FormatOptions:
        """Return what the parameters ask for."""
        return FormatOptions(
            CUSTOM,
            choices=read_choices(self.property, CUSTOM_KEYS, is_block),
            depth=self.depth,
            **self.common_options(),
        )
