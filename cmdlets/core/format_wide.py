"""Format-Wide: shows one property of each object, in several columns."""

from cmdlets.core._formatting import FormatCmdlet, is_block
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.options import WIDE, FormatOptions
from smimeadmin.shell.formatting.property_choice import WIDE_KEYS, read_choices


def _at_least_one(value: int) -> str | None:
    return None if value >= 1 else f"{value} columns are not possible; there must be one at least."


class FormatWide(FormatCmdlet, name="Format-Wide", aliases=("fw",)):
    """Shows one property of each object in columns side by side, two of them by default.

    Without -Property it is the one that names the object best: Name, Id, Key, or the first.
    """

    property: object = Parameter(
        "The property: a name, a script block, or a hashtable with Expression and FormatString.",
        default=None,
        position=0,
    )
    auto_size: bool = Parameter("As many columns as the widest value lets in.", default=False)
    column: int | None = Parameter(
        "The number of columns.", default=None, validate=(_at_least_one,)
    )

    examples = (
        Example(
            "Three columns.",
            "'anna', 'bram', 'dora' | ForEach-Object { [pscustomobject]@{Name = $_} } | "
            "Format-Wide -Column 3",
            shows="anna                              bram                              dora",
        ),
    )

    def options(self) -> FormatOptions:
        """Return what the parameters ask for."""
        given = [] if self.property is None else [self.property]
        return FormatOptions(
            WIDE,
            choices=read_choices(given, WIDE_KEYS, is_block),
            measured=self.auto_size,
            wide_columns=self.column or 2,
            **self.common_options(),
        )
