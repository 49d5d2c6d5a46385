"""Sort-Object: puts objects in order."""

from typing import Any

from cmdlets.core._properties import SORT_KEYS, ReadsProperties, has_property
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.core.values import FoldingDictionary
from smimeadmin.shell.engine import Example, InSet, Parameter, TerminatingError
from smimeadmin.shell.engine.compare import order_for_sorting
from smimeadmin.shell.engine.convert import to_bool, to_text
from smimeadmin.shell.engine.parameters import Validator
from smimeadmin.shell.engine.sorting import few_positions, sort_positions
from smimeadmin.shell.formatting.property_choice import Choice


class _Key:
    """One thing to sort by, and whether it goes down; None: as the command says."""

    __slots__ = ("choice", "down")

    def __init__(self, choice: Choice, down: bool | None) -> None:
        self.choice = choice
        self.down = down


def _at_least_one(number: int) -> str | None:
    return None if number >= 1 else f"{number} is less than 1."


_CHECKS: tuple[Validator, ...] = (_at_least_one,)


class SortObject(ReadsProperties, name="Sort-Object", aliases=("sort",), default_set="Default"):
    """Sorts objects by themselves or by properties; texts by the rules of the language.

    Objects that are equal keep their order.
    """

    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)
    property_: list[object] | None = Parameter(
        "Names, script blocks or @{ Expression = ...; Descending = $true }.",
        name="Property",
        default=None,
        position=0,
        type="Object[]",
    )
    descending: bool = Parameter("The greatest first.", default=False)
    unique: bool = Parameter("Each of equal objects once.", default=False)
    case_sensitive: bool = Parameter("Upper and lower case are two things.", default=False)
    culture: str | None = Parameter("The rules of this language.", default=None)
    stable: bool = Parameter(
        "Accepted: equal objects always keep their order.", default=False, sets=("Default",)
    )
    top: int | None = Parameter(
        "Only the first so many.",
        default=None,
        sets=(InSet("Top", mandatory=True),),
        validate=_CHECKS,
    )
    bottom: int | None = Parameter(
        "Only the last so many.",
        default=None,
        sets=(InSet("Bottom", mandatory=True),),
        validate=_CHECKS,
    )

    examples = (
        Example(
            "Numbers.", "3, 1, 2 | Sort-Object -Descending | Select-Object -First 1", shows="3"
        ),
        Example("By a property.", "'anna', 'bo' | Sort-Object Length", shows=("bo\nanna")),
    )

    def begin(self) -> None:
        """Read the keys."""
        self._keys = [self._key(value) for value in self.property_ or ()]
        self._items: list[Any] = []

    def _key(self, value: Any) -> _Key:
        table = bare(value)
        down: bool | None = None
        if isinstance(table, FoldingDictionary):
            flags = {to_text(k).lower(): v for k, v in table.items()}
            if "descending" in flags:
                down = to_bool(flags["descending"])
            elif "ascending" in flags:
                down = not to_bool(flags["ascending"])
        return _Key(self.choices([value], SORT_KEYS)[0], down)

    def process(self, input_object: object) -> None:
        """Keep one object."""
        if bare(input_object) is not None:
            self._items.append(input_object)

    def end(self) -> None:
        """Sort and write."""
        count = self.bottom if self.top is None else self.top
        if count is None or self.unique or count >= len(self._items):
            items = self._sorted(self._items, None)
            if self.unique:
                items = self._distinct(items)
            if self.top is not None:
                items = items[: self.top]
            elif self.bottom is not None:
                items = items[-self.bottom :]
        else:
            items = self._sorted(self._items, count)
        self.write_each(items)

    def _sorted(self, items: list[Any], count: int | None) -> list[Any]:
        """Return the objects in order: all of them, or with a count the first or the last."""
        columns: list[list[Any]] = []
        downs: list[bool] = []
        for key in self._keys:
            values, missing = self._column(key.choice, items)
            if any(missing):  # what has no such property comes last, whichever way it goes
                columns.append(missing)
                downs.append(False)
            columns.append(values)
            downs.append(self.descending if key.down is None else key.down)
        if not self._keys:
            columns, downs = [items], [self.descending]
        ignore_case = not self.case_sensitive
        places = (
            sort_positions(columns, downs, ignore_case=ignore_case)
            if count is None
            else few_positions(
                columns, downs, count, last=self.top is None, ignore_case=ignore_case
            )
        )
        return [items[place] for place in places]

    def _column(self, choice: Choice, items: list[Any]) -> tuple[list[Any], list[int]]:
        """Return what objects are sorted by, and of each 1 if it has no such property."""
        if choice.block is not None or choice.has_wildcard:
            return [self._key_of(choice, item) for item in items], []
        name = fold(choice.pattern)
        values: list[Any] = []
        missing: list[int] = []
        for item in items:
            if type(item) is PropertyBag and item.extras is None:
                place = item.shape.index.get(name)
                values.append(None if place is None else item.values[place])
                missing.append(1 if place is None else 0)
            else:
                values.append(self._key_of(choice, item))
                missing.append(0 if has_property(item, choice.pattern) else 1)
        return values, missing

    def _key_of(self, choice: Choice, item: Any) -> Any:
        """Return what an object is sorted by; a block that fails gives nothing."""
        try:
            return self.value_of(choice, item)
        except TerminatingError as error:
            if error.is_too_deep:
                raise
            self.session.remember_error(error.record)
            return None

    def _distinct(self, items: list[Any]) -> list[Any]:
        kept: list[Any] = []
        for item in items:
            if not kept or not self._same(kept[-1], item):
                kept.append(item)
        return kept

    def _same(self, one: Any, other: Any) -> bool:
        choices = [key.choice for key in self._keys]
        pairs = (
            zip(self.values_of(choices, one), self.values_of(choices, other), strict=True)
            if choices
            else [(one, other)]
        )
        return all(order_for_sorting(a, b, not self.case_sensitive) == 0 for a, b in pairs)
