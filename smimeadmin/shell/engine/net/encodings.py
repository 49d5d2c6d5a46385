"""[Text.Encoding] and its classes."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.encodings import UTF8, EncodingNameError, TextEncoding, find_encoding
from smimeadmin.shell.engine.convert import register_conversion
from smimeadmin.shell.engine.convert_errors import no_conversion
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    out_of_range,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.types import register_class, register_type, resolve_type

UTF8_MARKED: Final = TextEncoding("utf-8", "utf-8", b"\xef\xbb\xbf")
_UTF8_PLAIN: Final = TextEncoding("utf-8", "utf-8")
_UTF16: Final = TextEncoding("utf-16", "utf-16-le", b"\xff\xfe")
_UTF16_BIG: Final = TextEncoding("utf-16BE", "utf-16-be", b"\xfe\xff")
_UTF32: Final = TextEncoding("utf-32", "utf-32-le", b"\xff\xfe\x00\x00")
_UTF32_BIG: Final = TextEncoding("utf-32BE", "utf-32-be", b"\x00\x00\xfe\xff")
_ASCII: Final = TextEncoding("us-ascii", "ascii")
_LATIN1: Final = TextEncoding("iso-8859-1", "latin-1")
_STANDARD: Final = {
    "UTF8": UTF8_MARKED,
    "Unicode": _UTF16,
    "BigEndianUnicode": _UTF16_BIG,
    "ASCII": _ASCII,
    "Latin1": _LATIN1,
    "UTF32": _UTF32,
    "UTF7": TextEncoding("utf-7", "utf-7"),
    "Default": _UTF8_PLAIN,
}
# What a file may begin with, longest first.
MARKED: Final = (UTF8_MARKED, _UTF32, _UTF32_BIG, _UTF16, _UTF16_BIG)
# Python's codec: web name, code page, display name, .NET class.
_FACTS: Final = {
    "utf-8": ("utf-8", 65001, "Unicode (UTF-8)", "UTF8Encoding"),
    "utf-16-le": ("utf-16", 1200, "Unicode", "UnicodeEncoding"),
    "utf-16-be": ("utf-16BE", 1201, "Unicode (Big-Endian)", "UnicodeEncoding"),
    "utf-32-le": ("utf-32", 12000, "Unicode (UTF-32)", "UTF32Encoding"),
    "utf-32-be": ("utf-32BE", 12001, "Unicode (UTF-32 Big-Endian)", "UTF32Encoding"),
    "utf-7": ("utf-7", 65000, "Unicode (UTF-7)", "UTF7Encoding"),
    "ascii": ("us-ascii", 20127, "US-ASCII", "ASCIIEncoding"),
    "latin-1": ("iso-8859-1", 28591, "Western European (ISO)", "Latin1Encoding"),
    "iso8859-1": ("iso-8859-1", 28591, "Western European (ISO)", "Latin1Encoding"),
    "cp1252": ("windows-1252", 1252, "Western European (Windows)", "SBCSCodePageEncoding"),
    "cp437": ("ibm437", 437, "OEM United States", "SBCSCodePageEncoding"),
    "cp850": ("ibm850", 850, "Western European (DOS)", "SBCSCodePageEncoding"),
}
_PAGES: Final = {
    "utf8": "UTF8",
    "utf-8": "UTF8",
    "unicode-1-1-utf-8": "UTF8",
    "65001": "UTF8",
    "0": "Default",
    "utf-16": "Unicode",
    "utf-16le": "Unicode",
    "unicode": "Unicode",
    "ucs-2": "Unicode",
    "1200": "Unicode",
    "utf-16be": "BigEndianUnicode",
    "unicodefffe": "BigEndianUnicode",
    "1201": "BigEndianUnicode",
    "us-ascii": "ASCII",
    "ascii": "ASCII",
    "ansi_x3.4-1968": "ASCII",
    "20127": "ASCII",
    "iso-8859-1": "Latin1",
    "iso8859-1": "Latin1",
    "latin1": "Latin1",
    "28591": "Latin1",
    "utf-32": "UTF32",
    "utf-32le": "UTF32",
    "12000": "UTF32",
}


def _fact(encoding: TextEncoding, place: int) -> Any:
    known = _FACTS.get(encoding.codec)
    if known is not None:
        return known[place]
    digits = encoding.codec.removeprefix("cp")
    page = int(digits) if digits.isdigit() else 0
    return (encoding.name, page, encoding.name, "SBCSCodePageEncoding")[place]


def named_encoding(name: str) -> TextEncoding:
    """Return the encoding of a web name or of a code page; ArgumentException if there is none."""
    word = name.strip().lower()
    known = _PAGES.get(word)
    if known is not None:
        return _STANDARD[known]
    try:
        return find_encoding(word.removeprefix("windows-") if word.startswith("windows-") else word)
    except EncodingNameError as reason:
        raise net_exception(
            "ArgumentException",
            f"'{name}' is not a supported encoding name. (Parameter 'name')",
            name,
        ) from reason


def _page(number: int) -> TextEncoding:
    if not 0 <= number <= 65535:
        raise out_of_range("The code page")
    try:
        return named_encoding(str(number))
    except EngineError as reason:
        raise net_exception(
            "NotSupportedException", f"No data is available for encoding {number}."
        ) from reason


def as_encoding(value: Any) -> TextEncoding:
    """Return an encoding that was handed to a member; .NET's own default is UTF-8 unmarked."""
    return value if isinstance(value, TextEncoding) else _UTF8_PLAIN


