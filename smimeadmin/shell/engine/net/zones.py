"""[TimeZoneInfo]: zones by their IANA and Windows names."""

import time
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from smimeadmin.core import values as v
from smimeadmin.core.values_dates import UNIX_EPOCH_TICKS
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.types import register_type

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Windows' names that scripts bring along most (Unicode CLDR, windowsZones).
_WINDOWS: Final = {
    "utc": "UTC",
    "gmt standard time": "Europe/London",
    "greenwich standard time": "Atlantic/Reykjavik",
    "w. europe standard time": "Europe/Berlin",
    "central europe standard time": "Europe/Budapest",
    "romance standard time": "Europe/Paris",
    "central european standard time": "Europe/Warsaw",
    "e. europe standard time": "Europe/Chisinau",
    "fle standard time": "Europe/Kiev",
    "gtb standard time": "Europe/Bucharest",
    "russian standard time": "Europe/Moscow",
    "turkey standard time": "Europe/Istanbul",
    "eastern standard time": "America/New_York",
    "central standard time": "America/Chicago",
    "mountain standard time": "America/Denver",
    "pacific standard time": "America/Los_Angeles",
    "e. south america standard time": "America/Sao_Paulo",
    "india standard time": "Asia/Calcutta",
    "china standard time": "Asia/Shanghai",
    "tokyo standard time": "Asia/Tokyo",
    "singapore standard time": "Asia/Singapore",
    "arabian standard time": "Asia/Dubai",
    "aus eastern standard time": "Australia/Sydney",
    "new zealand standard time": "Pacific/Auckland",
}


class Zone:
    """System.TimeZoneInfo; without a ``zone`` it is the machine's own."""

    __slots__ = ("name", "zone")

    def __init__(self, name: str, zone: ZoneInfo | None) -> None:
        self.name = name
        self.zone = zone

    def offset(self, utc: v.DateTime) -> int:
        """Return how many ticks the zone is ahead of UTC at a moment given in UTC."""
        if self.zone is None:
            return v.DateTime(utc.ticks, v.DateKind.UTC).to_local().ticks - utc.ticks
        moment = _EPOCH + timedelta(microseconds=(utc.ticks - UNIX_EPOCH_TICKS) // 10)
        found = moment.astimezone(self.zone).utcoffset() or timedelta()
        return round(found.total_seconds()) * 10_000_000

    def __str__(self) -> str:
        return _display(self)

    def __eq__(self, other: object) -> bool:
        return type(other) is Zone and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


def find_zone(name: str) -> Zone:
    """Return a zone by its IANA or Windows name; TimeZoneNotFoundException if there is none."""
    known = _WINDOWS.get(name.lower(), name)
    try:
        return Zone(name, ZoneInfo(known))
    except (ZoneInfoNotFoundError, ValueError, OSError) as reason:
        raise net_exception(
            "System.TimeZoneNotFoundException",
            f"The time zone ID '{name}' was not found on the local computer.",
            name,
        ) from reason


def local_zone() -> Zone:
    """Return the machine's own zone."""
    return Zone(time.tzname[0], None)


def zone_names() -> list[str]:
    """Return the names of all zones that the machine knows, sorted."""
    return sorted(available_timezones())


def _from_utc(moment: v.DateTime, zone: Zone) -> v.DateTime:
    if moment.kind is v.DateKind.LOCAL:
        raise net_exception("ArgumentException", "The moment is Local, not UTC.")
    kind = v.DateKind.LOCAL if zone.zone is None else v.DateKind.UNSPECIFIED
    kind = v.DateKind.UTC if zone.name.upper() == "UTC" else kind
    return v.DateTime(moment.ticks + zone.offset(moment), kind)


def _to_utc(moment: v.DateTime, zone: Zone | None = None) -> v.DateTime:
    if zone is None or moment.kind is not v.DateKind.UNSPECIFIED:
        return moment.to_utc()
    guess = v.DateTime(moment.ticks - zone.offset(moment))
    return v.DateTime(moment.ticks - zone.offset(guess), v.DateKind.UTC)


def _converted(moment: v.DateTime, *zones: Zone) -> v.DateTime:
    source = zones[0] if len(zones) > 1 else None
    return _from_utc(_to_utc(moment, source), zones[-1])


def _by_id(moment: v.DateTime, *names: str) -> v.DateTime:
    return _converted(moment, *(find_zone(name) for name in names))


def _standard(zone: Zone) -> int:
    """Return the offset without summer time: the smaller of January's and July's of this year."""
    year = time.gmtime().tm_year
    return min(zone.offset(v.DateTime.of(year, month, 1)) for month in (1, 7))


def _has_summer_time(zone: Zone) -> bool:
    year = time.gmtime().tm_year
    return len({zone.offset(v.DateTime.of(year, month, 1)) for month in (1, 7)}) > 1


def _is_summer(zone: Zone, moment: v.DateTime) -> bool:
    return zone.offset(_to_utc(moment, zone)) > _standard(zone)


def _display(zone: Zone) -> str:
    minutes = _standard(zone) // 600_000_000
    sign = "-" if minutes < 0 else "+"
    shown = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else ""
    return f"(UTC{shown}) {zone.name}"


_TYPE: Final = "System.TimeZoneInfo"
register_type(_TYPE, python=Zone)
static_properties(_TYPE, Local=lambda _t: local_zone(), Utc=lambda _t: Zone("UTC", ZoneInfo("UTC")))
static_methods(
    _TYPE,
    FindSystemTimeZoneById=[(f"string:id -> {_TYPE}", find_zone)],
    ConvertTimeFromUtc=[(f"datetime:dateTime {_TYPE}:destinationTimeZone -> datetime", _from_utc)],
    ConvertTimeToUtc=[
        ("datetime:dateTime -> datetime", _to_utc),
        (f"datetime:dateTime {_TYPE}:sourceTimeZone -> datetime", _to_utc),
    ],
    ConvertTime=[
        (f"datetime:dateTime {_TYPE}:destinationTimeZone -> datetime", _converted),
        (
            f"datetime:dateTime {_TYPE}:sourceTimeZone {_TYPE}:destinationTimeZone -> datetime",
            _converted,
        ),
    ],
    ConvertTimeBySystemTimeZoneId=[
        ("datetime:dateTime string:destinationTimeZoneId -> datetime", _by_id),
        (
            "datetime:dateTime string:sourceTimeZoneId string:destinationTimeZoneId -> datetime",
            _by_id,
        ),
    ],
)
properties(
    Zone,
    Id=lambda z: z.name,
    HasIanaId=lambda z: "/" in z.name or z.name == "UTC",
    DisplayName=_display,
    StandardName=lambda z: z.name,
    DaylightName=lambda z: z.name,
    BaseUtcOffset=lambda z: v.TimeSpan(_standard(z)),
    SupportsDaylightSavingTime=_has_summer_time,
)
methods(
    Zone,
    GetUtcOffset=[
        ("datetime:dateTime -> timespan", lambda z, m: v.TimeSpan(z.offset(_to_utc(m, z))))
    ],
    IsDaylightSavingTime=[("datetime:dateTime -> bool", _is_summer)],
    ToString=[("-> string", str)],
)
