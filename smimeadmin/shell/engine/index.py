"""The generated index of a command package: what is known of its cmdlets without importing them.

``PACKAGE/_index.py`` holds ``COMMANDS``, a tuple of rows:
(name, module, class, aliases, default set, supports ShouldProcess, error source, output types,
synopsis, parameters); a parameter is (name, type, aliases, places, choices, help[, traits]), a
place (set, position or None, mandatory, from pipeline, by property name). Traits are words: rest,
nullable, own (takes objects of a class of its package), null, empty, empty-collection (allowed).
"""

from importlib import import_module
from typing import Any

from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.parameters import InSet, ParameterSpec


class OwnObject:
    """Stands for the class of a command package that a parameter takes; no literal is one."""


class CommandEntry:
    """One row of an index; ``info`` is made of it when somebody asks."""

    __slots__ = ("_info", "aliases", "class_name", "module", "name", "row")

    def __init__(self, row: tuple[Any, ...]) -> None:
        self.row = row
        self.name: str = row[0]
        self.module: str = row[1]
        self.class_name: str = row[2]
        self.aliases: tuple[str, ...] = row[3]
        self._info: CommandInfo | None = None

    @property
    def output_type(self) -> tuple[str, ...]:
        """The names of the types that the cmdlet writes."""
        return tuple(self.row[7])

    @property
    def synopsis(self) -> str:
        """One sentence about the cmdlet."""
        return str(self.row[8])

    @property
    def info(self) -> CommandInfo:
        """The description that Get-Command and completion look at."""
        if self._info is None:
            self._info = CommandInfo(
                self.name,
                "Cmdlet",
                self,
                [_parameter(row) for row in self.row[9]],
                default_set=self.row[4],
                error_source=self.row[6],
                supports_should_process=self.row[5],
                module=self.module.split(".")[-2],
            )
        return self._info


def _parameter(row: tuple[Any, ...]) -> ParameterSpec:
    name, type_name, aliases, places, choices, help_text, *traits = row
    words = frozenset(traits[0] if traits else ())
    return ParameterSpec(
        name,
        type_name=type_name,
        aliases=aliases,
        sets={p[0]: _place(p) for p in places},
        choices=choices,
        help=help_text,
        default=None,
        from_remaining="rest" in words,
        nullable="nullable" in words,
        accepts=OwnObject if "own" in words else None,
        allows=words,
    )


def _place(row: tuple[Any, ...]) -> InSet:
    return InSet(
        row[0],
        position=row[1],
        mandatory=row[2],
        from_pipeline=row[3],
        from_pipeline_by_property_name=row[4],
    )


def read_index(package: str) -> list[CommandEntry]:
    """Return the entries of a package's index."""
    module = import_module(f"{package}._index")
    return [CommandEntry(row) for row in module.COMMANDS]
