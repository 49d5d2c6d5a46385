"""People of the embedded directory: what is derived from their address, and how they compare.

Nothing about a person is drawn by lot: GUID and distinguished name come from the primary address,
so that a rehearsal names what the real run will make.
"""

import json
from collections.abc import Iterable
from uuid import UUID, uuid5

from smimeadmin.changes.change import Change, ChangeKind, Target
from smimeadmin.core.names import fold
from smimeadmin.directory.addresses import (
    build_proxy_addresses,
    is_of_another_type,
    parse_address,
    parse_other_addresses,
    parse_secondaries,
)
from smimeadmin.directory.api import Account, DirectoryBackend, DirectoryKind, NewAccount
from smimeadmin.directory.errors import (
    CreateUnsupportedError,
    InvalidNameError,
    RecipientExistsError,
    RecipientNotFoundError,
)

PORT = "directory"

RECIPIENT = "Recipient"
"""The attribute of a CREATE: the person as a whole."""

_NAMESPACE = UUID("6a0c8f4e-3f0d-5b62-9d51-0c6f1b0f8a55")


def recipient_guid(primary_smtp_address: str) -> UUID:
    """Return the GUID of the person with that primary address; case does not count."""
    return uuid5(_NAMESPACE, fold(primary_smtp_address))


def new_account(
    name: str, primary_smtp_address: str, email_addresses: Iterable[str] = ()
) -> NewAccount:
    """Return a person to create, checked; raises InvalidNameError or InvalidAddressError.

    ``email_addresses`` are SMTP addresses, and with their type (``X500:``) those of other types.
    """
    name = name.strip()
    if not name or len(name) > 64 or not name.isprintable():
        # 64: rangeUpper of cn and of Exchange's Name.
        raise InvalidNameError(name)
    primary = parse_address(primary_smtp_address)
    texts = tuple(email_addresses)
    return NewAccount(
        name, primary, parse_secondaries(texts, primary), parse_other_addresses(texts)
    )


def account_of(person: NewAccount) -> Account:
    """Return the account that creating the person makes, without values."""
    primary = person.primary_smtp_address
    return Account(
        name=person.name,
        primary_smtp_address=primary,
        guid=recipient_guid(primary),
        distinguished_name=_distinguished_name(primary),
        user_principal_name=primary,
        email_addresses=person.email_addresses,
        proxy_addresses=build_proxy_addresses(
            primary, person.email_addresses, person.other_addresses
        ),
        mail=primary,
    )


def difference(account: Account, person: NewAccount, *, with_addresses: bool = True) -> str | None:
    """Return in what an account differs from the person to create, or None if in nothing.

    ``with_addresses``: whether further addresses were given, and so count.
    """
    if account.primary_smtp_address != person.primary_smtp_address:
        return f"as an address of '{account.label}'"
    if account.name != person.name:
        return f"with the name '{account.name}'"
    if not with_addresses:
        return None
    there = (*account.email_addresses, *filter(is_of_another_type, account.proxy_addresses))
    if {fold(a) for a in there} != {fold(a) for a in person.all_addresses[1:]}:
        listed = f"the further addresses '{', '.join(there)}'" if there else "no further address"
        return f"with {listed}"
    return None


def plan_recipient(
    directory: DirectoryBackend, person: NewAccount, *, with_addresses: bool = True
) -> list[Change]:
    """Return the Change that creates a person: none if they exist as wanted.

    ``with_addresses``: whether further addresses were given; if not, those of somebody who exists
    are not compared.
    Raises RecipientExistsError if someone has one of the addresses otherwise, and
    CreateUnsupportedError where the directory isn't ours.
    """
    primary = person.primary_smtp_address
    if directory.kind is not DirectoryKind.EMBEDDED:
        raise CreateUnsupportedError(primary, directory.server)
    exists = False
    for address in person.all_addresses:
        try:
            account = directory.find(address)
        except RecipientNotFoundError:
            continue
        found = difference(account, person, with_addresses=with_addresses)
        if found is not None:
            raise RecipientExistsError(address, found)
        exists = True
    if exists:
        return []
    target = Target(PORT, primary, primary)
    return [Change(ChangeKind.CREATE, target, RECIPIENT, after=build_recipient(person))]


def build_recipient(person: NewAccount) -> bytes:
    """Return the canonical bytes of a person, for Change and journal."""
    fields = {
        "Name": person.name,
        "PrimarySmtpAddress": person.primary_smtp_address,
        "EmailAddresses": list(person.all_addresses[1:]),
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def parse_recipient(value: bytes) -> NewAccount:
    """Return the person that ``build_recipient`` wrote; InvalidAddressError and others as there."""
    fields = json.loads(value)
    return new_account(fields["Name"], fields["PrimarySmtpAddress"], fields["EmailAddresses"])


def _distinguished_name(address: str) -> str:
    """Return a DN as a directory would give it, escaped after RFC 4514 s2.4."""
    domain = address.rpartition("@")[2]
    common_name = address.replace("+", "\\+").replace("=", "\\=")
    if common_name.startswith("#"):
        common_name = f"\\{common_name}"
    components = ",".join(f"DC={label}" for label in domain.split("."))
    return f"CN={common_name},CN=Users,{components}"
