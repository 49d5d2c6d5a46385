"""Members of String, Char, Boolean and the numbers."""

import unicodedata
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.compare import compare_numbers
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.culture import compare_texts
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.formats import culture_text, format_value
from smimeadmin.shell.engine.formats_numbers import FormatTextError
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    out_of_range,
    properties,
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


def _ignores(comparison: v.EnumValue) -> bool:
    return comparison.value in {1, 3, 5}


def _folded(text: str, comparison: v.EnumValue | None) -> str:
    return fold(text) if comparison is not None and _ignores(comparison) else text


def _substring(text: str, start: int, length: int | None = None) -> str:
    end = len(text) if length is None else start + length
    if start < 0 or start > len(text) or end < start or end > len(text):
        raise out_of_range("The part of the text")
    return text[start:end]


def _index_of(text: str, part: str, start: int = 0, comparison: Any = None) -> int:
    if not 0 <= start <= len(text):
        raise out_of_range("The start index")
    return _folded(text, comparison).find(_folded(str(part), comparison), start)


def _last_index_of(text: str, part: str, start: int | None = None, comparison: Any = None) -> int:
    whole, wanted = _folded(text, comparison), _folded(str(part), comparison)
    if start is None:
        return whole.rfind(wanted)
    return whole.rfind(wanted, 0, min(start + 1, len(text)))


def _index_of_any(text: str, chars: Any, start: int = 0) -> int:
    wanted = {str(c) for c in chars}
    return next((i for i in range(start, len(text)) if text[i] in wanted), -1)


def _last_index_of_any(text: str, chars: Any) -> int:
    wanted = {str(c) for c in chars}
    return next((i for i in range(len(text) - 1, -1, -1) if text[i] in wanted), -1)


def _replace(text: str, old: str, new: str, comparison: Any = None) -> str:
    if not old:
        raise net_exception("ArgumentException", "String cannot be of zero length.")
    if comparison is None or not _ignores(comparison):
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
    return text.rjust(width, str(char))


def _pad_right(text: str, width: int, char: str = " ") -> str:
    if width < 0:
        raise out_of_range("The width")
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
    return _folded(text, comparison) == _folded(other, comparison)


def _starts(text: str, part: str, comparison: Any = None) -> bool:
    return _folded(text, comparison).startswith(_folded(str(part), comparison))


def _starts_culture(text: str, part: str, ignore_case: bool, _culture: Any) -> bool:
    return fold(text).startswith(fold(part)) if ignore_case else text.startswith(part)


def _ends(text: str, part: str, comparison: Any = None) -> bool:
    return _folded(text, comparison).endswith(_folded(str(part), comparison))


def _contains(text: str, part: str, comparison: Any = None) -> bool:
    return _folded(str(part), comparison) in _folded(text, comparison)


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


def _format_method(value: Any, text: str, _culture: Any = None) -> str:
    try:
        return format_value(value, text)
    except FormatTextError as reason:
        raise net_exception("FormatException", str(reason), value) from reason


def _compare_number(value: Any, other: Any) -> int:
    if type(other) is not type(value):
        raise net_exception("ArgumentException", "Object must be of the same type.")
    return compare_numbers(value, other)


def _upper(text: str) -> str:
    return "".join(u if len(u := c.upper()) == 1 else c for c in text)


def _lower(text: str) -> str:
    return "".join(u if len(u := c.lower()) == 1 else c for c in text)


def _enumerate(value: Any) -> Any:
    return iter([v.Char(c) for c in value])


