"""Regular expressions as .NET has them: compiled once, and what a match gives to scripts."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.core.values import EnumType, EnumValue
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.regex_translate import translate

IGNORE_CASE: Final = 1
MULTILINE: Final = 2
EXPLICIT_CAPTURE: Final = 4
SINGLELINE: Final = 16
IGNORE_WHITESPACE: Final = 32
RIGHT_TO_LEFT: Final = 64
_CACHE_LIMIT: Final = 500

REGEX_OPTIONS: Final = EnumType(
    "System.Text.RegularExpressions.RegexOptions",
    {
        "None": 0,
        "IgnoreCase": 1,
        "Multiline": 2,
        "ExplicitCapture": 4,
        "Compiled": 8,
        "Singleline": 16,
        "IgnorePatternWhitespace": 32,
        "RightToLeft": RIGHT_TO_LEFT,
        "ECMAScript": 256,
        "CultureInvariant": 512,
        "NonBacktracking": 1024,
    },
    flags=True,
)


class RegexError(EngineError):
    """A pattern is wrong, or uses what this shell's regular expressions lack."""

    id = "Engine.Regex"

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(
            "System.Text.RegularExpressions.RegexParseException",
            f"Invalid pattern '{pattern}': {reason}",
            hint="To look for a plain text, use -like or [regex]::Escape().",
            target=pattern,
            inner="System.Text.RegularExpressions.RegexParseException",
        )
        self.pattern = pattern


class Regex:
    """System.Text.RegularExpressions.Regex.

    ``order`` lists the groups as .NET counts them: name, number in Python.
    """

    __slots__ = ("code", "options", "order", "pattern")

    def __init__(self, pattern: str, options: int = 0) -> None:
        self.pattern = pattern
        self.options = options
        if options & RIGHT_TO_LEFT:
            raise RegexError(pattern, "The option RightToLeft is not supported.")
        try:
            rewritten = translate(
                pattern,
                explicit_capture=bool(options & EXPLICIT_CAPTURE),
                extended=bool(options & IGNORE_WHITESPACE),
            )
            self.code = re.compile(rewritten.pattern, _flags(options))
        except (ValueError, re.error, RecursionError, OverflowError) as reason:
            raise RegexError(pattern, _explain(reason)) from reason
        self.order = rewritten.order

    def __str__(self) -> str:
        return self.pattern

    def __repr__(self) -> str:
        return f"Regex({self.pattern!r})"

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def search(self, text: str, start: int = 0) -> "Match | None":
        """Return the first match at or behind a place, or None."""
        found = self.code.search(text, start)
        return None if found is None else Match(self, found)

    def find_all(self, text: str, start: int = 0) -> Iterator["Match"]:
        """Return all matches, left to right."""
        return (Match(self, found) for found in self.code.finditer(text, start))

    def named_values(self, found: re.Match[str]) -> list[tuple[Any, str]]:
        """Return what ``$Matches`` holds: numbers and names of the groups that took part."""
        result: list[tuple[Any, str]] = []
        for name, number in self.order:
            text = found.group(number)
            if text is not None:
                result.append((int(name) if name.isdigit() else name, text))
        return result


def _flags(options: int) -> int:
    flags = 0
    if options & IGNORE_CASE:
        flags |= re.IGNORECASE
    if options & MULTILINE:
        flags |= re.MULTILINE
    if options & SINGLELINE:
        flags |= re.DOTALL
    return flags


def _explain(reason: Exception) -> str:
    if "look-behind requires fixed-width" in str(reason):
        return "Look-behind of variable length is not supported."
    return str(reason) or "The pattern is too deep."


_CACHE: dict[tuple[str, int], Regex] = {}


def compile_pattern(pattern: str, options: int = 0) -> Regex:
    """Return the compiled form of a pattern, made once; RegexError if it is wrong."""
    key = (pattern, options)
    known = _CACHE.get(key)
    if known is None:
        if len(_CACHE) >= _CACHE_LIMIT:
            _CACHE.clear()
        known = _CACHE[key] = Regex(pattern, options)
    return known


class Capture:
    """What a group caught: System.Text.RegularExpressions.Group."""

    __slots__ = ("index", "name", "success", "value")

    def __init__(self, name: str, value: str | None, index: int) -> None:
        self.name = name
        self.success = value is not None
        self.value = value or ""
        self.index = max(index, 0)

    def __str__(self) -> str:
        return self.value


class GroupCollection(list[Any]):
    """System.Text.RegularExpressions.GroupCollection: groups in .NET's order, found by name too."""

    __slots__ = ()


class Match:
    """System.Text.RegularExpressions.Match; ``found`` is None when nothing matched."""

    __slots__ = ("found", "regex")

    def __init__(self, regex: Regex | None, found: re.Match[str] | None) -> None:
        self.regex = regex
        self.found = found

    @property
    def value(self) -> str:
        """The text that matched."""
        return "" if self.found is None else self.found.group()

    @property
    def index(self) -> int:
        """Where it begins."""
        return 0 if self.found is None else self.found.start()

    def groups(self) -> GroupCollection:
        """Return all groups, the whole match first."""
        if self.found is None or self.regex is None:
            return GroupCollection([Capture("0", None, 0)])
        found = self.found
        return GroupCollection(
            Capture(name, found.group(number), found.start(number))
            for name, number in self.regex.order
        )

    def next_match(self) -> "Match":
        """Return the match behind this one; one without success if there is none."""
        if self.found is None or self.regex is None:
            return self
        start = self.found.end() + (self.found.end() == self.found.start())
        text = self.found.string
        if start > len(text):
            return Match(self.regex, None)
        return Match(self.regex, self.regex.code.search(text, start))

    def __str__(self) -> str:
        return self.value


_SUBSTITUTION: Final = LazyPattern(r"\$(?:(\$)|\{(\w+)\}|(\d+)|([&`'+_]))")


def expand_replacement(replacement: str, match: Match) -> str:
    """Return a replacement with its ``$1``, ``${name}``, ``$&``, ``$$`` ... filled in."""
    if "$" not in replacement or match.found is None or match.regex is None:
        return replacement
    found = match.found
    numbers = dict(match.regex.order)

    def fill(part: re.Match[str]) -> str:
        dollar, braced, number, sign = part.groups()
        if dollar:
            return "$"
        if sign:
            return _SIGNS[sign](found)
        name = braced or number
        if name not in numbers:
            return _shorter_number(name, numbers, found) if number else part.group()
        return found.group(numbers[name]) or ""

    expanded: str = _SUBSTITUTION.sub(fill, replacement)
    return expanded


def _shorter_number(digits: str, numbers: dict[str, int], found: re.Match[str]) -> str:
    """Return ``$12`` as group 1 and a 2 if there is no group 12."""
    for length in range(len(digits) - 1, 0, -1):
        if digits[:length] in numbers:
            return (found.group(numbers[digits[:length]]) or "") + digits[length:]
    return f"${digits}"


def _last_group(found: re.Match[str]) -> str:
    return found.group(found.lastindex or 0) or ""


_SIGNS: Final[dict[str, Callable[[re.Match[str]], str]]] = {
    "&": lambda found: found.group(),
    "`": lambda found: found.string[: found.start()],
    "'": lambda found: found.string[found.end() :],
    "+": _last_group,
    "_": lambda found: found.string,
}


def options_of(value: Any) -> int:
    """Return the number of a RegexOptions value."""
    return value.value if type(value) is EnumValue else int(value)
