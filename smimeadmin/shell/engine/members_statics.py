"""Static members: [Math], [Convert], [string], [datetime], [guid], [regex] and constructors."""

import base64
import binascii
import math
import secrets
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote, unquote

from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.objects import PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.core.values_dates import UNIX_EPOCH_TICKS, days_in_month, is_leap_year
from smimeadmin.shell.engine import convert_objects as parsing
from smimeadmin.shell.engine.convert import convert, list_items, make_array, to_text
from smimeadmin.shell.engine.convert_dates import parse_datetime, parse_timespan
from smimeadmin.shell.engine.culture import compare_texts, find_culture
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.formats import format_composite
from smimeadmin.shell.engine.formats_digits import round_decimal
from smimeadmin.shell.engine.members_dictionaries import StringBuilder, match_of, matches_of
from smimeadmin.shell.engine.members_lists import same_object
from smimeadmin.shell.engine.members_table import (
    Forms,
    net_exception,
    out_of_range,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.members_types import typed_statics
from smimeadmin.shell.engine.operators_text import split_text
from smimeadmin.shell.engine.regex import Match, Regex, compile_pattern, expand_replacement
from smimeadmin.shell.engine.sorting import sort_values
from smimeadmin.shell.engine.types import NetType, register_enum, resolve_type

_ROUNDING: Final = v.EnumType(
    "System.MidpointRounding",
    {"ToEven": 0, "AwayFromZero": 1, "ToZero": 2, "ToNegativeInfinity": 3, "ToPositiveInfinity": 4},
)
register_enum(_ROUNDING)


_ROUNDERS: Final[dict[int, Callable[[float], int]]] = {
    2: math.trunc,
    3: math.floor,
    4: math.ceil,
}


def _round(value: Any, places: int = 0, mode: Any = None) -> Any:
    """Return a number rounded: ties to even unless told away from zero."""
    kind = mode.value if mode is not None else 0
    if not 0 <= places <= (28 if type(value) is Decimal else 15):
        raise out_of_range("The number of places")
    if type(value) is Decimal:
        return round_decimal(value, places) if kind == 1 else round(value, places)
    if not math.isfinite(value):
        return value
    scaled = value * 10**places
    if kind == 1:
        rounded = math.copysign(math.floor(abs(scaled) + 0.5), scaled)
    elif kind == 0:
        rounded = float(round(scaled))
    else:
        rounded = float(_ROUNDERS[kind](scaled))
    return rounded / 10**places


def _real(function: Callable[..., float]) -> Callable[..., float]:
    """Return a function that gives NaN or infinity where Python raises."""

    def run(*values: float) -> float:
        try:
            return float(function(*values))
        except OverflowError:
            return float("inf")
        except ValueError:
            return float("-inf") if values[0] == 0 else float("nan")

    return run


def _power(base: float, exponent: float) -> float:
    try:
        result = base**exponent
    except OverflowError:
        return float("inf")
    except ZeroDivisionError:
        return float("inf")
    return float("nan") if isinstance(result, complex) else float(result)


def _whole(function: Callable[[Any], int]) -> Callable[[Any], Any]:
    def run(value: Any) -> Any:
        if type(value) is Decimal:
            return Decimal(function(value))
        return float(function(value)) if math.isfinite(value) else value

    return run


def _same_type(function: Callable[..., Any], *kinds: str) -> Forms:
    """Return one form for each numeric type, which gives its own type back."""
    forms: Forms = []
    for name in kinds:
        forms.append((name, _keeping(function, name.split()[0])))
    return forms


def _keeping(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    def run(*values: Any) -> Any:
        try:
            return convert(function(*values), resolve_type(name))
        except ConversionError as reason:
            raise net_exception("OverflowException", reason.message) from reason

    return run


_NUMERIC: Final = ("int", "long", "double", "decimal", "float", "uint", "ulong", "int16", "sbyte")
_PAIRS: Final = tuple(f"{name} {name}" for name in (*_NUMERIC, "byte", "uint16"))
_TRIPLES: Final = tuple(f"{name} {name} {name}" for name in _NUMERIC)


def _sign(value: Any) -> int:
    if value != value:  # noqa: PLR0124 - NaN
        raise net_exception("ArithmeticException", "Function does not accept NaN.")
    return int((value > 0) - (value < 0))


def _div_rem(left: int, right: int) -> Any:
    if right == 0:
        raise net_exception("DivideByZeroException", "Attempted to divide by zero.")
    quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    return [quotient, left - quotient * right]


def _logarithm(value: float, base: float) -> float:
    return _real(math.log)(value) / math.log(base)


static_properties(
    "System.Math", PI=lambda _t: math.pi, E=lambda _t: math.e, Tau=lambda _t: math.tau
)
static_methods(
    "System.Math",
    Abs=_same_type(abs, *_NUMERIC),
    Max=_same_type(max, *_PAIRS),
    Min=_same_type(min, *_PAIRS),
    Clamp=_same_type(lambda x, low, high: min(max(x, low), high), *_TRIPLES),
    Sign=[("double", _sign), ("decimal", _sign)],
    Round=[
        ("double", _round),
        ("decimal", _round),
        ("double int", _round),
        ("decimal int", _round),
        ("double System.MidpointRounding", lambda x, mode: _round(x, 0, mode)),
        ("decimal System.MidpointRounding", lambda x, mode: _round(x, 0, mode)),
        ("double int System.MidpointRounding", _round),
        ("decimal int System.MidpointRounding", _round),
    ],
    Floor=[("double", _whole(math.floor)), ("decimal", _whole(math.floor))],
    Ceiling=[("double", _whole(math.ceil)), ("decimal", _whole(math.ceil))],
    Truncate=[("double", _whole(math.trunc)), ("decimal", _whole(math.trunc))],
    Sqrt=[("double", _real(math.sqrt))],
    Cbrt=[("double", lambda x: math.copysign(abs(x) ** (1 / 3), x))],
    Pow=[("double double", _power)],
    Exp=[("double", _real(math.exp))],
    Log=[("double", _real(math.log)), ("double double", _logarithm)],
    Log10=[("double", _real(math.log10))],
    Log2=[("double", _real(math.log2))],
    DivRem=[("int int", _div_rem)],
    BigMul=[("int int", lambda a, b: v.Int64(int(a) * int(b)))],
    **{
        name: [("double", _real(getattr(math, name.lower())))]
        for name in ("Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Tanh")
    },
    Atan2=[("double double", math.atan2)],
)

# [Convert] -------------------------------------------------------------------------------------


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

# [string] and [char] ---------------------------------------------------------------------------


def _is_blank(text: Any) -> bool:
    return text is None or not to_text(text).strip()


def _compare(left: Any, right: Any, ignore_case: bool = False) -> int:
    return compare_texts(to_text(left), to_text(right), ignore_case=ignore_case)


def _compare_by(left: Any, right: Any, mode: Any) -> int:
    if mode.value < 4:
        return _compare(left, right, mode.value in {1, 3})
    one, two = to_text(left), to_text(right)
    if mode.value == 5:
        one, two = one.upper(), two.upper()
    return (one > two) - (one < two)


def _compare_ordinal(left: str, right: str) -> int:
    for one, two in zip(left, right, strict=False):
        if one != two:
            return ord(one) - ord(two)
    return len(left) - len(right)


def _join(separator: Any, *parts: Any) -> str:
    items = list_items(parts[0]) if len(parts) == 1 else None
    return to_text(separator).join(to_text(p) for p in (parts if items is None else items))


def _concat(*parts: Any) -> str:
    return _join("", *parts)


def _equals_text(left: Any, right: Any, mode: Any = None) -> bool:
    one, two = to_text(left), to_text(right)
    if mode is not None and mode.value in {1, 3, 5}:
        return one.lower() == two.lower()
    return one == two


def _new_text(char: str, count: int) -> str:
    if count < 0:
        raise out_of_range("The count")
    return str(char) * count


static_properties("System.String", Empty=lambda _t: "")
static_methods(
    "System.String",
    IsNullOrEmpty=[("object", lambda text: text is None or to_text(text) == "")],
    IsNullOrWhiteSpace=[("object", _is_blank)],
    Join=[("string object*", _join)],
    Concat=[("object*", _concat)],
    Format=[("string object*", lambda form, *values: format_composite(form, list(values)))],
    Compare=[
        ("object object", _compare),
        ("object object bool", _compare),
        ("object object System.StringComparison", _compare_by),
    ],
    CompareOrdinal=[("string string", _compare_ordinal)],
    Equals=[
        ("object object", _equals_text),
        ("object object System.StringComparison", _equals_text),
    ],
    Copy=[("string", lambda text: text)],
    new=[
        ("char int", _new_text),
        ("char[]", lambda chars: "".join(str(c) for c in chars)),
        (
            "char[] int int",
            lambda chars, at, count: "".join(str(c) for c in chars[at : at + count]),
        ),
    ],
)


def _char_test(test: Callable[[str], bool]) -> Forms:
    return [
        ("char", lambda char: bool(test(str(char)))),
        ("string int", lambda text, at: bool(test(text[at]))),
    ]


static_methods(
    "System.Char",
    IsDigit=_char_test(str.isdecimal),
    IsLetter=_char_test(str.isalpha),
    IsLetterOrDigit=_char_test(lambda c: c.isalpha() or c.isdecimal()),
    IsNumber=_char_test(str.isnumeric),
    IsUpper=_char_test(str.isupper),
    IsLower=_char_test(str.islower),
    IsWhiteSpace=_char_test(str.isspace),
    IsPunctuation=_char_test(lambda c: unicode_class(c).startswith("P")),
    IsSymbol=_char_test(lambda c: unicode_class(c).startswith("S")),
    IsControl=_char_test(lambda c: unicode_class(c) == "Cc"),
    ToUpper=[("char", lambda char: v.Char(str(char).upper()[:1]))],
    ToLower=[("char", lambda char: v.Char(str(char).lower()[:1]))],
    ToUpperInvariant=[("char", lambda char: v.Char(str(char).upper()[:1]))],
    ToLowerInvariant=[("char", lambda char: v.Char(str(char).lower()[:1]))],
    GetNumericValue=[("char", lambda char: float(char) if str(char).isdecimal() else -1.0)],
    ConvertFromUtf32=[("int", chr)],
    ConvertToUtf32=[("string int", lambda text, at: ord(text[at]))],
    Parse=[("string", lambda text: convert(text, resolve_type("char")))],
)


def unicode_class(char: str) -> str:
    """Return the general category of a character (Unicode 4.5)."""
    return unicodedata.category(char)


# Dates -----------------------------------------------------------------------------------------


def now() -> v.DateTime:
    """Return the present moment in local time."""
    return v.DateTime.from_datetime(SystemClock().now())


def _parsed(parse: Callable[[str], Any]) -> Callable[..., Any]:
    def run(text: str, *_culture: Any) -> Any:
        try:
            return parse(text)
        except (ValueError, OverflowError) as reason:
            raise net_exception("FormatException", str(reason), text) from reason

    return run


def _new_date(*parts: Any) -> v.DateTime:
    try:
        year, month, day, *clock = parts
        hour, minute, second, milliseconds = (*clock, 0, 0, 0, 0)[:4]
        return v.DateTime.of(year, month, day, hour, minute, second, milliseconds * 10_000)
    except (ValueError, OverflowError) as reason:
        raise net_exception("ArgumentOutOfRangeException", str(reason)) from reason


def _with_kind(*parts: Any) -> v.DateTime:
    *numbers, kind = parts
    moment = _new_date(*numbers) if len(numbers) > 1 else v.DateTime(int(numbers[0]))
    return v.DateTime(moment.ticks, v.DateKind(kind.value))


def _specify(moment: v.DateTime, kind: v.EnumValue) -> v.DateTime:
    return v.DateTime(moment.ticks, v.DateKind(kind.value))


def _from_file_time(ticks: int) -> v.DateTime:
    return v.DateTime(int(ticks) + 504_911_232_000_000_000, v.DateKind.UTC).to_local()


def _unix(ticks: int) -> v.DateTimeOffset:
    return v.DateTimeOffset(UNIX_EPOCH_TICKS + ticks)


static_properties(
    "System.DateTime",
    Now=lambda _t: now(),
    UtcNow=lambda _t: now().to_utc(),
    Today=lambda _t: v.DateTime(now().ticks // 864_000_000_000 * 864_000_000_000, v.DateKind.LOCAL),
    MinValue=lambda _t: v.DateTime(0),
    MaxValue=lambda _t: v.DateTime(3_155_378_975_999_999_999),
    UnixEpoch=lambda _t: v.DateTime(UNIX_EPOCH_TICKS, v.DateKind.UTC),
)
_DATE_FORMS: Final[Forms] = [(" ".join(["int"] * n), _new_date) for n in (3, 6, 7)]
static_methods(
    "System.DateTime",
    new=[
        *_DATE_FORMS,
        ("long", lambda ticks: v.DateTime(int(ticks))),
        ("long System.DateTimeKind", _with_kind),
        ("int int int int int int System.DateTimeKind", _with_kind),
        ("int int int int int int int System.DateTimeKind", _with_kind),
    ],
    Parse=[("string", _parsed(parse_datetime)), ("string object", _parsed(parse_datetime))],
    DaysInMonth=[("int int", days_in_month)],
    IsLeapYear=[("int", is_leap_year)],
    Compare=[("datetime datetime", lambda a, b: (a.ticks > b.ticks) - (a.ticks < b.ticks))],
    SpecifyKind=[("datetime System.DateTimeKind", _specify)],
    FromFileTime=[("long", _from_file_time)],
    FromFileTimeUtc=[("long", lambda ticks: _from_file_time(ticks).to_utc())],
)
static_properties(
    "System.DateTimeOffset",
    Now=lambda _t: convert(now(), resolve_type("System.DateTimeOffset")),
    UtcNow=lambda _t: v.DateTimeOffset(now().to_utc().ticks),
)
static_methods(
    "System.DateTimeOffset",
    FromUnixTimeSeconds=[("long", lambda n: _unix(int(n) * 10_000_000))],
    FromUnixTimeMilliseconds=[("long", lambda n: _unix(int(n) * 10_000))],
    Parse=[("string", lambda text: convert(text, resolve_type("System.DateTimeOffset")))],
    new=[
        ("datetime", lambda moment: convert(moment, resolve_type("System.DateTimeOffset"))),
        (
            "datetime timespan",
            lambda moment, span: v.DateTimeOffset(moment.ticks, span.ticks // 600_000_000),
        ),
    ],
)


def _new_span(*parts: int) -> v.TimeSpan:
    days, hours, minutes, seconds = ((0, *parts) if len(parts) == 3 else parts)[:4]
    milliseconds = parts[4] if len(parts) > 4 else 0
    return v.TimeSpan.of(days, hours, minutes, seconds, milliseconds * 10_000)


def _span_from(ticks: int) -> Forms:
    return [("double", lambda number: v.TimeSpan(round(number * ticks)))]


static_properties(
    "System.TimeSpan",
    Zero=lambda _t: v.TimeSpan(0),
    MaxValue=lambda _t: v.TimeSpan((1 << 63) - 1),
    MinValue=lambda _t: v.TimeSpan(-(1 << 63)),
    TicksPerDay=lambda _t: v.Int64(864_000_000_000),
    TicksPerSecond=lambda _t: v.Int64(10_000_000),
)
static_methods(
    "System.TimeSpan",
    new=[
        ("long", lambda ticks: v.TimeSpan(int(ticks))),
        ("int int int", _new_span),
        ("int int int int", _new_span),
        ("int int int int int", _new_span),
    ],
    FromDays=_span_from(864_000_000_000),
    FromHours=_span_from(36_000_000_000),
    FromMinutes=_span_from(600_000_000),
    FromSeconds=_span_from(10_000_000),
    FromMilliseconds=_span_from(10_000),
    FromTicks=[("long", lambda ticks: v.TimeSpan(int(ticks)))],
    Parse=[("string", _parsed(parse_timespan))],
)

# Guid, Version, Uri, Regex, collections --------------------------------------------------------


def _new_guid() -> v.Guid:
    # RFC 9562 5.4: version 4, variant 10, all other bits at random.
    number = secrets.randbits(128)
    number = number & ~(0xF << 76) | 4 << 76
    return v.Guid(number & ~(3 << 62) | 2 << 62)


static_properties("System.Guid", Empty=lambda _t: v.Guid(0))
static_methods(
    "System.Guid",
    NewGuid=[("", _new_guid)],
    Parse=[("string", _parsed(v.Guid.parse))],
    new=[
        ("", lambda: v.Guid(0)),
        ("string", _parsed(v.Guid.parse)),
        ("byte[]", lambda data: v.Guid.from_bytes(bytes(data))),
    ],
)
static_methods(
    "System.Version",
    Parse=[("string", _parsed(parsing.parse_version))],
    new=[
        ("", lambda: v.Version(0, 0)),
        ("string", _parsed(parsing.parse_version)),
        ("int int", v.Version),
        ("int int int", v.Version),
        ("int int int int", v.Version),
    ],
)
static_methods(
    "System.Uri",
    EscapeDataString=[("string", lambda text: quote(text, safe="-_.~"))],
    UnescapeDataString=[("string", unquote)],
    new=[("string", lambda text: convert(text, resolve_type("uri")))],
)
static_methods("System.Net.IPAddress", Parse=[("string", _parsed(parsing.parse_address))])
static_properties(
    "System.Net.IPAddress",
    Loopback=lambda _t: v.IPAddress(bytes([127, 0, 0, 1])),
    Any=lambda _t: v.IPAddress(bytes(4)),
)
static_methods(
    "System.Net.Mail.MailAddress",
    new=[
        ("string", _parsed(parsing.parse_mail_address)),
        ("string string", v.MailAddress),
    ],
)
static_properties(
    "System.Globalization.CultureInfo",
    InvariantCulture=lambda _t: v.CultureInfo(""),
    CurrentCulture=lambda _t: v.CultureInfo("en-US"),
    CurrentUICulture=lambda _t: v.CultureInfo("en-US"),
)
static_methods(
    "System.Globalization.CultureInfo",
    GetCultureInfo=[("string", _parsed(find_culture))],
    new=[("string", _parsed(find_culture))],
)
_REGEX: Final = "System.Text.RegularExpressions.Regex"


def _compiled(pattern: str, options: Any = None) -> Regex:
    return compile_pattern(pattern, options.value if options is not None else 0)


def _regex_replace(text: str, pattern: str, replacement: Any, options: Any = None) -> str:
    regex = _compiled(pattern, options)
    if callable(replacement):
        return regex.code.sub(lambda m: to_text(replacement(Match(regex, m))), text)
    filled = to_text(replacement)
    return regex.code.sub(lambda m: expand_replacement(filled, Match(regex, m)), text)


def _regex_split(text: str, pattern: str, options: Any = None) -> Any:
    return v.TypedArray(split_text(_compiled(pattern, options), text), "System.String")


_ESCAPED: Final = str.maketrans(
    {
        **{char: f"\\{char}" for char in "\\*+?|{[()^$.# "},
        "\t": "\\t",
        "\n": "\\n",
        "\r": "\\r",
        "\f": "\\f",
    }
)
_OPTIONS: Final = "System.Text.RegularExpressions.RegexOptions"
static_methods(
    _REGEX,
    new=[("string", _compiled), (f"string {_OPTIONS}", _compiled)],
    Escape=[("string", lambda text: text.translate(_ESCAPED))],
    Unescape=[("string", lambda text: compile_pattern(r"\\(.)").code.sub(r"\1", text))],
    IsMatch=[
        ("string string", lambda t, p: _compiled(p).code.search(t) is not None),
        (f"string string {_OPTIONS}", lambda t, p, o: _compiled(p, o).code.search(t) is not None),
    ],
    Match=[
        ("string string", lambda t, p: match_of(_compiled(p), t)),
        (f"string string {_OPTIONS}", lambda t, p, o: match_of(_compiled(p, o), t)),
    ],
    Matches=[
        ("string string", lambda t, p: matches_of(_compiled(p), t)),
        (f"string string {_OPTIONS}", lambda t, p, o: matches_of(_compiled(p, o), t)),
    ],
    Replace=[
        ("string string object", _regex_replace),
        (f"string string object {_OPTIONS}", _regex_replace),
    ],
    Split=[("string string", _regex_split), (f"string string {_OPTIONS}", _regex_split)],
)


def _index_of(items: Any, value: Any) -> int:
    return next((i for i, item in enumerate(items) if same_object(item, value)), -1)


def _sort_in_place(items: Any) -> None:
    items[:] = sort_values(list(items), lambda item: item, ignore_case=False)


def _create(element: NetType, length: int) -> Any:
    try:
        blank = convert(None, element) if element.name != "System.String" else None
    except ConversionError:
        blank = None
    return make_array([blank] * length, element)


def _copy(source: Any, at: int, target: Any, to: int, count: int) -> None:
    if at + count > len(source) or to + count > len(target) or count < 0:
        raise net_exception("ArgumentException", "The arrays are not long enough.")
    target[to : to + count] = source[at : at + count]


static_methods(
    "System.Array",
    IndexOf=[("object object", _index_of)],
    LastIndexOf=[
        (
            "object object",
            lambda items, x: max((i for i, y in enumerate(items) if same_object(y, x)), default=-1),
        )
    ],
    Reverse=[("object", lambda items: items.reverse())],
    Sort=[("object", _sort_in_place)],
    Copy=[
        ("object object int", lambda a, b, n: _copy(a, 0, b, 0, n)),
        ("object int object int int", _copy),
    ],
    CreateInstance=[("type int", _create)],
    Exists=[("object object", lambda items, test: any(test(item) for item in items))],
    Find=[("object object", lambda items, test: next((i for i in items if test(i)), None))],
    Empty=[("", list)],
)


def _enum_of(net_type: NetType) -> v.EnumType:
    if net_type.enum is None:
        raise net_exception("ArgumentException", f"[{net_type}] is no enumeration.")
    return net_type.enum


def _enum_defined(net_type: NetType, value: Any) -> bool:
    enum = _enum_of(net_type)
    if type(value) is str:
        return value in enum.members
    return (value.value if type(value) is v.EnumValue else int(value)) in enum.names


def _enum_parse(net_type: NetType, text: str, ignore_case: bool = False) -> Any:
    enum = _enum_of(net_type)
    if not ignore_case and text not in enum.members and not text.isdigit():
        raise net_exception("ArgumentException", f"Requested value '{text}' was not found.")
    return convert(text, net_type)


static_methods(
    "System.Enum",
    GetNames=[
        ("type", lambda t: v.TypedArray(sorted_names(_enum_of(t)), "System.String")),
    ],
    GetValues=[
        ("type", lambda t: [v.EnumValue(_enum_of(t), n) for n in sorted(_enum_of(t).names)]),
    ],
    IsDefined=[("type object", _enum_defined)],
    Parse=[("type string", _enum_parse), ("type string bool", _enum_parse)],
    ToObject=[("type object", lambda t, number: v.EnumValue(_enum_of(t), int(number)))],
)


def sorted_names(enum: v.EnumType) -> list[str]:
    """Return the names of an enumeration by their numbers."""
    return sorted(enum.members, key=lambda name: enum.members[name] & 0xFFFFFFFF)


static_methods(
    "System.Text.StringBuilder",
    new=[
        ("", StringBuilder),
        ("string", StringBuilder),
        ("int", lambda _capacity: StringBuilder()),
        ("string int", lambda text, _capacity: StringBuilder(text)),
    ],
)
static_methods("System.Security.SecureString", new=[("", lambda: Secret(""))])
static_methods(
    "System.Management.Automation.PSCredential",
    new=[("string securestring", v.Credential)],
)
static_properties(
    "System.Management.Automation.PSCredential",
    Empty=lambda _t: v.Credential("", Secret("")),
)
static_methods(
    "System.Management.Automation.PSObject",
    new=[("", PropertyBag), ("object", lambda value: value)],
)
static_methods("System.Object", new=[("", PropertyBag)])
static_methods(
    "System.Management.Automation.SwitchParameter",
    new=[("bool", lambda given: v.SwitchParameter(is_present=given))],
)
static_properties(
    "System.Management.Automation.SwitchParameter",
    Present=lambda _t: v.SwitchParameter(is_present=True),
)
typed_statics()
