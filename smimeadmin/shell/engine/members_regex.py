"""[regex]: statics, and the members of Regex, Match, Group and Capture."""

import re
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    out_of_range,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.operators_text import split_text
from smimeadmin.shell.engine.regex import (
    REGEX_OPTIONS,
    Capture,
    GroupCollection,
    Match,
    Regex,
    RegexError,
    compile_pattern,
    expand_replacement,
)
from smimeadmin.shell.engine.types import register_type

_NAMESPACE: Final = "System.Text.RegularExpressions."
_TYPE: Final = f"{_NAMESPACE}Regex"


class MatchCollection(v.ReadOnlyList):
    """System.Text.RegularExpressions.MatchCollection."""

    __slots__ = ()

    def __init__(self, matches: list[Match]) -> None:
        super().__init__(matches, f"{_NAMESPACE}Match")


def compiled(pattern: str, options: Any = None, _timeout: Any = None) -> Regex:
    """Return a pattern's Regex; RegexParseException, as a method throws it, if it is wrong."""
    try:
        return compile_pattern(pattern, options.value if options is not None else 0)
    except RegexError as reason:
        raise net_exception(f"{_NAMESPACE}RegexParseException", reason.message, pattern) from reason


def _start(text: str, start: int) -> int:
    if not 0 <= start <= len(text):
        raise out_of_range("The start of the search")
    return start


def _is_match(regex: Regex, text: str, start: int = 0) -> bool:
    return regex.code.search(text, _start(text, start)) is not None


def match_of(regex: Regex, text: str, start: int = 0, length: int | None = None) -> Match:
    """Return the first match, one without success if there is none."""
    begins = _start(text, start)
    if length is not None:
        return regex.search(text[: begins + length], begins) or Match(regex, None)
    return regex.search(text, begins) or Match(regex, None)


def matches_of(regex: Regex, text: str, start: int = 0) -> MatchCollection:
    """Return all matches of a text."""
    return MatchCollection(list(regex.find_all(text, _start(text, start))))


def _replace(regex: Regex, text: str, replacement: Any, count: int = -1, start: int = 0) -> str:
    """Replace matches by a text with ``$1``, or by what a script block makes of each."""
    if count == 0:
        return text
    if callable(replacement):

        def turn(found: re.Match[str]) -> str:
            return to_text(replacement(Match(regex, found)))

    else:
        filled = to_text(replacement)

        def turn(found: re.Match[str]) -> str:
            return expand_replacement(filled, Match(regex, found))

    front, rest = text[: _start(text, start)], text[start:]
    if start:
        out, at = [front], start
        for number, found in enumerate(regex.code.finditer(text, start)):
            if 0 < count <= number:
                break
            out += [text[at : found.start()], turn(found)]
            at = found.end()
        return "".join([*out, text[at:]])
    return regex.code.sub(turn, rest, count=max(count, 0))


def _split(regex: Regex, text: str, limit: int = 0, start: int = 0) -> Any:
    if limit < 0:
        raise out_of_range("The count")
    if limit == 1:
        return v.TypedArray([text], "System.String")
    parts = split_text(regex, text[_start(text, start) :], limit)
    parts[0] = text[:start] + parts[0]
    return v.TypedArray(parts, "System.String")


def _static(call: Callable[..., Any], count: int) -> Callable[..., Any]:
    """Return the static form of a method: pattern and options stand behind the text."""

    def run(text: str, pattern: str, *more: Any) -> Any:
        arguments, options = more[:count], more[count:]
        return call(compiled(pattern, *options[:1]), text, *arguments)

    return run


_ESCAPED: Final = str.maketrans(
    {
        **{char: f"\\{char}" for char in "\\*+?|{[()^$.# "},
        "\t": "\\t",
        "\n": "\\n",
        "\r": "\\r",
        "\f": "\\f",
    }
)
_ESCAPES: Final = LazyPattern(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|c([A-Za-z])|(.?))", re.S)
_PLAIN: Final = {
    "t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b", "b": "\b",
    "0": "\0",
}  # fmt: skip


def _unescape(text: str) -> str:
    def fill(found: re.Match[str]) -> str:
        short, long, control, plain = found.groups()
        if short or long:
            return chr(int(short or long, 16))
        if control:
            return chr(ord(control.upper()) - 64)
        if not plain:
            raise net_exception("ArgumentException", "Illegal \\ at end of pattern.", text)
        return _PLAIN.get(plain, plain)

    result: str = _ESCAPES.sub(fill, text)
    return result


def _group_number(regex: Regex, name: str) -> int:
    names = [known for known, _ in regex.order]
    return names.index(name) if name in names else -1


def _group_name(regex: Regex, number: int) -> str:
    names = [known for known, _ in regex.order]
    return names[number] if 0 <= number < len(names) else ""


