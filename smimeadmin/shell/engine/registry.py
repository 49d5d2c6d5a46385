"""Which commands there are: functions and aliases of scopes, cmdlets, scripts, programs."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.alias_entry import AliasEntry
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.cmdlet import Cmdlet
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.elsewhere import COMMANDS, ELSEWHERE
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.index import CommandEntry, read_index
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import Scope

if TYPE_CHECKING:
    import difflib

    from smimeadmin.shell.engine import native
else:
    difflib = at_first_use("difflib")
    native = at_first_use("smimeadmin.shell.engine.native")


class Registry:
    """Finds commands by name in PowerShell's order: alias, function, cmdlet, script, program.

    ``version`` grows whenever a definition changes, so that a place of call can keep what it
    found; ``local_functions`` is set once a function was defined in a scope that ends.
    """

    def __init__(
        self,
        packages: tuple[str, ...],
        find_script: Callable[[str], str | None],
        *,
        native: bool = True,
    ) -> None:
        self._packages = packages
        self._find_script = find_script
        self._native = native
        self._entries: dict[str, CommandEntry] | None = None
        self._entry_aliases: dict[str, str] = {}
        self._loaded: dict[str, tuple[type[Cmdlet], CommandInfo]] = {}
        self._added: dict[str, CommandInfo] = {}
        self.removed_aliases: set[str] = set()
        self.modules: set[str] = set()
        self.module_functions: dict[str, dict[str, CommandInfo]] = {}
        self.version = 0
        self.local_functions = False

    def entries(self) -> dict[str, CommandEntry]:
        """Return what the indexes of the packages list, by folded name."""
        if self._entries is None:
            self._entries = {}
            for package in self._packages:
                for entry in read_index(package):
                    self._entries[fold(entry.name)] = entry
                    for alias in entry.aliases:
                        self._entry_aliases.setdefault(fold(alias), entry.name)
        return self._entries

    def add_package(self, package: str) -> list[str]:
        """Add the commands that the index of another package lists; return their names."""
        known = self.entries()
        added = read_index(package)
        for entry in added:
            known[fold(entry.name)] = entry
            for alias in entry.aliases:
                self._entry_aliases.setdefault(fold(alias), entry.name)
        self.version += 1
        return [entry.name for entry in added]

    def add(self, cls: type[Cmdlet]) -> None:
        """Add a cmdlet that stands in no index (tests, and commands made at run time)."""
        info = info_of_class(cls)
        self._loaded[fold(cls.name)] = (cls, info)
        self._added[fold(cls.name)] = info
        for alias in cls.aliases:
            self._entry_aliases[fold(alias)] = cls.name
        self.version += 1

    def add_from(self, other: "Registry") -> None:
        """Add the cmdlets that another registry has beside the indexes, and its modules' names."""
        for info in other.added():
            self.add(info.target)
        self.modules.update(other.modules)

    def added(self) -> list[CommandInfo]:
        """Return the cmdlets that stand in no index."""
        return list(self._added.values())

    def load(self, info: CommandInfo) -> tuple[type[Cmdlet], CommandInfo]:
        """Return a cmdlet's class and full description; its module is imported now."""
        key = fold(info.name)
        known = self._loaded.get(key)
        if known is None:
            entry: CommandEntry = info.target
            cls = getattr(import_module(entry.module), entry.class_name)
            known = self._loaded[key] = (cls, info_of_class(cls))
        return known

    def find(self, name: str, scope: Scope) -> CommandInfo:
        """Return the command of a name, or raise CommandNotFoundException."""
        found = self.look_up(name, scope)
        if found is None:
            raise self._not_found(name, scope)
        return found

    def look_up(self, name: str, scope: Scope) -> CommandInfo | None:
        """Return the command of a name, or None."""
        seen = set()
        while (target := self.alias_target(name, scope)) is not None and fold(name) not in seen:
            seen.add(fold(name))
            name = target
        found = self.find_function(name, scope) or self.find_cmdlet(name)
        if found is not None:
            return found
        found = self._find_file(name)
        return found or (self.find_cmdlet(f"Get-{name}") if "-" not in name else None)

    def find_function(self, name: str, scope: Scope) -> CommandInfo | None:
        """Return the function of a name that is visible from a scope, or None."""
        folded = fold(name)
        where: Scope | None = scope
        while where is not None:
            if where.functions is not None:
                found: CommandInfo | None = where.functions.get(folded)
                if found is not None:
                    return found
            where = where.parent
        module, slash, member = folded.partition("\\")
        return self.module_functions.get(module, {}).get(member) if slash else None

    def find_cmdlet(self, name: str) -> CommandInfo | None:
        """Return the cmdlet of a name, with or without its module in front, or None."""
        folded = fold(name).rpartition("\\")[2]
        added = self._added.get(folded)
        if added is not None:
            return added
        entry = self.entries().get(folded)
        return None if entry is None else entry.info

    def _find_file(self, name: str) -> CommandInfo | None:
        path = self._find_script(name)
        if path is not None:
            return CommandInfo(name.replace("\\", "/").rpartition("/")[2], "ExternalScript", path)
        if not self._native:
            return None
        program = native.find_program(name)
        return None if program is None else CommandInfo(name, "Application", program)

    def _not_found(self, name: str, scope: Scope) -> CommandError:
        return CommandError(
            "CommandNotFoundException",
            f"The name '{name}' is not known as a command, function, script or program.",
            category="ObjectNotFound",
            target=name,
            inner=AUTOMATION + "CommandNotFoundException",
            hint=ELSEWHERE.answer(COMMANDS, name.rpartition("\\")[2]) or self._similar(name, scope),
        )

    def _similar(self, name: str, scope: Scope) -> str:
        """Return the next step after a name that nobody knows: the one that is most like it."""
        known = [info.name for info in self.listing("*", scope)]
        close = difflib.get_close_matches(fold(name), [fold(n) for n in known], n=1, cutoff=0.7)
        similar = next((n for n in known if close and fold(n) == close[0]), None)
        return f"Did you mean {similar}?" if similar else "Get-Command lists what there is."

    def define(self, info: CommandInfo, scope: Scope) -> None:
        """Define a function in a scope."""
        if scope.functions is None:
            scope.functions = {}
        scope.functions[fold(info.name)] = info
        self.version += 1
        if scope.script is not scope:
            self.local_functions = True

    def define_block(self, name: str, block: Any, scope: Scope) -> None:
        """Define a function by its block (``$function:f = { }``)."""
        if isinstance(block, ScriptBlock):
            block.code.name = block.code.name or name
            self.define(CommandInfo(name, "Function", block, advanced=False), scope)

    def remove_function(self, name: str, scope: Scope) -> bool:
        """Remove the nearest function of a name; tell whether there was one."""
        for where in scope.chain():
            if where.functions is not None and where.functions.pop(fold(name), None) is not None:
                self.version += 1
                return True
        return False

    def alias_target(self, name: str, scope: Scope) -> str | None:
        """Return what an alias stands for, or None."""
        folded = fold(name)
        where: Scope | None = scope
        while where is not None:
            if where.aliases is not None and folded in where.aliases:
                return str(where.aliases[folded][1])
            where = where.parent
        if folded in self.removed_aliases:
            return None
        self.entries()
        return self._entry_aliases.get(folded)

    def set_alias(
        self,
        name: str,
        target: str,
        scope: Scope,
        options: frozenset[str] = frozenset(),
        description: str = "",
    ) -> None:
        """Set an alias in a scope."""
        if scope.aliases is None:
            scope.aliases = {}
        scope.aliases[fold(name)] = AliasEntry.of(name, target, options, description)
        self.version += 1

    def alias_entry(self, name: str, scope: Scope) -> AliasEntry | None:
        """Return an alias with its options, or None."""
        folded = fold(name)
        for where in scope.chain():
            if where.aliases is not None and folded in where.aliases:
                found: AliasEntry = where.aliases[folded]
                return found
        target = self.alias_target(name, scope)
        return None if target is None else AliasEntry.built_in(folded, target)

    def remove_alias(self, name: str, scope: Scope) -> bool:
        """Remove an alias, also a built-in one; tell whether there was one."""
        self.version += 1
        for where in scope.chain():
            if where.aliases is not None and where.aliases.pop(fold(name), None) is not None:
                return True
        if self.alias_target(name, scope) is None:
            return False
        self.removed_aliases.add(fold(name))
        return True

    def aliases(self, scope: Scope) -> dict[str, str]:
        """Return every visible alias and what it stands for, sorted by name."""
        return dict(self.alias_entries(scope))

    def alias_entries(self, scope: Scope) -> list[AliasEntry]:
        """Return every visible alias, sorted by name."""
        found: dict[str, AliasEntry] = {}
        for where in scope.chain():
            for folded, pair in (where.aliases or {}).items():
                found.setdefault(folded, pair)
        self.entries()
        for folded, target in self._entry_aliases.items():
            if folded not in self.removed_aliases:
                found.setdefault(folded, AliasEntry.built_in(folded, target))
        return [found[folded] for folded in sorted(found)]

    def listing(self, pattern: str, scope: Scope) -> Iterator[CommandInfo]:
        """Yield cmdlets and functions whose names match ``*`` and ``?``, sorted by name."""
        found: dict[str, CommandInfo] = {}
        for where in scope.chain():
            for folded, info in (where.functions or {}).items():
                found.setdefault(folded, info)
        for folded, info in self._added.items():
            found.setdefault(folded, info)
        for folded, entry in self.entries().items():
            if folded not in found:
                found[folded] = entry.info
        for folded in sorted(found):
            if name_matches(folded, fold(pattern)):
                yield found[folded]

    def knows_module(self, name: str) -> bool:
        """Tell whether commands of a module are here: its own, or ones that stand in for it."""
        folded = fold(name)
        return (
            folded in self.modules or folded in self.module_functions or ELSEWHERE.stands_in(name)
        )


def info_of_class(cls: type[Cmdlet]) -> CommandInfo:
    """Return the description of a cmdlet's class."""
    return CommandInfo(
        cls.name,
        "Cmdlet",
        cls,
        cls.parameters,
        default_set=cls.default_set,
        error_source=cls.error_source,
        impact=cls.impact,
        supports_should_process=cls.supports_should_process,
    )
