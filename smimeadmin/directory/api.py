"""What a directory must offer: accounts, found by identity, changed value by value.

Values of the two certificate attributes are raw bytes here; what they mean is known to
``messages``. Attribute names are the directory's own (``userCertificate``) and are compared without
regard to case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID

from smimeadmin.core.names import fold
from smimeadmin.directory.errors import InvalidValueError

USER_CERTIFICATE = "userCertificate"
USER_SMIME_CERTIFICATE = "userSMIMECertificate"

CERTIFICATE_ATTRIBUTES = (USER_CERTIFICATE, USER_SMIME_CERTIFICATE)
"""The attributes that ``modify`` writes, in the order in which they are shown."""

MAX_VALUE_BYTES = 32_768
"""The schema's rangeUpper of both attributes: a longer value is refused before it is sent."""


class DirectoryKind(StrEnum):
    """Which implementation answers."""

    EMBEDDED = "Embedded"
    ACTIVE_DIRECTORY = "ActiveDirectory"


@dataclass(frozen=True, slots=True)
class Account:
    """A person (user or contact) as the directory shows them, with the raw certificate values.

    ``primary_smtp_address`` is the ``SMTP:`` entry of proxyAddresses in its exact case, or
    ``mail`` where there is none; ``email_addresses`` are the secondary SMTP addresses without their
    prefix; ``proxy_addresses`` is the attribute as it stands, which Exchange shows as
    EmailAddresses.
    """

    type_name: ClassVar[str] = "SmimeAdmin.Recipient"
    shown: ClassVar[tuple[str, ...]] = (
        "name",
        "primary_smtp_address",
        "proxy_addresses",
        "user_principal_name",
        "sam_account_name",
        "distinguished_name",
        "guid",
    )

    name: str
    primary_smtp_address: str | None
    guid: UUID
    distinguished_name: str
    user_principal_name: str | None = None
    sam_account_name: str | None = None
    email_addresses: tuple[str, ...] = ()
    proxy_addresses: tuple[str, ...] = field(default=(), metadata={"name": "EmailAddresses"})
    mail: str | None = None
    user_certificate: tuple[bytes, ...] = field(default=(), repr=False)
    user_smime_certificate: tuple[bytes, ...] = field(default=(), repr=False)

    def values(self, attribute: str) -> tuple[bytes, ...]:
        """Return the values of a certificate attribute, in the directory's order."""
        if canonical_attribute(attribute) == USER_CERTIFICATE:
            return self.user_certificate
        return self.user_smime_certificate

    @property
    def label(self) -> str:
        """What a person reads in a message: the address, else the logon name, else the DN."""
        return (
            self.primary_smtp_address
            or self.user_principal_name
            or self.sam_account_name
            or self.distinguished_name
        )


class Operation(StrEnum):
    """What one AttributeChange does with its value."""

    ADD = "add"
    REMOVE = "remove"
    KEEP = "keep"
    """The plan relied on the value: the request fails, and changes nothing, if it is gone."""


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """One value of one certificate attribute, to be added, removed, or still to be there."""

    attribute: str
    operation: Operation
    value: bytes


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A person to create: only the embedded directory can."""

    name: str
    primary_smtp_address: str
    email_addresses: tuple[str, ...] = ()
    other_addresses: tuple[str, ...] = ()
    """Proxy addresses of other types (``X500:/o=...``), spelt with their type."""

    @property
    def all_addresses(self) -> tuple[str, ...]:
        """Every address that nobody else may have, the primary one first."""
        return (self.primary_smtp_address, *self.email_addresses, *self.other_addresses)


class DirectoryBackend(Protocol):
    """One directory. Each error it raises is a SmimeAdminError of this package."""

    @property
    def kind(self) -> DirectoryKind:
        """Which implementation this is."""

    @property
    def server(self) -> str:
        """The server's URL, or ``local``."""

    @property
    def user(self) -> str:
        """Who is bound there, or an empty text."""

    @property
    def place(self) -> str:
        """Which directory it is, whatever the server: ``workspace``, or the domain's DN."""

    def find(self, identity: str) -> Account:
        """Return the one account that answers to an identity.

        Asked in this order, the first kind with a hit decides: GUID, DN, UPN, sAMAccountName,
        primary SMTP address, secondary SMTP address, mail, and the name (display name or CN) if
        the identity has no '@'. Raises RecipientNotFoundError, or AmbiguousIdentityError if two
        accounts answer by the same kind.
        """

    def accounts(self) -> Iterator[Account]:
        """Yield everyone with an address or a certificate, page by page, in no set order."""

    def read(self, guid: UUID) -> Account:
        """Return an account afresh; raises RecipientNotFoundError."""

    def modify(self, guid: UUID, changes: Sequence[AttributeChange]) -> None:
        """Make all changes of one account in one atomic request, removals first.

        Raises ValueExistsError (add of what is there), NoSuchValueError (remove or keep of what
        isn't), InvalidValueError (empty, over 32,768 bytes), RecipientNotFoundError and the errors
        of access and transport; then nothing was changed.
        """

    def create(self, account: NewAccount) -> Account:
        """Create a person; raises CreateUnsupportedError where the directory isn't ours.

        Raises RecipientExistsError if somebody has one of the addresses.
        """

    def delete(self, guid: UUID) -> None:
        """Take back a creation; raises like ``create``, and RecipientNotFoundError."""

    def close(self) -> None:
        """Let go of what is held; harmless when done twice."""


def canonical_attribute(attribute: str) -> str:
    """Return a certificate attribute's name as the schema spells it; raises InvalidValueError."""
    folded = fold(attribute)
    for name in CERTIFICATE_ATTRIBUTES:
        if fold(name) == folded:
            return name
    raise InvalidValueError(attribute, "no certificate attribute of that name is known")


def require_valid(change: AttributeChange) -> AttributeChange:
    """Return a change with its canonical attribute name; raises InvalidValueError."""
    attribute = canonical_attribute(change.attribute)
    if not change.value:
        raise InvalidValueError(attribute, "the value is empty")
    if len(change.value) > MAX_VALUE_BYTES:
        raise InvalidValueError(
            attribute, f"the value has {len(change.value)} bytes, {MAX_VALUE_BYTES} are allowed"
        )
    return AttributeChange(attribute, change.operation, change.value)