def _convert(value: Any, target: NetType) -> Any:
    if type(value) is str:
        return named_encoding(value)
    if type(value) is int:
        return _page(value)
    raise no_conversion(value, target)


def decode(encoding: TextEncoding, data: Any, start: int = 0, count: int | None = None) -> str:
    """Return the text of some bytes; what is none becomes U+FFFD."""
    end = len(data) if count is None else start + count
    if start < 0 or end < start or end > len(data):
        raise out_of_range("The range of the bytes")
    return bytes(data[start:end]).decode(encoding.codec, "replace")


def _decode_chars(encoding: TextEncoding, data: Any) -> Any:
    return v.TypedArray([v.Char(c) for c in decode(encoding, data)], "System.Char")


def encode(encoding: TextEncoding, text: str) -> bytearray:
    """Return the bytes of a text, without a mark."""
    if encoding.codec.startswith("utf-"):
        try:
            return bytearray(text.encode(encoding.codec))
        except UnicodeEncodeError:  # half a character
            fitting = "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in text)
            return bytearray(fitting.encode(encoding.codec))
    return bytearray(text.encode(encoding.codec, "replace"))


def _encode_chars(encoding: TextEncoding, chars: Any) -> bytearray:
    return encode(encoding, "".join(chars))


def _encode_part(encoding: TextEncoding, text: str, start: int, count: int) -> bytearray:
    return encode(encoding, text[start : start + count])


