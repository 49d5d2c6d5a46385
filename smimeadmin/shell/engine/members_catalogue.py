"""The members of all values, loaded when the first member is looked for."""

from smimeadmin.shell.engine import (
    members_credentials,
    members_dates,
    members_dictionaries,
    members_files,
    members_lists,
    members_named,
    members_psobject,
    members_records,
    members_regex,
    members_sets,
    members_text,
    members_values,
)

_MODULES = (
    members_credentials,
    members_dates,
    members_dictionaries,
    members_files,
    members_lists,
    members_named,
    members_psobject,
    members_records,
    members_regex,
    members_sets,
    members_text,
    members_values,
)

LOADED: bool = len(_MODULES) > 0  # read by those who need the tables filled
