"""Aliases as Get-Alias, Get-Command and the drive of aliases show them."""

from typing import Any

from cmdlets.core._commands import COMMAND_TYPES, CommandView, view_of
from cmdlets.core._variables import OPTIONS
from smimeadmin.core import values as v
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.alias_entry import AliasEntry
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.described import describe_command
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class AliasInfo:
    """An alias; the command that it stands for is found when it is asked for."""

    __slots__ = ("_session", "definition", "description", "name", "options")
    type_name = "System.Management.Automation.AliasInfo"
    shown = (
        *("display_name", "resolved_command_name", "resolved_command", "referenced_command"),
        *("definition", "options", "description", "output_type", "command_type", "name"),
        *("source", "version", "module_name", "parameters", "parameter_sets"),
    )
    kind = "Alias"
    module_name = source = verb = noun = ""
    version = None

    def __init__(
        self,
        name: str,
        definition: str,
        session: Any,
        options: frozenset[str] = frozenset(),
        description: str = "",
    ) -> None:
        self.name = name
        self.definition = definition
        self.options = v.EnumValue(OPTIONS, sum(OPTIONS.members[one] for one in options))
        self.description = description
        self._session = session

    @classmethod
    def of_entry(cls, entry: AliasEntry, session: Any) -> "AliasInfo":
        """Return the object of an alias that a scope keeps."""
        return cls(entry[0], entry[1], session, entry.options, entry.description)

    def __str__(self) -> str:
        return self.name

    @property
    def command_type(self) -> v.EnumValue:
        """Alias."""
        return COMMAND_TYPES.value(self.kind)

    @property
    def info(self) -> CommandInfo | None:
        """The full description of what it stands for."""
        return describe_command(self._session, self.definition)

    @property
    def resolved_command(self) -> CommandView | None:
        """The command behind it, also behind further aliases; None if there is none."""
        info = self.info
        return None if info is None else view_of(info, self._session)

    @property
    def referenced_command(self) -> CommandView | None:
        """The same."""
        return self.resolved_command

    @property
    def resolved_command_name(self) -> str | None:
        """The name of the command behind it, None if there is none."""
        command = self.resolved_command
        return None if command is None else command.name

    @property
    def display_name(self) -> str:
        """The alias and what it stands for."""
        return f"{self.name} -> {self.definition}"

    @property
    def parameters(self) -> v.OrderedDictionary | None:
        """The parameters of the command behind it."""
        command = self.resolved_command
        return None if command is None else command.parameters

    @property
    def parameter_sets(self) -> list[Any] | None:
        """The parameter sets of the command behind it."""
        command = self.resolved_command
        return None if command is None else list(command.parameter_sets)

    @property
    def output_type(self) -> list[Any] | None:
        """The types that the command behind it says it writes."""
        command = self.resolved_command
        return None if command is None else command.output_type


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
