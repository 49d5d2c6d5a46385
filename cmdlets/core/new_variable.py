"""New-Variable: makes a variable that must not exist yet."""

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._variables import VariableView, apply_options, options_of
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import Var


class NewVariable(CoreCmdlet, name="New-Variable", aliases=("nv",), supports_should_process=True):
    """Makes a variable; one of that name in the same scope is an error."""

    name_: str = Parameter(
        "Its name.", name="Name", position=0, from_pipeline_by_property_name=True
    )
    value: object = Parameter(
        "Its value.",
        default=None,
        position=1,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    description: str | None = Parameter("What it is for.", default=None)
    option: list[str] = Parameter("ReadOnly, Constant, Private or AllScope.", default=())
    scope: str | None = Parameter("Local, Script, Global, or how many scopes up.", default=None)
    force: bool = Parameter("Replace one that exists.", default=False)
    pass_thru: bool = Parameter("Write the variable.", default=False)

    examples = (Example("A constant.", "New-Variable pi 3 -Option Constant; $pi", shows="3"),)

    def process(self, name_: str, value: object) -> None:
        """Make one variable."""
        here = self.invocation.frame.scope
        scope = here if self.scope is None else here.at(self.scope)
        before = scope.vars.get(fold(name_))
        if before is not None and (not self.force or "Constant" in before.all_options):
            error = CommandError(
                "VariableAlreadyExists",
                f"A variable with the name '{name_}' already exists.",
                category="ResourceExists",
                target=name_,
                inner=AUTOMATION + "SessionStateException",
            )
            self.write_error(error, name_)
            return
        variable = Var(name_, value)
        scope.put(variable)
        if self.option:
            apply_options(variable, options_of(self.option))
        if self.description is not None:
            variable.description = self.description
        if self.pass_thru:
            self.write(VariableView(variable))
