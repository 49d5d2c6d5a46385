"""Dates in the formats of Unix' ``date``, as -UFormat takes them."""

from collections.abc import Callable
from typing import Final

from smimeadmin.core import values as v
from smimeadmin.core.values_dates import TICKS_PER_DAY, TICKS_PER_SECOND, UNIX_EPOCH_TICKS
from smimeadmin.shell.engine.formats import format_value


def iso_week(moment: v.DateTime) -> tuple[int, int]:
    """Return the year and the number of the week by ISO 8601: it has most of its days in it."""
    weekday = (moment.day_of_week + 6) % 7
    thursday = moment.add_ticks((3 - weekday) * TICKS_PER_DAY)
    return thursday.date_parts()[0], (thursday.day_of_year - 1) // 7 + 1


def unix_format(moment: v.DateTime, text: str) -> str:
    """Return a date in a format such as ``%Y-%m-%d``; a plus sign in front is left out."""
    text = text.removeprefix("+")
    parts: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char != "%" or at >= len(text):
            parts.append(char)
            continue
        letter = text[at]
        at += 1
        if letter in _FORMATS:
            parts.append(format_value(moment, _FORMATS[letter]))
        elif letter in _WORKED_OUT:
            parts.append(_WORKED_OUT[letter](moment))
        else:
            parts.append(letter)
    return "".join(parts)


def _half_hour(moment: v.DateTime) -> int:
    return (moment.time_parts()[0] + 11) % 12 + 1


_FORMATS: Final = {
    "A": "dddd",
    "a": "ddd",
    "B": "MMMM",
    "b": "MMM",
    "c": "ddd dd MMM yyyy HH:mm:ss",
    "D": "MM/dd/yy",
    "d": "dd",
    "F": "yyyy-MM-dd",
    "H": "HH",
    "h": "MMM",
    "I": "hh",
    "M": "mm",
    "m": "MM",
    "p": "tt",
    "R": "HH:mm",
    "r": "hh:mm:ss tt",
    "S": "ss",
    "T": "HH:mm:ss",
    "X": "HH:mm:ss",
    "x": "MM/dd/yy",
    "Y": "yyyy",
    "y": "yy",
    "Z": "zz",
}

_WORKED_OUT: Final[dict[str, Callable[[v.DateTime], str]]] = {
    "C": lambda moment: f"{moment.date_parts()[0] // 100:02}",
    "e": lambda moment: f"{moment.date_parts()[2]:2}",
    "G": lambda moment: f"{iso_week(moment)[0]:04}",
    "g": lambda moment: f"{iso_week(moment)[0] % 100:02}",
    "j": lambda moment: f"{moment.day_of_year:03}",
    "k": lambda moment: f"{moment.time_parts()[0]:2}",
    "l": lambda moment: f"{_half_hour(moment):2}",
    "n": lambda _moment: "\n",
    "s": lambda moment: str((moment.to_utc().ticks - UNIX_EPOCH_TICKS) // TICKS_PER_SECOND),
    "t": lambda _moment: "\t",
    "U": lambda moment: str(moment.day_of_year // 7),
    "u": lambda moment: str((moment.day_of_week + 6) % 7 + 1),
    "V": lambda moment: f"{iso_week(moment)[1]:02}",
    "W": lambda moment: str(moment.day_of_year // 7),
    "w": lambda moment: str(moment.day_of_week),
}
