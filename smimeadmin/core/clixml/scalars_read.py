"""Texts of scalar elements to values, as .NET's XmlConvert reads them (recorded-remoting E)."""

import binascii
import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clixml.dates_read import date_of, span_of
from smimeadmin.core.clixml.errors import ClixmlValueError
from smimeadmin.core.clixml.escapes import decoded

_BLANKS: Final = " \t\r\n\v\f"
_SIGNED: Final = re.compile("[+-]?[0-9]+")
_UNSIGNED: Final = re.compile("[0-9]+")
_REAL: Final = re.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_PLAIN: Final = re.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)")
_WORDS: Final = {
    "infinity": float("inf"),
    "+infinity": float("inf"),
    "-infinity": float("-inf"),
    "nan": float("nan"),
    "+nan": float("nan"),
    "-nan": float("nan"),
}
_OVERFLOW: Final = "System.OverflowException"
_ARGUMENT: Final = "System.ArgumentException"
_MOST_DIGITS: Final = 400
_MANTISSA: Final = 1 << 96
_DECIMAL_CONTEXT: Final = Context(prec=600, rounding=ROUND_HALF_EVEN)
_INT32_MAX: Final = (1 << 31) - 1

Reader = Callable[[str], Any]


def _integer(name: str, make: Callable[[int], Any], low: int, high: int) -> Reader:
    shape = _SIGNED if low else _UNSIGNED

    def read(text: str) -> Any:
        bare = text.strip(_BLANKS)
        if shape.fullmatch(bare) is None:
            raise ClixmlValueError(text, name)
        number = int(bare) if len(bare) < _MOST_DIGITS else _far(bare)
        if not low <= number <= high:
            raise ClixmlValueError(text, name, why=_OVERFLOW)
        return make(number)

    return read


def _far(digits: str) -> int:
    """Return a number of very many digits: zeros in front don't count, the rest is too large."""
    short = digits.lstrip("+-0") or "0"
    return int(short) if len(short) < _MOST_DIGITS else 1 << 200


def _real(text: str, name: str) -> float:
    bare = text.strip(_BLANKS)
    if bare in {"INF", "-INF"}:
        return float(bare)
    word = _WORDS.get(bare.lower())
    if word is not None:
        return word
    if _REAL.fullmatch(bare) is None:
        raise ClixmlValueError(text, name)
    return float(bare)


def _double(text: str) -> float:
    return _real(text, "Double")


def _single(text: str) -> v.Single:
    return v.Single(_real(text, "Single"))


def _decimal(text: str) -> Decimal:
    bare = text.strip(_BLANKS)
    if _PLAIN.fullmatch(bare) is None:
        raise ClixmlValueError(text, "Decimal")
    if len(bare) > _MOST_DIGITS:
        raise ClixmlValueError(text, "Decimal", why=_OVERFLOW)
    number = Decimal(bare)
    scale = min(28, max(0, -int(number.as_tuple().exponent)))
    while True:
        rounded = number.quantize(Decimal(1).scaleb(-scale), context=_DECIMAL_CONTEXT)
        if abs(int(rounded.scaleb(scale, context=_DECIMAL_CONTEXT))) < _MANTISSA:
            return rounded
        if scale == 0:
            raise ClixmlValueError(text, "Decimal", why=_OVERFLOW)
        scale -= 1


_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def _boolean(text: str) -> bool:
    found = _BOOLEANS.get(text if text == "true" else text.strip(_BLANKS))
    if found is None:
        raise ClixmlValueError(text, "Boolean")
    return found


_code: Final = _integer("Char", int, 0, 0xFFFF)


def _character(text: str) -> v.Char:
    return v.Char(chr(_code(text)))


_USUAL_GUID: Final = re.compile(
    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)


def _guid(text: str) -> v.Guid:
    if _USUAL_GUID.fullmatch(text) is not None:
        return v.Guid(int(text.replace("-", ""), 16))
    try:
        return v.Guid.parse(text)
    except ValueError as reason:
        raise ClixmlValueError(text, "Guid") from reason


def version_of(text: str) -> v.Version:
    """Read a version of two to four numbers, as System.Version does."""
    parts = text.split(".")
    if not 2 <= len(parts) <= 4:
        raise ClixmlValueError(text, "Version", why=_ARGUMENT)
    numbers = []
    for part in parts:
        bare = part.strip(_BLANKS)
        if _SIGNED.fullmatch(bare) is None:
            raise ClixmlValueError(text, "Version")
        number = int(bare) if len(bare) < _MOST_DIGITS else _far(bare)
        if bare.startswith("-") and number:
            raise ClixmlValueError(text, "Version", why="System.ArgumentOutOfRangeException")
        if number > _INT32_MAX:
            raise ClixmlValueError(text, "Version", why=_OVERFLOW)
        numbers.append(number)
    return v.Version(*numbers)


_SCHEME: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
_NO_HOST: Final = re.compile("(?:https?|ftps?|wss?)://(?:[/?#]|$)", re.IGNORECASE)


def _uri(text: str) -> v.Uri:
    meant = decoded(text)
    if _NO_HOST.match(meant) is not None:
        raise ClixmlValueError(text, "Uri", why="System.UriFormatException")
    absolute = _SCHEME.match(meant) is not None or meant.startswith("/")
    return v.Uri(meant, is_absolute=absolute)


_NOT_BASE64: Final = re.compile("[ \\t\\r\\n]+")


def _bytes(text: str) -> bytearray:
    bare = _NOT_BASE64.sub("", text) if _NOT_BASE64.search(text) is not None else text
    try:
        return bytearray(binascii.a2b_base64(bare, strict_mode=True)) if bare else bytearray()
    except ValueError as reason:
        raise ClixmlValueError(text, "base64 text") from reason


SCALARS: Final[dict[str, Reader]] = {
    "S": decoded,
    "SBK": decoded,
    "B": _boolean,
    "C": _character,
    "By": _integer("Byte", v.Byte, 0, 255),
    "SB": _integer("SByte", v.SByte, -128, 127),
    "I16": _integer("Int16", v.Int16, v.Int16.minimum, v.Int16.maximum),
    "U16": _integer("UInt16", v.UInt16, 0, v.UInt16.maximum),
    "I32": _integer("Int32", int, v.INT32_MIN, v.INT32_MAX),
    "U32": _integer("UInt32", v.UInt32, 0, v.UInt32.maximum),
    "I64": _integer("Int64", v.Int64, v.Int64.minimum, v.Int64.maximum),
    "U64": _integer("UInt64", v.UInt64, 0, v.UInt64.maximum),
    "Db": _double,
    "Sg": _single,
    "D": _decimal,
    "DT": date_of,
    "TS": span_of,
    "G": _guid,
    "Version": version_of,
    "URI": _uri,
    "BA": _bytes,
}
"""Element names and how their text is read; XD, SS and PR need more than a text."""
