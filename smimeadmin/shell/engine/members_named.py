"""Members of Guid, Version, SemanticVersion, enumerations, switches and addresses of hosts."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.compare import compare_numbers
from smimeadmin.shell.engine.members_table import methods, net_exception, out_of_range, properties
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.engine.types import register_enum


def compare_same(left: Any, right: Any) -> int:
    """Return CompareTo: null is less, another type is an ArgumentException."""
    if right is None:
        return 1
    if type(left) is not type(right):
        raise net_exception("ArgumentException", "Object must be of the same type.")
    return compare_numbers(left, right)


methods(
    v.Guid,
    ToByteArray=[
        ("-> byte[]", lambda g: bytearray(g.to_bytes())),
        (
            "bool:bigEndian -> byte[]",
            lambda g, big: bytearray(g.value.to_bytes(16, "big") if big else g.to_bytes()),
        ),
    ],
    CompareTo=[("object:value -> int", compare_same)],
    Equals=[("object:o -> bool", lambda a, b: a == b)],
    GetHashCode=[("-> int", lambda g: g.value & 0x7FFFFFFF)],
)
properties(
    v.Guid,
    Variant=lambda g: g.value >> 60 & 0xF,
    Version=lambda g: g.value >> 76 & 0xF,
)


def _half(number: int) -> v.Int16:
    """Return the lower 16 bits of a number as a signed one."""
    return v.Int16(((number & 0xFFFF) ^ 0x8000) - 0x8000)


def _fields(version: v.Version, count: int) -> str:
    parts = [part for part in version.parts() if part >= 0]
    if not 0 <= count <= len(parts):
        raise net_exception("ArgumentException", "There are fewer parts in the version.")
    return ".".join(str(part) for part in parts[:count])


properties(
    v.Version,
    Major=lambda x: x.major,
    Minor=lambda x: x.minor,
    Build=lambda x: x.build,
    Revision=lambda x: x.revision,
    MajorRevision=lambda x: _half(x.revision >> 16),
    MinorRevision=lambda x: _half(x.revision),
)
methods(
    v.Version,
    ToString=[("-> string", str), ("int:fieldCount -> string", _fields)],
    CompareTo=[("object:version -> int", compare_same)],
    Equals=[("object:obj -> bool", lambda a, b: a == b)],
    GetHashCode=[("-> int", lambda x: hash(x.parts()) & 0x7FFFFFFF)],
    Clone=[("-> object", lambda x: x)],
)
properties(
    v.SemanticVersion,
    Major=lambda x: x.major,
    Minor=lambda x: x.minor,
    Patch=lambda x: x.patch,
    PreReleaseLabel=lambda x: x.pre_release or None,
    BuildLabel=lambda x: x.build_label or None,
)
methods(
    v.SemanticVersion,
    ToString=[("-> string", str)],
    CompareTo=[("object:version -> int", compare_same)],
    Equals=[("object:obj -> bool", lambda a, b: a == b)],
    GetHashCode=[("-> int", lambda x: hash(x) & 0x7FFFFFFF)],
)


def _compare_enum(left: v.EnumValue, right: Any) -> int:
    if right is None:
        return 1
    if type(right) is not v.EnumValue or right.type is not left.type:
        raise net_exception("ArgumentException", "Object must be of the same enumeration.")
    return (left.value > right.value) - (left.value < right.value)


properties(v.EnumValue, value__=lambda e: e.type.underlying(e.value))
methods(
    v.EnumValue,
    CompareTo=[("object:target -> int", _compare_enum)],
    Equals=[("object:obj -> bool", lambda a, b: a == b)],
    GetHashCode=[("-> int", lambda e: e.value)],
)
properties(v.SwitchParameter, IsPresent=lambda s: s.is_present)
methods(
    v.SwitchParameter,
    ToBool=[("-> bool", lambda s: s.is_present)],
    ToString=[("-> string", str)],
    Equals=[("object:obj -> bool", lambda a, b: bool(a) == bool(b))],
)
_FAMILY: Final = v.EnumType(
    "System.Net.Sockets.AddressFamily",
    {"Unspecified": 0, "Unix": 1, "InterNetwork": 2, "InterNetworkV6": 23, "Unknown": -1},
)
register_enum(_FAMILY)


def _is_six(address: v.IPAddress) -> bool:
    return len(address.packed) == 16


def _number(address: v.IPAddress) -> v.Int64:
    if _is_six(address):
        raise out_of_range("An address of the sixth version")
    return v.Int64(int.from_bytes(address.packed, "little"))


def _to_four(address: v.IPAddress) -> v.IPAddress:
    return v.IPAddress(address.packed[-4:]) if _is_six(address) else address


def _to_six(address: v.IPAddress) -> v.IPAddress:
    mapped = bytes(10) + b"\xff\xff" + address.packed
    return address if _is_six(address) else v.IPAddress(mapped)


properties(
    v.IPAddress,
    AddressFamily=lambda a: _FAMILY.value("InterNetworkV6" if _is_six(a) else "InterNetwork"),
    ScopeId=lambda a: v.Int64(0) if _is_six(a) else None,
    IsIPv6Multicast=lambda a: _is_six(a) and a.packed[0] == 0xFF,
    IsIPv6LinkLocal=lambda a: _is_six(a) and a.packed[0] == 0xFE and a.packed[1] & 0xC0 == 0x80,
    IsIPv6SiteLocal=lambda a: _is_six(a) and a.packed[0] == 0xFE and a.packed[1] & 0xC0 == 0xC0,
    IsIPv6Teredo=lambda a: _is_six(a) and a.packed[:4] == b"\x20\x01\0\0",
    IsIPv6UniqueLocal=lambda a: _is_six(a) and a.packed[0] & 0xFE == 0xFC,
    IsIPv4MappedToIPv6=lambda a: _is_six(a) and a.packed[:12] == bytes(10) + b"\xff\xff",
    Address=lambda a: None if _is_six(a) else _number(a),
    IPAddressToString=to_text,
)
methods(
    v.IPAddress,
    GetAddressBytes=[("-> byte[]", lambda a: bytearray(a.packed))],
    MapToIPv4=[("-> ipaddress", _to_four)],
    MapToIPv6=[("-> ipaddress", _to_six)],
    ToString=[("-> string", to_text)],
    Equals=[("object:comparand -> bool", lambda a, b: a == b)],
    GetHashCode=[("-> int", lambda a: hash(a.packed) & 0x7FFFFFFF)],
)
