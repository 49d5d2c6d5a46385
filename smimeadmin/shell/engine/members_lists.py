"""Members of arrays and lists."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, list_items, to_bool
from smimeadmin.shell.engine.members_table import (
    inherit,
    methods,
    net_exception,
    out_of_range,
    properties,
)
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import convert_argument
from smimeadmin.shell.engine.regex import GroupCollection
from smimeadmin.shell.engine.sorting import sort_values
from smimeadmin.shell.engine.types import resolve_type

_ARRAYS: Final = (list, v.TypedArray, bytearray)
_LISTS: Final = (v.ArrayList, v.GenericList)
_ALL: Final = (*_ARRAYS, *_LISTS, v.Collection, v.ReadOnlyList)


def same_object(left: Any, right: Any) -> bool:
    """Return .NET's ``Equals`` of two values: the same type, the same value."""
    kind = type(left)
    if kind is not type(right):
        return False
    if isinstance(left, (list, dict, bytearray)):
        return left is right
    return bool(left == right)


def fit(items: Any, value: Any) -> Any:
    """Return an argument as the element type of a list."""
    element = getattr(items, "element", "")
    if not element or element == "System.Object":
        return value
    return convert_argument(value, resolve_type(element))


def _refuse(_items: Any, *_arguments: Any) -> Any:
    raise net_exception("NotSupportedException", "Collection was of a fixed size.")


def _index_of(items: Any, value: Any, start: int = 0, count: int | None = None) -> int:
    end = len(items) if count is None else start + count
    if start < 0 or end < start or end > len(items):
        raise out_of_range("The index")
    return next((i for i in range(start, end) if same_object(items[i], value)), -1)


def _last_index_of(items: Any, value: Any, start: int | None = None) -> int:
    last = len(items) - 1 if start is None else start
    if last >= len(items):
        raise out_of_range("The index")
    return next((i for i in range(last, -1, -1) if same_object(items[i], value)), -1)


def contains(items: Any, value: Any) -> bool:
    """Say whether a value is among the items."""
    return any(same_object(item, value) for item in items)


def _clone(items: Any) -> Any:
    if type(items) in {v.TypedArray, v.GenericList, v.Collection}:
        return type(items)(items, items.element)
    return items[:] if type(items) in {list, bytearray} else type(items)(items)


def _at(items: Any, index: int) -> Any:
    if not 0 <= index < len(items):
        raise net_exception("IndexOutOfRangeException", "Index was outside the array.")
    return v.Byte(items[index]) if type(items) is bytearray else items[index]


def _set_at(items: Any, value: Any, index: int) -> None:
    if not 0 <= index < len(items):
        raise net_exception("IndexOutOfRangeException", "Index was outside the array.")
    items[index] = fit(items, value)


def copy_to(items: Any, target: Any, start: int = 0) -> None:
    """Copy all items to an array."""
    if start < 0 or start + len(items) > len(target):
        raise net_exception("ArgumentException", "The target is not long enough.")
    target[start : start + len(items)] = list(items)


def _add(items: Any, value: Any) -> int | None:
    items.append(fit(items, value))
    return len(items) - 1 if type(items) is v.ArrayList else None


def _add_range(items: Any, more: Any) -> None:
    items += [fit(items, item) for item in items_of(more)]


def items_of(more: Any) -> list[Any]:
    """Return the items of a collection that is an argument; another value is one item."""
    found = list_items(more)
    if found is not None:
        return found
    if isinstance(more, (v.HashSet, v.Queue)):
        return list(more)
    if isinstance(more, v.Stack):
        return list(more[::-1])
    return [more]


def _insert(items: Any, index: int, value: Any) -> None:
    if not 0 <= index <= len(items):
        raise out_of_range("The index")
    items.insert(index, fit(items, value))


def _insert_range(items: Any, index: int, more: Any) -> None:
    if not 0 <= index <= len(items):
        raise out_of_range("The index")
    items[index:index] = [fit(items, item) for item in items_of(more)]


