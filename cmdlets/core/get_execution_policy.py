"""Get-ExecutionPolicy: what Set-ExecutionPolicy was told; it has no effect."""

from cmdlets.core._execution_policy import (
    IN_FORCE,
    SCOPES,
    UNSET,
    UsesExecutionPolicy,
    as_listed,
)
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine import Example, Parameter


class GetExecutionPolicy(UsesExecutionPolicy, name="Get-ExecutionPolicy"):
    """Tells the execution policy that scripts see; whatever it is, every script runs."""

    scope: str | None = Parameter(
        "Of this scope only.",
        default=None,
        position=0,
        from_pipeline_by_property_name=True,
        choices=SCOPES,
    )
    list_: bool = Parameter("Of all scopes.", default=False, name="List")

    examples = (
        Example("As it is from the start.", "Get-ExecutionPolicy", shows="Unrestricted"),
        Example(
            "Of all scopes.",
            "Get-ExecutionPolicy -List",
            shows=(
                "Scope         ExecutionPolicy\n"
                "-----         ---------------\n"
                "MachinePolicy Undefined\n"
                "UserPolicy    Undefined\n"
                "Process       Undefined\n"
                "CurrentUser   Undefined\n"
                "LocalMachine  Unrestricted"
            ),
        ),
    )

    def process(self, scope: str | None) -> None:
        """Write the policy that counts, that of a scope, or all."""
        if self.list_:
            for name in SCOPES:
                policy = self.of_scope(name)
                self.write(PropertyBag.of((("Scope", name), ("ExecutionPolicy", policy))))
        elif scope is not None:
            self.write(self.of_scope(as_listed(scope, SCOPES)))
        else:
            said = (self.of_scope(name) for name in SCOPES)
            self.write(next((policy for policy in said if policy != UNSET), IN_FORCE))