properties(str, Length=len)
methods(
    str,
    Substring=[("int", _substring), ("int int", _substring)],
    IndexOf=[
        ("char", _index_of),
        ("string", _index_of),
        ("char int", _index_of),
        ("string int", _index_of),
        ("string System.StringComparison", lambda t, p, c: _index_of(t, p, 0, c)),
        ("char System.StringComparison", lambda t, p, c: _index_of(t, p, 0, c)),
        ("string int System.StringComparison", _index_of),
    ],
    LastIndexOf=[
        ("char", _last_index_of),
        ("string", _last_index_of),
        ("char int", _last_index_of),
        ("string int", _last_index_of),
        ("string System.StringComparison", lambda t, p, c: _last_index_of(t, p, None, c)),
    ],
    IndexOfAny=[("char[]", _index_of_any), ("char[] int", _index_of_any)],
    LastIndexOfAny=[("char[]", _last_index_of_any)],
    Replace=[
        ("string string", _replace),
        ("char char", _replace),
        ("string string System.StringComparison", _replace),
    ],
    Insert=[("int string", _insert)],
    Remove=[("int", _remove), ("int int", _remove)],
    PadLeft=[("int", _pad_left), ("int char", _pad_left)],
    PadRight=[("int", _pad_right), ("int char", _pad_right)],
    Trim=[("", _trim("both")), ("char*", _trim("both"))],
    TrimStart=[("", _trim("start")), ("char*", _trim("start"))],
    TrimEnd=[("", _trim("end")), ("char*", _trim("end"))],
    ToUpper=[("", _upper), ("cultureinfo", lambda t, _c: _upper(t))],
    ToLower=[("", _lower), ("cultureinfo", lambda t, _c: _lower(t))],
    ToUpperInvariant=[("", _upper)],
    ToLowerInvariant=[("", _lower)],
    Split=[
        ("char*", _split_chars),
        ("string", lambda t, s: _split_count(t, s, 0)),
        ("char System.StringSplitOptions", _split_option),
        ("string System.StringSplitOptions", _split_option),
        ("char[] System.StringSplitOptions", _split_option),
        ("string[] System.StringSplitOptions", _split_option),
        ("char[] int", _split_count),
        ("string int", _split_count),
        ("char int System.StringSplitOptions", _split_count),
        ("string int System.StringSplitOptions", _split_count),
        ("char[] int System.StringSplitOptions", _split_count),
        ("string[] int System.StringSplitOptions", _split_count),
    ],
    StartsWith=[
        ("string", _starts),
        ("char", _starts),
        ("string System.StringComparison", _starts),
        ("string bool cultureinfo", _starts_culture),
    ],
    EndsWith=[("string", _ends), ("char", _ends), ("string System.StringComparison", _ends)],
    Contains=[
        ("string", _contains),
        ("char", _contains),
        ("string System.StringComparison", _contains),
    ],
    CompareTo=[("object", _compare_to)],
    Equals=[("object", _equals_text), ("string System.StringComparison", _equals_text)],
    Chars=[("int", _char_at)],
    get_Chars=[("int", _char_at)],
    ToCharArray=[("", _to_chars), ("int int", _to_chars)],
    Normalize=[("", _normalize), ("System.Text.NormalizationForm", _normalize)],
    IsNormalized=[("", lambda t: unicodedata.is_normalized("NFC", t))],
    Clone=[("", lambda t: t)],
    GetHashCode=[("", hash_of)],
    GetEnumerator=[("", _enumerate)],
    GetTypeCode=[("", lambda _t: 18)],
    ToString=[("", lambda t: t), ("System.IFormatProvider", lambda t, _c: t)],
)
for _number in (int, float, Decimal, v.Single, v.BigInteger, *v.SIZED):
    methods(
        _number,
        ToString=[
            ("", culture_text),
            ("string", _format_method),
            ("System.IFormatProvider", lambda value, _culture: to_text(value)),
            ("string System.IFormatProvider", _format_method),
        ],
        CompareTo=[("object", _compare_number)],
        Equals=[("object", lambda a, b: type(a) is type(b) and a == b)],
        GetHashCode=[("", lambda value: hash(value) & 0x7FFFFFFF)],
    )
for _formatted in (v.DateTime, v.DateTimeOffset, v.TimeSpan, v.Guid, v.EnumValue):
    methods(
        _formatted,
        ToString=[
            ("", culture_text),
            ("string", _format_method),
            ("string System.IFormatProvider", _format_method),
            ("System.IFormatProvider", lambda value, _culture: to_text(value)),
        ],
    )
methods(
    v.BigInteger,
    ToByteArray=[
        (
            "",
            lambda n: bytearray(
                int(n).to_bytes(int(n).bit_length() // 8 + 1, "little", signed=True)
            ),
        )
    ],
)
properties(
    v.BigInteger,
    Sign=lambda n: (n > 0) - (n < 0),
    IsZero=lambda n: n == 0,
    IsOne=lambda n: n == 1,
    IsEven=lambda n: n % 2 == 0,
)
methods(
    v.Char,
    ToString=[("", str)],
    CompareTo=[("char", lambda a, b: ord(a) - ord(b))],
    Equals=[("object", lambda a, b: type(b) is v.Char and str(a) == str(b))],
    GetHashCode=[("", lambda c: ord(c) | ord(c) << 16)],
)
methods(
    bool,
    ToString=[("", to_text)],
    CompareTo=[("bool", lambda a, b: int(a) - int(b))],
    Equals=[("object", lambda a, b: type(b) is bool and a == b)],
    GetHashCode=[("", int)],
)
