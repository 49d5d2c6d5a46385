"""From the bytes of a script file to its text."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_script(data: bytes) -> str:
    """Decode a script: by its byte order mark, else as UTF-8, else as Windows-1252.

    The mark is not part of the text. What no encoding explains becomes U+FFFD, so that a script
    with a stray byte still parses and the parser, not the decoder, says where it is wrong.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
