"""ConvertTo-Html: writes objects as an HTML page."""

from collections.abc import Iterator
from typing import Any

from cmdlets.core._formatting import ShowsObjects, is_block
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.formatting.html_text import META_NAMES, HtmlPage, html_cell, html_escape
from smimeadmin.shell.formatting.property_choice import (
    LABELS,
    Choice,
    ChosenProperty,
    read_choices,
    settle,
)

_KEYS = ("expression", *LABELS, "width", "alignment")


_PAGE = ("Page",)


class ConvertToHtml(
    ShowsObjects, name="ConvertTo-Html", output_type=("System.String",), default_set="Page"
):
    """Writes objects as an HTML page, or with -Fragment as a table for one.

    Values are written as text: what they hold of HTML is shown, not obeyed. Only -Head, -Body,
    -PreContent and -PostContent are taken as HTML.
    """

    property: list[object] | None = Parameter(
        "The columns: names, wildcards, script blocks, calculated properties.",
        default=None,
        position=0,
    )
    head: list[str] | None = Parameter(
        "HTML for the head.", default=None, sets=(InSet("Page", position=1),)
    )
    title: str = Parameter(
        "The title of the page.", default="HTML TABLE", sets=(InSet("Page", position=2),)
    )
    body: list[str] | None = Parameter(
        "HTML that stands before the table.", default=None, sets=(InSet("Page", position=3),)
    )
    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)
    fragment: bool = Parameter("Write the table alone.", default=False, sets=("Fragment",))
    # -As: PowerShell's own word is a keyword of Python.
    as_: str = Parameter(
        "A table, or a list of properties for each object.",
        default="Table",
        name="As",
        choices=("Table", "List"),
    )
    css_uri: object = Parameter(
        "The address of a style sheet.",
        default=None,
        aliases=("cu", "uri"),
        type="Uri",
        sets=_PAGE,
    )
    meta: Any = Parameter(
        "What <meta> says of the page: author, description, keywords, viewport ...",
        default=None,
        type="Hashtable",
        sets=_PAGE,
    )
    pre_content: list[str] | None = Parameter("HTML before the table.", default=None)
    post_content: list[str] | None = Parameter("HTML behind the table.", default=None)
    charset: str | None = Parameter(
        "The character set that the page names.", default=None, sets=_PAGE
    )
    transitional: bool = Parameter("Use the transitional document type.", default=False, sets=_PAGE)

    examples = (
        Example(
            "A table for a report.",
            "[pscustomobject]@{Name = 'Anna & Co'} | ConvertTo-Html -Fragment",
            shows=(
                "<table>\n"
                "<colgroup><col/></colgroup>\n"
                "<tr><th>Name</th></tr>\n"
                "<tr><td>Anna &amp; Co</td></tr>\n"
                "</table>"
            ),
        ),
    )

    def begin(self) -> None:
        """Write what stands before the table."""
        self._evaluate = self.evaluator()
        self._choices = read_choices(self.property or ["*"], _KEYS, is_block)
        self._columns: list[ChosenProperty] | None = None
        self._page = HtmlPage(
            title=self.title,
            head=self.head,
            css_uri=None if self.css_uri is None else to_text(self.css_uri),
            charset=self.charset,
            meta=self._meta(),
            transitional=self.transitional,
        )
        if not self.fragment:
            self.write_each(self._page.opening())
            self.write_each(self.body or ())
        self.write_each(self.pre_content or ())

    def _meta(self) -> list[tuple[str, str]]:
        """Return what <meta> is to say; warn of names that browsers know nothing of."""
        pairs = [(to_text(k), to_text(v)) for k, v in self.meta.items()] if self.meta else []
        for name, content in pairs:
            if name.lower() not in META_NAMES:
                self.write_warning(
                    f"Accepted meta properties are {', '.join(META_NAMES)}. The meta pair: "
                    f"{name} and {content} may not function correctly."
                )
        return pairs

    def process(self, input_object: object) -> None:
        """Write the row, or the list, of one object."""
        if input_object is None:
            return
        if self.as_.lower() == "list":
            self.write_each(self._list(input_object))
        else:
            self.write_each(self._row(input_object))

    def _list(self, item: Any) -> Iterator[str]:
        yield "<table>" if self._columns is None else "<tr><td><hr></td></tr>"
        self._columns = settle(self._choices, item, present_only=True)
        for column in self._columns:
            cell = html_cell(self._value(column, item))
            yield f"<tr><td>{html_escape(column.heading)}:</td><td>{cell}</td></tr>"

    def _row(self, item: Any) -> Iterator[str]:
        if self._columns is None:
            self._columns = settle(self._choices, item, present_only=True)
            yield "<table>"
            if not self._columns:
                return
            columns = "".join(_column(column.choice) for column in self._columns)
            yield f"<colgroup>{columns}</colgroup>"
            headings = (f"<th>{html_escape(column.heading)}</th>" for column in self._columns)
            yield f"<tr>{''.join(headings)}</tr>"
        if not self._columns:
            return
        cells = (f"<td>{html_cell(self._value(column, item))}</td>" for column in self._columns)
        yield f"<tr>{''.join(cells)}</tr>"

    def _value(self, column: ChosenProperty, item: Any) -> Any:
        return column.value(item, self._evaluate)

    def end(self) -> None:
        """Write what stands behind the table."""
        if self._columns is not None:
            self.write("</table>")
        self.write_each(self.post_content or ())
        if not self.fragment:
            self.write_each(self._page.closing())


def _column(choice: Choice) -> str:
    width = f' width="{choice.width}"' if choice.width else ""
    align = f' align="{choice.alignment}"' if choice.alignment else ""
    return f"<col{width}{align}/>"
