"""Remove-Alias: takes away an alias."""

from cmdlets.core._aliases import no_alias
from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter


class RemoveAlias(CoreCmdlet, name="Remove-Alias"):
    """Takes away aliases for the rest of the session, also those that the shell begins with."""

    name_: list[str] = Parameter(
        "Their names.",
        name="Name",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    scope: str | None = Parameter("Accepted: the nearest one is meant.", default=None)
    force: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "One of one's own.",
            "Set-Alias list Get-ChildItem; Remove-Alias list; Test-Path alias:list",
            shows="False",
        ),
    )

    def process(self, name_: list[str]) -> None:
        """Remove each."""
        scope = self.invocation.frame.scope
        for name in name_:
            if not self.session.registry.remove_alias(name, scope):
                self.write_error(no_alias(name), name)
