"""Get-Verb: the verbs that the names of commands begin with."""

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._verbs import approved
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.wildcard import wildcard

_GROUPS = (*("Common", "Communications", "Data", "Diagnostic", "Lifecycle", "Other", "Security"),)


class GetVerb(CoreCmdlet, name="Get-Verb"):
    """Gets the verbs that PowerShell approves, so that a name says what a command does."""

    verb: list[str] = Parameter(
        "Only verbs that match.",
        default=("*",),
        position=0,
        from_pipeline=True,
    )
    group: list[str] = Parameter(
        "Only verbs of these groups.",
        default=_GROUPS,
        position=1,
        from_pipeline_by_property_name=True,
        choices=_GROUPS,
    )

    examples = (
        Example(
            "Verbs of a group.",
            "Get-Verb -Group Security | ForEach-Object Verb",
            shows="Block\nGrant\nProtect\nRevoke\nUnblock\nUnprotect",
        ),
    )

    def process(self, verb: list[str], group: list[str]) -> None:
        """Write the verbs that are wanted."""
        groups = {name.lower() for name in group}
        patterns = [wildcard(pattern) for pattern in verb]
        for info in approved():
            if info.group.lower() in groups and any(p.fullmatch(info.verb) for p in patterns):
                self.write(info)
