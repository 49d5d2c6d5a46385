"""From what is wanted of SmimeConfig to the Changes that make it so."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from smimeadmin.changes.change import Change, ChangeKind, Target
from smimeadmin.core.clock import Clock
from smimeadmin.exchange.api import ExchangeBackend
from smimeadmin.exchange.errors import CollectionExpiredError, NoCollectionError
from smimeadmin.exchange.smime_config import COLLECTION, SETTINGS, encode, setting
from smimeadmin.pki.store import TrustCollection

PORT = "exchange"
SMIME_CONFIG = Target(PORT, "SmimeConfig", "SmimeConfig")


def plan_smime_config(
    backend: ExchangeBackend, wanted: Mapping[str, Any], now: datetime
) -> list[Change]:
    """Return one Change for each setting whose value would become another one.

    ``wanted`` maps Exchange names, in any case, to values; None brings the default back. Raises
    before anything is planned: InvalidSettingError, InvalidAlgorithmListError, UnknownSettingError,
    the store's errors, CollectionExpiredError.
    """
    checked = {setting(name).name: _checked(name, value, now) for name, value in wanted.items()}
    current = backend.smime_config()
    changes = []
    for name, value in checked.items():
        known = SETTINGS[name]
        before = encode(known.type, getattr(current, known.field))
        after = encode(known.type, value)
        if before != after:
            changes.append(Change(ChangeKind.SET, SMIME_CONFIG, name, before, after))
    return changes


def _checked(name: str, value: Any, now: datetime) -> Any:
    known = setting(name)
    if value is None or (known.type == "String" and not value):
        return known.default
    if known.name == COLLECTION:
        if not value:
            return None
        require_current(TrustCollection.parse(bytes(value), COLLECTION), now)
    if known.check is not None:
        known.check(known.name, value)
    return value


def require_current(collection: TrustCollection, now: datetime) -> None:
    """Refuse a collection that Exchange would refuse: one member out of date is enough."""
    expired = collection.expired(now)
    if expired:
        first = expired[0]
        raise CollectionExpiredError(
            first.subject, first.thumbprint, first.not_after, len(expired) - 1
        )


class OrganizationTrust:
    """The virtual certificate collection of the organization that is connected."""

    def __init__(self, backend: ExchangeBackend, clock: Clock) -> None:
        self._backend = backend
        self._clock = clock

    def current(self) -> TrustCollection:
        """Read the collection afresh; raises NoCollectionError."""
        data = self._backend.smime_config().certificate_issuing_ca
        if data is None:
            raise NoCollectionError
        return TrustCollection.parse(data, COLLECTION)

    def plan_import(self, data: bytes, *, merge: bool = False) -> list[Change]:
        """Plan to make a store the organization's collection, or to add its certificates to it."""
        if merge:
            data = self._merged(data)
        return plan_smime_config(self._backend, {COLLECTION: data}, self._clock.now())

    def _merged(self, data: bytes) -> bytes:
        present = self._backend.smime_config().certificate_issuing_ca
        if present is None:
            return data
        both = TrustCollection.parse(present, COLLECTION)
        return both.merge(TrustCollection.parse(data)).build()


def canonical_settings(changes: Iterable[Change]) -> dict[str, bytes | None]:
    """Return the settings that Changes write, by name."""
    return {change.attribute: change.after for change in changes}
