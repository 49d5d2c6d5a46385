"""Properties, methods, indexes and statics of any value: one door to the modules that have them.

The tables of ``members_*`` are the allow-list: what they do not name, a script cannot reach.
"""

from typing import TYPE_CHECKING

from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.late_tables import MEMBERS, RARE, STATICS
from smimeadmin.shell.engine.members_index import get_index, set_index
from smimeadmin.shell.engine.members_listing import entries_of, list_members, members_of
from smimeadmin.shell.engine.members_lookup import (
    find_property,
    find_strictly,
    get_member,
    get_method,
    invoke,
    read_member,
    set_member,
)
from smimeadmin.shell.engine.members_static import invoke_static, set_static_member, static_member

if TYPE_CHECKING:
    from smimeadmin.shell.engine import (
        members_catalogue,
        members_catalogue_rare,
        members_catalogue_static,
    )
else:
    members_catalogue = at_first_use("smimeadmin.shell.engine.members_catalogue")
    members_catalogue_rare = at_first_use("smimeadmin.shell.engine.members_catalogue_rare")
    members_catalogue_static = at_first_use("smimeadmin.shell.engine.members_catalogue_static")

__all__ = [
    "entries_of",
    "find_property",
    "find_strictly",
    "get_index",
    "get_member",
    "get_method",
    "invoke",
    "invoke_static",
    "list_members",
    "members_of",
    "read_member",
    "set_index",
    "set_member",
    "set_static_member",
    "static_member",
]

MEMBERS.add(lambda: members_catalogue.LOADED)
STATICS.add(lambda: members_catalogue_static.LOADED)
RARE.add(lambda: members_catalogue_rare.LOADED)
