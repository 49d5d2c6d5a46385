"""Where secure strings become texts and back: a port of the session's services."""

from typing import Any, Protocol

from smimeadmin.core.clixml.errors import ClixmlSecretError
from smimeadmin.core.clixml.reader import plain_secret
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.file_access import FILE_ACCESS

SEALED_MARK = "smimeadmin-sealed-1:"
"""What texts begin with that were sealed with the key of a workspace."""


class SecretTexts(Protocol):
    """Seals secrets with the key of a workspace; only that workspace opens them."""

    def seal(self, secret: bytes) -> bytes:
        """Return a secret, sealed."""

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed; an error of the domain if it can't be opened."""

    def lock_by_key(self, secret: bytes, key: bytes) -> str:
        """Return a secret encrypted with a key of 16, 24 or 32 bytes, in PowerShell's form."""

    def open_by_key(self, text: str, key: bytes) -> bytes:
        """Return what was encrypted with that key."""


def secret_texts() -> SecretTexts:
    """Return the port of the running session; an error if it has none."""
    session: Any = FILE_ACCESS.get(None)
    found = getattr(getattr(session, "services", None), "secret_texts", None)
    if found is None:
        raise ClixmlSecretError(
            "There is no workspace whose key could seal a secure string.",
            hint="Run the line in smimeadmin itself.",
        )
    texts: SecretTexts = found
    return texts


def seal_secret(secret: "Secret[Any]") -> str:
    """Return a secure string as a text that only this workspace can open."""
    sealed = secret_texts().seal(str(secret.reveal()).encode("utf-16-le", "surrogatepass"))
    return SEALED_MARK + sealed.hex()


def open_secret(text: str) -> Secret[str]:
    """Return the secure string of a text: sealed here, or PowerShell's plain form."""
    bare = text.strip()
    if not bare.startswith(SEALED_MARK):
        return plain_secret(bare)
    try:
        sealed = bytes.fromhex(bare.removeprefix(SEALED_MARK))
    except ValueError as reason:
        raise ClixmlSecretError(
            "The text of a sealed secure string is broken.", hint="Make it again."
        ) from reason
    return Secret(secret_texts().open(sealed).decode("utf-16-le", "surrogatepass"))
