"""[Convert] and [BitConverter]."""

import base64
import binascii
import struct
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.errors import ConversionError, MethodCallError
from smimeadmin.shell.engine.formats import culture_text
from smimeadmin.shell.engine.members_table import (
    Forms,
    net_exception,
    out_of_range,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.members_values import type_code
from smimeadmin.shell.engine.net.dates import parse_date
from smimeadmin.shell.engine.net.identifiers import DBNull
from smimeadmin.shell.engine.net.number_parsing import parse_forms
from smimeadmin.shell.engine.net.numbers import parse_boolean
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.providers import facts_of
from smimeadmin.shell.engine.types import register_enum, resolve_type, type_of

_OPTIONS: Final = v.EnumType(
    "System.Base64FormattingOptions", {"None": 0, "InsertLineBreaks": 1}, flags=True
)
register_enum(_OPTIONS)


def _part(data: Any, start: int, length: int) -> bytes:
    if start < 0 or length < 0 or start + length > len(data):
        raise out_of_range("The part of the bytes")
    return bytes(data[start : start + length])


def _from_base64(text: str) -> bytearray:
    try:
        return bytearray(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError) as reason:
        raise net_exception(
            "FormatException", "The input is not a valid Base-64 string.", text
        ) from reason


def _to_base64(data: Any, options: Any = None) -> str:
    text = base64.b64encode(bytes(data)).decode("ascii")
    if options is not None and options.value & 1:
        return "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))
    return text


def _part_to_base64(data: Any, start: int, length: int, options: Any = None) -> str:
    return _to_base64(_part(data, start, length), options)


def _from_hex(text: str) -> bytearray:
    try:
        return bytearray(binascii.unhexlify(text))
    except (binascii.Error, ValueError) as reason:
        raise net_exception(
            "FormatException", "The input is not a valid hex string.", text
        ) from reason


# To... -------------------------------------------------------------------------------------------

_WHOLE: Final[dict[str, Any]] = {
    "SByte": ("sbyte", v.SByte), "Byte": ("byte", v.Byte), "Int16": ("int16", v.Int16),
    "UInt16": ("uint16", v.UInt16), "Int32": ("int", int), "UInt32": ("uint", v.UInt32),
    "Int64": ("long", v.Int64), "UInt64": ("ulong", v.UInt64),
}  # fmt: skip
_PARSERS: dict[str, Callable[..., Any]] = {
    "bool": lambda text, _provider=None: parse_boolean(text),
    "datetime": parse_date,
}


def _parser(name: str) -> Callable[..., Any]:
    """Return the type's own Parse, which takes no hexadecimal and rounds nothing."""
    known = _PARSERS.get(name)
    if known is None:
        kind = resolve_type(name).python
        known = _PARSERS[name] = parse_forms(name, kind)["Parse"][0][1]
    return known


def _converter(name: str) -> Callable[..., Any]:
    wanted = resolve_type(name)

    def run(value: Any, *provider: Any) -> Any:
        if type(value) is str and name != "char":
            return _parser(name)(value, *provider)
        if value is None and name == "datetime":
            return v.DateTime(0)
        if type(value) is DBNull:
            raise net_exception("InvalidCastException", "Object cannot be cast from DBNull.")
        try:
            return convert(value, wanted)
        except ConversionError as reason:
            raise _failure(reason, value) from reason

    return run


def _failure(reason: ConversionError, value: Any) -> MethodCallError:
    """Return what Convert throws: a number that is too large, a text, or no number at all."""
    if type(value) is str:
        return net_exception("FormatException", reason.message, value)
    is_number = isinstance(value, (int, float)) or type(value).__name__ in {"Decimal", "EnumValue"}
    name = "OverflowException" if is_number else "InvalidCastException"
    return net_exception(name, reason.message, value)


_P: Final = "System.IFormatProvider:provider"


def _forms(name: str) -> Forms:
    call = _converter(name)
    return [
        (f"object:value -> {name}", call),
        (f"object:value {_P} -> {name}", call),
    ]


def _whole_forms(name: str) -> Forms:
    wanted = resolve_type(name)
    based = (
        f"string:value int:fromBase -> {name}",
        lambda text, base: _from_base(text, base, wanted),
    )
    return [*_forms(name), based]


def _from_base(text: str, base: int, wanted: NetType) -> Any:
    if base not in {2, 8, 10, 16}:
        raise net_exception("ArgumentException", "Invalid Base.")
    if base == 10:
        return _parser(str(wanted))(text)
    if not text:
        raise out_of_range("The text")
    if text.startswith("-"):
        raise net_exception(
            "ArgumentException", "String cannot contain a minus sign if the base is not 10."
        )
    bare = text[2:] if base == 16 and text[:2] in {"0x", "0X"} else text
    kind: Any = wanted.python
    bits = 32 if kind is int else kind.bits
    try:
        number = int(bare if bare == bare.strip() and "_" not in bare else "?", base)
    except ValueError as reason:
        raise net_exception(
            "FormatException", "Could not find any recognizable digits.", text
        ) from reason
    if number >> bits:
        raise net_exception("OverflowException", "Value was too large.", text)
    signed = kind is int or kind.minimum < 0
    return kind(number - (1 << bits) if signed and number >> (bits - 1) else number)


def _to_text_base(value: Any, base: int) -> str:
    if base == 10:
        return str(int(value))
    form = {2: "b", 8: "o", 16: "x"}.get(base)
    if form is None:
        raise net_exception("ArgumentException", "Invalid Base.")
    bits = 32 if type(value) is int else getattr(type(value), "bits", 64)
    return format(int(value) & ((1 << bits) - 1), form)


def _change_type(value: Any, wanted: Any, _provider: Any = None) -> Any:
    if isinstance(wanted, v.EnumValue):
        wanted = resolve_type(f"System.{wanted}")
    if type(value) is str and wanted.name in _NAMES:
        return _parser(_NAMES[wanted.name])(value)
    if value is None and "System.ValueType" in wanted.ancestors:
        raise net_exception(
            "InvalidCastException", "Null object cannot be converted to a value type."
        )
    try:
        return convert(value, wanted)
    except ConversionError as reason:
        raise _failure(reason, value) from reason


_NAMES: Final = {
    **{f"System.{name}": short for name, (short, _) in _WHOLE.items()},
    "System.Double": "double",
    "System.Single": "float",
    "System.Decimal": "decimal",
    "System.Boolean": "bool",
    "System.DateTime": "datetime",
}


def _code_of(value: Any) -> v.EnumValue:
    if value is None:
        return type_code("Empty")
    name = type_of(value).name.removeprefix("System.")
    enum = type_code("Object").type
    return v.EnumValue(enum, enum.members.get(name, 1))


_BYTES: Final = "byte[]:inArray"
_OPT: Final = "System.Base64FormattingOptions:options"
static_properties("System.Convert", DBNull=lambda _t: DBNull())
static_methods(
    "System.Convert",
    ToBase64String=[
        (f"{_BYTES} -> string", _to_base64),
        (f"{_BYTES} {_OPT} -> string", _to_base64),
        (f"{_BYTES} int:offset int:length -> string", _part_to_base64),
        (f"{_BYTES} int:offset int:length {_OPT} -> string", _part_to_base64),
    ],
    FromBase64String=[("string:s -> byte[]", _from_base64)],
    FromBase64CharArray=[
        (
            "char[]:inArray int:offset int:length -> byte[]",
            lambda chars, at, n: _from_base64("".join(chars[at : at + n])),
        )
    ],
    ToHexString=[
        (f"{_BYTES} -> string", lambda data: bytes(data).hex().upper()),
        (
            f"{_BYTES} int:offset int:length -> string",
            lambda data, at, n: _part(data, at, n).hex().upper(),
        ),
    ],
    ToHexStringLower=[(f"{_BYTES} -> string", lambda data: bytes(data).hex())],
    FromHexString=[("string:s -> byte[]", _from_hex)],
    **{f"To{name}": _whole_forms(short) for name, (short, _) in _WHOLE.items()},
    ToDouble=_forms("double"),
    ToSingle=_forms("float"),
    ToDecimal=_forms("decimal"),
    ToChar=_forms("char"),
    ToBoolean=_forms("bool"),
    ToDateTime=_forms("datetime"),
    ToString=[
        ("object:value -> string", lambda value: "" if value is None else culture_text(value)),
        (
            f"object:value {_P} -> string",
            lambda value, provider: culture_text(value, facts_of(provider)),
        ),
        *(
            (f"{kind}:value int:toBase -> string", _to_text_base)
            for kind in ("byte", "int16", "int", "long")
        ),
    ],
    ChangeType=[
        ("object:value type:conversionType -> object", _change_type),
        (f"object:value type:conversionType {_P} -> object", _change_type),
        ("object:value System.TypeCode:typeCode -> object", _change_type),
    ],
    IsDBNull=[("object:value -> bool", lambda value: type(value) is DBNull)],
    GetTypeCode=[("object:value -> System.TypeCode", _code_of)],
)

# BitConverter ------------------------------------------------------------------------------------


def _dashes(data: Any, start: int = 0, length: int | None = None) -> str:
    count = len(data) - start if length is None else length
    return "-".join(f"{byte:02X}" for byte in _part(data, start, count))


def _bytes_of_whole(value: Any) -> bytearray:
    bits = 32 if type(value) is int else getattr(type(value), "bits", 64)
    return bytearray((int(value) & ((1 << bits) - 1)).to_bytes(bits // 8, "little"))


def _reader(kind: Any, size: int, *, signed: bool) -> Callable[..., Any]:
    def run(data: Any, start: int = 0) -> Any:
        raw = _bytes_at(data, start, size)
        return kind(int.from_bytes(raw, "little", signed=signed))

    return run


def _real_reader(kind: Any, form: str, size: int) -> Callable[..., Any]:
    return lambda data, start=0: kind(struct.unpack(form, _bytes_at(data, start, size))[0])


def _bytes_at(data: Any, start: int, size: int) -> bytes:
    if not 0 <= start < max(len(data), 1):
        raise out_of_range("The start index")
    if start > len(data) - size:
        raise net_exception("ArgumentException", "The array is too small from there on.")
    return bytes(data[start : start + size])


_READERS: Final = {
    "Int16": ("int16", _reader(v.Int16, 2, signed=True)),
    "Int32": ("int", _reader(int, 4, signed=True)),
    "Int64": ("long", _reader(v.Int64, 8, signed=True)),
    "UInt16": ("uint16", _reader(v.UInt16, 2, signed=False)),
    "UInt32": ("uint", _reader(v.UInt32, 4, signed=False)),
    "UInt64": ("ulong", _reader(v.UInt64, 8, signed=False)),
    "Double": ("double", _real_reader(float, "<d", 8)),
    "Single": ("float", _real_reader(v.Single, "<f", 4)),
    "Boolean": ("bool", _reader(bool, 1, signed=False)),
    "Char": ("char", lambda data, at: v.Char(chr(_reader(int, 2, signed=False)(data, at)))),
}
static_properties("System.BitConverter", IsLittleEndian=lambda _t: True)
static_methods(
    "System.BitConverter",
    ToString=[
        ("byte[]:value -> string", _dashes),
        ("byte[]:value int:startIndex -> string", _dashes),
        ("byte[]:value int:startIndex int:length -> string", _dashes),
    ],
    GetBytes=[
        ("bool:value -> byte[]", lambda value: bytearray([int(value)])),
        ("char:value -> byte[]", lambda value: bytearray(ord(value).to_bytes(2, "little"))),
        *(
            (f"{kind}:value -> byte[]", _bytes_of_whole)
            for kind in ("int16", "int", "long", "uint16", "uint", "ulong")
        ),
        ("float:value -> byte[]", lambda value: bytearray(struct.pack("<f", value))),
        ("double:value -> byte[]", lambda value: bytearray(struct.pack("<d", value))),
    ],
    **{
        f"To{name}": [(f"byte[]:value int:startIndex -> {kind}", call)]
        for name, (kind, call) in _READERS.items()
    },
    DoubleToInt64Bits=[
        (
            "double:value -> long",
            lambda d: v.Int64(int.from_bytes(struct.pack("<d", d), "little", signed=True)),
        )
    ],
    Int64BitsToDouble=[
        ("long:value -> double", lambda n: struct.unpack("<d", struct.pack("<q", int(n)))[0])
    ],
)
