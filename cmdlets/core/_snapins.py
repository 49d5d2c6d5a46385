"""Snap-ins of Windows PowerShell: names that old scripts say before they use a product's commands.

None is loaded. The names of those whose work is done by commands here are kept for Get-PSSnapin.
"""

from cmdlets.core._modules import FindsModules
from smimeadmin.core.names import fold
from smimeadmin.core.values import Version
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.elsewhere import ELSEWHERE
from smimeadmin.shell.engine.net_exceptions import AUTOMATION

_ADDED = "snap-ins"


class SnapIn:
    """A snap-in that counts as added; other commands stand in for its own."""

    __slots__ = ("name",)
    type_name = "System.Management.Automation.PSSnapInInfo"
    shown = ("name", "ps_version", "description")

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def ps_version(self) -> Version:
        """The version of PowerShell that it is for."""
        return Version(1, 0)

    @property
    def description(self) -> str:
        """What it is here."""
        return "Built-in commands stand in for it."

    def __str__(self) -> str:
        return self.name


class UsesSnapIns(FindsModules):
    """Adds, finds and removes snap-ins."""

    @property
    def added(self) -> dict[str, SnapIn]:
        """The snap-ins that were added, by folded name."""
        table: dict[str, SnapIn] = self.session.accepted.setdefault(_ADDED, {})
        return table

    def add(self, name: str, *, tell: bool = True) -> SnapIn | None:
        """Count a snap-in as added, and say so; None if nothing stands in for it."""
        known = self.added.get(fold(name))
        if known is None and ELSEWHERE.stands_in(name):
            known = self.added[fold(name)] = SnapIn(name)
            if tell:
                self.say_stand_in(name)
        return known

    def meant(self, name: str) -> list[str]:
        """Return the names that a pattern means among those that could be added, else itself."""
        return ELSEWHERE.snap_ins(name) if is_pattern(name) else [name]

    def matching(self, pattern: str) -> list[SnapIn]:
        """Return the snap-ins that were added and match a pattern, sorted by name."""
        added = self.added
        return [added[key] for key in sorted(added) if name_matches(key, fold(pattern))]


def is_pattern(name: str) -> bool:
    """Tell whether a name holds wildcards."""
    return "*" in name or "?" in name


def no_snap_in(error_id: str, name: str) -> CommandError:
    """Make the error for a snap-in that is not there."""
    return CommandError(
        error_id,
        f"There is no snap-in '{name}'.",
        category="InvalidArgument",
        target=name,
        inner=AUTOMATION + "PSArgumentException",
        hint="Get-Command lists what there is without one.",
    )
