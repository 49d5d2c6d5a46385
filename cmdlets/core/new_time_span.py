"""New-TimeSpan: a length of time, or the distance between two moments."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.values_dates import TICKS_PER_MILLISECOND
from smimeadmin.shell.engine import Example, InSet, Parameter

_TIME = ("Time",)


class NewTimeSpan(CoreCmdlet, name="New-TimeSpan", default_set="Date"):
    """Makes a length of time of days, hours and so on, or measures how far two moments are apart.

    A moment that is not given is now.
    """

    start: v.DateTime | None = Parameter(
        "From when.",
        default=None,
        type="DateTime",
        aliases=("LastWriteTime",),
        sets=(InSet("Date", position=0, from_pipeline=True, from_pipeline_by_property_name=True),),
    )
    end_: v.DateTime | None = Parameter(
        "Until when.",
        default=None,
        name="End",
        type="DateTime",
        sets=(InSet("Date", position=1, from_pipeline_by_property_name=True),),
    )
    days: int = Parameter("Days.", default=0, sets=_TIME)
    hours: int = Parameter("Hours.", default=0, sets=_TIME)
    minutes: int = Parameter("Minutes.", default=0, sets=_TIME)
    seconds: int = Parameter("Seconds.", default=0, sets=_TIME)
    milliseconds: int = Parameter("Milliseconds.", default=0, sets=_TIME)

    examples = (
        Example("A length.", "(New-TimeSpan -Days 1 -Hours 12).TotalHours", shows="36"),
        Example("How long a year is.", "(New-TimeSpan 2026-01-01 2027-01-01).Days", shows="365"),
    )

    def process(self, start: v.DateTime | None, end_: v.DateTime | None) -> None:
        """Write one length."""
        if self.parameter_set == "Time":
            ticks = self.milliseconds * TICKS_PER_MILLISECOND
            self.write(v.TimeSpan.of(self.days, self.hours, self.minutes, self.seconds, ticks))
            return
        first, last = start or self._now(), end_ or self._now()
        self.write(v.TimeSpan(last.ticks - first.ticks))

    def _now(self) -> v.DateTime:
        clock = SystemClock() if self.services is None else self.services.clock
        return v.DateTime.from_datetime(clock.now())
