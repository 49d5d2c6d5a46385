"""New-Alias: gives a command a second name that is not taken yet."""

from cmdlets.core._alias_commands import MakesAliases, taken
from smimeadmin.shell.engine import Example


class NewAlias(MakesAliases, name="New-Alias", aliases=("nal",), supports_should_process=True):
    """Makes an alias; one of that name must not exist unless -Force is given."""

    examples = (
        Example(
            "A short name.",
            "New-Alias list Get-ChildItem; (Get-Alias list).Definition",
            shows="Get-ChildItem",
        ),
    )

    action = "New Alias"

    def process(self, name_: str, value: str, description: str, option: object) -> None:
        """Make one alias."""
        del option
        here = self.invocation.frame.scope
        if not self.force and self.session.registry.alias_target(name_, here) is not None:
            self.write_error(taken(name_), name_)
            return
        self.make(name_, value, description)
