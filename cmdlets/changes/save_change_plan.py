"""Save-ChangePlan: changes that were only planned, in a file."""

from cmdlets._base import AdminCmdlet, counted
from smimeadmin.changes.change import Change
from smimeadmin.changes.files_executor import plan_file
from smimeadmin.core.files_errors import FileAlreadyExistsError
from smimeadmin.shell.engine import Example, Parameter


class SaveChangePlan(AdminCmdlet, name="Save-ChangePlan", impact="Low"):
    """Saves changes as a plan in a JSON file, to be looked at, and made by Invoke-ChangePlan.

    A command with -WhatIf makes no change and, with -PlanVariable, keeps those that it would have
    made in a variable. Keys and contents of files are not saved; the plan says where one is needed.
    """

    path: str = Parameter("The file to write.", position=0)
    change: Change = Parameter(
        "The changes, as -PlanVariable keeps them.", position=1, from_pipeline=True
    )
    force: bool = Parameter("Replace a file that is there.", default=False)

    examples = (
        Example(
            "Plan a setting, and save the plan.",
            "Set-SmimeConfig -OWAAlwaysSign $true -WhatIf -PlanVariable plan | Out-Null; "
            "$plan | Save-ChangePlan plan.json; (Get-Content plan.json -Raw) -match 'exchange'",
            shows="True",
        ),
    )

    def begin(self) -> None:
        """Start with an empty plan."""
        self._changes: list[Change] = []

    def process(self, change: Change) -> None:
        """Take one change."""
        self._changes.append(change)

    def end(self) -> None:
        """Write the file."""
        services = self.services
        path = self.session.resolve(self.path)
        content = services.changes.plan(self._changes).to_json().encode()
        changes = plan_file(services.files, path, content)
        if changes and services.files.exists(path) and not self.force:
            raise FileAlreadyExistsError(path)
        self.make(changes, path, f"Save a plan of {counted(len(self._changes), 'change')}")