def _remove(items: Any, value: Any) -> bool | None:
    index = _index_of(items, _fit_or_same(items, value))
    if index >= 0:
        del items[index]
    return None if type(items) is v.ArrayList else index >= 0


def _fit_or_same(items: Any, value: Any) -> Any:
    return value if value is None else fit(items, value)


def _remove_at(items: Any, index: int) -> None:
    if not 0 <= index < len(items):
        raise out_of_range("The index")
    del items[index]


def _remove_range(items: Any, index: int, count: int) -> None:
    if index < 0 or count < 0 or index + count > len(items):
        raise net_exception("ArgumentException", "The range is not in the list.")
    del items[index : index + count]


def _reverse(items: Any, start: int = 0, count: int | None = None) -> None:
    end = len(items) if count is None else start + count
    if start < 0 or end < start or end > len(items):
        raise net_exception("ArgumentException", "The range is not in the list.")
    items[start:end] = items[start:end][::-1]


def _sort(items: Any) -> None:
    items[:] = sort_values(list(items), lambda item: item, ignore_case=False)


def _get_range(items: Any, index: int, count: int) -> Any:
    if index < 0 or count < 0 or index + count > len(items):
        raise net_exception("ArgumentException", "The range is not in the list.")
    part = items[index : index + count]
    return v.ArrayList(part) if type(items) is v.ArrayList else v.GenericList(part, items.element)


def to_array(items: Any, wanted: Any = None) -> Any:
    """Return the items as an array of their type, or of another; a stack's top is first."""
    element = getattr(items, "element", "")
    if isinstance(wanted, NetType):
        return convert(list(items), resolve_type(f"{wanted.name}[]"))
    source = list(items[::-1]) if isinstance(items, v.Stack) else list(items)
    if element and element != "System.Object":
        return convert(source, resolve_type(f"{element}[]"))
    return source


def _find(items: Any, test: Callable[[Any], Any]) -> Any:
    return next((item for item in items if to_bool(test(item))), None)


def _find_all(items: Any, test: Callable[[Any], Any]) -> Any:
    return v.GenericList([item for item in items if to_bool(test(item))], items.element)


def _find_last(items: Any, test: Callable[[Any], Any]) -> Any:
    return next((item for item in reversed(items) if to_bool(test(item))), None)


def _find_last_index(items: Any, test: Callable[[Any], Any]) -> int:
    return next((i for i in range(len(items) - 1, -1, -1) if to_bool(test(items[i]))), -1)


def _find_index(items: Any, test: Callable[[Any], Any]) -> int:
    return next((i for i, item in enumerate(items) if to_bool(test(item))), -1)


def _find_index_from(items: Any, start: int, test: Callable[[Any], Any]) -> int:
    return next((i for i in range(start, len(items)) if to_bool(test(items[i]))), -1)


def _remove_all(items: Any, test: Callable[[Any], Any]) -> int:
    kept = [item for item in items if not to_bool(test(item))]
    removed = len(items) - len(kept)
    items[:] = kept
    return removed


def _for_each(items: Any, action: Callable[[Any], Any]) -> None:
    for item in items:
        action(item)


def _convert_all(items: Any, turn: Callable[[Any], Any]) -> Any:
    return v.GenericList([turn(item) for item in items])


def enumerate_items(items: Any) -> Iterator[Any]:
    """Return GetEnumerator."""
    return iter(list(items))


