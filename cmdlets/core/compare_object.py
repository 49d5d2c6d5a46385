"""Compare-Object: what two lists of objects have, and what only one of them has."""

from collections import deque
from typing import Any

from cmdlets.core._properties import SELECT_KEYS, ReadsProperties
from smimeadmin.core.objects import Annotated, PropertyBag, bare
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.compare import hash_key, order_for_sorting
from smimeadmin.shell.engine.convert_errors import NUMBERS

_EQUAL, _REFERENCE, _DIFFERENCE = "==", "<=", "=>"
_EVERYTHING = 2147483647


class _Entry:
    """One object, what it is compared by, and a key under which equal ones meet."""

    __slots__ = ("item", "key", "values")

    def __init__(self, item: Any, values: list[Any], ignore_case: bool) -> None:
        self.item = item
        self.values = values
        self.key = tuple(_key(value, ignore_case) for value in values)


def _key(value: Any, ignore_case: bool) -> Any:
    inner = bare(value)
    return ("custom object",) if type(inner) is PropertyBag else hash_key(inner, ignore_case)


class _Waiting:
    """Objects of one side that found no partner yet; the oldest of equal ones goes first."""

    __slots__ = ("_by_key", "_order")

    def __init__(self) -> None:
        self._by_key: dict[Any, deque[_Entry]] = {}
        self._order: dict[int, _Entry] = {}

    def __len__(self) -> int:
        return len(self._order)

    def add(self, entry: _Entry) -> None:
        """Keep an object."""
        self._by_key.setdefault(entry.key, deque()).append(entry)
        self._order[id(entry)] = entry

    def take(self, entry: _Entry) -> _Entry | None:
        """Return the partner of an object, and forget it; None if there is none."""
        partners = self._by_key.get(entry.key)
        if not partners:
            return None
        found = partners.popleft()
        del self._order[id(found)]
        return found

    def take_oldest(self) -> _Entry:
        """Return what waited longest, and forget it."""
        found = next(iter(self._order.values()))
        self.take(found)
        return found


class CompareObject(ReadsProperties, name="Compare-Object", aliases=("compare", "diff")):
    """Compares two lists of objects, by themselves or by properties.

    `<=` marks what only the first has, `=>` what only the second has, `==` what both have. The
    order of the lists does not matter unless -SyncWindow is small. Custom objects have to be
    compared by properties.
    """

    reference_object: list[object] = Parameter(
        "The first list.", position=0, type="PSObject[]", allows=("empty-collection",)
    )
    difference_object: list[object] = Parameter(
        "The second list.",
        position=1,
        from_pipeline=True,
        type="PSObject[]",
        allows=("empty-collection",),
    )
    sync_window: int = Parameter("How far apart equal objects may be.", default=_EVERYTHING)
    property_: list[object] | None = Parameter(
        "Names, script blocks or @{ Expression = ... }.",
        name="Property",
        default=None,
        type="Object[]",
    )
    exclude_different: bool = Parameter("Write only what both have.", default=False)
    include_equal: bool = Parameter("Write also what both have.", default=False)
    pass_thru: bool = Parameter("Write the objects themselves.", default=False)
    culture: str | None = Parameter("The rules of this language.", default=None)
    case_sensitive: bool = Parameter("Upper and lower case are two things.", default=False)

    examples = (
        Example(
            "Who is new, who has gone.",
            "Compare-Object 'anna', 'bo' 'bo', 'cy' | "
            'ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }',
            shows=("=> cy\n<= anna"),
        ),
        Example(
            "What both have.",
            "Compare-Object 1, 2 2, 3 -ExcludeDifferent -PassThru",
            shows="2",
        ),
    )

    def begin(self) -> None:
        """Read the parameters."""
        self._choices = self.choices(self.property_, SELECT_KEYS)
        self._equal = self.include_equal or (
            self.exclude_different and not self.is_bound("IncludeEqual")
        )
        self._second: list[Any] = []

    def process(self, difference_object: list[object]) -> None:
        """Take some of the second list."""
        self._second += difference_object

    def end(self) -> None:
        """Pair the lists object by object."""
        first = [self._entry(item) for item in self.reference_object if item is not None]
        second = [self._entry(item) for item in self._second if item is not None]
        self._unify(first, second)
        only_first, only_second = _Waiting(), _Waiting()
        for place in range(max(len(first), len(second))):
            self._pair(
                first[place] if place < len(first) else None,
                second[place] if place < len(second) else None,
                only_first,
                only_second,
            )
        while len(only_second):
            self._show(only_second.take_oldest(), _DIFFERENCE)
        while len(only_first):
            self._show(only_first.take_oldest(), _REFERENCE)

    def _entry(self, item: Any) -> _Entry:
        values = self.values_of(self._choices, item) if self._choices else [item]
        return _Entry(item, values, not self.case_sensitive)

    def _unify(self, first: list[_Entry], second: list[_Entry]) -> None:
        """Give equal values of different types (5 and '5') one key."""
        entries = first + second
        kinds = {type(bare(value)) for entry in entries for value in entry.values}
        kinds -= {type(None)}
        if len(kinds) < 2 or kinds <= NUMBERS:
            return
        known: list[_Entry] = []
        keys: set[Any] = set()
        for entry in entries:
            if entry.key in keys:
                continue
            same = next((other for other in known if self._are_equal(other, entry)), None)
            if same is None:
                known.append(entry)
                keys.add(entry.key)
            else:
                entry.key = same.key

    def _are_equal(self, one: _Entry, other: _Entry) -> bool:
        ignore_case = not self.case_sensitive
        return len(one.values) == len(other.values) and all(
            order_for_sorting(a, b, ignore_case) == 0
            for a, b in zip(one.values, other.values, strict=True)
        )

    def _pair(
        self,
        reference: _Entry | None,
        difference: _Entry | None,
        only_first: _Waiting,
        only_second: _Waiting,
    ) -> None:
        if reference is not None and difference is not None and reference.key == difference.key:
            self._match(reference)
            return
        if difference is not None:
            partner = only_first.take(difference)
            if partner is not None:
                self._match(partner)
                difference = None
        if reference is not None and only_second.take(reference) is not None:
            self._match(reference)
            reference = None
        if difference is not None:
            self._wait(difference, only_second, _DIFFERENCE)
        if reference is not None:
            self._wait(reference, only_first, _REFERENCE)

    def _wait(self, entry: _Entry, waiting: _Waiting, side: str) -> None:
        if self.sync_window <= 0:
            self._show(entry, side)
            return
        while len(waiting) >= self.sync_window:
            self._show(waiting.take_oldest(), side)
        waiting.add(entry)

    def _match(self, entry: _Entry) -> None:
        if self._equal:
            self._show(entry, _EQUAL)

    def _show(self, entry: _Entry, side: str) -> None:
        if side != _EQUAL and self.exclude_different:
            return
        if self.pass_thru:
            self.write(_marked(entry.item, side))
            return
        shown = PropertyBag()
        if self._choices:
            for choice, value in zip(self._choices, entry.values, strict=True):
                shown.add(choice.heading, value)
        else:
            shown.add("InputObject", entry.item)
        shown.add("SideIndicator", side)
        self.write(shown)


def _marked(item: Any, side: str) -> Any:
    """Return an object that says from which side it comes."""
    if type(item) is PropertyBag:
        item.add("SideIndicator", side)
        return item
    marked = item if type(item) is Annotated else Annotated(item)
    marked.notes.add("SideIndicator", side)
    return marked
