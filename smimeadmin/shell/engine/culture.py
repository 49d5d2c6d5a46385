"""How en-US orders texts, as ICU does: not by code point.

First all texts by their letters without accents and case, then by accents, then lower case before
upper. Blanks come first, then punctuation, symbols, digits, letters. (Unicode Technical Standard
10, root collation, tables reduced to the scripts of Europe.)
"""

import unicodedata
from typing import Final

from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.core.values import CultureInfo

# The order of the root collation for what is neither letter nor digit.
_ORDER: Final = (
    "\t\n\v\f\r\x85\u2028\u2029 \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u202f_\u203f-\u2010\u2011\u2012\u2013\u2014\u2015,;:!\u00a1?\u00bf.\u2026\u00b7'\u2018"
    '\u2019\u201a\u201b\u2039\u203a"\u201c\u201d\u201e\u201f\u00ab\u00bb()[]{}\u00a7\u00b6@*/\\&#%'
    "\u2030\u2020\u2021\u2022`\u00b4\u02dc^\u00af\u00a8\u00b0\u00a9\u00ae+\u00b1\u00f7\u00d7<=>|"
    "\u00a6~\u00ac\u00a4\u00a2$\u00a3\u00a5\u20ac"
)
_WEIGHT: Final = {char: place for place, char in enumerate(_ORDER)}
_IGNORED: Final = LazyPattern("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\ufeff]")
_EXPANDED: Final = {
    "\u00df": "ss",
    "\u1e9e": "SS",
    "\u00e6": "ae",
    "\u00c6": "AE",
    "\u0153": "oe",
    "\u0152": "OE",
    "\u00f8": "o",
    "\u00d8": "O",
    "\u0111": "d",
    "\u0110": "D",
    "\u0142": "l",
    "\u0141": "L",
    "\u00fe": "th",
    "\u00de": "TH",
    "\u0131": "i",
}
_SYMBOL_BASE: Final = 0
_DIGIT_BASE: Final = 1 << 22
_LETTER_BASE: Final = 1 << 23
_OTHER_BASE: Final = 1 << 24

Key = tuple[tuple[int, ...], tuple[str, ...], tuple[int, ...]]
_CACHE: dict[str, Key] = {}
_CACHE_LIMIT: Final = 100_000


def _primary(char: str) -> int:
    weight = _WEIGHT.get(char)
    if weight is not None:
        return _SYMBOL_BASE + weight
    if char.isdigit():
        return _DIGIT_BASE + int(unicodedata.digit(char, 0))
    if char.isalpha():
        return _LETTER_BASE + ord(char.lower()[0])
    is_symbol = unicodedata.category(char)[0] in "PSZ" or ord(char) < 2048
    return (len(_ORDER) if is_symbol else _OTHER_BASE) + ord(char)


def collation_key(text: str, *, ignore_case: bool = True) -> Key:
    """Return a key that orders texts as en-US does; equal keys are equal texts."""
    key = _CACHE.get(text)
    if key is None:
        if len(_CACHE) >= _CACHE_LIMIT:
            _CACHE.clear()
        key = _CACHE[text] = _make_key(text)
    return (key[0], key[1], ()) if ignore_case else key


def _make_key(text: str) -> Key:
    primary: list[int] = []
    accents: list[str] = []
    cases: list[int] = []
    if text.isascii():
        for char in text:
            if not _IGNORED.match(char):
                primary.append(_primary(char))
                accents.append("")
                cases.append(1 if char.isupper() else 0)
        return tuple(primary), (), tuple(cases)
    for char in text:
        _weigh(char, primary, accents, cases)
    while accents and not accents[-1]:
        accents.pop()
    return tuple(primary), tuple(accents), tuple(cases)


def _weigh(char: str, primary: list[int], accents: list[str], cases: list[int]) -> None:
    """Append the weights of one character: its letters, its accents, its case."""
    if _IGNORED.match(char):
        return
    expanded = _EXPANDED.get(char)
    for part in unicodedata.normalize("NFD", expanded or char):
        if unicodedata.combining(part):
            if accents:
                accents[-1] += part
            else:
                accents.append(part)
                primary.append(0)
                cases.append(0)
            continue
        primary.append(_primary(part))
        accents.append("\x01" if expanded else "")
        cases.append(1 if part.isupper() else 0)


def compare_texts(left: str, right: str, *, ignore_case: bool = True) -> int:
    """Return -1, 0 or 1 as en-US orders two texts."""
    if left == right:
        return 0
    one = collation_key(left, ignore_case=ignore_case)
    two = collation_key(right, ignore_case=ignore_case)
    return -1 if one < two else int(one > two)


_CULTURE: Final = LazyPattern(r"[a-zA-Z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?\Z")


def find_culture(name: str) -> CultureInfo:
    """Return a culture by name; ValueError if the name has not the form of one."""
    if name == "":
        return CultureInfo("")
    if not _CULTURE.match(name):
        raise ValueError(f"'{name}' is no name of a culture.")
    parts = name.split("-")
    spelt = [parts[0].lower()]
    spelt += [part.title() if len(part) == 4 else part.upper() for part in parts[1:]]
    return CultureInfo("-".join(spelt))


_COMMA_LANGUAGES: Final = frozenset(("", "en", "zh", "ja", "ko", "he", "hi", "th", "ms", "sw"))
_COMMA_CULTURES: Final = frozenset(("es-MX", "es-US", "es-PR", "fil-PH"))


def list_separator(culture: str) -> str:
    """Return what a culture puts between the items of a list: a comma, elsewhere a semicolon."""
    comma = culture.partition("-")[0] in _COMMA_LANGUAGES or culture in _COMMA_CULTURES
    return "," if comma else ";"
