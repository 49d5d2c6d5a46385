"""``-like -match -replace -split -join -f`` and their forms."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, enumerate_value, list_items, to_bool, to_text
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.formats import format_composite
from smimeadmin.shell.engine.regex import (
    IGNORE_CASE,
    Match,
    Regex,
    RegexError,
    compile_pattern,
    expand_replacement,
)
from smimeadmin.shell.engine.text import item_text
from smimeadmin.shell.engine.types import INT32, register_enum, type_of
from smimeadmin.shell.engine.wildcard import wildcard

SPLIT_OPTIONS: Final = v.EnumType(
    "System.Management.Automation.SplitOptions",
    {
        "SimpleMatch": 1,
        "RegexMatch": 2,
        "CultureInvariant": 4,
        "IgnorePatternWhitespace": 8,
        "Multiline": 16,
        "Singleline": 32,
        "IgnoreCase": 64,
        "ExplicitCapture": 128,
    },
    flags=True,
)
_SPLIT_TYPE: Final = register_enum(SPLIT_OPTIONS)
Groups = list[tuple[Any, str]]


def like_operator(*, ignore_case: bool, negated: bool) -> Callable[[Any, Any], Any]:
    """Return one of the four ``-like``."""

    def run(left: Any, right: Any) -> Any:
        pattern = wildcard(to_text(right), ignore_case=ignore_case)
        if type(left) is str:
            return (pattern.fullmatch(left) is None) is negated
        items = list_items(left)
        if items is None:
            return (pattern.fullmatch(to_text(left)) is None) is negated
        texts = [to_text(item) for item in items]
        return [text for text in texts if (pattern.fullmatch(text) is None) is negated]

    return run


def regex_of(pattern: Any, ignore_case: bool) -> Regex:
    """Return the right side of an operator as a compiled pattern."""
    if type(pattern) is Regex:
        return pattern
    return compile_pattern(to_text(pattern), IGNORE_CASE if ignore_case else 0)


def match(left: Any, right: Any, ignore_case: bool = True) -> tuple[Any, Groups | None]:
    """Return the result of ``-match`` and the groups for ``$Matches``.

    A list on the left gives the items that match, and no groups; so does a text without a match.
    """
    regex = regex_of(right, ignore_case)
    items = None if type(left) is str else list_items(left)
    if items is not None:
        search = regex.code.search
        return [item for item in items if search(to_text(item)) is not None], None
    found = regex.code.search(left if type(left) is str else to_text(left))
    if found is None:
        return False, None
    return True, regex.named_values(found)


def not_match(left: Any, right: Any, ignore_case: bool = True) -> tuple[Any, Groups | None]:
    """Return the result of ``-notmatch`` and the groups of the match that there was."""
    regex = regex_of(right, ignore_case)
    items = list_items(left)
    if items is not None:
        search = regex.code.search
        return [item for item in items if search(to_text(item)) is None], None
    found = regex.code.search(to_text(left))
    if found is None:
        return True, None
    return False, regex.named_values(found)


def match_operator(*, ignore_case: bool, negated: bool) -> Callable[[Any, Any], Any]:
    """Return one of the four ``-match``, for callers that keep no ``$Matches``."""
    rule = not_match if negated else match
    return lambda left, right: rule(left, right, ignore_case)[0]


def replace_operator(*, ignore_case: bool) -> Callable[[Any, Any], Any]:
    """Return ``-replace`` or ``-creplace``."""

    def run(left: Any, right: Any) -> Any:
        parts = list_items(right)
        operands = [right] if parts is None else parts
        if len(operands) > 2:
            raise EngineError(
                "BadReplaceArgument",
                "-replace takes one pattern, and at most one replacement.",
                target=right,
                hint="Write: text -replace 'pattern', 'replacement'",
            )
        regex = _pattern_to_replace(operands[0] if operands else "", ignore_case)
        replacement = operands[1] if len(operands) == 2 else ""
        substitute = _substitution(regex, replacement)
        items = None if type(left) is str else list_items(left)
        if items is not None:
            return [regex.code.sub(substitute, to_text(item)) for item in items]
        return regex.code.sub(substitute, to_text(left))

    return run


def _pattern_to_replace(pattern: Any, ignore_case: bool) -> Regex:
    try:
        return regex_of(pattern, ignore_case)
    except RegexError as reason:
        raise EngineError(
            "InvalidRegularExpression", reason.message, hint=reason.hint, target=pattern
        ) from reason


def _substitution(regex: Regex, replacement: Any) -> Callable[[re.Match[str]], str]:
    if callable(replacement):
        return lambda found: to_text(replacement(Match(regex, found)))
    text = to_text(replacement)
    if "$" not in text:
        return lambda _found: text
    return lambda found: expand_replacement(text, Match(regex, found))


def split_unary(value: Any) -> list[Any]:
    """Return ``-split value``: the words of a text, or of all texts of a list."""
    items = list_items(value)
    texts = [to_text(item) for item in ([value] if items is None else items)]
    result: list[Any] = []
    for text in texts:
        result += text.split() or ([""] if not text else [])
    return v.TypedArray(result, "System.String")


def split_operator(*, ignore_case: bool) -> Callable[[Any, Any], Any]:
    """Return ``-split`` or ``-csplit``: pattern or block, how many parts, options."""

    def run(left: Any, right: Any) -> Any:
        items = list_items(left)
        texts = [to_text(item) for item in ([left] if items is None else items)]
        parts = list_items(right)
        operands = [right] if parts is None else parts
        if not operands:
            raise _bad_split(right, "BadOperatorArgument")
        limit = _limit_of(operands)
        split = _splitter(operands, limit, ignore_case)
        result: list[Any] = []
        for text in texts:
            result += split(text)
        return v.TypedArray(result, "System.String")

    return run


def _bad_split(right: Any, error_id: str = "RuntimeException") -> EngineError:
    return EngineError(
        error_id,
        "The arguments of -split are a pattern, a number of parts, and options.",
        target=right,
    )


def _limit_of(operands: list[Any]) -> int:
    if len(operands) < 2:
        return 0
    try:
        return int(convert(operands[1], INT32))
    except ConversionError as reason:
        raise _bad_split(operands[1]) from reason


def _splitter(operands: list[Any], limit: int, ignore_case: bool) -> Callable[[str], list[Any]]:
    separator = operands[0]
    if callable(separator):
        return lambda text: _split_by_block(text, separator, limit)
    options = 0
    if len(operands) > 2:
        try:
            options = int(convert(operands[2], _SPLIT_TYPE).value)
        except ConversionError as reason:
            raise _bad_split(operands[2]) from reason
    flags = IGNORE_CASE if ignore_case or options & 64 else 0
    if options & 1:
        regex = compile_pattern(re.escape(to_text(separator)), flags)
    elif type(separator) is Regex:
        regex = separator
    else:
        flags |= (2 if options & 16 else 0) | (16 if options & 32 else 0)
        flags |= (32 if options & 8 else 0) | (4 if options & 128 else 0)
        regex = compile_pattern(to_text(separator), flags)
    return lambda text: split_text(regex, text, limit)


def split_text(regex: Regex, text: str, limit: int = 0) -> list[Any]:
    """Return the parts of a text between matches, captured groups among them.

    ``limit`` is the number of parts; negative, it counts from the end.
    """
    matches = list(regex.code.finditer(text))
    if limit > 0:
        matches = matches[: limit - 1]
    elif limit < 0:
        matches = matches[len(matches) + limit + 1 :] if -limit - 1 < len(matches) else matches
        if limit == -1:
            matches = []
    parts: list[Any] = []
    start = 0
    for found in matches:
        parts.append(text[start : found.start()])
        parts += [g for g in found.groups() if g is not None]
        start = found.end()
    parts.append(text[start:])
    return parts


def _split_by_block(text: str, block: Any, limit: int) -> list[Any]:
    parts: list[Any] = []
    current: list[str] = []
    for char in text:
        if to_bool(block(char)) and (limit <= 0 or len(parts) < limit - 1):
            parts.append("".join(current))
            current = []
        else:
            current.append(char)
    parts.append("".join(current))
    return parts


def join(left: Any, right: Any) -> str:
    """Return ``left -join right``."""
    items = None if isinstance(left, Iterator) else enumerate_value(left)
    if items is None:
        return to_text(left)
    return to_text(right).join(item_text(item) for item in items)


def join_unary(value: Any) -> str:
    """Return ``-join value``."""
    return join(value, "")


def format_operator(left: Any, right: Any) -> str:
    """Return ``left -f right``."""
    items = list_items(right)
    arguments = [right] if items is None else items
    return format_composite(to_text(left), [_formattable(item) for item in arguments])


def _formattable(item: Any) -> Any:
    """Return an argument of ``-f``: a list in it is no number of arguments, .NET names its type."""
    return item if list_items(item) is None else type_of(item).name
