"""Statics of [array]: searching, sorting and copying in place."""

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, list_items, make_array, to_bool
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.members_lists import same_object
from smimeadmin.shell.engine.members_table import (
    net_exception,
    out_of_range,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.comparers import compare_by, compare_values
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.sorting import sort_values
from smimeadmin.shell.engine.types import OBJECT, type_of

Test = Callable[[Any], Any]


def _range(items: Any, start: int, count: int | None) -> range:
    size = len(items)
    end = size if count is None else start + count
    if start < 0 or end < start or end > size:
        raise out_of_range("The range")
    return range(start, end)


def _index_of(items: Any, value: Any, start: int = 0, count: int | None = None) -> int:
    where = _range(items, start, count)
    return next((i for i in where if same_object(items[i], value)), -1)


def _last_index_of(items: Any, value: Any, start: int | None = None) -> int:
    last = len(items) - 1 if start is None else start
    return next((i for i in range(last, -1, -1) if same_object(items[i], value)), -1)


def _reverse(items: Any, start: int = 0, count: int | None = None) -> None:
    where = _range(items, start, count)
    items[where.start : where.stop] = items[where.start : where.stop][::-1]


_OF_ONE_ORDER: Final = frozenset({int, str})


def sort_items(items: Any, compare: Callable[[Any, Any], int] = compare_values) -> None:
    """Sort in place, as Comparer.Default or another comparer orders."""
    kinds = set(map(type, items))
    if compare is compare_values and len(kinds) == 1 and kinds <= _OF_ONE_ORDER:
        items[:] = sort_values(list(items), lambda item: item, ignore_case=False)
    else:
        items[:] = sorted(items, key=cmp_to_key(compare))


def _sort_by(items: Any, comparer: Any) -> None:
    sort_items(items, compare_by(comparer))


def _sort_part(items: Any, start: int, count: int) -> None:
    where = _range(items, start, count)
    part = list(items[where.start : where.stop])
    sort_items(part)
    items[where.start : where.stop] = part


def _sort_both(keys: Any, items: Any) -> None:
    if len(items) < len(keys):
        raise net_exception("ArgumentException", "There are fewer items than keys.")
    order = sorted(range(len(keys)), key=cmp_to_key(lambda a, b: compare_values(keys[a], keys[b])))
    keys[:], items[: len(order)] = [keys[i] for i in order], [items[i] for i in order]


def _search(items: Any, value: Any) -> int:
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        order = compare_values(items[middle], value)
        if order == 0:
            return middle
        low, high = (middle + 1, high) if order < 0 else (low, middle - 1)
    return ~low


def blank_of(element: NetType) -> Any:
    """Return what an array of a type holds at first: zero, false or null."""
    if element.name == "System.String" or "System.ValueType" not in element.ancestors:
        return None
    if element.enum is not None:
        return v.EnumValue(element.enum, 0)
    try:
        return convert(None, element)
    except ConversionError:
        return _BLANK[element.name]() if element.name in _BLANK else None


_BLANK: Final[dict[str, Callable[[], Any]]] = {
    "System.DateTime": lambda: v.DateTime(0),
    "System.TimeSpan": lambda: v.TimeSpan(0),
    "System.Guid": lambda: v.Guid(0),
    "System.DateTimeOffset": lambda: v.DateTimeOffset(0),
}


def new_array(element: NetType, length: int) -> Any:
    """Return an array of a length, filled with the type's blank value."""
    if length < 0:
        raise net_exception("OverflowException", "Arithmetic operation resulted in an overflow.")
    return make_array([blank_of(element)] * length, element)


def _new_table(element: NetType, rows: int, columns: int) -> Any:
    return [new_array(element, columns) for _ in range(rows)]


def _copy(source: Any, target: Any, count: int) -> None:
    _copy_part(source, 0, target, 0, count)


def _copy_part(source: Any, at: int, target: Any, to: int, count: int) -> None:
    if count < 0 or at < 0 or to < 0:
        raise out_of_range("The range")
    if at + count > len(source) or to + count > len(target):
        raise net_exception("ArgumentException", "The arrays are not long enough.")
    element = type_of(target).element
    part = list(source[at : at + count])
    if element is not None and element is not OBJECT:
        part = [convert(item, element) for item in part]
    target[to : to + count] = part


def _clear(items: Any, start: int = 0, count: int | None = None) -> None:
    element = type_of(items).element
    blank = None if element is None else blank_of(element)
    for place in _range(items, start, count):
        items[place] = blank


def _fill(items: Any, value: Any, start: int = 0, count: int | None = None) -> None:
    element = type_of(items).element
    fitting = value if element is None else convert(value, element)
    for place in _range(items, start, count):
        items[place] = fitting


def _resize(reference: Any, length: int) -> None:
    if length < 0:
        raise out_of_range("The new size")
    items = reference.value
    element = type_of(items).element or OBJECT
    kept = list(items or ())[:length]
    kept += [blank_of(element)] * (length - len(kept))
    reference.value = make_array(kept, element)


def _find(items: Any, test: Test) -> Any:
    return next((i for i in items if to_bool(test(i))), None)


def _find_last(items: Any, test: Test) -> Any:
    return next((i for i in reversed(items) if to_bool(test(i))), None)


def _find_all(items: Any, test: Test) -> Any:
    return make_array([i for i in items if to_bool(test(i))], type_of(items).element or OBJECT)


def _find_index(items: Any, test: Test) -> int:
    return next((i for i, item in enumerate(items) if to_bool(test(item))), -1)


def _find_last_index(items: Any, test: Test) -> int:
    return next((i for i in range(len(items) - 1, -1, -1) if to_bool(test(items[i]))), -1)


def _find_index_from(items: Any, start: int, test: Test) -> int:
    return _find_index_within(items, start, len(items) - start, test)


def _find_index_within(items: Any, start: int, count: int, test: Test) -> int:
    return next((i for i in _range(items, start, count) if to_bool(test(items[i]))), -1)


def _find_last_index_from(items: Any, start: int, test: Test) -> int:
    return _find_last_index_within(items, start, start + 1, test)


def _find_last_index_within(items: Any, start: int, count: int, test: Test) -> int:
    if not items and start == -1 and count == 0:
        return -1
    if not 0 <= start < len(items):
        raise out_of_range("The index")
    where = reversed(_range(items, start - count + 1, count))
    return next((i for i in where if to_bool(test(items[i]))), -1)


def _for_each(items: Any, action: Test) -> None:
    for item in items:
        action(item)


def _true_for_all(items: Any, test: Test) -> bool:
    return all(to_bool(test(item)) for item in items)


def _convert_all(items: Any, turn: Test) -> list[Any]:
    return [turn(item) for item in items]


def _read_only(items: Any) -> Any:
    element = type_of(items).element or OBJECT
    return v.ReadOnlyList(list_items(items) or [], element.name)


_A: Final = "System.Array:array"
_T: Final = f"<T> {_A}"
_TEST: Final = "System.Predicate[object]:match"
static_properties("System.Array", MaxLength=lambda _t: 0x7FFFFFC7)
static_methods(
    "System.Array",
    IndexOf=[
        (f"{_A} object:value -> int", _index_of),
        (f"{_A} object:value int:startIndex -> int", _index_of),
        (f"{_A} object:value int:startIndex int:count -> int", _index_of),
    ],
    LastIndexOf=[
        (f"{_A} object:value -> int", _last_index_of),
        (f"{_A} object:value int:startIndex -> int", _last_index_of),
    ],
    Reverse=[(f"{_A} -> void", _reverse), (f"{_A} int:index int:length -> void", _reverse)],
    Sort=[
        (f"{_A} -> void", sort_items),
        ("System.Array:keys System.Array:items -> void", _sort_both),
        (f"{_A} object:comparer -> void", _sort_by),
        (f"{_A} int:index int:length -> void", _sort_part),
    ],
    BinarySearch=[(f"{_A} object:value -> int", _search)],
    Copy=[
        (
            "System.Array:sourceArray System.Array:destinationArray int:length -> void",
            _copy,
        ),
        (
            "System.Array:sourceArray int:sourceIndex System.Array:destinationArray"
            " int:destinationIndex int:length -> void",
            _copy_part,
        ),
    ],
    ConstrainedCopy=[
        (
            "System.Array:sourceArray int:sourceIndex System.Array:destinationArray"
            " int:destinationIndex int:length -> void",
            _copy_part,
        )
    ],
    Clear=[(f"{_A} -> void", _clear), (f"{_A} int:index int:length -> void", _clear)],
    Fill=[
        (f"{_A} object:value -> void", _fill),
        (f"{_A} object:value int:startIndex int:count -> void", _fill),
    ],
    Resize=[("&object:array int:newSize -> void", _resize)],
    CreateInstance=[
        ("type:elementType int:length -> System.Array", new_array),
        ("type:elementType int:length1 int:length2 -> System.Array", _new_table),
    ],
    Exists=[(f"{_T} {_TEST} -> bool", lambda items, test: _find_index(items, test) >= 0)],
    Find=[(f"{_T} {_TEST} -> object", _find)],
    FindAll=[(f"{_T} {_TEST} -> object[]", _find_all)],
    FindIndex=[
        (f"{_T} {_TEST} -> int", _find_index),
        (f"{_T} int:startIndex {_TEST} -> int", _find_index_from),
        (f"{_T} int:startIndex int:count {_TEST} -> int", _find_index_within),
    ],
    FindLast=[(f"{_T} {_TEST} -> object", _find_last)],
    FindLastIndex=[
        (f"{_T} {_TEST} -> int", _find_last_index),
        (f"{_T} int:startIndex {_TEST} -> int", _find_last_index_from),
        (f"{_T} int:startIndex int:count {_TEST} -> int", _find_last_index_within),
    ],
    ForEach=[(f"{_T} System.Action[object]:action -> void", _for_each)],
    TrueForAll=[(f"{_T} {_TEST} -> bool", _true_for_all)],
    ConvertAll=[(f"{_T} System.Converter[object,object]:converter -> object[]", _convert_all)],
    AsReadOnly=[(f"{_A} -> System.Collections.ObjectModel.ReadOnlyCollection[object]", _read_only)],
    Empty=[("-> object[]", list)],
)