_OPT: Final = f"{_NAMESPACE}RegexOptions:options"
_TIME: Final = "timespan:matchTimeout"
_M: Final = f"{_NAMESPACE}Match"
_MS: Final = f"{_NAMESPACE}MatchCollection"
register_type(_MS, python=MatchCollection, interfaces=("System.Collections.IList",))
register_type(f"{_NAMESPACE}Capture")
register_type(f"{_NAMESPACE}Group", python=Capture, base=f"{_NAMESPACE}Capture")
register_type(_M, python=Match, base=f"{_NAMESPACE}Group")
register_type(f"{_NAMESPACE}GroupCollection", python=GroupCollection)
register_type(f"{_NAMESPACE}MatchEvaluator")
static_properties(
    _TYPE, CacheSize=lambda _t: 500, InfiniteMatchTimeout=lambda _t: v.TimeSpan(-10_000)
)
static_methods(
    _TYPE,
    new=[
        ("string:pattern", compiled),
        (f"string:pattern {_OPT}", compiled),
        (f"string:pattern {_OPT} {_TIME}", compiled),
    ],
    Escape=[("string:str -> string", lambda text: text.translate(_ESCAPED))],
    Unescape=[("string:str -> string", _unescape)],
    **{
        name: [
            (f"string:input string:pattern -> {result}", _static(call, 0)),
            (f"string:input string:pattern {_OPT} -> {result}", _static(call, 0)),
            (f"string:input string:pattern {_OPT} {_TIME} -> {result}", _static(call, 0)),
        ]
        for name, result, call in (
            ("IsMatch", "bool", _is_match),
            ("Match", _M, match_of),
            ("Matches", _MS, matches_of),
            ("Split", "string[]", _split),
            ("Count", "int", lambda r, t: len(matches_of(r, t))),
        )
    },
    Replace=[
        ("string:input string:pattern object:replacement -> string", _static(_replace, 1)),
        (
            f"string:input string:pattern object:replacement {_OPT} -> string",
            _static(_replace, 1),
        ),
        (
            f"string:input string:pattern object:replacement {_OPT} {_TIME} -> string",
            _static(_replace, 1),
        ),
    ],
)
properties(
    Regex,
    Options=lambda r: v.EnumValue(REGEX_OPTIONS, r.options),
    MatchTimeout=lambda _r: v.TimeSpan(-10_000),
    RightToLeft=lambda r: bool(r.options & 64),
)
methods(
    Regex,
    IsMatch=[
        ("string:input -> bool", _is_match),
        ("string:input int:startat -> bool", _is_match),
    ],
    Match=[
        (f"string:input -> {_M}", match_of),
        (f"string:input int:startat -> {_M}", match_of),
        (f"string:input int:beginning int:length -> {_M}", match_of),
    ],
    Matches=[
        (f"string:input -> {_MS}", matches_of),
        (f"string:input int:startat -> {_MS}", matches_of),
    ],
    Count=[("string:input -> int", lambda r, t: len(matches_of(r, t)))],
    Replace=[
        ("string:input object:replacement -> string", _replace),
        ("string:input object:replacement int:count -> string", _replace),
        ("string:input object:replacement int:count int:startat -> string", _replace),
    ],
    Split=[
        ("string:input -> string[]", _split),
        ("string:input int:count -> string[]", _split),
        ("string:input int:count int:startat -> string[]", _split),
    ],
    GetGroupNames=[
        ("-> string[]", lambda r: v.TypedArray([name for name, _ in r.order], "System.String"))
    ],
    GetGroupNumbers=[
        ("-> int[]", lambda r: v.TypedArray(list(range(len(r.order))), "System.Int32"))
    ],
    GroupNumberFromName=[("string:name -> int", _group_number)],
    GroupNameFromNumber=[("int:i -> string", _group_name)],
    ToString=[("-> string", str)],
)


def _captures(owner: Any) -> list[Any]:
    return [owner] if owner.success else []


def _group_names(groups: GroupCollection) -> list[str]:
    return [group.name for group in groups]


def _has_group(groups: GroupCollection, name: str) -> bool:
    return name in _group_names(groups)


properties(
    Match,
    Groups=lambda m: m.groups(),
    Success=lambda m: m.found is not None,
    Name=lambda _m: "0",
    Captures=lambda m: [m] if m.found is not None else [],
    Index=lambda m: m.index,
    Length=lambda m: len(m.value),
    Value=lambda m: m.value,
)
methods(
    Match,
    NextMatch=[(f"-> {_M}", lambda m: m.next_match())],
    Result=[("string:replacement -> string", lambda m, text: expand_replacement(text, m))],
    ToString=[("-> string", str)],
)
properties(
    Capture,
    Success=lambda c: c.success,
    Name=lambda c: c.name,
    Captures=_captures,
    Index=lambda c: c.index,
    Length=lambda c: len(c.value),
    Value=lambda c: c.value,
)
methods(Capture, ToString=[("-> string", str)])
properties(
    GroupCollection,
    Count=len,
    Keys=_group_names,
    Values=list,
    IsReadOnly=lambda _g: True,
)
methods(
    GroupCollection,
    ContainsKey=[("string:key -> bool", _has_group)],
    get_Item=[
        ("int:groupnum -> object", lambda g, i: g[i] if 0 <= i < len(g) else None),
        ("string:groupname -> object", lambda g, n: next((x for x in g if x.name == n), None)),
    ],
)
