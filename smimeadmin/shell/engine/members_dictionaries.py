"""Members of dictionaries, entries, regular expressions, matches, XML and text builders."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, is_type, to_text
from smimeadmin.shell.engine.enumerators import watched
from smimeadmin.shell.engine.members_table import methods, net_exception, out_of_range, properties
from smimeadmin.shell.engine.sorting import sort_values
from smimeadmin.shell.engine.types import NetType, resolve_type
from smimeadmin.shell.engine.xml_document import XmlElement

_MAPS: Final = (v.Hashtable, v.OrderedDictionary, v.Dictionary, v.SortedList)


def entries(table: v.FoldingDictionary) -> Sequence[v.KeyValuePair]:
    """Return the entries of a dictionary, those of a sorted one by their keys."""
    if isinstance(table, (v.Dictionary, v.SortedList)) and table.key_type:
        generic = f"System.Collections.Generic.KeyValuePair[{table.key_type},{table.value_type}]"
        return [v.KeyValuePair(key, table[key], generic) for key in keys_of(table)]
    return [v.DictionaryEntry(key, table[key]) for key in keys_of(table)]


def keys_of(table: v.FoldingDictionary) -> list[Any]:
    """Return the keys of a dictionary, those of a sorted one in order."""
    if isinstance(table, v.SortedList):
        return sort_values(table.keys(), lambda key: key, ignore_case=False)
    return table.keys()


def _values(table: v.FoldingDictionary) -> list[Any]:
    return [table[key] for key in keys_of(table)]


def _fit_key(table: v.FoldingDictionary, key: Any) -> Any:
    if key is None:
        raise net_exception("ArgumentNullException", "A key cannot be null.")
    name = getattr(table, "key_type", "")
    return convert(key, resolve_type(name)) if name else key


def _fit_value(table: v.FoldingDictionary, value: Any) -> Any:
    name = getattr(table, "value_type", "")
    return convert(value, resolve_type(name)) if name else value


def _add(table: v.FoldingDictionary, key: Any, value: Any) -> None:
    key = _fit_key(table, key)
    if key in table:
        raise net_exception(
            "ArgumentException",
            f"Item has already been added. Key in dictionary: '{to_text(key)}'.",
            key,
        )
    table[key] = _fit_value(table, value)


def set_entry(table: v.FoldingDictionary, key: Any, value: Any) -> None:
    """Set an entry, key and value in the types of the dictionary."""
    table[_fit_key(table, key)] = _fit_value(table, value)


def _remove(table: v.FoldingDictionary, key: Any) -> bool | None:
    found = key in table
    if found:
        del table[key]
    return found if isinstance(table, v.Dictionary) else None


def _contains_value(table: v.FoldingDictionary, value: Any) -> bool:
    return any(type(item) is type(value) and item == value for item in _values(table))


def _enumerate(table: v.FoldingDictionary) -> Iterator[Any]:
    return watched(entries(table), table)


def _insert(table: v.OrderedDictionary, index: int, key: Any, value: Any) -> None:
    pairs = table.items()
    if not 0 <= index <= len(pairs):
        raise out_of_range("The index")
    if key in table:
        raise net_exception("ArgumentException", "Item has already been added.", key)
    pairs.insert(index, (key, value))
    table.clear()
    for name, item in pairs:
        table[name] = item


def _remove_at(table: v.OrderedDictionary, index: int) -> None:
    names = table.keys()
    if not 0 <= index < len(names):
        raise out_of_range("The index")
    del table[names[index]]


def _try_add(table: v.Dictionary, key: Any, value: Any) -> bool:
    if key in table:
        return False
    _add(table, key, value)
    return True


properties(v.DictionaryView, Count=len, IsSynchronized=lambda _view: False)
properties(
    *_MAPS,
    Count=len,
    Keys=lambda table: v.DictionaryView(keys_of(table), table, "KeyCollection"),
    Values=lambda table: v.DictionaryView(_values(table), table, "ValueCollection"),
    IsReadOnly=lambda _t: False,
    IsFixedSize=lambda _t: False,
    IsSynchronized=lambda _t: False,
    SyncRoot=lambda t: t,
)
methods(
    *_MAPS,
    Add=[("object object", _add)],
    Remove=[("object", _remove)],
    Contains=[("object", lambda t, key: key in t)],
    ContainsKey=[("object", lambda t, key: key in t)],
    ContainsValue=[("object", _contains_value)],
    Clear=[("", lambda t: t.clear())],
    Clone=[("", lambda t: t.copy())],
    GetEnumerator=[("", _enumerate)],
    Equals=[("object", lambda a, b: a is b)],
    GetHashCode=[("", lambda t: id(t) & 0x7FFFFFFF)],
    get_Item=[("object", lambda t, key: t.get(key))],
    set_Item=[("object object", set_entry)],
)
methods(
    v.OrderedDictionary, Insert=[("int object object", _insert)], RemoveAt=[("int", _remove_at)]
)
methods(v.Dictionary, TryAdd=[("object object", _try_add)])


properties(v.KeyValuePair, Key=lambda e: e.key, Value=lambda e: e.value)
properties(v.DictionaryEntry, Name=lambda e: e.key)

# XML -------------------------------------------------------------------------------------------

_XML: Final = (XmlElement,)
properties(
    *_XML,
    InnerText=lambda e: e.inner_text(),
    InnerXml=lambda e: e.inner_xml(),
    OuterXml=lambda e: e.outer_xml(),
    LocalName=lambda e: e.name.rpartition(":")[2],
    ChildNodes=lambda e: e.elements(),
    HasChildNodes=lambda e: bool(e.children),
    HasAttributes=lambda e: bool(e.attributes),
    DocumentElement=lambda e: e.elements()[0] if e.elements() else None,
)
methods(
    *_XML,
    GetAttribute=[("string", lambda e, name: e.attributes.get(name, ""))],
    HasAttribute=[("string", lambda e, name: name in e.attributes)],
    SetAttribute=[("string string", lambda e, name, text: e.attributes.update({name: text}))],
)


# Types -----------------------------------------------------------------------------------------

_PRIMITIVE: Final = frozenset(
    {
        "System.Boolean",
        "System.Char",
        "System.Double",
        "System.Single",
        "System.Int32",
        *(kind.net_name for kind in v.SIZED),
    }
)
properties(
    NetType,
    Name=lambda t: t.simple_name,
    FullName=lambda t: t.full_name,
    Namespace=lambda t: (t.definition or t.name).rpartition(".")[0],
    BaseType=lambda t: t.base,
    IsArray=lambda t: t.is_array,
    IsEnum=lambda t: t.is_enum,
    IsValueType=lambda t: "System.ValueType" in t.ancestors,
    IsClass=lambda t: "System.ValueType" not in t.ancestors,
    IsGenericType=lambda t: bool(t.arguments),
    IsPublic=lambda _t: True,
    IsSerializable=lambda _t: True,
    IsPrimitive=lambda t: t.name in _PRIMITIVE,
    UnderlyingSystemType=lambda t: t,
)
methods(
    NetType,
    ToString=[("", lambda t: t.name)],
    GetElementType=[("", lambda t: t.element)],
    GetGenericArguments=[("", lambda t: list(t.arguments))],
    IsAssignableFrom=[("type", lambda t, other: t.name in other.ancestors)],
    IsInstanceOfType=[("object", lambda t, value: is_type(value, t))],
    IsSubclassOf=[("type", lambda t, other: t is not other and other.name in t.ancestors)],
    GetEnumNames=[
        ("", lambda t: v.TypedArray(list(t.enum.members) if t.enum else [], "System.String"))
    ],
    GetEnumValues=[
        ("", lambda t: [v.EnumValue(t.enum, n) for n in t.enum.members.values()] if t.enum else [])
    ],
    Equals=[("object", lambda a, b: a is b)],
)
