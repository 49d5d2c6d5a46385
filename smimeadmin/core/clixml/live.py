"""Types that come back alive: by any of an object's type names, with or without a prefix."""

import ipaddress
import re
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.core.secret import Secret

PREFIX: Final = "Deserialized."
_FOLDED_PREFIX: Final = fold(PREFIX)
_ADDRESS: Final = re.compile(
    '(?:"(?P<quoted>[^"]*)"\\s*|(?P<name>[^<>"@]*?)\\s*)<(?P<inside>[^<>\\s]+)>|(?P<alone>[^<>\\s"]+)'
)
_CULTURE: Final = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*|")

Maker = Callable[[PropertyBag], Any]
"""Makes the value of a bag, or None if it does not describe one; then the bag stays."""


def _ip_address(bag: PropertyBag) -> Any:
    try:
        return v.IPAddress(ipaddress.ip_address(bag.text or "").packed)
    except ValueError:
        return None


def mail_address(text: str) -> v.MailAddress | None:
    """Read an address with or without a name; None if it is none."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        return None
    address = match["inside"] or match["alone"]
    user, at, host = address.rpartition("@")
    if not (user and at and host) or "@" in user:
        return None
    return v.MailAddress(address, match["quoted"] or match["name"] or "")


def _mail_address(bag: PropertyBag) -> Any:
    return mail_address(bag.text or "")


def _culture(bag: PropertyBag) -> Any:
    text = bag.text
    if text is None or _CULTURE.fullmatch(text) is None:
        return None
    return v.CultureInfo(text)


def _switch(bag: PropertyBag) -> Any:
    present = bag.get("IsPresent")
    return v.SwitchParameter(is_present=present) if type(present) is bool else None


def _credential(bag: PropertyBag) -> Any:
    password = bag.get("Password")
    if not isinstance(password, Secret):
        return None
    return v.Credential(str(bag.get("UserName") or ""), password)


MAKERS: Final[dict[str, Maker]] = {
    fold(name): make
    for name, make in (
        ("System.Net.IPAddress", _ip_address),
        ("System.Net.Mail.MailAddress", _mail_address),
        ("System.Globalization.CultureInfo", _culture),
        ("System.Management.Automation.SwitchParameter", _switch),
        ("System.Management.Automation.PSCredential", _credential),
    )
}


def raw_data(bag: PropertyBag) -> bytes | None:
    """Return the bytes that a certificate or name keeps as RawData, or None."""
    data = bare(bag.get("RawData"))
    return bytes(data) if type(data) is bytearray else None


class TypeTable:
    """One list of type names of a document: as they are shown, and what they bring to life."""

    __slots__ = ("is_ordered", "makers", "names")

    def __init__(self, given: list[str], makers: dict[str, Maker]) -> None:
        names = [name for name in given if name]
        folded = [fold(name) for name in names]
        self.names = tuple(
            name if low.startswith(_FOLDED_PREFIX) else PREFIX + name
            for name, low in zip(names, folded, strict=True)
        )
        plain = [low.removeprefix(_FOLDED_PREFIX) for low in folded]
        self.makers = [makers[low] for low in plain if low in makers]
        self.is_ordered = bool(plain) and plain[0] == _ORDERED


_ORDERED: Final = fold("System.Collections.Specialized.OrderedDictionary")
