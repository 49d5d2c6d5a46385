"""What the commands on objects share: what -Property means, and how values are read by it."""

from collections.abc import Sequence
from typing import Any

from cmdlets.core._formatting import ShowsObjects, is_block
from smimeadmin.core.objects import Annotated, PropertyBag, bare
from smimeadmin.shell.engine.members import list_members
from smimeadmin.shell.engine.types import type_of
from smimeadmin.shell.formatting.property_choice import Choice, ChosenProperty, read_choices, settle
from smimeadmin.shell.formatting.reading import READER

SELECT_KEYS = ("expression", "name", "label")
SORT_KEYS = ("expression", "ascending", "descending")


class ReadsProperties(ShowsObjects):
    """Reads -Property: names, wildcards, script blocks, calculated properties."""

    def choices(self, given: Sequence[Any] | None, keys: Sequence[str]) -> list[Choice]:
        """Return what was given as choices."""
        return read_choices(given, keys, is_block)

    def values_of(self, choices: Sequence[Choice], item: Any) -> list[Any]:
        """Return the value of each choice for an object, None where there is none."""
        return [self.value_of(choice, item) for choice in choices]

    def value_of(self, choice: Choice, item: Any) -> Any:
        """Return the first value that a choice means for an object."""
        found = self.settled([choice], item)
        return found[0].value(item, self.evaluate) if found else None

    def settled(
        self, choices: Sequence[Choice], item: Any, *, present_only: bool = False
    ) -> list[ChosenProperty]:
        """Return the properties that the choices mean for an object."""
        return settle(choices, item, present_only=present_only)

    @property
    def evaluate(self) -> Any:
        """Run a script block on an object."""
        known = self.__dict__.get("_evaluate")
        if known is None:
            known = self.__dict__["_evaluate"] = self.evaluator()
        return known


def type_names(item: Any) -> tuple[str, ...]:
    """Return the names of an object's types, the most specific one first."""
    if type(item) is PropertyBag:
        return item.type_names
    if type(item) is Annotated and item.type_names:
        return item.type_names
    return (type_of(bare(item)).full_name, "System.Object")


def has_property(item: Any, name: str) -> bool:
    """Say whether an object has a property of that name."""
    folded = name.lower()
    if type(item) is PropertyBag and item.extras is None:
        return item.has(name)
    return any(
        member.name.lower() == folded
        for member in list_members(item)
        if not member.kind.endswith("Method")
    )


def property_names(item: Any) -> Sequence[str]:
    """Return the names of an object's properties, in order."""
    return READER.names(item)
