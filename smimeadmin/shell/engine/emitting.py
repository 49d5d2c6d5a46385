"""From values to the pipeline: what is taken apart, and what stays one object."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine.convert import enumerate_value

_WHOLE: frozenset[type] = frozenset(
    {
        str,
        int,
        float,
        bool,
        Decimal,
        PropertyBag,
        v.Hashtable,
        v.OrderedDictionary,
        v.DateTime,
        v.TimeSpan,
        v.Int64,
        v.Byte,
        v.Char,
        v.Guid,
        v.EnumValue,
        v.FileInfo,
        type(None),
    }
)


def emit(value: Any, out: Callable[[Any], Any]) -> None:
    """Write a value to an output: lists item by item, everything else as it is."""
    kind = type(value)
    if kind in _WHOLE:
        out(value)
    elif kind is list or kind is range:
        for item in value:
            out(item)
    else:
        items = enumerate_value(value)
        if items is None:
            out(value)
            return
        for item in items:
            out(item)


def items_of(value: Any) -> Any:
    """Return what ``foreach`` goes through: the items of a list, else the value alone."""
    kind = type(value)
    if kind is list:
        return value
    if value is None:
        return ()
    if kind in _WHOLE:
        return (value,)
    if kind is range:
        return value
    items = enumerate_value(value)
    return (value,) if items is None else items
