"""Turns objects into format data: picks the view by the first object, fills rows from the rest."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.compare import order
from smimeadmin.shell.engine.error_record import CommandError, ErrorRecord
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.streams import InformationRecord, StreamRecord
from smimeadmin.shell.formatting.error_view import ERROR
from smimeadmin.shell.formatting.field_text import field_text, is_scalar, items_of, value_text
from smimeadmin.shell.formatting.layout import TEXT
from smimeadmin.shell.formatting.options import FormatOptions
from smimeadmin.shell.formatting.records import (
    FormatEndData,
    FormatEntryData,
    FormatRecord,
    FormatStartData,
    GroupEndData,
    GroupStartData,
)

if TYPE_CHECKING:
    from smimeadmin.shell.formatting import planner
    from smimeadmin.shell.formatting.planner import Planner
    from smimeadmin.shell.formatting.plans import Field, Plan
else:  # a run that shows only texts and numbers needs no plans
    planner = at_first_use("smimeadmin.shell.formatting.planner")

_NO_KEY: Final = object()


class Formatter:
    """The front end of Format-* and Out-*: ``process`` each object, ``end`` once.

    Format data that comes in is handed on as it is. Format data goes out through ``put``.
    """

    def __init__(
        self, put: Callable[[FormatRecord], None], options: FormatOptions | None = None
    ) -> None:
        self._put = put
        self._options = FormatOptions() if options is None else options
        self._made_planner: Planner | None = None
        self._plan: Plan | None = None
        self._group: Field | None = None
        self._group_key: Any = None
        self._group_label = ": "

    @property
    def _planner(self) -> "Planner":
        if self._made_planner is None:
            self._made_planner = planner.Planner(self._options)
        return self._made_planner

    def process(self, value: Any) -> None:
        """Take one object; a collection is taken item by item, what it holds is not opened."""
        if isinstance(value, FormatRecord):
            self.end()
            self._put(value)
            return
        items = items_of(value) if self._options.opens_collections else None
        if items is None:
            self._item(value)
        else:
            for item in items:
                self._item(item)

    def end(self) -> None:
        """End the run, if one was begun."""
        if self._plan is not None:
            self._put(GroupEndData())
            self._put(FormatEndData())
            self._plan = None

    def _item(self, value: Any) -> None:
        if value is None:
            return
        if is_scalar(value) or isinstance(bare(value), ScriptBlock):
            self._put(FormatEntryData(scalar_text(value), TEXT))
        elif isinstance(bare(value), ErrorRecord):
            self._put(FormatEntryData(bare(value), ERROR))
        elif isinstance(value, (StreamRecord, InformationRecord)):
            self._put(FormatEntryData(str(value), TEXT))
        elif self._plan is None and not self._planner.has_anything(value):
            self._put(FormatEntryData(nothing_text(value), TEXT))
        elif self._plan is None:
            self._begin(value)
        elif self._planner.applies(self._plan, value):
            self._entry(self._plan, value)
        else:
            self._aside(value)

    def _begin(self, first: Any) -> None:
        if self._options.limit_of is not None:
            self._options.limit = self._options.limit_of()
            self._made_planner = None
        plan = self._planner.plan(first)
        self._group = self._planner.group_of(plan, first)
        label: str | None = None
        if self._group is not None:
            self._group_key = _NO_KEY
            self._group_label = ": "
            if not self._is_new_group(first):
                self._group_key = None
            label = self._group_label
        self._plan = plan
        self._put(FormatStartData(plan.layout))
        self._put(GroupStartData(label))
        self._put(FormatEntryData(plan.entry(first)))

    def _entry(self, plan: "Plan", item: Any) -> None:
        if self._group is not None and self._is_new_group(item):
            self._put(GroupEndData())
            self._put(GroupStartData(self._group_label))
        self._put(FormatEntryData(plan.entry(item)))

    def _is_new_group(self, item: Any) -> bool:
        """Say whether an object begins another group, and remember that group."""
        group = self._group
        if group is None:
            return False
        key = group.value(item)
        if _same_key(key, self._group_key):
            return False
        self._group_key = key
        shown = field_text(key, self._options.limit, format=group.format)
        self._group_label = f"{group.heading}: {shown}"
        return True

    def _aside(self, item: Any) -> None:
        """Show an object of another type among those of the run: as text, else as a list."""
        plan = self._planner.plan_aside(item)
        self._put(FormatEntryData(plan.entry(item), plan.layout))


def scalar_text(value: Any) -> str:
    """Return what a scalar is shown as when it stands alone."""
    inner = bare(value)
    if inner is not value and value.text is not None:
        return str(value.text)
    return str(inner) if isinstance(inner, str) else value_text(inner)


def nothing_text(value: Any) -> str:
    """Return what an object without any property is shown as: a custom object as nothing."""
    return "" if isinstance(bare(value), PropertyBag) else value_text(value)


def _same_key(key: Any, last: Any) -> bool:
    """Compare the keys of two neighbours: by order where they have one, else as texts.

    A custom object has none, and PowerShell makes an error of that: so do we.
    """
    if key is last:
        return True
    if isinstance(bare(key), PropertyBag) and last is not _NO_KEY:
        raise CommandError(
            "PSObjectCompareTo",
            "Objects can't be grouped by a property that holds custom objects.",
            category="NotSpecified",
            target=key,
            inner="System.Management.Automation.ExtendedTypeSystemException",
            hint="Group by a calculated property: -GroupBy { $_.Owner.Name }.",
        )
    if last is _NO_KEY:
        return key is None  # before the first object: nothing is no group of its own
    if key is None or last is None:
        return False
    try:
        return order(key, last) == 0
    except EngineError:
        return value_text(last).lower() == value_text(key).lower()


def format_all(values: Sequence[Any], options: FormatOptions | None = None) -> list[FormatRecord]:
    """Return the format data of some objects."""
    records: list[FormatRecord] = []
    formatter = Formatter(records.append, options)
    for value in values:
        formatter.process(value)
    formatter.end()
    return records
