"""HTML as ConvertTo-Html writes it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from smimeadmin.core.visible import visible
from smimeadmin.shell.formatting.csv_text import csv_value

_SPECIAL: Final = re.compile("[&<>\"'\u00a0-\u00ff\U00010000-\U0010ffff]")
_NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_STRICT: Final = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"  '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
)
_TRANSITIONAL: Final = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"  '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


META_NAMES: Final = (
    "content-type",
    "default-style",
    "application-name",
    "author",
    "description",
    "generator",
    "keywords",
    "x-ua-compatible",
    "viewport",
)
"""What a page may say of itself."""

_AS_HEADERS: Final = frozenset(("content-type", "default-style", "x-ua-compatible"))


def html_escape(text: str) -> str:
    """Return a text that HTML shows as it is; Latin-1 and rare characters as numbers."""
    return _SPECIAL.sub(lambda match: _NAMED.get(match[0], f"&#{ord(match[0])};"), text)


def html_cell(value: Any) -> str:
    """Return a value for a cell: as in CSV, escaped."""
    return html_escape(visible(csv_value(value) or ""))


class HtmlPage:
    """What stands around the table of a whole page."""

    def __init__(
        self,
        *,
        title: str,
        head: Sequence[str] | None = None,
        css_uri: str | None = None,
        charset: str | None = None,
        meta: Sequence[tuple[str, str]] = (),
        transitional: bool = False,
    ) -> None:
        self.title = title
        self.head = head
        self.css_uri = css_uri
        self.charset = charset
        self.meta = meta
        self.transitional = transitional

    def opening(self) -> Iterator[str]:
        """Yield the lines from the document type to the start of the body."""
        yield _TRANSITIONAL if self.transitional else _STRICT
        yield '<html xmlns="http://www.w3.org/1999/xhtml">'
        yield "<head>"
        if self.charset:
            yield f'<meta charset="{html_escape(self.charset)}">'
        for name, content in self.meta:
            kind = "http-equiv" if name.lower() in _AS_HEADERS else "name"
            yield f'<meta {kind}="{html_escape(name)}" content="{html_escape(content)}">'
        if self.head:
            yield from self.head
        else:
            yield f"<title>{html_escape(self.title)}</title>"
        if self.css_uri:
            address = html_escape(self.css_uri)
            yield f'<link rel="stylesheet" type="text/css" href="{address}" />'
        yield "</head><body>"

    def closing(self) -> Iterator[str]:
        """Yield the lines behind the body."""
        yield "</body></html>"
