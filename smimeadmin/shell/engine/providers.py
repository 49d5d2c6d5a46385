"""What a ``System.IFormatProvider`` argument says: the culture that is meant."""

from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.culture_choice import culture_facts
from smimeadmin.core.culture_facts import CURRENT_CULTURE, CultureFacts


class FormatInfo:
    """System.Globalization.NumberFormatInfo or DateTimeFormatInfo, of a culture."""

    __slots__ = ("facts", "kind")

    def __init__(self, facts: CultureFacts, kind: str) -> None:
        self.facts = facts
        self.kind = kind


def facts_of(provider: Any) -> CultureFacts:
    """Return what the culture of a provider writes; null is the session's culture."""
    if isinstance(provider, v.CultureInfo):
        return culture_facts(provider.name)
    return provider.facts if isinstance(provider, FormatInfo) else CURRENT_CULTURE.get()
