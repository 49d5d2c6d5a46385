"""How cultures write numbers and dates: what .NET takes from CLDR, for the cultures met most.

A culture that is not in the table writes as its language does, else as the invariant one.
"""

from contextvars import ContextVar
from typing import Final

_EN_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_EN_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


class CultureFacts:
    """What one culture writes.

    Patterns of money and percent have ``n`` where the number stands; patterns of dates are .NET's.
    ``places`` is how many decimals F, N and P have unless told.
    """

    __slots__ = (
        "am", "currency", "currency_negative", "currency_positive", "date_separator", "days",
        "days_short", "decimal", "first_day", "group", "infinity", "long_date", "long_time",
        "minus", "month_day", "months", "months_short", "name", "percent_negative",
        "percent_positive", "places", "pm", "short_date", "short_time", "time_separator",
        "year_month",
    )  # fmt: skip

    def __init__(self, name: str, **changes: object) -> None:
        self.name = name
        self.decimal = "."
        self.group = ","
        self.minus = "-"
        self.places = 3
        self.currency = "$"
        self.currency_positive = "$n"
        self.currency_negative = "-$n"
        self.percent_positive = "n%"
        self.percent_negative = "-n%"
        self.infinity = "∞"
        self.date_separator = "/"
        self.time_separator = ":"
        self.short_date = "M/d/yyyy"
        self.long_date = "dddd, MMMM d, yyyy"
        self.short_time = "h:mm tt"
        self.long_time = "h:mm:ss tt"
        self.month_day = "MMMM d"
        self.year_month = "MMMM yyyy"
        self.months = _EN_MONTHS
        self.days = _EN_DAYS
        self.months_short = tuple(month[:3] for month in _EN_MONTHS)
        self.days_short = tuple(day[:3] for day in _EN_DAYS)
        self.am = "AM"
        self.pm = "PM"
        self.first_day = 0
        for key, value in changes.items():
            setattr(self, key, value)

    @property
    def order(self) -> str:
        """The order of the parts of a short date: ``MDY``, ``DMY`` or ``YMD``."""
        places = {part: self.short_date.find(part) for part in "dMy"}
        return "".join(sorted(places, key=lambda part: places[part])).upper()


INVARIANT: Final = CultureFacts(
    "",
    places=2,
    currency="¤",
    currency_positive="¤n",
    currency_negative="(¤n)",
    percent_positive="n %",
    percent_negative="-n %",
    infinity="Infinity",
    short_date="MM/dd/yyyy",
    long_date="dddd, dd MMMM yyyy",
    short_time="HH:mm",
    long_time="HH:mm:ss",
    month_day="MMMM dd",
    year_month="yyyy MMMM",
)
EN_US: Final = CultureFacts("en-US")


CURRENT_CULTURE: Final[ContextVar[CultureFacts]] = ContextVar("CURRENT_CULTURE", default=EN_US)
"""What the culture of the running session writes: two sessions in one process each have one."""
