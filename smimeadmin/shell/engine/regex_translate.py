r"""Patterns of .NET's regular expressions, rewritten for Python's ``re``.

What Python has under another spelling is rewritten (named groups, ``\z``, ``\p{Lu}``, class
subtraction, options in mid-pattern); what it has not raises ValueError with the reason (balancing
groups, ``\G``). The alternatives of a look-behind become one each, so that they may be of different
lengths; what else makes it variable (``(?<=a*)``) is refused by ``re`` itself.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from smimeadmin.core.lazy_pattern import LazyPattern

_QUANTIFIER: Final = LazyPattern(r"\{\d+(,\d*)?\}")
_OPTIONS: Final = LazyPattern(r"\(\?([imnsx]*)(-[imnsx]+)?([:)])")
_NAMED: Final = LazyPattern(r"\(\?(?:<(\w+)>|'(\w+)')")
_BALANCING: Final = LazyPattern(r"\(\?(?:<\w*-\w+>|'\w*-\w+')")
_CATEGORY: Final = LazyPattern(r"\{(\w+)\}")
_REFERENCE: Final = LazyPattern(r"\\(?:k<(\w+)>|k'(\w+)'|([1-9]\d*))")
_BLOCKS: Final = {
    "IsBasicLatin": "\\x00-\\x7f",
    "IsLatin-1Supplement": "\\x80-\\xff",
    "IsLatinExtended-A": "\\u0100-\\u017f",
    "IsLatinExtended-B": "\\u0180-\\u024f",
    "IsGreek": "\\u0370-\\u03ff",
    "IsGreekandCoptic": "\\u0370-\\u03ff",
    "IsCyrillic": "\\u0400-\\u04ff",
    "IsHebrew": "\\u0590-\\u05ff",
    "IsArabic": "\\u0600-\\u06ff",
}
_CATEGORIES: dict[str, str] = {}


class Translation:
    """A rewritten pattern, and how .NET counts its groups.

    ``order`` has one entry a group in .NET's order (unnamed ones first, then the named): its name
    as .NET gives it, and its number in Python.
    """

    __slots__ = ("order", "pattern")

    def __init__(self, pattern: str, order: list[tuple[str, int]]) -> None:
        self.pattern = pattern
        self.order = order


def translate(
    pattern: str, *, explicit_capture: bool = False, extended: bool = False
) -> Translation:
    """Rewrite a pattern; ValueError with the reason if Python's engine lacks what it uses."""
    return _Translator(pattern, explicit_capture, extended).run()


class _Scope:
    """What holds inside one pair of parentheses."""

    __slots__ = ("behind", "explicit", "extended", "inline")

    def __init__(self, explicit: bool, extended: bool) -> None:
        self.behind = ""  # how a look-behind opens
        self.explicit = explicit
        self.extended = extended
        self.inline: list[str] = []


