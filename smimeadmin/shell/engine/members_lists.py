"""Members of arrays, lists, queues, stacks and sets."""

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
from smimeadmin.shell.engine.regex import GroupCollection
from smimeadmin.shell.engine.sorting import sort_values
from smimeadmin.shell.engine.types import NetType, resolve_type

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


def _element_type(items: Any) -> NetType | None:
    element = getattr(items, "element", "")
    return resolve_type(element) if element else None


def _fit(items: Any, value: Any) -> Any:
    """Return a value as the element type of a list."""
    element = _element_type(items)
    return value if element is None else convert(value, element)


def _refuse(_items: Any, *_arguments: Any) -> Any:
    raise net_exception("NotSupportedException", "Collection was of a fixed size.")


def _index_of(items: Any, value: Any, start: int = 0) -> int:
    return next((i for i in range(start, len(items)) if same_object(items[i], value)), -1)


def _last_index_of(items: Any, value: Any) -> int:
    return next((i for i in range(len(items) - 1, -1, -1) if same_object(items[i], value)), -1)


def _contains(items: Any, value: Any) -> bool:
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
    items[index] = _fit(items, value)


def _copy_to(items: Any, target: Any, start: int) -> None:
    if start < 0 or start + len(items) > len(target):
        raise net_exception("ArgumentException", "The target is not long enough.")
    target[start : start + len(items)] = list(items)


def _add(items: Any, value: Any) -> int | None:
    items.append(_fit(items, value))
    return len(items) - 1 if type(items) is v.ArrayList else None


def _add_range(items: Any, more: Any) -> None:
    items += [_fit(items, item) for item in _source(more)]


def _source(more: Any) -> list[Any]:
    found = list_items(more)
    if found is not None:
        return found
    if isinstance(more, (v.HashSet, v.Queue)):
        return list(more)
    if type(more) is v.Stack:
        return list(more[::-1])
    return [more]


def _insert(items: Any, index: int, value: Any) -> None:
    if not 0 <= index <= len(items):
        raise out_of_range("The index")
    items.insert(index, _fit(items, value))


def _insert_range(items: Any, index: int, more: Any) -> None:
    if not 0 <= index <= len(items):
        raise out_of_range("The index")
    items[index:index] = [_fit(items, item) for item in _source(more)]


def _remove(items: Any, value: Any) -> bool | None:
    index = _index_of(items, _fit_or_same(items, value))
    if index >= 0:
        del items[index]
    return None if type(items) is v.ArrayList else index >= 0


def _fit_or_same(items: Any, value: Any) -> Any:
    return value if value is None else _fit(items, value)


def _remove_at(items: Any, index: int) -> None:
    if not 0 <= index < len(items):
        raise out_of_range("The index")
    del items[index]


def _remove_range(items: Any, index: int, count: int) -> None:
    if index < 0 or count < 0 or index + count > len(items):
        raise net_exception("ArgumentException", "The range is not in the list.")
    del items[index : index + count]


def _reverse(items: Any) -> None:
    items.reverse()


def _sort(items: Any) -> None:
    items[:] = sort_values(list(items), lambda item: item, ignore_case=False)


def _sort_by(items: Any, comparer: Callable[[Any, Any], Any]) -> None:
    sorter = _Comparer(comparer)
    items[:] = [one.value for one in sorted(sorter.wrap(i) for i in items)]


class _Compared:
    """An item that a script block compares."""

    __slots__ = ("comparer", "value")

    def __init__(self, value: Any, comparer: Callable[[Any, Any], Any]) -> None:
        self.value = value
        self.comparer = comparer

    def __lt__(self, other: "_Compared") -> bool:
        return int(self.comparer(self.value, other.value)) < 0


class _Comparer:
    __slots__ = ("comparer",)

    def __init__(self, comparer: Callable[[Any, Any], Any]) -> None:
        self.comparer = comparer

    def wrap(self, value: Any) -> _Compared:
        """Return a value that sorts by the comparer."""
        return _Compared(value, self.comparer)


def _get_range(items: Any, index: int, count: int) -> Any:
    if index < 0 or count < 0 or index + count > len(items):
        raise net_exception("ArgumentException", "The range is not in the list.")
    part = items[index : index + count]
    return v.ArrayList(part) if type(items) is v.ArrayList else v.GenericList(part, items.element)


def _to_array(items: Any, wanted: Any = None) -> Any:
    element = getattr(items, "element", "")
    if isinstance(wanted, NetType):
        return convert(list(items), resolve_type(f"{wanted.name}[]"))
    source = list(items[::-1]) if type(items) is v.Stack else list(items)
    if element and element != "System.Object":
        return convert(source, resolve_type(f"{element}[]"))
    return source


def _find(items: Any, test: Callable[[Any], Any]) -> Any:
    return next((item for item in items if to_bool(test(item))), None)


def _find_all(items: Any, test: Callable[[Any], Any]) -> Any:
    return v.GenericList([item for item in items if to_bool(test(item))], items.element)


