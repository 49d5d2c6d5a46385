"""The one door through which values of Python's own making enter the engine.

An exact ``int`` is an Int32 and must lie in its range; what is larger becomes Int64 or BigInteger.
Domain objects stay as they are; their fields are shown under .NET's names.
"""

import sys
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag


class ShownProperty:
    """A property of a domain class: its .NET name and how to read it."""

    __slots__ = ("attribute", "name")

    def __init__(self, name: str, attribute: str) -> None:
        self.name = name
        self.attribute = attribute

    def get(self, owner: Any) -> Any:
        """Return the value for the engine."""
        return from_python(getattr(owner, self.attribute))


_UNTOUCHED: Final[frozenset[type]] = frozenset(
    {
        str,
        float,
        bool,
        type(None),
        list,
        bytearray,
        Decimal,
        PropertyBag,
        Annotated,
        v.Char,
        v.Single,
        v.BigInteger,
        *v.SIZED,
        v.DateTime,
        v.TimeSpan,
        v.DateTimeOffset,
        v.Guid,
        v.Version,
        v.EnumValue,
        v.Hashtable,
        v.OrderedDictionary,
    }
)


def from_python(value: Any, declared: type | None = None) -> Any:
    """Return a value as the engine holds it.

    Integers by size (or as ``declared``, a class of core.values), aware datetimes as Local
    DateTime, ``timedelta`` as TimeSpan, ``bytes`` as Byte[], tuples and sets as Object[],
    dictionaries as ordered ones, members of a text enum as their text, UUIDs as Guid.
    """
    kind = type(value)
    if declared is not None and value is not None:
        return declared(value)
    if kind is int:
        return value if v.INT32_MIN <= value <= v.INT32_MAX else v.fit_integer(value)
    if kind in _UNTOUCHED:
        return value
    turn = _TURN.get(kind)
    if turn is not None:
        return turn(value)
    return _from_other(value, kind)


def _from_other(value: Any, kind: type) -> Any:
    """Turn what is known by its module or its parents, and let all else through."""
    if issubclass(kind, Enum):
        return from_python(value.value)
    name = f"{kind.__module__}.{kind.__name__}"
    turn = _BY_NAME.get(name)
    return value if turn is None else turn(value)


def _from_sequence(value: Any) -> list[Any]:
    return [from_python(item) for item in value]


def _from_mapping(value: dict[Any, Any]) -> v.OrderedDictionary:
    return v.OrderedDictionary((from_python(k), from_python(item)) for k, item in value.items())


def _from_timedelta(value: Any) -> v.TimeSpan:
    seconds = value.days * 86_400 + value.seconds
    return v.TimeSpan(seconds * 10_000_000 + value.microseconds * 10)


def _from_date(value: Any) -> v.DateTime:
    return v.DateTime.of(value.year, value.month, value.day)


_TURN: Final[dict[type, Callable[[Any], Any]]] = {
    bytes: bytearray,
    tuple: _from_sequence,
    range: _from_sequence,
    set: _from_sequence,
    frozenset: _from_sequence,
    dict: _from_mapping,
}
# By name, so that neither datetime nor uuid is loaded for a session that meets none of them.
_BY_NAME: Final[dict[str, Callable[[Any], Any]]] = {
    "datetime.datetime": v.DateTime.from_datetime,
    "datetime.date": _from_date,
    "datetime.timedelta": _from_timedelta,
    "uuid.UUID": lambda value: v.Guid(value.int),
}

_SHOWN: dict[type, dict[str, ShownProperty]] = {}


def shown_properties(cls: type) -> dict[str, ShownProperty]:
    """Return the properties that a domain class shows, by folded name, in order.

    Dataclass fields under their .NET names (``not_after`` as NotAfter, or ``metadata["name"]``),
    without those whose metadata hide them, then public properties; ``shown`` on the class replaces
    it all with an exact list.
    """
    known = _SHOWN.get(cls)
    if known is None:
        known = _SHOWN[cls] = {fold(one.name): one for one in _find_properties(cls)}
    return known


def _find_properties(cls: type) -> list[ShownProperty]:
    fields: dict[str, Any] = getattr(cls, "__dataclass_fields__", {})
    exact: Any = getattr(cls, "shown", None)
    if isinstance(exact, tuple):
        return [ShownProperty(_net_name(a, fields), a) for a in exact]
    found = [
        ShownProperty(_net_name(name, fields), name)
        for name, field in fields.items()
        if not name.startswith("_") and _is_shown(field)
    ]
    for parent in reversed(cls.__mro__):
        for name, member in vars(parent).items():
            if isinstance(member, property) and not name.startswith("_") and name not in fields:
                found.append(ShownProperty(_net_name(name, fields), name))
    return found


def _is_shown(field: Any) -> bool:
    # A ClassVar is in __dataclass_fields__ too, under a marker of its own.
    marker = getattr(sys.modules.get("dataclasses"), "_FIELD", None)
    return getattr(field, "_field_type", None) is marker and not field.metadata.get("hidden")


def _net_name(attribute: str, fields: dict[str, Any]) -> str:
    field = fields.get(attribute)
    chosen: str | None = None if field is None else field.metadata.get("name")
    return chosen or "".join(word[:1].upper() + word[1:] for word in attribute.split("_"))
