"""[cultureinfo] and what hangs on it: TextInfo, CompareInfo, the formats of numbers and dates."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.culture_choice import culture_facts
from smimeadmin.core.culture_facts import CURRENT_CULTURE
from smimeadmin.core.cultures import CULTURES, english_name, lcid
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.culture import compare_texts, find_culture, list_separator
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.environment import settable_static
from smimeadmin.shell.engine.providers import FormatInfo
from smimeadmin.shell.engine.types import register_class, register_enum, register_type, resolve_type

_GLOBAL: Final = "System.Globalization."
_TYPE: Final = f"{_GLOBAL}CultureInfo"
_TYPES_OF_CULTURE: Final = v.EnumType(
    f"{_GLOBAL}CultureTypes",
    {
        "NeutralCultures": 1, "SpecificCultures": 2, "InstalledWin32Cultures": 4,
        "AllCultures": 7, "UserCustomCulture": 8,
    },
    flags=True,
)  # fmt: skip
register_enum(_TYPES_OF_CULTURE)


def _culture(name: str, *_more: Any) -> v.CultureInfo:
    try:
        return find_culture(name)
    except ValueError as reason:
        raise net_exception(
            f"{_GLOBAL}CultureNotFoundException",
            f"'{name}' is an invalid culture identifier.",
            name,
        ) from reason


def _of_number(number: int) -> v.CultureInfo:
    for name, (known, _) in CULTURES.items():
        if known == number:
            return v.CultureInfo(name)
    raise net_exception(
        f"{_GLOBAL}CultureNotFoundException", f"{number} is an invalid culture identifier."
    )


def _parent(culture: v.CultureInfo) -> v.CultureInfo:
    return v.CultureInfo(culture.name.rpartition("-")[0])


def _listed(kinds: v.EnumValue) -> Any:
    names = list(CULTURES) if kinds.value & 2 else []
    if kinds.value & 1:
        names += sorted({name.partition("-")[0] for name in CULTURES if name})
    return v.TypedArray([v.CultureInfo(name) for name in names], _TYPE)


def present_culture() -> v.CultureInfo:
    """Return the culture of the running session."""
    try:
        return v.CultureInfo(FILE_ACCESS.get().culture)
    except LookupError:
        return v.CultureInfo(CURRENT_CULTURE.get().name)


def _setpresent_culture(_type: Any, value: Any) -> None:
    culture: v.CultureInfo = convert(value, resolve_type(_TYPE))
    FILE_ACCESS.get().culture = culture.name
    CURRENT_CULTURE.set(culture_facts(culture.name))


def _set_nothing(_type: Any, _value: Any) -> None:
    """Accept what has no effect: messages are in one language."""


class TextInfo:
    """System.Globalization.TextInfo: upper, lower and title case of a culture."""

    __slots__ = ("culture",)

    def __init__(self, culture: v.CultureInfo) -> None:
        self.culture = culture


def _title_case(_info: TextInfo, text: str) -> str:
    """Return each word with a great first letter; words all in great letters stay."""
    out: list[str] = []
    word = ""
    for char in [*text, ""]:
        if char and (char.isalpha() or (char in "'’" and word)):
            word += char
            continue
        if word:
            shouts = len(word) > 1 and word.isupper()
            out.append(word if shouts else word[0].upper() + word[1:].lower())
            word = ""
        out.append(char)
    return "".join(out)


class CompareInfo:
    """System.Globalization.CompareInfo: the order of texts in a culture."""

    __slots__ = ("culture",)

    def __init__(self, culture: v.CultureInfo) -> None:
        self.culture = culture


def _compare(_info: CompareInfo, left: str, right: str, options: Any = None) -> int:
    ignores = options is not None and bool(options.value & 0x10000001)
    return compare_texts(left, right, ignore_case=ignores)


def _format_info(kind: str) -> Callable[[v.CultureInfo], FormatInfo]:
    return lambda culture: FormatInfo(culture_facts(culture.name), kind)


_NUMBER: Final = f"{_GLOBAL}NumberFormatInfo"
_DATE: Final = f"{_GLOBAL}DateTimeFormatInfo"
register_type(f"{_GLOBAL}TextInfo", python=TextInfo)
register_type(f"{_GLOBAL}CompareInfo", python=CompareInfo)
for _name in (_NUMBER, _DATE):
    register_type(_name, interfaces=("System.IFormatProvider", "System.ICloneable"))
register_class(FormatInfo, lambda info: resolve_type(info.kind))
properties(
    v.CultureInfo,
    LCID=lambda c: lcid(c.name),
    Name=lambda c: c.name,
    DisplayName=lambda c: english_name(c.name),
    Parent=_parent,
    KeyboardLayoutId=lambda c: lcid(c.name),
    IetfLanguageTag=lambda c: c.name,
    NativeName=lambda c: english_name(c.name),
    EnglishName=lambda c: english_name(c.name),
    TwoLetterISOLanguageName=lambda c: c.name.split("-")[0] or "iv",
    CompareInfo=CompareInfo,
    TextInfo=TextInfo,
    IsNeutralCulture=lambda c: bool(c.name) and "-" not in c.name,
    NumberFormat=_format_info(_NUMBER),
    DateTimeFormat=_format_info(_DATE),
    UseUserOverride=lambda _c: False,
    IsReadOnly=lambda _c: False,
)
methods(
    v.CultureInfo,
    ToString=[("-> string", str)],
    Clone=[("-> object", lambda c: v.CultureInfo(c.name))],
    Equals=[("object:value -> bool", lambda a, b: a == b)],
    GetHashCode=[("-> int", lambda c: hash(c.name) & 0x7FFFFFFF)],
)
static_properties(
    _TYPE,
    InvariantCulture=lambda _t: v.CultureInfo(""),
    InstalledUICulture=lambda _t: v.CultureInfo("en-US"),
)
settable_static(_TYPE, "CurrentCulture", lambda _t: present_culture(), _setpresent_culture)
settable_static(_TYPE, "CurrentUICulture", lambda _t: v.CultureInfo("en-US"), _set_nothing)
settable_static(_TYPE, "DefaultThreadCurrentCulture", lambda _t: None, _setpresent_culture)
settable_static(_TYPE, "DefaultThreadCurrentUICulture", lambda _t: None, _set_nothing)
static_methods(
    _TYPE,
    new=[
        ("string:name", _culture),
        ("int:culture", _of_number),
        ("string:name bool:useUserOverride", _culture),
    ],
    GetCultureInfo=[
        ("string:name -> cultureinfo", _culture),
        ("int:culture -> cultureinfo", _of_number),
    ],
    CreateSpecificCulture=[("string:name -> cultureinfo", _culture)],
    GetCultures=[(f"{_GLOBAL}CultureTypes:types -> cultureinfo[]", _listed)],
)
properties(
    TextInfo,
    CultureName=lambda t: t.culture.name,
    LCID=lambda t: lcid(t.culture.name),
    ListSeparator=lambda t: list_separator(t.culture.name),
    IsRightToLeft=lambda t: t.culture.name.partition("-")[0] in {"ar", "he", "fa", "ur"},
    ANSICodePage=lambda _t: 1252,
    OEMCodePage=lambda _t: 437,
)
methods(
    TextInfo,
    ToTitleCase=[("string:str -> string", _title_case)],
    ToUpper=[("string:str -> string", lambda _t, text: text.upper())],
    ToLower=[("string:str -> string", lambda _t, text: text.lower())],
)
properties(CompareInfo, Name=lambda c: c.culture.name, LCID=lambda c: lcid(c.culture.name))
methods(
    CompareInfo,
    Compare=[
        ("string:string1 string:string2 -> int", _compare),
        (
            f"string:string1 string:string2 {_GLOBAL}CompareOptions:options -> int",
            _compare,
        ),
    ],
    IndexOf=[("string:source string:value -> int", lambda _c, text, part: text.find(part))],
    IsPrefix=[
        ("string:source string:prefix -> bool", lambda _c, text, part: text.startswith(part))
    ],
    IsSuffix=[("string:source string:suffix -> bool", lambda _c, text, part: text.endswith(part))],
)


def _of_kind(kind: str, read: Callable[[Any], Any]) -> Callable[[FormatInfo], Any]:
    """Return a getter of one of the two: the other has no such property."""
    return lambda info: read(info.facts) if info.kind == kind else None


def _texts(words: tuple[str, ...]) -> Any:
    return v.TypedArray(words, "System.String")


_NUMBERS: Final[dict[str, Callable[[Any], Any]]] = {
    "NumberDecimalSeparator": lambda f: f.decimal,
    "NumberGroupSeparator": lambda f: f.group,
    "NumberDecimalDigits": lambda f: f.places,
    "NegativeSign": lambda f: f.minus,
    "PositiveSign": lambda _f: "+",
    "CurrencySymbol": lambda f: f.currency,
    "CurrencyDecimalDigits": lambda _f: 2,
    "CurrencyDecimalSeparator": lambda f: f.decimal,
    "CurrencyGroupSeparator": lambda f: f.group,
    "PercentSymbol": lambda _f: "%",
    "PercentDecimalDigits": lambda f: f.places,
    "PercentDecimalSeparator": lambda f: f.decimal,
    "PercentGroupSeparator": lambda f: f.group,
    "PerMilleSymbol": lambda _f: "‰",
    "NaNSymbol": lambda _f: "NaN",
    "PositiveInfinitySymbol": lambda f: f.infinity,
    "NegativeInfinitySymbol": lambda f: f"{f.minus}{f.infinity}",
}
_DATES: Final[dict[str, Callable[[Any], Any]]] = {
    "ShortDatePattern": lambda f: f.short_date,
    "LongDatePattern": lambda f: f.long_date,
    "ShortTimePattern": lambda f: f.short_time,
    "LongTimePattern": lambda f: f.long_time,
    "FullDateTimePattern": lambda f: f"{f.long_date} {f.long_time}",
    "MonthDayPattern": lambda f: f.month_day,
    "YearMonthPattern": lambda f: f.year_month,
    "SortableDateTimePattern": lambda _f: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    "UniversalSortableDateTimePattern": lambda _f: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
    "RFC1123Pattern": lambda _f: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
    "DateSeparator": lambda f: f.date_separator,
    "TimeSeparator": lambda f: f.time_separator,
    "AMDesignator": lambda f: f.am,
    "PMDesignator": lambda f: f.pm,
    "DayNames": lambda f: _texts(f.days),
    "AbbreviatedDayNames": lambda f: _texts(f.days_short),
    "MonthNames": lambda f: _texts((*f.months, "")),
    "AbbreviatedMonthNames": lambda f: _texts((*f.months_short, "")),
    "FirstDayOfWeek": lambda f: v.EnumValue(v.DAY_OF_WEEK, f.first_day),
}
properties(FormatInfo, **{name: _of_kind(_NUMBER, read) for name, read in _NUMBERS.items()})
properties(FormatInfo, **{name: _of_kind(_DATE, read) for name, read in _DATES.items()})


def _month(names: tuple[str, ...], month: int) -> str:
    if not 1 <= month <= 13:
        raise net_exception("ArgumentOutOfRangeException", "A month lies between 1 and 13.")
    return names[month - 1] if month <= 12 else ""


methods(
    FormatInfo,
    GetMonthName=[("int:month -> string", lambda i, n: _month(i.facts.months, n))],
    GetAbbreviatedMonthName=[("int:month -> string", lambda i, n: _month(i.facts.months_short, n))],
    GetDayName=[("System.DayOfWeek:dayofweek -> string", lambda i, d: i.facts.days[d.value])],
    GetAbbreviatedDayName=[
        ("System.DayOfWeek:dayofweek -> string", lambda i, d: i.facts.days_short[d.value])
    ],
)
for _name in (_NUMBER, _DATE):
    static_properties(
        _name,
        InvariantInfo=lambda t: FormatInfo(culture_facts(""), t.name),
        CurrentInfo=lambda t: FormatInfo(CURRENT_CULTURE.get(), t.name),
    )
