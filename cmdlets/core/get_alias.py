"""Get-Alias: short names, and what they stand for."""

from cmdlets.core._aliases import AliasInfo, no_alias
from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.alias_entry import AliasEntry
from smimeadmin.shell.engine.common_parameters import name_matches


class GetAlias(CoreCmdlet, name="Get-Alias", aliases=("gal",), default_set="Default"):
    """Lists aliases by their names, or by the commands that they stand for."""

    name_: list[str] = Parameter(
        "Names, with wildcards.",
        name="Name",
        default=(),
        sets=(
            InSet("Default", position=0, from_pipeline=True, from_pipeline_by_property_name=True),
        ),
    )
    exclude: list[str] = Parameter("Names to leave out.", default=())
    scope: str | None = Parameter(
        "Only those of this scope: Local, Script, Global, or how many scopes up.", default=None
    )
    definition: list[str] = Parameter(
        "Names of commands, with wildcards.", default=(), sets=("Definition",)
    )

    examples = (
        Example("One.", "(Get-Alias gci).Definition", shows="Get-ChildItem"),
        Example("Of a command.", "(Get-Alias -Definition Where-Object).Name", shows=("?\nwhere")),
    )

    def process(self, name_: list[str]) -> None:
        """List what matches."""
        scope = self.invocation.frame.scope
        if self.scope is None:
            known = self.session.registry.alias_entries(scope)
        else:
            where = scope.at(self.scope)
            known = list((where.aliases or {}).values())
            if where is scope.root():
                known = self.session.registry.alias_entries(where)
        if self.definition:
            for pattern in self.definition:
                self._list(known, pattern, by_definition=True)
            return
        for pattern in name_ or ("*",):
            self._list(known, pattern, by_definition=False)

    def _list(self, known: list[AliasEntry], pattern: str, *, by_definition: bool) -> None:
        found = False
        for entry in known:
            name, target = entry
            matched = name_matches(fold(target if by_definition else name), fold(pattern))
            if matched and not any(name_matches(fold(name), fold(p)) for p in self.exclude):
                found = True
                self.write(AliasInfo.of_entry(entry, self.session))
        if found or "*" in pattern or "?" in pattern:
            return
        self.write_error(_no_definition(pattern) if by_definition else no_alias(pattern), pattern)


def _no_definition(name: str) -> CommandError:
    error = no_alias(name)
    error.message = f"No alias stands for '{name}'."
    return error
