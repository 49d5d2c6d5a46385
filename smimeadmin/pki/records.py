"""What the workspace knows of authorities and of people's certificates: tables and rows."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from smimeadmin.core.names import fold
from smimeadmin.core.workspace import Workspace
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.profile import Purpose

PKI_MIGRATIONS: Final = (
    """
    CREATE TABLE authority (
        name_key TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        parent TEXT,
        key_algorithm TEXT NOT NULL,
        key_id TEXT NOT NULL,
        years INTEGER NOT NULL,
        cdp TEXT NOT NULL,
        aia TEXT NOT NULL,
        certificate BLOB NOT NULL UNIQUE
    );
    CREATE TABLE certificate (
        number INTEGER PRIMARY KEY,
        identity_key TEXT NOT NULL,
        identity TEXT NOT NULL,
        purpose TEXT NOT NULL,
        authority TEXT,
        key_algorithm TEXT NOT NULL,
        key_id TEXT NOT NULL,
        days INTEGER,
        certificate BLOB NOT NULL UNIQUE,
        revoked TEXT
    );
    CREATE INDEX certificate_identity ON certificate (identity_key);
    """,
)


@dataclass(frozen=True, slots=True)
class CertificationAuthority:
    """An authority of the workspace. ``parent`` is a name, or None for a root.

    ``cdp_uri`` and ``aia_uri`` go into the certificates that it issues; ``years`` is the validity
    that was asked for, which its parent's end may have cut.
    """

    type_name: ClassVar[str] = "SmimeAdmin.CertificationAuthority"
    shown: ClassVar[tuple[str, ...]] = (
        "name",
        "parent",
        "key_algorithm",
        "not_after",
        "certificate",
        "key_id",
        "cdp_uri",
        "aia_uri",
    )

    name: str
    parent: str | None
    key_algorithm: str
    key_id: str
    years: int
    certificate: Certificate
    cdp_uri: tuple[str, ...] = ()
    aia_uri: tuple[str, ...] = ()

    @property
    def not_after(self) -> datetime:
        """When the authority's certificate expires, UTC."""
        return self.certificate.not_after

    @property
    def is_root(self) -> bool:
        """Whether it signed itself."""
        return self.parent is None


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """A person's certificate as the workspace keeps it.

    ``authority`` is None for an imported one, ``days`` the validity that was asked for, ``revoked``
    an ISO 8601 time.
    """

    identity: str
    purpose: Purpose
    authority: str | None
    key_algorithm: str
    key_id: str
    days: int | None
    raw: bytes
    revoked: str | None = None

    @property
    def certificate(self) -> Certificate:
        """The certificate, with its owner; whether its key is there is not looked up."""
        return Certificate(self.raw, identity=self.identity, key_id=self.key_id)


class Records:
    """Reads and writes the rows; writes join the transaction that is open."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        workspace.register("pki", PKI_MIGRATIONS)

    def reading(self) -> AbstractContextManager[object]:
        """Return a block in which all reads see one state, and cost little."""
        return self._workspace.read()

    def authorities(self) -> tuple[CertificationAuthority, ...]:
        """Return all authorities in the order in which they were made."""
        with self._workspace.read() as connection:
            rows = connection.execute(
                "SELECT name, parent, key_algorithm, key_id, years, certificate, cdp, aia"
                " FROM authority ORDER BY rowid"
            ).fetchall()
        return tuple(_authority_of_row(row) for row in rows)

    def authority(self, name: str) -> CertificationAuthority | None:
        """Return the authority of that name, in any case, or None."""
        return next((one for one in self.authorities() if fold(one.name) == fold(name)), None)

    def add_authority(self, authority: CertificationAuthority) -> None:
        """Write an authority; the name must be free."""
        with self._workspace.transaction() as connection:
            connection.execute(
                "INSERT INTO authority VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    fold(authority.name),
                    authority.name,
                    authority.parent,
                    authority.key_algorithm,
                    authority.key_id,
                    authority.years,
                    json.dumps(authority.cdp_uri),
                    json.dumps(authority.aia_uri),
                    authority.certificate.raw,
                ),
            )

    def remove_authority(self, name: str) -> None:
        """Take an authority's row away; its key stays."""
        with self._workspace.transaction() as connection:
            connection.execute("DELETE FROM authority WHERE name_key = ?", (fold(name),))

    def has_issued(self, name: str) -> bool:
        """Say whether an authority or a person has a certificate of this authority."""
        key = fold(name)
        return any(fold(one.parent or "") == key for one in self.authorities()) or any(
            fold(one.authority or "") == key for one in self.certificates()
        )

    def certificates(self, identity: str | None = None) -> tuple[CertificateRecord, ...]:
        """Return the certificates of a person (the primary address, in any case), or of all.

        The order is that in which they came.
        """
        key = None if identity is None else fold(identity)
        with self._workspace.read() as connection:
            rows = connection.execute(
                "SELECT identity, purpose, authority, key_algorithm, key_id, days, certificate,"
                " revoked FROM certificate WHERE ?1 IS NULL OR identity_key = ?1 ORDER BY number",
                (key,),
            ).fetchall()
        return tuple(CertificateRecord(row[0], Purpose(row[1]), *row[2:]) for row in rows)

    def add_certificate(self, record: CertificateRecord) -> None:
        """Write a certificate; one that is there already stays as it is."""
        with self._workspace.transaction() as connection:
            connection.execute(
                "INSERT INTO certificate (identity_key, identity, purpose, authority,"
                " key_algorithm, key_id, days, certificate) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (certificate) DO NOTHING",
                (
                    fold(record.identity),
                    record.identity,
                    record.purpose.value,
                    record.authority,
                    record.key_algorithm,
                    record.key_id,
                    record.days,
                    record.raw,
                ),
            )

    def remove_certificate(self, raw: bytes) -> None:
        """Take a certificate's row away; its key stays, since mail may need it."""
        with self._workspace.transaction() as connection:
            connection.execute("DELETE FROM certificate WHERE certificate = ?", (raw,))


def _authority_of_row(row: tuple[Any, ...]) -> CertificationAuthority:
    name, parent, algorithm, key_id, years, raw, cdp, aia = row
    return CertificationAuthority(
        name=name,
        parent=parent,
        key_algorithm=algorithm,
        key_id=key_id,
        years=years,
        certificate=Certificate(raw, key_id=key_id),
        cdp_uri=tuple(json.loads(cdp)),
        aia_uri=tuple(json.loads(aia)),
    )
