"""What somebody may have meant who typed a name that is none."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold

if TYPE_CHECKING:
    import difflib
else:
    difflib = at_first_use("difflib")


def similar_name(typed: str, known: Iterable[str], cutoff: float = 0.5) -> str | None:
    """Return the known name that is most like what was typed, or None if none is near."""
    names = {fold(name): name for name in known}
    close = difflib.get_close_matches(fold(typed), list(names), n=1, cutoff=cutoff)
    return names[close[0]] if close else None


def suggestion(typed: str, known: Iterable[str], *, otherwise: str | None = None) -> str | None:
    """Return the hint ``Did you mean X?``, or another one if nothing is near."""
    similar = similar_name(typed, known)
    return otherwise if similar is None else f"Did you mean {similar}?"


class Objection(str):
    """What a validator says against a value, with a hint."""

    __slots__ = ("hint",)
    hint: str | None

    def __new__(cls, text: str, hint: str | None) -> "Objection":
        """Make the text, and keep the hint."""
        made = super().__new__(cls, text)
        made.hint = hint
        return made
