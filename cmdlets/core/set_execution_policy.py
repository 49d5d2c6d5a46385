"""Set-ExecutionPolicy: accepted, without effect."""

from cmdlets.core._execution_policy import POLICIES, SCOPES, UsesExecutionPolicy, as_listed
from smimeadmin.shell.engine import Example, Parameter


class SetExecutionPolicy(
    UsesExecutionPolicy,
    name="Set-ExecutionPolicy",
    supports_should_process=True,
):
    """Accepts an execution policy and keeps it for Get-ExecutionPolicy, in this session only.

    It has no effect: scripts run here whether they are signed or not, as with PowerShell on Linux.
    """

    execution_policy: str = Parameter(
        "The policy.",
        position=0,
        from_pipeline_by_property_name=True,
        choices=POLICIES,
    )
    scope: str = Parameter(
        "For whom it would hold.",
        default="LocalMachine",
        position=1,
        from_pipeline_by_property_name=True,
        choices=SCOPES,
    )
    force: bool = Parameter("Accepted: nothing is asked.", default=False)

    examples = (
        Example(
            "As old scripts begin.",
            "Set-ExecutionPolicy RemoteSigned -Scope Process -Force; Get-ExecutionPolicy",
            shows="RemoteSigned",
        ),
    )

    def process(self, execution_policy: str, scope: str) -> None:
        """Keep what was said."""
        policy = as_listed(execution_policy, POLICIES)
        if self.should_process(policy):
            self.policies[as_listed(scope, SCOPES)] = policy
            self.write_verbose("The execution policy has no effect here: every script runs.")
