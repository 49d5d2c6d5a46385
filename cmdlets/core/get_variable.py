"""Get-Variable: variables as objects."""

from cmdlets.core._variables import (
    NamesVariables,
    VariableView,
    is_wildcard,
    matching,
    not_found,
)
from smimeadmin.shell.engine import Example, Parameter


class GetVariable(NamesVariables, name="Get-Variable", aliases=("gv",)):
    """Gets variables by name or pattern; without a name, all that are visible."""

    name_: list[str] = Parameter(
        "Their names.",
        default=("*",),
        name="Name",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        allows=("empty-collection",),
    )
    value_only: bool = Parameter("Only the values.", default=False)
    include: list[str] = Parameter("Only names that match one of these.", default=())
    exclude: list[str] = Parameter("No names that match one of these.", default=())

    examples = (Example("A value.", "$x = 5; Get-Variable x -ValueOnly", shows="5"),)

    def process(self, name_: list[str]) -> None:
        """Write the variables of these names."""
        here = self.invocation.frame.scope
        for name in name_ or ():
            found = list(matching(here, name, self.scope, self.include, self.exclude))
            if not found and not is_wildcard(name):
                self.write_error(not_found(name), name)
            for variable in found:
                view = VariableView(variable)
                self.write(view.value if self.value_only else view)
