"""Private keys in the workspace: PKCS #8 under AES-256-GCM, opened by one passphrase.

One scrypt (N = 2^16, r = 8, p = 1: about 0.2 s and 64 MB) for each unlock makes the wrapping key.
Each key is wrapped with a random nonce and its id as associated data, so that rows can't be
exchanged unnoticed. A verifier, wrapped the same way, tells a wrong passphrase from a damaged key.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace
from smimeadmin.pki import der
from smimeadmin.pki.api import PlannedKey
from smimeadmin.pki.errors import (
    KeyDamagedError,
    KeyNotFoundError,
    MalformedDerError,
    PassphraseSetElsewhereError,
    SecretTextError,
    UnsupportedKeyError,
    WrongPassphraseError,
)
from smimeadmin.pki.key_pair import (
    KeyAlgorithm,
    PrivateKey,
    algorithm_name,
    from_pkcs8,
    generate,
    key_id_of,
    spki_of,
    to_pkcs8,
)

KEY_MIGRATIONS: Final = (
    """
    CREATE TABLE key_lock (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        salt BLOB NOT NULL,
        cost INTEGER NOT NULL,
        block_size INTEGER NOT NULL,
        verifier BLOB NOT NULL
    );
    CREATE TABLE private_key (
        key_id TEXT PRIMARY KEY,
        algorithm TEXT NOT NULL,
        wrapped BLOB NOT NULL
    );
    """,
)
COST: Final = 2**16
BLOCK_SIZE: Final = 8
_MAX_COST: Final = 2**20
_NONCE_SIZE: Final = 12
_VERIFIER: Final = b"smimeadmin key verifier"
_SEALED: Final = b"smimeadmin sealed text"
Passphrase = Callable[[], Secret[str]]
"""Gives the passphrase; called at most once for an unlock, and only when a key is touched."""


@dataclass(frozen=True, slots=True)
class _Lock:
    """How the passphrase becomes the wrapping key, and what proves that it is the right one."""

    salt: bytes
    cost: int
    block_size: int
    verifier: bytes


@dataclass(frozen=True, slots=True)
class _Opened:
    lock: _Lock
    cipher: AESGCM


class WorkspaceKeys:
    """The embedded key store. The first key that is kept sets the passphrase."""

    def __init__(self, workspace: Workspace, passphrase: Passphrase, *, cost: int = COST) -> None:
        self._workspace = workspace
        self._passphrase = passphrase
        self._cost = cost
        self._opened: _Opened | None = None
        workspace.register("keys", KEY_MIGRATIONS)

    def plan(self, algorithm: KeyAlgorithm) -> PlannedKey:
        """Make a new key without keeping it. Raises ``WrongPassphraseError``."""
        self._unlock()
        return self.plan_import(generate(algorithm))

    def plan_import(self, private_key: PrivateKey) -> PlannedKey:
        """Protect a key that comes from elsewhere, without keeping it yet."""
        opened = self._unlock()
        spki = spki_of(private_key)
        key_id = key_id_of(spki)
        wrapped = _wrap(opened.cipher, to_pkcs8(private_key), _of_key(key_id))
        lock = opened.lock
        secret = der.sequence(
            der.octet_string(lock.salt),
            der.integer(lock.cost),
            der.integer(lock.block_size),
            der.octet_string(lock.verifier),
            der.encode(der.UTF8_STRING, algorithm_name(private_key).encode()),
            der.octet_string(wrapped),
        )
        return PlannedKey(key_id, spki, private_key, Secret(secret))

    def keep(self, key_id: str, secret: bytes) -> None:
        """Keep a planned key; one that is kept already stays as it is.

        Raises ``PassphraseSetElsewhereError`` if it was planned under another passphrase.
        """
        salt, cost, block_size, verifier, algorithm, wrapped = der.read(secret).children()
        lock = _Lock(
            salt.content,
            der.decode_integer(cost),
            der.decode_integer(block_size),
            verifier.content,
        )
        with self._workspace.transaction() as connection:
            kept = self._read_lock()
            if kept is None:
                _insert(connection, lock)
            elif kept != lock:
                self._opened = None
                raise PassphraseSetElsewhereError
            connection.execute(
                "INSERT INTO private_key VALUES (?, ?, ?) ON CONFLICT (key_id) DO NOTHING",
                (key_id, algorithm.content.decode(), wrapped.content),
            )

    def has(self, key_id: str) -> bool:
        """Say whether a key is kept; needs no passphrase."""
        with self._workspace.read() as connection:
            row = connection.execute(
                "SELECT 1 FROM private_key WHERE key_id = ?", (key_id,)
            ).fetchone()
        return row is not None

    def key_ids(self) -> tuple[str, ...]:
        """Return the ids of all keys, sorted; needs no passphrase."""
        with self._workspace.read() as connection:
            rows = connection.execute("SELECT key_id FROM private_key ORDER BY key_id").fetchall()
        return tuple(row[0] for row in rows)

    def private_key(self, key_id: str) -> PrivateKey:
        """Return a key. Raises ``KeyNotFoundError``, ``WrongPassphraseError``, ``KeyDamagedError``.

        Only this, ``plan`` and ``plan_import`` ask for the passphrase.
        """
        with self._workspace.read() as connection:
            row = connection.execute(
                "SELECT wrapped FROM private_key WHERE key_id = ?", (key_id,)
            ).fetchone()
        if row is None:
            raise KeyNotFoundError(key_id)
        cipher = self._unlock().cipher
        try:
            return from_pkcs8(_unwrap(cipher, row[0], _of_key(key_id)))
        except (InvalidTag, MalformedDerError, UnsupportedKeyError) as error:
            raise KeyDamagedError(key_id) from error

    def forget(self, key_id: str) -> None:
        """Delete a key; one that isn't there is no error."""
        with self._workspace.transaction() as connection:
            connection.execute("DELETE FROM private_key WHERE key_id = ?", (key_id,))

    def seal(self, secret: bytes) -> bytes:
        """Return a secret under the wrapping key; the first one sets the passphrase.

        Raises ``WrongPassphraseError``, ``PassphraseSetElsewhereError``.
        """
        opened = self._unlock()
        self._keep_lock(opened.lock)
        return _wrap(opened.cipher, secret, _SEALED)

    def open_sealed(self, sealed: bytes) -> bytes:
        """Return what was sealed here. Raises ``SecretTextError``, ``WrongPassphraseError``."""
        if not self.is_locked_by_passphrase():
            raise SecretTextError  # nothing was ever sealed in this workspace
        try:
            return _unwrap(self._unlock().cipher, sealed, _SEALED)
        except InvalidTag as error:
            raise SecretTextError from error

    def _keep_lock(self, lock: _Lock) -> None:
        """Keep how the passphrase becomes the key, unless that is kept already."""
        if self._read_lock() is not None:
            return
        with self._workspace.transaction() as connection:
            if self._read_lock() is not None:  # another process was faster
                self._opened = None
                raise PassphraseSetElsewhereError
            _insert(connection, lock)

    def is_locked_by_passphrase(self) -> bool:
        """Say whether a passphrase has been set: with the first key."""
        return self._read_lock() is not None

    def _read_lock(self) -> _Lock | None:
        with self._workspace.read() as connection:
            row = connection.execute(
                "SELECT salt, cost, block_size, verifier FROM key_lock"
            ).fetchone()
        return None if row is None else _Lock(*row)

    def _unlock(self) -> _Opened:
        """Return the cipher of the wrapping key; ask for the passphrase if it isn't known yet."""
        kept = self._read_lock()
        opened = self._opened
        if opened is not None and kept in (None, opened.lock):
            return opened
        passphrase = self._passphrase().reveal().encode()
        if kept is None:
            salt = secrets.token_bytes(16)
            cipher = _derive(passphrase, salt, self._cost, BLOCK_SIZE)
            verifier = _wrap(cipher, _VERIFIER, _VERIFIER)
            kept = _Lock(salt, self._cost, BLOCK_SIZE, verifier)
        else:
            cipher = _derive(passphrase, kept.salt, kept.cost, kept.block_size)
            _check(cipher, kept)
        self._opened = _Opened(kept, cipher)
        return self._opened


