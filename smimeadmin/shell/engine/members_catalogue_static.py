"""The static members of all types, loaded when the first one, or an unusual type, is named."""

from smimeadmin.shell.engine import (
    members_catalogue,
    members_io,
    members_network,
    members_static_convert,
    members_static_dates,
    members_static_math,
    members_static_text,
    members_statics,
    members_types,
)

_MODULES = (
    members_catalogue,
    members_io,
    members_network,
    members_static_convert,
    members_static_dates,
    members_static_math,
    members_static_text,
    members_statics,
    members_types,
)
LOADED: bool = len(_MODULES) > 0  # read by those who need the tables filled