def _most_bytes(encoding: TextEncoding, chars: int) -> int:
    unit = {"utf-8": 3, "utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4}.get(encoding.codec, 1)
    return (chars + 1) * unit


def _recode(source: TextEncoding, target: TextEncoding, data: Any) -> bytearray:
    return encode(target, decode(source, data))


register_type("System.Text.Encoding", python=TextEncoding, interfaces=("System.ICloneable",))
for _word in (
    "UTF8Encoding",
    "UnicodeEncoding",
    "UTF32Encoding",
    "UTF7Encoding",
    "ASCIIEncoding",
    "Latin1Encoding",
    "SBCSCodePageEncoding",
):
    register_type(f"System.Text.{_word}", base="System.Text.Encoding")
register_type("System.Text.EncodingProvider")
register_type("System.Text.CodePagesEncodingProvider", base="System.Text.EncodingProvider")
register_class(TextEncoding, lambda e: resolve_type(f"System.Text.{_fact(e, 3)}"))
register_conversion("System.Text.Encoding", _convert)
static_properties(
    "System.Text.Encoding",
    **{name: (lambda _t, one=one: one) for name, one in _STANDARD.items()},
)
static_properties("System.Text.CodePagesEncodingProvider", Instance=lambda _t: None)
_ENCODING: Final = "System.Text.Encoding"
static_methods(
    _ENCODING,
    GetEncoding=[
        (f"int:codepage -> {_ENCODING}", _page),
        (f"string:name -> {_ENCODING}", named_encoding),
    ],
    Convert=[
        (
            f"{_ENCODING}:srcEncoding {_ENCODING}:dstEncoding byte[]:bytes -> byte[]",
            _recode,
        )
    ],
    RegisterProvider=[("System.Text.EncodingProvider:provider -> void", lambda _p: None)],
)
methods(
    TextEncoding,
    GetBytes=[
        ("string:s -> byte[]", encode),
        ("char[]:chars -> byte[]", _encode_chars),
        ("string:s int:index int:count -> byte[]", _encode_part),
    ],
    GetString=[
        ("byte[]:bytes -> string", decode),
        ("byte[]:bytes int:index int:count -> string", decode),
    ],
    GetChars=[("byte[]:bytes -> char[]", _decode_chars)],
    GetByteCount=[
        ("string:s -> int", lambda e, text: len(encode(e, text))),
        ("char[]:chars -> int", lambda e, chars: len(_encode_chars(e, chars))),
    ],
    GetCharCount=[("byte[]:bytes -> int", lambda e, data: len(decode(e, data)))],
    GetMaxByteCount=[("int:charCount -> int", _most_bytes)],
    GetMaxCharCount=[("int:byteCount -> int", lambda _e, count: count + 1)],
    GetPreamble=[("-> byte[]", lambda e: bytearray(e.mark))],
    Clone=[("-> System.Object", lambda e: e)],
    Equals=[
        ("object:value -> bool", lambda a, b: isinstance(b, TextEncoding) and a.codec == b.codec)
    ],
)
properties(
    TextEncoding,
    BodyName=lambda e: _fact(e, 0),
    EncodingName=lambda e: _fact(e, 2),
    HeaderName=lambda e: _fact(e, 0),
    WebName=lambda e: _fact(e, 0),
    WindowsCodePage=lambda e: 1252 if _fact(e, 1) in {1252, 28591, 20127} else 1200,
    IsBrowserDisplay=lambda e: e.codec in {"utf-8", "cp1252", "latin-1"},
    IsBrowserSave=lambda e: e.codec in {"utf-8", "cp1252", "latin-1", "utf-16-le"},
    IsMailNewsDisplay=lambda e: e.codec in {"utf-8", "ascii", "cp1252", "latin-1"},
    IsMailNewsSave=lambda e: e.codec in {"utf-8", "ascii", "cp1252", "latin-1"},
    IsSingleByte=lambda e: not e.codec.startswith("utf-"),
    IsReadOnly=lambda _e: True,
    CodePage=lambda e: _fact(e, 1),
)
static_methods(
    "System.Text.UTF8Encoding",
    new=[
        ("", lambda: _UTF8_PLAIN),
        ("bool:encoderShouldEmitUTF8Identifier", lambda m: UTF8_MARKED if m else _UTF8_PLAIN),
        (
            "bool:encoderShouldEmitUTF8Identifier bool:throwOnInvalidBytes",
            lambda m, _throws: UTF8_MARKED if m else _UTF8_PLAIN,
        ),
    ],
)
static_methods(
    "System.Text.UnicodeEncoding",
    new=[
        ("", lambda: _UTF16),
        (
            "bool:bigEndian bool:byteOrderMark",
            lambda big, mark: TextEncoding(
                "utf-16BE" if big else "utf-16",
                "utf-16-be" if big else "utf-16-le",
                (_UTF16_BIG if big else _UTF16).mark if mark else b"",
            ),
        ),
    ],
)
static_methods("System.Text.UTF32Encoding", new=[("", lambda: _UTF32)])
static_methods("System.Text.ASCIIEncoding", new=[("", lambda: _ASCII)])
UNMARKED: Final = (UTF8, _UTF8_PLAIN)
