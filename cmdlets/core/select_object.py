"""Select-Object: some properties of objects, some objects of many."""

from collections import deque
from typing import Any

from cmdlets.core._properties import SELECT_KEYS, ReadsProperties, has_property, type_names
from smimeadmin.core.files import has_wildcard
from smimeadmin.core.objects import Annotated, PropertyBag, bare
from smimeadmin.core.values import Hashtable
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter, TerminatingError
from smimeadmin.shell.engine.compare import hash_key
from smimeadmin.shell.engine.convert import enumerate_value, to_text
from smimeadmin.shell.engine.flow import StopUpstream
from smimeadmin.shell.formatting.property_choice import ChosenProperty, wildcard
from smimeadmin.shell.formatting.reading import READER

_WHICH = (InSet("DefaultParameter"), InSet("SkipLastParameter"))


def _not_negative(number: int) -> str | None:
    return None if number >= 0 else f"{number} is less than 0."


class SelectObject(
    ReadsProperties, name="Select-Object", aliases=("select",), default_set="DefaultParameter"
):
    """Makes objects of chosen properties, or lets only some of the objects through.

    With -First the commands before it are stopped as soon as there are enough objects.
    """

    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)
    property_: list[object] | None = Parameter(
        "Names, wildcards, script blocks or @{ Name = ...; Expression = ... }.",
        name="Property",
        default=None,
        position=0,
        sets=("DefaultParameter", "SkipLastParameter"),
        type="Object[]",
    )
    exclude_property: list[str] = Parameter("Properties to leave out.", default=(), sets=_WHICH)
    expand_property: str | None = Parameter(
        "Write the values of this property, each as an object.", default=None, sets=_WHICH
    )
    unique: bool = Parameter("Each of equal objects once.", default=False)
    case_insensitive: bool = Parameter("Texts are equal whatever their case.", default=False)
    first: int | None = Parameter(
        "How many from the start.",
        default=None,
        sets=("DefaultParameter",),
        validate=(_not_negative,),
    )
    last: int | None = Parameter(
        "How many from the end.",
        default=None,
        sets=("DefaultParameter",),
        validate=(_not_negative,),
    )
    skip: int = Parameter(
        "How many to leave out at the start (with -Last: at the end).",
        default=0,
        sets=_WHICH,
        validate=(_not_negative,),
    )
    skip_last: int = Parameter(
        "How many to leave out at the end.",
        default=0,
        sets=("SkipLastParameter",),
        validate=(_not_negative,),
    )
    index: list[int] | None = Parameter(
        "Which ones, counted from 0.", default=None, sets=("IndexParameter",)
    )
    skip_index: list[int] | None = Parameter(
        "Which ones to leave out, counted from 0.",
        default=None,
        sets=("SkipIndexParameter",),
    )
    wait: bool = Parameter(
        "Do not stop the commands before it early.",
        default=False,
        sets=("DefaultParameter", "IndexParameter"),
    )

    examples = (
        Example("Two of many.", "1..9 | Select-Object -First 2", shows=("1\n2")),
        Example(
            "A calculated property.",
            "'anna' | Select-Object @{ Name = 'Size'; Expression = { $_.Length } } | "
            "ForEach-Object Size",
            shows="4",
        ),
    )

    def begin(self) -> None:
        """Read the parameters."""
        self._choices = self.choices(self.property_, SELECT_KEYS)
        self._excluded = [wildcard(pattern) for pattern in self.exclude_property]
        if self._excluded and not self._choices:
            self._choices = self.choices(["*"], SELECT_KEYS)
        self._seen: set[Any] = set()
        self._number = -1
        self._written = 0
        self._tail: deque[Any] = deque()

    def process(self, input_object: object) -> None:
        """Take one object: pass it on, keep it, or drop it; a null is no object."""
        if input_object is None:
            return
        self._number += 1
        if self.is_bound("Last") or self.skip_last:
            self._keep(input_object)
            return
        if self.index is not None or self.skip_index is not None:
            self._take_by_index(input_object)
            return
        if self._number < self.skip:
            return
        if self.first is not None and self._written >= self.first:
            self._stop()
            return
        self._written += 1
        self._take(input_object)
        if self.first is not None and self._written >= self.first:
            self._stop()

    def _take_by_index(self, item: Any) -> None:
        if self.index is None:
            if self._number not in (self.skip_index or ()):
                self._take(item)
            return
        if self._number in self.index:
            self._take(item)
        if self._number >= max(self.index, default=-1):
            self._stop()

    def _stop(self) -> None:
        if not self.wait and self.invocation.stage is not None:
            raise StopUpstream(self.invocation.stage)

    def _keep(self, item: Any) -> None:
        if self.skip_last:
            if self._number >= self.skip:
                self._tail.append(item)
                if len(self._tail) > self.skip_last:
                    self._take(self._tail.popleft())
            return
        if self.first is not None and self._written < self.first:
            self._written += 1
            self._take(item)
            return
        self._tail.append(item)
        if len(self._tail) > (self.last or 0) + self.skip:
            self._tail.popleft()

    def end(self) -> None:
        """Write what was kept for -Last."""
        if self.is_bound("Last"):
            for item in list(self._tail)[: max(len(self._tail) - self.skip, 0)][
                -(self.last or 0) :
            ]:
                if self.last:
                    self._take(item)

    def _take(self, item: Any) -> None:
        if self.expand_property is not None:
            self._expand(item, self.expand_property)
            return
        self._write_once(self._selected(item) if self._choices else item)

    def _selected(self, item: Any) -> PropertyBag:
        name = f"Selected.{type_names(item)[0]}"
        bag = PropertyBag(
            type_names=(name, "System.Management.Automation.PSCustomObject", "System.Object")
        )
        for chosen in self._columns(item):
            if bag.has(chosen.heading):
                self._already(chosen.heading, item)
                continue
            bag.add(chosen.heading, self._value(chosen, item))
        return bag

    def _columns(self, item: Any) -> list[ChosenProperty]:
        inner = bare(item)
        source = _entries(inner) if isinstance(inner, Hashtable) else item
        columns = self.settled(self._choices, source)
        return [c for c in columns if not any(match(c.heading) for match in self._excluded)]

    def _value(self, chosen: ChosenProperty, item: Any) -> Any:
        try:
            return chosen.value(item, self.evaluate)
        except TerminatingError as error:
            if error.is_too_deep:
                raise
            self.session.remember_error(error.record)
            return None

    def _already(self, name: str, item: Any, *, expanded: bool = False) -> None:
        kind = "Expand" if expanded else "NoExpand"
        self.write_error(
            CommandError(
                f"AlreadyExistingUserSpecifiedProperty{kind}",
                f"The property '{name}' is there already.",
                category="InvalidOperation",
                target=item,
                inner="System.Management.Automation.PSArgumentException",
            ),
            item,
        )

    def _expand(self, item: Any, name: str) -> None:
        if has_wildcard(name):
            test = wildcard(name)
            matching = [one for one in READER.names(item) if test(one)]
            if len(matching) > 1:
                self.write_error(
                    CommandError(
                        "MutlipleExpandProperties",
                        f"'{name}' matches {len(matching)} properties: only one can be expanded.",
                        category="InvalidArgument",
                        target=item,
                        inner="System.Management.Automation.PSArgumentException",
                        hint=f"They are: {', '.join(matching)}.",
                    ),
                    item,
                )
                return
            name = matching[0] if matching else name
        if not has_property(item, name) and not _has_key(item, name):
            self.write_error(
                CommandError(
                    "ExpandPropertyNotFound",
                    f"There is no property '{name}' to expand.",
                    category="InvalidArgument",
                    target=item,
                    inner="System.Management.Automation.PSArgumentException",
                ),
                item,
            )
            return
        value = READER.get(item, name)
        items = enumerate_value(value)
        for one in (value,) if items is None else items:
            self._write_once(self._with_chosen(one, item) if self._choices else one)

    def _with_chosen(self, value: Any, item: Any) -> Any:
        """Return an expanded value with the chosen properties of its object pinned to it."""
        pinned = value.copy() if type(value) is PropertyBag else Annotated(value)
        notes = pinned if isinstance(pinned, PropertyBag) else pinned.notes
        for chosen in self._columns(item):
            if has_property(value, chosen.heading):
                self._already(chosen.heading, item, expanded=True)
            else:
                notes.add(chosen.heading, self._value(chosen, item))
        return pinned

    def _write_once(self, value: Any) -> None:
        if self.unique:
            key = _key(value, self.case_insensitive)
            if key in self._seen:
                return
            self._seen.add(key)
        self.write(value)


def _has_key(item: Any, name: str) -> bool:
    inner = bare(item)
    return isinstance(inner, Hashtable) and name in inner


def _entries(table: Hashtable) -> PropertyBag:
    return PropertyBag.of((to_text(key), value) for key, value in table.items())


def _key(value: Any, ignore_case: bool) -> Any:
    if type(value) is PropertyBag:
        return tuple((n, hash_key(v, ignore_case)) for n, v in value.items())
    return hash_key(value, ignore_case)
