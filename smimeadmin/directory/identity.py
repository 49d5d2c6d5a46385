"""Who is meant by an identity: the order of the kinds, and the one who answers.

A server's own comparison may be looser than ours (Active Directory takes an umlaut for its base
letter), so its hits are only candidates: the choice is made here, by ordinal comparison without
case. A certificate that went to the wrong one of two would be worse than "not found".
"""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from uuid import UUID

from smimeadmin.core.names import fold
from smimeadmin.directory.addresses import is_of_another_type, primary_of, secondaries_of
from smimeadmin.directory.api import Account
from smimeadmin.directory.errors import AmbiguousIdentityError, RecipientNotFoundError

_GUID = re.compile(
    r"\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?", re.IGNORECASE
)
_DISTINGUISHED_NAME = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)\s*=")


class IdentityKind(Enum):
    """How an account can answer to an identity, in the order in which they are tried."""

    GUID = "GUID"
    DISTINGUISHED_NAME = "distinguished name"
    USER_PRINCIPAL_NAME = "user principal name"
    SAM_ACCOUNT_NAME = "logon name"
    PRIMARY_ADDRESS = "primary address"
    SECONDARY_ADDRESS = "secondary address"
    MAIL = "mail attribute"
    NAME = "name"


_NAMES: dict[IdentityKind, Callable[[Account], Iterable[str | None]]] = {
    IdentityKind.GUID: lambda account: (str(account.guid),),
    IdentityKind.DISTINGUISHED_NAME: lambda account: (account.distinguished_name,),
    IdentityKind.USER_PRINCIPAL_NAME: lambda account: (account.user_principal_name,),
    IdentityKind.SAM_ACCOUNT_NAME: lambda account: (account.sam_account_name,),
    IdentityKind.PRIMARY_ADDRESS: lambda account: (primary_of(account.proxy_addresses),),
    IdentityKind.SECONDARY_ADDRESS: lambda account: (
        *secondaries_of(account.proxy_addresses),
        *filter(is_of_another_type, account.proxy_addresses),
    ),
    IdentityKind.MAIL: lambda account: (account.mail,),
    IdentityKind.NAME: lambda account: (
        account.name,
        common_name_of(account.distinguished_name),
    ),
}
# The first component of a distinguished name, in which a backslash escapes (RFC 4514 s2.4).
_COMMON_NAME = re.compile(r"\s*CN\s*=((?:\\.|[^,+\\])*)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?:([0-9A-Fa-f]{2})|(.))")


def guid_of(identity: str) -> UUID | None:
    """Return the GUID that an identity spells, with or without braces, or None."""
    text = identity.strip()
    return UUID(text.strip("{}")) if _GUID.fullmatch(text) else None


def common_name_of(distinguished_name: str) -> str | None:
    """Return the CN that a distinguished name begins with, unescaped, or None."""
    match = _COMMON_NAME.match(distinguished_name)
    if match is None:
        return None
    octets = re.sub(
        _ESCAPED,
        lambda m: bytes.fromhex(m[1]).decode("latin-1") if m[1] else m[2],
        match[1].encode("utf-8").decode("latin-1"),
    )
    return octets.encode("latin-1").decode("utf-8", "replace")


def may_be_name(identity: str) -> bool:
    """Whether people are looked for by name too.

    Not by a text with an '@': who may choose a display name must not be able to stand in for an
    address that nobody has.
    """
    return "@" not in identity


def is_distinguished_name(identity: str) -> bool:
    """Whether an identity looks like a distinguished name."""
    return _DISTINGUISHED_NAME.match(identity) is not None


def choose(identity: str, candidates: Iterable[Account]) -> Account:
    """Return the one candidate that answers to the identity by the first kind with a hit.

    Raises RecipientNotFoundError or AmbiguousIdentityError.
    """
    guid = guid_of(identity)
    wanted = fold(str(guid) if guid is not None else identity.strip())
    accounts = list({account.guid: account for account in candidates}.values())
    for kind, names in _NAMES.items():
        if kind is IdentityKind.NAME and not may_be_name(identity):
            continue
        hits = [
            account
            for account in accounts
            if any(name is not None and fold(name) == wanted for name in names(account))
        ]
        if len(hits) == 1:
            return hits[0]
        if hits:
            listed = sorted(f"{hit.label} ({hit.distinguished_name})" for hit in hits)
            raise AmbiguousIdentityError(identity, kind.value, listed)
    raise RecipientNotFoundError(identity)


def escape_filter_value(text: str) -> str:
    r"""Return a text as an assertion value of an LDAP filter (RFC 4515 s3).

    Everything but plain ASCII letters, digits and a few harmless marks is written as ``\xx``.
    """
    return "".join(
        character
        if character.isascii() and (character.isalnum() or character in "@.-_ ")
        else "".join(f"\\{octet:02x}" for octet in character.encode("utf-8", "surrogatepass"))
        for character in text
    )


def identity_filter(identity: str) -> str:
    """Return the LDAP filter whose hits are the candidates for a name or an address."""
    value = escape_filter_value(identity.strip())
    kinds = (
        f"(userPrincipalName={value})",
        f"(sAMAccountName={value})",
        f"(proxyAddresses={value if is_of_another_type(identity) else f'smtp:{value}'})",
        f"(mail={value})",
        *((f"(displayName={value})", f"(cn={value})") if may_be_name(identity) else ()),
    )
    return f"(&(objectCategory=person)(|{''.join(kinds)}))"
