"""Write-Output: passes objects down the pipeline."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.emitting import emit


class WriteOutput(CoreCmdlet, name="Write-Output", aliases=("echo", "write")):
    """Passes objects down the pipeline, lists item by item."""

    input_object: list[Any] = Parameter(
        "The objects.",
        position=0,
        mandatory=True,
        from_pipeline=True,
        from_remaining_arguments=True,
        type="Object",
        allows=("null", "empty", "empty-collection"),
    )
    no_enumerate: bool = Parameter("A list stays one object.", default=False)

    examples = (Example("Two objects.", "Write-Output one two", shows=("one\ntwo")),)

    def process(self, input_object: Any) -> None:
        """Pass one object on."""
        out = self.invocation.downstream
        if self.no_enumerate:
            out(input_object)
        elif isinstance(input_object, list):
            for item in input_object:
                out(item)
        else:
            emit(input_object, out)
