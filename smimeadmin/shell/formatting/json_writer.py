"""Writes JSON as PowerShell does: numbers, times, enums and escapes as its writer spells them."""

import re
from binascii import b2a_base64
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core.objects import Annotated, bare
from smimeadmin.core.values import (
    SIZED,
    BigInteger,
    DateKind,
    DateTime,
    DateTimeOffset,
    EnumValue,
    FoldingDictionary,
    Guid,
    HashSet,
    Single,
    Uri,
)
from smimeadmin.shell.engine.formats_digits import round_trip_text
from smimeadmin.shell.formatting.reading import Reader

_SHORT: Final = {
    '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t",
}  # fmt: skip
_ALWAYS: Final = '"\\\\\x00-\x1f\x85\u2028\u2029'
ESCAPED: Final = {
    "default": re.compile(f"[{_ALWAYS}]"),
    "escapenonascii": re.compile(f"[{_ALWAYS}]|[^\x00-\x7f]"),
    "escapehtml": re.compile(f"[{_ALWAYS}<>&'\\\"]"),
}


class JsonOptions:
    """How JSON is written: nesting, layout, enums, escapes.

    ``depth`` counts the containers inside the outermost one; what is deeper is written as text.
    ``escape`` is ``default``, ``escapenonascii`` or ``escapehtml``. ``iso_utc`` writes times in
    UTC and bytes as base64, for other programs.
    """

    __slots__ = ("compress", "depth", "enums_as_text", "escape", "iso_utc")

    def __init__(
        self,
        *,
        depth: int = 2,
        compress: bool = False,
        enums_as_text: bool = False,
        escape: str = "default",
        iso_utc: bool = False,
    ) -> None:
        self.depth = depth
        self.compress = compress
        self.enums_as_text = enums_as_text
        self.escape = escape
        self.iso_utc = iso_utc


class JsonWriter:
    """Writes one value; ``truncated`` says whether something was deeper than the options allow."""

    def __init__(self, options: JsonOptions, reader: Reader) -> None:
        self.options = options
        self.truncated = False
        self._reader = reader
        self._escaped = ESCAPED[options.escape]
        self._colon = ":" if options.compress else ": "
        self._seen: list[int] = []

    def text(self, value: Any) -> str:
        """Return the JSON text of a value."""
        return self._value(value, 0)

    def _value(self, value: Any, depth: int) -> str:
        plain = _PLAIN.get(type(value))
        if plain is not None:
            return plain(value)
        if type(value) is str:
            return self.quoted(value)
        known = self._known(value)
        if known is not None:
            return known
        if depth > self.options.depth:
            self.truncated = True
            return self.quoted(self._reader.text(value))
        return self._container(value, depth)

    def quoted(self, text: str) -> str:
        """Return a text in quotes, escaped."""
        if self._escaped.search(text):
            text = self._escaped.sub(self._escape, text)
        return f'"{text}"'

    def _escape(self, match: re.Match[str]) -> str:
        char = match[0]
        if char in _SHORT and not (char == '"' and self.options.escape == "escapehtml"):
            return _SHORT[char]
        code = ord(char)
        if code > 0xFFFF:
            code -= 0x10000
            return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
        return f"\\u{code:04x}"

    def _known(self, value: Any) -> str | None:
        """Write values that are one JSON value of a spelling of their own; None for all others."""
        inner = bare(value)
        kind = type(inner)
        if kind is Annotated or (type(value) is Annotated and value.notes.names):
            return None
        if inner is not value and (kind is str or kind in _PLAIN):
            return self._value(inner, 0)
        if kind is DateTime or kind is DateTimeOffset:
            return f'"{iso_text(inner) if self.options.iso_utc else iso_time(inner)}"'
        if kind is EnumValue:
            return self.quoted(str(inner)) if self.options.enums_as_text else str(inner.value)
        if kind in {Guid, Uri}:
            return self.quoted(str(inner))
        if kind in {bytes, bytearray} and self.options.iso_utc:
            return self.quoted(base64_text(bytes(inner)))
        return self.quoted(inner) if isinstance(inner, str) else None

    def _container(self, value: Any, depth: int) -> str:
        inner = bare(value)
        if id(inner) in self._seen:  # an object that holds itself
            self.truncated = True
            return self.quoted(self._reader.text(value))
        self._seen.append(id(inner))
        try:
            return self._container_once(value, inner, depth)
        finally:
            self._seen.pop()

    def _container_once(self, value: Any, inner: Any, depth: int) -> str:
        notes = value.notes.items() if type(value) is Annotated else []
        if isinstance(inner, FoldingDictionary) and not isinstance(inner, HashSet):
            pairs = [(self._reader.text(key), item) for key, item in inner.items()]
            return self._object([*pairs, *notes], depth)
        if isinstance(inner, (list, tuple, range, bytes, bytearray, HashSet)):
            array = self._array(inner, depth)
            return array if not notes else self._object([("value", inner), *notes], depth)
        if type(value) is Annotated and (type(inner) is str or type(inner) in _PLAIN):
            return self._object([("value", inner), *notes], depth)
        reader = self._reader
        return self._object([(n, reader.get(value, n)) for n in reader.names(value)], depth)

    def _object(self, pairs: Iterable[tuple[str, Any]], depth: int) -> str:
        items = [
            self.quoted(name) + self._colon + self._value(value, depth + 1) for name, value in pairs
        ]
        return self._join("{", items, "}")

    def _array(self, values: Iterable[Any], depth: int) -> str:
        return self._join("[", [self._value(value, depth + 1) for value in values], "]")

    def _join(self, opening: str, items: list[str], closing: str) -> str:
        if not items:
            return opening + closing
        if self.options.compress:
            return opening + ",".join(items) + closing
        break_ = "\n" + "  " * (len(self._seen))
        inside = ("," + break_).join(items)
        return f"{opening}{break_}{inside}\n{'  ' * (len(self._seen) - 1)}{closing}"


