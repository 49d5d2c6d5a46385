"""The embedded organization: SmimeConfig in the workspace, with Exchange's own refusals."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from smimeadmin.core.clock import Clock
from smimeadmin.core.workspace import Workspace
from smimeadmin.exchange.api import ExchangeKind
from smimeadmin.exchange.planning import require_current
from smimeadmin.exchange.smime_config import COLLECTION, SETTINGS, SmimeConfig, decode, setting
from smimeadmin.pki.store import TrustCollection

MIGRATIONS = (
    """
    CREATE TABLE exchange_smime_config (
        name TEXT PRIMARY KEY,
        value BLOB NOT NULL
    );
    """,
)


class EmbeddedExchange:
    """One organization's settings. What was never set has Microsoft's default."""

    kind = ExchangeKind.EMBEDDED
    server = "local"
    user = ""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock
        workspace.register("exchange", MIGRATIONS)

    def smime_config(self) -> SmimeConfig:
        """Read the settings afresh."""
        with self._workspace.read() as connection:
            rows = connection.execute("SELECT name, value FROM exchange_smime_config").fetchall()
        values: dict[str, Any] = {}
        for name, data in rows:
            known = SETTINGS[name]
            values[known.field] = decode(known.type, data)
        config = SmimeConfig(**values)
        if config.certificate_issuing_ca is None:
            return config
        return _with_expiry(config, config.certificate_issuing_ca, self._clock.now())

    def set_smime_config(self, values: Mapping[str, bytes | None]) -> None:
        """Set properties; as Exchange does, refuse a collection with a member out of date."""
        collection = values.get(COLLECTION)
        if collection is not None:
            require_current(TrustCollection.parse(collection, COLLECTION), self._clock.now())
        with self._workspace.transaction("Set-SmimeConfig") as connection:
            for name, value in values.items():
                known = setting(name)
                connection.execute(
                    "DELETE FROM exchange_smime_config WHERE name = ?", (known.name,)
                )
                if value is not None:
                    connection.execute(
                        "INSERT INTO exchange_smime_config VALUES (?, ?)", (known.name, value)
                    )

    def close(self) -> None:
        """Do nothing: the workspace is closed by who opened it."""


def _with_expiry(config: SmimeConfig, data: bytes, now: datetime) -> SmimeConfig:
    collection = TrustCollection.parse(data, COLLECTION)
    expired = collection.expired(now)
    return replace(
        config,
        certificates_expiry_date=collection.earliest_expiry,
        expired_certificate_thumbprint=expired[0].thumbprint if expired else None,
    )