def _insert(connection: Connection, lock: _Lock) -> None:
    connection.execute(
        "INSERT INTO key_lock VALUES (1, ?, ?, ?, ?)",
        (lock.salt, lock.cost, lock.block_size, lock.verifier),
    )


def _derive(passphrase: bytes, salt: bytes, cost: int, block_size: int) -> AESGCM:
    if not 2 <= cost <= _MAX_COST or not 1 <= block_size <= 64:
        raise KeyDamagedError("verifier")
    return AESGCM(Scrypt(salt=salt, length=32, n=cost, r=block_size, p=1).derive(passphrase))


def _check(cipher: AESGCM, lock: _Lock) -> None:
    try:
        _unwrap(cipher, lock.verifier, _VERIFIER)
    except InvalidTag as error:
        raise WrongPassphraseError from error


def _of_key(key_id: str) -> bytes:
    return f"smimeadmin private key {key_id}".encode()


def _wrap(cipher: AESGCM, value: bytes, associated: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_SIZE)
    return nonce + cipher.encrypt(nonce, value, associated)


def _unwrap(cipher: AESGCM, wrapped: bytes, associated: bytes) -> bytes:
    if len(wrapped) < _NONCE_SIZE + 16:
        raise InvalidTag
    return cipher.decrypt(wrapped[:_NONCE_SIZE], wrapped[_NONCE_SIZE:], associated)
