"""SMTP addresses: what may be one, and the proxyAddresses attribute that lists them.

Only addresses that a certificate's rfc822Name can carry are taken (RFC 5280 s4.2.1.6: IA5String,
so ASCII), since a person whose address can't stand in a certificate can't be served.
"""

import re
from collections.abc import Iterable

from smimeadmin.core.names import fold
from smimeadmin.directory.errors import InvalidAddressError

# RFC 5321 s4.5.3.1: local part 64 octets, path 256 octets with its brackets.
_MAX_LOCAL = 64
_MAX_ADDRESS = 254
# RFC 5322 s3.2.3: dot-atom. Quoted local parts exist on paper only; Exchange refuses most of them.
_DOT_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")

_SMTP_PREFIX = re.compile(r"smtp:", re.IGNORECASE)
# X500:, X400:, SIP:, EUM: and whatever else a mail system was told about a person.
_TYPE_PREFIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*:")
# rangeUpper of proxyAddresses.
_MAX_PROXY = 1123


def parse_address(text: str) -> str:
    """Return an address without surrounding blanks and ``smtp:`` prefix, its case untouched.

    Raises InvalidAddressError with the reason.
    """
    address = _SMTP_PREFIX.sub("", text.strip(), count=1) if _has_prefix(text) else text.strip()
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise InvalidAddressError(text, "it has no '@' between a local part and a domain")
    if not address.isascii():
        raise InvalidAddressError(text, "a certificate can carry ASCII addresses only")
    if len(address) > _MAX_ADDRESS or len(local) > _MAX_LOCAL:
        raise InvalidAddressError(text, "it is longer than SMTP allows")
    if not _DOT_ATOM.fullmatch(local):
        raise InvalidAddressError(text, f"'{local}' is no local part")
    if not all(_LABEL.fullmatch(label) for label in domain.split(".")):
        raise InvalidAddressError(text, f"'{domain}' is no domain")
    return address


def parse_secondaries(texts: Iterable[str], primary: str) -> tuple[str, ...]:
    """Return the secondary SMTP addresses: valid, without the primary, each once.

    Addresses of another type (``X500:``) are none.
    """
    seen = {fold(primary)}
    secondaries: list[str] = []
    for text in texts:
        if is_of_another_type(text):
            continue
        address = parse_address(text)
        if fold(address) not in seen:
            seen.add(fold(address))
            secondaries.append(address)
    return tuple(secondaries)


def is_of_another_type(text: str) -> bool:
    """Whether a proxy address names a type that is not SMTP: no certificate carries it."""
    return _TYPE_PREFIX.match(text.strip()) is not None and not _has_prefix(text)


def parse_other_addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of other types as they are spelt, each once.

    Raises InvalidAddressError for one that is empty behind its type, too long or unprintable.
    """
    others: dict[str, str] = {}
    for text in texts:
        address = text.strip()
        if not is_of_another_type(address):
            continue
        if not address.partition(":")[2].strip() or not address.isprintable():
            raise InvalidAddressError(text, "nothing that could be read stands behind its type")
        if len(address) > _MAX_PROXY:
            raise InvalidAddressError(text, f"it is longer than {_MAX_PROXY} characters")
        others.setdefault(fold(address), address)
    return tuple(others.values())


def build_proxy_addresses(
    primary: str, secondaries: Iterable[str], others: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return proxyAddresses as Exchange writes it: ``SMTP:`` primary, ``smtp:``, other types."""
    return (f"SMTP:{primary}", *(f"smtp:{address}" for address in secondaries), *others)


def primary_of(proxy_addresses: Iterable[str]) -> str | None:
    """Return the primary SMTP address in a proxyAddresses attribute, in its exact case."""
    return next((entry[5:] for entry in proxy_addresses if entry.startswith("SMTP:")), None)


def secondaries_of(proxy_addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the secondary SMTP addresses in a proxyAddresses attribute, without prefix."""
    return tuple(
        entry[5:]
        for entry in proxy_addresses
        if _has_prefix(entry) and not entry.startswith("SMTP:")
    )


def _has_prefix(text: str) -> bool:
    return _SMTP_PREFIX.match(text.strip()) is not None
