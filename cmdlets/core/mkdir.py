"""mkdir: makes a folder."""

from cmdlets.core.new_item import NewItem
from smimeadmin.shell.engine import Example, Parameter


class Mkdir(NewItem, name="mkdir", aliases=("md",), impact="Medium", default_set="pathSet"):
    """Makes a folder, with all that is missing above it."""

    item_type: str = Parameter(
        "A folder, unless another type is named.",
        default="Directory",
        aliases=("Type",),
        from_pipeline_by_property_name=True,
    )

    examples = (
        Example(
            "Two folders, one in the other.",
            "mkdir certs/old | Out-Null; Test-Path certs/old -PathType Container",
            shows="True",
        ),
        Example("By its short name.", "(md certs).Name", shows="certs"),
    )