class _Translator:
    def __init__(self, pattern: str, explicit: bool, extended: bool) -> None:
        self.text = pattern
        self.at = 0
        self.out: list[str] = []
        self.scopes = [_Scope(explicit, extended)]
        self.groups: list[str | None] = []
        self.references: list[tuple[int, str]] = []

    def run(self) -> Translation:
        """Walk over the pattern once."""
        while self.at < len(self.text):
            step = _STEPS.get(self.text[self.at], _Translator.literal)
            step(self)
        self.out.append(")" * len(self.scopes[0].inline))
        order = self.net_order()
        numbers = dict(order)
        for place, name in self.references:
            if name not in numbers:
                raise ValueError(f"Reference to undefined group {name}.")
            self.out[place] = f"(?:\\{numbers[name]})"
        return Translation("".join(self.out), order)

    def net_order(self) -> list[tuple[str, int]]:
        """Return the groups as .NET numbers them."""
        plain = [i for i, name in enumerate(self.groups, 1) if name is None]
        named = [(name, i) for i, name in enumerate(self.groups, 1) if name is not None]
        taken = {name for name, _ in named}
        order = [("0", 0)]
        number = 1
        for index in plain:
            while str(number) in taken:
                number += 1
            order.append((str(number), index))
            number += 1
        return order + named

    def literal(self) -> None:
        char = self.text[self.at]
        scope = self.scopes[-1]
        if scope.extended and char == "#":
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end + 1
            return
        self.at += 1
        if not (scope.extended and char in " \t\r\n\f\v"):
            self.out.append(char if char.isalnum() or char in "^$.*+?_" else re.escape(char))

    def alternative(self) -> None:
        inline, behind = self.scopes[-1].inline, self.scopes[-1].behind
        between = "|"
        if behind:  # one is enough, or none may be there
            between = f")|{behind}" if behind == "(?<=" else f"){behind}"
        self.out.append(")" * len(inline) + between + "".join(inline))
        self.at += 1

    def close(self) -> None:
        if len(self.scopes) == 1:
            raise ValueError("Too many )'s.")
        scope = self.scopes.pop()
        self.out.append(")" * (len(scope.inline) + (2 if scope.behind else 1)))
        self.at += 1

    def brace(self) -> None:
        match = _QUANTIFIER.match(self.text, self.at)
        if match is None:
            self.out.append("\\{")
            self.at += 1
        else:
            self.out.append(match.group())
            self.at = match.end()

    def open(self) -> None:
        text, at = self.text, self.at
        if text.startswith("(?#", at):
            end = text.find(")", at)
            if end < 0:
                raise ValueError("Unterminated (?#...) comment.")
            self.at = end + 1
            return
        if _BALANCING.match(text, at):
            raise ValueError("Balancing groups are not supported.")
        named = _NAMED.match(text, at)
        if named is not None:
            self.open_named(named)
            return
        options = _OPTIONS.match(text, at)
        if options is not None and (
            options.group(1) or options.group(2) or options.group(3) == ":"
        ):
            self.open_options(options)
            return
        self.open_other()

    def open_named(self, match: re.Match[str]) -> None:
        name = match.group(1) or match.group(2)
        if name in self.groups:
            raise ValueError(f"Two groups of the name {name} are not supported.")
        self.push()
        self.groups.append(name)
        self.out.append("(")
        self.at = match.end()

    def open_options(self, match: re.Match[str]) -> None:
        on, off = match.group(1), (match.group(2) or "")[1:]
        python_on = "".join(sorted(set(on) & set("ims")))
        python_off = "".join(sorted(set(off) & set("ims")))
        opening = f"(?{python_on}{'-' + python_off if python_off else ''}:"
        if match.group(3) == ":":
            self.push()
            self.out.append(opening)
        else:
            self.scopes[-1].inline.append(opening)
            self.out.append(opening)
        scope = self.scopes[-1]
        scope.explicit = (scope.explicit or "n" in on) and "n" not in off
        scope.extended = (scope.extended or "x" in on) and "x" not in off
        self.at = match.end()

    def open_other(self) -> None:
        text, at = self.text, self.at
        for opening in ("(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"):
            if text.startswith(opening, at):
                self.push()
                if opening.startswith("(?<"):
                    self.scopes[-1].behind = opening
                    self.out.append("(?:")
                self.out.append(opening)
                self.at += len(opening)
                return
        if text.startswith("(?", at):
            condition = re.compile(r"\(\?\((\w+)\)").match(text, at)
            if condition is None:
                raise ValueError("Unrecognized grouping construct.")
            self.push()
            self.out.append(condition.group())
            self.at = condition.end()
            return
        explicit = self.scopes[-1].explicit
        self.push()
        if explicit:
            self.out.append("(?:")
        else:
            self.groups.append(None)
            self.out.append("(")
        self.at += 1

    def push(self) -> None:
        scope = self.scopes[-1]
        self.scopes.append(_Scope(scope.explicit, scope.extended))

    def escape(self) -> None:
        reference = _REFERENCE.match(self.text, self.at)
        if reference is not None:
            self.references.append((len(self.out), next(g for g in reference.groups() if g)))
            self.out.append("")
            self.at = reference.end()
            return
        following = self.text[self.at + 1 : self.at + 2]
        special = _OUTSIDE.get(following)
        if following == "G":
            raise ValueError("The anchor \\G is not supported.")
        if special is not None:
            self.out.append(special)
            self.at += 2
            return
        inside = self.class_escape()
        in_category = following in {"p", "P"}
        self.out.append(_build_class([], [inside], negated=False) if in_category else inside)

    def class_escape(self) -> str:
        """Read one escape that may stand in a class; return it in Python's spelling."""
        text = self.text
        char = text[self.at + 1 : self.at + 2]
        if not char:
            raise ValueError("Illegal \\ at end of pattern.")
        self.at += 2
        if char in "pP":
            match = _CATEGORY.match(text, self.at)
            if match is None:
                raise ValueError("Incomplete \\p{X} character escape.")
            self.at = match.end()
            return _category(match.group(1), negated=char == "P")
        if char == "c":
            control = text[self.at : self.at + 1].upper()
            self.at += 1
            return f"\\x{(ord(control) - 64) & 31:02x}"
        if char in "xu":
            width = 2 if char == "x" else 4
            digits = text[self.at : self.at + width]
            if not re.fullmatch(f"[0-9a-fA-F]{{{width}}}", digits):
                raise ValueError("Insufficient or invalid hexadecimal digits.")
            self.at += width
            return f"\\{char}{digits}"
        if char == "0":
            match = re.compile(r"[0-7]{0,2}").match(text, self.at)
            digits = "" if match is None else match.group()
            self.at += len(digits)
            return f"\\x{int(digits or '0', 8) & 255:02x}"
        if char == "e":
            return "\\x1b"
        if char.isascii() and char.isalnum() and char not in "abdDfnrsStvwW":
            raise ValueError(f"Unrecognized escape sequence \\{char}.")
        return f"\\{char}" if char.isascii() else char

    def bracket(self) -> None:
        self.at += 1
        self.out.append(self.read_class())

    def read_class(self) -> str:
        """Read a class behind its bracket; a subtraction becomes a look-ahead."""
        text = self.text
        negated = text.startswith("^", self.at)
        self.at += negated
        parts: list[str] = []
        categories: list[str] = []
        first = True
        while True:
            char = text[self.at : self.at + 1]
            if not char:
                raise ValueError("Unterminated [] set.")
            if char == "]" and not first:
                self.at += 1
                return _build_class(parts, categories, negated=negated)
            if text.startswith("-[", self.at) and not first:
                self.at += 2
                taken = self.read_class()
                if not text.startswith("]", self.at):
                    raise ValueError("A subtraction must be the last element in a class.")
                self.at += 1
                return f"(?:(?!{taken}){_build_class(parts, categories, negated=negated)})"
            if char == "\\":
                group = categories if text[self.at + 1 : self.at + 2] in {"p", "P"} else parts
                group.append(self.class_escape())
            else:
                parts.append(self.class_literal(char))
            first = False

    def class_literal(self, char: str) -> str:
        if self.text.startswith("[:", self.at) and ":]" in self.text[self.at :]:
            self.at += 1
            return "\\["
        self.at += 1
        return f"\\{char}" if char in "[]&~|^" else char


