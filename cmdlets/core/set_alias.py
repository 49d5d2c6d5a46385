"""Set-Alias: gives a command a second name."""

from cmdlets.core._aliases import AliasInfo
from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, Parameter


class SetAlias(CoreCmdlet, name="Set-Alias", aliases=("sal",), supports_should_process=True):
    """Makes an alias, or lets one stand for another command."""

    name_: str = Parameter(
        "Its name.", name="Name", position=0, from_pipeline_by_property_name=True
    )
    value: str = Parameter(
        "The command it stands for.", position=1, from_pipeline_by_property_name=True
    )
    description: str = Parameter("What it is for.", default="")
    option: str | None = Parameter("Accepted.", default=None)
    pass_thru: bool = Parameter("Write the alias.", default=False)
    scope: str | None = Parameter("Local, Script, Global, or how many scopes up.", default=None)
    force: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "A short name.",
            "Set-Alias list Get-ChildItem; (Get-Alias list).Definition",
            shows="Get-ChildItem",
        ),
    )

    def process(self, name_: str, value: str) -> None:
        """Set one alias."""
        here = self.invocation.frame.scope
        scope = here if self.scope is None else here.at(self.scope)
        if not self.should_process(f"Name: {name_} Value: {value}", "Set Alias"):
            return
        self.session.registry.set_alias(name_, value, scope)
        if self.pass_thru:
            self.write(AliasInfo(name_, value, self.session))
