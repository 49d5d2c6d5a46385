"""Invoke-Expression: runs text as a script, in the caller's scope."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.script_files import compile_script


class InvokeExpression(CoreCmdlet, name="Invoke-Expression", aliases=("iex",)):
    """Runs text as if it stood here."""

    command: str = Parameter("The text.", position=0, from_pipeline=True)

    examples = (Example("A sum.", "Invoke-Expression '1 + 2'", shows="3"),)

    def process(self, command: str) -> None:
        """Run one text."""
        frame = self.invocation.frame
        block = compile_script(command, None, self.session)
        inner = Frame(self.session, frame.scope, self.invocation.downstream, frame.streams)
        self.session.call_block(inner, block, [], dot=True)
