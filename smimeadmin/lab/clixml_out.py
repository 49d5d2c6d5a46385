"""Writes what the host sends as CLIXML (MS-PSRP 2.2.5), without white space, as servers do.

The host has a writer of its own: were it the client's, a rule that is misread would be misread on
both sides and no test would see it.
"""

import base64
import math
import re
import struct
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.lab.wire_values import WireObject

DEEPEST: Final = 49
"""Levels of objects; what lies deeper goes out as text."""

_TO_ESCAPE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]|[\ud800-\udfff]|_(?=[xX])")
_BEYOND: Final = re.compile(r"[\U00010000-\U0010ffff]")
_MARKUP: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_NAMES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(text: str) -> str:
    """Return a text with what XML can't hold as ``_xHHHH_``, surrogates by their halves."""
    halves = _BEYOND.sub(_halves, text)
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", halves)


def _halves(found: re.Match[str]) -> str:
    raw = found[0].encode("utf-16-be")
    return "".join(chr(int.from_bytes(raw[i : i + 2], "big")) for i in (0, 2))


def _double(value: float) -> str:
    return _float(value, repr(float(value)))


def _single(value: float) -> str:
    """Write the shortest text that reads back to the same four bytes."""
    raw = struct.pack("f", value)
    texts = (f"{float(value):.{digits}g}" for digits in range(1, 10))
    return _float(value, next((t for t in texts if struct.pack("f", float(t)) == raw), "nan"))


def _float(value: float, shortest: str) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    mantissa, _, exponent = shortest.partition("e")
    if not exponent:
        return mantissa.removesuffix(".0")
    number = int(exponent)
    if -5 < number < 17:
        return f"{Decimal(shortest):f}"
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}E{'+' if number > 0 else '-'}{abs(number):02}"


def _date(value: v.DateTime) -> str:
    (year, month, day), (hour, minute, second, ticks) = value.date_parts(), value.time_parts()
    text = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
    text += f".{ticks:07}".rstrip("0").rstrip(".")
    if value.kind is v.DateKind.UTC:
        return text + "Z"
    if value.kind is v.DateKind.LOCAL:
        minutes = value.utc_offset_ticks // 600_000_000
        return text + f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return text


def _span(value: v.TimeSpan) -> str:
    seconds, ticks = divmod(abs(value.ticks), 10_000_000)
    parts = ((seconds // 86400, "D"), (seconds // 3600 % 24, "H"), (seconds // 60 % 60, "M"))
    days, *times = [f"{count}{unit}" if count else "" for count, unit in parts]
    rest = f"{seconds % 60}" + f".{ticks:07}".rstrip("0").rstrip(".")
    clock = "".join(times) + ("" if rest == "0" else f"{rest}S")
    if not days and not clock:
        return "PT0S"
    return ("-" if value.ticks < 0 else "") + "P" + days + (f"T{clock}" if clock else "")


_SCALARS: Final[dict[type, tuple[str, Callable[[Any], str]]]] = {
    str: ("S", lambda text: escaped(text).translate(_MARKUP)),
    int: ("I32", str),
    bool: ("B", lambda value: str(value).lower()),
    float: ("Db", _double),
    Decimal: ("D", lambda value: f"{value:f}"),
    v.Single: ("Sg", _single),
    v.Char: ("C", lambda value: str(ord(value))),
    v.Byte: ("By", lambda value: str(int(value))),
    v.SByte: ("SB", lambda value: str(int(value))),
    v.Int16: ("I16", lambda value: str(int(value))),
    v.UInt16: ("U16", lambda value: str(int(value))),
    v.UInt32: ("U32", lambda value: str(int(value))),
    v.Int64: ("I64", lambda value: str(int(value))),
    v.UInt64: ("U64", lambda value: str(int(value))),
    v.DateTime: ("DT", _date),
    v.TimeSpan: ("TS", _span),
    v.Guid: ("G", str),
    v.Version: ("Version", str),
    v.Uri: ("URI", lambda value: escaped(str(value)).translate(_MARKUP)),
    bytes: ("BA", lambda value: base64.b64encode(value).decode()),
    bytearray: ("BA", lambda value: base64.b64encode(value).decode()),
}


def clixml_of(value: Any) -> str:
    """Return the text of one value: a scalar of core, None, or a WireObject.

    Raises TypeError for anything else: whoever runs the commands describes their output.
    """
    return _Writer().text(value, "", 0)


class _Writer:
    """One message: its objects and lists of type names are numbered as they come."""

    def __init__(self) -> None:
        self._objects: dict[int, int] = {}
        self._names: dict[tuple[str, ...], int] = {}

    def text(self, value: Any, name: str, depth: int) -> str:
        if value is None:
            return f"<Nil{name} />"
        known = _SCALARS.get(type(value))
        if known is not None:
            tag, text_of = known
            text = text_of(value)
            return (
                f"<{tag}{name} />" if tag == "BA" and not text else f"<{tag}{name}>{text}</{tag}>"
            )
        if not isinstance(value, WireObject):
            raise TypeError(f"{type(value).__name__} was not described for the wire")
        if depth >= DEEPEST:
            return self.text(value.text or "", name, depth)
        seen = self._objects.get(id(value))
        if seen is not None:
            return f'<Ref{name} RefId="{seen}" />'
        number = self._objects[id(value)] = len(self._objects)
        parts = "".join(self._parts(value, depth + 1))
        return f'<Obj{name} RefId="{number}">{parts}</Obj>'

    def _parts(self, value: WireObject, depth: int) -> Iterable[str]:
        if value.type_names:
            yield self._type_names(tuple(value.type_names))
        if value.text is not None:
            said = escaped(value.text).translate(_MARKUP)
            yield f"<ToString>{said}</ToString>" if said else "<ToString />"
        if value.base is not None:
            yield self.text(value.base, "", depth)
        if value.items is not None:
            inside = "".join(self.text(item, "", depth) for item in value.items)
            yield f"<{value.tag}>{inside}</{value.tag}>" if inside else f"<{value.tag} />"
        if value.entries is not None:
            inside = "".join(
                f"<En>{self.text(key, _named('Key'), depth)}"
                f"{self.text(item, _named('Value'), depth)}</En>"
                for key, item in value.entries
            )
            yield f"<DCT>{inside}</DCT>" if inside else "<DCT />"
        for tag, members in (("Props", value.adapted), ("MS", value.extended)):
            if members is not None:
                inside = "".join(
                    self.text(item, _named(name), depth) for name, item in members.items()
                )
                yield f"<{tag}>{inside}</{tag}>" if inside else f"<{tag} />"

    def _type_names(self, names: tuple[str, ...]) -> str:
        seen = self._names.get(names)
        if seen is not None:
            return f'<TNRef RefId="{seen}" />'
        number = self._names[names] = len(self._names)
        inside = "".join(f"<T>{escaped(name).translate(_MARKUP)}</T>" for name in names)
        return f'<TN RefId="{number}">{inside}</TN>'


def _named(name: str) -> str:
    return f' N="{escaped(name).translate(_IN_NAMES)}"'
