"""Chooses the plan of a run: by the shape asked for, the choices, the views, the object."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from smimeadmin.core.objects import PropertyBag, Shape
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.members_listing import standard_properties
from smimeadmin.shell.engine.types import type_names
from smimeadmin.shell.formatting.builtin_views import CATALOG
from smimeadmin.shell.formatting.custom_text import CustomText
from smimeadmin.shell.formatting.options import (
    CUSTOM,
    LIST_SHAPE,
    TABLE,
    WIDE,
    FormatOptions,
)
from smimeadmin.shell.formatting.plans import (
    ERROR_MARK,
    Field,
    ListPlan,
    Plan,
    TablePlan,
    TextPlan,
    Texts,
    WidePlan,
)
from smimeadmin.shell.formatting.property_choice import ChosenProperty, settle
from smimeadmin.shell.formatting.reading import READER
from smimeadmin.shell.formatting.view import (
    Column,
    DisplaySet,
    ListView,
    TableView,
    TextView,
    View,
    WideView,
)
from smimeadmin.shell.formatting.wide_layout import WideLayout

_MOST_TABLE_PROPERTIES: Final = 4
"""With more properties than these, an object without a view is shown as a list."""

_MOST_COLUMNS: Final = 10
"""A table that nobody chose columns for has no more than these."""

_NAMING: Final = ("name", "id", "key", "*key", "*name", "*id")
"""What a wide display shows: the first property of one of these names, else the first of all."""


class Planner:
    """Makes the plans of one command."""

    def __init__(self, options: FormatOptions) -> None:
        self._options = options
        self._catalog = CATALOG if options.catalog is None else options.catalog
        mark = ERROR_MARK if options.mark_errors else ""
        self._texts = Texts(limit=options.limit, error_mark=mark, report=options.report)
        self._table_texts = Texts(
            limit=options.limit, in_table=True, error_mark=mark, report=options.report
        )
        self._bag_fields: dict[Shape, Sequence[Field]] = {}

    def plan(self, first: Any) -> Plan:
        """Return the plan of a run that begins with this object.

        CommandError if a view was asked for by a name that none has.
        """
        options = self._options
        if options.shape == TABLE:
            return self._table(first, self._view(first, TableView))
        if options.shape == LIST_SHAPE:
            return self._list(first, self._view(first, ListView))
        if options.shape == WIDE:
            return self._wide(first, self._view(first, WideView))
        if options.shape == CUSTOM:
            return self._custom()
        return self._by_view(first)

    def _by_view(self, first: Any) -> Plan:
        view = self._view(first)
        if isinstance(view, TableView):
            return self._table(first, view)
        if isinstance(view, ListView):
            return self._list(first, view)
        if isinstance(view, WideView):
            return self._wide(first, view)
        if isinstance(view, TextView):
            return self._text(view)
        if len(self.names(first)) <= _MOST_TABLE_PROPERTIES:
            return self._table(first, None)
        return self._list(first, None)

    def _view(self, item: Any, *kinds: type[View]) -> View | None:
        options = self._options
        if options.choices:
            return None
        name = options.view_name
        view = self._catalog.find(type_names(item), *kinds, name=name)
        if view is None and name:
            raise CommandError(
                "ViewNotFound",
                f"There is no view '{name}' for an object of the type {type_names(item)[0]}.",
                category="ObjectNotFound",
                target=name,
                hint="Leave out -View to get the usual one.",
            )
        return view

    def names(self, item: Any) -> Sequence[str]:
        """Return the properties that matter of an object: those of its display set, or all."""
        chosen = self._catalog.find(type_names(item), DisplaySet)
        if isinstance(chosen, DisplaySet):
            return chosen.properties
        if getattr(item, "extras", None):
            return standard_properties(item) or READER.names(item)
        return READER.names(item)

    def has_anything(self, item: Any) -> bool:
        """Say whether there is something to show of an object: a view, properties, a choice."""
        if self._options.choices or READER.names(item):
            return True
        return self._catalog.find(type_names(item)) is not None

    def applies(self, plan: Plan, item: Any) -> bool:
        """Say whether an object can stand in a run: it has the run's view, or there is none."""
        if plan.view is not None:
            return self._view(item, type(plan.view)) is plan.view
        if self._options.shape or isinstance(plan, TextPlan):
            return True
        return not isinstance(self._view(item), TextView)

    def plan_aside(self, item: Any) -> Plan:
        """Return how an object is shown that doesn't fit the run."""
        view = self._catalog.find(type_names(item))
        if isinstance(view, TextView):
            return self._text(view)
        found = self._catalog.find(type_names(item), ListView)
        return self._list(item, found)

    def group_of(self, plan: Plan, first: Any) -> Field | None:
        """Return what a run is grouped by, or None."""
        if self._options.group is not None:
            chosen = settle([self._options.group], first, present_only=False)
            return self._field(chosen[0]) if chosen else None
        if plan.view is not None and plan.view.group is not None:
            return Field.of_column(plan.view.group)
        return None

    def _field(self, chosen: ChosenProperty) -> Field:
        choice = chosen.choice
        compute: Callable[[Any], Any] | None = None
        if choice.block is not None:
            block, evaluate = choice.block, self._options.evaluate

            def compute(item: Any) -> Any:
                return evaluate(block, item)

        return Field(
            chosen.heading,
            name=chosen.name,
            compute=compute,
            format=choice.format,
            alignment=choice.alignment,
            width=choice.width,
        )

    def _chosen(self, item: Any, *, present_only: bool) -> list[Field]:
        chosen = settle(self._options.choices, item, present_only=present_only)
        return [self._field(one) for one in chosen]

    def _table(self, first: Any, view: View | None) -> Plan:
        options = self._options
        measured, wrapped, headings = True, options.wrapped, options.headings
        whole = False
        if isinstance(view, TableView):
            fields = [Field.of_column(column) for column in view.columns]
            measured = view.measured or options.measured
            wrapped = wrapped or view.wrapped
            headings = headings and view.headings
            whole = view.whole
        elif options.choices:
            fields = self._chosen(first, present_only=False)
        else:
            names = self.names(first)[:_MOST_COLUMNS]
            fields = [Field(name, name=name) for name in names]
        return TablePlan(
            fields,
            first,
            self._texts if isinstance(view, TableView) else self._table_texts,
            view=view,
            measured=measured,
            wrapped=wrapped,
            whole=whole,
            headings=headings,
            repeated=options.repeated,
            style=options.style,
        )

    def _list(self, first: Any, view: View | None) -> Plan:
        del first
        if isinstance(view, ListView):
            fields = [Field.of_column(column) for column in view.items]
            return ListPlan(lambda _: fields, self._texts, view=view)
        return ListPlan(self._list_fields, self._texts)

    def _list_fields(self, item: Any) -> Sequence[Field]:
        if type(item) is not PropertyBag or item.extras is not None:
            return self._find_list_fields(item)
        known = self._bag_fields.get(item.shape)
        if known is None:
            known = self._bag_fields[item.shape] = self._find_list_fields(item)
        return known

    def _find_list_fields(self, item: Any) -> Sequence[Field]:
        if self._options.choices:
            return self._chosen(item, present_only=True)
        return [Field(name, name=name) for name in self.names(item)]

    def _wide(self, first: Any, view: View | None) -> Plan:
        options = self._options
        layout = WideLayout(0 if options.measured else options.wide_columns)
        if isinstance(view, WideView):
            return WidePlan(Field.of_column(Column(view.value)), layout, self._texts, view=view)
        if options.choices:
            chosen = self._chosen(first, present_only=False)
            field = chosen[0] if chosen else Field("")
        else:
            field = Field("", name=naming_property(READER.names(first)))
        return WidePlan(field, layout, self._texts)

    def _custom(self) -> Plan:
        text = CustomText(
            depth=self._options.depth,
            limit=self._options.limit,
            choices=self._options.choices,
            value_of=lambda chosen, item: self._texts.value(self._field(chosen), item),
        )
        return TextPlan(text.lines, self._texts)

    def _text(self, view: TextView) -> Plan:
        return TextPlan(lambda item: list(view.lines(item)), self._texts, view=view)


def naming_property(names: Sequence[str]) -> str:
    """Return the property that names an object best, an empty text if it has none."""
    folded = [name.lower() for name in names]
    for pattern in _NAMING:
        for name, low in zip(names, folded, strict=True):
            if low == pattern or (pattern[0] == "*" and low.endswith(pattern[1:])):
                return name
    return names[0] if names else ""
