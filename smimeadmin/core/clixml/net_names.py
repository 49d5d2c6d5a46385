"""The .NET type names of the values of core, most specific first, as PSTypeNames holds them."""

from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.secret import Secret

_ASSEMBLY: Final = (
    "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
)
_GENERIC: Final = "System.Collections.Generic."
_PS: Final = "System.Management.Automation."
_ARRAY: Final = ("System.Array", "System.Object")
_ENUM: Final = ("System.Enum", "System.ValueType", "System.Object")
_VALUES: Final = (
    ("System.Int32", int),
    ("System.Double", float),
    ("System.Boolean", bool),
    ("System.Char", v.Char),
    ("System.Single", v.Single),
    ("System.Decimal", Decimal),
    ("System.Numerics.BigInteger", v.BigInteger),
    ("System.DateTime", v.DateTime),
    ("System.DateTimeOffset", v.DateTimeOffset),
    ("System.TimeSpan", v.TimeSpan),
    ("System.Guid", v.Guid),
    (f"{_PS}SwitchParameter", v.SwitchParameter),
    *((kind.net_name, kind) for kind in v.SIZED),
)
_REFERENCES: Final = (
    ("System.String", str),
    ("System.Version", v.Version),
    (f"{_PS}SemanticVersion", v.SemanticVersion),
    ("System.Uri", v.Uri),
    ("System.Collections.ArrayList", v.ArrayList),
    ("System.Collections.Hashtable", v.Hashtable),
    ("System.Collections.Specialized.OrderedDictionary", v.OrderedDictionary),
    ("System.Net.IPAddress", v.IPAddress),
    ("System.Net.Mail.MailAddress", v.MailAddress),
    ("System.Globalization.CultureInfo", v.CultureInfo),
    ("System.Security.SecureString", Secret),
    (f"{_PS}PSCredential", v.Credential),
)
_FIXED: Final[dict[type, tuple[str, ...]]] = {
    **{kind: (name, "System.ValueType", "System.Object") for name, kind in _VALUES},
    **{kind: (name, "System.Object") for name, kind in _REFERENCES},
    **dict.fromkeys((list, tuple, range), ("System.Object[]", *_ARRAY)),
    **dict.fromkeys((bytes, bytearray), ("System.Byte[]", *_ARRAY)),
}


def _closed(definition: str, *arguments: str) -> tuple[str, ...]:
    inside = ",".join(f"[{name}, {_ASSEMBLY}]" for name in arguments)
    return (f"{definition}`{len(arguments)}[{inside}]", "System.Object")


def _of_line(value: Any) -> tuple[str, ...]:
    word = type(value).__name__
    if not value.element:
        return (f"System.Collections.{word}", "System.Object")
    return _closed(_GENERIC + word, value.element)


def _of_sorted(value: Any) -> tuple[str, ...]:
    if not value.key_type:
        return ("System.Collections.SortedList", "System.Object")
    return _closed(f"{_GENERIC}SortedDictionary", value.key_type, value.value_type)


def _of_entry(value: Any) -> tuple[str, ...]:
    return (
        "System.Collections.DictionaryEntry" if type(value) is v.DictionaryEntry else value.generic,
        "System.ValueType",
        "System.Object",
    )


def _of_file(value: Any) -> tuple[str, ...]:
    name = "System.IO.DirectoryInfo" if value.is_directory else "System.IO.FileInfo"
    return (name, "System.IO.FileSystemInfo", "System.MarshalByRefObject", "System.Object")


_FOUND: Final[dict[type, Any]] = {
    v.EnumValue: lambda value: (value.type.full_name, *_ENUM),
    v.TypedArray: lambda value: (f"{value.element}[]", *_ARRAY),
    v.GenericList: lambda value: _closed(f"{_GENERIC}List", value.element),
    v.ReadOnlyList: lambda value: _closed(
        "System.Collections.ObjectModel.ReadOnlyCollection", value.element
    ),
    v.HashSet: lambda value: _closed(f"{_GENERIC}HashSet", value.element),
    v.Dictionary: lambda value: _closed(f"{_GENERIC}Dictionary", value.key_type, value.value_type),
    v.SortedList: _of_sorted,
    v.Queue: _of_line,
    v.Stack: _of_line,
    v.DictionaryEntry: _of_entry,
    v.KeyValuePair: _of_entry,
    v.KeyValuePair: _of_entry,
    v.FileInfo: _of_file,
}


def names_of(value: Any) -> tuple[str, ...]:
    """Return the type names of a value of core, or of an object that names its type."""
    kind = type(value)
    if kind is PropertyBag:
        names: tuple[str, ...] = value.type_names
        return names
    if kind is Annotated:
        return (*value.type_names, *(() if value.replaces else names_of(value.base)))
    for parent in kind.__mro__[:-1]:
        fixed = _FIXED.get(parent)
        if fixed is not None:
            return fixed
        find = _FOUND.get(parent)
        if find is not None:
            found: tuple[str, ...] = find(value)
            return found
    name = getattr(kind, "type_name", "") or f"SmimeAdmin.{kind.__name__}"
    return (name, "System.Object")
