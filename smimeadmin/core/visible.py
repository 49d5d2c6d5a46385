"""Makes what foreign text hides visible: control characters, and those that turn its direction.

Names in certificates, answers of servers and values of a directory are written by others. Shown
as they are, they could move the cursor, recolour the screen, or make one name look like another.
"""

import re
from functools import cache
from typing import Final

_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN: Final = "\u2028\u2029\ufeff\ufff9-\ufffb"
_HIDDEN: Final = f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}{_UNSEEN}]"
_HIDDEN_IN_LINE: Final = f"[\x00-\x1f\x7f-\x9f{_BIDI}{_UNSEEN}]"
_COLOUR: Final = "\x1b\\[[0-9;]*m"
_pattern = cache(re.compile)  # made at first use: most texts are printable


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\u{code:04x}"


def visible(text: str) -> str:
    r"""Return the text with every hidden character drawn; tabs and line feeds stay.

    C0 controls become their pictures (``ESC`` one cell wide), all others ``\u202e``.
    """
    if text.isprintable():
        return text
    return _pattern(_HIDDEN).sub(_picture, text.replace("\r\n", "\n"))


def visible_line(text: str) -> str:
    """Return the text as one line: line feeds and tabs are drawn too."""
    if text.isprintable():
        return text
    return _pattern(_HIDDEN_IN_LINE).sub(_picture, text)


def visible_but_coloured(text: str) -> str:
    """Return the text as ``visible`` does, but let colours through: ``ESC [ ... m``."""
    if text.isprintable():
        return text
    pieces: list[str] = []
    start = 0
    for colour in _pattern(_COLOUR).finditer(text):
        pieces += (visible(text[start : colour.start()]), colour[0])
        start = colour.end()
    pieces.append(visible(text[start:]))
    return "".join(pieces)
