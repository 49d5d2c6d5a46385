"""What the values of core show of themselves: the text, and the properties in .NET's order."""

import ipaddress
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clixml.cultures import culture_properties
from smimeadmin.core.clixml.parts import Pairs
from smimeadmin.core.clixml.scalars_write import decimal_text, double_text, single_text
from smimeadmin.core.values_dates import (
    TICKS_PER_DAY,
    TICKS_PER_MICROSECOND,
    TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE,
)

ADDRESS_FAMILY: Final = v.EnumType(
    "System.Net.Sockets.AddressFamily", {"InterNetwork": 2, "InterNetworkV6": 23}
)
_MICROSECONDS: Final = TICKS_PER_MILLISECOND // TICKS_PER_MICROSECOND


def _of_offset(value: v.DateTimeOffset) -> Pairs:
    moment = v.DateTime(value.ticks)
    utc = v.DateTime(value.utc_ticks, v.DateKind.UTC)
    year, month, day = moment.date_parts()
    hour, minute, second, below = moment.time_parts()
    millisecond, rest = divmod(below, TICKS_PER_MILLISECOND)
    microsecond, rest = divmod(rest, TICKS_PER_MICROSECOND)
    return [
        ("DateTime", moment),
        ("UtcDateTime", utc),
        ("LocalDateTime", utc.to_local()),
        ("Date", v.DateTime(value.ticks - value.ticks % TICKS_PER_DAY)),
        ("Day", day),
        ("DayOfWeek", v.EnumValue(v.DAY_OF_WEEK, moment.day_of_week)),
        ("DayOfYear", moment.day_of_year),
        ("Hour", hour),
        ("Millisecond", millisecond),
        ("Microsecond", microsecond),
        ("Nanosecond", rest * 100),
        ("Minute", minute),
        ("Month", month),
        ("Offset", v.TimeSpan(value.offset_minutes * TICKS_PER_MINUTE)),
        ("TotalOffsetMinutes", value.offset_minutes),
        ("Second", second),
        ("Ticks", v.Int64(value.ticks)),
        ("UtcTicks", v.Int64(value.utc_ticks)),
        ("TimeOfDay", v.TimeSpan(value.ticks % TICKS_PER_DAY)),
        ("Year", year),
    ]


def _of_big(value: v.BigInteger) -> Pairs:
    return [
        ("IsPowerOfTwo", value > 0 and value & (value - 1) == 0),
        ("IsZero", value == 0),
        ("IsOne", value == 1),
        ("IsEven", value % 2 == 0),
        ("Sign", (value > 0) - (value < 0)),
    ]


def _of_semantic(value: v.SemanticVersion) -> Pairs:
    return [
        ("Major", value.major),
        ("Minor", value.minor),
        ("Patch", value.patch),
        ("PreReleaseLabel", value.pre_release or None),
        ("BuildLabel", value.build_label or None),
    ]


def _of_ip(value: v.IPAddress) -> Pairs:
    known = ipaddress.ip_address(value.packed)
    if isinstance(known, ipaddress.IPv4Address):
        own: Pairs = [("AddressFamily", ADDRESS_FAMILY.value("InterNetwork"))]
        end: Pairs = [("Address", v.Int64(int.from_bytes(value.packed, "little")))]
        kinds = (False,) * 6
    else:
        own = [
            ("AddressFamily", ADDRESS_FAMILY.value("InterNetworkV6")),
            ("ScopeId", v.Int64(0)),
        ]
        end = []
        kinds = (
            known.is_multicast,
            known.is_link_local,
            known.is_site_local,
            known.teredo is not None,
            value.packed[0] & 0xFE == 0xFC,
            known.ipv4_mapped is not None,
        )
    names = (
        *("IsIPv6Multicast", "IsIPv6LinkLocal", "IsIPv6SiteLocal", "IsIPv6Teredo"),
        *("IsIPv6UniqueLocal", "IsIPv4MappedToIPv6"),
    )
    return [*own, *zip(names, kinds, strict=True), *end]


def _of_mail(value: v.MailAddress) -> Pairs:
    user, _at, host = value.address.rpartition("@")
    return [
        ("DisplayName", value.display_name),
        ("User", user),
        ("Host", host),
        ("Address", value.address),
    ]


PROPERTIES: Final[dict[type, Callable[[Any], Pairs]]] = {
    v.DateTimeOffset: _of_offset,
    v.BigInteger: _of_big,
    v.SemanticVersion: _of_semantic,
    v.IPAddress: _of_ip,
    v.MailAddress: _of_mail,
    v.CultureInfo: lambda value: culture_properties(value.name),
    v.SwitchParameter: lambda value: [("IsPresent", value.is_present)],
    v.Credential: lambda value: [("UserName", value.user_name), ("Password", value.password)],
    **dict.fromkeys(
        (v.DictionaryEntry, v.KeyValuePair),
        lambda value: [("Key", value.key), ("Value", value.value)],
    ),
}
"""The properties of a class's own, in order."""

ALWAYS_WHOLE: Final = frozenset(
    {v.IPAddress, v.MailAddress, v.CultureInfo, v.SwitchParameter, v.Credential}
)
"""Classes that are written with their properties however deep they stand."""


def _date(value: v.DateTime) -> str:
    (year, month, day), (hour, minute, second, _below) = value.date_parts(), value.time_parts()
    return f"{month:02}/{day:02}/{year:04} {hour:02}:{minute:02}:{second:02}"


def _offset(value: v.DateTimeOffset) -> str:
    hours, minutes = divmod(abs(value.offset_minutes), 60)
    sign = "-" if value.offset_minutes < 0 else "+"
    return f"{_date(v.DateTime(value.ticks))} {sign}{hours:02}:{minutes:02}"


def _ip(value: v.IPAddress) -> str:
    return str(ipaddress.ip_address(value.packed))


_TEXTS: Final[dict[type, Callable[[Any], str]]] = {
    float: double_text,
    v.Single: single_text,
    v.DateTime: _date,
    v.DateTimeOffset: _offset,
    v.IPAddress: _ip,
    v.Credential: lambda _value: "System.Management.Automation.PSCredential",
    **dict.fromkeys(
        (v.DictionaryEntry, v.KeyValuePair),
        lambda value: f"[{text_of(value.key)}, {text_of(value.value)}]",
    ),
    bool: lambda value: "True" if value else "False",
}


def text_of(value: Any) -> str:
    """Return what a value of core says of itself (invariant culture)."""
    if value is None:
        return ""
    make = _TEXTS.get(type(value))
    if make is not None:
        return make(value)
    return decimal_text(value) if hasattr(value, "as_tuple") else str(value)
