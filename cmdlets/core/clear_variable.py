"""Clear-Variable: sets variables to null."""

from cmdlets.core._variables import (
    NamesVariables,
    VariableView,
    is_wildcard,
    matching,
    not_found,
    store,
)
from smimeadmin.shell.engine import CommandError, Example, Parameter


class ClearVariable(
    NamesVariables, name="Clear-Variable", aliases=("clv",), supports_should_process=True
):
    """Sets variables to null; they stay."""

    name_: list[str] = Parameter(
        "Their names.", name="Name", position=0, from_pipeline_by_property_name=True
    )
    include: list[str] = Parameter("Only names that match one of these.", default=())
    exclude: list[str] = Parameter("No names that match one of these.", default=())
    force: bool = Parameter("Also read-only ones.", default=False)
    pass_thru: bool = Parameter("Write the variables.", default=False)

    examples = (Example("Empty.", "$x = 5; Clear-Variable x; $null -eq $x", shows="True"),)

    def process(self, name_: list[str]) -> None:
        """Clear the variables of these names."""
        here = self.invocation.frame.scope
        for name in name_:
            found = list(matching(here, name, self.scope, self.include, self.exclude))
            if not found and not is_wildcard(name):
                self.write_error(not_found(name), name)
            for variable in found:
                if not self.should_process(f"Name: {variable.name}", "Clear variable"):
                    continue
                try:
                    store(variable, None, force=self.force)
                except CommandError as error:
                    self.write_error(error, variable.name)
                    continue
                if self.pass_thru:
                    self.write(VariableView(variable))
