"""The types that every session knows: .NET name, accelerators, Python class, base, interfaces.

A row without a Python class is a type that is named (``[Math]``, ``[IEnumerable]``) but that no
value has. The first accelerator is how the type shows itself in text.
"""

from decimal import Decimal
from types import FunctionType, MethodType
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.secret import Secret

_ANY = "System.Object"
_VALUE = "System.ValueType"
_NUMBER = "System.IComparable System.IConvertible System.IFormattable"
_LIST = "System.Collections.IList System.Collections.ICollection System.Collections.IEnumerable"
_MAP = (
    "System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable"
)
_PS = "System.Management.Automation."

TYPE_ROWS: Final[tuple[tuple[str, str, Any, str, str], ...]] = (
    ("System.Object", "object", None, "", ""),
    ("System.ValueType", "", None, _ANY, ""),
    ("System.Enum", "", None, _VALUE, "System.IComparable System.IConvertible System.IFormattable"),
    ("System.Array", "array", None, _ANY, _LIST),
    ("System.Void", "void", None, _VALUE, ""),
    ("System.Int32", "int int32", int, _VALUE, _NUMBER),
    ("System.Double", "double", float, _VALUE, _NUMBER),
    (
        "System.String",
        "string",
        str,
        _ANY,
        "System.IComparable System.IConvertible System.Collections.IEnumerable System.ICloneable",
    ),
    ("System.Boolean", "bool", bool, _VALUE, "System.IComparable System.IConvertible"),
    ("System.Char", "char", v.Char, _VALUE, "System.IComparable System.IConvertible"),
    ("System.Byte", "byte", v.Byte, _VALUE, _NUMBER),
    ("System.SByte", "sbyte", v.SByte, _VALUE, _NUMBER),
    ("System.Int16", "short int16", v.Int16, _VALUE, _NUMBER),
    ("System.UInt16", "ushort uint16", v.UInt16, _VALUE, _NUMBER),
    ("System.UInt32", "uint uint32", v.UInt32, _VALUE, _NUMBER),
    ("System.Int64", "long int64", v.Int64, _VALUE, _NUMBER),
    ("System.UInt64", "ulong uint64", v.UInt64, _VALUE, _NUMBER),
    ("System.Single", "float single", v.Single, _VALUE, _NUMBER),
    ("System.Decimal", "decimal", Decimal, _VALUE, _NUMBER),
    (
        "System.Numerics.BigInteger",
        "bigint",
        v.BigInteger,
        _VALUE,
        "System.IComparable System.IFormattable",
    ),
    ("System.DateTime", "datetime", v.DateTime, _VALUE, _NUMBER),
    (
        "System.DateTimeOffset",
        "",
        v.DateTimeOffset,
        _VALUE,
        "System.IComparable System.IFormattable",
    ),
    ("System.TimeSpan", "timespan", v.TimeSpan, _VALUE, "System.IComparable System.IFormattable"),
    ("System.Guid", "guid", v.Guid, _VALUE, "System.IComparable System.IFormattable"),
    (
        "System.Version",
        "version",
        v.Version,
        _ANY,
        "System.ICloneable System.IComparable System.IFormattable",
    ),
    (f"{_PS}SemanticVersion", "semver", v.SemanticVersion, _ANY, "System.IComparable"),
    ("System.Uri", "uri", v.Uri, _ANY, ""),
    ("System.Reflection.MemberInfo", "", None, _ANY, ""),
    ("System.Type", "type", None, "System.Reflection.MemberInfo", ""),
    ("System.RuntimeType", "", None, "System.Type", ""),
    ("System.Collections.ArrayList", "", v.ArrayList, _ANY, f"{_LIST} System.ICloneable"),
    ("System.Collections.Hashtable", "hashtable", v.Hashtable, _ANY, f"{_MAP} System.ICloneable"),
    (f"{_PS}OrderedHashtable", "", v.OrderedHashtable, "System.Collections.Hashtable", ""),
    (
        "System.Collections.Specialized.OrderedDictionary",
        "ordered",
        v.OrderedDictionary,
        _ANY,
        f"{_MAP} System.Collections.Specialized.IOrderedDictionary",
    ),
    ("System.Collections.Queue", "", None, _ANY, _LIST.split(" ", 1)[1]),
    ("System.Collections.Stack", "", None, _ANY, _LIST.split(" ", 1)[1]),
    ("System.Collections.SortedList", "", None, _ANY, _MAP),
    ("System.Collections.DictionaryEntry", "", None, _VALUE, ""),
    ("System.Collections.IEnumerable", "", None, _ANY, ""),
    ("System.Collections.IEnumerator", "", None, _ANY, ""),
    (
        "System.Collections.ICollection",
        "",
        None,
        _ANY,
        "System.Collections.IEnumerable",
    ),
    ("System.Collections.IList", "", None, _ANY, "System.Collections.IEnumerable"),
    ("System.Collections.IDictionary", "", None, _ANY, "System.Collections.IEnumerable"),
    ("System.Collections.Specialized.IOrderedDictionary", "", None, _ANY, ""),
    ("System.IComparable", "", None, _ANY, ""),
    ("System.IConvertible", "", None, _ANY, ""),
    ("System.IFormattable", "", None, _ANY, ""),
    ("System.ICloneable", "", None, _ANY, ""),
    ("System.IDisposable", "", None, _ANY, ""),
    ("System.IFormatProvider", "", None, _ANY, ""),
    (f"{_PS}PSObject", "psobject", None, _ANY, ""),
    (f"{_PS}PSCustomObject", "pscustomobject", None, _ANY, ""),
    (f"{_PS}SwitchParameter", "switch", v.SwitchParameter, _VALUE, ""),
    (f"{_PS}PSCredential", "pscredential", v.Credential, _ANY, ""),
    ("System.Security.SecureString", "securestring", Secret, _ANY, "System.IDisposable"),
    ("System.Net.IPAddress", "ipaddress", v.IPAddress, _ANY, ""),
    ("System.Net.Mail.MailAddress", "mailaddress", v.MailAddress, _ANY, ""),
    (
        "System.Globalization.CultureInfo",
        "cultureinfo",
        v.CultureInfo,
        _ANY,
        "System.ICloneable System.IFormatProvider",
    ),
    ("System.IO.FileSystemInfo", "", None, _ANY, ""),
    ("System.IO.FileInfo", "", None, "System.IO.FileSystemInfo", ""),
    ("System.IO.DirectoryInfo", "", None, "System.IO.FileSystemInfo", ""),
    ("System.Nullable`1", "nullable", None, _VALUE, ""),
    ("System.Collections.Generic.List`1", "", v.GenericList, _ANY, _LIST),
    ("System.Collections.Generic.Dictionary`2", "", v.Dictionary, _ANY, _MAP),
    ("System.Collections.Generic.SortedDictionary`2", "", v.SortedList, _ANY, _MAP),
    ("System.Collections.Generic.SortedList`2", "", v.SortedList, _ANY, _MAP),
    (
        "System.Collections.Generic.HashSet`1",
        "",
        v.HashSet,
        _ANY,
        "System.Collections.IEnumerable",
    ),
    (
        "System.Collections.Generic.Queue`1",
        "",
        v.Queue,
        _ANY,
        "System.Collections.ICollection System.Collections.IEnumerable",
    ),
    (
        "System.Collections.Generic.Stack`1",
        "",
        v.Stack,
        _ANY,
        "System.Collections.ICollection System.Collections.IEnumerable",
    ),
    ("System.Collections.Generic.KeyValuePair`2", "", v.KeyValuePair, _VALUE, ""),
    ("System.Collections.Generic.IEnumerable`1", "", None, _ANY, ""),
    ("System.Collections.Generic.IList`1", "", None, _ANY, ""),
    ("System.Collections.Generic.ICollection`1", "", None, _ANY, ""),
    ("System.Collections.Generic.IDictionary`2", "", None, _ANY, ""),
    ("System.Collections.ObjectModel.ReadOnlyCollection`1", "", v.ReadOnlyList, _ANY, _LIST),
    ("System.Collections.ObjectModel.Collection`1", "", v.Collection, _ANY, _LIST),
    ("System.Math", "", None, _ANY, ""),
    ("System.Convert", "", None, _ANY, ""),
    ("System.BitConverter", "", None, _ANY, ""),
    ("System.Environment", "", None, _ANY, ""),
    ("System.IO.Path", "", None, _ANY, ""),
    ("System.IO.File", "", None, _ANY, ""),
    ("System.IO.Directory", "", None, _ANY, ""),
    ("System.Text.Encoding", "", None, _ANY, ""),
    ("System.StringComparer", "", None, _ANY, ""),
    ("System.Console", "", None, _ANY, ""),
    ("System.GC", "", None, _ANY, ""),
    ("System.Exception", "", None, _ANY, ""),
    (
        "System.Reflection.MethodInfo",
        "",
        (FunctionType, MethodType),
        "System.Reflection.MemberInfo",
        "",
    ),
)
