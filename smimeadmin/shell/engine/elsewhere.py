"""Names that scripts bring along and that are not here: packages say what to use in their place.

The module ``_elsewhere`` of a command package is imported when a name is missed. It holds tables of
plain texts, from names (``*`` and ``?`` allowed) to sentences:

- ``COMMANDS``, ``TYPES``, ``COM_OBJECTS``, ``MODULES``: the next step, shown as a hint;
- ``STAND_INS``: modules and snap-ins that count as loaded, and the commands that stand in for
  theirs (an empty text where the commands are the same ones).
"""

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Final

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.common_parameters import name_matches

COMMANDS: Final = "COMMANDS"
TYPES: Final = "TYPES"
COM_OBJECTS: Final = "COM_OBJECTS"
MODULES: Final = "MODULES"
STAND_INS: Final = "STAND_INS"


class Elsewhere:
    """The packages that were named, and the tables of those that were asked."""

    __slots__ = ("_packages", "_tables")

    def __init__(self) -> None:
        self._packages: list[str] = []
        self._tables: list[ModuleType] | None = None

    def add(self, package: str) -> None:
        """Name a package; nothing is imported yet."""
        if package not in self._packages:
            self._packages.append(package)
            self._tables = None

    def answer(self, table: str, name: str) -> str | None:
        """Return what a table says of a name, None if no package knows it."""
        wanted = fold(name)
        for rows in self._rows(table):
            exact = rows.get(wanted)
            if exact is not None:
                return exact
            for pattern, text in rows.items():
                if "*" in pattern and name_matches(wanted, pattern):
                    return text
        return None

    def stands_in(self, module: str) -> bool:
        """Tell whether a module or snap-in counts as loaded: its work is done by commands here."""
        return self.answer(STAND_INS, module) is not None

    def _rows(self, table: str) -> list[Mapping[str, str]]:
        if self._tables is None:
            self._tables = [module for p in self._packages if (module := _module(p)) is not None]
        return [getattr(module, table) for module in self._tables]


def _module(package: str) -> ModuleType | None:
    name = f"{package}._elsewhere"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in (name, package):
            raise
        return None


ELSEWHERE: Final = Elsewhere()
