"""Static members of [string], [char] and [regex]."""

import unicodedata
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, list_items, to_text
from smimeadmin.shell.engine.culture import compare_texts
from smimeadmin.shell.engine.formats import format_composite
from smimeadmin.shell.engine.members_dictionaries import match_of, matches_of
from smimeadmin.shell.engine.members_table import (
    Forms,
    out_of_range,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.operators_text import split_text
from smimeadmin.shell.engine.regex import Match, Regex, compile_pattern, expand_replacement
from smimeadmin.shell.engine.types import resolve_type


def _is_blank(text: Any) -> bool:
    return text is None or not to_text(text).strip()


def _compare(left: Any, right: Any, ignore_case: bool = False) -> int:
    return compare_texts(to_text(left), to_text(right), ignore_case=ignore_case)


def _compare_by(left: Any, right: Any, mode: Any) -> int:
    if mode.value < 4:
        return _compare(left, right, mode.value in {1, 3})
    one, two = to_text(left), to_text(right)
    if mode.value == 5:
        one, two = one.upper(), two.upper()
    return (one > two) - (one < two)


def _compare_ordinal(left: str, right: str) -> int:
    for one, two in zip(left, right, strict=False):
        if one != two:
            return ord(one) - ord(two)
    return len(left) - len(right)


def _join(separator: Any, *parts: Any) -> str:
    items = list_items(parts[0]) if len(parts) == 1 else None
    return to_text(separator).join(to_text(p) for p in (parts if items is None else items))


def _concat(*parts: Any) -> str:
    return _join("", *parts)


def _equals_text(left: Any, right: Any, mode: Any = None) -> bool:
    one, two = to_text(left), to_text(right)
    if mode is not None and mode.value in {1, 3, 5}:
        return one.lower() == two.lower()
    return one == two


def _new_text(char: str, count: int) -> str:
    if count < 0:
        raise out_of_range("The count")
    return str(char) * count


static_properties("System.String", Empty=lambda _t: "")
static_methods(
    "System.String",
    IsNullOrEmpty=[("object", lambda text: text is None or to_text(text) == "")],
    IsNullOrWhiteSpace=[("object", _is_blank)],
    Join=[("string object*", _join)],
    Concat=[("object*", _concat)],
    Format=[("string object*", lambda form, *values: format_composite(form, list(values)))],
    Compare=[
        ("object object", _compare),
        ("object object bool", _compare),
        ("object object System.StringComparison", _compare_by),
    ],
    CompareOrdinal=[("string string", _compare_ordinal)],
    Equals=[
        ("object object", _equals_text),
        ("object object System.StringComparison", _equals_text),
    ],
    Copy=[("string", lambda text: text)],
    new=[
        ("char int", _new_text),
        ("char[]", lambda chars: "".join(str(c) for c in chars)),
        (
            "char[] int int",
            lambda chars, at, count: "".join(str(c) for c in chars[at : at + count]),
        ),
    ],
)


def _char_test(test: Callable[[str], bool]) -> Forms:
    return [
        ("char", lambda char: bool(test(str(char)))),
        ("string int", lambda text, at: bool(test(text[at]))),
    ]


static_methods(
    "System.Char",
    IsDigit=_char_test(str.isdecimal),
    IsLetter=_char_test(str.isalpha),
    IsLetterOrDigit=_char_test(lambda c: c.isalpha() or c.isdecimal()),
    IsNumber=_char_test(str.isnumeric),
    IsUpper=_char_test(str.isupper),
    IsLower=_char_test(str.islower),
    IsWhiteSpace=_char_test(str.isspace),
    IsPunctuation=_char_test(lambda c: unicode_class(c).startswith("P")),
    IsSymbol=_char_test(lambda c: unicode_class(c).startswith("S")),
    IsControl=_char_test(lambda c: unicode_class(c) == "Cc"),
    ToUpper=[("char", lambda char: v.Char(str(char).upper()[:1]))],
    ToLower=[("char", lambda char: v.Char(str(char).lower()[:1]))],
    ToUpperInvariant=[("char", lambda char: v.Char(str(char).upper()[:1]))],
    ToLowerInvariant=[("char", lambda char: v.Char(str(char).lower()[:1]))],
    GetNumericValue=[("char", lambda char: float(char) if str(char).isdecimal() else -1.0)],
    ConvertFromUtf32=[("int", chr)],
    ConvertToUtf32=[("string int", lambda text, at: ord(text[at]))],
    Parse=[("string", lambda text: convert(text, resolve_type("char")))],
)


def unicode_class(char: str) -> str:
    """Return the general category of a character (Unicode 4.5)."""
    return unicodedata.category(char)


_REGEX: Final = "System.Text.RegularExpressions.Regex"


def _compiled(pattern: str, options: Any = None) -> Regex:
    return compile_pattern(pattern, options.value if options is not None else 0)


def _regex_replace(text: str, pattern: str, replacement: Any, options: Any = None) -> str:
    regex = _compiled(pattern, options)
    if callable(replacement):
        return regex.code.sub(lambda m: to_text(replacement(Match(regex, m))), text)
    filled = to_text(replacement)
    return regex.code.sub(lambda m: expand_replacement(filled, Match(regex, m)), text)


def _regex_split(text: str, pattern: str, options: Any = None) -> Any:
    return v.TypedArray(split_text(_compiled(pattern, options), text), "System.String")


_ESCAPED: Final = str.maketrans(
    {
        **{char: f"\\{char}" for char in "\\*+?|{[()^$.# "},
        "\t": "\\t",
        "\n": "\\n",
        "\r": "\\r",
        "\f": "\\f",
    }
)
_OPTIONS: Final = "System.Text.RegularExpressions.RegexOptions"
static_methods(
    _REGEX,
    new=[("string", _compiled), (f"string {_OPTIONS}", _compiled)],
    Escape=[("string", lambda text: text.translate(_ESCAPED))],
    Unescape=[("string", lambda text: compile_pattern(r"\\(.)").code.sub(r"\1", text))],
    IsMatch=[
        ("string string", lambda t, p: _compiled(p).code.search(t) is not None),
        (f"string string {_OPTIONS}", lambda t, p, o: _compiled(p, o).code.search(t) is not None),
    ],
    Match=[
        ("string string", lambda t, p: match_of(_compiled(p), t)),
        (f"string string {_OPTIONS}", lambda t, p, o: match_of(_compiled(p, o), t)),
    ],
    Matches=[
        ("string string", lambda t, p: matches_of(_compiled(p), t)),
        (f"string string {_OPTIONS}", lambda t, p, o: matches_of(_compiled(p, o), t)),
    ],
    Replace=[
        ("string string object", _regex_replace),
        (f"string string object {_OPTIONS}", _regex_replace),
    ],
    Split=[("string string", _regex_split), (f"string string {_OPTIONS}", _regex_split)],
)