_OUTSIDE: Final = {
    "A": "\\A",
    "z": "\\Z",
    "Z": "(?=\\n?\\Z)",
    "b": "\\b",
    "B": "\\B",
}
_STEPS: Final = {
    "(": _Translator.open,
    ")": _Translator.close,
    "|": _Translator.alternative,
    "\\": _Translator.escape,
    "[": _Translator.bracket,
    "{": _Translator.brace,
}


def _build_class(parts: list[str], categories: list[str], *, negated: bool) -> str:
    """Return a class; categories in it tell case apart even where the pattern ignores it."""
    own = "".join(parts)
    if not categories:
        return f"[{'^' if negated else ''}{own}]"
    exact = f"(?-i:[{''.join(categories)}])"
    if negated:
        return f"(?:(?!{exact})[^{own}])" if own else f"(?:(?!{exact})[\\s\\S])"
    return f"(?:{exact}|[{own}])" if own else exact


def _category(name: str, *, negated: bool) -> str:
    """Return the inside of a class for a Unicode category or block, made at its first use."""
    inside = _BLOCKS.get(name)
    if inside is None:
        inside = _CATEGORIES.get(name) or _find_category(name)
    return inside if not negated else _complement(name, inside)


def _find_category(name: str) -> str:
    found = _ranges(lambda code: unicodedata.category(chr(code)).startswith(name))
    if not found or not re.fullmatch("[LMNPSZC][a-z]?", name):
        raise ValueError(f"Unknown property {name}.")
    _CATEGORIES[name] = found
    return found


def _complement(name: str, inside: str) -> str:
    key = f"P{name}"
    if key not in _CATEGORIES:
        members = re.compile(f"[{inside}]")
        _CATEGORIES[key] = _ranges(lambda code: members.match(chr(code)) is None)
    return _CATEGORIES[key]


def _ranges(holds: Callable[[int], bool]) -> str:
    """Return the code units for which something holds as ranges of a class."""
    parts: list[str] = []
    start = -1
    for code in range(0x10001):
        if code < 0x10000 and holds(code):
            if start < 0:
                start = code
        elif start >= 0:
            parts.append(f"\\u{start:04x}-\\u{code - 1:04x}")
            start = -1
    return "".join(parts)
