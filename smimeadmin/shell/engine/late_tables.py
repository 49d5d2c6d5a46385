"""Tables that are filled when they are first needed: who fills them says so here.

The types and the look-up of members stand below the modules that declare members. So they ask here,
and the door above them (``members``) names what is to be loaded.
"""

from collections.abc import Callable
from typing import Final


class LateTables:
    """What has to be loaded before a table is complete."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] = []

    def add(self, load: Callable[[], object]) -> None:
        """Name something to load; nothing is loaded yet."""
        self._waiting.append(load)

    def load(self) -> bool:
        """Load what waits; False if nothing did."""
        waiting, self._waiting = self._waiting, []
        for load in waiting:
            load()
        return bool(waiting)


MEMBERS: Final = LateTables()
STATICS: Final = LateTables()
RARE: Final = LateTables()
