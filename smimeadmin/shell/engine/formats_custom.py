"""Custom numeric formats: ``#,##0.00;(#,##0.00);zero``."""

from smimeadmin.shell.engine.formats_digits import Digits


class _Section:
    """What one section of a format asks for, found in one walk over it."""

    __slots__ = ("exponent", "grouping", "places", "point", "scale", "tokens", "whole", "zeros")

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.whole = 0  # placeholders before the point
        self.places = 0  # placeholders behind it
        self.zeros = 0  # least digits before the point
        self.point = False
        self.grouping = False
        self.scale = 0
        self.exponent: tuple[str, str, int] | None = None
        self._read(text)

    def _read(self, text: str) -> None:
        at = 0
        commas = 0
        first_zero = -1
        while at < len(text):
            char = text[at]
            at += 1
            if char in "0#" and self.exponent is None:
                if commas and not self.point:
                    self.grouping = True
                commas = 0
                if self.point:
                    self.places += 1
                else:
                    if char == "0" and first_zero < 0:
                        first_zero = self.whole
                    self.whole += 1
                self.tokens.append(("digit", char))
            elif char == "." and not self.point:
                self.scale -= 3 * commas
                commas = 0
                self.point = True
                self.tokens.append(("point", ""))
            elif char == ",":
                commas += 1 if self.whole and not self.point else 0
            else:
                at = self._read_other(text, char, at)
        if not self.point:
            self.scale -= 3 * commas
        self.zeros = self.whole - first_zero if first_zero >= 0 else 0

    def _read_other(self, text: str, char: str, at: int) -> int:
        """Read what is neither a digit nor its punctuation; return where to go on."""
        if char in "%\u2030":
            self.scale += 2 if char == "%" else 3
            self.tokens.append(("text", char))
        elif char in "'\"":
            end = text.find(char, at)
            end = len(text) if end < 0 else end
            self.tokens.append(("text", text[at:end]))
            return end + 1
        elif char == "\\":
            self.tokens.append(("text", text[at : at + 1]))
            return at + 1
        elif char in "eE" and self.exponent is None:
            sign = text[at : at + 1] if text[at : at + 1] in {"+", "-"} else ""
            zeros = 0
            while text[at + len(sign) + zeros : at + len(sign) + zeros + 1] == "0":
                zeros += 1
            if zeros:
                self.exponent = (char, sign, zeros)
                self.tokens.append(("exponent", ""))
                return at + len(sign) + zeros
            self.tokens.append(("text", char))
        else:
            self.tokens.append(("text", char))
        return at


def format_custom(digits: Digits, text: str) -> str:
    """Return a number by a custom format; up to three sections for plus, minus and zero."""
    sections = _sections(text)
    chosen, keeps_sign = _choose(digits, sections)
    section = _Section(chosen)
    rounded = _scaled(digits, section)
    if not rounded.digits and len(sections) > 1 and digits.digits:
        section = _Section(sections[2] if len(sections) > 2 and sections[2] else sections[0])
        rounded = Digits(False, "", 0)
    negative = digits.negative and keeps_sign and bool(rounded.digits or section.exponent)
    return ("-" if negative else "") + _write(rounded, section)


def _sections(text: str) -> list[str]:
    """Split a format at semicolons that are neither quoted nor escaped."""
    parts = [""]
    quote = ""
    at = 0
    while at < len(text):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "\\":
            parts[-1] += char
            at += 1
            char = text[at : at + 1]
        elif char == ";":
            parts.append("")
            at += 1
            continue
        parts[-1] += char
        at += 1
    return parts


def _choose(digits: Digits, sections: list[str]) -> tuple[str, bool]:
    if not digits.digits and len(sections) > 2 and sections[2]:
        return sections[2], False
    if digits.negative and len(sections) > 1 and sections[1]:
        return sections[1], False
    return sections[0], True


def _scaled(digits: Digits, section: _Section) -> Digits:
    if not digits.digits:
        return digits
    moved = Digits(digits.negative, digits.digits, digits.scale + section.scale)
    if section.exponent is not None:
        return moved.significant(section.whole + section.places)
    return moved.rounded(section.places)


def _write(digits: Digits, section: _Section) -> str:
    exponent = 0
    if section.exponent is not None and digits.digits:
        exponent = digits.scale - section.whole
        digits = Digits(digits.negative, digits.digits, section.whole)
    whole = "" if digits.scale <= 0 else digits.whole()
    whole = whole.rjust(section.zeros, "0")
    fraction = digits.fraction(section.places)
    out: list[str] = []
    seen = behind = 0
    point = False
    before = [t for t, _ in section.tokens].count("digit") - section.places
    for kind, text in section.tokens:
        if kind == "text":
            out.append(text)
        elif kind == "point":
            point = True
            if _needs_point(section, fraction):
                out.append(".")
        elif kind == "exponent":
            out.append(_exponent_text(section, exponent))
        elif point:
            if behind < _last_place(section, fraction):
                out.append(fraction[behind])
            behind += 1
        else:
            out.append(_whole_piece(whole, seen, before, section.grouping))
            seen += 1
    return "".join(out)


def _last_place(section: _Section, fraction: str) -> int:
    """Return how many places are written: up to the last zero asked for, or the last digit."""
    wanted = len(fraction.rstrip("0"))
    place = 0
    point = False
    for kind, text in section.tokens:
        point = point or kind == "point"
        if kind == "digit" and point:
            place += 1
            if text == "0":
                wanted = max(wanted, place)
    return wanted


def _needs_point(section: _Section, fraction: str) -> bool:
    return _last_place(section, fraction) > 0


def _whole_piece(whole: str, place: int, placeholders: int, grouping: bool) -> str:
    """Return the digits that one placeholder before the point writes; the first takes the rest."""
    end = len(whole) - (placeholders - place - 1)
    start = 0 if place == 0 else end - 1
    if end <= 0:
        return ""
    piece = whole[max(start, 0) : end]
    if not grouping:
        return piece
    out = []
    for offset, digit in enumerate(piece):
        behind = len(whole) - (max(start, 0) + offset) - 1
        out.append(digit + ("," if behind and behind % 3 == 0 else ""))
    return "".join(out)


def _exponent_text(section: _Section, exponent: int) -> str:
    if section.exponent is None:
        return ""
    letter, sign, zeros = section.exponent
    mark = "-" if exponent < 0 else ("+" if sign == "+" else "")
    return f"{letter}{mark}{abs(exponent):0{zeros}}"
