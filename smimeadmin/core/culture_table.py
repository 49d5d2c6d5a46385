"""How the cultures other than en-US and the invariant one write numbers and dates (from CLDR)."""

from typing import Final

from smimeadmin.core.culture_facts import EN_US, INVARIANT, CultureFacts

_NBSP: Final = "\u00a0"
_MINUS: Final = "\u2212"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _european(name: str, sign: str, date: str, long: str, **more: object) -> CultureFacts:
    """Return a culture that writes 1.234,50 and 24 hours."""
    facts: dict[str, object] = {
        "decimal": ",",
        "group": ".",
        "currency": sign,
        "currency_positive": f"n{_NBSP}{sign}",
        "currency_negative": f"-n{_NBSP}{sign}",
        "percent_positive": f"n{_NBSP}%",
        "percent_negative": f"-n{_NBSP}%",
        "short_date": date,
        "long_date": long,
        "date_separator": next(c for c in date if not c.isalpha()),
        "short_time": "HH:mm",
        "long_time": "HH:mm:ss",
        "month_day": "d MMMM",
        "first_day": 1,
    }
    return CultureFacts(name, **{**facts, **more})


_GERMAN: Final = {
    "months": _words(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    ),
    "months_short": _words("Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez"),
    "days": _words("Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag"),
    "days_short": _words("So Mo Di Mi Do Fr Sa"),
    "month_day": "d. MMMM",
}
_FRENCH: Final = {
    "months": _words(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
    "months_short": _words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    "days": _words("dimanche lundi mardi mercredi jeudi vendredi samedi"),
    "days_short": _words("dim. lun. mar. mer. jeu. ven. sam."),
    "group": "\u202f",
    "percent_positive": "n\u202f%",
    "percent_negative": "-n\u202f%",
}
_DUTCH: Final = {
    "months": _words(
        "januari februari maart april mei juni juli augustus september oktober november december"
    ),
    "months_short": _words("jan feb mrt apr mei jun jul aug sep okt nov dec"),
    "days": _words("zondag maandag dinsdag woensdag donderdag vrijdag zaterdag"),
    "days_short": _words("zo ma di wo do vr za"),
    "currency_positive": f"€{_NBSP}n",
    "currency_negative": f"€{_NBSP}-n",
    "percent_positive": "n%",
    "percent_negative": "-n%",
}
_SPANISH: Final = {
    "months": _words(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    "months_short": _words("ene feb mar abr may jun jul ago sept oct nov dic"),
    "days": _words("domingo lunes martes miércoles jueves viernes sábado"),
    "days_short": _words("dom lun mar mié jue vie sáb"),
    "month_day": "d 'de' MMMM",
    "year_month": "MMMM 'de' yyyy",
    "short_time": "H:mm",
    "long_time": "H:mm:ss",
    "am": "a.\u00a0m.",
    "pm": "p.\u00a0m.",
}
_ITALIAN: Final = {
    "months": _words(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre"
    ),
    "months_short": _words("gen feb mar apr mag giu lug ago set ott nov dic"),
    "days": _words("domenica lunedì martedì mercoledì giovedì venerdì sabato"),
    "days_short": _words("dom lun mar mer gio ven sab"),
    "percent_positive": "n%",
    "percent_negative": "-n%",
}
_PORTUGUESE: Final = {
    "months": _words(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    "months_short": _words("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
    "days": _words(
        "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado"
    ),
    "days_short": _words("dom. seg. ter. qua. qui. sex. sáb."),
    "currency_positive": f"R${_NBSP}n",
    "currency_negative": f"-R${_NBSP}n",
    "percent_positive": "n%",
    "percent_negative": "-n%",
    "month_day": "d 'de' MMMM",
    "year_month": "MMMM 'de' yyyy",
    "first_day": 0,
}
_SWEDISH: Final = {
    "months": _words(
        "januari februari mars april maj juni juli augusti september oktober november december"
    ),
    "months_short": _words("jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec."),
    "days": _words("söndag måndag tisdag onsdag torsdag fredag lördag"),
    "days_short": _words("sön mån tis ons tors fre lör"),
    "am": "fm",
    "pm": "em",
    "group": _NBSP,
    "minus": _MINUS,
}
_DANISH: Final = {
    "months": _words(
        "januar februar marts april maj juni juli august september oktober november december"
    ),
    "months_short": _words("jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec."),
    "days": _words("søndag mandag tirsdag onsdag torsdag fredag lørdag"),
    "days_short": _words("søn. man. tirs. ons. tors. fre. lør."),
    "short_time": "HH.mm",
    "long_time": "HH.mm.ss",
    "time_separator": ".",
    "month_day": "d. MMMM",
}
_NORWEGIAN: Final = {
    "months": _words(
        "januar februar mars april mai juni juli august september oktober november desember"
    ),
    "months_short": _words("jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des."),
    "days": _words("søndag mandag tirsdag onsdag torsdag fredag lørdag"),
    "days_short": _words("søn. man. tir. ons. tor. fre. lør."),
    "am": "a.m.",
    "pm": "p.m.",
    "group": _NBSP,
    "minus": _MINUS,
    "month_day": "d. MMMM",
}
_TABLE: Final = {
    facts.name: facts
    for facts in (
        CultureFacts(
            "en-GB",
            currency="£",
            currency_positive="£n",
            currency_negative="-£n",
            short_date="dd/MM/yyyy",
            long_date="dddd, d MMMM yyyy",
            short_time="HH:mm",
            long_time="HH:mm:ss",
            month_day="d MMMM",
            am="am",
            pm="pm",
            first_day=1,
        ),
        _european("de-DE", "€", "dd.MM.yyyy", "dddd, d. MMMM yyyy", **_GERMAN),
        _european(
            "de-AT",
            "€",
            "dd.MM.yyyy",
            "dddd, d. MMMM yyyy",
            **{
                **_GERMAN,
                "group": _NBSP,
                "currency_positive": f"€{_NBSP}n",
                "currency_negative": f"-€{_NBSP}n",
            },
        ),
        _european(
            "de-CH",
            "CHF",
            "dd.MM.yyyy",
            "dddd, d. MMMM yyyy",
            **{
                **_GERMAN,
                "decimal": ".",
                "group": "’",
                "currency_positive": f"CHF{_NBSP}n",
                "currency_negative": "CHF-n",
                "percent_positive": "n%",
                "percent_negative": "-n%",
            },
        ),
        _european("fr-FR", "€", "dd/MM/yyyy", "dddd d MMMM yyyy", **_FRENCH),
        _european("nl-NL", "€", "dd-MM-yyyy", "dddd d MMMM yyyy", **_DUTCH),
        _european("es-ES", "€", "d/M/yyyy", "dddd, d 'de' MMMM 'de' yyyy", **_SPANISH),
        _european("it-IT", "€", "dd/MM/yyyy", "dddd d MMMM yyyy", **_ITALIAN),
        _european("pt-BR", "R$", "dd/MM/yyyy", "dddd, d 'de' MMMM 'de' yyyy", **_PORTUGUESE),
        _european("sv-SE", "kr", "yyyy-MM-dd", "dddd d MMMM yyyy", **_SWEDISH),
        _european("da-DK", "kr.", "dd.MM.yyyy", "dddd 'den' d. MMMM yyyy", **_DANISH),
        _european("nb-NO", "kr", "dd.MM.yyyy", "dddd d. MMMM yyyy", **_NORWEGIAN),
    )
}
_LANGUAGES: Final = {
    "en": "en-US", "de": "de-DE", "fr": "fr-FR", "nl": "nl-NL", "es": "es-ES", "it": "it-IT",
    "pt": "pt-BR", "sv": "sv-SE", "da": "da-DK", "nb": "nb-NO",
}  # fmt: skip


def find(name: str) -> CultureFacts:
    """Return what a culture writes: its own, its language's, or the invariant one's."""
    known = _TABLE.get(name)
    if known is not None:
        return known
    language = name.partition("-")[0]
    return EN_US if language == "en" else _TABLE.get(_LANGUAGES.get(language, ""), INVARIANT)
