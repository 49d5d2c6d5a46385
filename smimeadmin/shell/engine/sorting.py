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

    def compare(left: int, right: int) -> int:
        for column, backwards in zip(columns, descending, strict=True):
            sign = order_for_sorting(column[left], column[right], ignore_case)
            if sign:
                return -sign if backwards else sign
        return left - right

    if len(places) <= _SMALL:
        return _sort_few(places, compare)
    return _sorted_by(places, cmp_to_key(compare), False)


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
