"""Members of dictionaries, their entries, XML and types."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, is_type, to_text
from smimeadmin.shell.engine.enumerators import watched
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.members_table import methods, net_exception, out_of_range, properties
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import convert_argument
from smimeadmin.shell.engine.sorting import sort_values
from smimeadmin.shell.engine.types import resolve_type
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


def _key_argument(table: v.FoldingDictionary, key: Any) -> Any:
    """Return a key that is an argument of a method in the type of the dictionary's keys."""
    if key is None:
        raise net_exception("ArgumentNullException", "A key cannot be null. (Parameter 'key')")
    name = getattr(table, "key_type", "")
    return convert_argument(key, resolve_type(name)) if name else key


def _value_argument(table: v.FoldingDictionary, value: Any) -> Any:
    name = getattr(table, "value_type", "")
    return convert_argument(value, resolve_type(name)) if name else value


def _blank(table: v.FoldingDictionary) -> Any:
    """Return what TryGetValue stores where there is nothing: zero, false or null."""
    name = getattr(table, "value_type", "")
    if name == "System.String":
        return None
    try:
        return convert(None, resolve_type(name)) if name else None
    except ConversionError:
        return None


def _try_get(table: v.FoldingDictionary, key: Any, result: Any) -> bool:
    fitting = _key_argument(table, key)
    found = fitting in table
    result.value = table[fitting] if found else _blank(table)
    return found


def _take(table: v.FoldingDictionary, key: Any, result: Any) -> bool:
    found = _try_get(table, key, result)
    if found:
        del table[_key_argument(table, key)]
    return found


def _item(table: v.FoldingDictionary, key: Any) -> Any:
    fitting = _key_argument(table, key)
    is_generic = bool(getattr(table, "key_type", None))
    if fitting not in table and is_generic:
        raise net_exception(
            "System.Collections.Generic.KeyNotFoundException",
            f"The given key '{to_text(key)}' was not present in the dictionary.",
        )
    return table.get(fitting)


def _contains_key(table: v.FoldingDictionary, key: Any) -> bool:
    return _key_argument(table, key) in table


def _copy_to(table: v.FoldingDictionary, target: Any, start: int) -> None:
    found = list(entries(table))
    if start < 0 or start + len(found) > len(target):
        raise net_exception("ArgumentException", "The target is not long enough.")
    target[start : start + len(found)] = found


def _key_at(table: v.SortedList, index: int) -> Any:
    names = keys_of(table)
    if not 0 <= index < len(names):
        raise out_of_range("The index")
    return names[index]


def _set_at(table: v.SortedList, index: int, value: Any) -> None:
    table[_key_at(table, index)] = _value_argument(table, value)


def _remove_sorted(table: v.SortedList, index: int) -> None:
    del table[_key_at(table, index)]


def _place(items: list[Any], value: Any) -> int:
    return next((i for i, x in enumerate(items) if type(x) is type(value) and x == value), -1)


def _add(table: v.FoldingDictionary, key: Any, value: Any) -> None:
    key = _key_argument(table, key)
    if key in table:
        raise net_exception(
            "ArgumentException",
            f"Item has already been added. Key in dictionary: '{to_text(key)}'.",
            key,
        )
    table[key] = _value_argument(table, value)


def set_entry(table: v.FoldingDictionary, key: Any, value: Any) -> None:
    """Set an entry, key and value in the types of the dictionary."""
    table[_fit_key(table, key)] = _fit_value(table, value)


def _remove(table: v.FoldingDictionary, key: Any) -> bool | None:
    key = _key_argument(table, key)
    found = key in table
    if found:
        del table[key]
    is_generic = bool(getattr(table, "key_type", None))
    return found if is_generic else None


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
    Add=[("object:key object:value -> void", _add)],
    Remove=[("object:key -> void", _remove)],
    Contains=[("object:key -> bool", _contains_key)],
    ContainsKey=[("object:key -> bool", _contains_key)],
    ContainsValue=[("object:value -> bool", _contains_value)],
    Clear=[("-> void", lambda t: t.clear())],
    Clone=[("-> object", lambda t: t.copy())],
    CopyTo=[("System.Array:array int:arrayIndex -> void", _copy_to)],
    GetEnumerator=[("-> System.Collections.IDictionaryEnumerator", _enumerate)],
    Equals=[("object:obj -> bool", lambda a, b: a is b)],
    GetHashCode=[("-> int", lambda t: id(t) & 0x7FFFFFFF)],
    get_Item=[("object:key -> object", _item)],
    set_Item=[("object:key object:value -> void", set_entry)],
)
methods(
    v.OrderedDictionary,
    Insert=[("int:index object:key object:value -> void", _insert)],
    RemoveAt=[("int:index -> void", _remove_at)],
)
methods(
    v.Dictionary,
    v.SortedList,
    TryGetValue=[("object:key &object:value -> bool", _try_get)],
)
methods(
    v.Dictionary,
    TryAdd=[("object:key object:value -> bool", _try_add)],
    Remove=[("object:key -> bool", _remove), ("object:key &object:value -> bool", _take)],
    EnsureCapacity=[("int:capacity -> int", lambda t, n: max(n, len(t)))],
    TrimExcess=[("-> void", lambda _t: None)],
)
methods(
    v.SortedList,
    GetByIndex=[("int:index -> object", lambda t, i: t[_key_at(t, i)])],
    GetValueAtIndex=[("int:index -> object", lambda t, i: t[_key_at(t, i)])],
    GetKey=[("int:index -> object", _key_at)],
    GetKeyAtIndex=[("int:index -> object", _key_at)],
    GetKeyList=[("-> System.Collections.IList", keys_of)],
    GetValueList=[("-> System.Collections.IList", _values)],
    IndexOfKey=[("object:key -> int", lambda t, key: _place(keys_of(t), _fit_key(t, key)))],
    IndexOfValue=[("object:value -> int", lambda t, value: _place(_values(t), value))],
    RemoveAt=[("int:index -> void", _remove_sorted)],
    SetByIndex=[("int:index object:value -> void", _set_at)],
    SetValueAtIndex=[("int:index object:value -> void", _set_at)],
    TrimToSize=[("-> void", lambda _t: None)],
)
properties(v.SortedList, Capacity=lambda t: max(16, len(t)))


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
