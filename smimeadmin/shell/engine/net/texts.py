"""Statics of [string] and [char]."""

import unicodedata
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, list_items, to_text
from smimeadmin.shell.engine.culture import compare_texts
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.formats import culture_text, format_composite
from smimeadmin.shell.engine.limits import check_characters
from smimeadmin.shell.engine.members_table import (
    Forms,
    net_exception,
    out_of_range,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.comparers import compare_as, equal_as
from smimeadmin.shell.engine.net.trying import try_parse
from smimeadmin.shell.engine.providers import facts_of
from smimeadmin.shell.engine.types import register_enum, resolve_type, type_of

_COMPARE_OPTIONS: Final = v.EnumType(
    "System.Globalization.CompareOptions",
    {
        "None": 0, "IgnoreCase": 1, "IgnoreNonSpace": 2, "IgnoreSymbols": 4,
        "IgnoreKanaType": 8, "IgnoreWidth": 16, "NumericOrdering": 32, "StringSort": 0x20000000,
        "OrdinalIgnoreCase": 0x10000000, "Ordinal": 0x40000000,
    },
    flags=True,
)  # fmt: skip
_CATEGORY: Final = v.EnumType(
    "System.Globalization.UnicodeCategory",
    {
        name: number
        for number, name in enumerate(
            (
                *("UppercaseLetter", "LowercaseLetter", "TitlecaseLetter", "ModifierLetter"),
                *("OtherLetter", "NonSpacingMark", "SpacingCombiningMark", "EnclosingMark"),
                *("DecimalDigitNumber", "LetterNumber", "OtherNumber", "SpaceSeparator"),
                *("LineSeparator", "ParagraphSeparator", "Control", "Format", "Surrogate"),
                *("PrivateUse", "ConnectorPunctuation", "DashPunctuation", "OpenPunctuation"),
                *("ClosePunctuation", "InitialQuotePunctuation", "FinalQuotePunctuation"),
                *("OtherPunctuation", "MathSymbol", "CurrencySymbol", "ModifierSymbol"),
                *("OtherSymbol", "OtherNotAssigned"),
            )
        )
    },
)
for _enum in (_COMPARE_OPTIONS, _CATEGORY):
    register_enum(_enum)
# The two letters of Unicode's general category, in the order of UnicodeCategory.
_LETTERS: Final = (
    *("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc"),
    *("Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn"),
)


def plain_text(value: Any) -> str:
    """Return what .NET's own ToString gives: of a list only the name of its type."""
    if isinstance(value, (list, bytearray, v.FoldingDictionary)):
        return type_of(value).name
    return culture_text(value)


def _is_blank(text: Any) -> bool:
    return not text.strip() if isinstance(text, str) else text is None


def _compare(left: str, right: str, ignore_case: bool = False, *_culture: Any) -> int:
    return compare_texts(left, right, ignore_case=ignore_case)


def _compare_by(left: str, right: str, mode: v.EnumValue) -> int:
    return compare_as(left, right, mode.value)


def _by_options(left: str, right: str, _culture: Any, options: v.EnumValue) -> int:
    number = options.value
    if number & 0x50000000:
        return compare_as(left, right, 5 if number & 0x10000000 else 4)
    if number & 2:
        left, right = (_without_marks(text) for text in (left, right))
    return compare_texts(left, right, ignore_case=bool(number & 1))


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))


def _compare_parts(left: str, at: int, right: str, to: int, length: int, *more: Any) -> int:
    if min(at, to, length) < 0 or at > len(left) or to > len(right):
        raise out_of_range("The part of the text")
    one, two = left[at : at + length], right[to : to + length]
    if more and type(more[0]) is v.EnumValue:
        return compare_as(one, two, more[0].value)
    return _compare(one, two, bool(more and more[0]))


def _compare_ordinal(left: str, right: str) -> int:
    return compare_as(left, right, 4)


def _ordinal_parts(left: str, at: int, right: str, to: int, length: int) -> int:
    return compare_as(left[at : at + length], right[to : to + length], 4)


def _join(separator: Any, *parts: Any) -> str:
    return str(separator).join(plain_text(part) for part in parts)


def _join_items(separator: Any, items: Any) -> str:
    found = list_items(items)
    if found is None:
        found = list(items) if isinstance(items, (v.HashSet, v.Queue, v.Stack)) else [items]
    return _join(separator, *found)


def _join_part(separator: Any, values: Any, start: int, count: int) -> str:
    if start < 0 or count < 0 or start + count > len(values):
        raise out_of_range("The part of the array")
    return _join(separator, *values[start : start + count])


