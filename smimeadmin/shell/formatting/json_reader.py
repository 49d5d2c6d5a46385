"""Reads JSON as PowerShell does: strictly where it matters, forgiving where its reader is.

Comments, single quotes, bare names, commas before a closing bracket, NaN and a missing end of an
array are taken; a text that looks like an ISO time becomes a time. Nothing in the text is trusted:
depth is limited and counted, numbers of any size are numbers.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core.values import BigInteger, DateKind, DateTime, DateTimeOffset, Int64
from smimeadmin.core.values_dates import TICKS_PER_MINUTE, local_offset_ticks, ticks_of_date
from smimeadmin.shell.formatting.errors import JsonDepthError, JsonTextError

DEFAULT_DEPTH: Final = 1024
DATE_KINDS: Final = ("Default", "Local", "Utc", "Offset", "String")
"""What a text that is an ISO time may become."""

_BLANK: Final = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_NUMBER: Final = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])")
_HEX: Final = re.compile(r"[-+]?0[xX][0-9a-fA-F]+(?!\w)")
_BARE: Final = re.compile(r"[\w$]+")
_PLAIN: Final = {
    '"': re.compile(r'[^"\\]*'),
    "'": re.compile(r"[^'\\]*"),
}
_ESCAPES: Final = {
    '"': '"', "'": "'", "\\": "\\", "/": "/",
    "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_WORDS: Final[dict[str, Any]] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}
_TIME: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7})\d*)?(Z|[-+]\d\d:?\d\d)?", re.ASCII
)

Pairs = list[tuple[str, Any]]

_LONGEST_NUMBER: Final = 4000


class _Container:
    """An array or object that is being read; ``key`` is the name that waits for its value."""

    __slots__ = ("is_object", "items", "key")

    def __init__(self, *, is_object: bool) -> None:
        self.is_object = is_object
        self.items: list[Any] = []
        self.key = ""


class JsonReader:
    """Reads one text; ``make_object`` turns the pairs of an object into what stands for it.

    ``dates``, one of DATE_KINDS, says what texts that are ISO times become.

    ``ended_early`` says afterwards whether the text ended before its brackets were closed.
    """

    def __init__(
        self,
        text: str,
        make_object: Callable[[Pairs], Any],
        *,
        depth: int = DEFAULT_DEPTH,
        dates: str = "Default",
    ) -> None:
        self.text = text
        self.make_object = make_object
        self.depth = depth
        self.dates = dates.lower()
        self.ended_early = False
        self._at = 0
        self._open: list[_Container] = []

    def read(self) -> Any:
        """Return the value that the text holds; None for a text of blanks.

        JsonTextError with the place if it is no JSON, JsonDepthError if it is nested too deep.
        """
        self._skip()
        if self._at >= len(self.text):
            return None
        value = self._value()
        self._skip()
        if self._at < len(self.text):
            raise self._error("something follows the value")
        return value

    def _value(self) -> Any:
        """Read a value; open containers are a list of our own, so depth can't end the stack."""
        while True:
            char = self.text[self._at : self._at + 1]
            if char in {"[", "{"}:
                self._enter(char)
                if self._comes_item():
                    continue
                value = self._close()
            else:
                value = self._scalar(char) if char else None
            while self._open:
                self._add(value)
                if self._comes_comma() and self._comes_item():
                    break
                value = self._close()
            else:
                return value

    def _enter(self, char: str) -> None:
        self._at += 1
        self._open.append(_Container(is_object=char == "{"))
        if len(self._open) > self.depth:
            raise JsonDepthError(self.depth)

    def _close(self) -> Any:
        container = self._open.pop()
        return self.make_object(container.items) if container.is_object else container.items

    def _add(self, value: Any) -> None:
        container = self._open[-1]
        container.items.append((container.key, value) if container.is_object else value)

    def _comes_item(self) -> bool:
        """Come to the next item, its name read; False at the end of the container or text."""
        container = self._open[-1]
        self._skip()
        if self._at >= len(self.text):
            return self._ends_early(container)
        if self.text[self._at] == ("}" if container.is_object else "]"):
            self._at += 1
            return False
        if container.is_object:
            container.key = self._key()
            self._skip()
        return True

    def _comes_comma(self) -> bool:
        """Come past a comma, or past the end of the container, or to the end of the text."""
        self._skip()
        if self._at >= len(self.text):
            return self._ends_early(self._open[-1])
        char = self.text[self._at]
        closing = "}" if self._open[-1].is_object else "]"
        if char not in {",", closing}:
            raise self._error(f"',' or '{closing}' is missing")
        self._at += 1
        return char == ","

    def _ends_early(self, container: _Container) -> bool:
        """Take the end of the text for the end of an array; an object has to be closed."""
        if container.is_object:
            raise self._error("an object is not closed")
        self.ended_early = True
        return False

    def _key(self) -> str:
        char = self.text[self._at]
        if char in "\"'":
            key = self._string(char)
        else:
            match = _BARE.match(self.text, self._at)
            if match is None:
                raise self._error("a name is missing")
            self._at = match.end()
            key = match[0]
        self._skip()
        if not self.text.startswith(":", self._at):
            raise self._error(f"':' is missing behind the name '{key}'")
        self._at += 1
        return key

    def _scalar(self, char: str) -> Any:
        if char in "\"'":
            text = self._string(char)
            return self._time(text) if text[10:11] == "T" and self.dates != "string" else text
        number = _HEX.match(self.text, self._at) or _NUMBER.match(self.text, self._at)
        if number is not None:
            if len(number[0]) > _LONGEST_NUMBER:
                raise self._error("a number is too long")
            self._at = number.end()
            return _number(number[0])
        for word, value in _WORDS.items():
            end = self._at + len(word)
            if self.text.startswith(word, self._at) and not self.text[end : end + 1].isalnum():
                self._at = end
                return value
        raise self._error(f"'{self.text[self._at : self._at + 20]}' is no value")

    def _string(self, quote: str) -> str:
        start = self._at
        self._at += 1
        pieces: list[str] = []
        while True:
            plain = _PLAIN[quote].match(self.text, self._at)
            if plain is not None:
                pieces.append(plain[0])
                self._at = plain.end()
            if self._at >= len(self.text):
                self._at = start
                raise self._error("a text is not closed")
            if self.text[self._at] == quote:
                self._at += 1
                return _join_surrogates("".join(pieces))
            pieces.append(self._escape())

    def _escape(self) -> str:
        code = self.text[self._at + 1 : self._at + 2]
        if code == "u":
            digits = self.text[self._at + 2 : self._at + 6]
            if not re.fullmatch(r"[0-9a-fA-F]{4}", digits):
                raise self._error("four hexadecimal digits belong behind \\u")
            self._at += 6
            return chr(int(digits, 16))
        if code not in _ESCAPES or not code:
            raise self._error(f"'\\{code}' is no escape")
        self._at += 2
        return _ESCAPES[code]

    def _time(self, text: str) -> Any:
        match = _TIME.fullmatch(text)
        if match is None:
            return text
        try:
            return _READ[self.dates](*_read_ticks(match))
        except ValueError:
            return text

    def _skip(self) -> None:
        match = _BLANK.match(self.text, self._at)
        if match is not None:
            self._at = match.end()

    def _error(self, problem: str) -> JsonTextError:
        before = self.text[: self._at]
        line = before.count("\n") + 1
        return JsonTextError(problem, line, self._at - before.rfind("\n"), self._at)


