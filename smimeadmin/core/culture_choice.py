"""The cultures by name: what .NET takes from CLDR, for those met most."""

from typing import TYPE_CHECKING

from smimeadmin.core.culture_facts import EN_US, INVARIANT, CultureFacts
from smimeadmin.core.lazy import at_first_use

if TYPE_CHECKING:
    from smimeadmin.core import culture_table
else:
    culture_table = at_first_use("smimeadmin.core.culture_table")


def culture_facts(name: str) -> CultureFacts:
    """Return what the culture of a name writes.

    One that is not in the table writes as its language does, else as the invariant one.
    """
    if name == "":
        return INVARIANT
    return EN_US if name == "en-US" else culture_table.find(name)