def _concat(*parts: Any) -> str:
    return _join("", *parts)


def _concat_items(items: Any) -> str:
    return _join_items("", items)


def _format(form: str, *values: Any) -> str:
    return _filled(form, list(values), None)


def _format_in(provider: Any, form: str, *values: Any) -> str:
    return _filled(form, list(values), provider)


def _filled(form: str, values: list[Any], provider: Any) -> str:
    try:
        shown = [value if not isinstance(value, list) else plain_text(value) for value in values]
        return format_composite(form, shown, facts_of(provider))
    except EngineError as reason:
        if reason.error_id != "FormatError":
            raise
        raise net_exception("FormatException", reason.message, form) from reason


def _equals(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def _equals_by(left: str, right: str, mode: v.EnumValue) -> bool:
    return equal_as(left, right, mode.value)


def _repeated(char: str, count: int) -> str:
    check_characters(count)
    if count < 0:
        raise out_of_range("The count")
    return str(char) * count


def _of_chars(chars: Any, start: int = 0, count: int | None = None) -> str:
    end = len(chars) if count is None else start + count
    if start < 0 or end < start or end > len(chars):
        raise out_of_range("The part of the array")
    return "".join(str(c) for c in chars[start:end])


_TWO: Final = "string:strA string:strB"
_PARTS: Final = "string:strA int:indexA string:strB int:indexB int:length"
_BY: Final = "System.StringComparison:comparisonType"
_P: Final = "System.IFormatProvider:provider"
static_properties("System.String", Empty=lambda _t: "")
static_methods(
    "System.String",
    IsNullOrEmpty=[("object:value -> bool", lambda text: text is None or to_text(text) == "")],
    IsNullOrWhiteSpace=[("object:value -> bool", lambda t: _is_blank(t) or not to_text(t).strip())],
    Join=[
        *(
            form
            for sign in ("char", "string")
            for form in (
                (f"{sign}:separator string*:value -> string", _join),
                (f"{sign}:separator object*:values -> string", _join),
            )
        ),
        ("string:separator string[]:value int:startIndex int:count -> string", _join_part),
        (
            "string:separator System.Collections.Generic.IEnumerable[string]:values -> string",
            _join_items,
        ),
    ],
    Concat=[
        ("object:arg0 -> string", _concat),
        ("object:arg0 object:arg1 -> string", _concat),
        ("object:arg0 object:arg1 object:arg2 -> string", _concat),
        ("object*:args -> string", _concat),
        ("string:str0 string:str1 -> string", _concat),
        ("string:str0 string:str1 string:str2 -> string", _concat),
        ("string:str0 string:str1 string:str2 string:str3 -> string", _concat),
        ("string*:values -> string", _concat),
        ("System.Collections.Generic.IEnumerable[string]:values -> string", _concat_items),
    ],
    Format=[
        ("string:format object:arg0 -> string", _format),
        ("string:format object:arg0 object:arg1 -> string", _format),
        ("string:format object:arg0 object:arg1 object:arg2 -> string", _format),
        ("string:format object*:args -> string", _format),
        (f"{_P} string:format object:arg0 -> string", _format_in),
        (f"{_P} string:format object:arg0 object:arg1 -> string", _format_in),
        (f"{_P} string:format object:arg0 object:arg1 object:arg2 -> string", _format_in),
        (f"{_P} string:format object*:args -> string", _format_in),
    ],
    Compare=[
        (f"{_TWO} -> int", _compare),
        (f"{_TWO} bool:ignoreCase -> int", _compare),
        (f"{_TWO} {_BY} -> int", _compare_by),
        (
            f"{_TWO} cultureinfo:culture System.Globalization.CompareOptions:options -> int",
            _by_options,
        ),
        (f"{_TWO} bool:ignoreCase cultureinfo:culture -> int", _compare),
        (f"{_PARTS} -> int", _compare_parts),
        (f"{_PARTS} bool:ignoreCase -> int", _compare_parts),
        (f"{_PARTS} {_BY} -> int", _compare_parts),
    ],
    CompareOrdinal=[
        (f"{_TWO} -> int", _compare_ordinal),
        (f"{_PARTS} -> int", _ordinal_parts),
    ],
    Equals=[
        ("string:a string:b -> bool", _equals),
        (f"string:a string:b {_BY} -> bool", _equals_by),
        ("object:objA object:objB -> bool", _equals),
    ],
    Copy=[("string:str -> string", lambda text: text)],
    Intern=[("string:str -> string", lambda text: text)],
    IsInterned=[("string:str -> string", lambda text: text)],
    new=[
        ("char[]:value", _of_chars),
        ("char[]:value int:startIndex int:length", _of_chars),
        ("char:c int:count", _repeated),
    ],
)

# Char --------------------------------------------------------------------------------------------


def category(char: str) -> str:
    """Return the general category of a character (Unicode 4.5)."""
    return unicodedata.category(char)


def _at(text: str, index: int) -> str:
    if not 0 <= index < len(text):
        raise out_of_range("The index")
    return text[index]


def _test(test: Callable[[str], bool]) -> Forms:
    return [
        ("char:c -> bool", lambda char: bool(test(str(char)))),
        ("string:s int:index -> bool", lambda text, at: bool(test(_at(text, at)))),
    ]


def _in_categories(*begins: str) -> Forms:
    return _test(lambda char: category(char).startswith(begins))


def _ascii(test: Callable[[str], bool]) -> Forms:
    return [("char:c -> bool", lambda char: char.isascii() and test(str(char)))]


def _numeric(char: str) -> float:
    return float(unicodedata.numeric(char, -1.0))


def _upper(char: str, *_culture: Any) -> v.Char:
    changed = char.upper()
    return v.Char(changed if len(changed) == 1 else char)


def _lower(char: str, *_culture: Any) -> v.Char:
    changed = char.lower()
    return v.Char(changed if len(changed) == 1 else char)


def _category_value(char: str) -> v.EnumValue:
    return v.EnumValue(_CATEGORY, _LETTERS.index(category(char)))


def _of_code(code: int) -> str:
    if not 0 <= code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        raise out_of_range("The code")
    return chr(code)


def _parse_char(text: str) -> v.Char:
    if len(text) != 1:
        raise net_exception("FormatException", "String must be exactly one character long.", text)
    char: v.Char = convert(text, resolve_type("char"))
    return char


def _is_space(char: str) -> bool:
    return char.isspace() and char not in "\x1c\x1d\x1e\x1f"


static_properties(
    "System.Char", MinValue=lambda _t: v.Char("\0"), MaxValue=lambda _t: v.Char("\uffff")
)
static_methods(
    "System.Char",
    IsDigit=_in_categories("Nd"),
    IsLetter=_in_categories("L"),
    IsLetterOrDigit=_in_categories("L", "Nd"),
    IsNumber=_in_categories("N"),
    IsUpper=_in_categories("Lu"),
    IsLower=_in_categories("Ll"),
    IsWhiteSpace=_test(_is_space),
    IsPunctuation=_in_categories("P"),
    IsSymbol=_in_categories("S"),
    IsControl=_in_categories("Cc"),
    IsSeparator=_in_categories("Z"),
    IsSurrogate=_in_categories("Cs"),
    IsHighSurrogate=_test(lambda c: "\ud800" <= c < "\udc00"),
    IsLowSurrogate=_test(lambda c: "\udc00" <= c < "\ue000"),
    IsAscii=[("char:c -> bool", str.isascii)],
    IsAsciiDigit=_ascii(str.isdigit),
    IsAsciiLetter=_ascii(str.isalpha),
    IsAsciiLetterLower=_ascii(str.islower),
    IsAsciiLetterUpper=_ascii(str.isupper),
    IsAsciiLetterOrDigit=_ascii(str.isalnum),
    IsAsciiHexDigit=_ascii(lambda c: c in "0123456789abcdefABCDEF"),
    IsBetween=[("char:c char:minInclusive char:maxInclusive -> bool", lambda c, a, b: a <= c <= b)],
    ToUpper=[("char:c -> char", _upper), ("char:c cultureinfo:culture -> char", _upper)],
    ToLower=[("char:c -> char", _lower), ("char:c cultureinfo:culture -> char", _lower)],
    ToUpperInvariant=[("char:c -> char", _upper)],
    ToLowerInvariant=[("char:c -> char", _lower)],
    ToString=[("char:c -> string", str)],
    GetNumericValue=[
        ("char:c -> double", _numeric),
        ("string:s int:index -> double", lambda text, at: _numeric(_at(text, at))),
    ],
    GetUnicodeCategory=[
        ("char:c -> System.Globalization.UnicodeCategory", _category_value),
        (
            "string:s int:index -> System.Globalization.UnicodeCategory",
            lambda text, at: _category_value(_at(text, at)),
        ),
    ],
    ConvertFromUtf32=[("int:utf32 -> string", _of_code)],
    ConvertToUtf32=[
        ("string:s int:index -> int", lambda text, at: ord(_at(text, at))),
    ],
    Parse=[("string:s -> char", _parse_char)],
    TryParse=[("string:s &char:result -> bool", try_parse(_parse_char, v.Char("\0")))],
)