def _find_index(items: Any, test: Callable[[Any], Any]) -> int:
    return next((i for i, item in enumerate(items) if to_bool(test(item))), -1)


def _remove_all(items: Any, test: Callable[[Any], Any]) -> int:
    kept = [item for item in items if not to_bool(test(item))]
    removed = len(items) - len(kept)
    items[:] = kept
    return removed


def _enumerate(items: Any) -> Iterator[Any]:
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
    IndexOf=[("object", _index_of), ("object int", _index_of)],
    LastIndexOf=[("object", _last_index_of)],
    Contains=[("object", _contains)],
    Clone=[("", _clone)],
    CopyTo=[("System.Array int", _copy_to)],
    GetEnumerator=[("", _enumerate)],
    Equals=[("object", lambda a, b: a is b)],
    GetHashCode=[("", lambda items: id(items) & 0x7FFFFFFF)],
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
    Add=[("object", _add)],
    AddRange=[("object", _add_range)],
    Insert=[("int object", _insert)],
    InsertRange=[("int object", _insert_range)],
    Remove=[("object", _remove)],
    RemoveAt=[("int", _remove_at)],
    RemoveRange=[("int int", _remove_range)],
    Clear=[("", lambda items: items.clear())],
    Reverse=[("", _reverse)],
    Sort=[("", _sort), ("object", _sort_by)],
    GetRange=[("int int", _get_range)],
    ToArray=[("", _to_array), ("type", _to_array)],
    TrimToSize=[("", lambda _items: None)],
)
methods(
    v.Collection,
    Add=[("object", _add)],
    Insert=[("int object", _insert)],
    Remove=[("object", _remove)],
    RemoveAt=[("int", _remove_at)],
    Clear=[("", lambda items: items.clear())],
)
methods(
    v.GenericList,
    Find=[("object", _find)],
    FindAll=[("object", _find_all)],
    FindIndex=[("object", _find_index)],
    Exists=[("object", lambda items, test: _find_index(items, test) >= 0)],
    RemoveAll=[("object", _remove_all)],
    ForEach=[("object", lambda items, block: [block(i) for i in items] and None)],
    AsReadOnly=[("", lambda items: v.ReadOnlyList(items, items.element))],
)


def _dequeue(queue: v.Queue) -> Any:
    if not queue:
        raise net_exception("InvalidOperationException", "Queue empty.")
    return queue.pop(0)


def _pop(stack: v.Stack) -> Any:
    if not stack:
        raise net_exception("InvalidOperationException", "Stack empty.")
    return stack.pop()


def _peek(items: Any) -> Any:
    if not items:
        raise net_exception("InvalidOperationException", "The collection is empty.")
    return items[0] if type(items) is v.Queue else items[-1]


def _push(items: Any, value: Any) -> None:
    items.append(_fit(items, value))


methods(v.Queue, Enqueue=[("object", _push)], Dequeue=[("", _dequeue)])
methods(v.Stack, Push=[("object", _push)], Pop=[("", _pop)])
methods(
    v.Queue,
    v.Stack,
    Peek=[("", _peek)],
    Clear=[("", lambda items: items.clear())],
    Contains=[("object", _contains)],
    ToArray=[("", _to_array)],
    GetEnumerator=[("", _enumerate)],
)


def _set_add(items: v.HashSet, value: Any) -> bool:
    return items.add(_fit(items, value))


def _set_remove(items: v.HashSet, value: Any) -> bool:
    fitting = _fit(items, value)
    if fitting not in items:
        return False
    del items[fitting]
    return True


def _union(items: v.HashSet, more: Any) -> None:
    for item in _source(more):
        _set_add(items, item)


def _except(items: v.HashSet, more: Any) -> None:
    for item in _source(more):
        _set_remove(items, item)


def _intersect(items: v.HashSet, more: Any) -> None:
    kept = v.HashSet(_source(more), element=items.element, ignore_case=items.ignore_case)
    for item in list(items):
        if item not in kept:
            del items[item]


def _is_subset(items: v.HashSet, more: Any) -> bool:
    kept = v.HashSet(_source(more), element=items.element, ignore_case=items.ignore_case)
    return all(item in kept for item in items)


properties(v.HashSet, Count=len)
methods(
    v.HashSet,
    Add=[("object", _set_add)],
    Remove=[("object", _set_remove)],
    Contains=[("object", lambda items, value: _fit(items, value) in items)],
    Clear=[("", lambda items: items.clear())],
    UnionWith=[("object", _union)],
    ExceptWith=[("object", _except)],
    IntersectWith=[("object", _intersect)],
    IsSubsetOf=[("object", _is_subset)],
    IsSupersetOf=[("object", lambda items, more: all(i in items for i in _source(more)))],
    Overlaps=[("object", lambda items, more: any(i in items for i in _source(more)))],
    SetEquals=[
        (
            "object",
            lambda items, more: _is_subset(items, more) and all(i in items for i in _source(more)),
        )
    ],
    GetEnumerator=[("", _enumerate)],
)
inherit(range, list)
