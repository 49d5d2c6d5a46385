"""Statics of [guid], [version], [semver], [ipaddress], [switch], [psobject], [DBNull], ..."""

import secrets
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine import convert_objects as parsing
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    out_of_range,
    parsing_call,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.trying import try_parse
from smimeadmin.shell.engine.types import register_type


def new_guid() -> v.Guid:
    """Return a Guid of version 4 (RFC 9562 5.4): all other bits are at random."""
    number = secrets.randbits(128) & ~(0xF << 76) | 4 << 76
    return v.Guid(number & ~(3 << 62) | 2 << 62)


def _guid_of_now() -> v.Guid:
    """Return a Guid of version 7 (RFC 9562 5.7): it begins with the milliseconds since 1970."""
    moment = int(SystemClock().now().timestamp() * 1000)
    number = moment << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 7 << 76
    return v.Guid(number & ~(3 << 62) | 2 << 62)


def _guid_of_bytes(data: Any) -> v.Guid:
    if len(data) != 16:
        raise net_exception(
            "ArgumentException", "Byte array for Guid must be exactly 16 bytes long."
        )
    return v.Guid.from_bytes(bytes(data))


def _guid_of_parts(first: int, second: int, third: int, rest: Any) -> v.Guid:
    if len(rest) != 8:
        raise net_exception("ArgumentException", "The last part has 8 bytes.")
    front = (first & 0xFFFFFFFF) << 96 | (second & 0xFFFF) << 80 | (third & 0xFFFF) << 64
    return v.Guid(front | int.from_bytes(bytes(rest), "big"))


def _guid_exactly(text: str, form: str) -> v.Guid:
    bare = text.strip()
    shapes = {"N": (32, ""), "D": (36, ""), "B": (38, "{}"), "P": (38, "()")}
    if form.upper() not in shapes:
        raise net_exception("FormatException", "The formats of a Guid are N, D, B, P and X.")
    length, signs = shapes[form.upper()]
    if len(bare) != length or (signs and bare[0] + bare[-1] != signs):
        raise net_exception("FormatException", "Guid string is not of that format.")
    return _parse_guid(text)


def _parse_guid(text: str) -> v.Guid:
    guid: v.Guid = parsing_call(v.Guid.parse)(text)
    return guid


static_properties(
    "System.Guid",
    Empty=lambda _t: v.Guid(0),
    AllBitsSet=lambda _t: v.Guid((1 << 128) - 1),
)
static_methods(
    "System.Guid",
    NewGuid=[("-> guid", new_guid)],
    CreateVersion7=[("-> guid", _guid_of_now)],
    Parse=[
        ("string:input -> guid", _parse_guid),
        ("string:input System.IFormatProvider:provider -> guid", lambda t, _c: _parse_guid(t)),
    ],
    ParseExact=[("string:input string:format -> guid", _guid_exactly)],
    TryParse=[
        ("string:input &guid:result -> bool", try_parse(_parse_guid, v.Guid(0))),
    ],
    TryParseExact=[
        ("string:input string:format &guid:result -> bool", try_parse(_guid_exactly, v.Guid(0))),
    ],
    new=[
        ("", lambda: v.Guid(0)),
        ("string:g", _parse_guid),
        ("byte[]:b", _guid_of_bytes),
        ("int:a int16:b int16:c byte[]:d", _guid_of_parts),
    ],
)


def parse_version(text: str) -> v.Version:
    """Return Version.Parse: which exception says what is wrong."""
    parts = text.strip().split(".")
    if not 2 <= len(parts) <= 4:
        raise net_exception(
            "ArgumentException", "Version string portion was too short or too long."
        )
    for part in parts:
        if not part.strip().lstrip("+-").isdigit():
            raise net_exception("FormatException", f"The part '{part}' is no number.", text)
        if int(part) < 0:
            raise out_of_range("A part of the version")
        if int(part) > v.INT32_MAX:
            raise net_exception("OverflowException", f"The part '{part}' is too large.", text)
    return v.Version(*(int(part) for part in parts))


def _new_version(*parts: int) -> v.Version:
    if min(parts) < 0:
        raise out_of_range("A part of the version")
    return v.Version(*parts)


static_methods(
    "System.Version",
    Parse=[("string:input -> version", parse_version)],
    TryParse=[("string:input &version:result -> bool", try_parse(parse_version, None))],
    new=[
        ("int:major int:minor int:build int:revision", _new_version),
        ("int:major int:minor int:build", _new_version),
        ("int:major int:minor", _new_version),
        ("string:version", parse_version),
        ("", lambda: v.Version(0, 0)),
    ],
)


def _semantic(text: str) -> v.SemanticVersion:
    if not text:
        raise net_exception("FormatException", "The version is empty.")
    version: v.SemanticVersion = parsing_call(parsing.parse_semantic_version)(text)
    return version


