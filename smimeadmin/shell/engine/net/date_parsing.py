"""``ParseExact``: a text read as a format string says, part by part."""

from typing import Final

from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.culture_facts import CultureFacts
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.convert_dates import in_zone
from smimeadmin.shell.engine.formats_dates import pattern_of

LEADING: Final = 1
TRAILING: Final = 2
INNER: Final = 4
NO_DEFAULT: Final = 8
TO_UNIVERSAL: Final = 16
ASSUME_LOCAL: Final = 32
ASSUME_UNIVERSAL: Final = 64
ROUND_TRIP: Final = 128
_LETTERS: Final = frozenset("dMyhHmsfFtzKg")


class DateReader:
    """Reads one text by one format; ValueError where they differ."""

    __slots__ = ("at", "facts", "found", "styles", "text", "utc_mark", "zone")

    def __init__(self, text: str, facts: CultureFacts, styles: int) -> None:
        self.text = text
        self.at = 0
        self.facts = facts
        self.styles = styles
        self.found: dict[str, int] = {}
        self.zone: int | None = None
        self.utc_mark = False

    def read(self, pattern: str) -> None:
        """Read the whole text."""
        if self.styles & LEADING:
            self._blanks()
        place = 0
        while place < len(pattern):
            place = self._read_piece(pattern, place)
        if self.styles & TRAILING:
            self._blanks()
        if self.at != len(self.text):
            raise self.wrong()

    def wrong(self) -> ValueError:
        """Return the error for a text that is not of the format."""
        return ValueError(f"String '{self.text}' was not recognized as a valid DateTime.")

    def _blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _read_piece(self, pattern: str, place: int) -> int:
        """Read what one piece of the format stands for; return where the next one begins."""
        if self.styles & INNER:
            self._blanks()
        char = pattern[place]
        if char in _LETTERS:
            length = 1
            while pattern[place + length : place + length + 1] == char:
                length += 1
            self._read_part(char, length)
            return place + length
        if char in "'\"":
            end = pattern.find(char, place + 1)
            if end < 0:
                raise ValueError("Input string was not in a correct format.")
            self._literal(pattern[place + 1 : end])
            return end + 1
        if char == "\\":
            self._literal(pattern[place + 1 : place + 2])
            return place + 2
        if char == "%":
            return place + 1
        signs = {"/": self.facts.date_separator, ":": self.facts.time_separator}
        if char == " " and self.styles & INNER:
            return place + 1
        self._literal(signs.get(char, char))
        return place + 1

    def _literal(self, wanted: str) -> None:
        if not self.text.startswith(wanted, self.at):
            raise self.wrong()
        self.at += len(wanted)

    def _number(self, least: int, most: int) -> int:
        end = self.at
        while end < len(self.text) and end - self.at < most and self.text[end] in "0123456789":
            end += 1
        if end - self.at < least:
            raise self.wrong()
        number = int(self.text[self.at : end])
        self.at = end
        return number

    def _name(self, names: tuple[str, ...]) -> int:
        """Return the place of the longest name that stands here."""
        rest = fold(self.text[self.at :])
        fitting = [i for i, name in enumerate(names) if name and rest.startswith(fold(name))]
        if not fitting:
            raise self.wrong()
        best = max(fitting, key=lambda i: len(names[i]))
        self.at += len(names[best])
        return best

    def _read_part(self, char: str, length: int) -> None:
        if char == "d" and length > 2:
            names = self.facts.days_short if length == 3 else self.facts.days
            self._keep("week_day", self._name(names))
        elif char == "M" and length > 2:
            names = self.facts.months_short if length == 3 else self.facts.months
            self._keep("M", self._name(names) + 1)
        elif char == "y":
            self._read_year(length)
        elif char in "fF":
            self._read_fraction(length, exact=char == "f")
        elif char == "t":
            self._read_half(length)
        elif char in "zK":
            self._read_zone(char, length)
        elif char == "g":
            self._literal("A.D." if self.text.startswith("A.D.", self.at) else "AD")
        else:
            self._keep(char, self._number(min(length, 2), 2))

    def _keep(self, part: str, value: int) -> None:
        if self.found.setdefault(part, value) != value:
            raise self.wrong()

    def _read_year(self, length: int) -> None:
        if length <= 2:
            year = self._number(length, 2)
            self._keep("y", year + (1900 if year >= 50 else 2000))
        else:
            self._keep("y", self._number(min(length, 4), max(length, 4)))

    def _read_fraction(self, length: int, *, exact: bool) -> None:
        if length > 7:
            raise ValueError("Input string was not in a correct format.")
        start = self.at
        number = self._number(length if exact else 0, length) if exact or self._digit() else 0
        self._keep("f", number * 10 ** (7 - (self.at - start)))

    def _digit(self) -> bool:
        return self.text[self.at : self.at + 1].isdigit()

    def _read_half(self, length: int) -> None:
        names = (
            (self.facts.am[:1], self.facts.pm[:1])
            if length == 1
            else (
                self.facts.am,
                self.facts.pm,
            )
        )
        self._keep("half", self._name(names))

    def _read_zone(self, char: str, length: int) -> None:
        here = self.text[self.at : self.at + 1]
        if here in {"Z", "z"}:
            self.at += 1
            self.zone, self.utc_mark = 0, True
            return
        if here not in {"+", "-"}:
            if char == "K":
                return  # no zone at all
            raise self.wrong()
        self.at += 1
        hours = self._number(1 if length == 1 and char == "z" else 2, 2)
        minutes = 0
        if char == "K" or length > 2:
            if self.text[self.at : self.at + 1] == ":":
                self.at += 1
            minutes = self._number(2, 2)
        if hours > 14 or minutes > 59:
            raise self.wrong()
        self.zone = (hours * 60 + minutes) * (-1 if here == "-" else 1)

    def moment(self) -> v.DateTime:
        """Return the clock's time that was read; ValueError if there is no such moment."""
        found = self.found
        if not found.keys() & {"y", "M", "d"}:
            year, month, day = (1, 1, 1) if self.styles & NO_DEFAULT else _today()
        else:
            year = found.get("y", _today()[0])
            month, day = found.get("M", 1), found.get("d", 1)
        hour = found.get("H", found.get("h", 0))
        if "half" in found:
            if "H" not in found and not 1 <= hour <= 12:
                raise self.wrong()
            if "H" not in found:
                hour = hour % 12 + 12 * found["half"]
        try:
            moment = v.DateTime.of(
                year, month, day, hour, found.get("m", 0), found.get("s", 0), found.get("f", 0)
            )
        except (ValueError, OverflowError) as reason:
            raise self.wrong() from reason
        if found.get("week_day", moment.day_of_week) != moment.day_of_week:
            raise ValueError("The day of the week is not that of the date.")
        return moment


