"""New-Variable: makes a variable."""

from cmdlets.core._variables import (
    OPTION_NAMES,
    NamesVariables,
    VariableView,
    apply_options,
    options_of,
)
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import Var, not_writable


class NewVariable(
    NamesVariables, name="New-Variable", aliases=("nv",), supports_should_process=True
):
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
    option: object = Parameter(
        f"{', '.join(OPTION_NAMES[:-1])}.",
        default=None,
        type="System.Management.Automation.ScopedItemOptions",
    )
    visibility: str | None = Parameter(
        "Accepted: every variable is seen from its scope.",
        default=None,
        choices=("Public", "Private"),
    )
    force: bool = Parameter("Replace one that exists, also a read-only one.", default=False)
    pass_thru: bool = Parameter("Write the variable.", default=False)

    examples = (Example("A constant.", "New-Variable pi 3 -Option Constant; $pi", shows="3"),)

    def process(self, name_: str, value: object) -> None:
        """Make one variable."""
        scope = self.where
        before = scope.vars.get(fold(name_))
        if before is not None and not self.force:
            self.write_error(_taken(name_), name_)
            return
        if before is not None and "Constant" in before.all_options:
            self.write_error(not_writable(name_), name_)
            return
        if not self.should_process(f"Name: {name_} Value: {value}", "New variable"):
            return
        variable = Var(name_, value)
        scope.put(variable)
        if self.option:
            apply_options(variable, options_of(self.option))
        if self.description is not None:
            variable.description = self.description
        if self.pass_thru:
            self.write(VariableView(variable))


def _taken(name: str) -> CommandError:
    return CommandError(
        "VariableAlreadyExists",
        f"A variable with the name '{name}' already exists.",
        category="ResourceExists",
        target=name,
        inner=AUTOMATION + "SessionStateException",
    )
