"""What CLIXML says of a culture: the facts of those that S/MIME's administrators meet."""

from typing import Any, Final

_UNKNOWN: Final = 4096  # LOCALE_CUSTOM_UNSPECIFIED

_FACTS: Final = """
|127|Invariant Language (Invariant Country)|ivl|IVL|iv
en|9|English|eng|ENU|en
en-US|1033|English (United States)|eng|ENU|en
en-GB|2057|English (United Kingdom)|eng|ENG|en
en-AU|3081|English (Australia)|eng|ENA|en
en-CA|4105|English (Canada)|eng|ENC|en
en-IE|6153|English (Ireland)|eng|ENI|en
en-IN|16393|English (India)|eng|ENN|en
de|7|German|deu|DEU|de
de-DE|1031|German (Germany)|deu|DEU|de
de-AT|3079|German (Austria)|deu|DEA|de
de-CH|2055|German (Switzerland)|deu|DES|de
fr|12|French|fra|FRA|fr
fr-FR|1036|French (France)|fra|FRA|fr
fr-BE|2060|French (Belgium)|fra|FRB|fr
fr-CA|3084|French (Canada)|fra|FRC|fr
fr-CH|4108|French (Switzerland)|fra|FRS|fr
it|16|Italian|ita|ITA|it
it-IT|1040|Italian (Italy)|ita|ITA|it
es|10|Spanish|spa|ESP|es
es-ES|3082|Spanish (Spain)|spa|ESN|es
es-MX|2058|Spanish (Mexico)|spa|ESM|es
pt|22|Portuguese|por|PTB|pt
pt-BR|1046|Portuguese (Brazil)|por|PTB|pt
pt-PT|2070|Portuguese (Portugal)|por|PTG|pt
nl|19|Dutch|nld|NLD|nl
nl-NL|1043|Dutch (Netherlands)|nld|NLD|nl
nl-BE|2067|Dutch (Belgium)|nld|NLB|nl
da|6|Danish|dan|DAN|da
da-DK|1030|Danish (Denmark)|dan|DAN|da
sv|29|Swedish|swe|SVE|sv
sv-SE|1053|Swedish (Sweden)|swe|SVE|sv
nb-NO|1044|Norwegian Bokmål (Norway)|nob|NOR|nb
fi|11|Finnish|fin|FIN|fi
fi-FI|1035|Finnish (Finland)|fin|FIN|fi
pl|21|Polish|pol|PLK|pl
pl-PL|1045|Polish (Poland)|pol|PLK|pl
cs|5|Czech|ces|CSY|cs
cs-CZ|1029|Czech (Czechia)|ces|CSY|cs
sk-SK|1051|Slovak (Slovakia)|slk|SKY|sk
hu|14|Hungarian|hun|HUN|hu
hu-HU|1038|Hungarian (Hungary)|hun|HUN|hu
ro-RO|1048|Romanian (Romania)|ron|ROM|ro
el-GR|1032|Greek (Greece)|ell|ELL|el
tr|31|Turkish|tur|TRK|tr
tr-TR|1055|Turkish (Türkiye)|tur|TRK|tr
ru|25|Russian|rus|RUS|ru
ru-RU|1049|Russian (Russia)|rus|RUS|ru
uk-UA|1058|Ukrainian (Ukraine)|ukr|UKR|uk
he-IL|1037|Hebrew (Israel)|heb|HEB|he
ja|17|Japanese|jpn|JPN|ja
ja-JP|1041|Japanese (Japan)|jpn|JPN|ja
ko|18|Korean|kor|KOR|ko
ko-KR|1042|Korean (South Korea)|kor|KOR|ko
zh-CN|2052|Chinese (China)|zho|CHS|zh
zh-TW|1028|Chinese (Taiwan)|zho|CHT|zh
"""


def _read_facts() -> dict[str, tuple[str, ...]]:
    rows = (line.split("|") for line in _FACTS.strip("\n").split("\n"))
    return {row[0].lower(): tuple(row[1:]) for row in rows}


_KNOWN: Final = _read_facts()


def culture_properties(name: str) -> list[tuple[str, Any]]:
    """Return the properties of a culture that PowerShell writes; a rare one by its name alone."""
    language = name.partition("-")[0].lower()
    facts = _KNOWN.get(name.lower())
    if facts is None:
        near = _KNOWN.get(language)
        codes = (near[2], near[3]) if near is not None else ("", "ZZZ")
        facts = (str(_UNKNOWN), name, *codes, language)
    number, display, three, windows, two = facts
    return [
        ("LCID", int(number)),
        ("Name", name),
        ("DisplayName", display),
        ("IetfLanguageTag", name),
        ("ThreeLetterISOLanguageName", three),
        ("ThreeLetterWindowsLanguageName", windows),
        ("TwoLetterISOLanguageName", two),
    ]
