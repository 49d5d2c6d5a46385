"""Get-TimeZone: the machine's time zone, or others by their names."""

from collections.abc import Iterator

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import CommandError, EngineError, Example, InSet, Parameter
from smimeadmin.shell.engine.net import zones
from smimeadmin.shell.engine.wildcard import wildcard


class GetTimeZone(CoreCmdlet, name="Get-TimeZone", aliases=("gtz",), default_set="Name"):
    """Gets the time zone that the machine is in, or zones by their IANA or Windows names."""

    id_: list[str] = Parameter(
        "Names as they are: Europe/Berlin, W. Europe Standard Time.",
        name="Id",
        default=(),
        sets=(InSet("Id", mandatory=True, from_pipeline_by_property_name=True),),
    )
    list_available: bool = Parameter(
        "All zones.", default=False, sets=(InSet("ListAvailable", mandatory=True),)
    )
    name_: list[str] = Parameter(
        "Names; wildcards are allowed.",
        name="Name",
        default=(),
        sets=(InSet("Name", position=0, from_pipeline=True, from_pipeline_by_property_name=True),),
    )

    examples = (
        Example(
            "How far it is ahead of UTC.",
            "(Get-TimeZone -Id Europe/Berlin).BaseUtcOffset.TotalHours",
            shows="1",
        ),
        Example(
            "Zones by a part of the name.",
            "Get-TimeZone *Vienna | ForEach-Object Id",
            shows="Europe/Vienna",
        ),
    )

    def process(self, id_: list[str], name_: list[str]) -> None:
        """Write zones."""
        if self.list_available:
            self.write_each(zones.find_zone(name) for name in zones.zone_names())
            return
        for name in id_ or ():
            self._write_one(name)
        for pattern in name_ or ():
            self._write_matching(pattern)
        if not id_ and not name_:
            self.write(zones.local_zone())

    def _write_one(self, name: str) -> None:
        try:
            self.write(zones.find_zone(name))
        except EngineError:
            self._missing(name)

    def _write_matching(self, pattern: str) -> None:
        found = list(self._matching(pattern))
        for name in found:
            self._write_one(name)
        if not found:
            self._write_one(pattern)

    @staticmethod
    def _matching(pattern: str) -> Iterator[str]:
        test = wildcard(pattern)
        return (name for name in zones.zone_names() if test.fullmatch(name))

    def _missing(self, name: str) -> None:
        error = CommandError(
            "TimeZoneNotFound",
            f"There is no time zone '{name}'.",
            category="ObjectNotFound",
            target=name,
            inner="System.TimeZoneNotFoundException",
            hint="Get-TimeZone -ListAvailable lists those that are known.",
        )
        self.write_error(error, name)
