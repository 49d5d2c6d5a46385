"""Remove-Alias: takes away an alias."""

from cmdlets.core._aliases import no_alias
from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import CommandError, Example, Parameter


class RemoveAlias(CoreCmdlet, name="Remove-Alias"):
    """Takes away aliases for the rest of the session, also those that the shell begins with."""

    name_: list[str] = Parameter(
        "Their names.",
        name="Name",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    scope: str | None = Parameter(
        "Local, Script, Global, or how many scopes up; the nearest one without it.", default=None
    )
    force: bool = Parameter("Also read-only ones.", default=False)

    examples = (
        Example(
            "One of one's own.",
            "Set-Alias list Get-ChildItem; Remove-Alias list; Test-Path alias:list",
            shows="False",
        ),
    )

    def process(self, name_: list[str]) -> None:
        """Remove each."""
        here = self.invocation.frame.scope
        scope = here if self.scope is None else here.at(self.scope)
        registry = self.session.registry
        for name in name_:
            entry = registry.alias_entry(name, scope)
            if entry is None:
                self.write_error(no_alias(name), name)
                continue
            try:
                entry.refuse_removal(force=self.force)
            except CommandError as error:
                self.write_error(error, name)
                continue
            registry.remove_alias(name, scope)
