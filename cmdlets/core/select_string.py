"""Select-String: finds lines by a pattern."""

import re
from collections import deque
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from cmdlets.core._files import UsesFiles
from cmdlets.core._matches import FROM_PIPELINE, MatchContext, MatchInfo, ShownContext, with_matches
from cmdlets.core._paths import plain_path
from smimeadmin.core.encodings import decoded_pieces
from smimeadmin.core.objects import bare
from smimeadmin.core.values import FileInfo
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.regex import IGNORE_CASE, Regex, RegexError, compile_pattern

_FILE, _OBJECT, _LITERAL = "File", "Object", "LiteralFile"
_NOT_RAW = (_FILE, _OBJECT, _LITERAL)
_RAW = tuple(f"{name}Raw" for name in _NOT_RAW)


class _Open:
    """A line that was found and still waits for the lines behind it."""

    __slots__ = ("behind", "info", "wanted")

    def __init__(self, info: MatchInfo, wanted: int) -> None:
        self.info = info
        self.wanted = wanted
        self.behind: list[str] = []


class SelectString(UsesFiles, name="Select-String", aliases=("sls",), default_set=_FILE):
    """Finds the lines of files, or of texts from the pipeline, in which a pattern matches.

    Patterns are regular expressions of .NET, plain texts with -SimpleMatch.
    """

    pattern: list[str] = Parameter("What to look for; one of several is enough.", position=0)
    path: list[str] = Parameter(
        "The files; wildcards are allowed.",
        default=(),
        sets=tuple(
            InSet(name, mandatory=True, position=1, from_pipeline_by_property_name=True)
            for name in (_FILE, f"{_FILE}Raw")
        ),
    )
    literal_path: list[str] = Parameter(
        "The files; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=tuple(
            InSet(name, mandatory=True, from_pipeline_by_property_name=True)
            for name in (_LITERAL, f"{_LITERAL}Raw")
        ),
    )
    input_object: object = Parameter(
        "The texts.",
        default=None,
        allows=("null", "empty"),
        sets=tuple(
            InSet(name, mandatory=True, from_pipeline=True) for name in (_OBJECT, f"{_OBJECT}Raw")
        ),
    )
    simple_match: bool = Parameter("The pattern is a plain text.", default=False)
    case_sensitive: bool = Parameter("Upper and lower case are two things.", default=False)
    quiet: bool = Parameter("Only whether there is such a line.", default=False, sets=_NOT_RAW)
    list_: bool = Parameter("Only the first of each file.", default=False, name="List")
    raw: bool = Parameter(
        "Write the lines themselves.",
        default=False,
        sets=tuple(InSet(name, mandatory=True) for name in _RAW),
    )
    no_emphasis: bool = Parameter("Accepted: nothing is emphasized.", default=False)
    include: list[str] = Parameter("Only files of such names.", default=())
    exclude: list[str] = Parameter("No files of such names.", default=())
    not_match: bool = Parameter("The lines in which it does not match.", default=False)
    all_matches: bool = Parameter("All that matches in a line, not the first.", default=False)
    encoding: object = Parameter("The encoding of the files.", default="utf8")
    context: list[int] = Parameter(
        "How many lines around it to show: before, and behind.", default=()
    )
    culture: str | None = Parameter(
        "The language whose letters are compared, with -SimpleMatch: a name, Ordinal, Invariant "
        "or Current.",
        default=None,
    )

    examples = (
        Example(
            "In a file.",
            "Select-String expired log.txt | ForEach-Object LineNumber",
            setup="Set-Content log.txt 'signed', 'expired'",
            shows="2",
        ),
        Example(
            "What a group caught.",
            "('anna@contoso.example' | Select-String '@(.+)').Matches.Groups[1].Value",
            shows="contoso.example",
        ),
        Example("Whether at all.", "'a', 'b' | Select-String b -Quiet", shows="True"),
    )

    def begin(self) -> None:
        """Read the patterns."""
        if self.culture is not None and not self.simple_match:
            raise CommandError(
                "CannotSpecifyCultureWithoutSimpleMatch",
                "-Culture means something with -SimpleMatch only.",
                category="InvalidData",
                inner="System.InvalidOperationException",
                hint="Add -SimpleMatch, or leave -Culture out.",
            )
        options = 0 if self.case_sensitive else IGNORE_CASE
        self._patterns: list[tuple[str, Regex]] = []
        for pattern in self.pattern:
            text = re.escape(pattern) if self.simple_match else pattern
            try:
                self._patterns.append((pattern, compile_pattern(text, options)))
            except RegexError as error:
                raise CommandError(
                    "InvalidRegex",
                    error.message,
                    category="InvalidArgument",
                    target=pattern,
                    inner="System.ArgumentException",
                    hint="-SimpleMatch looks for a plain text.",
                ) from error
        around = list(self.context)
        self._before = around[0] if around else 0
        self._behind = around[1] if len(around) > 1 else self._before
        self._found_any = False
        self._start(FROM_PIPELINE)

    def _start(self, path: str) -> None:
        """Begin a file, or the texts of the pipeline."""
        self._path = path
        self._number = 0
        self._lines: deque[str] = deque(maxlen=self._before or None)
        self._waiting: list[_Open] = []
        self._shown = ShownContext(self._before, self._behind)
        self._found_here = False

    def process(self, path: list[str], literal_path: list[str], input_object: object) -> None:
        """Look into some files, or at one text."""
        if path or literal_path:
            for whole in self._files_of(path, literal_path):
                self._search_file(whole)
            return
        item = bare(input_object)
        if isinstance(item, FileInfo):
            whole = self.full_path(str(item))
            if not self.files.is_dir(whole):
                self._search_file(whole)
        elif item is not None and not (self.quiet and self._found_any):
            self._number += 1
            self._look_at(item.line if isinstance(item, MatchInfo) else to_text(input_object))

    def _files_of(self, path: list[str], literal_path: list[str]) -> Iterator[str]:
        for one in path or ():
            for whole in self.existing(one):
                name = whole.replace("\\", "/").rpartition("/")[2].casefold()
                if self.include and not any(fnmatchcase(name, p.casefold()) for p in self.include):
                    continue
                if not any(fnmatchcase(name, p.casefold()) for p in self.exclude):
                    yield whole
        for one in literal_path or ():
            yield self.full_path(plain_path(one))

    def _search_file(self, whole: str) -> None:
        if self.files.is_dir(whole):
            return
        self._start(whole)
        rest = ""
        with self.files.open(whole) as stream:
            for piece in decoded_pieces(stream, self.text_encoding(self.encoding)):
                *lines, rest = (rest + piece).split("\n")
                for line in lines:
                    self._next_line(line.removesuffix("\r"))
                if self._is_done():
                    break
        if rest and not self._is_done():
            self._next_line(rest)
        self._close_all()
        self._start(FROM_PIPELINE)

    def _is_done(self) -> bool:
        return (self.quiet and self._found_any) or (self.list_ and self._found_here)

    def _next_line(self, line: str) -> None:
        if not self._is_done():
            self._number += 1
            self._look_at(line)

    def _look_at(self, line: str) -> None:
        for open_one in self._waiting:
            open_one.behind.append(line)
        info = self._match(line)
        if info is None:
            self._shown.line(line)
        elif self._waiting:
            self._shown.end()
        self._close_ready()
        if info is not None:
            self._found_any = self._found_here = True
            if not self.quiet:
                self._take(info)
        if self._before:
            self._lines.append(line)

    def _match(self, line: str) -> MatchInfo | None:
        for pattern, regex in self._patterns:
            found: list[Any] = []
            if self.all_matches and not self.not_match:
                found = list(regex.find_all(line))
            else:
                first = regex.search(line)
                found = [] if first is None else [first]
            if bool(found) is not self.not_match:
                info = MatchInfo(line, self._number, self._path, pattern)
                info.ignore_case = not self.case_sensitive
                shown = [] if self.not_match or self.simple_match else found
                return with_matches(info, shown)
        return None

    def _take(self, info: MatchInfo) -> None:
        if not self._before and not self._behind:
            self._write(info)
            return
        info.context = MatchContext(list(self._lines) if self._before else [], [])
        self._shown.found(info.context)
        self._waiting.append(_Open(info, self._behind))
        self._close_ready()

    def _close_ready(self) -> None:
        while self._waiting and len(self._waiting[0].behind) >= self._waiting[0].wanted:
            self._close(self._waiting.pop(0))

    def _close_all(self) -> None:
        self._shown.end()
        while self._waiting:
            self._close(self._waiting.pop(0))

    def _close(self, waiting: _Open) -> None:
        if waiting.info.context is not None:
            waiting.info.context.post_context[:] = waiting.behind[: waiting.wanted]
        self._write(waiting.info)

    def _write(self, info: MatchInfo) -> None:
        self.write(info.line if self.raw else info)

    def end(self) -> None:
        """Write what still waits, and the answer of -Quiet."""
        self._close_all()
        if self.quiet:
            self.write(self._found_any)