def iso_time(value: DateTime | DateTimeOffset) -> str:
    """Return ``2024-03-01T00:00:00``, fractions without zeros behind them, the zone by kind."""
    text = _iso_ticks(value.ticks)
    if isinstance(value, DateTimeOffset):
        return text + _iso_zone(value.offset_minutes)
    if value.kind == DateKind.UTC:
        return text + "Z"
    if value.kind == DateKind.LOCAL:
        return text + _iso_zone(value.utc_offset_ticks // 600_000_000)
    return text


def iso_text(value: DateTime | DateTimeOffset) -> str:
    """Return a time in ISO 8601 and UTC."""
    if isinstance(value, DateTimeOffset):
        return _iso_ticks(value.utc_ticks) + "Z"
    return iso_time(value.to_utc())


def _iso_ticks(ticks: int) -> str:
    moment = DateTime(ticks)
    year, month, day = moment.date_parts()
    seconds, fraction = divmod(ticks % 864_000_000_000, 10_000_000)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
    return text + (f".{fraction:07}".rstrip("0") if fraction else "")


def _iso_zone(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def base64_text(raw: bytes) -> str:
    """Return bytes in base64."""
    return b2a_base64(raw, newline=False).decode("ascii")


def _double(value: float) -> str:
    if value != value:  # noqa: PLR0124 - only NaN differs from itself
        return '"NaN"'
    if value in {float("inf"), float("-inf")}:
        return '"Infinity"' if value > 0 else '"-Infinity"'
    text = round_trip_text(value)
    return text if any(char in ".eE" for char in text) else text + ".0"


def _decimal(value: Decimal) -> str:
    text = f"{value:f}"
    return text if "." in text else text + ".0"


_PLAIN: Final[dict[type, Callable[[Any], str]]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: str,
    float: _double,
    Single: _double,
    Decimal: _decimal,
    BigInteger: str,
    **dict.fromkeys(SIZED, str),
}
