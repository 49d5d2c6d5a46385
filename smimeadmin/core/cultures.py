"""The cultures that Get-Culture lists: name, number (LCID) and English name."""

from typing import Final

CULTURES: Final = {
    "": (127, "Invariant Language (Invariant Country)"),
    "bg-BG": (1026, "Bulgarian (Bulgaria)"),
    "ca-ES": (1027, "Catalan (Spain)"),
    "cs-CZ": (1029, "Czech (Czechia)"),
    "da-DK": (1030, "Danish (Denmark)"),
    "de-AT": (3079, "German (Austria)"),
    "de-CH": (2055, "German (Switzerland)"),
    "de-DE": (1031, "German (Germany)"),
    "de-LI": (5127, "German (Liechtenstein)"),
    "de-LU": (4103, "German (Luxembourg)"),
    "el-GR": (1032, "Greek (Greece)"),
    "en-AU": (3081, "English (Australia)"),
    "en-CA": (4105, "English (Canada)"),
    "en-GB": (2057, "English (United Kingdom)"),
    "en-IE": (6153, "English (Ireland)"),
    "en-IN": (16393, "English (India)"),
    "en-NZ": (5129, "English (New Zealand)"),
    "en-US": (1033, "English (United States)"),
    "en-ZA": (7177, "English (South Africa)"),
    "es-ES": (3082, "Spanish (Spain)"),
    "es-MX": (2058, "Spanish (Mexico)"),
    "et-EE": (1061, "Estonian (Estonia)"),
    "fi-FI": (1035, "Finnish (Finland)"),
    "fr-BE": (2060, "French (Belgium)"),
    "fr-CA": (3084, "French (Canada)"),
    "fr-CH": (4108, "French (Switzerland)"),
    "fr-FR": (1036, "French (France)"),
    "hr-HR": (1050, "Croatian (Croatia)"),
    "hu-HU": (1038, "Hungarian (Hungary)"),
    "is-IS": (1039, "Icelandic (Iceland)"),
    "it-CH": (2064, "Italian (Switzerland)"),
    "it-IT": (1040, "Italian (Italy)"),
    "ja-JP": (1041, "Japanese (Japan)"),
    "ko-KR": (1042, "Korean (South Korea)"),
    "lt-LT": (1063, "Lithuanian (Lithuania)"),
    "lv-LV": (1062, "Latvian (Latvia)"),
    "nb-NO": (1044, "Norwegian Bokmål (Norway)"),
    "nl-BE": (2067, "Dutch (Belgium)"),
    "nl-NL": (1043, "Dutch (Netherlands)"),
    "pl-PL": (1045, "Polish (Poland)"),
    "pt-BR": (1046, "Portuguese (Brazil)"),
    "pt-PT": (2070, "Portuguese (Portugal)"),
    "ro-RO": (1048, "Romanian (Romania)"),
    "ru-RU": (1049, "Russian (Russia)"),
    "sk-SK": (1051, "Slovak (Slovakia)"),
    "sl-SI": (1060, "Slovenian (Slovenia)"),
    "sv-SE": (1053, "Swedish (Sweden)"),
    "tr-TR": (1055, "Turkish (Türkiye)"),
    "uk-UA": (1058, "Ukrainian (Ukraine)"),
    "zh-CN": (2052, "Chinese (China)"),
    "zh-TW": (1028, "Chinese (Taiwan)"),
}
"""What is asked for most where Exchange runs; any other name is a culture too, without a list."""

CUSTOM_LCID: Final = 4096
"""The number of a culture that has none of its own."""


def lcid(name: str) -> int:
    """Return the number of a culture."""
    return CULTURES.get(name, (CUSTOM_LCID, ""))[0]


def english_name(name: str) -> str:
    """Return the English name of a culture; the name itself if it is not in the list."""
    return CULTURES.get(name, (0, name))[1]
