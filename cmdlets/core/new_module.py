"""New-Module: makes a module of a block."""

import secrets
from typing import Any

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._module_loading import as_custom_object, keep
from smimeadmin.core.values import Guid
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.script_modules import new_module, publish, run_module


class NewModule(CoreCmdlet, name="New-Module", aliases=("nmo",), default_set="ScriptBlock"):
    """Makes a module that lives as long as the session; its functions are known at once."""

    name_: str | None = Parameter(
        "Its name.",
        name="Name",
        default=None,
        sets=(InSet("Name", mandatory=True, position=0, from_pipeline=True),),
    )
    script_block: ScriptBlock | None = Parameter(
        "What it holds.",
        default=None,
        sets=(
            InSet("Name", mandatory=True, position=1),
            InSet("ScriptBlock", mandatory=True, position=0),
        ),
    )
    function: list[str] | None = Parameter("Only these functions.", default=None)
    cmdlet: list[str] | None = Parameter("Accepted: scripts have none.", default=None)
    return_result: bool = Parameter("Write what the block writes, not the module.", default=False)
    as_custom_object: bool = Parameter(
        "Write an object with its functions as methods.", default=False
    )
    argument_list: list[object] = Parameter(
        "Arguments of the block.", default=(), aliases=("Args",), type="Object[]"
    )

    examples = (
        Example(
            "An object that counts.",
            "$c = New-Module { $n = 0; function Next { $script:n++; $script:n } } -AsCustomObject; "
            "$null = $c.Next(); $c.Next()",
            shows="2",
        ),
    )

    def process(self, name_: str | None) -> None:
        """Make the module."""
        frame = self.invocation.frame
        block = self.script_block
        if block is None:
            return
        name = name_ or f"__DynamicModule_{Guid(secrets.randbits(128))}"
        module = new_module(frame, name, name)
        output: list[Any] = []
        block = module.bound(block)
        run_module(frame, module, block, list(self.argument_list or ()), output.append)
        if self.function is not None:
            keep(module, self.function, [], [])
        if self.as_custom_object:
            self.write(as_custom_object(module))
            return
        publish(frame, module, frame.scope.home)
        if name_ is None:
            del self.session.modules[name.lower()]  # one without a name is not listed
        if self.return_result:
            self.write_each(output)
        else:
            self.write(module)
