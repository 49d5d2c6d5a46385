"""Statics of the numeric types and constructors of collections: what many types share."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, list_items
from smimeadmin.shell.engine.members_table import (
    static_methods,
)
from smimeadmin.shell.engine.net.comparers import StringComparer
from smimeadmin.shell.engine.types import NetType


def _copied(value: Any) -> list[Any]:
    items = list_items(value)
    if items is not None:
        return items
    return list(value) if isinstance(value, (v.HashSet, v.Queue)) else [value]


def _new_array_list(*arguments: Any) -> v.ArrayList:
    if not arguments or type(arguments[0]) is int:
        return v.ArrayList()
    return v.ArrayList(_copied(arguments[0]))


def _new_hashtable(*arguments: Any) -> v.Hashtable:
    """Make a table whose keys keep their case, unless a comparer says otherwise."""
    ignores = any(isinstance(a, StringComparer) and a.ignore_case for a in arguments)
    source = next((a for a in arguments if isinstance(a, v.FoldingDictionary)), None)
    return v.Hashtable([] if source is None else source.items(), ignore_case=ignores)


def _new_ordered(*arguments: Any) -> v.OrderedDictionary:
    ignores = any(isinstance(a, StringComparer) and a.ignore_case for a in arguments)
    return v.OrderedDictionary(ignore_case=ignores)


def _new_list(net_type: NetType, *arguments: Any) -> v.GenericList | v.Collection:
    element = net_type.arguments[0]
    made = v.Collection if net_type.definition.endswith("Collection`1") else v.GenericList
    if not arguments or type(arguments[0]) is int:
        return made([], element.name)
    return made([convert(i, element) for i in _copied(arguments[0])], element.name)


def _new_dictionary(net_type: NetType, *arguments: Any) -> v.Dictionary:
    key, value = net_type.arguments
    ignores = any(isinstance(a, StringComparer) and a.ignore_case for a in arguments)
    table = v.Dictionary(key_type=key.name, value_type=value.name, ignore_case=ignores)
    for source in arguments:
        if isinstance(source, v.FoldingDictionary):
            for name, item in source.items():
                table[convert(name, key)] = convert(item, value)
    return table


def _new_sorted(net_type: NetType, *_arguments: Any) -> v.SortedList:
    key, value = net_type.arguments
    return v.SortedList(key_type=key.name, value_type=value.name)


def _new_set(net_type: NetType, *arguments: Any) -> v.HashSet:
    element = net_type.arguments[0]
    ignores = any(isinstance(a, StringComparer) and a.ignore_case for a in arguments)
    items = [a for a in arguments if not isinstance(a, (StringComparer, int))]
    source = _copied(items[0]) if items else []
    return v.HashSet(
        [convert(i, element) for i in source], element=element.name, ignore_case=ignores
    )


def _new_queue(net_type: NetType, *arguments: Any) -> v.Queue:
    return v.Queue(_copied(arguments[0]) if arguments else [], net_type.arguments[0].name)


def _new_stack(net_type: NetType, *arguments: Any) -> v.Stack:
    return v.Stack(_copied(arguments[0]) if arguments else [], net_type.arguments[0].name)


_GENERIC: Final = "System.Collections.Generic."
static_methods(
    "System.Collections.ArrayList", new=[("", _new_array_list), ("object", _new_array_list)]
)
static_methods(
    "System.Collections.Hashtable",
    new=[("", _new_hashtable), ("object", _new_hashtable), ("object object", _new_hashtable)],
)
static_methods(
    "System.Collections.Specialized.OrderedDictionary",
    new=[("", _new_ordered), ("object", _new_ordered)],
)
static_methods(
    "System.Collections.Queue",
    new=[("", v.Queue), ("object", lambda items: v.Queue(_copied(items)))],
)
static_methods(
    "System.Collections.Stack",
    new=[("", v.Stack), ("object", lambda items: v.Stack(_copied(items)))],
)
static_methods("System.Collections.SortedList", new=[("", v.SortedList)])
for _name, _make in (
    (f"{_GENERIC}List`1", _new_list),
    ("System.Collections.ObjectModel.Collection`1", _new_list),
    (f"{_GENERIC}Dictionary`2", _new_dictionary),
    (f"{_GENERIC}SortedDictionary`2", _new_sorted),
    (f"{_GENERIC}SortedList`2", _new_sorted),
    (f"{_GENERIC}HashSet`1", _new_set),
    (f"{_GENERIC}Queue`1", _new_queue),
    (f"{_GENERIC}Stack`1", _new_stack),
):
    _forms: list[tuple[str, Callable[..., Any]]] = [("", _make), ("object", _make)]
    static_methods(_name, new=[*_forms, ("object object", _make)])
