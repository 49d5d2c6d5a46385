"""Plans: how the objects of one run become entries of its layout."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag, Shape
from smimeadmin.shell.engine.error_record import TerminatingError
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.formatting.field_text import field_text, stands_right
from smimeadmin.shell.formatting.layout import TEXT, Layout
from smimeadmin.shell.formatting.list_layout import LIST
from smimeadmin.shell.formatting.reading import READER, is_intrinsic
from smimeadmin.shell.formatting.table_layout import LEFT, RIGHT, TableColumn, TableLayout
from smimeadmin.shell.formatting.tabulated import StyledTableLayout
from smimeadmin.shell.formatting.view import Column, View

ERROR_MARK: Final = "#ERR"

_MISSING: Final = -1
_LONE: Final = -2
_INTRINSIC: Final = {_MISSING: "", _LONE: "1"}
"""What is shown for a property that a custom object lacks: every object has Count and Length."""


class Field:
    """One value that is shown of each object: a property, or what ``compute`` makes of it."""

    __slots__ = ("alignment", "compute", "format", "heading", "name", "width")

    def __init__(
        self,
        heading: str,
        *,
        name: str = "",
        compute: Callable[[Any], Any] | None = None,
        format: str = "",
        alignment: str = "",
        width: int = 0,
    ) -> None:
        self.heading = heading
        self.name = name
        self.compute = compute
        self.format = format
        self.alignment = alignment
        self.width = width

    @classmethod
    def of_column(cls, column: Column) -> "Field":
        """Return the field of a view's column."""
        by_name = isinstance(column.value, str)
        return cls(
            column.heading,
            name=column.value if isinstance(column.value, str) else "",
            compute=None if by_name else column.value,  # type: ignore[arg-type]  # not a str then
            format=column.format,
            alignment=column.alignment,
            width=column.width,
        )

    def value(self, item: Any) -> Any:
        """Return the value for an object."""
        return READER.get(item, self.name) if self.compute is None else self.compute(item)


class Texts:
    """Turns fields of objects into texts, as the options say."""

    __slots__ = ("error_mark", "in_table", "limit", "report")

    def __init__(
        self,
        *,
        limit: int = 4,
        in_table: bool = False,
        error_mark: str = "",
        report: Callable[[Exception, Any], None] | None = None,
    ) -> None:
        self.limit = limit
        self.in_table = in_table
        self.error_mark = error_mark
        self.report = report

    def value(self, field: Field, item: Any) -> Any:
        """Return the value of a field; the mark of an error or nothing if that fails."""
        try:
            return field.value(item)
        except (EngineError, TerminatingError) as error:
            if self.report is not None:
                self.report(error, item)
            return self.error_mark or None

    def of(self, field: Field, item: Any) -> str:
        """Return the text of a field; an expression that fails leaves the place empty."""
        try:
            value = field.value(item)
        except (EngineError, TerminatingError) as error:
            if self.report is not None:
                self.report(error, item)
            return self.error_mark
        return field_text(value, self.limit, in_table=self.in_table, format=field.format)


class Plan:
    """How the objects of a run are shown: ``layout``, and an entry for each object."""

    __slots__ = ("layout", "texts", "view")

    def __init__(self, layout: Layout, texts: Texts, view: View | None = None) -> None:
        self.layout = layout
        self.texts = texts
        self.view = view

    def entry(self, item: Any) -> Any:
        """Return the entry of one object."""
        raise NotImplementedError


class TablePlan(Plan):
    """Rows of a table; what a shape of property bags means is looked up once."""

    __slots__ = ("_fields", "_places", "_plain")

    def __init__(
        self,
        fields: Sequence[Field],
        first: Any,
        texts: Texts,
        *,
        view: View | None = None,
        measured: bool = True,
        wrapped: bool = False,
        whole: bool = False,
        headings: bool = True,
        repeated: bool = False,
        style: str = "",
    ) -> None:
        columns = [
            TableColumn(field.heading, field.alignment or _alignment(field, first), field.width)
            for field in fields
        ]
        layout: Layout
        if style:
            layout = StyledTableLayout(columns, style, headings=headings)
        else:
            layout = TableLayout(
                columns,
                measured=measured,
                wrapped=wrapped,
                whole=whole,
                headings=headings,
                repeated=repeated,
            )
        super().__init__(layout, texts, view)
        self._fields = tuple(fields)
        self._plain = all(not field.format and field.compute is None for field in fields)
        self._places: dict[Shape, list[int]] = {}

    def entry(self, item: Any) -> list[str]:
        """Return the cells of a row."""
        if self._plain and type(item) is PropertyBag and item.extras is None:
            return self._bag_entry(item)
        return [self.texts.of(field, item) for field in self._fields]

    def _bag_entry(self, item: PropertyBag) -> list[str]:
        places = self._places.get(item.shape)
        if places is None:
            index = item.shape.index
            places = self._places[item.shape] = [
                index.get(fold(field.name), _LONE if is_intrinsic(field.name) else _MISSING)
                for field in self._fields
            ]
        values, limit, in_table = item.values, self.texts.limit, self.texts.in_table
        return [
            field_text(values[place], limit, in_table=in_table) if place >= 0 else _INTRINSIC[place]
            for place in places
        ]


def _alignment(field: Field, first: Any) -> str:
    try:
        return RIGHT if stands_right(field.value(first)) else LEFT
    except (EngineError, TerminatingError):
        return LEFT


class ListPlan(Plan):
    """Blocks of a list; ``fields_for`` gives the fields of each object."""

    __slots__ = ("_fields_for",)

    def __init__(
        self,
        fields_for: Callable[[Any], Sequence[Field]],
        texts: Texts,
        *,
        view: View | None = None,
    ) -> None:
        super().__init__(LIST, texts, view)
        self._fields_for = fields_for

    def entry(self, item: Any) -> list[tuple[str, str]]:
        """Return labels and values of a block."""
        return [(field.heading, self.texts.of(field, item)) for field in self._fields_for(item)]


class WidePlan(Plan):
    """One text an object."""

    __slots__ = ("_field",)

    def __init__(
        self, field: Field, layout: Layout, texts: Texts, *, view: View | None = None
    ) -> None:
        super().__init__(layout, texts, view)
        self._field = field

    def entry(self, item: Any) -> str:
        """Return the text of an object."""
        return self.texts.of(self._field, item)


class TextPlan(Plan):
    """Lines of text an object, made by a view or by Format-Custom."""

    __slots__ = ("_lines",)

    def __init__(
        self,
        lines: Callable[[Any], Sequence[str]],
        texts: Texts,
        *,
        view: View | None = None,
    ) -> None:
        super().__init__(TEXT, texts, view)
        self._lines = lines

    def entry(self, item: Any) -> str:
        """Return the text of an object."""
        return "\n".join(self._lines(item))
