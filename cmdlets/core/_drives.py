"""The drives that are no disks: env:, variable:, function:, alias:. Their items are names."""

import os
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final

from cmdlets.core._aliases import AliasInfo
from cmdlets.core._commands import view_of
from cmdlets.core._variables import VariableView, store
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, bare
from smimeadmin.core.values import DictionaryEntry
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.drives import (
    define_function,
    read_environment,
    write_environment,
)
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import Frame

CORE: Final = "Microsoft.PowerShell.Core\\"


class TableDrive(ABC):
    """A drive whose items are names with a value each; all of it is seen from one frame.

    ``force`` writes and removes what is read-only, too.
    """

    name: ClassVar[str]
    provider: ClassVar[str]

    def __init__(self, frame: Frame, *, force: bool = False) -> None:
        self.frame = frame
        self.force = force

    @property
    @abstractmethod
    def known(self) -> dict[str, Any]:
        """Every item by its name, in its own spelling."""

    @abstractmethod
    def value(self, name: str) -> Any:
        """Return what the item of a name holds: Get-Content reads it."""

    @abstractmethod
    def put(self, name: str, value: Any) -> None:
        """Give an item a value; it is made if it is missing."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Take an item away."""

    def find(self, name: str) -> Any:
        """Return an item by its exact name, None if there is none."""
        folded = fold(name)
        return next((item for key, item in self.known.items() if fold(key) == folded), None)

    def matching(self, pattern: str) -> list[str]:
        """Return the names that match a pattern, sorted; an empty one is all of them."""
        wanted = fold(pattern) or "*"
        return sorted((n for n in self.known if name_matches(fold(n), wanted)), key=fold)

    def shown(self, name: str) -> Annotated:
        """Return an item with the properties that tell where it is."""
        item = Annotated(self.find(name))
        for key, value in (
            ("PSPath", f"{CORE}{self.provider}::{name}"),
            ("PSDrive", self.name),
            ("PSProvider", CORE + self.provider),
            ("PSIsContainer", False),
        ):
            item.notes.add(key, value)
        return item

    def items(self, pattern: str) -> list[Any]:
        """Return what matches, to be written."""
        return [self.shown(name) for name in self.matching(pattern)]


class EnvironmentDrive(TableDrive):
    """The variables of the environment."""

    name = "Env"
    provider = "Environment"

    @property
    def known(self) -> dict[str, Any]:
        """Every variable as an entry."""
        return {name: DictionaryEntry(name, value) for name, value in os.environ.items()}

    def matching(self, pattern: str) -> list[str]:
        """Return the names that match, also one that only Windows sets if it is asked for."""
        found = super().matching(pattern)
        return found or [pattern] * (bool(pattern) and read_environment(pattern) is not None)

    def find(self, name: str) -> Any:
        """Return a variable as an entry."""
        value = read_environment(name)
        return None if value is None else DictionaryEntry(name, value)

    def value(self, name: str) -> Any:
        """Return a variable's text."""
        return read_environment(name)

    def put(self, name: str, value: Any) -> None:
        """Set a variable; nothing, or an empty text, removes it."""
        write_environment(name, value)

    def remove(self, name: str) -> None:
        """Remove a variable."""
        write_environment(name, None)


class VariableDrive(TableDrive):
    """The variables that are seen from here."""

    name = "Variable"
    provider = "Variable"

    @property
    def known(self) -> dict[str, Any]:
        """Every variable."""
        found: dict[str, Any] = {}
        seen: set[str] = set()
        for scope in self.frame.scope.chain():
            for key, variable in scope.vars.items():
                if key not in seen and key.isprintable():
                    seen.add(key)
                    found[variable.name] = VariableView(variable)
        return found

    def value(self, name: str) -> Any:
        """Return a variable's value."""
        variable = self.frame.scope.find(fold(name))
        return None if variable is None else variable.v

    def put(self, name: str, value: Any) -> None:
        """Set a variable of this scope; the view of another variable gives its value."""
        inner = bare(value)
        if isinstance(inner, VariableView):
            value = inner.value
        there = self.frame.scope.vars.get(fold(name))
        if there is None:
            self.frame.scope.assign(fold(name), value, name)
        else:
            store(there, value, force=self.force)

    def remove(self, name: str) -> None:
        """Remove the nearest variable of a name."""
        for scope in self.frame.scope.chain():
            there = scope.vars.get(fold(name))
            if there is None:
                continue
            options = there.all_options
            if "Constant" in options or ("ReadOnly" in options and not self.force):
                raise CommandError(
                    "VariableNotRemovable",
                    f"The variable '{name}' cannot be removed: it is read-only or constant.",
                    category="WriteError",
                    target=name,
                    inner=AUTOMATION + "SessionStateUnauthorizedAccessException",
                    hint="Add -Force if it is read-only.",
                )
            del scope.vars[fold(name)]
            return


