"""[cultureinfo] and what hangs on it."""

from smimeadmin.core import values as v
from smimeadmin.core.cultures import english_name, lcid
from smimeadmin.shell.engine.culture import find_culture
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.members_table import (
    parsing_call,
    properties,
    static_methods,
    static_properties,
)

_TYPE = "System.Globalization.CultureInfo"
properties(
    v.CultureInfo,
    LCID=lambda c: lcid(c.name),
    Name=lambda c: c.name,
    DisplayName=lambda c: english_name(c.name),
    EnglishName=lambda c: english_name(c.name),
    TwoLetterISOLanguageName=lambda c: c.name.split("-")[0] or "iv",
)
static_properties(
    _TYPE,
    InvariantCulture=lambda _t: v.CultureInfo(""),
    CurrentCulture=lambda _t: v.CultureInfo(FILE_ACCESS.get().culture),
    CurrentUICulture=lambda _t: v.CultureInfo("en-US"),
)
static_methods(
    _TYPE,
    GetCultureInfo=[("string:name -> cultureinfo", parsing_call(find_culture))],
    new=[("string:name", parsing_call(find_culture))],
)
