"""Members that numbers, Char, Boolean and the formattable values share: ToString, CompareTo, ..."""

from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.compare import compare_numbers
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.formats import culture_text, format_value
from smimeadmin.shell.engine.formats_numbers import FormatTextError
from smimeadmin.shell.engine.members_table import Forms, methods, net_exception
from smimeadmin.shell.engine.providers import facts_of
from smimeadmin.shell.engine.types import register_enum

_TYPE_CODE: Final = v.EnumType(
    "System.TypeCode",
    {
        "Empty": 0, "Object": 1, "DBNull": 2, "Boolean": 3, "Char": 4, "SByte": 5, "Byte": 6,
        "Int16": 7, "UInt16": 8, "Int32": 9, "UInt32": 10, "Int64": 11, "UInt64": 12,
        "Single": 13, "Double": 14, "Decimal": 15, "DateTime": 16, "String": 18,
    },
)  # fmt: skip
register_enum(_TYPE_CODE)


def type_code(name: str) -> v.EnumValue:
    """Return a member of TypeCode."""
    return _TYPE_CODE.value(name)


def _format(value: Any, text: str, provider: Any = None) -> str:
    try:
        return format_value(value, text, facts_of(provider))
    except FormatTextError as reason:
        raise net_exception("FormatException", str(reason), value) from reason


def _in_culture(value: Any, provider: Any) -> str:
    return culture_text(value, facts_of(provider))


def _compare_number(value: Any, other: Any) -> int:
    if other is None:
        return 1
    if type(other) is not type(value):
        raise net_exception("ArgumentException", "Object must be of the same type.")
    return compare_numbers(value, other)


_P: Final = "System.IFormatProvider:provider"
_TO_STRING: Final[Forms] = [
    ("-> string", culture_text),
    ("string:format -> string", _format),
    (f"{_P} -> string", _in_culture),
    (f"string:format {_P} -> string", _format),
]
for _number in (int, float, Decimal, v.Single, v.BigInteger, *v.SIZED):
    methods(
        _number,
        CompareTo=[("object:value -> int", _compare_number)],
        Equals=[("object:obj -> bool", lambda a, b: type(a) is type(b) and a == b)],
        GetHashCode=[("-> int", lambda value: hash(value) & 0x7FFFFFFF)],
        ToString=_TO_STRING,
    )
for _formatted in (v.DateTime, v.DateTimeOffset, v.TimeSpan, v.Guid, v.EnumValue):
    methods(_formatted, ToString=_TO_STRING)
methods(
    v.Char,
    CompareTo=[
        ("char:value -> int", lambda a, b: ord(a) - ord(b)),
    ],
    Equals=[("object:obj -> bool", lambda a, b: type(b) is v.Char and str(a) == str(b))],
    GetHashCode=[("-> int", lambda c: ord(c) | ord(c) << 16)],
    GetTypeCode=[("-> System.TypeCode", lambda _c: type_code("Char"))],
    ToString=[("-> string", str), (f"{_P} -> string", lambda c, _p: str(c))],
)
methods(
    bool,
    CompareTo=[("bool:value -> int", lambda a, b: int(a) - int(b))],
    Equals=[("object:obj -> bool", lambda a, b: type(b) is bool and a == b)],
    GetHashCode=[("-> int", int)],
    ToString=[("-> string", to_text), (f"{_P} -> string", lambda b, _p: to_text(b))],
)
