"""What the commands on aliases share."""

from typing import Any

from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class AliasInfo:
    """An alias as Get-Alias writes it."""

    __slots__ = ("definition", "description", "name", "options", "resolved_command")
    type_name = "System.Management.Automation.AliasInfo"
    shown = (
        "name",
        "command_type",
        "definition",
        "resolved_command_name",
        "display_name",
        "options",
        "description",
        "version",
        "source",
    )

    def __init__(self, name: str, definition: str, resolved_command: Any = None) -> None:
        self.name = name
        self.definition = definition
        self.resolved_command = resolved_command
        self.options = "None"
        self.description = ""

    @property
    def command_type(self) -> str:
        """Alias."""
        return "Alias"

    @property
    def resolved_command_name(self) -> str | None:
        """The name of the command behind it, None if there is none."""
        return None if self.resolved_command is None else str(self.resolved_command.name)

    @property
    def display_name(self) -> str:
        """The alias and what it stands for."""
        return f"{self.name} -> {self.definition}"

    @property
    def version(self) -> None:
        """None: it belongs to no module."""

    @property
    def source(self) -> str:
        """Likewise."""
        return ""

    def __str__(self) -> str:
        return self.name


def no_alias(name: str) -> CommandError:
    """Make the error for an alias that does not exist."""
    return CommandError(
        "ItemNotFoundException",
        f"There is no alias '{name}'.",
        category="ObjectNotFound",
        target=name,
        inner=AUTOMATION + "ItemNotFoundException",
        hint="Get-Alias lists those there are.",
    )
