"""What ``"$x"`` makes of any value: the invariant culture, 15 digits of a Double."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.from_python import shown_properties
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.types import type_of

_DOUBLE_DIGITS: Final = 15
_SINGLE_DIGITS: Final = 7


def float_text(value: float) -> str:
    """Return a Double with 15 digits, a Single with 7."""
    if value != value:  # noqa: PLR0124 - the definition of NaN
        return "NaN"
    if value in {float("inf"), float("-inf")}:
        return "Infinity" if value > 0 else "-Infinity"
    count = _SINGLE_DIGITS if type(value) is v.Single else _DOUBLE_DIGITS
    # Python's g and .NET's G agree on when an exponent is written, and on its two digits.
    return f"{value:.{count}g}".replace("e", "E")


def decimal_text(value: Decimal) -> str:
    """Return a Decimal with all its digits, the zeros behind it included, never an exponent."""
    return f"{value:f}"


def date_text(value: v.DateTime) -> str:
    """Return a DateTime as the invariant culture's ``G`` has it."""
    (year, month, day), (hour, minute, second, _) = value.date_parts(), value.time_parts()
    return f"{month:02}/{day:02}/{year:04} {hour:02}:{minute:02}:{second:02}"


def _offset_text(value: v.DateTimeOffset) -> str:
    minutes = abs(value.offset_minutes)
    sign = "-" if value.offset_minutes < 0 else "+"
    return f"{date_text(v.DateTime(value.ticks))} {sign}{minutes // 60:02}:{minutes % 60:02}"


def _list_text(value: Any) -> str:
    return " ".join(item_text(item) for item in value)


def item_text(item: Any) -> str:
    """Return the text of an item of a list: a list inside shows only its type."""
    kind = type(item)
    if kind is str:
        return str(item)
    if kind is Annotated and item.text is not None:
        return str(item.text)
    return type_of(item).name if isinstance(item, (list, bytearray)) else to_text(item)


def _bag_text(value: PropertyBag) -> str:
    if value.extras is not None:
        shown = value.extras.get("tostring")
        if shown is not None and shown.kind == "ScriptMethod":
            return to_text(shown.value.call_method(value, []))
    if value.text is not None:
        return value.text
    return properties_text(value.items())


def properties_text(pairs: Any) -> str:
    """Return ``@{A=1; B=x}``: lists inside as the name of their type."""
    inside = "; ".join(f"{name}={_inner_text(item)}" for name, item in pairs)
    return f"@{{{inside}}}" if inside else ""


def _inner_text(value: Any) -> str:
    """Return the text of a property inside ``@{}``: what unrolls shows only its type."""
    kind = type(value)
    if kind is PropertyBag or (kind is Annotated and value.text is not None):
        return value.text or ""
    if isinstance(value, (list, bytearray)):
        return type_of(value).name
    return to_text(value)


def _annotated_text(value: Annotated) -> str:
    if value.extras is not None:
        shown = value.extras.get("tostring")
        if shown is not None and shown.kind == "ScriptMethod":
            return to_text(shown.value.call_method(value, []))
    return to_text(value.base)


def _entry_text(value: v.KeyValuePair) -> str:
    return f"[{to_text(value.key)}, {to_text(value.value)}]"


def _type_name(value: Any) -> str:
    return type_of(value).name


def _address_text(value: v.IPAddress) -> str:
    if len(value.packed) == 4:
        return ".".join(str(part) for part in value.packed)
    groups = [int.from_bytes(value.packed[i : i + 2], "big") for i in range(0, 16, 2)]
    return _compress(groups)


def _compress(groups: list[int]) -> str:
    """Return an IPv6 address with its longest run of zeros left out (RFC 5952 4.2)."""
    best_start = best_length = 0
    start = 0
    while start < 8:
        end = start
        while end < 8 and groups[end] == 0:
            end += 1
        if end - start > max(best_length, 1):
            best_start, best_length = start, end - start
        start = max(end, start + 1)
    words = [f"{group:x}" for group in groups]
    if not best_length:
        return ":".join(words)
    front, back = words[:best_start], words[best_start + best_length :]
    return f"{':'.join(front)}::{':'.join(back)}"


TEXT: Final[dict[type, Callable[[Any], str]]] = {
    str: str,
    int: str,
    bool: lambda value: "True" if value else "False",
    float: float_text,
    type(None): lambda _: "",
    Decimal: decimal_text,
    v.Single: float_text,
    v.Char: str.__str__,
    list: _list_text,
    bytearray: _list_text,
    range: _list_text,
    tuple: _list_text,
    v.TypedArray: _list_text,
    v.ArrayList: _list_text,
    v.GenericList: _list_text,
    v.ReadOnlyList: _list_text,
    v.Queue: _list_text,
    v.Stack: lambda value: _list_text(value[::-1]),
    v.HashSet: _list_text,
    v.Hashtable: _type_name,
    v.OrderedHashtable: _type_name,
    v.OrderedDictionary: _type_name,
    v.Dictionary: _type_name,
    v.SortedList: _type_name,
    v.DictionaryEntry: _entry_text,
    v.KeyValuePair: _entry_text,
    v.DateTime: date_text,
    v.DateTimeOffset: _offset_text,
    v.IPAddress: _address_text,
    v.Credential: _type_name,
    PropertyBag: _bag_text,
    Annotated: _annotated_text,
    Secret: _type_name,
    NetType: str,
    **dict.fromkeys((*v.SIZED, v.BigInteger), int.__repr__),
}


def to_text(value: Any) -> str:
    """Return what ``"$value"`` shows."""
    write = TEXT.get(type(value))
    if write is None:
        write = _find_text(value)
    return write(value)


def _find_text(value: Any) -> Callable[[Any], str]:
    """Choose and remember how a class is shown: its own __str__, else its properties."""
    cls: Any = type(value)
    for parent in cls.__mro__[1:-1]:
        if parent in TEXT:
            TEXT[cls] = TEXT[parent]
            return TEXT[parent]
    own = cls.__str__ is not object.__str__
    write: Callable[[Any], str] = str if own else _domain_text
    TEXT[cls] = write
    return write


def _domain_text(value: Any) -> str:
    properties = shown_properties(type(value))
    return properties_text((one.name, one.get(value)) for one in properties.values())


def folded(value: Any) -> str:
    """Return the text of a value without regard to case."""
    return fold(to_text(value))
