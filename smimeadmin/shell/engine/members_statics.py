"""Static members and constructors of [guid], [version], [uri], [array], [enum] and others."""

import secrets
from typing import Any
from urllib.parse import quote, unquote

from smimeadmin.core import values as v
from smimeadmin.core.objects import PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine import convert_objects as parsing
from smimeadmin.shell.engine.convert import convert, make_array
from smimeadmin.shell.engine.culture import find_culture
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.members_dictionaries import StringBuilder
from smimeadmin.shell.engine.members_lists import same_object
from smimeadmin.shell.engine.members_table import (
    net_exception,
    parsing_call,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.members_types import typed_statics
from smimeadmin.shell.engine.sorting import sort_values
from smimeadmin.shell.engine.types import NetType, resolve_type


def _new_guid() -> v.Guid:
    # RFC 9562 5.4: version 4, variant 10, all other bits at random.
    number = secrets.randbits(128)
    number = number & ~(0xF << 76) | 4 << 76
    return v.Guid(number & ~(3 << 62) | 2 << 62)


static_properties("System.Guid", Empty=lambda _t: v.Guid(0))
static_methods(
    "System.Guid",
    NewGuid=[("", _new_guid)],
    Parse=[("string", parsing_call(v.Guid.parse))],
    new=[
        ("", lambda: v.Guid(0)),
        ("string", parsing_call(v.Guid.parse)),
        ("byte[]", lambda data: v.Guid.from_bytes(bytes(data))),
    ],
)
static_methods(
    "System.Version",
    Parse=[("string", parsing_call(parsing.parse_version))],
    new=[
        ("", lambda: v.Version(0, 0)),
        ("string", parsing_call(parsing.parse_version)),
        ("int int", v.Version),
        ("int int int", v.Version),
        ("int int int int", v.Version),
    ],
)
static_methods(
    "System.Uri",
    EscapeDataString=[("string", lambda text: quote(text, safe="-_.~"))],
    UnescapeDataString=[("string", unquote)],
    new=[("string", lambda text: convert(text, resolve_type("uri")))],
)
static_methods("System.Net.IPAddress", Parse=[("string", parsing_call(parsing.parse_address))])
static_properties(
    "System.Net.IPAddress",
    Loopback=lambda _t: v.IPAddress(bytes([127, 0, 0, 1])),
    Any=lambda _t: v.IPAddress(bytes(4)),
)
static_methods(
    "System.Net.Mail.MailAddress",
    new=[
        ("string", parsing_call(parsing.parse_mail_address)),
        ("string string", v.MailAddress),
    ],
)
static_properties(
    "System.Globalization.CultureInfo",
    InvariantCulture=lambda _t: v.CultureInfo(""),
    CurrentCulture=lambda _t: v.CultureInfo("en-US"),
    CurrentUICulture=lambda _t: v.CultureInfo("en-US"),
)
static_methods(
    "System.Globalization.CultureInfo",
    GetCultureInfo=[("string", parsing_call(find_culture))],
    new=[("string", parsing_call(find_culture))],
)


def _index_of(items: Any, value: Any) -> int:
    return next((i for i, item in enumerate(items) if same_object(item, value)), -1)


def _sort_in_place(items: Any) -> None:
    items[:] = sort_values(list(items), lambda item: item, ignore_case=False)


def _create(element: NetType, length: int) -> Any:
    try:
        blank = convert(None, element) if element.name != "System.String" else None
    except ConversionError:
        blank = None
    return make_array([blank] * length, element)


def _copy(source: Any, at: int, target: Any, to: int, count: int) -> None:
    if at + count > len(source) or to + count > len(target) or count < 0:
        raise net_exception("ArgumentException", "The arrays are not long enough.")
    target[to : to + count] = source[at : at + count]


static_methods(
    "System.Array",
    IndexOf=[("object object", _index_of)],
    LastIndexOf=[
        (
            "object object",
            lambda items, x: max((i for i, y in enumerate(items) if same_object(y, x)), default=-1),
        )
    ],
    Reverse=[("object", lambda items: items.reverse())],
    Sort=[("object", _sort_in_place)],
    Copy=[
        ("object object int", lambda a, b, n: _copy(a, 0, b, 0, n)),
        ("object int object int int", _copy),
    ],
    CreateInstance=[("type int", _create)],
    Exists=[("object object", lambda items, test: any(test(item) for item in items))],
    Find=[("object object", lambda items, test: next((i for i in items if test(i)), None))],
    Empty=[("", list)],
)


def _enum_of(net_type: NetType) -> v.EnumType:
    if net_type.enum is None:
        raise net_exception("ArgumentException", f"[{net_type}] is no enumeration.")
    return net_type.enum


def _enum_defined(net_type: NetType, value: Any) -> bool:
    enum = _enum_of(net_type)
    if type(value) is str:
        return value in enum.members
    return (value.value if type(value) is v.EnumValue else int(value)) in enum.names


def _enum_parse(net_type: NetType, text: str, ignore_case: bool = False) -> Any:
    enum = _enum_of(net_type)
    if not ignore_case and text not in enum.members and not text.isdigit():
        raise net_exception("ArgumentException", f"Requested value '{text}' was not found.")
    return convert(text, net_type)


static_methods(
    "System.Enum",
    GetNames=[
        ("type", lambda t: v.TypedArray(sorted_names(_enum_of(t)), "System.String")),
    ],
    GetValues=[
        ("type", lambda t: [v.EnumValue(_enum_of(t), n) for n in sorted(_enum_of(t).names)]),
    ],
    IsDefined=[("type object", _enum_defined)],
    Parse=[("type string", _enum_parse), ("type string bool", _enum_parse)],
    ToObject=[("type object", lambda t, number: v.EnumValue(_enum_of(t), int(number)))],
)


def sorted_names(enum: v.EnumType) -> list[str]:
    """Return the names of an enumeration by their numbers."""
    return sorted(enum.members, key=lambda name: enum.members[name] & 0xFFFFFFFF)


static_methods(
    "System.Text.StringBuilder",
    new=[
        ("", StringBuilder),
        ("string", StringBuilder),
        ("int", lambda _capacity: StringBuilder()),
        ("string int", lambda text, _capacity: StringBuilder(text)),
    ],
)
static_methods("System.Security.SecureString", new=[("", lambda: Secret(""))])
static_methods(
    "System.Management.Automation.PSCredential",
    new=[("string securestring", v.Credential)],
)
static_properties(
    "System.Management.Automation.PSCredential",
    Empty=lambda _t: v.Credential("", Secret("")),
)
static_methods(
    "System.Management.Automation.PSObject",
    new=[("", PropertyBag), ("object", lambda value: value)],
)
static_methods("System.Object", new=[("", PropertyBag)])
static_methods(
    "System.Management.Automation.SwitchParameter",
    new=[("bool", lambda given: v.SwitchParameter(is_present=given))],
)
static_properties(
    "System.Management.Automation.SwitchParameter",
    Present=lambda _t: v.SwitchParameter(is_present=True),
)
typed_statics()
