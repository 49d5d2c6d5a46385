"""Where the workspace's passphrase comes from, asked only when a private key is touched.

In this order: ``--passphrase-fd``, ``SMIMEADMIN_PASSPHRASE``, the system's keyring, a question.
"""

import os
from collections.abc import Callable, Mapping
from threading import Lock, Thread
from typing import TYPE_CHECKING

from smimeadmin.app.errors import (
    NoPassphraseError,
    PassphrasesDifferError,
    PassphraseUnreadableError,
)
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.host import Host

if TYPE_CHECKING:
    import keyring
else:
    keyring = at_first_use("keyring")

VARIABLE = "SMIMEADMIN_PASSPHRASE"
KEYRING_SERVICE = "smimeadmin"
KEYRING_SECONDS = 5.0
"""A locked keyring opens a window and waits: a job without a screen must not hang on it."""
WEAK_LENGTH = 12
_MAX_BYTES = 4096


class DescriptorPassphrase:
    """Reads a passphrase from a file descriptor, once for all the sessions of a run."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._read: Secret[str] | None = None
        self._lock = Lock()

    def __call__(self) -> Secret[str]:
        """Return the passphrase; raises PassphraseUnreadableError."""
        with self._lock:
            if self._read is None:
                self._read = _from_descriptor(self._descriptor)
            return self._read


class PassphraseSource:
    """Gives the passphrase once, and remembers nothing."""

    def __init__(
        self,
        workspace: str,
        host: Host,
        environment: Mapping[str, str],
        *,
        descriptor: "int | DescriptorPassphrase | None" = None,
        is_new: Callable[[], bool],
    ) -> None:
        self._workspace = workspace
        self._host = host
        self._environment = environment
        self._descriptor = (
            DescriptorPassphrase(descriptor) if isinstance(descriptor, int) else descriptor
        )
        self._is_new = is_new

    def __call__(self) -> Secret[str]:
        """Return the passphrase; raises NoPassphraseError, PassphraseUnreadableError."""
        if self._descriptor is not None:
            return self._descriptor()
        given = self._environment.get(VARIABLE)
        if given:
            return Secret(given)
        return _from_keyring(self._workspace) or self._asked()

    def _asked(self) -> Secret[str]:
        if not self._host.interactive:
            raise NoPassphraseError(self._workspace)
        if not self._is_new():
            return Secret(self._host.ask_secret("Passphrase of the workspace", name="Passphrase"))
        first = self._host.ask_secret("New passphrase for the workspace", name="Passphrase")
        if first != self._host.ask_secret("The same again", name="Passphrase"):
            raise PassphrasesDifferError
        if len(first) < WEAK_LENGTH:
            self._host.write_warning(
                f"This passphrase has {len(first)} characters: it protects every private key of "
                "the organization, and can be guessed."
            )
        return Secret(first)


def _from_descriptor(descriptor: int) -> Secret[str]:
    """Read one line; the file descriptor is closed, so that no child inherits it."""
    try:
        with os.fdopen(descriptor, "rb") as stream:
            data = stream.read(_MAX_BYTES)
        text = data.decode().split("\n", 1)[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise PassphraseUnreadableError(descriptor, "it is not open for reading text") from error
    if not text:
        raise PassphraseUnreadableError(descriptor, "it is empty")
    return Secret(text)


def _from_keyring(workspace: str) -> Secret[str] | None:
    found: list[str] = []

    def look() -> None:
        try:
            password = keyring.get_password(KEYRING_SERVICE, workspace)
        except Exception:  # noqa: BLE001 - backends raise what they like; no keyring is no error
            return
        if password:
            found.append(password)

    thread = Thread(target=look, daemon=True)
    thread.start()
    thread.join(KEYRING_SECONDS)
    return Secret(found[0]) if found else None
