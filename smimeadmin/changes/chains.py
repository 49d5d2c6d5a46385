"""Changes that follow each other on one value: made one by one, and judged by the last."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from smimeadmin.changes.change import Change, ChangeKind

T = TypeVar("T")

_VALUE_WISE = (ChangeKind.ADD, ChangeKind.REMOVE)


def chains(items: Iterable[T], change_of: Callable[[T], Change]) -> list[list[T]]:
    """Part items into chains: each holds, in order, the Changes that touch the same value.

    Values that are added and removed are values of their own, unless the attribute is also
    written as a whole.
    """
    listed = list(items)
    whole = {_place(c) for c in map(change_of, listed) if c.kind not in _VALUE_WISE}
    found: dict[Hashable, list[T]] = {}
    for item in listed:
        change = change_of(item)
        place = _place(change)
        key = place if place in whole else (place, _value(change))
        found.setdefault(key, []).append(item)
    return list(found.values())


def not_standing(
    items: Sequence[T], change_of: Callable[[T], Change], is_made: Callable[[T], bool]
) -> list[T]:
    """Return, in their order, the items that have to be made for the last of each chain to stand.

    What a value went through before a Change that stands does not have to be gone through again.
    """
    needed: set[int] = set()
    for chain in chains(items, change_of):
        for item in reversed(chain):
            if is_made(item):
                break
            needed.add(id(item))
    return [item for item in items if id(item) in needed]


def requests(items: Sequence[T], change_of: Callable[[T], Change]) -> list[list[T]]:
    """Part items into requests: consecutive Changes of one target, none undoing another's value."""
    found: list[list[T]] = []
    for item in items:
        if found and _fits(change_of(item), [change_of(other) for other in found[-1]]):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _fits(change: Change, others: Sequence[Change]) -> bool:
    if others[0].target != change.target:
        return False
    for other in others:
        if other.attribute != change.attribute:
            continue
        both_value_wise = change.kind in _VALUE_WISE and other.kind in _VALUE_WISE
        if not both_value_wise or _value(change) == _value(other):
            return False
    return True


def _place(change: Change) -> Hashable:
    return (change.target.port, change.target.key, change.attribute)


def _value(change: Change) -> bytes | None:
    return change.after if change.kind is ChangeKind.ADD else change.before
