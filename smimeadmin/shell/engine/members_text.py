"""Members of String."""

import os
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.culture import compare_texts
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.limits import check_characters
from smimeadmin.shell.engine.members_table import (
    Forms,
    methods,
    net_exception,
    out_of_range,
    properties,
)
from smimeadmin.shell.engine.members_values import type_code
from smimeadmin.shell.engine.text_searching import (
    folded,
    ignores,
    in_culture,
    index_of,
    index_of_any,
    last_index_of,
    last_index_of_any,
)
from smimeadmin.shell.engine.types import register_enum

COMPARISON: Final = v.EnumType(
    "System.StringComparison",
    {
        "CurrentCulture": 0,
        "CurrentCultureIgnoreCase": 1,
        "InvariantCulture": 2,
        "InvariantCultureIgnoreCase": 3,
        "Ordinal": 4,
        "OrdinalIgnoreCase": 5,
    },
)
SPLITTING: Final = v.EnumType(
    "System.StringSplitOptions",
    {"None": 0, "RemoveEmptyEntries": 1, "TrimEntries": 2},
    flags=True,
)
_NORMAL_FORMS: Final = v.EnumType(
    "System.Text.NormalizationForm", {"FormC": 1, "FormD": 2, "FormKC": 5, "FormKD": 6}
)
for _enum in (COMPARISON, SPLITTING, _NORMAL_FORMS):
    register_enum(_enum)

_BLANK: Final = (
    "".join(chr(code) for code in (*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)))
    + "\u2028\u2029\u202f\u205f\u3000"
)


_INDEX: Final = "System.Management.Automation.GetValueInvocationException"


def _substring(text: str, start: int, length: int | None = None) -> str:
    end = len(text) if length is None else start + length
    if start < 0 or start > len(text) or end < start or end > len(text):
        raise out_of_range("The part of the text")
    return text[start:end]


def _replace(text: str, old: str, new: str, comparison: Any = None) -> str:
    if not old:
        raise net_exception("ArgumentException", "String cannot be of zero length.")
    if not ignores(comparison):
        return text.replace(str(old), str(new))
    parts: list[str] = []
    folded, wanted, at = fold(text), fold(str(old)), 0
    while (found := folded.find(wanted, at)) >= 0:
        parts += [text[at:found], str(new)]
        at = found + len(wanted)
    return "".join([*parts, text[at:]])


def _insert(text: str, start: int, part: str) -> str:
    if not 0 <= start <= len(text):
        raise out_of_range("The start index")
    return text[:start] + part + text[start:]


def _remove(text: str, start: int, count: int | None = None) -> str:
    end = len(text) if count is None else start + count
    if start < 0 or start > len(text) or end < start or end > len(text):
        raise out_of_range("The part of the text")
    return text[:start] + text[end:]


def _pad_left(text: str, width: int, char: str = " ") -> str:
    if width < 0:
        raise out_of_range("The width")
    check_characters(width)
    return text.rjust(width, str(char))


def _pad_right(text: str, width: int, char: str = " ") -> str:
    if width < 0:
        raise out_of_range("The width")
    check_characters(width)
    return text.ljust(width, str(char))


def _trim(side: str) -> Any:
    strip = {"both": str.strip, "start": str.lstrip, "end": str.rstrip}[side]

    def run(text: str, *chars: str) -> str:
        return strip(text, "".join(str(c) for c in chars) or _BLANK)

    return run


def _split_at(text: str, separators: list[str], limit: int, options: int) -> Any:
    """Return the parts of a text between any of the separators, the earliest and first winning."""
    wanted = [s for s in separators if s]
    parts: list[str] = []
    start = at = 0
    trims, drops = bool(options & 2), bool(options & 1)
    while at < len(text) and wanted:
        found = next((s for s in wanted if text.startswith(s, at)), None)
        if found is None:
            at += 1
            continue
        if limit and len(parts) >= limit - 1:
            break
        _keep(parts, text[start:at], trims=trims, drops=drops)
        at += len(found)
        start = at
    _keep(parts, text[start:], trims=trims, drops=drops)
    return v.TypedArray(parts, "System.String")


def _keep(parts: list[str], part: str, *, trims: bool, drops: bool) -> None:
    part = part.strip(_BLANK) if trims else part
    if part or not drops:
        parts.append(part)


def _split_chars(text: str, *chars: str) -> Any:
    return _split_at(text, [str(c) for c in chars] or list(_BLANK), 0, 0)


def _split_option(text: str, separator: Any, options: Any) -> Any:
    return _split_count(text, separator, 0, options)


