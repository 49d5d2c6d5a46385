"""Remove-Variable: removes variables."""

from cmdlets.core._variables import NamesVariables, is_wildcard, matching, not_found
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class RemoveVariable(
    NamesVariables, name="Remove-Variable", aliases=("rv",), supports_should_process=True
):
    """Removes variables; what the callers call the same shows again."""

    name_: list[str] = Parameter(
        "Their names.", name="Name", position=0, from_pipeline_by_property_name=True
    )
    include: list[str] = Parameter("Only names that match one of these.", default=())
    exclude: list[str] = Parameter("No names that match one of these.", default=())
    force: bool = Parameter("Also read-only ones.", default=False)

    examples = (Example("Gone.", "$x = 5; Remove-Variable x; $null -eq $x", shows="True"),)

    def process(self, name_: list[str]) -> None:
        """Remove the variables of these names."""
        for name in name_:
            here = self.invocation.frame.scope
            found = list(matching(here, name, self.scope, self.include, self.exclude))
            if not found and not is_wildcard(name):
                self.write_error(not_found(name), name)
            for variable in found:
                options = variable.all_options
                if "Constant" in options or ("ReadOnly" in options and not self.force):
                    error = CommandError(
                        "VariableNotRemovable",
                        f"Cannot remove variable {variable.name}: it is constant or read-only.",
                        category="WriteError",
                        target=variable.name,
                        inner=AUTOMATION + "SessionStateUnauthorizedAccessException",
                    )
                    self.write_error(error, variable.name)
                elif self.should_process(f"Name: {variable.name}", "Remove variable"):
                    for scope in here.chain():
                        if scope.vars.get(fold(variable.name)) is variable:
                            del scope.vars[fold(variable.name)]
