"""What Select-String finds."""

import os
from typing import Any

from smimeadmin.core.values import TypedArray, UInt64

FROM_PIPELINE = "InputStream"


class MatchContext:
    """The lines before and behind a line that was found."""

    __slots__ = ("display_post_context", "display_pre_context", "post_context", "pre_context")
    type_name = "Microsoft.PowerShell.Commands.MatchInfoContext"
    shown = ("pre_context", "post_context", "display_pre_context", "display_post_context")

    def __init__(self, before: list[str], behind: list[str]) -> None:
        self.pre_context = TypedArray(before, "System.String")
        self.post_context = TypedArray(behind, "System.String")
        self.display_pre_context = self.pre_context
        self.display_post_context = self.post_context


class ShownContext:
    """Sees to it that a line between two that were found is shown once, not with both.

    ``before`` and ``behind`` are how many lines are shown around each.
    """

    __slots__ = ("_before", "_behind", "_found", "_lines")

    def __init__(self, before: int, behind: int) -> None:
        self._before = before
        self._behind = behind
        self._found: MatchContext | None = None
        self._lines: list[str] = []

    def line(self, text: str) -> None:
        """Take a line in which nothing was found."""
        if self._found is None:
            self._lines = [*self._lines, text][-self._before :] if self._before else []
            return
        self._lines.append(text)
        if len(self._lines) >= self._behind:
            self._end()

    def found(self, context: MatchContext) -> None:
        """Take the context of a line that was found."""
        if self._found is not None:
            self._end()
        context.display_pre_context = TypedArray(self._lines, "System.String")
        context.display_post_context = TypedArray((), "System.String")
        self._lines = []
        if self._behind:
            self._found = context

    def _end(self) -> None:
        self.end()
        self._lines = []

    def end(self) -> None:
        """Give the lines behind to the last that was found."""
        if self._found is not None:
            self._found.display_post_context = TypedArray(self._lines, "System.String")
        self._found = None


class MatchInfo:
    """A line that was found: where, by which pattern, and what matched in it."""

    __slots__ = ("context", "ignore_case", "line", "line_number", "matches", "path", "pattern")
    type_name = "Microsoft.PowerShell.Commands.MatchInfo"
    shown = (
        "ignore_case",
        "line_number",
        "line",
        "filename",
        "path",
        "pattern",
        "context",
        "matches",
    )

    def __init__(self, line: str, number: int, path: str, pattern: str) -> None:
        self.line = line
        self.line_number = UInt64(number)
        self.path = path
        self.pattern = pattern
        self.ignore_case = True
        self.context: MatchContext | None = None
        self.matches: TypedArray = TypedArray((), "System.Text.RegularExpressions.Match")

    @property
    def filename(self) -> str:
        """The name of the file."""
        return os.path.basename(self.path)  # noqa: PTH119 - a text is wanted

    def _prefixed(self, mark: str, number: int, line: str, folder: str) -> str:
        if self.path == FROM_PIPELINE:
            return f"{mark}{line}"
        path = self.path.removeprefix(folder.rstrip("/\\") + os.sep) if folder else self.path
        return f"{mark}{path}:{number}:{line}"

    def text(self, folder: str = "") -> str:
        """Return the line with its file and number, as it is shown; paths relative to a folder."""
        if self.context is None:
            return self._prefixed("", self.line_number, self.line, folder)
        before = self.context.display_pre_context
        behind = self.context.display_post_context
        number = self.line_number - len(before)
        lines = [
            self._prefixed("  ", number + place, line, folder) for place, line in enumerate(before)
        ]
        lines.append(self._prefixed("> ", self.line_number, self.line, folder))
        lines += [
            self._prefixed("  ", self.line_number + 1 + place, line, folder)
            for place, line in enumerate(behind)
        ]
        return os.linesep.join(lines)

    def __str__(self) -> str:
        return self.text()


def with_matches(info: MatchInfo, matches: list[Any]) -> MatchInfo:
    """Give a line what matched in it, and return it."""
    info.matches = TypedArray(matches, "System.Text.RegularExpressions.Match")
    return info
