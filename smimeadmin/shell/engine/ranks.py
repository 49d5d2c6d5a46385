"""How near a type is to another: what PowerShell weighs when it chooses an overload.

A rank belongs to a pair of types, never to a value, as in LanguagePrimitives.GetConversionRank.
"""

from typing import Final

from smimeadmin.shell.engine.convert import RULES
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.types import BOOLEAN, CHAR, OBJECT, STRING

NONE: Final = 0
UNRELATED_ARRAYS: Final = 0x0F
TO_STRING: Final = 0x1F
CUSTOM: Final = 0x2F
CONVERTIBLE: Final = 0x3F
CONSTRUCTOR: Final = 0x6F
CREATE: Final = 0x73
PARSE: Final = 0x7F
ANY_OBJECT: Final = 0x8F
LANGUAGE: Final = 0x9F
NULL_TO_VALUE: Final = 0xAF
NULL_TO_REFERENCE: Final = 0xBF
NUMERIC_EXPLICIT: Final = 0xCF
NUMERIC_EXPLICIT_SIGN: Final = 0xDF
NUMERIC_STRING: Final = 0xEF
NUMERIC_IMPLICIT: Final = 0xFF
ASSIGNABLE: Final = 0x10F
STRING_TO_CHARS: Final = 0x11A
IDENTITY: Final = 0x11F
_SCALAR_TO_ARRAY: Final = ~8

_REAL: Final = "System.Single System.Double System.Decimal"
_IMPLICIT: Final[dict[str, frozenset[str]]] = {
    f"System.{source}": frozenset(f"{_REAL} {wider}".split())
    for source, wider in {
        "SByte": "System.Int16 System.Int32 System.Int64",
        "Byte": "System.Int16 System.UInt16 System.Int32 System.UInt32 System.Int64 System.UInt64",
        "Int16": "System.Int32 System.Int64",
        "UInt16": "System.Int32 System.UInt32 System.Int64 System.UInt64",
        "Int32": "System.Int64",
        "UInt32": "System.Int64 System.UInt64",
        "Int64": "",
        "UInt64": "",
        "Char": "System.UInt16 System.Int32 System.UInt32 System.Int64 System.UInt64",
    }.items()
}
_NUMBERS: Final = frozenset({*_IMPLICIT, *_REAL.split()} - {"System.Char"})
_WHOLE: Final = _NUMBERS - frozenset(_REAL.split())
_REALS: Final = frozenset({"System.Single", "System.Double"})
_SIGNED: Final = ("System.SByte", "System.Int16", "System.Int32", "System.Int64")
_UNSIGNED: Final = ("System.Byte", "System.UInt16", "System.UInt32", "System.UInt64")
_OF_TEXT: Final = {
    "System.Char": PARSE,
    "System.DateTime": PARSE,
    "System.DateTimeOffset": PARSE,
    "System.TimeSpan": PARSE,
    "System.Guid": PARSE,
    "System.Version": PARSE,
    "System.Management.Automation.SemanticVersion": PARSE,
    "System.Net.IPAddress": PARSE,
    "System.Numerics.BigInteger": PARSE,
    "System.Type": LANGUAGE,
    "System.Text.RegularExpressions.Regex": LANGUAGE,
    "System.Security.SecureString": NONE,
    "System.Management.Automation.PSCredential": NONE,
}
_OF_NUMBER: Final = {
    "System.DateTime": CONSTRUCTOR,
    "System.TimeSpan": CONSTRUCTOR,
    "System.Net.IPAddress": CONSTRUCTOR,
    "System.Numerics.BigInteger": NUMERIC_IMPLICIT,
    "System.Char": NUMERIC_STRING,
}
_SEQUENCES: Final = frozenset(
    {
        "System.Array",
        "System.Collections.IList",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
    }
)
_CUSTOM: Final = frozenset(
    {"System.Management.Automation.PSObject", "System.Management.Automation.PSCustomObject"}
)
_CALLABLE: Final = frozenset(
    {"System.Management.Automation.ScriptBlock", "System.Management.Automation.PSMethod"}
)
_KNOWN: dict[tuple[NetType | None, NetType], int] = {}


def conversion_rank(found: NetType | None, wanted: NetType) -> int:
    """Return how well a type (None: null's) goes to another; 0 if no rule leads there."""
    pair = (found, wanted)
    rank = _KNOWN.get(pair)
    if rank is None:
        rank = _KNOWN[pair] = _figure(found, wanted)
    return rank


