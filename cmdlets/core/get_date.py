"""Get-Date: the time now, or another one, as an object or a text."""

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._unix_dates import unix_format
from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.objects import Annotated
from smimeadmin.core.values_dates import (
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
    UNIX_EPOCH_TICKS,
    DateKind,
)
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.formats import format_value
from smimeadmin.shell.engine.formats_numbers import FormatTextError
from smimeadmin.shell.engine.parameters import Validator

_DATE = ("DateAndFormat", "DateAndUFormat")
_UNIX = ("UnixTimeSecondsAndFormat", "UnixTimeSecondsAndUFormat")
_NAMED_FORMATS = {
    "filedate": "yyyyMMdd",
    "filedateuniversal": "yyyyMMddZ",
    "filedatetime": "yyyyMMddTHHmmssffff",
    "filedatetimeuniversal": "yyyyMMddTHHmmssffffZ",
}


DISPLAY_HINT = v.EnumType(
    "Microsoft.PowerShell.Commands.DisplayHintType", {"Date": 0, "Time": 1, "DateTime": 2}
)


def _between(least: int, most: int) -> Validator:
    return lambda n: None if least <= n <= most else f"{n} is not between {least} and {most}."


class GetDate(CoreCmdlet, name="Get-Date", default_set="DateAndFormat"):
    """Gets the time now, or the one that is given; -Year, -Hour and so on replace parts of it.

    -Format takes the formats of .NET (and FileDate, FileDateTime), -UFormat those of Unix.
    """

    date: v.DateTime | None = Parameter(
        "The time; without it, now.",
        default=None,
        type="DateTime",
        aliases=("LastWriteTime",),
        sets=tuple(
            InSet(name, position=0, from_pipeline=True, from_pipeline_by_property_name=True)
            for name in _DATE
        ),
    )
    unix_time_seconds: int = Parameter(
        "The time, in seconds since 1970 in UTC.",
        default=0,
        type="Int64",
        aliases=("UnixTime",),
        sets=tuple(InSet(name, mandatory=True) for name in _UNIX),
    )
    year: int = Parameter("Another year.", default=0, validate=(_between(1, 9999),))
    month: int = Parameter("Another month.", default=0, validate=(_between(1, 12),))
    day: int = Parameter("Another day of the month.", default=0, validate=(_between(1, 31),))
    hour: int = Parameter("Another hour.", default=0, validate=(_between(0, 23),))
    minute: int = Parameter("Another minute.", default=0, validate=(_between(0, 59),))
    second: int = Parameter("Another second.", default=0, validate=(_between(0, 59),))
    millisecond: int = Parameter("Another millisecond.", default=0, validate=(_between(0, 999),))
    display_hint: str = Parameter(
        "What is shown of it.", default="DateTime", choices=("Date", "Time", "DateTime")
    )
    u_format: str | None = Parameter(
        "A format of Unix: %Y-%m-%d.",
        default=None,
        name="UFormat",
        sets=(
            InSet("DateAndUFormat", mandatory=True),
            InSet("UnixTimeSecondsAndUFormat", mandatory=True),
        ),
    )
    format: str | None = Parameter(
        "A format of .NET: yyyy-MM-dd.",
        default=None,
        sets=("DateAndFormat", "UnixTimeSecondsAndFormat"),
    )
    as_utc: bool = Parameter("In UTC.", default=False, name="AsUTC")

    examples = (
        Example(
            "As a text.",
            "Get-Date '2026-03-01 14:05' -Format 'yyyy-MM-dd HH:mm'",
            shows="2026-03-01 14:05",
        ),
        Example(
            "For the name of a file.", "Get-Date 2026-03-01 -Format FileDate", shows="20260301"
        ),
        Example("The last day of a month.", "(Get-Date 2026-03-01).AddDays(-1).Day", shows="28"),
    )

    def _formatted(self, moment: v.DateTime, form: str) -> str:
        try:
            return format_value(moment, _NAMED_FORMATS.get(form.lower(), form))
        except FormatTextError as reason:
            raise CommandError(
                "System.FormatException",
                str(reason),
                category="InvalidArgument",
                target=form,
                inner="System.FormatException",
                hint="d, D, g, s, o and yyyy-MM-dd are formats.",
            ) from reason

    def process(self, date: v.DateTime | None) -> None:
        """Write one time."""
        moment = self._moved(self._given(date))
        if self.as_utc or "universal" in (self.format or "").lower():
            moment = moment.to_utc()
        if self.u_format is not None:
            self.write(unix_format(moment, self.u_format))
        elif self.format is not None:
            self.write(self._formatted(moment, self.format))
        elif self.is_bound("DisplayHint"):
            shown = Annotated(moment)
            hint = DISPLAY_HINT.by_fold[self.display_hint.lower()]
            shown.notes.add("DisplayHint", v.EnumValue(DISPLAY_HINT, hint))
            self.write(shown)
        else:
            self.write(moment)

    def _given(self, date: v.DateTime | None) -> v.DateTime:
        if self.is_bound("UnixTimeSeconds"):
            ticks = UNIX_EPOCH_TICKS + self.unix_time_seconds * TICKS_PER_SECOND
            return v.DateTime(ticks, DateKind.UTC).to_local()
        if date is not None:
            return date
        clock = SystemClock() if self.services is None else self.services.clock
        return v.DateTime.from_datetime(clock.now())

    def _moved(self, moment: v.DateTime) -> v.DateTime:
        """Replace the parts that were given."""
        try:
            if self.is_bound("Year"):
                moment = moment.add_months(12 * (self.year - moment.date_parts()[0]))
            if self.is_bound("Month"):
                moment = moment.add_months(self.month - moment.date_parts()[1])
            if self.is_bound("Day"):
                moment = moment.add_ticks((self.day - moment.date_parts()[2]) * TICKS_PER_DAY)
            hour, minute, second, below = moment.time_parts()
            if self.is_bound("Hour"):
                moment = moment.add_ticks((self.hour - hour) * TICKS_PER_HOUR)
            if self.is_bound("Minute"):
                moment = moment.add_ticks((self.minute - minute) * TICKS_PER_MINUTE)
            if self.is_bound("Second"):
                moment = moment.add_ticks((self.second - second) * TICKS_PER_SECOND)
            if self.is_bound("Millisecond"):
                moment = moment.add_ticks(self.millisecond * TICKS_PER_MILLISECOND - below)
        except OverflowError as error:
            raise CommandError(
                "ArgumentOutOfRange",
                "The time would lie outside the years 1 to 9999.",
                category="InvalidArgument",
                inner="System.ArgumentOutOfRangeException",
            ) from error
        return moment
