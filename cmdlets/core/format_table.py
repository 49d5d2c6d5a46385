"""Format-Table: shows objects as a table."""

from cmdlets.core._formatting import FormatCmdlet, is_block
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.formatting.options import TABLE, FormatOptions
from smimeadmin.shell.formatting.property_choice import TABLE_KEYS, read_choices
from smimeadmin.shell.formatting.tabulated import check_style


class FormatTable(FormatCmdlet, name="Format-Table", aliases=("ft",)):
    """Shows objects as a table, one row an object.

    Without -Property the view of the first object's type decides on the columns, else its
    properties do, the first ten. A property may be a name, a wildcard, a script block, or a
    hashtable with the keys Name (or Label), Expression, Width, Alignment and FormatString. Columns
    are as wide as their values; those that find no room at the right are left out.

    The output is format data: it is for Out-String, Out-File and the screen, not for more commands.
    """

    property: list[object] | None = Parameter(
        "The columns: names, wildcards, script blocks, calculated properties.",
        default=None,
        position=0,
    )
    auto_size: bool = Parameter("Find the widths from all values.", default=False)
    repeat_header: bool = Parameter("Repeat the headings on each screen.", default=False)
    hide_table_headers: bool = Parameter("Leave the headings out.", default=False)
    wrap: bool = Parameter("Break long values into lines instead of cutting them.", default=False)
    style: str | None = Parameter(
        "Draw the table in another look: grid, github, html, latex, pipe, rst, simple, tsv ...",
        default=None,
    )

    examples = (
        Example(
            "Two columns.",
            "[pscustomobject]@{Name = 'anna'; Days = 30; Site = 'AMS'} | Format-Table Name, Days",
            shows=("Name Days\n---- ----\nanna   30"),
        ),
        Example(
            "A calculated column.",
            "[pscustomobject]@{Days = 30} | "
            "Format-Table @{n = 'Weeks'; e = {$_.Days / 7}; f = 'N1'}",
            shows=("Weeks\n-----\n  4.3"),
        ),
        Example(
            "A table for a web page or a manual.",
            "[pscustomobject]@{Name = 'anna'; Days = 30} | Format-Table -Style github",
            shows=("| Name   |   Days |\n|--------|--------|\n| anna   |     30 |"),
        ),
    )

    def options(self) -> FormatOptions:
        """Return what the parameters ask for."""
        return FormatOptions(
            TABLE,
            choices=read_choices(self.property, TABLE_KEYS, is_block),
            measured=self.auto_size,
            wrapped=self.wrap,
            headings=not self.hide_table_headers,
            repeated=self.repeat_header,
            style=check_style(self.style) if self.style else "",
            **self.common_options(),
        )
