"""Collections that are another one with more members: sorted, linked and concurrent ones."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.members_lists import enumerate_items, fit
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
)
from smimeadmin.shell.engine.net.arrays import sort_items
from smimeadmin.shell.engine.net.comparers import compare_values
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.types import generic_type, register_class, register_type, resolve_type

_GENERIC: Final = "System.Collections.Generic."
_CONCURRENT: Final = "System.Collections.Concurrent."


class GenericSortedList(v.SortedList):
    """System.Collections.Generic.SortedList."""

    __slots__ = ()


class ConcurrentDictionary(v.Dictionary):
    """System.Collections.Concurrent.ConcurrentDictionary."""

    __slots__ = ()


class SortedSet(v.HashSet):
    """System.Collections.Generic.SortedSet: read in the order of its items."""

    __slots__ = ()

    def __iter__(self) -> Any:
        items = list(super().__iter__())
        sort_items(items)
        return iter(items)


class ConcurrentQueue(v.Queue):
    """System.Collections.Concurrent.ConcurrentQueue."""

    __slots__ = ()


class ConcurrentStack(v.Stack):
    """System.Collections.Concurrent.ConcurrentStack."""

    __slots__ = ()


class ConcurrentBag(v.GenericList):
    """System.Collections.Concurrent.ConcurrentBag."""

    __slots__ = ()


class LinkedList(v.GenericList):
    """System.Collections.Generic.LinkedList."""

    __slots__ = ()


def _of_element(name: str) -> Callable[[Any], NetType]:
    return lambda value: generic_type(resolve_type(name), (resolve_type(value.element),))


def _of_pair(name: str) -> Callable[[Any], NetType]:
    return lambda value: generic_type(
        resolve_type(name), (resolve_type(value.key_type), resolve_type(value.value_type))
    )


_LIST: Final = (
    "System.Collections.IList",
    "System.Collections.ICollection",
    "System.Collections.IEnumerable",
)
_MAP: Final = (
    "System.Collections.IDictionary",
    "System.Collections.ICollection",
    "System.Collections.IEnumerable",
)
for _name, _interfaces in (
    (f"{_CONCURRENT}ConcurrentDictionary`2", _MAP),
    (f"{_CONCURRENT}ConcurrentQueue`1", _LIST[1:]),
    (f"{_CONCURRENT}ConcurrentStack`1", _LIST[1:]),
    (f"{_CONCURRENT}ConcurrentBag`1", _LIST[1:]),
    (f"{_GENERIC}SortedSet`1", _LIST[1:]),
    (f"{_GENERIC}LinkedList`1", _LIST[1:]),
):
    register_type(_name, interfaces=_interfaces)
for _class, _find in (
    (GenericSortedList, _of_pair(f"{_GENERIC}SortedList`2")),
    (ConcurrentDictionary, _of_pair(f"{_CONCURRENT}ConcurrentDictionary`2")),
    (SortedSet, _of_element(f"{_GENERIC}SortedSet`1")),
    (ConcurrentQueue, _of_element(f"{_CONCURRENT}ConcurrentQueue`1")),
    (ConcurrentStack, _of_element(f"{_CONCURRENT}ConcurrentStack`1")),
    (ConcurrentBag, _of_element(f"{_CONCURRENT}ConcurrentBag`1")),
    (LinkedList, _of_element(f"{_GENERIC}LinkedList`1")),
):
    register_class(_class, _find)


def _get_or_add(table: ConcurrentDictionary, key: Any, value: Any) -> Any:
    if key not in table:
        table[key] = (
            value(key) if callable(value) else convert(value, resolve_type(table.value_type))
        )
    return table[key]


def _add_or_update(table: ConcurrentDictionary, key: Any, value: Any, change: Any) -> Any:
    if key in table:
        table[key] = change(key, table[key])
    else:
        table[key] = value(key) if callable(value) else value
    return table[key]


def _try_remove(table: ConcurrentDictionary, key: Any, result: Any) -> bool:
    found = key in table
    result.value = table.pop(key) if found else None
    return found


def _try_update(table: ConcurrentDictionary, key: Any, value: Any, expected: Any) -> bool:
    fits = key in table and bool(table[key] == expected)
    if fits:
        table[key] = value
    return fits


properties(ConcurrentDictionary, IsEmpty=lambda t: not len(t))
methods(
    ConcurrentDictionary,
    GetOrAdd=[("object:key object:value -> object", _get_or_add)],
    AddOrUpdate=[
        ("object:key object:addValue object:updateValueFactory -> object", _add_or_update)
    ],
    TryRemove=[("object:key &object:value -> bool", _try_remove)],
    TryUpdate=[("object:key object:newValue object:comparisonValue -> bool", _try_update)],
)


def _edge(items: SortedSet, place: int) -> Any:
    found = list(items)
    return found[place] if found else None


properties(SortedSet, Min=lambda s: _edge(s, 0), Max=lambda s: _edge(s, -1))


def _between(items: SortedSet, low: Any, high: Any) -> SortedSet:
    kept = [i for i in items if compare_values(low, i) <= 0 <= compare_values(high, i)]
    return SortedSet(kept, element=items.element, ignore_case=items.ignore_case)


methods(
    SortedSet,
    GetViewBetween=[("object:lowerValue object:upperValue -> object", _between)],
    Reverse=[("-> object", lambda s: list(s)[::-1])],
    GetEnumerator=[("-> System.Collections.IEnumerator", enumerate_items)],
)


def _take_any(bag: ConcurrentBag, result: Any) -> bool:
    found = bool(bag)
    result.value = bag.pop() if found else None
    return found


properties(ConcurrentQueue, ConcurrentStack, ConcurrentBag, IsEmpty=lambda items: not items)


def _peek_any(bag: ConcurrentBag, result: Any) -> bool:
    result.value = bag[-1] if bag else None
    return bool(bag)


methods(
    ConcurrentBag,
    TryTake=[("&object:result -> bool", _take_any)],
    TryPeek=[("&object:result -> bool", _peek_any)],
)


def _remove_end(place: int) -> Callable[[LinkedList], None]:
    def run(items: LinkedList) -> None:
        if not items:
            raise net_exception("InvalidOperationException", "The LinkedList is empty.")
        del items[place]

    return run


methods(
    LinkedList,
    AddFirst=[("object:value -> void", lambda items, value: items.insert(0, fit(items, value)))],
    AddLast=[("object:value -> void", lambda items, value: items.append(fit(items, value)))],
    RemoveFirst=[("-> void", _remove_end(0))],
    RemoveLast=[("-> void", _remove_end(-1))],
)
