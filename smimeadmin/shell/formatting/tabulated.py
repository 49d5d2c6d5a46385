"""Every look of a table but PowerShell's own: grids, GitHub's, HTML, LaTeX, by tabulate."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.formatting.layout import Layout, Printer, WriteLine
from smimeadmin.shell.formatting.table_layout import TableColumn

if TYPE_CHECKING:
    import tabulate
else:
    tabulate = at_first_use("tabulate")

_ALIGNMENTS: Final = {"left": "left", "right": "right", "center": "center"}


class TableStyleError(SmimeAdminError):
    """There is no table style of that name."""

    id = "Formatting.TableStyle"

    def __init__(self, style: str, known: Sequence[str]) -> None:
        super().__init__(
            f"There is no table style '{style}'.", hint=f"Styles are: {', '.join(known)}."
        )
        self.style = style


def table_styles() -> list[str]:
    """Return the names of all styles."""
    return sorted(str(style) for style in tabulate.tabulate_formats)


def check_style(style: str) -> str:
    """Return a style's name as it is spelt; TableStyleError if there is none."""
    known = table_styles()
    found = {name.lower(): name for name in known}.get(style.lower())
    if found is None:
        raise TableStyleError(style, known)
    return found


def tabulate_rows(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    style: str,
    alignments: Sequence[str] = (),
) -> list[str]:
    """Return the lines of a table in a style of tabulate; cells are taken as text."""
    if not headings and not rows:
        return []
    text: str = tabulate.tabulate(
        [[_escape(cell, style) for cell in row] for row in rows],
        headers=[_escape(heading, style) for heading in headings],
        tablefmt=style,
        disable_numparse=True,
        colalign=[_ALIGNMENTS.get(a, "left") for a in alignments] if rows and alignments else None,
    )
    return text.split("\n")


def _escape(cell: str, style: str) -> str:
    """Keep a cell from ending its column: a bar in the styles that know it as a border."""
    if style in {"github", "pipe"}:
        return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
    return cell


class StyledTableLayout(Layout):
    """A table in one of tabulate's styles; its columns may be as wide as they like."""

    __slots__ = ("columns", "headings", "style")

    def __init__(
        self, columns: Sequence[TableColumn], style: str, *, headings: bool = True
    ) -> None:
        self.columns = tuple(columns)
        self.style = style
        self.headings = headings

    def printer(self, columns: int, write_line: WriteLine) -> Printer:
        """Return a printer whose entries are lists of texts, one a column."""
        return _StyledTablePrinter(self, columns, write_line)


class _StyledTablePrinter(Printer):
    __slots__ = ("_layout", "_rows")

    def __init__(self, layout: StyledTableLayout, columns: int, write_line: WriteLine) -> None:
        super().__init__(columns, write_line)
        self._layout = layout
        self._rows: list[list[str]] = []

    def begin_group(self) -> None:
        self._rows = []

    def entry(self, entry: Any) -> None:
        self._rows.append(entry)

    def flush(self) -> None:
        """Do nothing before the group ends: these styles draw a frame around all rows."""

    def end_group(self) -> None:
        layout = self._layout
        headings = [column.heading for column in layout.columns] if layout.headings else []
        alignments = [column.alignment for column in layout.columns]
        for line in tabulate_rows(headings, self._rows, layout.style, alignments):
            self.write_line(line.rstrip())