class FunctionDrive(TableDrive):
    """The functions that are seen from here."""

    name = "Function"
    provider = "Function"

    @property
    def known(self) -> dict[str, Any]:
        """Every function."""
        found: dict[str, Any] = {}
        for scope in self.frame.scope.chain():
            for info in (scope.functions or {}).values():
                found.setdefault(fold(info.name), info)
        return {info.name: view_of(info, self.frame.session) for info in found.values()}

    def value(self, name: str) -> Any:
        """Return a function's block."""
        info = self.frame.session.registry.find_function(name, self.frame.scope)
        return None if info is None else info.target

    def put(self, name: str, value: Any) -> None:
        """Define a function by its block or its text."""
        inner = bare(value)
        block = getattr(inner, "script_block", None)
        define_function(self.frame, name, inner if block is None else block)

    def remove(self, name: str) -> None:
        """Remove the nearest function of a name."""
        self.frame.session.registry.remove_function(name, self.frame.scope)


class AliasDrive(TableDrive):
    """The aliases that are seen from here."""

    name = "Alias"
    provider = "Alias"

    @property
    def known(self) -> dict[str, Any]:
        """Every alias."""
        session = self.frame.session
        entries = session.registry.alias_entries(self.frame.scope)
        return {entry[0]: AliasInfo.of_entry(entry, session) for entry in entries}

    def value(self, name: str) -> Any:
        """Return the command that an alias stands for."""
        return self.frame.session.registry.alias_target(name, self.frame.scope)

    def put(self, name: str, value: Any) -> None:
        """Let an alias stand for a command."""
        inner = bare(value)
        target = inner.definition if isinstance(inner, AliasInfo) else to_text(value)
        registry = self.frame.session.registry
        before = registry.alias_entry(name, self.frame.scope)
        if before is not None:
            before.refuse_writing(force=self.force)
        registry.set_alias(name, target, self.frame.scope)

    def remove(self, name: str) -> None:
        """Remove the nearest alias of a name."""
        registry = self.frame.session.registry
        before = registry.alias_entry(name, self.frame.scope)
        if before is not None:
            before.refuse_removal(force=self.force)
        registry.remove_alias(name, self.frame.scope)


DRIVES: Final[dict[str, type[TableDrive]]] = {
    "alias": AliasDrive,
    "env": EnvironmentDrive,
    "function": FunctionDrive,
    "variable": VariableDrive,
}
_PROVIDERS: Final = {
    "alias": "alias",
    "environment": "env",
    "function": "function",
    "variable": "variable",
}


def split_drive(path: str) -> tuple[str, str] | None:
    """Return the drive and the name of a path such as ``env:PATH``, None for a path of files."""
    provider, doubled, rest = path.rpartition("::")
    if doubled:
        drive = _PROVIDERS.get(fold(provider.rpartition("\\")[2]))
        return None if drive is None else (drive, rest.lstrip("\\/"))
    drive, colon, name = path.partition(":")
    if not colon or fold(drive) not in DRIVES:
        return None
    return fold(drive), name.lstrip("\\/")


def table_of(path: str, frame: Frame, *, force: bool = False) -> tuple[TableDrive, str] | None:
    """Return the drive that a path is in and the name there, None for a path of files."""
    place = split_drive(path)
    return None if place is None else (DRIVES[place[0]](frame, force=force), place[1])
