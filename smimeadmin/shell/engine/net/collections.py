"""Constructors of the collections, and those that differ from another only by their name."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, list_items
from smimeadmin.shell.engine.members_lists import items_of
from smimeadmin.shell.engine.members_table import (
    Forms,
    methods,
    net_exception,
    out_of_range,
    static_methods,
)
from smimeadmin.shell.engine.net.arrays import sort_items
from smimeadmin.shell.engine.net.comparers import StringComparer, compare_by
from smimeadmin.shell.engine.net.rare_collections import (
    ConcurrentBag,
    ConcurrentDictionary,
    ConcurrentQueue,
    ConcurrentStack,
    GenericSortedList,
    LinkedList,
    SortedSet,
)
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import convert_argument

_GENERIC: Final = "System.Collections.Generic."
_CONCURRENT: Final = "System.Collections.Concurrent."


def _ignores(arguments: tuple[Any, ...]) -> bool:
    """Say whether a comparer among the arguments of a constructor ignores case."""
    return any(getattr(a, "ignore_case", False) is True for a in arguments if _is_comparer(a))


def _is_comparer(value: Any) -> bool:
    return isinstance(value, StringComparer) or type(value).__name__ == "Comparer"


def _check_capacity(arguments: tuple[Any, ...]) -> None:
    if any(type(a) is int and a < 0 for a in arguments):
        raise out_of_range("The capacity")


def _given(arguments: tuple[Any, ...]) -> list[Any]:
    """Return the items of the collection among the arguments of a constructor."""
    _check_capacity(arguments)
    for one in arguments:
        if one is not None and type(one) is not int and not _is_comparer(one):
            return items_of(one)
    return []


def _pairs(arguments: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    _check_capacity(arguments)
    for one in arguments:
        if isinstance(one, v.FoldingDictionary):
            return one.items()
        found = list_items(one)
        if found and isinstance(found[0], v.KeyValuePair):
            return [(entry.key, entry.value) for entry in found]
    return []


def _new_array_list(*arguments: Any) -> v.ArrayList:
    return v.ArrayList(_given(arguments))


def _new_hashtable(*arguments: Any) -> v.Hashtable:
    """Make a table whose keys keep their case, unless a comparer says otherwise."""
    return v.Hashtable(_pairs(arguments), ignore_case=_ignores(arguments))


def _new_ordered(*arguments: Any) -> v.OrderedDictionary:
    _check_capacity(arguments)
    return v.OrderedDictionary(ignore_case=_ignores(arguments))


def _new_sorted_list(*arguments: Any) -> v.SortedList:
    return v.SortedList(_pairs(arguments), ignore_case=_ignores(arguments))


def _listed(made: Any) -> Callable[..., Any]:
    """Return a constructor of a generic list: of a capacity, or of what another one holds."""

    def run(net_type: NetType, *arguments: Any) -> Any:
        element = net_type.arguments[0]
        return made([convert_argument(i, element) for i in _given(arguments)], element.name)

    return run


def _new_set(made: Any) -> Callable[..., Any]:
    def run(net_type: NetType, *arguments: Any) -> Any:
        element = net_type.arguments[0]
        items = [convert_argument(i, element) for i in _given(arguments)]
        return made(items, element=element.name, ignore_case=_ignores(arguments))

    return run


def _new_map(made: Any) -> Callable[..., Any]:
    def run(net_type: NetType, *arguments: Any) -> Any:
        key, value = net_type.arguments
        pairs = [(convert(k, key), convert(item, value)) for k, item in _pairs(arguments)]
        return made(
            pairs, key_type=key.name, value_type=value.name, ignore_case=_ignores(arguments)
        )

    return run


def _generic_forms(make: Callable[..., Any]) -> Forms:
    return [
        ("", make),
        ("int:capacity", make),
        ("object:collection", make),
        ("object:collection object:comparer", make),
        ("int:capacity object:comparer", make),
    ]


def _plain_forms(make: Callable[..., Any]) -> Forms:
    return [
        ("", make),
        ("int:capacity", make),
        ("object:collection", make),
        ("object:collection object:comparer", make),
    ]


def _repeated(value: Any, count: int) -> v.ArrayList:
    if count < 0:
        raise out_of_range("The count")
    return v.ArrayList([value] * count)


def _read_only(items: Any) -> v.ReadOnlyList:
    return v.ReadOnlyList(items)


for _name, _make in (
    ("ArrayList", _new_array_list),
    ("Hashtable", _new_hashtable),
    ("Specialized.OrderedDictionary", _new_ordered),
    ("SortedList", _new_sorted_list),
    ("Queue", lambda *arguments: v.Queue(_given(arguments))),
    ("Stack", lambda *arguments: v.Stack(_given(arguments))),
):
    static_methods(f"System.Collections.{_name}", new=_plain_forms(_make))
static_methods(
    "System.Collections.ArrayList",
    Adapter=[("System.Collections.IList:list -> object", v.ArrayList)],
    ReadOnly=[("System.Collections.IList:list -> object", _read_only)],
    Repeat=[("object:value int:count -> object", _repeated)],
    Synchronized=[("object:list -> object", lambda items: items)],
)
static_methods(
    "System.Collections.Hashtable",
    Synchronized=[("object:table -> hashtable", lambda table: table)],
)
for _name, _make in (
    (f"{_GENERIC}List`1", _listed(v.GenericList)),
    ("System.Collections.ObjectModel.Collection`1", _listed(v.Collection)),
    ("System.Collections.ObjectModel.ReadOnlyCollection`1", _listed(v.ReadOnlyList)),
    (f"{_GENERIC}Queue`1", _listed(v.Queue)),
    (f"{_GENERIC}Stack`1", _listed(v.Stack)),
    (f"{_GENERIC}LinkedList`1", _listed(LinkedList)),
    (f"{_CONCURRENT}ConcurrentQueue`1", _listed(ConcurrentQueue)),
    (f"{_CONCURRENT}ConcurrentStack`1", _listed(ConcurrentStack)),
    (f"{_CONCURRENT}ConcurrentBag`1", _listed(ConcurrentBag)),
    (f"{_GENERIC}HashSet`1", _new_set(v.HashSet)),
    (f"{_GENERIC}SortedSet`1", _new_set(SortedSet)),
    (f"{_GENERIC}Dictionary`2", _new_map(v.Dictionary)),
    (f"{_GENERIC}SortedDictionary`2", _new_map(v.SortedList)),
    (f"{_GENERIC}SortedList`2", _new_map(GenericSortedList)),
    (f"{_CONCURRENT}ConcurrentDictionary`2", _new_map(ConcurrentDictionary)),
):
    static_methods(_name, new=_generic_forms(_make))


def _new_pair(net_type: NetType, key: Any, value: Any) -> v.KeyValuePair:
    one, two = net_type.arguments
    return v.KeyValuePair(convert_argument(key, one), convert_argument(value, two), net_type.name)


static_methods(f"{_GENERIC}KeyValuePair`2", new=[("object:key object:value", _new_pair)])
static_methods(
    "System.Collections.DictionaryEntry",
    new=[
        ("object:key object:value", v.DictionaryEntry),
        ("", lambda: v.DictionaryEntry(None, None)),
    ],
)


def _sort_by(items: Any, comparer: Any) -> None:
    sort_items(items, compare_by(comparer))


def _sort_part(items: Any, start: int, count: int, comparer: Any) -> None:
    if start < 0 or count < 0 or start + count > len(items):
        raise net_exception("ArgumentException", "The range is not in the list.")
    part = list(items[start : start + count])
    sort_items(part, compare_by(comparer))
    items[start : start + count] = part


def _search(items: Any, value: Any, comparer: Any = None) -> int:
    compare = compare_by(comparer)
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        order = compare(items[middle], value)
        if order == 0:
            return middle
        low, high = (middle + 1, high) if order < 0 else (low, middle - 1)
    return ~low


for _kind in (v.ArrayList, v.GenericList):
    methods(
        _kind,
        Sort=[
            ("-> void", sort_items),
            ("object:comparison -> void", _sort_by),
            ("int:index int:count object:comparer -> void", _sort_part),
        ],
        BinarySearch=[
            ("object:item -> int", _search),
            ("object:item object:comparer -> int", _search),
        ],
    )
