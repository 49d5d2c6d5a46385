"""Texts in CLIXML: ``_xHHHH_`` for what XML can't carry (MS-PSRP 2.2.5.3.2), and XML's own."""

import re
from typing import Final

from smimeadmin.core.clixml.errors import ClixmlCharacterError

# Anything that may need work; most texts hold none of it and are written as they are.
_SPECIAL: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\U00010000-\U0010ffff&<>\ufffe\uffff]|_[xX]"
)
_IN_ATTRIBUTE: Final = re.compile('"')
_ESCAPED: Final = re.compile("_[xX]([0-9a-fA-F]{4})_")
_XML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def _of_match(match: re.Match[str]) -> str:
    found = match[0]
    known = _XML.get(found)
    if known is not None:
        return known
    if len(found) == 2:
        return f"_x005F_{found[1]}"
    code = ord(found)
    if code >= 0x10000:
        high, low = divmod(code - 0x10000, 0x400)
        return f"_x{0xD800 + high:04X}__x{0xDC00 + low:04X}_"
    if code >= 0xFFFE:
        raise ClixmlCharacterError(code)
    return f"_x{code:04X}_"


def _of_match_leniently(match: re.Match[str]) -> str:
    return f"&#x{ord(match[0]):04X};" if match[0] in "\ufffe\uffff" else _of_match(match)


def encoded(text: str, *, lenient: bool = False) -> str:
    """Return a text as it stands in an element.

    U+FFFE and U+FFFF raise ``ClixmlCharacterError``, or, ``lenient``, become references as on the
    wire of remoting.
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(_of_match_leniently if lenient else _of_match, text)


def encoded_attribute(text: str, *, lenient: bool = False) -> str:
    """Return a text as it stands between the quotes of an attribute."""
    return _IN_ATTRIBUTE.sub("&quot;", encoded(text, lenient=lenient))


def decoded(text: str) -> str:
    """Return what an element's text means; what is no escape stays as it is.

    Two escapes that make a surrogate pair give one character.
    """
    if "_x" not in text and "_X" not in text:
        return text
    return joined(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


def joined(text: str) -> str:
    """Return a text with its pairs of surrogates as the characters that they mean."""
    if _PAIR.search(text) is None:
        return text
    return _PAIR.sub(
        lambda m: chr(0x10000 + ((ord(m[0][0]) - 0xD800) << 10) + ord(m[0][1]) - 0xDC00), text
    )