def _split_count(text: str, separator: Any, limit: int, options: Any = None) -> Any:
    many = isinstance(separator, list)
    separators = [str(s) for s in separator] if many else [str(separator)]
    number = options.value if options is not None else 0
    return _split_at(text, separators or list(_BLANK), limit, number)


def _compare_to(text: str, other: Any) -> int:
    return compare_texts(text, to_text(other), ignore_case=False)


def _equals_text(text: str, other: Any, comparison: Any = None) -> bool:
    if type(other) is not str:
        return False
    if type(comparison) is v.EnumValue and comparison.value < 4:
        return compare_texts(text, other, ignore_case=ignores(comparison)) == 0
    return folded(text, comparison) == folded(other, comparison)


def _starts(text: str, part: str, comparison: Any = None) -> bool:
    return folded(text, comparison).startswith(folded(str(part), comparison))


def _ends(text: str, part: str, comparison: Any = None) -> bool:
    return folded(text, comparison).endswith(folded(str(part), comparison))


def _contains(text: str, part: str, comparison: Any = None) -> bool:
    return folded(str(part), comparison) in folded(text, comparison)


def _char_at(text: str, index: int) -> v.Char:
    if not 0 <= index < len(text):  # a parameterized property to PowerShell: it is "got"
        raise EngineError(
            "ExceptionWhenGetting", "Index was outside the text.", target=text, inner=_INDEX
        )
    return v.Char(text[index])


def _to_chars(text: str, start: int = 0, length: int | None = None) -> Any:
    return v.TypedArray([v.Char(c) for c in _substring(text, start, length)], "System.Char")


def _normalize(text: str, form: v.EnumValue | None = None) -> str:
    names = {1: "NFC", 2: "NFD", 5: "NFKC", 6: "NFKD"}
    chosen: Any = names.get(form.value if form is not None else 1, "NFC")
    return unicodedata.normalize(chosen, text)


def hash_of(text: str) -> int:
    """Return a number that is the same for equal texts (FNV-1a; .NET's own changes by process)."""
    number = 0x811C9DC5
    for byte in text.encode("utf-16-le", "surrogatepass"):
        number = ((number ^ byte) * 0x01000193) & 0xFFFFFFFF
    return number - (1 << 32) if number >> 31 else number


def _upper(text: str) -> str:
    return "".join(u if len(u := c.upper()) == 1 else c for c in text)


def _lower(text: str) -> str:
    return "".join(u if len(u := c.lower()) == 1 else c for c in text)


def _copy_to(text: str, start: int, target: Any, place: int, count: int) -> None:
    part = _substring(text, start, count)
    if place < 0 or place + count > len(target):
        raise out_of_range("The place in the target")
    target[place : place + count] = [v.Char(char) for char in part]


_LINE_ENDS: Final = LazyPattern("\r\n|[\n\r\f\x85\u2028\u2029]")


def _replace_line_ends(text: str, end: str = os.linesep) -> str:
    return end.join(_LINE_ENDS.split(text))


def _is_normalized(text: str, form: v.EnumValue | None = None) -> bool:
    return _normalize(text, form) == text


def _enumerate(value: Any) -> Any:
    return iter([v.Char(c) for c in value])


_BY: Final = "System.StringComparison:comparisonType"
_OPTIONS: Final = "System.StringSplitOptions:options"


def _searches(call: Callable[..., Any]) -> Forms:
    """Return the forms of IndexOf and LastIndexOf."""
    return [
        (f"{kind}:value{behind} -> int", call)
        for kind in ("char", "string")
        for behind in ("", " int:startIndex", " int:startIndex int:count", f" {_BY}")
    ] + [
        (f"string:value int:startIndex{behind} -> int", call)
        for behind in (f" {_BY}", f" int:count {_BY}")
    ]


def _edges(call: Callable[..., Any]) -> Forms:
    """Return the forms of StartsWith and EndsWith."""
    return [
        ("string:value -> bool", call),
        (f"string:value {_BY} -> bool", call),
        ("string:value bool:ignoreCase cultureinfo:culture -> bool", in_culture(call)),
        ("char:value -> bool", call),
    ]


def _trims(side: str) -> Forms:
    call = _trim(side)
    return [
        ("-> string", call),
        ("char:trimChar -> string", call),
        ("char*:trimChars -> string", call),
    ]


