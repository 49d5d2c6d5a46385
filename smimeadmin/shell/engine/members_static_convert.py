"""Static members of [Convert] and [BitConverter]."""

import base64
import binascii
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, to_text
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.members_table import (
    Forms,
    net_exception,
    out_of_range,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.types import NetType, register_enum, resolve_type


def _from_base64(text: str) -> bytearray:
    try:
        bare = "".join(text.split())
        return bytearray(base64.b64decode(bare, validate=True))
    except (binascii.Error, ValueError) as reason:
        raise net_exception("FormatException", "That is no base64 text.", text) from reason


def _to_base64(data: Any, options: Any = None) -> str:
    text = base64.b64encode(bytes(data)).decode("ascii")
    if options is not None and options.value == 1:
        return "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))
    return text


def _from_hex(text: str) -> bytearray:
    try:
        return bytearray(binascii.unhexlify(text))
    except (binascii.Error, ValueError) as reason:
        raise net_exception("FormatException", "That is no hexadecimal text.", text) from reason


_BASE64: Final = v.EnumType(
    "System.Base64FormattingOptions", {"None": 0, "InsertLineBreaks": 1}, flags=True
)
register_enum(_BASE64)


def _convert_to(name: str) -> Forms:
    wanted = resolve_type(name)

    def run(value: Any) -> Any:
        if value is None:
            return convert(None, wanted)
        try:
            return convert(value, wanted)
        except ConversionError as reason:
            raise _convert_failure(reason, value) from reason

    forms: Forms = [("object", run)]
    if name in _WHOLE_NAMES:
        forms.append(("object int", lambda value, base: _from_base(to_text(value), base, wanted)))
    return forms


_WHOLE_NAMES: Final = frozenset(
    {"byte", "sbyte", "int16", "int", "long", "uint16", "uint", "ulong"}
)


def _convert_failure(reason: ConversionError, value: Any) -> Exception:
    if type(value) is str:
        return net_exception("FormatException", reason.message, value)
    name = (
        "OverflowException"
        if reason.error_id == "InvalidCastIConvertible"
        else ("InvalidCastException")
    )
    return net_exception(name, reason.message, value)


def _from_base(text: str, base: int, wanted: NetType) -> Any:
    if base not in {2, 8, 10, 16}:
        raise net_exception("ArgumentException", "Invalid Base.")
    try:
        number = int(text.removeprefix("0x") if base == 16 else text, base)
    except ValueError as reason:
        raise net_exception("FormatException", f"'{text}' is no number.", text) from reason
    kind: Any = wanted.python
    bits = 32 if kind is int else kind.bits
    signed = kind is int or kind.minimum < 0
    if signed and base != 10 and number >> (bits - 1) == 1:
        number -= 1 << bits
    try:
        return convert(v.fit_integer(number), wanted)
    except ConversionError as reason:
        raise net_exception("OverflowException", reason.message, text) from reason


def _to_text_base(value: Any, base: int) -> str:
    if base == 10:
        return str(int(value))
    bits = 32 if type(value) is int else getattr(type(value), "bits", 64)
    number = int(value) & ((1 << bits) - 1)
    form = {2: "b", 8: "o", 16: "x"}.get(base)
    if form is None:
        raise net_exception("ArgumentException", "Invalid Base.")
    return format(number, form)


def _to_boolean(value: Any) -> bool:
    if type(value) is not str:
        return bool(convert(value, resolve_type("bool")))
    word = value.strip().lower()
    if word not in {"true", "false"}:
        raise net_exception("FormatException", f"'{value}' is no Boolean.", value)
    return word == "true"


static_methods(
    "System.Convert",
    ToBase64String=[("byte[]", _to_base64), ("byte[] System.Base64FormattingOptions", _to_base64)],
    FromBase64String=[("string", _from_base64)],
    ToHexString=[("byte[]", lambda data: bytes(data).hex().upper())],
    FromHexString=[("string", _from_hex)],
    ToString=[
        ("object", to_text),
        ("int int", _to_text_base),
        ("long int", _to_text_base),
        ("byte int", _to_text_base),
        ("object cultureinfo", lambda value, _c: to_text(value)),
    ],
    ToInt16=_convert_to("int16"),
    ToInt32=_convert_to("int"),
    ToInt64=_convert_to("long"),
    ToUInt16=_convert_to("uint16"),
    ToUInt32=_convert_to("uint"),
    ToUInt64=_convert_to("ulong"),
    ToByte=_convert_to("byte"),
    ToSByte=_convert_to("sbyte"),
    ToDouble=_convert_to("double"),
    ToSingle=_convert_to("float"),
    ToDecimal=_convert_to("decimal"),
    ToChar=_convert_to("char"),
    ToDateTime=_convert_to("datetime"),
    ToBoolean=[("object", _to_boolean)],
    ChangeType=[("object type", convert)],
)


def _hex_dashes(data: Any, start: int = 0, length: int | None = None) -> str:
    end = len(data) if length is None else start + length
    return "-".join(f"{byte:02X}" for byte in data[start:end])


def _get_bytes(value: Any) -> bytearray:
    bits = 32 if type(value) is int else getattr(type(value), "bits", 64)
    return bytearray((int(value) & ((1 << bits) - 1)).to_bytes(bits // 8, "little"))


def _number_from(kind: Any, size: int, *, signed: bool) -> Callable[[Any, int], Any]:
    def run(data: Any, start: int) -> Any:
        if not 0 <= start <= len(data) - size:
            raise out_of_range("The start index")
        return kind(int.from_bytes(data[start : start + size], "little", signed=signed))

    return run


static_properties("System.BitConverter", IsLittleEndian=lambda _t: True)
static_methods(
    "System.BitConverter",
    ToString=[
        ("byte[]", _hex_dashes),
        ("byte[] int", _hex_dashes),
        ("byte[] int int", _hex_dashes),
    ],
    GetBytes=[("int", _get_bytes), ("long", _get_bytes), ("int16", _get_bytes)],
    ToInt16=[("byte[] int", _number_from(v.Int16, 2, signed=True))],
    ToInt32=[("byte[] int", _number_from(int, 4, signed=True))],
    ToInt64=[("byte[] int", _number_from(v.Int64, 8, signed=True))],
    ToUInt16=[("byte[] int", _number_from(v.UInt16, 2, signed=False))],
    ToUInt32=[("byte[] int", _number_from(v.UInt32, 4, signed=False))],
    ToUInt64=[("byte[] int", _number_from(v.UInt64, 8, signed=False))],
)
