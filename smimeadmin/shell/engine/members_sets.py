"""Members of queues, stacks and sets."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import to_bool
from smimeadmin.shell.engine.members_lists import (
    contains,
    copy_to,
    enumerate_items,
    fit,
    items_of,
    to_array,
)
from smimeadmin.shell.engine.members_table import methods, net_exception, properties


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
        word = "Queue" if isinstance(items, v.Queue) else "Stack"
        raise net_exception("InvalidOperationException", f"{word} empty.")
    return items[0] if isinstance(items, v.Queue) else items[-1]


def _tried(take: Callable[[Any], Any]) -> Callable[[Any, Any], bool]:
    """Return TryDequeue, TryPop or TryPeek of what takes an item."""

    def run(items: Any, result: Any) -> bool:
        result.value = take(items) if items else None
        return result.value is not None or bool(items)

    return run


def _push(items: Any, value: Any) -> None:
    items.append(fit(items, value))


def _clone(items: Any) -> Any:
    return type(items)(items, items.element)


def _copy_ordered(items: Any, target: Any, start: int) -> None:
    copy_to(list(to_array(items)), target, start)


methods(
    v.Queue,
    Enqueue=[("object:item -> void", _push)],
    Dequeue=[("-> object", _dequeue)],
    TryDequeue=[("&object:result -> bool", _tried(_dequeue))],
)
methods(
    v.Stack,
    Push=[("object:item -> void", _push)],
    Pop=[("-> object", _pop)],
    TryPop=[("&object:result -> bool", _tried(_pop))],
)
methods(
    v.Queue,
    v.Stack,
    Peek=[("-> object", _peek)],
    TryPeek=[("&object:result -> bool", _tried(_peek))],
    Clear=[("-> void", lambda items: items.clear())],
    Contains=[("object:item -> bool", contains)],
    CopyTo=[("System.Array:array int:arrayIndex -> void", _copy_ordered)],
    ToArray=[("-> object[]", to_array)],
    Clone=[("-> object", _clone)],
    TrimExcess=[("-> void", lambda _items: None)],
    TrimToSize=[("-> void", lambda _items: None)],
    GetEnumerator=[("-> System.Collections.IEnumerator", lambda q: iter(list(to_array(q))))],
)


def _set_add(items: v.HashSet, value: Any) -> bool:
    return items.add(fit(items, value))


def _set_remove(items: v.HashSet, value: Any) -> bool:
    fitting = fit(items, value)
    if fitting not in items:
        return False
    del items[fitting]
    return True


def _union(items: v.HashSet, more: Any) -> None:
    for item in items_of(more):
        _set_add(items, item)


def _except(items: v.HashSet, more: Any) -> None:
    for item in items_of(more):
        _set_remove(items, item)


def _intersect(items: v.HashSet, more: Any) -> None:
    kept = v.HashSet(items_of(more), element=items.element, ignore_case=items.ignore_case)
    for item in list(items):
        if item not in kept:
            del items[item]


def _symmetric(items: v.HashSet, more: Any) -> None:
    for item in v.HashSet(items_of(more), element=items.element, ignore_case=items.ignore_case):
        if not _set_remove(items, item):
            _set_add(items, item)


def _remove_where(items: v.HashSet, test: Callable[[Any], Any]) -> int:
    found = [item for item in list(items) if to_bool(test(item))]
    for item in found:
        del items[item]
    return len(found)


def _is_superset(items: v.HashSet, more: Any) -> bool:
    return all(item in items for item in items_of(more))


def _try_get(items: v.HashSet, wanted: Any, result: Any) -> bool:
    fitting = fit(items, wanted)
    result.value = next((item for item in items if item in _one(items, fitting)), None)
    return fitting in items


def _one(items: v.HashSet, item: Any) -> v.HashSet:
    return v.HashSet([item], element=items.element, ignore_case=items.ignore_case)


def _size_of(items: v.HashSet, more: Any) -> int:
    return len(v.HashSet(items_of(more), element=items.element, ignore_case=items.ignore_case))


def _is_subset(items: v.HashSet, more: Any) -> bool:
    kept = v.HashSet(items_of(more), element=items.element, ignore_case=items.ignore_case)
    return all(item in kept for item in items)


_OTHER: Final = "object:other"
properties(v.HashSet, Count=len)
methods(
    v.HashSet,
    Add=[("object:item -> bool", _set_add)],
    Remove=[("object:item -> bool", _set_remove)],
    RemoveWhere=[("System.Predicate[object]:match -> int", _remove_where)],
    Contains=[("object:item -> bool", lambda items, value: fit(items, value) in items)],
    TryGetValue=[("object:equalValue &object:actualValue -> bool", _try_get)],
    Clear=[("-> void", lambda items: items.clear())],
    CopyTo=[
        ("System.Array:array -> void", lambda items, target: copy_to(list(items), target)),
        ("System.Array:array int:arrayIndex -> void", lambda i, t, n: copy_to(list(i), t, n)),
    ],
    UnionWith=[(f"{_OTHER} -> void", _union)],
    ExceptWith=[(f"{_OTHER} -> void", _except)],
    IntersectWith=[(f"{_OTHER} -> void", _intersect)],
    SymmetricExceptWith=[(f"{_OTHER} -> void", _symmetric)],
    IsSubsetOf=[(f"{_OTHER} -> bool", _is_subset)],
    IsSupersetOf=[(f"{_OTHER} -> bool", _is_superset)],
    IsProperSubsetOf=[
        (f"{_OTHER} -> bool", lambda s, more: _is_subset(s, more) and _size_of(s, more) > len(s))
    ],
    IsProperSupersetOf=[
        (f"{_OTHER} -> bool", lambda s, more: _is_superset(s, more) and _size_of(s, more) < len(s))
    ],
    Overlaps=[(f"{_OTHER} -> bool", lambda items, more: any(i in items for i in items_of(more)))],
    SetEquals=[
        (f"{_OTHER} -> bool", lambda s, more: _is_subset(s, more) and _is_superset(s, more))
    ],
    TrimExcess=[("-> void", lambda _items: None)],
    GetEnumerator=[("-> System.Collections.IEnumerator", enumerate_items)],
)
