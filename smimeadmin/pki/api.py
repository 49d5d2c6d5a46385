"""The port of private keys: where they are kept, and what may be asked of the place."""

from dataclasses import dataclass, field
from typing import Protocol

from smimeadmin.core.secret import Secret
from smimeadmin.pki.key_pair import KeyAlgorithm, PrivateKey


@dataclass(frozen=True, slots=True)
class PlannedKey:
    """A new key that is not kept yet.

    ``secret`` is what ``KeyStore.keep`` takes later: the key as the store protects it, so that it
    can travel in a Change without being readable.
    """

    key_id: str
    spki: bytes
    private_key: PrivateKey = field(repr=False)
    secret: Secret[bytes] = field(repr=False)


class KeyStore(Protocol):
    """Keeps private keys. A key's id is its identifier in hex (``key_pair.key_id_of``)."""

    def plan(self, algorithm: KeyAlgorithm) -> PlannedKey:
        """Make a new key without keeping it. Raises ``WrongPassphraseError``."""

    def plan_import(self, private_key: PrivateKey) -> PlannedKey:
        """Protect a key that comes from elsewhere, without keeping it yet."""

    def keep(self, key_id: str, secret: bytes) -> None:
        """Keep a planned key; one that is kept already stays as it is.

        Raises ``PassphraseSetElsewhereError`` if it was planned under another passphrase.
        """

    def has(self, key_id: str) -> bool:
        """Say whether a key is kept; needs no passphrase."""

    def key_ids(self) -> tuple[str, ...]:
        """Return the ids of all keys, sorted; needs no passphrase."""

    def private_key(self, key_id: str) -> PrivateKey:
        """Return a key. Raises ``KeyNotFoundError``, ``WrongPassphraseError``, ``KeyDamagedError``.

        Only this, ``plan`` and ``plan_import`` ask for the passphrase.
        """

    def forget(self, key_id: str) -> None:
        """Delete a key; one that isn't there is no error."""
