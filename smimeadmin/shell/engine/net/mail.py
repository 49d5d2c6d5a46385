"""[mailaddress] and lists of addresses."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.convert_objects import parse_mail_address
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    parsing_call,
    properties,
    static_methods,
)
from smimeadmin.shell.engine.text import TEXT
from smimeadmin.shell.engine.types import register_type, resolve_type

_TYPE: Final = "System.Net.Mail.MailAddress"


def split_addresses(text: str) -> list[str]:
    """Return the addresses of a list: commas in quotes or brackets part nothing."""
    parts = [""]
    quoted = angled = False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif not quoted and char in "<>":
            angled = char == "<"
        if char == "," and not quoted and not angled:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


class MailAddressCollection(v.GenericList):
    """System.Net.Mail.MailAddressCollection: takes addresses, and texts with several."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__([], _TYPE)

    def __str__(self) -> str:
        return ", ".join(str(address) for address in self)


def _make(address: str, name: str = "") -> v.MailAddress:
    found = parsing_call(parse_mail_address)(address)
    result: v.MailAddress = found
    return v.MailAddress(result.address, name) if name else result


def _try_create(address: str, *more: Any) -> bool:
    *names, result = more
    try:
        result.value = parse_mail_address(address)
    except ValueError:
        result.value = None
        return False
    if names and names[0]:
        result.value = v.MailAddress(result.value.address, names[0])
    return True


def _add(addresses: MailAddressCollection, value: Any) -> None:
    if type(value) is str:
        if not value:
            raise net_exception("ArgumentException", "The address list is empty.")
        addresses += [_make(part) for part in split_addresses(value)]
    else:
        addresses.append(convert(value, resolve_type(_TYPE)))


register_type(
    "System.Net.Mail.MailAddressCollection",
    python=MailAddressCollection,
    interfaces=(
        "System.Collections.IList",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
    ),
)
TEXT[MailAddressCollection] = str
static_methods(
    _TYPE,
    new=[
        ("string:address", _make),
        ("string:address string:displayName", _make),
        (
            "string:address string:displayName System.Text.Encoding:displayNameEncoding",
            lambda address, name, _encoding: _make(address, name),
        ),
    ],
    TryCreate=[
        (f"string:address &{_TYPE}:result -> bool", _try_create),
        (f"string:address string:displayName &{_TYPE}:result -> bool", _try_create),
    ],
)
properties(
    v.MailAddress,
    DisplayName=lambda m: m.display_name,
    User=lambda m: m.address.rpartition("@")[0],
    Host=lambda m: m.address.rpartition("@")[2],
    Address=lambda m: m.address,
)
methods(
    v.MailAddress,
    ToString=[("-> string", str)],
    Equals=[("object:value -> bool", lambda a, b: a == b)],
    GetHashCode=[("-> int", lambda m: hash(str(m).lower()) & 0x7FFFFFFF)],
)
static_methods("System.Net.Mail.MailAddressCollection", new=[("", MailAddressCollection)])
methods(
    MailAddressCollection,
    Add=[
        ("string:addresses -> void", _add),
        (f"{_TYPE}:item -> void", _add),
    ],
    ToString=[("-> string", str)],
)