properties(
    *_ARRAYS,
    Length=len,
    LongLength=lambda items: v.Int64(len(items)),
    Rank=lambda _items: 1,
    SyncRoot=lambda items: items,
    IsReadOnly=lambda _items: False,
    IsFixedSize=lambda _items: True,
    IsSynchronized=lambda _items: False,
    Count=len,
)
properties(*_LISTS, v.Collection, v.ReadOnlyList, v.Queue, v.Stack, GroupCollection, Count=len)
properties(*_LISTS, Capacity=lambda items: max(4, len(items)))
properties(
    v.ArrayList,
    IsFixedSize=lambda _items: False,
    IsReadOnly=lambda _items: False,
    SyncRoot=lambda items: items,
    IsSynchronized=lambda _items: False,
)
methods(
    *_ALL,
    IndexOf=[
        ("object:value -> int", _index_of),
        ("object:value int:startIndex -> int", _index_of),
        ("object:value int:startIndex int:count -> int", _index_of),
    ],
    LastIndexOf=[
        ("object:value -> int", _last_index_of),
        ("object:value int:startIndex -> int", _last_index_of),
    ],
    Contains=[("object:value -> bool", contains)],
    Clone=[("-> object", _clone)],
    CopyTo=[
        ("System.Array:array -> void", copy_to),
        ("System.Array:array int:index -> void", copy_to),
    ],
    GetEnumerator=[("-> System.Collections.IEnumerator", enumerate_items)],
    Equals=[("object:obj -> bool", lambda a, b: a is b)],
    GetHashCode=[("-> int", lambda items: id(items) & 0x7FFFFFFF)],
)
methods(
    *_ARRAYS,
    Add=[("object", _refuse)],
    Insert=[("int object", _refuse)],
    Remove=[("object", _refuse)],
    RemoveAt=[("int", _refuse)],
    Clear=[("", _refuse)],
    GetValue=[("int", _at)],
    SetValue=[("object int", _set_at)],
    Get=[("int", _at)],
    Set=[("int object", lambda items, index, value: _set_at(items, value, index))],
    GetLength=[("int", lambda items, _rank: len(items))],
    GetUpperBound=[("int", lambda items, _rank: len(items) - 1)],
    GetLowerBound=[("int", lambda _items, _rank: 0)],
)
methods(
    *_LISTS,
    Add=[("object:item -> int", _add)],
    AddRange=[("object:collection -> void", _add_range)],
    Insert=[("int object", _insert)],
    InsertRange=[("int object", _insert_range)],
    Remove=[("object", _remove)],
    RemoveAt=[("int", _remove_at)],
    RemoveRange=[("int int", _remove_range)],
    Clear=[("", lambda items: items.clear())],
    Reverse=[("-> void", _reverse), ("int:index int:count -> void", _reverse)],
    Sort=[("-> void", _sort)],
    GetRange=[("int:index int:count -> object", _get_range)],
    ToArray=[("-> object[]", to_array), ("type:type -> System.Array", to_array)],
)
methods(v.ArrayList, TrimToSize=[("-> void", lambda _items: None)])
methods(
    v.Collection,
    Add=[("object", _add)],
    Insert=[("int object", _insert)],
    Remove=[("object", _remove)],
    RemoveAt=[("int", _remove_at)],
    Clear=[("", lambda items: items.clear())],
)
_TEST: Final = "System.Predicate[object]:match"
methods(
    v.GenericList,
    Find=[(f"{_TEST} -> object", _find)],
    FindAll=[(f"{_TEST} -> object", _find_all)],
    FindIndex=[
        (f"{_TEST} -> int", _find_index),
        (f"int:startIndex {_TEST} -> int", _find_index_from),
    ],
    FindLast=[(f"{_TEST} -> object", _find_last)],
    FindLastIndex=[(f"{_TEST} -> int", _find_last_index)],
    Exists=[(f"{_TEST} -> bool", lambda items, test: _find_index(items, test) >= 0)],
    TrueForAll=[
        (f"{_TEST} -> bool", lambda items, test: all(to_bool(test(item)) for item in items))
    ],
    RemoveAll=[(f"{_TEST} -> int", _remove_all)],
    ConvertAll=[("System.Converter[object,object]:converter -> object", _convert_all)],
    ForEach=[("System.Action[object]:action -> void", _for_each)],
    AsReadOnly=[("-> object", lambda items: v.ReadOnlyList(items, items.element))],
    TrimExcess=[("-> void", lambda _items: None)],
    EnsureCapacity=[("int:capacity -> int", lambda items, n: max(n, len(items)))],
    Slice=[("int:start int:length -> object", _get_range)],
)
inherit(range, list)
