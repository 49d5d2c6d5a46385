"""What the shape of output was asked to be: the options of Format-* and of the default output."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.text import to_text

if TYPE_CHECKING:
    from smimeadmin.shell.formatting.property_choice import Choice
    from smimeadmin.shell.formatting.view import ViewCatalog

TABLE: Final = "table"
LIST_SHAPE: Final = "list"
WIDE: Final = "wide"
CUSTOM: Final = "custom"


def _cannot_evaluate(block: Any, item: Any) -> Any:
    del item
    raise CommandError("NoSession", f"There is no session to run {to_text(block)} in.")


class FormatOptions:
    """What a Format-* command was told; the defaults are those of the default output.

    ``shape`` is ``table``, ``list``, ``wide``, ``custom`` or, for the view's own, empty.
    ``measured`` finds the widths even of columns whose view has widths. ``limit`` is
    $FormatEnumerationLimit, ``limit_of`` asks for it anew whenever a run begins. ``evaluate`` runs
    a calculated property; ``report`` is told when one fails (``-ShowError``), ``mark_errors`` shows
    it in its place (``-DisplayError``). ``catalog`` holds the views, None the program's own.
    """

    def __init__(
        self,
        shape: str = "",
        *,
        choices: Sequence["Choice"] = (),
        group: "Choice | None" = None,
        view_name: str = "",
        measured: bool = False,
        wrapped: bool = False,
        headings: bool = True,
        repeated: bool = False,
        style: str = "",
        wide_columns: int = 2,
        depth: int = 5,
        limit: int = 4,
        limit_of: Callable[[], int] | None = None,
        opens_collections: bool = True,
        mark_errors: bool = False,
        evaluate: Callable[[Any, Any], Any] = _cannot_evaluate,
        report: Callable[[Exception, Any], None] | None = None,
        catalog: "ViewCatalog | None" = None,
    ) -> None:
        self.shape = shape
        self.choices = tuple(choices)
        self.group = group
        self.view_name = view_name
        self.measured = measured
        self.wrapped = wrapped
        self.headings = headings
        self.repeated = repeated
        self.style = style
        self.wide_columns = wide_columns
        self.depth = depth
        self.limit = limit
        self.limit_of = limit_of
        self.opens_collections = opens_collections
        self.mark_errors = mark_errors
        self.evaluate = evaluate
        self.report = report
        self.catalog = catalog
