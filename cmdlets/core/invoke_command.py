"""Invoke-Command: runs a script block."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.arguments import Argument
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.calls import block_stage
from smimeadmin.shell.engine.scope import Frame


class InvokeCommand(CoreCmdlet, name="Invoke-Command", aliases=("icm",)):
    """Runs a script block here, in a scope of its own, with arguments and input."""

    script_block: ScriptBlock = Parameter("The block.", position=0, aliases=("Command",))
    no_new_scope: bool = Parameter("Run it in the caller's scope.", default=False)
    argument_list: list[object] = Parameter(
        "Its arguments.", default=(), aliases=("Args",), type="Object[]"
    )
    input_object: object = Parameter("What is $input in it.", default=None, from_pipeline=True)

    examples = (
        Example(
            "With arguments.",
            "Invoke-Command { param($a, $b) $a + $b } -ArgumentList 2, 3",
            shows="5",
        ),
    )

    def begin(self) -> None:
        """Start gathering the input."""
        self._items: list[Any] = []

    def process(self, input_object: object) -> None:
        """Take one object."""
        if input_object is not None:
            self._items.append(input_object)

    def end(self) -> None:
        """Run the block."""
        outer = self.invocation.frame
        frame = Frame(outer.session, outer.scope, self.invocation.downstream, outer.streams)
        stage = block_stage(
            self.script_block,
            [Argument(None, one) for one in self.argument_list or ()],
            frame,
            frame.out,
            piped=bool(self._items),
            dot=self.no_new_scope,
        )
        try:
            stage.begin()
            for item in self._items:
                stage.accept(item)
            stage.end()
        finally:
            stage.clean()