properties(str, Length=len)
methods(
    str,
    Clone=[("-> object", lambda t: t)],
    CompareTo=[("object:value -> int", _compare_to), ("string:strB -> int", _compare_to)],
    Contains=[
        ("string:value -> bool", _contains),
        (f"string:value {_BY} -> bool", _contains),
        ("char:value -> bool", _contains),
        (f"char:value {_BY} -> bool", _contains),
    ],
    CopyTo=[
        ("int:sourceIndex char[]:destination int:destinationIndex int:count -> void", _copy_to),
    ],
    EndsWith=_edges(_ends),
    Equals=[
        ("object:obj -> bool", _equals_text),
        ("string:value -> bool", _equals_text),
        (f"string:value {_BY} -> bool", _equals_text),
    ],
    GetEnumerator=[("-> System.CharEnumerator", _enumerate)],
    GetHashCode=[
        ("-> int", hash_of),
        (f"{_BY} -> int", lambda t, mode: hash_of(folded(t, mode))),
    ],
    GetTypeCode=[("-> System.TypeCode", lambda _t: type_code("String"))],
    IndexOf=_searches(index_of),
    IndexOfAny=[
        ("char[]:anyOf -> int", index_of_any),
        ("char[]:anyOf int:startIndex -> int", index_of_any),
        ("char[]:anyOf int:startIndex int:count -> int", index_of_any),
    ],
    Insert=[("int:startIndex string:value -> string", _insert)],
    IsNormalized=[
        ("-> bool", _is_normalized),
        ("System.Text.NormalizationForm:normalizationForm -> bool", _is_normalized),
    ],
    LastIndexOf=_searches(last_index_of),
    LastIndexOfAny=[
        ("char[]:anyOf -> int", last_index_of_any),
        ("char[]:anyOf int:startIndex -> int", last_index_of_any),
        ("char[]:anyOf int:startIndex int:count -> int", last_index_of_any),
    ],
    Normalize=[
        ("-> string", _normalize),
        ("System.Text.NormalizationForm:normalizationForm -> string", _normalize),
    ],
    PadLeft=[
        ("int:totalWidth -> string", _pad_left),
        ("int:totalWidth char:paddingChar -> string", _pad_left),
    ],
    PadRight=[
        ("int:totalWidth -> string", _pad_right),
        ("int:totalWidth char:paddingChar -> string", _pad_right),
    ],
    Remove=[
        ("int:startIndex int:count -> string", _remove),
        ("int:startIndex -> string", _remove),
    ],
    Replace=[
        (
            "string:oldValue string:newValue bool:ignoreCase cultureinfo:culture -> string",
            in_culture(_replace),
        ),
        (f"string:oldValue string:newValue {_BY} -> string", _replace),
        ("char:oldChar char:newChar -> string", _replace),
        ("string:oldValue string:newValue -> string", _replace),
    ],
    ReplaceLineEndings=[
        ("-> string", _replace_line_ends),
        ("string:replacementText -> string", _replace_line_ends),
    ],
    Split=[
        ("char*:separator -> string[]", _split_chars),
        (f"char:separator {_OPTIONS} -> string[]", _split_option),
        (f"char:separator int:count {_OPTIONS} -> string[]", _split_count),
        ("char:separator int:count -> string[]", _split_count),
        ("char[]:separator int:count -> string[]", _split_count),
        (f"char[]:separator {_OPTIONS} -> string[]", _split_option),
        (f"char[]:separator int:count {_OPTIONS} -> string[]", _split_count),
        ("string:separator -> string[]", lambda t, s: _split_count(t, s, 0)),
        (f"string:separator {_OPTIONS} -> string[]", _split_option),
        ("string:separator int:count -> string[]", _split_count),
        (f"string:separator int:count {_OPTIONS} -> string[]", _split_count),
        (f"string[]:separator {_OPTIONS} -> string[]", _split_option),
        (f"string[]:separator int:count {_OPTIONS} -> string[]", _split_count),
    ],
    StartsWith=_edges(_starts),
    Substring=[
        ("int:startIndex -> string", _substring),
        ("int:startIndex int:length -> string", _substring),
    ],
    ToCharArray=[
        ("-> char[]", _to_chars),
        ("int:startIndex int:length -> char[]", _to_chars),
    ],
    ToLower=[("-> string", _lower), ("cultureinfo:culture -> string", lambda t, _c: _lower(t))],
    ToLowerInvariant=[("-> string", _lower)],
    ToString=[
        ("-> string", lambda t: t),
        ("System.IFormatProvider:provider -> string", lambda t, _c: t),
    ],
    ToUpper=[("-> string", _upper), ("cultureinfo:culture -> string", lambda t, _c: _upper(t))],
    ToUpperInvariant=[("-> string", _upper)],
    Trim=_trims("both"),
    TrimEnd=_trims("end"),
    TrimStart=_trims("start"),
    Chars=[("int:index -> char", _char_at)],
    get_Chars=[("int:index -> char", _char_at)],
)