def _semantic_of(version: v.Version) -> v.SemanticVersion:
    if version.revision > 0:
        raise net_exception("ArgumentException", "A semantic version has no revision.")
    return v.SemanticVersion(version.major, version.minor, max(version.build, 0))


_SEMANTIC: Final = "System.Management.Automation.SemanticVersion"
static_methods(
    _SEMANTIC,
    Parse=[("string:version -> semver", _semantic)],
    TryParse=[("string:version &semver:result -> bool", try_parse(_semantic, None))],
    Compare=[("semver:versionA semver:versionB -> int", lambda a, b: (a > b) - (a < b))],
    new=[
        ("string:version", _semantic),
        ("version:version", _semantic_of),
        ("int:major", v.SemanticVersion),
        ("int:major int:minor", v.SemanticVersion),
        ("int:major int:minor int:patch", v.SemanticVersion),
        ("int:major int:minor int:patch string:label", v.SemanticVersion),
        ("int:major int:minor int:patch string:preLabel string:buildLabel", v.SemanticVersion),
    ],
)


def _address(text: str) -> v.IPAddress:
    address: v.IPAddress = parsing_call(parsing.parse_address)(text)
    return address


def _address_of_number(number: int) -> v.IPAddress:
    if not 0 <= int(number) < 1 << 32:
        raise out_of_range("The address")
    return v.IPAddress(int(number).to_bytes(4, "little"))


def _is_loopback(address: v.IPAddress) -> bool:
    return address.packed[:1] == b"\x7f" or address.packed == bytes(15) + b"\1"


def _swap(number: Any) -> Any:
    size = getattr(type(number), "bits", 32) // 8
    data = int(number).to_bytes(size, "little", signed=True)
    return type(number)(int.from_bytes(data, "big", signed=True))


static_properties(
    "System.Net.IPAddress",
    Any=lambda _t: v.IPAddress(bytes(4)),
    Loopback=lambda _t: v.IPAddress(bytes([127, 0, 0, 1])),
    Broadcast=lambda _t: v.IPAddress(b"\xff" * 4),
    IPv6Any=lambda _t: v.IPAddress(bytes(16)),
    IPv6Loopback=lambda _t: v.IPAddress(bytes(15) + b"\1"),
    IPv6None=lambda _t: v.IPAddress(bytes(16)),
)
static_properties(
    "System.Net.IPAddress",
    **{"None": lambda _t: v.IPAddress(b"\xff" * 4)},
)
static_methods(
    "System.Net.IPAddress",
    Parse=[("string:ipString -> ipaddress", _address)],
    TryParse=[("string:ipString &ipaddress:address -> bool", try_parse(_address, None))],
    IsLoopback=[("ipaddress:address -> bool", _is_loopback)],
    HostToNetworkOrder=[(f"{kind}:host -> {kind}", _swap) for kind in ("int16", "int", "long")],
    NetworkToHostOrder=[(f"{kind}:network -> {kind}", _swap) for kind in ("int16", "int", "long")],
    new=[
        ("long:newAddress", _address_of_number),
        ("byte[]:address", lambda data: v.IPAddress(bytes(data))),
    ],
)
static_methods(
    "System.Management.Automation.PSObject",
    new=[("", PropertyBag), ("object:obj", lambda value: value)],
    AsPSObject=[("object:obj -> psobject", lambda value: value)],
)

static_methods("System.Object", new=[("", PropertyBag)])
static_methods(
    "System.Management.Automation.SwitchParameter",
    new=[("bool:isPresent", lambda given: v.SwitchParameter(is_present=given))],
)
static_properties(
    "System.Management.Automation.SwitchParameter",
    Present=lambda _t: v.SwitchParameter(is_present=True),
)


class DBNull:
    """System.DBNull: a field of a database without a value; its text is empty."""

    __slots__ = ()

    def __str__(self) -> str:
        return ""

    def __eq__(self, other: object) -> bool:
        return type(other) is DBNull

    def __hash__(self) -> int:
        return 0


class NullString:
    """System.Management.Automation.Language.NullString: a null that stays one as a text."""

    __slots__ = ()

    def __str__(self) -> str:
        return ""


_NOTHING: Final = DBNull()
register_type("System.DBNull", python=DBNull)
static_properties("System.DBNull", Value=lambda _t: _NOTHING)
methods(DBNull, ToString=[("-> string", str)])
register_type("System.Management.Automation.Language.NullString", python=NullString)
static_properties("System.Management.Automation.Language.NullString", Value=lambda _t: NullString())
register_type("System.Management.Automation.Internal.AutomationNull")
static_properties("System.Management.Automation.Internal.AutomationNull", Value=lambda _t: None)
register_type("System.GC")
static_methods(
    "System.GC",
    Collect=[("-> void", lambda: None), ("int:generation -> void", lambda _g: None)],
    WaitForPendingFinalizers=[("-> void", lambda: None)],
    GetTotalMemory=[("bool:forceFullCollection -> long", lambda _f: v.Int64(0))],
    SuppressFinalize=[("object:obj -> void", lambda _o: None)],
)
