"""Group-Object: puts objects with equal values together."""

from collections.abc import Callable, Sequence
from typing import Any

from cmdlets.core._properties import SELECT_KEYS, ReadsProperties
from smimeadmin.core.files import has_wildcard
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.core.values import ArrayList, GenericList, Hashtable
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.compare import hash_key
from smimeadmin.shell.engine.convert import convert, enumerate_value
from smimeadmin.shell.engine.formats import culture_text
from smimeadmin.shell.engine.sorting import sort_positions
from smimeadmin.shell.engine.types import STRING

_TABLE = ("HashTable",)


class _Group:
    """A name, the values behind it, and how many objects have them."""

    __slots__ = ("count", "group", "name", "values")
    keeps = True

    def __init__(self, values: Sequence[Any], name: str) -> None:
        self.values = ArrayList(values)
        self.name = name
        self.count = 0
        self.group: GenericList | None = (
            GenericList((), "System.Management.Automation.PSObject") if self.keeps else None
        )


class GroupInfo(_Group):
    """Objects that have the same values."""

    __slots__ = ()
    type_name = "Microsoft.PowerShell.Commands.GroupInfo"
    shown = ("count", "group", "name", "values")


class GroupInfoNoElement(_Group):
    """How many objects have the same values; the objects themselves are not kept."""

    __slots__ = ()
    type_name = "Microsoft.PowerShell.Commands.GroupInfoNoElement"
    shown = ("count", "name", "values")
    keeps = False


def _name_of(values: Sequence[Any]) -> str:
    names: list[str] = []
    for value in values:
        inner = bare(value)
        items = enumerate_value(inner)
        if items is not None:
            names.append("{" + ", ".join(culture_text(item) for item in items) + "}")
        elif inner is not None:
            names.append(culture_text(inner))
    return ", ".join(names)


def _key(value: Any, ignore_case: bool) -> Any:
    """Return what equal values have in common; collections of a type count as equal."""
    inner = bare(value)
    if type(inner) is list:
        return list
    return hash_key(inner, ignore_case)


class GroupObject(ReadsProperties, name="Group-Object", aliases=("group",)):
    """Groups objects by themselves, by properties or by what a script block says of them.

    Groups come sorted by their values, unless the values are of several types: then in the order
    of the first object of each.
    """

    no_element: bool = Parameter("Count only; do not keep the objects.", default=False)
    as_hash_table: bool = Parameter(
        "Write a hashtable of values and objects.", default=False, aliases=("AHT",), sets=_TABLE
    )
    as_string: bool = Parameter("The keys of the hashtable are texts.", default=False, sets=_TABLE)
    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)
    property_: list[object] | None = Parameter(
        "Names, script blocks or @{ Expression = ... }.",
        name="Property",
        default=None,
        position=0,
        type="Object[]",
    )
    culture: str | None = Parameter("The rules of this language.", default=None)
    case_sensitive: bool = Parameter("Upper and lower case are two things.", default=False)

    examples = (
        Example(
            "How many of each.",
            "'anna', 'bo', 'anna' | Group-Object -NoElement | "
            'ForEach-Object { "$($_.Name) $($_.Count)" }',
            shows=("anna 2\nbo 1"),
        ),
        Example(
            "By a part of the text.",
            "('a@x.example', 'b@x.example' | Group-Object { $_.Split('@')[1] }).Count",
            shows="2",
        ),
        Example(
            "As a table to look things up in.",
            "$by = 'anna', 'bo' | Group-Object Length -AsHashTable; $by[2]",
            shows="bo",
        ),
    )

    def begin(self) -> None:
        """Read the keys."""
        self._choices = self.choices(self.property_, SELECT_KEYS)
        if self.as_hash_table and not self.as_string and len(self._choices) > 1:
            raise CommandError(
                "ArgumentException",
                "A hashtable has one key, and several properties were given.",
                category="InvalidArgument",
                inner="System.ArgumentException",
                hint="Add -AsString to use the texts of all of them as the key.",
            )
        self._start()

    def _start(self) -> None:
        if "_groups" not in self.__dict__:
            self._groups: dict[Any, _Group] = {}
            self._kinds: list[type | None] = []
            self._mixed = False

    def taker(self) -> Callable[[Any], Any] | None:
        """Return what groups custom objects by one property without ceremony."""
        names = list(self.property_ or ())
        if len(names) != 1 or type(names[0]) is not str or has_wildcard(names[0]) or not names[0]:
            return None
        self._start()
        name = fold(names[0])
        ignore_case = not self.case_sensitive
        groups = self._groups
        process = self.process
        known: type | None = None

        def take(item: Any) -> None:
            nonlocal known
            if type(item) is not PropertyBag or item.extras is not None:
                process(item)
                return
            place = item.shape.index.get(name)
            value = None if place is None else item.values[place]
            if type(value) is not known:
                known = type(value)
                self._look_at([value])
            group = groups.get(hash_key(value, ignore_case))
            if group is None or group.group is None:
                process(item)
                return
            group.count += 1
            group.group.append(item)

        return take

    def process(self, input_object: object) -> None:
        """Put one object into its group."""
        if bare(input_object) is None:
            return
        choices = self._choices
        values = self.values_of(choices, input_object) if choices else [input_object]
        if not self._mixed:
            self._look_at(values)
        ignore_case = not self.case_sensitive
        if len(values) == 1:
            key = _key(values[0], ignore_case)
        else:
            key = tuple(_key(value, ignore_case) for value in values)
        group = self._groups.get(key)
        if group is None:
            kind: type[_Group] = GroupInfoNoElement if self.no_element else GroupInfo
            name = _name_of(values) if choices else str(convert(input_object, STRING))
            group = self._groups[key] = kind(values, name)
        group.count += 1
        if group.group is not None:
            group.group.append(input_object)

    def _look_at(self, values: list[Any]) -> None:
        """Notice values of several types; nulls fit to all."""
        kinds = [None if bare(value) is None else type(bare(value)) for value in values]
        if not self._kinds:
            self._kinds = kinds
            return
        for place, kind in enumerate(kinds):
            known = self._kinds[place]
            if known is None:
                self._kinds[place] = kind
            elif kind is not None and kind is not known:
                self._mixed = True

    def end(self) -> None:
        """Write the groups."""
        groups = list(self._groups.values())
        if groups and not self._mixed:
            columns = [
                [group.values[place] for group in groups] for place in range(len(groups[0].values))
            ]
            places = sort_positions(
                columns, [False] * len(columns), ignore_case=not self.case_sensitive
            )
            groups = [groups[place] for place in places]
        if self.as_hash_table:
            self._write_table(groups)
        elif self.as_string:
            raise CommandError(
                "ArgumentException",
                "-AsString is for the keys of a hashtable.",
                category="InvalidArgument",
                inner="System.ArgumentException",
                hint="Add -AsHashTable.",
            )
        else:
            self.write_each(groups)

    def _write_table(self, groups: list[_Group]) -> None:
        if not groups:
            return
        table = Hashtable()
        for group in groups:
            key = group.name if self.as_string else bare(group.values[0])
            if key is None:
                self.write_error(
                    CommandError(
                        "InvalidOperation",
                        "Objects without a value cannot stand in a hashtable.",
                        category="InvalidArgument",
                        target=group,
                        inner="System.ArgumentException",
                        hint="Use -AsString.",
                    )
                )
                continue
            table[key] = group.group
        self.write(table)
