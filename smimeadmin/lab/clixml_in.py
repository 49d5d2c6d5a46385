"""Reads what clients send: psrpcore's objects become values of core.

psrpcore is the other half of the protocol here, so that the client's codec is never its own judge.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from xml.etree import ElementTree as ET

from psrpcore import PSRPCoreError
from psrpcore import types as ps
from psrpcore.types import PSCryptoProvider

from smimeadmin.core import values as v
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.lab.faults import bad_request

DEEPEST: Final = 160
"""Levels of elements; an object takes two or three of them."""
_TICKS: Final = 10
_AGAIN: Final = "Deserialized."
_SWITCH: Final = "System.Management.Automation.SwitchParameter"
_ENUM: Final = "Deserialized.System.Enum"


def read_message(text: str, cipher: PSCryptoProvider) -> Any:
    """Return psrpcore's object in a message; raises WsManFault for what can't be read.

    ``-1`` as a ConsoleColor (what a client without a terminal sends) is none that psrpcore knows;
    host data is not used here, so it is taken out first.
    """
    if "<!DOCTYPE" in text:
        raise bad_request("A message has a document type.")
    try:
        root = ET.fromstring(text)  # noqa: S314 - entities need a DOCTYPE, refused above
        _check_depth(root)
        _drop_host_data(root)
        return ps.deserialize(root, cipher)
    except (ET.ParseError, ValueError, TypeError, KeyError, AttributeError, PSRPCoreError) as error:
        raise bad_request(f"A message cannot be read: {error}.") from error


def _check_depth(root: ET.Element) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise bad_request("A message is nested too deeply.")
        level = [child for element in level for child in element]


def _drop_host_data(root: ET.Element) -> None:
    for parent in root.iter("MS"):
        for child in list(parent):
            if child.get("N") == "_hostDefaultData":
                parent.remove(child)


def value_of(item: Any) -> Any:
    """Return the value of core that an object of psrpcore stands for."""
    if item is None or type(item) is bool:
        return item
    known = _KNOWN.get(type(item))
    if known is None:
        return _object(item)
    value = known(item)
    meta = item.PSObject
    if meta.extended_properties or _is_enum(item):
        return _pinned(item, value)
    return value


def _is_enum(item: Any) -> bool:
    return len(item.PSObject.type_names) > 1 and item.PSObject.type_names[1] == _ENUM


def _names(item: Any) -> tuple[str, ...]:
    """Return type names with one ``Deserialized.`` where psrpcore put several."""
    found = []
    for name in item.PSObject.type_names:
        again = name
        while again.startswith(_AGAIN * 2):
            again = again.removeprefix(_AGAIN)
        found.append(again)
    return tuple(found)


def _members(item: Any, properties: Any) -> list[tuple[str, Any]]:
    return [(str(one.name), value_of(one.get_value(item))) for one in properties]


def _pinned(item: Any, value: Any) -> Annotated:
    made = Annotated(value, _names(item) if _is_enum(item) else ())
    made.replaces = bool(made.type_names)
    made.text = item.PSObject.to_string
    for name, member in _members(item, item.PSObject.extended_properties):
        made.notes.add(name, member)
    return made


def _object(item: Any) -> Any:
    meta = item.PSObject
    names = _names(item)
    if names and names[0].removeprefix(_AGAIN) == _SWITCH:
        return v.SwitchParameter(is_present=bool(item.IsPresent))
    adapted = _members(item, meta.adapted_properties)
    bag = PropertyBag.of([*_members(item, meta.extended_properties), *adapted], names)
    bag.adapted = len(adapted)
    bag.text = meta.to_string
    return bag


def _moment(item: dt.datetime) -> v.DateTime:
    kind = v.DateKind.UNSPECIFIED
    if item.tzinfo is not None:
        is_utc = item.tzinfo is dt.UTC or item.utcoffset() == dt.timedelta()
        kind = v.DateKind.UTC if is_utc else v.DateKind.LOCAL
    ticks = int(getattr(item, "nanosecond", 0) or 0) // 100
    plain = item.astimezone(dt.UTC) if item.tzinfo is not None else item
    made = v.DateTime.from_datetime(
        dt.datetime(  # noqa: DTZ001 - the kind is kept beside it
            plain.year,
            plain.month,
            plain.day,
            plain.hour,
            plain.minute,
            plain.second,
            plain.microsecond,
        )
    )
    made = v.DateTime(made.ticks + ticks, v.DateKind.UTC if item.tzinfo is not None else kind)
    return made.to_local() if kind is v.DateKind.LOCAL else made


def _span(item: dt.timedelta) -> v.TimeSpan:
    whole = (item.days * 86400 + item.seconds) * 1_000_000 + item.microseconds
    return v.TimeSpan(whole * _TICKS + int(getattr(item, "nanoseconds", 0) or 0) // 100)


def _version(item: Any) -> v.Version:
    return v.Version(*(int(part) for part in str(item).split(".")))


def _list(item: Any) -> list[Any]:
    return [value_of(one) for one in item]


def _table(item: Any) -> v.Hashtable:
    return v.Hashtable((value_of(key), value_of(value)) for key, value in item.items())


_KNOWN: Final[dict[type, Callable[[Any], Any]]] = {
    ps.PSString: str.__str__,
    ps.PSXml: str.__str__,
    ps.PSScriptBlock: str.__str__,
    ps.PSUri: lambda item: v.Uri.parse(str.__str__(item)),
    ps.PSInt: int,
    ps.PSByte: v.Byte,
    ps.PSSByte: v.SByte,
    ps.PSInt16: v.Int16,
    ps.PSUInt16: v.UInt16,
    ps.PSUInt: v.UInt32,
    ps.PSInt64: v.Int64,
    ps.PSUInt64: v.UInt64,
    ps.PSDouble: float,
    ps.PSSingle: v.Single,
    ps.PSDecimal: lambda item: Decimal(str(item)),
    ps.PSChar: lambda item: v.Char(chr(int(item))),
    ps.PSByteArray: bytearray,
    ps.PSDateTime: _moment,
    ps.PSDuration: _span,
    ps.PSVersion: _version,
    ps.PSGuid: lambda item: v.Guid(int(item)),
    ps.PSSecureString: lambda item: Secret(str(item.decrypt())),
    ps.PSList: _list,
    ps.PSIEnumerable: _list,
    ps.PSQueue: lambda item: v.Queue(_list(item)),
    ps.PSStack: lambda item: v.Stack(_list(item)),
    ps.PSDict: _table,
}
