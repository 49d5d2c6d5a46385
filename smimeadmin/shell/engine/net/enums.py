"""Statics of [enum], and the members that every enumeration's values have."""

from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.errors import ConversionError, MethodCallError
from smimeadmin.shell.engine.formats import format_value
from smimeadmin.shell.engine.formats_numbers import FormatTextError
from smimeadmin.shell.engine.members_table import methods, net_exception, static_methods
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.types import INT32, resolve_type


def _enum_of(net_type: NetType) -> v.EnumType:
    if net_type.enum is None:
        raise net_exception(
            "ArgumentException", "Type provided must be an Enum. (Parameter 'enumType')"
        )
    return net_type.enum


def sorted_names(enum: v.EnumType) -> list[str]:
    """Return the names of an enumeration by their numbers, negative ones last."""
    return sorted(enum.members, key=lambda name: enum.members[name] & 0xFFFFFFFFFFFFFFFF)


def names_of(net_type: NetType) -> Any:
    """Return GetNames."""
    return v.TypedArray(sorted_names(_enum_of(net_type)), "System.String")


def values_of(net_type: NetType) -> Any:
    """Return GetValues: an array of the enumeration, a member for each name."""
    enum = _enum_of(net_type)
    items = [v.EnumValue(enum, enum.members[name]) for name in sorted_names(enum)]
    return v.TypedArray(items, enum.full_name)


def _number_of(value: Any) -> int:
    return int(value.value) if type(value) is v.EnumValue else int(value)


def _is_defined(net_type: NetType, value: Any) -> bool:
    enum = _enum_of(net_type)
    if type(value) is str:
        return value in enum.members
    if type(value) is v.EnumValue or type(value) in v.INTEGER_CLASSES:
        return _number_of(value) in enum.names
    raise net_exception("InvalidOperationException", "Unknown enum type.")


def _name_of(net_type: NetType, value: Any) -> str | None:
    return _enum_of(net_type).names.get(_number_of(value))


def _parse(net_type: NetType, text: str, ignore_case: bool = False) -> v.EnumValue:
    """Read names joined by commas, or a number; ArgumentException if one is unknown."""
    enum = _enum_of(net_type)
    number = 0
    for part in text.split(","):
        word = part.strip()
        if not word:
            raise net_exception(
                "ArgumentException", "Must specify valid information for parsing in the string."
            )
        known = enum.by_fold.get(fold(word)) if ignore_case else enum.members.get(word)
        if known is None and word.lstrip("+-").isdigit():
            known = int(word)
        if known is None:
            raise net_exception(
                "ArgumentException", f"Requested value '{word}' was not found.", text
            )
        number |= known
    return v.EnumValue(enum, number)


def _try_parse(net_type: NetType, text: str, *more: Any) -> bool:
    *flags, result = more
    try:
        result.value = _parse(net_type, text, bool(flags and flags[0]))
    except MethodCallError:
        result.value = None
        return False
    return True


def _format(net_type: NetType, value: Any, form: str) -> str:
    enum = _enum_of(net_type)
    try:
        return format_value(v.EnumValue(enum, _number_of(value)), form)
    except FormatTextError as reason:
        raise net_exception("FormatException", str(reason)) from reason


def _underlying(net_type: NetType) -> NetType:
    _enum_of(net_type)
    return INT32


def _has_flag(value: v.EnumValue, flag: Any) -> bool:
    try:
        wanted = convert(flag, resolve_type(value.type.full_name))
    except ConversionError as reason:
        raise net_exception("ArgumentException", reason.message) from reason
    return bool(value.value & wanted.value == wanted.value)


static_methods(
    "System.Enum",
    GetNames=[("type:enumType -> string[]", names_of)],
    GetValues=[("type:enumType -> System.Array", values_of)],
    GetName=[("type:enumType object:value -> string", _name_of)],
    IsDefined=[("type:enumType object:value -> bool", _is_defined)],
    Parse=[
        ("type:enumType string:value -> object", _parse),
        ("type:enumType string:value bool:ignoreCase -> object", _parse),
    ],
    TryParse=[
        ("type:enumType string:value &object:result -> bool", _try_parse),
        ("type:enumType string:value bool:ignoreCase &object:result -> bool", _try_parse),
    ],
    ToObject=[
        (
            "type:enumType object:value -> object",
            lambda t, number: v.EnumValue(_enum_of(t), _number_of(number)),
        )
    ],
    GetUnderlyingType=[("type:enumType -> type", _underlying)],
    Format=[("type:enumType object:value string:format -> string", _format)],
)
methods(
    v.EnumValue,
    HasFlag=[("object:flag -> bool", _has_flag)],
    GetTypeCode=[("-> System.TypeCode", lambda _e: 9)],
)
