"""Indexes: ``obj[index]`` read and set."""

from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine.convert import convert, list_items
from smimeadmin.shell.engine.convert_errors import INTEGER, NoConversionError
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.members_objects import MemberCollection
from smimeadmin.shell.engine.regex import GroupCollection
from smimeadmin.shell.engine.types import INT32, type_of
from smimeadmin.shell.engine.xml_document import XmlElement

if TYPE_CHECKING:
    from smimeadmin.shell.engine import members_dictionaries
else:
    members_dictionaries = at_first_use("smimeadmin.shell.engine.members_dictionaries")


_MISSING: Final = object()


def get_index(obj: Any, index: Any) -> Any:
    """Return ``obj[index]``: null outside a list; several indexes give a list."""
    if obj is None:
        raise EngineError("NullArray", "Cannot index into a null array.")
    base = obj.base if type(obj) is Annotated else obj
    if isinstance(base, v.FoldingDictionary) and type(base) is not v.HashSet:
        return _dictionary_item(base, index)
    if type(index) is str and isinstance(base, (GroupCollection, MemberCollection)):
        return _named_item(base, index)
    if type(index) is str and hasattr(base, "item_named"):
        return base.item_named(index)  # a collection of the domain that is asked by name
    sequence = _sequence_of(base)
    many = list_items(index)
    if sequence is None:
        return _index_scalar(base, index)
    if many is not None:
        return [x for x in (_item_at(sequence, i, _MISSING) for i in many) if x is not _MISSING]
    return _item_at(sequence, index, None)


def _sequence_of(obj: Any) -> Any:
    kind = type(obj)
    if kind is str:
        return obj
    if kind is bytearray or kind is range or isinstance(obj, list):
        return obj
    return None


def _named_item(items: Any, name: str) -> Any:
    if isinstance(items, MemberCollection):
        return items.find(name)
    return next((group for group in items if group.name == name), None)


def _dictionary_item(table: v.FoldingDictionary, index: Any) -> Any:
    many = list_items(index)
    if many is not None:
        found = [_dictionary_item(table, key) for key in many]
        drops = type(table) is v.OrderedDictionary
        return [item for item in found if item is not None or not drops]
    if index is None:
        raise EngineError("NullArrayIndex", "Index operation failed; the array index was null.")
    if type(table) is v.OrderedDictionary and type(index) in v.INTEGER_CLASSES:
        values = [value for _, value in table.items()]
        return values[index] if -len(values) <= index < len(values) else None
    key_type = getattr(table, "key_type", "")
    if key_type and type(table) is v.Dictionary and index not in table:
        return None
    return table.get(index)


def _item_at(sequence: Any, index: Any, default: Any) -> Any:
    kind = type(index)
    if kind is not int:
        try:
            index = _index_number(index)
        except ConversionError as reason:
            if reason.error_id == INTEGER:  # a text that is no number is no place
                return default
            raise
    size = len(sequence)
    if not -size <= index < size:
        return default
    item = sequence[index]
    kind = type(sequence)
    if kind is str:
        return v.Char(item)
    return v.Byte(item) if kind is bytearray else item


def _index_number(index: Any) -> int:
    if index is None:
        raise EngineError("NullArrayIndex", "Index operation failed; the array index was null.")
    try:
        return int(convert(index, INT32))
    except NoConversionError as reason:
        raise EngineError("CannotIndex", reason.message, target=index) from reason
    except ConversionError:
        raise


def _index_scalar(obj: Any, index: Any) -> Any:
    """Return what an indexer of its own gives, else a single value as a list of one."""
    indexer = getattr(obj, "net_index", None)
    if indexer is not None:
        return indexer(index)
    if isinstance(obj, (PropertyBag, XmlElement)) and type(index) is str:
        return None
    if list_items(index) is not None:
        return []
    try:
        place = _index_number(index)
    except EngineError as reason:
        raise EngineError(
            "CannotIndex",
            f"Unable to index into an object of type {type_of(obj).name}.",
            target=obj,
        ) from reason
    return obj if place in {0, -1} else None


def set_index(obj: Any, index: Any, value: Any) -> None:
    """Set ``obj[index]``; EngineError if the place is outside, or the value does not fit."""
    if obj is None:
        raise EngineError("NullArray", "Cannot index into a null array.")
    base = obj.base if type(obj) is Annotated else obj
    if isinstance(base, v.FoldingDictionary) and type(base) is not v.HashSet:
        _set_dictionary_item(base, index, value)
        return
    setter = getattr(base, "net_set_index", None)
    if setter is not None:
        setter(index, value)
        return
    if type(base) is str or _sequence_of(base) is None:
        raise EngineError(
            "CannotIndex",
            f"Unable to index into an object of type {type_of(base).name}.",
            target=obj,
        )
    place = _index_number(index)
    if not -len(base) <= place < len(base):
        raise EngineError(
            "System.IndexOutOfRangeException",
            "Index was outside the bounds of the array.",
            target=index,
            inner="System.IndexOutOfRangeException",
        )
    element = type_of(base).element
    if element is None and type(base) in {v.GenericList, v.Collection}:
        element = type_of(base).arguments[0]
    base[place] = (
        value if element is None or element.name == "System.Object" else convert(value, element)
    )


def _set_dictionary_item(table: v.FoldingDictionary, index: Any, value: Any) -> None:
    if index is None:
        raise EngineError("NullArrayIndex", "Index operation failed; the array index was null.")
    if type(table) is v.OrderedDictionary and type(index) is int:
        names = table.keys()
        if not 0 <= index < len(names):
            raise EngineError(
                "System.ArgumentOutOfRangeException",
                "The index is outside the dictionary.",
                target=index,
                inner="System.ArgumentOutOfRangeException",
            )
        table[names[index]] = value
        return
    members_dictionaries.set_entry(table, index, value)
