"""Invoke-ChangePlan: make what a saved plan says."""

from cmdlets._base import AdminCmdlet, counted
from smimeadmin.changes.errors import PlanUnreadableError
from smimeadmin.changes.plan import Plan
from smimeadmin.shell.engine import Example, Parameter


class InvokeChangePlan(
    AdminCmdlet,
    name="Invoke-ChangePlan",
    impact="Medium",
    output_type=("SmimeAdmin.AppliedBatch",),
):
    """Makes the changes of a plan that Save-ChangePlan wrote.

    What stands already is left alone, so a plan can be invoked twice. A target that is no longer
    what it was when the plan was made is an error, and so is a plan for a directory or an
    organization that is not the one in use, or one that needs a key or a content that a plan does
    not hold.
    """

    path: str = Parameter("The file of the plan.", position=0, from_pipeline=True)

    examples = (
        Example(
            "Make what was planned before.",
            "(Invoke-ChangePlan plan.json).Count; (Get-SmimeConfig).OWAAlwaysSign",
            setup="Set-SmimeConfig -OWAAlwaysSign $true -WhatIf -PlanVariable plan | Out-Null; "
            "$plan | Save-ChangePlan plan.json",
            shows=("1\nTrue"),
        ),
    )

    def process(self, path: str) -> None:
        """Make the changes of one plan."""
        services = self.services
        whole = self.session.resolve(path)
        plan = self._read(whole)
        self._keep_plan(tuple(planned.change for planned in plan))
        if self.should_process(whole, f"Make {counted(len(plan), 'change')}"):
            self.write(services.changes.apply_plan(plan, command=type(self).name))

    def _read(self, path: str) -> Plan:
        try:
            return Plan.from_json(self.services.files.read_bytes(path))
        except PlanUnreadableError as error:
            error.name_source(path)
            raise
