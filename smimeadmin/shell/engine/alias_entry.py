"""An alias as a scope keeps it, and the options of those that a session begins with."""

from typing import Final

from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION

_READ_ONLY_EVERYWHERE: Final = frozenset(("%", "?", "foreach", "select", "where"))
_ALL_SCOPES: Final = frozenset(
    (
        *("cat", "cd", "chdir", "clear", "cls", "copy", "cp", "del", "dir", "echo", "erase", "h"),
        *("history", "kill", "ls", "man", "md", "mount", "move", "mv", "popd", "ps", "pushd"),
        *("pwd", "r", "rd", "ren", "rm", "rmdir", "set", "type"),
    )
)
_READ_ONLY: Final = frozenset(
    (
        *("ac", "clc", "cli", "clp", "clv", "compare", "cpi", "cpp", "cvpa", "diff", "epal"),
        *("epcsv", "fc", "fl", "ft", "fw", "gal", "gc", "gci", "gcm", "gcs", "gdr", "ghy", "gi"),
        *("gl", "gm", "gmo", "gp", "gpv", "group", "gu", "gv", "iex", "ihy", "ipal", "ipcsv"),
        *("ipmo", "measure", "mi", "mp", "nal", "ni", "nmo", "nv", "oh", "ri", "rmo", "rni"),
        *("rnp", "rp", "rv", "rvpa", "sal", "sc", "si", "sl", "sleep", "sort", "sp", "sv", "tee"),
        *("write",),
    )
)


class AliasEntry(tuple[str, str]):
    """An alias and what it stands for, with its options (``ReadOnly``, ...) and description."""

    options: frozenset[str]
    description: str

    @classmethod
    def of(
        cls, name: str, target: str, options: frozenset[str] = frozenset(), description: str = ""
    ) -> "AliasEntry":
        """Return the entry of a name."""
        made = cls((name, target))
        made.options = options
        made.description = description
        return made

    @classmethod
    def built_in(cls, name: str, target: str) -> "AliasEntry":
        """Return the entry of an alias that a session begins with."""
        if name in _READ_ONLY_EVERYWHERE:
            return cls.of(name, target, frozenset(("ReadOnly", "AllScope")))
        if name in _ALL_SCOPES:
            return cls.of(name, target, frozenset(("AllScope",)))
        return cls.of(name, target, frozenset(("ReadOnly",) if name in _READ_ONLY else ()))

    def refuse_writing(self, *, force: bool) -> None:
        """Raise CommandError if the alias takes no other command: constant, or read-only."""
        if "Constant" in self.options or ("ReadOnly" in self.options and not force):
            raise _protected("AliasNotWritable", self[0], "be given another command")

    def refuse_removal(self, *, force: bool) -> None:
        """Raise CommandError if the alias cannot be removed."""
        if "Constant" in self.options or ("ReadOnly" in self.options and not force):
            raise _protected("AliasNotRemovable", self[0], "be removed")


def _protected(error_id: str, name: str, what: str) -> CommandError:
    return CommandError(
        error_id,
        f"The alias '{name}' cannot {what}: it is read-only or constant.",
        category="WriteError",
        target=name,
        inner=AUTOMATION + "SessionStateUnauthorizedAccessException",
        hint="Add -Force if it is read-only.",
    )
