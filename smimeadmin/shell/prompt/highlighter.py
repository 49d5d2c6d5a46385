"""Colours what is typed, by the parser's own tokens; underlines where it is wrong."""

from collections.abc import Callable
from typing import Final

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer

from smimeadmin.shell.language.recovery import parse_recovering

_MAX_COLOURED: Final = 50_000
"""Characters; a longer text is typed without colours rather than with delay."""


class Highlighter(Lexer):
    """One colour class (``class:ps.command`` and so on) for each kind of token."""

    def __init__(self) -> None:
        self._text: str | None = None
        self._lines: list[StyleAndTextTuples] = []

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """Return what gives the coloured pieces of a line."""
        if document.text != self._text:
            self._text = document.text
            self._lines = coloured_lines(document.text)
        lines = self._lines
        return lambda number: lines[number] if number < len(lines) else []


def coloured_lines(text: str) -> list[StyleAndTextTuples]:
    """Return the pieces of each line with their styles."""
    if len(text) > _MAX_COLOURED:
        return [[("", line)] for line in text.split("\n")]
    styles = [""] * len(text)
    _, errors, tokens = parse_recovering(text)
    for token in tokens:
        for place in range(token.start, min(token.end, len(text))):
            styles[place] = f"class:ps.{token.kind}"
    for error in errors:
        if not error.incomplete:
            for place in range(error.start, min(max(error.end, error.start + 1), len(text))):
                styles[place] += " class:ps.error"
    return _split(text, styles)


def _split(text: str, styles: list[str]) -> list[StyleAndTextTuples]:
    lines: list[StyleAndTextTuples] = [[]]
    start = 0
    for place, char in enumerate(text):
        at_end = place + 1 == len(text)
        if char == "\n":
            if place > start:
                lines[-1].append((styles[start], text[start:place]))
            lines.append([])
            start = place + 1
        elif at_end or styles[place + 1] != styles[start]:
            lines[-1].append((styles[start], text[start : place + 1]))
            start = place + 1
    return lines
