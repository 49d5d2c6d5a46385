"""What stands in the drives that are no disks: env:, variable:, function:, alias:."""

import os
from collections.abc import Iterator
from typing import Any

from cmdlets.core._commands import AliasView, view_of
from cmdlets.core._variables import VariableView
from smimeadmin.core.names import fold
from smimeadmin.core.values import DictionaryEntry
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.drives import read_environment
from smimeadmin.shell.engine.scope import Frame

DRIVES = ("env", "variable", "function", "alias")


def split_drive(path: str) -> tuple[str, str] | None:
    """Return the drive and the name of a path such as ``env:PATH``, None for a path of files."""
    provider, doubled, rest = path.rpartition("::")
    drive, colon, name = (rest if doubled else path).partition(":")
    if not colon or fold(drive) not in DRIVES or (doubled and not provider):
        return None
    return fold(drive), name.lstrip("\\/")


def drive_items(frame: Frame, drive: str, pattern: str) -> list[Any]:
    """Return what matches in a drive, sorted by name; without a pattern all of it."""
    wanted = fold(pattern or "*")
    found = {name: item for name, item in _all(frame, drive) if name_matches(fold(name), wanted)}
    if not found and drive == "env" and read_environment(pattern) is not None:
        return [DictionaryEntry(pattern, read_environment(pattern))]
    return [found[name] for name in sorted(found, key=fold)]


def _all(frame: Frame, drive: str) -> Iterator[tuple[str, Any]]:
    session = frame.session
    if drive == "env":
        yield from ((name, DictionaryEntry(name, value)) for name, value in os.environ.items())
    elif drive == "alias":
        for name, target in session.registry.aliases(frame.scope).items():
            yield name, AliasView(name, target, session)
    else:
        seen: set[str] = set()
        for scope in frame.scope.chain():
            table = scope.vars if drive == "variable" else scope.functions or {}
            for key, item in table.items():
                if key not in seen:
                    seen.add(key)
                    view = VariableView(item) if drive == "variable" else view_of(item, session)
                    yield item.name, view