def _figure(found: NetType | None, wanted: NetType) -> int:
    if found is wanted:
        return IDENTITY
    if wanted.definition == "System.Nullable`1":
        return NULL_TO_REFERENCE if found is None else conversion_rank(found, wanted.arguments[0])
    if found is None:
        if wanted is STRING:
            return TO_STRING
        by_value = "System.ValueType" in wanted.ancestors
        return NULL_TO_VALUE if by_value else NULL_TO_REFERENCE
    if wanted is OBJECT or wanted.name in found.ancestors:
        return ASSIGNABLE
    if wanted.element is not None:
        return _to_array(found, wanted.element)
    if wanted is STRING:
        return NUMERIC_STRING if found.name in _NUMBERS else TO_STRING
    if wanted is BOOLEAN:
        return LANGUAGE
    return _to_other(found, wanted)


def _to_array(found: NetType, element: NetType) -> int:
    if found is STRING and element is CHAR:
        return STRING_TO_CHARS
    if found.element is None:
        return conversion_rank(found, element) & _SCALAR_TO_ARRAY
    if element is OBJECT:
        by_value = "System.ValueType" in found.element.ancestors
        return UNRELATED_ARRAYS if by_value else ASSIGNABLE
    if found.element is OBJECT or conversion_rank(found.element, element):
        return UNRELATED_ARRAYS
    return NONE


def _to_other(found: NetType, wanted: NetType) -> int:
    if "System.Delegate" in wanted.ancestors:
        return CUSTOM if found.name in _CALLABLE else NONE
    if wanted.enum is not None:
        fits = found is STRING or found.name in _WHOLE or found.is_array
        return LANGUAGE if fits else NONE
    if wanted.name in _CUSTOM:
        return ANY_OBJECT
    if wanted.name in _SEQUENCES:
        return UNRELATED_ARRAYS
    if wanted.name in _NUMBERS:
        return _to_number(found, wanted.name)
    if found is STRING:
        has_rule = wanted.name in RULES or wanted.arguments
        return _OF_TEXT.get(wanted.name, CONSTRUCTOR if has_rule else NONE)
    if found.name in _NUMBERS or found is CHAR or found.enum is not None:
        return _OF_NUMBER.get(wanted.name, NONE)
    if "System.Collections.IDictionary" in found.ancestors or found.name in _CUSTOM:
        return CREATE
    return CUSTOM if wanted.arguments else NONE


def _to_number(found: NetType, wanted: str) -> int:
    if found is STRING:
        return NUMERIC_STRING
    if wanted in _IMPLICIT.get(found.name, ()) or (
        found.name == "System.Single" and wanted == "System.Double"
    ):
        return LANGUAGE if found is CHAR and wanted in _REALS else NUMERIC_IMPLICIT
    if found.name in _NUMBERS:
        return _explicit(found.name, wanted)
    if found is CHAR:
        return NUMERIC_EXPLICIT
    if found is BOOLEAN or found.enum is not None or found.name == "System.DateTime":
        return CONVERTIBLE
    return CUSTOM if found.name == "System.Numerics.BigInteger" else NONE


def _explicit(found: str, wanted: str) -> int:
    """Return the rank of a narrowing: a signed number to an unsigned one is a little nearer."""
    from_decimal = found == "System.Decimal" and wanted in _REALS
    to_unsigned = found in _SIGNED and wanted in _UNSIGNED and found in _WHOLE
    widens = to_unsigned and _SIGNED.index(found) <= _UNSIGNED.index(wanted)
    return NUMERIC_EXPLICIT_SIGN if from_decimal or widens else NUMERIC_EXPLICIT


def nearer(one: int, two: int, left: NetType, right: NetType) -> int:
    """Return 1 if left is chosen before right where the ranks of two forms are even, -1, or 0.

    ``one`` and ``two`` are the ranks of an argument to the two types. The more special type wins,
    but among types that hold every value of the argument's the more general one.
    """
    if left is right or min(one, two) < NULL_TO_VALUE:
        return 0
    widens = one >= NUMERIC_IMPLICIT
    if widens is not (two >= NUMERIC_IMPLICIT):
        return 0
    forth, back = conversion_rank(left, right), conversion_rank(right, left)
    special = (forth > back) - (forth < back)
    return -special if widens else special
