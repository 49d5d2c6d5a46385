"""How a conversion fails: the ids that PowerShell gives, by rule."""

from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.engine.types import type_of

FINAL: Final = "ConvertToFinalInvalidCastException"
CONVERTIBLE: Final = "InvalidCastIConvertible"
CONSTRUCTOR: Final = "InvalidCastConstructorException"
PARSE: Final = "InvalidCastParseTargetInvocation"
PARSE_WITH_CULTURE: Final = "InvalidCastParseTargetInvocationWithFormatProvider"
INTEGER: Final = "InvalidCastFromStringToInteger"
REAL: Final = "InvalidCastFromStringToDoubleOrSingle"
DECIMAL: Final = "InvalidCastFromStringToDecimal"
CREATION: Final = "ObjectCreationError"
TO_ARRAY: Final = "InvalidCastExceptionScalarToArray"
NULL: Final = "nullToObjectInvalidCast"
ENUM_NAME: Final = "SubstringDisambiguationEnumParseThrewAnException"
ENUM_NUMBER: Final = "UndefinedIntegerToEnum"

NUMBERS: Final = frozenset({int, float, Decimal, v.Single, *v.SIZED})
# IConvertible without a conversion of its own: the last try is Convert.ChangeType.
_SECURE_STRING: Final = "System.Security.SecureString"
_CONVERTIBLE: Final = frozenset({bool, v.Char, v.DateTime, v.EnumValue})


class NoConversionError(ConversionError):
    """No rule leads from the type of the value to the wanted one."""

    id = "Engine.NoConversion"


def failed(
    value: Any, target: NetType, error_id: str, reason: str = "", *, hint: str | None = None
) -> ConversionError:
    """Return the error of a conversion that was tried and failed."""
    return ConversionError(error_id, _sentence(value, target, reason), target=value, hint=hint)


def no_conversion(value: Any, target: NetType) -> NoConversionError:
    """Return the error for a pair of types that no rule joins."""
    error_id = CONVERTIBLE if type(value) in _CONVERTIBLE else FINAL
    return NoConversionError(error_id, _sentence(value, target, ""), target=value)


def _sentence(value: Any, target: NetType, reason: str) -> str:
    if value is None:
        return f'Cannot convert null to type "{target}".'
    # What was given where a SecureString is wanted is a password, and errors go into logs.
    shown = "********" if target.name == _SECURE_STRING else to_text(value)
    if len(shown) > 80:
        shown = f"{shown[:77]}..."
    source = type_of(value)
    text = f'Cannot convert value "{shown}" of type "{source.name}" to type "{target.name}".'
    return f"{text[:-1]}: {reason}" if reason else text
