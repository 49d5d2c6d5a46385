"""The directory port over a real Active Directory, by LDAPS.

Objects are addressed by GUID (``<GUID=...>``), which survives a rename; one modify request holds
all changes of an object, and the server makes all of them or none. Searches are paged, and entries
that are no entries (references) are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from smimeadmin.core.secret import Secret
from smimeadmin.directory.addresses import primary_of, secondaries_of
from smimeadmin.directory.api import (
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    Account,
    AttributeChange,
    DirectoryKind,
    NewAccount,
    Operation,
    require_valid,
)
from smimeadmin.directory.backends.ldap_connection import Entry, LdapConnection, Timeouts
from smimeadmin.directory.backends.ldap_errors import (
    ATTRIBUTE_OR_VALUE_EXISTS,
    INVALID_DN_SYNTAX,
    NO_SUCH_ATTRIBUTE,
    NO_SUCH_OBJECT,
    SUCCESS,
    LdapResult,
    request_error,
)
from smimeadmin.directory.backends.ldap_tls import build_context, parse_server
from smimeadmin.directory.errors import (
    CreateUnsupportedError,
    NoSuchValueError,
    ProtocolError,
    RecipientNotFoundError,
    SearchBaseNotFoundError,
    ValueExistsError,
)
from smimeadmin.directory.identity import (
    choose,
    guid_of,
    identity_filter,
    is_distinguished_name,
)

_ATTRIBUTES = (
    "objectGUID",
    "displayName",
    "cn",
    "userPrincipalName",
    "sAMAccountName",
    "mail",
    "proxyAddresses",
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
)

# Users and contacts (inetOrgPerson included), no computers, groups or units: whom a certificate
# could be meant for.
_PERSON = "(objectCategory=person)"
_EVERYONE = f"(&{_PERSON}(|(proxyAddresses=*)(mail=*)(userCertificate=*)(userSMIMECertificate=*)))"

_RANGE = ";range="


@dataclass(frozen=True, slots=True)
class ServerSettings:
    r"""How to reach a domain controller, and as whom.

    ``server`` is ``ldaps://HOST[:PORT]``; ``user`` a UPN, ``DOMAIN\user`` or DN;
    ``ca_certificates`` PEM or DER bytes (None: the system's), ``ca_source`` the file they are from.
    """

    server: str
    user: str
    password: Secret[str]
    ca_certificates: bytes | None = None
    ca_source: str = ""
    search_base: str | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)


class ActiveDirectory:
    """A domain, bound as one user."""

    kind = DirectoryKind.ACTIVE_DIRECTORY

    def __init__(self, connection: LdapConnection, domain: str, search_base: str) -> None:
        self._connection = connection
        self._domain = domain
        self.search_base = search_base

    @classmethod
    def connect(cls, settings: ServerSettings) -> Self:
        """Connect, verify, log on, and find the base of all searches.

        Raises InvalidServerError, CACertificateError, ServerUnavailableError, ServerTimeoutError,
        ServerUntrustedError, AccessDeniedError, SearchBaseNotFoundError or ProtocolError.
        """
        address = parse_server(settings.server)
        context = build_context(settings.ca_certificates, settings.ca_source)
        connection = LdapConnection(
            address, context, settings.user, settings.password, settings.timeouts
        )
        connection.open()
        try:
            domain = _domain(connection)
            base = _search_base(connection, settings.search_base) or domain
        except BaseException:
            connection.close()
            raise
        return cls(connection, domain, base)

    @property
    def server(self) -> str:
        """The server's URL."""
        return self._connection.server

    @property
    def user(self) -> str:
        """Who is bound."""
        return self._connection.user

    @property
    def place(self) -> str:
        """The domain's distinguished name."""
        return self._domain

    def find(self, identity: str) -> Account:
        """Return the one account that answers to an identity (see DirectoryBackend.find)."""
        if not identity.strip():
            raise RecipientNotFoundError(identity)
        guid = guid_of(identity)
        if guid is not None:
            return self.read(guid)
        if is_distinguished_name(identity):
            entries = self._base_search(identity.strip(), identity)
            if entries:
                return self._account(entries[0])
        candidates: list[Account] = []
        for entries, result in self._connection.pages(
            self.search_base, identity_filter(identity), _ATTRIBUTES
        ):
            self._require_success(result, identity)
            candidates += [self._account(entry) for entry in entries]
        return choose(identity, candidates)

    def accounts(self) -> Iterator[Account]:
        """Yield everyone with an address or a certificate below the search base."""
        for entries, result in self._connection.pages(self.search_base, _EVERYONE, _ATTRIBUTES):
            for entry in entries:
                yield self._account(entry)
            self._require_success(result, self.search_base)

    def read(self, guid: UUID) -> Account:
        """Return an account afresh, wherever it was moved to."""
        entries = self._base_search(_by_guid(guid), str(guid))
        if not entries:
            raise RecipientNotFoundError(str(guid))
        return self._account(entries[0])

    def modify(self, guid: UUID, changes: Sequence[AttributeChange]) -> None:
        """Make all changes of one account in one request."""
        valid = [require_valid(change) for change in changes]
        if not valid:
            return
        result = self._connection.modify(_by_guid(guid), _modifications(valid))
        if result.code == SUCCESS:
            return
        if result.code in (ATTRIBUTE_OR_VALUE_EXISTS, NO_SUCH_ATTRIBUTE):
            raise self._conflict(guid, valid, result)
        raise request_error(
            result, server=self.server, user=self.user, target=self._label(guid, result)
        )

    def create(self, account: NewAccount) -> Account:
        """Refuse: people of a domain are made by the domain's own tools."""
        raise CreateUnsupportedError(account.primary_smtp_address, self.server)

    def delete(self, guid: UUID) -> None:
        """Refuse likewise."""
        raise CreateUnsupportedError(str(guid), self.server)

    def close(self) -> None:
        """Unbind."""
        self._connection.close()

    def _base_search(self, base: str, target: str) -> list[Entry]:
        entries, result = self._connection.search(base, _PERSON, _ATTRIBUTES, only_base=True)
        if result.code in (NO_SUCH_OBJECT, INVALID_DN_SYNTAX):
            return []
        self._require_success(result, target)
        return entries

    def _require_success(self, result: LdapResult, target: str) -> None:
        if result.code != SUCCESS:
            raise request_error(result, server=self.server, user=self.user, target=target)

    def _account(self, entry: Entry) -> Account:
        encoded_guid = entry.values("objectGUID")
        if len(encoded_guid) != 1 or len(encoded_guid[0]) != 16:
            raise ProtocolError(
                self.server, f"'{entry.distinguished_name}' came without an objectGUID"
            )
        # MS-DTYP s2.3.4.2: the first three fields are little-endian.
        guid = UUID(bytes_le=encoded_guid[0])
        proxies = tuple(
            value.decode("utf-8", "replace")
            for value in self._all_values(guid, entry, "proxyAddresses")
        )
        mail = entry.text("mail")
        return Account(
            name=entry.text("displayName") or entry.text("cn") or entry.distinguished_name,
            primary_smtp_address=primary_of(proxies) or mail,
            guid=guid,
            distinguished_name=entry.distinguished_name,
            user_principal_name=entry.text("userPrincipalName"),
            sam_account_name=entry.text("sAMAccountName"),
            email_addresses=secondaries_of(proxies),
            proxy_addresses=proxies,
            mail=mail,
            user_certificate=self._all_values(guid, entry, USER_CERTIFICATE),
            user_smime_certificate=self._all_values(guid, entry, USER_SMIME_CERTIFICATE),
        )

    def _all_values(self, guid: UUID, entry: Entry, attribute: str) -> tuple[bytes, ...]:
        """Return all values, asking on where the server gave a range (MS-ADTS 3.1.1.3.1.3.3)."""
        values = list(entry.values(attribute))
        ranged = _ranged(entry, attribute)
        while ranged is not None:
            start, end, part = ranged
            if start != len(values) or (end is not None and (not part or end < start)):
                raise ProtocolError(self.server, f"a range of '{attribute}' that doesn't go on")
            values += part
            if end is None:
                break
            asked = f"{attribute}{_RANGE}{len(values)}-*"
            entries, result = self._connection.search(
                _by_guid(guid), "(objectClass=*)", (asked,), only_base=True
            )
            self._require_success(result, entry.distinguished_name)
            ranged = _ranged(entries[0], attribute) if entries else None
            if ranged is None:
                raise ProtocolError(self.server, f"the rest of '{attribute}' did not come")
        return tuple(values)

    def _conflict(
        self, guid: UUID, changes: Sequence[AttributeChange], result: LdapResult
    ) -> ValueExistsError | NoSuchValueError:
        """Read back and name the value that was there, or wasn't."""
        account = self.read(guid)
        exists = result.code == ATTRIBUTE_OR_VALUE_EXISTS
        attribute = changes[0].attribute
        for change in changes:
            there = change.value in account.values(change.attribute)
            if there is exists and (change.operation is Operation.ADD) is exists:
                attribute = change.attribute
                break
        error = ValueExistsError if exists else NoSuchValueError
        return error(account.label, attribute)

    def _label(self, guid: UUID, result: LdapResult) -> str:
        """Return what a person calls the object, for a message."""
        if result.code == NO_SUCH_OBJECT:
            return str(guid)
        entries = self._base_search(_by_guid(guid), str(guid))
        return self._account(entries[0]).label if entries else str(guid)


def _by_guid(guid: UUID) -> str:
    return f"<GUID={guid}>"


def _modifications(
    changes: Sequence[AttributeChange],
) -> dict[str, list[tuple[str, list[bytes]]]]:
    """Return ldap3's form: removals first, so that what is kept can be added back."""
    modifications: dict[str, list[tuple[str, list[bytes]]]] = {}
    for change in changes:
        if change.operation is not Operation.ADD:
            operations = modifications.setdefault(change.attribute, [])
            operations.append(("MODIFY_DELETE", [change.value]))
    for change in changes:
        if change.operation is not Operation.REMOVE:
            operations = modifications.setdefault(change.attribute, [])
            operations.append(("MODIFY_ADD", [change.value]))
    return modifications


def _ranged(entry: Entry, attribute: str) -> tuple[int, int | None, tuple[bytes, ...]] | None:
    """Return start, end (None: the last part) and values of a ranged attribute, if there is one."""
    prefix = f"{attribute}{_RANGE}".lower()
    for name, values in entry.attributes.items():
        start, dash, end = name.removeprefix(prefix).partition("-")
        if name.startswith(prefix) and dash and start.isdigit() and (end == "*" or end.isdigit()):
            return int(start), None if end == "*" else int(end), values
    return None


def _domain(connection: LdapConnection) -> str:
    """Read the domain's own DN from the rootDSE (MS-ADTS 3.1.1.3.2.3)."""
    entries, _ = connection.search("", "(objectClass=*)", ("defaultNamingContext",), only_base=True)
    domain = entries[0].text("defaultNamingContext") if entries else None
    if not domain:
        raise ProtocolError(connection.server, "it names no domain (defaultNamingContext)")
    return domain


def _search_base(connection: LdapConnection, wanted: str | None) -> str | None:
    """Return the DN of the object to search below as the server spells it; None if none is wanted.

    Raises SearchBaseNotFoundError.
    """
    if not wanted:
        return None
    entries, result = connection.search(wanted, "(objectClass=*)", ("1.1",), only_base=True)
    if result.code in (NO_SUCH_OBJECT, INVALID_DN_SYNTAX) or not entries:
        raise SearchBaseNotFoundError(wanted, connection.server)
    return entries[0].distinguished_name
