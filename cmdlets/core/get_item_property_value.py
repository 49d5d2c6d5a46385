"""Get-ItemPropertyValue: the value of a property of a file."""

from cmdlets.core._item_properties import UsesProperties, no_property
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.members import find_property, get_member


class GetItemPropertyValue(
    UsesProperties, name="Get-ItemPropertyValue", aliases=("gpv",), default_set="Path"
):
    """Gets the bare values of properties of files and folders."""

    path: list[str] = Parameter(
        "The paths; wildcards are allowed.",
        default=(),
        sets=(
            InSet(
                "Path",
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    name_: list[str] = Parameter(
        "The properties.", name="Name", position=1, aliases=("PSProperty",)
    )

    examples = (
        Example(
            "How long a file is.",
            "Get-ItemPropertyValue note.txt -Name Length",
            setup="Set-Content note.txt 'abc' -NoNewline",
            shows="3",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write the values."""
        for item in self.items_with_properties(
            path or ([] if literal_path else ["."]), literal_path
        ):
            for name in self.name_:
                if find_property(item, name)[0]:
                    self.write(get_member(item, name))
                else:
                    self.write_error(no_property(name, item), name)