def _today() -> tuple[int, int, int]:
    return v.DateTime.from_datetime(SystemClock().now()).date_parts()


def read_exactly(text: str, form: str, facts: CultureFacts, styles: int = 0) -> DateReader:
    """Return what a text says by one format; ValueError if it is not of it."""
    if not form:
        raise ValueError("Input string was not in a correct format.")
    pattern = form
    if len(form) == 1:
        known = pattern_of("F" if form == "U" else form, facts)
        if known is None:
            raise ValueError("Input string was not in a correct format.")
        pattern = known
        styles |= ROUND_TRIP if form in "oO" else 0
    reader = DateReader(text, facts, styles)
    reader.read(pattern)
    if form in {"r", "R", "u", "U"}:
        styles |= TO_UNIVERSAL if form == "U" else 0
    reader.styles = styles
    return reader


def settle(moment: v.DateTime, zone: int | None, styles: int, *, utc_mark: bool) -> v.DateTime:
    """Return a clock's time as the styles want it: where a zone was named, Local unless told."""
    if zone is not None:
        utc = in_zone(moment, zone)
        keeps = styles & TO_UNIVERSAL or (styles & ROUND_TRIP and utc_mark)
        return utc if keeps else utc.to_local()
    if styles & ASSUME_UNIVERSAL:
        utc = v.DateTime(moment.ticks, v.DateKind.UTC)
        return utc if styles & TO_UNIVERSAL else utc.to_local()
    if styles & ASSUME_LOCAL:
        local = v.DateTime(moment.ticks, v.DateKind.LOCAL)
        return local.to_utc() if styles & TO_UNIVERSAL else local
    return moment


def parse_exact(text: str, forms: list[str], facts: CultureFacts, styles: int = 0) -> v.DateTime:
    """Return the moment of a text by the first format that fits; ValueError if none does."""
    failure: ValueError | None = None
    for form in forms:
        try:
            reader = read_exactly(text, form, facts, styles)
            return settle(reader.moment(), reader.zone, reader.styles, utc_mark=reader.utc_mark)
        except ValueError as reason:
            failure = failure or reason
    raise failure or ValueError("There is no format.")


def parse_offset_exact(
    text: str, forms: list[str], facts: CultureFacts, styles: int = 0
) -> v.DateTimeOffset:
    """Return the same with its distance from UTC, the machine's where the text names none."""
    failure: ValueError | None = None
    for form in forms:
        try:
            reader = read_exactly(text, form, facts, styles)
            return offset_of(reader.moment(), reader.zone, reader.styles)
        except ValueError as reason:
            failure = failure or reason
    raise failure or ValueError("There is no format.")


def offset_of(moment: v.DateTime, zone: int | None, styles: int = 0) -> v.DateTimeOffset:
    """Return a clock's time with the zone that was named, or assumed."""
    minutes = zone
    if minutes is None:
        minutes = 0 if styles & ASSUME_UNIVERSAL else moment.utc_offset_ticks // 600_000_000
    result = v.DateTimeOffset(moment.ticks, minutes)
    return v.DateTimeOffset(result.utc_ticks) if styles & TO_UNIVERSAL else result
