"""Conversions to the types that are no numbers: dates, versions, collections, patterns, ..."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine import convert_errors as why
from smimeadmin.shell.engine.convert_dates import (
    parse_datetime,
    parse_timespan,
    zone_of_text,
)
from smimeadmin.shell.engine.culture import find_culture
from smimeadmin.shell.engine.errors import TypeNameError
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.regex import REGEX_OPTIONS, Match, Regex, RegexError
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.engine.types import register_enum, register_type, resolve_type
from smimeadmin.shell.engine.xml_document import XmlDocument, XmlElement, parse_xml

# Types that have a constructor without arguments: a dictionary is taken for their properties.
_WITH_DEFAULT: Final = frozenset(
    {
        "System.TimeSpan",
        "System.DateTime",
        "System.DateTimeOffset",
        "System.Guid",
        "System.Version",
        "System.Security.SecureString",
        "System.Management.Automation.SwitchParameter",
        "System.Collections.ArrayList",
        "System.Collections.Hashtable",
    }
)
_CAPACITY: Final = frozenset({v.Char, v.EnumValue})


def _text_of_number(value: Any) -> str | None:
    """Return a text, or a number as one: numbers reach these types through their text."""
    kind = type(value)
    if kind is str:
        return str(value)
    return to_text(value) if kind in why.NUMBERS else None


def _refuse(value: Any, target: NetType) -> Exception:
    """Return the error for what neither a text nor a number is."""
    if target.name in _WITH_DEFAULT:
        if isinstance(value, v.FoldingDictionary):
            return why.failed(value, target, why.CREATION)
        if type(value) is PropertyBag:
            return why.failed(value, target, why.CONSTRUCTOR)
    return why.no_conversion(value, target)


def from_text(
    parse: Callable[[str], Any], error_id: str, *failures: type[Exception]
) -> Callable[[Any, NetType], Any]:
    """Return a rule that takes texts and numbers, and fails with an id."""
    caught = failures or (ValueError, OverflowError)

    def rule(value: Any, target: NetType) -> Any:
        text = _text_of_number(value)
        if text is None:
            raise _refuse(value, target)
        try:
            return parse(text)
        except caught as reason:
            raise why.failed(value, target, error_id, str(reason)) from reason

    return rule


def _ticks_of(value: Any) -> int | None:
    """Return a number that a constructor from Int64 takes, None for the rest."""
    kind = type(value)
    if kind in v.INTEGER_CLASSES and kind is not v.BigInteger:
        return int(value)
    if kind is v.EnumValue:
        return int(value.value)
    return ord(value) if kind is v.Char else None


def from_ticks(
    make: Callable[[int], Any], otherwise: Callable[[Any, NetType], Any]
) -> Callable[[Any, NetType], Any]:
    """Return a rule that gives whole numbers to a constructor, and the rest to another rule."""

    def rule(value: Any, target: NetType) -> Any:
        ticks = _ticks_of(value)
        if ticks is None:
            return otherwise(value, target)
        try:
            return make(ticks)
        except (OverflowError, ValueError) as reason:
            raise why.failed(value, target, why.CONSTRUCTOR, str(reason)) from reason

    return rule


def parse_version(text: str) -> v.Version:
    """Read two to four numbers; ValueError else."""
    parts = text.strip().split(".")
    if not 2 <= len(parts) <= 4:
        raise ValueError("A version has two to four parts.")
    numbers = [int(part) for part in parts if part.strip().isdigit()]
    if len(numbers) != len(parts) or max(numbers) > v.INT32_MAX:
        raise ValueError("The parts of a version are whole numbers.")
    return v.Version(*numbers)


def parse_semantic_version(text: str) -> v.SemanticVersion:
    """Read ``1.2.3-label+build``; ValueError else."""
    main, _, build = text.strip().partition("+")
    core, _, label = main.partition("-")
    parts = core.split(".")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        raise ValueError("A semantic version has up to three whole numbers.")
    numbers = [int(part) for part in parts] + [0, 0]
    return v.SemanticVersion(numbers[0], numbers[1], numbers[2], label, build)


def parse_address(text: str) -> v.IPAddress:
    """Read an IP address: IPv4 in one to four parts, hexadecimal too, or IPv6."""
    if ":" in text:
        return v.IPAddress(_parse_six(text.strip("[]").partition("%")[0]))
    parts = text.split(".")
    numbers = [_address_part(part) for part in parts]
    if not 1 <= len(parts) <= 4 or any(number > 255 for number in numbers[:-1]):
        raise ValueError("That is no IP address.")
    rest = 4 - len(numbers) + 1
    if numbers[-1] >= 1 << (8 * rest):
        raise ValueError("That is no IP address.")
    return v.IPAddress(bytes(numbers[:-1]) + numbers[-1].to_bytes(rest, "big"))


def _address_part(part: str) -> int:
    if part[:2].lower() == "0x" and len(part) > 2:
        return int(part[2:], 16)
    if not (part.isascii() and part.isdigit()):
        raise ValueError("That is no IP address.")
    return int(part, 8) if part.startswith("0") else int(part)


def _parse_six(text: str) -> bytes:
    front, gap, back = text.partition("::")
    head = _six_groups(front)
    tail = _six_groups(back)
    missing = 16 - len(head) - len(tail)
    if "::" in back or (missing != 0 and not gap) or missing < 0:
        raise ValueError("That is no IP address.")
    return head + bytes(missing) + tail


def _six_groups(text: str) -> bytes:
    if not text:
        return b""
    result = b""
    for group in text.split(":"):
        if "." in group:
            result += parse_address(group).packed
        elif 1 <= len(group) <= 4:
            result += int(group, 16).to_bytes(2, "big")
        else:
            raise ValueError("That is no IP address.")
    return result


def _address_of_number(number: int) -> v.IPAddress:
    return v.IPAddress(number.to_bytes(4, "little"))


def parse_mail_address(text: str) -> v.MailAddress:
    """Read ``a@b``, ``Name <a@b>`` or ``"Name" <a@b>``; ValueError else."""
    bare = text.strip()
    name = ""
    if bare.endswith(">") and "<" in bare:
        name, _, bare = bare[:-1].rpartition("<")
        name = _display_name(name.strip())
        bare = bare.strip()
    local, at, domain = bare.rpartition("@")
    if not (local and at and domain) or not (_is_local(local) and _is_domain(domain)):
        raise ValueError("The specified string is not in the form required for an e-mail address.")
    return v.MailAddress(bare, name)


def _display_name(name: str) -> str:
    if len(name) > 1 and name[0] == name[-1] == '"':
        return name[1:-1].replace('\\"', '"')
    if any(c in '<>@,;"' for c in name):
        raise ValueError("The name before the address holds what has to be quoted.")
    return name


def _is_local(local: str) -> bool:
    if local[0] == local[-1] == '"' and len(local) > 1:
        return True
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return not dots and not any(c.isspace() or c in '<>()[],;:\\"@' for c in local)


def _is_domain(domain: str) -> bool:
    if domain.startswith("[") and domain.endswith("]"):
        return True
    dots = domain.startswith(".") or domain.endswith(".") or ".." in domain
    return not dots and not any(c.isspace() or c in '<>()[],;:\\"@' for c in domain)


def _file(text: str) -> v.FileInfo:
    if not text:
        raise ValueError("The path is empty.")
    return v.FileInfo(text)


def _directory(text: str) -> v.FileInfo:
    if not text:
        raise ValueError("The path is empty.")
    return v.FileInfo(text, is_directory=True)


def _offset_moment(text: str) -> v.DateTimeOffset:
    minutes = zone_of_text(text)
    if minutes is None:
        moment = parse_datetime(text)
        return v.DateTimeOffset(moment.ticks, moment.utc_offset_ticks // 600_000_000)
    utc = parse_datetime(text).to_utc()
    return v.DateTimeOffset(utc.ticks + minutes * 600_000_000, minutes)


def _to_offset(value: Any, target: NetType) -> Any:
    if type(value) is v.DateTime:
        return v.DateTimeOffset(value.ticks, value.utc_offset_ticks // 600_000_000)
    return from_text(_offset_moment, why.PARSE_WITH_CULTURE)(value, target)


def _to_array_list(value: Any, target: NetType) -> Any:
    if type(value) in _CAPACITY:
        return v.ArrayList()
    if isinstance(value, (list, range)):
        return v.ArrayList(value)
    if type(value) is bytearray:
        return v.ArrayList(v.Byte(b) for b in value)
    if isinstance(value, v.FoldingDictionary):
        return v.ArrayList(v.DictionaryEntry(key, item) for key, item in value.items())
    raise _refuse(value, target)


def _to_hashtable(value: Any, target: NetType) -> Any:
    if type(value) in _CAPACITY:
        return v.Hashtable()
    if isinstance(value, v.FoldingDictionary):
        return v.Hashtable(value.items())
    raise _refuse(value, target)


def _to_ordered(value: Any, target: NetType) -> Any:
    if type(value) in _CAPACITY:
        return v.OrderedDictionary()
    raise _refuse(value, target)


def _to_switch(value: Any, target: NetType) -> Any:
    if type(value) is bool:
        return v.SwitchParameter(is_present=value)
    raise _refuse(value, target)


def _to_regex(value: Any, target: NetType) -> Any:
    return from_text(Regex, why.CONSTRUCTOR, RegexError)(value, target)


def _to_type(value: Any, target: NetType) -> Any:
    return from_text(resolve_type, "InvalidCastFromStringToType", TypeNameError)(value, target)


def _to_xml(value: Any, target: NetType) -> Any:
    try:
        return parse_xml(to_text(value))
    except ValueError as reason:
        raise why.failed(value, target, "InvalidCastToXmlDocument", str(reason)) from reason


def _refused(value: Any, target: NetType) -> Any:
    raise _refuse(value, target)


OBJECTS: Final[dict[str, Callable[[Any, NetType], Any]]] = {
    "System.DateTime": from_ticks(v.DateTime, from_text(parse_datetime, why.PARSE_WITH_CULTURE)),
    "System.TimeSpan": from_ticks(v.TimeSpan, from_text(parse_timespan, why.PARSE_WITH_CULTURE)),
    "System.DateTimeOffset": _to_offset,
    "System.Guid": from_text(v.Guid.parse, why.PARSE_WITH_CULTURE),
    "System.Version": from_text(parse_version, why.PARSE),
    "System.Management.Automation.SemanticVersion": from_text(parse_semantic_version, why.PARSE),
    "System.Net.IPAddress": from_ticks(_address_of_number, from_text(parse_address, why.PARSE)),
    "System.Net.Mail.MailAddress": from_text(parse_mail_address, why.CONSTRUCTOR),
    "System.Globalization.CultureInfo": from_text(find_culture, why.CONSTRUCTOR),
    "System.Uri": from_text(v.Uri.parse, why.CONSTRUCTOR),
    "System.IO.FileInfo": from_text(_file, why.CONSTRUCTOR),
    "System.IO.DirectoryInfo": from_text(_directory, why.CONSTRUCTOR),
    "System.Text.RegularExpressions.Regex": _to_regex,
    "System.Type": _to_type,
    "System.Xml.XmlDocument": _to_xml,
    "System.Collections.ArrayList": _to_array_list,
    "System.Collections.Hashtable": _to_hashtable,
    "System.Collections.Specialized.OrderedDictionary": _to_ordered,
    "System.Management.Automation.SwitchParameter": _to_switch,
    "System.Security.SecureString": _refused,
}

register_type("System.Text.RegularExpressions.Regex", accelerators=("regex",), python=Regex)
register_type("System.Text.RegularExpressions.Match", python=Match)
register_enum(REGEX_OPTIONS)
register_type("System.Xml.XmlNode", interfaces=("System.Collections.IEnumerable",))
register_type(
    "System.Xml.XmlDocument", accelerators=("xml",), python=XmlDocument, base="System.Xml.XmlNode"
)
register_type("System.Xml.XmlElement", python=XmlElement, base="System.Xml.XmlNode")
