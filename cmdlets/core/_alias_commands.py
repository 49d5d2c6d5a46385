"""What the commands that make aliases share."""

from cmdlets.core._aliases import AliasInfo
from cmdlets.core._variables import OPTION_NAMES, NamesVariables, options_of
from smimeadmin.shell.engine import CommandError, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class MakesAliases(NamesVariables):
    """Declares the name, the command and the options of an alias."""

    name_: str = Parameter(
        "Its name.", name="Name", position=0, from_pipeline_by_property_name=True
    )
    value: str = Parameter(
        "The command it stands for.", position=1, from_pipeline_by_property_name=True
    )
    description: str = Parameter("What it is for.", default="", from_pipeline_by_property_name=True)
    option: object = Parameter(
        f"{', '.join(OPTION_NAMES[:-1])}.",
        default=None,
        type="System.Management.Automation.ScopedItemOptions",
        from_pipeline_by_property_name=True,
    )
    pass_thru: bool = Parameter("Write the alias.", default=False)
    force: bool = Parameter("Also one that is there and read-only.", default=False)

    action = "Set Alias"

    def make(self, name: str, value: str, description: str) -> None:
        """Make one alias; an error is written where it is protected."""
        if not self.should_process(f"Name: {name} Value: {value}", self.action):
            return
        registry = self.session.registry
        before = registry.alias_entry(name, self.invocation.frame.scope)
        try:
            if before is not None:
                before.refuse_writing(force=self.force)
            options = frozenset() if self.option is None else options_of(self.option)
        except CommandError as error:
            self.write_error(error, name)
            return
        registry.set_alias(name, value, self.where, options, description)
        if self.pass_thru:
            self.write(AliasInfo(name, value, self.session, options, description))


def taken(name: str) -> CommandError:
    """Make the error for an alias that is there already."""
    return CommandError(
        "AliasAlreadyExists",
        f"There is an alias '{name}' already.",
        category="ResourceExists",
        target=name,
        inner=AUTOMATION + "SessionStateException",
        hint="Use Set-Alias, or add -Force.",
    )
