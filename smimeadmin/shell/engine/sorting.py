"""How Sort-Object, ``Sort()`` and sorted dictionaries bring values into an order.

Columns of one kind sort by keys of Python. A mixture has no total order (5 < "abc" < $true <= 5):
the result depends on the algorithm; up to sixteen values, .NET's own is followed step by step.
"""

from collections.abc import Callable, Sequence
from functools import cmp_to_key
from heapq import merge
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.objects import Annotated
from smimeadmin.shell.engine.compare import order_for_sorting
from smimeadmin.shell.engine.culture import collation_key

_SMALL: Final = 16
_MANY: Final = 300_000
_RUN: Final = 50_000
_WHOLE: Final = frozenset({int, v.Int64, v.Byte, v.Int16, v.UInt32})


def sort_positions(
    columns: Sequence[Sequence[Any]], descending: Sequence[bool], *, ignore_case: bool = True
) -> list[int]:
    """Return the places of rows in sorted order, rows that are equal in the order they came.

    ``columns`` holds one list of values for each key, the first key most important;
    ``descending`` says of each whether it runs backwards.
    """
    fast = [_fast_keys(column, ignore_case) for column in columns]
    places = list(range(len(columns[0]) if columns else 0))
    if all(keys is not None for keys in fast):
        for keys, backwards in zip(reversed(fast), reversed(descending), strict=True):
            if keys is not None:
                places = _sorted_by(places, keys.__getitem__, backwards)
        return places

    compare = _row_order(columns, descending, ignore_case)
    if len(places) <= _SMALL:
        return _sort_few(places, compare)
    return _sorted_by(places, cmp_to_key(compare), False)


def _row_order(
    columns: Sequence[Sequence[Any]], descending: Sequence[bool], ignore_case: bool
) -> Callable[[int, int], int]:
    def compare(left: int, right: int) -> int:
        for column, backwards in zip(columns, descending, strict=True):
            sign = order_for_sorting(column[left], column[right], ignore_case)
            if sign:
                return -sign if backwards else sign
        return (left > right) - (left < right)

    return compare


def few_positions(
    columns: Sequence[Sequence[Any]],
    descending: Sequence[bool],
    count: int,
    *,
    last: bool,
    ignore_case: bool = True,
) -> list[int]:
    """Return the places of the first ``count`` rows in sorted order, or of the last.

    A mixture has no total order: a heap with the worst of those kept at its root decides, step by
    step as PowerShell's does.
    """
    if all(_fast_keys(column, ignore_case) is not None for column in columns):
        places = sort_positions(columns, descending, ignore_case=ignore_case)
        return places[-count:] if last else places[:count]
    compare = _row_order(columns, descending, ignore_case)
    kept: list[int] = []
    better = 1 if last else -1
    for row in range(len(columns[0])):
        if len(kept) < count:
            kept.append(row)
            _rise(kept, len(kept) - 1, compare, better)
        elif compare(kept[0], row) != better:
            _replace_root(kept, row, compare, better)
    return _sort_few(kept, compare) if count <= _SMALL else sorted(kept, key=cmp_to_key(compare))


def _rise(heap: list[int], at: int, compare: Callable[[int, int], int], better: int) -> None:
    """Let a row rise to the root as long as it is no better than what stands above it."""
    while at > 0:
        above = (at - 1) >> 1
        if compare(heap[at], heap[above]) == better:
            return
        heap[at], heap[above] = heap[above], heap[at]
        at = above


def _replace_root(
    heap: list[int], row: int, compare: Callable[[int, int], int], better: int
) -> None:
    """Put a row in the place of the worst: it rises from behind the heap, then the root sinks."""
    at, above = len(heap), (len(heap) - 1) >> 1
    rising = [*heap, row]
    while at > 0:
        if compare(rising[at], rising[above]) == better:
            break
        rising[at], rising[above] = rising[above], rising[at]
        at, above = above, (above - 1) >> 1
    rising[0] = rising.pop()
    heap[:] = rising
    at = 0
    while 2 * at + 1 < len(heap):
        below = 2 * at + 1
        if below + 1 < len(heap) and compare(heap[below], heap[below + 1]) == better:
            below += 1
        sign = compare(heap[below], heap[at])
        if sign in (0, better):
            return
        heap[at], heap[below] = heap[below], heap[at]
        at = below


def _sorted_by(places: list[int], key: Callable[[int], Any], backwards: bool) -> list[int]:
    """Sort in one go, or in runs: one call into C that lasts cannot be interrupted."""
    if len(places) <= _MANY:
        return sorted(places, key=key, reverse=backwards)
    runs = [
        sorted(places[start : start + _RUN], key=key, reverse=backwards)
        for start in range(0, len(places), _RUN)
    ]
    return list(merge(*runs, key=key, reverse=backwards))


def _sort_few(places: list[int], compare: Callable[[int, int], int]) -> list[int]:
    """Sort as .NET's introsort does below its threshold: pairs and triples, else by insertion."""
    size = len(places)
    if size <= 3:
        for first, second in ((0, 1), (0, 2), (1, 2)):
            if second < size and compare(places[first], places[second]) > 0:
                places[first], places[second] = places[second], places[first]
        return places
    for start in range(size - 1):
        taken = places[start + 1]
        at = start
        while at >= 0 and compare(taken, places[at]) < 0:
            places[at + 1] = places[at]
            at -= 1
        places[at + 1] = taken
    return places


def sort_values(
    values: list[Any], key: Callable[[Any], Any], *, ignore_case: bool = True, reverse: bool = False
) -> list[Any]:
    """Return values sorted by what ``key`` gives, equal ones in the order they came."""
    keys = [key(value) for value in values]
    places = sort_positions([keys], [reverse], ignore_case=ignore_case)
    return [values[place] for place in places]


def _fast_keys(column: Sequence[Any], ignore_case: bool) -> list[Any] | None:
    """Return keys of Python's own for a column of one kind, None for a mixture."""
    keys = [value.base if type(value) is Annotated else value for value in column]
    kinds = {type(key) for key in keys}
    if kinds <= _WHOLE or (kinds == {float} and all(key == key for key in keys)):  # noqa: PLR0124 - NaN
        return keys
    if kinds == {str}:
        return [collation_key(key, ignore_case=ignore_case) for key in keys]
    if kinds in ({v.DateTime}, {v.TimeSpan}):
        return [key.ticks for key in keys]
    return None
