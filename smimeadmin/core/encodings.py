"""Encodings by name, and text that says its own by the bytes it begins with.

``utf8`` has no byte order mark, as in PowerShell 7; Windows PowerShell's names (``Default``,
``ANSI``, ``UTF8BOM``) are known too.
"""

import codecs
import locale
from collections.abc import Iterator
from typing import BinaryIO, Final

from smimeadmin.core.errors import SmimeAdminError


class EncodingNameError(SmimeAdminError):
    """There is no encoding of that name."""

    id = "Core.EncodingName"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no encoding '{name}'.",
            hint=f"Encodings are {', '.join(ENCODING_NAMES)}, and the names and numbers of others.",
        )
        self.name = name


class TextEncoding:
    """An encoding: Python's codec, and the mark that a file begins with, or no bytes."""

    __slots__ = ("codec", "mark", "name")

    def __init__(self, name: str, codec: str, mark: bytes = b"") -> None:
        self.name = name
        self.codec = codec
        self.mark = mark

    def encode(self, text: str, *, begins_file: bool = False) -> bytes:
        """Return the bytes of a text; what the encoding lacks becomes a question mark."""
        try:
            raw = text.encode(self.codec)
        except UnicodeEncodeError:
            raw = text.encode(self.codec, "replace")
        return self.mark + raw if begins_file else raw

    def decode(self, raw: bytes) -> str:
        """Return the text of bytes; a mark at their start is left out, bad bytes are replaced."""
        if self.mark and raw.startswith(self.mark):
            raw = raw[len(self.mark) :]
        return raw.decode(self.codec, "replace")

    def __repr__(self) -> str:
        return f"TextEncoding({self.name})"


UTF8: Final = TextEncoding("utf8", "utf-8")
_UTF8_BOM: Final = TextEncoding("utf8BOM", "utf-8", codecs.BOM_UTF8)
_UTF16: Final = TextEncoding("unicode", "utf-16-le", codecs.BOM_UTF16_LE)
_UTF16_BE: Final = TextEncoding("bigendianunicode", "utf-16-be", codecs.BOM_UTF16_BE)
_UTF32: Final = TextEncoding("utf32", "utf-32-le", codecs.BOM_UTF32_LE)
_UTF32_BE: Final = TextEncoding("bigendianutf32", "utf-32-be", codecs.BOM_UTF32_BE)

ENCODING_NAMES: Final = (
    "ascii", "ansi", "bigendianunicode", "bigendianutf32", "byte", "default", "oem", "unicode",
    "utf7", "utf8", "utf8BOM", "utf8NoBOM", "utf32",
)  # fmt: skip

_BY_NAME: Final = {
    "ascii": TextEncoding("ascii", "ascii"),
    "bigendianunicode": _UTF16_BE,
    "byte": TextEncoding("byte", "latin-1"),
    "bigendianutf32": _UTF32_BE,
    "default": UTF8,
    "oem": TextEncoding("oem", "cp437"),
    "unicode": _UTF16,
    "string": _UTF16,
    "unknown": _UTF16,
    "utf7": TextEncoding("utf7", "utf-7"),
    "utf8": UTF8,
    "utf8bom": _UTF8_BOM,
    "utf8nobom": UTF8,
    "utf16": _UTF16,
    "utf-16": _UTF16,
    "utf32": _UTF32,
    "utf-32": _UTF32,
}


def find_encoding(name: str) -> TextEncoding:
    """Return the encoding of a name, of a codec's name, or of a code page's number.

    EncodingNameError if there is none. ``ansi`` is what the system's settings say.
    """
    folded = name.strip().lower()
    known = _BY_NAME.get(folded)
    if known is not None:
        return known
    if folded == "ansi":
        return TextEncoding("ansi", _ansi_codec())
    codec = f"cp{folded}" if folded.isdigit() else folded
    if codec == "cp65001":
        return UTF8
    try:
        found = codecs.lookup(codec)
        "".encode(found.name)
    except (LookupError, ValueError) as error:
        raise EncodingNameError(name) from error
    return TextEncoding(name, found.name)


def _ansi_codec() -> str:
    """Return the code page of the system's language; where that is UTF-8, Western Europe's."""
    preferred = locale.getpreferredencoding(do_setlocale=False).lower()
    return "cp1252" if preferred in {"utf-8", "utf8", "ascii", "us-ascii"} else preferred


_MARKS: Final = (_UTF8_BOM, _UTF32, _UTF32_BE, _UTF16, _UTF16_BE)


def detect_encoding(start: bytes, default: TextEncoding = UTF8) -> TextEncoding:
    """Return the encoding that the first bytes of a file name by their mark, else the default."""
    for encoding in _MARKS:
        if start.startswith(encoding.mark):
            return encoding
    return default


def decoded_pieces(
    stream: BinaryIO, default: TextEncoding = UTF8, size: int = 1 << 16
) -> Iterator[str]:
    """Yield the text of a stream piece by piece: its mark decides, else the default."""
    raw = stream.read(size)
    encoding = detect_encoding(raw[:4], default)
    if encoding.mark and raw.startswith(encoding.mark):
        raw = raw[len(encoding.mark) :]
    decoder = codecs.getincrementaldecoder(encoding.codec)("replace")
    while raw:
        yield decoder.decode(raw)
        raw = stream.read(size)
    yield decoder.decode(b"", final=True)


def decode_text(raw: bytes, default: TextEncoding = UTF8) -> str:
    """Return the text of a file's bytes: its mark decides, else the default."""
    return detect_encoding(raw[:4], default).decode(raw)