def _join_surrogates(text: str) -> str:
    """Turn two escapes of one character's halves into that character."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _number(text: str) -> Any:
    if "x" in text.lower():
        return _whole(int(text, 16))
    if any(char in ".eE" for char in text):
        return float(text)
    return _whole(int(text))


def _whole(value: int) -> int:
    return Int64(value) if Int64.minimum <= value <= Int64.maximum else BigInteger(value)


def _read_ticks(match: re.Match[str]) -> tuple[int, int | None]:
    """Return the ticks of a match and how many minutes its clock is ahead of UTC, None if unsaid.

    ValueError if there is no such time.
    """
    year, month, day, hour, minute, second = (int(match[group]) for group in range(1, 7))
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("There is no such time of day.")
    ticks = ticks_of_date(year, month, day)
    ticks += ((hour * 60 + minute) * 60 + second) * 10_000_000
    ticks += int((match[7] or "0").ljust(7, "0"))
    zone = match[8]
    if zone is None or zone == "Z":
        return ticks, None if zone is None else 0
    sign = -1 if zone[0] == "-" else 1
    return ticks, sign * (int(zone[1:3]) * 60 + int(zone[-2:]))


def _as_written(ticks: int, ahead: int | None) -> DateTime:
    if ahead is None:
        return DateTime(ticks)
    if ahead == 0:
        return DateTime(ticks, DateKind.UTC)
    utc = ticks - ahead * TICKS_PER_MINUTE
    return DateTime(utc + local_offset_ticks(utc), DateKind.LOCAL)


def _local(ticks: int, ahead: int | None) -> DateTime:
    return (
        DateTime(ticks, DateKind.LOCAL) if ahead is None else _as_written(ticks, ahead).to_local()
    )


def _utc(ticks: int, ahead: int | None) -> DateTime:
    return DateTime(ticks - (ahead or 0) * TICKS_PER_MINUTE, DateKind.UTC)


def _with_offset(ticks: int, ahead: int | None) -> DateTimeOffset:
    if ahead is None:
        ahead = DateTime(ticks, DateKind.LOCAL).utc_offset_ticks // TICKS_PER_MINUTE
    return DateTimeOffset(ticks, ahead)


_READ: Final[dict[str, Callable[[int, int | None], Any]]] = {
    "default": _as_written,
    "local": _local,
    "utc": _utc,
    "offset": _with_offset,
}
