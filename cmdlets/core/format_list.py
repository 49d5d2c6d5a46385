"""Format-List: shows objects as a list of their properties."""

from cmdlets.core._formatting import FormatCmdlet, is_block
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.options import LIST_SHAPE, FormatOptions
from smimeadmin.shell.formatting.property_choice import LIST_KEYS, read_choices


class FormatList(FormatCmdlet, name="Format-List", aliases=("fl",)):
    """Shows objects as lists, one property a line.

    Without -Property the view of the object's type decides, else all properties are shown. A
    property may be a name, a wildcard, a script block, or a hashtable with the keys Name (or
    Label), Expression and FormatString.
    """

    property: list[object] | None = Parameter(
        "The properties: names, wildcards, script blocks, calculated properties.",
        default=None,
        position=0,
    )

    examples = (
        Example(
            "All properties.",
            "[pscustomobject]@{Name = 'anna'; Days = 30} | Format-List",
            shows=("Name : anna\nDays : 30"),
        ),
        Example(
            "Those whose names begin with D.",
            "[pscustomobject]@{Name = 'anna'; Days = 30} | Format-List D*",
            shows="Days : 30",
        ),
    )

    def options(self) -> FormatOptions:
        """Return what the parameters ask for."""
        return FormatOptions(
            LIST_SHAPE,
            choices=read_choices(self.property, LIST_KEYS, is_block),
            **self.common_options(),
        )
