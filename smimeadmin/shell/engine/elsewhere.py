"""Names that scripts bring along and that are not here: packages say what to use in their place.

The module ``_elsewhere`` of a command package is imported when a name is missed. It holds tables of
plain texts, from names (``*`` and ``?`` allowed) to sentences:

- ``COMMANDS``, ``TYPES``, ``COM_OBJECTS``, ``MODULES``: the next step, shown as a hint;
- ``PROGRAMS``: for programs of the system, which may be missing, from their options (several words:
  all of them; none: any other) to the line to type here; ``{1}``, ``{2}`` stand for their files;
- ``STAND_INS``: modules and snap-ins that count as loaded, and the commands that stand in for
  theirs (an empty text where the commands are the same ones);
- ``SNAP_INS``: snap-ins that there are to add, with their names as they are written.
"""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import Final

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.common_parameters import name_matches

COMMANDS: Final = "COMMANDS"
TYPES: Final = "TYPES"
COM_OBJECTS: Final = "COM_OBJECTS"
MODULES: Final = "MODULES"
PROGRAMS: Final = "PROGRAMS"
STAND_INS: Final = "STAND_INS"
SNAP_INS: Final = "SNAP_INS"


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

    def snap_ins(self, pattern: str) -> list[str]:
        """Return the snap-ins that could be added and match a pattern, sorted by name."""
        wanted = fold(pattern)
        rows = [row for table in self._rows(SNAP_INS) for row in table.items()]
        return [name for key, name in sorted(rows) if name_matches(key, wanted)]

    def line(self, words: Sequence[str]) -> str | None:
        """Return what to type here in place of the line of a program, None if it is not known."""
        program = fold(re.split(r"[\\/]", words[0])[-1]).removesuffix(".exe")
        if "--%" in words:  # what stands behind it came as one text
            words = [word for text in words for word in text.split()]
        given = [fold(re.sub(r"^/(?=\w+$)", "-", word)) for word in words[1:]]
        for module in self._modules():
            for options, text in getattr(module, PROGRAMS).get(program, {}).items():
                if all(option in given for option in options.split()):
                    return _filled(text, _files_of(words[1:], options.split()))
        return None

    def _modules(self) -> list[ModuleType]:
        if self._tables is None:
            self._tables = [module for p in self._packages if (module := _module(p)) is not None]
        return self._tables

    def _rows(self, table: str) -> list[Mapping[str, str]]:
        return [getattr(module, table) for module in self._modules()]


def _files_of(words: Sequence[str], options: Sequence[str]) -> list[str]:
    """Return the files that a line names: behind -in, else what is no option, in order."""
    behind = [b for a, b in pairwise(words) if fold(a) == "-in"]
    return behind or [
        word
        for word in words
        if word[:1] not in {"-", "/"} and fold(word) not in options and "pass:" not in word
    ]


def _filled(text: str, files: Sequence[str]) -> str:
    """Put the files into a line: ``{1}`` where a word may stand, ``{1!}`` where a text must."""
    for number in (1, 2):
        name = files[number - 1] if number <= len(files) else f"FILE{number}"
        is_variable = re.fullmatch(r"\$[\w:]+", name) is not None
        text_of = name if is_variable else "'" + name.replace("'", "''") + "'"
        word = name if re.fullmatch(r"[\w.:$~*?\\/-]+", name) else text_of
        text = text.replace(f"{{{number}}}", word).replace(f"{{{number}!}}", text_of)
    return text


def _module(package: str) -> ModuleType | None:
    name = f"{package}._elsewhere"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in (name, package):
            raise
        return None


ELSEWHERE: Final = Elsewhere()
