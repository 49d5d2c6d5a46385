"""Set-Alias: gives a command a second name."""

from cmdlets.core._alias_commands import MakesAliases
from smimeadmin.shell.engine import Example


class SetAlias(MakesAliases, name="Set-Alias", aliases=("sal",), supports_should_process=True):
    """Makes an alias, or lets one stand for another command."""

    examples = (
        Example(
            "A short name.",
            "Set-Alias list Get-ChildItem; (Get-Alias list).Definition",
            shows="Get-ChildItem",
        ),
    )

    def process(self, name_: str, value: str, description: str, option: object) -> None:
        """Set one alias."""
        del option
        self.make(name_, value, description)
