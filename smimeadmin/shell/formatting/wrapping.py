"""Breaks text into lines at words, the way PowerShell fills a list's values and wide cells."""

import re
from collections.abc import Iterator
from typing import Final

from smimeadmin.shell.formatting.cells import lines_of, width

SOFT_HYPHEN: Final = "\u00ad"
_WORD: Final = re.compile(f"[^ \t{SOFT_HYPHEN}]*[ \t{SOFT_HYPHEN}]?")


class _Filler:
    """Fills lines one after another: the first may be of another width than those below it."""

    __slots__ = ("current", "done", "line_width", "next_width", "room")

    def __init__(self, first: int, following: int) -> None:
        self.done: list[str] = []
        self.current = ""
        self.line_width = self.room = first
        self.next_width = following

    def put(self, piece: str, cells: int) -> None:
        """Add a piece to the line, or begin the next one with it when there is no room."""
        if cells > self.room:
            self.done.append(self.current)
            self.current = ""
            self.line_width = self.room = self.next_width
        self.current += piece
        self.room -= cells

    def put_broken(self, word: str) -> None:
        """Add a word that is wider than a line, character by character."""
        for char in word:
            cells = width(char)
            if cells > self.line_width:
                self.put("?", 1)
            else:
                self.put(char, cells)


def _words(line: str) -> Iterator[str]:
    """Yield the words of a line, each with the blank or soft hyphen behind it."""
    for match in _WORD.finditer(line):
        if match[0]:
            yield match[0].replace("\u2011", "-").replace("\u00a0", " ")


def _fill(line: str, first: int, following: int) -> list[str]:
    filler = _Filler(first, following)
    for part in _words(line):
        word = part
        if word.endswith(SOFT_HYPHEN):
            bare = word[:-1]
            word = bare + "-" if width(bare) + 1 == filler.room else bare
        cells = width(word)
        if cells > filler.line_width:
            filler.put_broken(word)
        else:
            filler.put(word, cells)
    return [*filler.done, filler.current]


def wrap(text: str, first: int, following: int | None = None) -> list[str]:
    """Return the lines of a text, none wider than ``first`` (the lines below: ``following``).

    Words keep the blank behind them, which counts: a word that would fit only without it goes to
    the next line. A word wider than a line is broken where the line ends.
    """
    if first < 1:
        return []
    rest = first if following is None else max(following, 1)
    lines: list[str] = []
    for line in lines_of(text):
        if width(line) <= (rest if lines else first):
            lines.append(line)
        else:
            lines += _fill(line, rest if lines else first, rest)
    return lines
