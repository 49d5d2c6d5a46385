"""The directory port in the workspace: people of our own, with the same rules as the real one."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from smimeadmin.core.names import fold
from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.addresses import build_proxy_addresses, is_of_another_type
from smimeadmin.directory.api import (
    CERTIFICATE_ATTRIBUTES,
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    Account,
    AttributeChange,
    DirectoryKind,
    NewAccount,
)
from smimeadmin.directory.errors import RecipientExistsError, RecipientNotFoundError
from smimeadmin.directory.identity import choose, guid_of, is_distinguished_name, may_be_name
from smimeadmin.directory.recipients import account_of, difference
from smimeadmin.directory.semantics import apply_changes

PAGE_SIZE = 500

_MIGRATIONS = (
    """
    CREATE TABLE directory_account (
        guid TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        primary_address TEXT NOT NULL,
        distinguished_name TEXT NOT NULL,
        folded_distinguished_name TEXT NOT NULL UNIQUE
    ) WITHOUT ROWID;
    CREATE TABLE directory_address (
        folded TEXT PRIMARY KEY,
        guid TEXT NOT NULL REFERENCES directory_account (guid) ON DELETE CASCADE,
        address TEXT NOT NULL,
        place INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX directory_address_guid ON directory_address (guid, place);
    CREATE TABLE directory_value (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        guid TEXT NOT NULL REFERENCES directory_account (guid) ON DELETE CASCADE,
        attribute TEXT NOT NULL,
        digest BLOB NOT NULL,
        value BLOB NOT NULL,
        UNIQUE (guid, attribute, digest)
    );
    """,
)

_SELECT = "SELECT guid, name, primary_address, distinguished_name FROM directory_account"
_BY_ADDRESS = "WHERE guid IN (SELECT guid FROM directory_address WHERE folded = ?)"


class EmbeddedDirectory:
    """The people of the embedded organization."""

    kind = DirectoryKind.EMBEDDED
    server = "local"
    user = ""
    place = "workspace"

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        workspace.register("directory", _MIGRATIONS)

    def find(self, identity: str) -> Account:
        """Return the one account that answers to an identity (see DirectoryBackend.find)."""
        wanted = identity.strip()
        guid = guid_of(wanted)
        with self._workspace.read() as connection:
            if guid is not None:
                candidates = _accounts(connection, "WHERE guid = ?", (str(guid),))
            elif is_distinguished_name(wanted):
                condition = "WHERE folded_distinguished_name = ?"
                candidates = _accounts(connection, condition, (fold(wanted),))
            else:
                # The UPN is the primary address here, so addresses and names are all there is.
                candidates = _accounts(connection, _BY_ADDRESS, (fold(wanted),))
                if may_be_name(wanted):
                    candidates += _by_name(connection, fold(wanted))
        return choose(identity, candidates)

    def accounts(self) -> Iterator[Account]:
        """Yield everyone, page by page; what is written meanwhile may or may not be seen."""
        last = ""
        while True:
            with self._workspace.read() as connection:
                condition = "WHERE guid > ? ORDER BY guid LIMIT ?"
                page = _accounts(connection, condition, (last, PAGE_SIZE))
            yield from page
            if len(page) < PAGE_SIZE:
                return
            last = str(page[-1].guid)

    def read(self, guid: UUID) -> Account:
        """Return an account afresh."""
        with self._workspace.read() as connection:
            return _read(connection, guid)

    def modify(self, guid: UUID, changes: Sequence[AttributeChange]) -> None:
        """Make all changes of one account, or none."""
        with self._workspace.transaction() as connection:
            before = _read(connection, guid)
            after = apply_changes(before, changes)
            for attribute in CERTIFICATE_ATTRIBUTES:
                _write_values(connection, before, after, attribute)

    def create(self, account: NewAccount) -> Account:
        """Create a person; raises RecipientExistsError if somebody has one of the addresses."""
        made = account_of(account)
        addresses = account.all_addresses
        with self._workspace.transaction() as connection:
            for address in addresses:
                for other in _accounts(connection, _BY_ADDRESS, (fold(address),)):
                    found = difference(other, account) or "with the same properties"
                    raise RecipientExistsError(address, found)
            connection.execute(
                "INSERT INTO directory_account VALUES (?, ?, ?, ?, ?)",
                (
                    str(made.guid),
                    made.name,
                    account.primary_smtp_address,
                    made.distinguished_name,
                    fold(made.distinguished_name),
                ),
            )
            connection.executemany(
                "INSERT INTO directory_address VALUES (?, ?, ?, ?)",
                [
                    (fold(address), str(made.guid), address, place)
                    for place, address in enumerate(addresses)
                ],
            )
        return made

    def delete(self, guid: UUID) -> None:
        """Take a person out, with their addresses and values."""
        with self._workspace.transaction() as connection:
            cursor = connection.execute(
                "DELETE FROM directory_account WHERE guid = ?", (str(guid),)
            )
            if not cursor.rowcount:
                raise RecipientNotFoundError(str(guid))

    def close(self) -> None:
        """Do nothing: the workspace is closed by its owner."""


def _read(connection: sqlite3.Connection, guid: UUID) -> Account:
    found = _accounts(connection, "WHERE guid = ?", (str(guid),))
    if not found:
        raise RecipientNotFoundError(str(guid))
    return found[0]


def _accounts(
    connection: sqlite3.Connection, condition: str, parameters: tuple[object, ...]
) -> list[Account]:
    """Return the accounts of a WHERE clause of this file, with addresses and values."""
    rows = connection.execute(f"{_SELECT} {condition}", parameters).fetchall()
    return [_account(connection, *row) for row in rows]


def _by_name(connection: sqlite3.Connection, folded: str) -> list[Account]:
    """Return who has that name: folded here, since SQLite folds ASCII only."""
    guids = [
        guid
        for guid, name in connection.execute("SELECT guid, name FROM directory_account").fetchall()
        if fold(name) == folded
    ]
    return [
        account for guid in guids for account in _accounts(connection, "WHERE guid = ?", (guid,))
    ]


def _account(
    connection: sqlite3.Connection, guid: str, name: str, primary: str, distinguished_name: str
) -> Account:
    further = [
        address
        for (address,) in connection.execute(
            "SELECT address FROM directory_address WHERE guid = ? AND place > 0 ORDER BY place",
            (guid,),
        )
    ]
    secondaries = tuple(one for one in further if not is_of_another_type(one))
    others = filter(is_of_another_type, further)
    return Account(
        name=name,
        primary_smtp_address=primary,
        guid=UUID(guid),
        distinguished_name=distinguished_name,
        user_principal_name=primary,
        email_addresses=secondaries,
        proxy_addresses=build_proxy_addresses(primary, secondaries, others),
        mail=primary,
        user_certificate=_values(connection, guid, USER_CERTIFICATE),
        user_smime_certificate=_values(connection, guid, USER_SMIME_CERTIFICATE),
    )


def _values(connection: sqlite3.Connection, guid: str, attribute: str) -> tuple[bytes, ...]:
    rows = connection.execute(
        "SELECT value FROM directory_value WHERE guid = ? AND attribute = ? ORDER BY sequence",
        (guid, attribute),
    )
    return tuple(value for (value,) in rows)


def _write_values(
    connection: sqlite3.Connection, before: Account, after: Account, attribute: str
) -> None:
    old, new = before.values(attribute), after.values(attribute)
    kept = set(new)
    connection.executemany(
        "DELETE FROM directory_value WHERE guid = ? AND attribute = ? AND digest = ?",
        [(*_key(before, attribute), _digest(value)) for value in old if value not in kept],
    )
    there = set(old)
    connection.executemany(
        "INSERT INTO directory_value (guid, attribute, digest, value) VALUES (?, ?, ?, ?)",
        _rows(before, attribute, (value for value in new if value not in there)),
    )


def _rows(
    account: Account, attribute: str, values: Iterable[bytes]
) -> list[tuple[str, str, bytes, bytes]]:
    return [(*_key(account, attribute), _digest(value), value) for value in values]


def _key(account: Account, attribute: str) -> tuple[str, str]:
    return str(account.guid), attribute


def _digest(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()
