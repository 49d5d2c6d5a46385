"""Numbers in a culture other than en-US: other signs, other patterns of money and percent."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.culture_facts import CultureFacts
from smimeadmin.shell.engine import formats_digits as d
from smimeadmin.shell.engine.formats_numbers import format_number

_REAL: Final = frozenset({float, v.Single})


def number_in(value: Any, text: str, facts: CultureFacts) -> str:
    """Return a number by a format string in a culture; FormatTextError if it is none for it."""
    text = text or "G"
    letter, digits = text[:1], text[1:]
    is_standard = letter.isascii() and letter.isalpha() and (not digits or digits.isdigit())
    if type(value) in _REAL and (special := _special(value, facts)) is not None:
        return special
    if not is_standard:
        return in_signs(format_number(value, text), facts)
    kind = letter.upper()
    if kind == "C":
        return _in_pattern(
            format_number(value, f"N{digits or 2}"),
            facts.currency_positive,
            facts.currency_negative,
            facts,
        )
    if kind == "P":
        percent = format_number(value, f"P{digits or facts.places}").rstrip("%")
        return _in_pattern(percent, facts.percent_positive, facts.percent_negative, facts)
    if kind in "FN" and not digits:
        text = f"{letter}{facts.places}"
    return in_signs(format_number(value, text), facts)


def _special(value: float, facts: CultureFacts) -> str | None:
    """Return the words for what is no number or without end, else None."""
    word = d.special_text(value)
    if word is None or word == "NaN":
        return word
    return word.replace("-", facts.minus).replace("∞", facts.infinity)


def in_signs(text: str, facts: CultureFacts) -> str:
    """Return a number's text in the signs of a culture."""
    return text.translate({ord("."): facts.decimal, ord(","): facts.group, ord("-"): facts.minus})


def _in_pattern(text: str, positive: str, negative: str, facts: CultureFacts) -> str:
    if text.startswith("-"):
        return negative.replace("-", facts.minus).replace("n", in_signs(text[1:], facts), 1)
    return positive.replace("n", in_signs(text, facts), 1)
