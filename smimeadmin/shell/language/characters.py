"""The classes of characters that PowerShell tells apart, and the patterns made of them.

Patterns are compiled when the first parser is made: importing the language stays cheap.
"""

import re
from typing import Final
from unicodedata import category

#: White space, without new lines (U+FEFF and U+200B are none).
SPACE: Final = " \t\f\v\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
SPACES: Final = frozenset(
    " \t\f\v\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)
#: What ends a bareword, a parameter or a number wherever it stands; NUL also marks the end.
BREAKS: Final = SPACES | frozenset("\0\r\n&(),;{|}")
#: What ends a number in an expression, beside the breaks.
NUMBER_BREAKS: Final = BREAKS | frozenset("!#%*+-./<=>]\u2013\u2014\u2015")
DASHES: Final = frozenset("-\u2013\u2014\u2015")
SINGLE_QUOTES: Final = frozenset("'\u2018\u2019\u201a\u201b")
DOUBLE_QUOTES: Final = frozenset('"\u201c\u201d\u201e')
#: Where the next character alone does not show what follows the white space.
PAUSES: Final = SPACES | frozenset("#<`")

_SINGLE: Final = "'\u2018-\u201b"
_DOUBLE: Final = '"\u201c-\u201e'
_BREAK: Final = SPACE + "\\0\\r\\n&(),;{|}"

_SOURCES: Final[dict[str, str]] = {
    "space": f"[{SPACE}]*",
    "lines": f"[{SPACE}\\r\\n]*",
    "terminators": f"[{SPACE}\\r\\n;]*",
    "word": r"[^\W\d]\w*",
    "bare": f"[^{_BREAK}`${_SINGLE}{_DOUBLE}]*",
    "variable": r"\$([$?^]|[\w:](?:[\w?]|:(?!:))*)",
    "splat": r"@([$?^]|[\w:](?:[\w?]|:(?!:))*)",
    "parameter": (
        f"[-\u2013\u2014\u2015]([^{SPACE}\\0\\r\\n{{}}();,|&.\\[:{_SINGLE}{_DOUBLE}]*)(:?)"
    ),
    "operator": r"[-\u2013\u2014\u2015]([A-Za-z]+)",
    "number": (
        r"(?:0([xX])([0-9a-fA-F]*)|0([bB])([01]+)"
        r"|([0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)([eE][-+\u2013\u2014\u2015]?[0-9]+)?)"
        r"([uU][lLsSyY]?|[lLdDsSyYnN])?(?:([kKmMgGtTpP])[bB])?"
    ),
    "type_word": r"[^\W\d][\w.`+#\\]*",
    "assembly": f"[^{SPACE}\\0\\r\\n,=\\]]*",
    "single": f"[^{_SINGLE}]*",
    "double": f"[^{_DOUBLE}$`]*",
    "here": r"[^\r\n$`]*",
    "line_end": r"[\r\n]",
    "parenthesis": f"[()`{_DOUBLE}]",
    "footer": f"(?:\\r\\n|\\n|\\r)[{_SINGLE}]@",
}


class Patterns:
    """The compiled patterns; each attribute is the ``match`` of one of them."""

    def __init__(self) -> None:
        self.space = re.compile(_SOURCES["space"]).match
        self.lines = re.compile(_SOURCES["lines"]).match
        self.terminators = re.compile(_SOURCES["terminators"]).match
        self.word = re.compile(_SOURCES["word"]).match
        self.bare = re.compile(_SOURCES["bare"]).match
        self.variable = re.compile(_SOURCES["variable"]).match
        self.splat = re.compile(_SOURCES["splat"]).match
        self.parameter = re.compile(_SOURCES["parameter"]).match
        self.operator = re.compile(_SOURCES["operator"]).match
        self.number = re.compile(_SOURCES["number"]).match
        self.type_word = re.compile(_SOURCES["type_word"]).match
        self.assembly = re.compile(_SOURCES["assembly"]).match
        self.single = re.compile(_SOURCES["single"]).match
        self.double = re.compile(_SOURCES["double"]).match
        self.here = re.compile(_SOURCES["here"]).match
        self.parenthesis = re.compile(_SOURCES["parenthesis"]).search
        self.footer = re.compile(_SOURCES["footer"]).search
        self.line_end = re.compile(_SOURCES["line_end"]).search


def is_letter(character: str) -> bool:
    """Whether .NET takes it for a letter: one UTF-16 unit of a letter category."""
    return character.isalpha() and character <= "\uffff"


def is_letter_or_digit(character: str) -> bool:
    """Whether .NET takes it for a letter or a decimal digit."""
    return (character.isalpha() or category(character) == "Nd") and character <= "\uffff"


def trim_name(name: str) -> str:
    r"""Cut a name that ``\w`` matched where .NET would end it (``½``, letters beyond U+FFFF)."""
    if name.isascii():
        return name
    for index, character in enumerate(name):
        if character not in "_?:" and not is_letter_or_digit(character):
            return name[:index]
    return name
