"""New-Alias: gives a command a second name that is not taken yet."""

from cmdlets.core._aliases import AliasInfo
from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class NewAlias(CoreCmdlet, name="New-Alias", aliases=("nal",), supports_should_process=True):
    """Makes an alias; one of that name must not exist unless -Force is given."""

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
    force: bool = Parameter("Replace one that exists.", default=False)

    examples = (
        Example(
            "A short name.",
            "New-Alias list Get-ChildItem; (Get-Alias list).Definition",
            shows="Get-ChildItem",
        ),
    )

    def process(self, name_: str, value: str) -> None:
        """Make one alias."""
        here = self.invocation.frame.scope
        registry = self.session.registry
        scope = here if self.scope is None else here.at(self.scope)
        if not self.should_process(f"Name: {name_} Value: {value}", "New Alias"):
            return
        if not self.force and registry.alias_target(name_, here) is not None:
            error = CommandError(
                "AliasAlreadyExists",
                f"There is an alias '{name_}' already.",
                category="ResourceExists",
                target=name_,
                inner=AUTOMATION + "SessionStateException",
                hint="Use Set-Alias, or add -Force.",
            )
            self.write_error(error, name_)
            return
        registry.set_alias(name_, value, scope)
        if self.pass_thru:
            self.write(AliasInfo(name_, value, self.session))
