"""What ConvertTo- and ConvertFrom-SecureString share: the keys that texts are made with."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.secret_texts import SecretTexts, secret_texts


class UsesKeys(CoreCmdlet):
    """Finds the key that was given: bytes, or the characters of another secure string."""

    secure_key: Any
    key: Any

    def given_key(self) -> bytes | None:
        """Return -Key or -SecureKey as bytes, None without them."""
        if self.key is not None:
            return bytes(self.key)
        if isinstance(self.secure_key, Secret):
            return str(self.secure_key.reveal()).encode("utf-16-le", "surrogatepass")
        return None

    @staticmethod
    def texts() -> SecretTexts:
        """Return the port that makes texts of secrets."""
        return secret_texts()


def unreadable(message: str, hint: str | None) -> CommandError:
    """Return PowerShell's error for a text that is no secure string, or not with this key."""
    return CommandError(
        "ImportSecureString_InvalidArgument_CryptographicError",
        message,
        category="InvalidArgument",
        inner="System.Security.Cryptography.CryptographicException",
        hint=hint,
    )
