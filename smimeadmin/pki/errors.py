"""What can be wrong with certificates, names and keys."""

from datetime import datetime

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


def day(time: datetime) -> str:
    """Return a time as the day that a person reads in a message (UTC)."""
    return f"{time:%Y-%m-%d %H:%M} UTC"


class PkiError(SmimeAdminError):
    """The root of this package's errors."""

    id = "Pki.Error"


class MalformedDerError(PkiError):
    """Bytes are no well-formed ASN.1 value."""

    id = "Pki.MalformedDer"


class InvalidNameError(PkiError):
    """A text is no distinguished name."""

    id = "Pki.InvalidName"

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(
            f"'{text}' is no distinguished name: {reason}.",
            hint="Write it like CN=Anna de Vries, O=Contoso; quote a value that holds a comma.",
        )
        self.text = text


class NotACertificateError(PkiError):
    """Bytes or a file hold no X.509 certificate."""

    id = "Pki.NotACertificate"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"{name} is no X.509 certificate: {reason}.",
            hint="Give a .cer, .crt or .pem file; key files are read by Get-PfxCertificate.",
        )
        self.name = name


class UnsupportedKeyError(PkiError):
    """A key is of a kind that can't be used for what was asked."""

    id = "Pki.UnsupportedKey"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, what: str, allowed: str) -> None:
        super().__init__(f"{what} can't be used here.", hint=f"Use one of: {allowed}.")
        self.what = what


class WrongPassphraseError(PkiError):
    """The passphrase doesn't open the workspace's keys."""

    id = "Pki.WrongPassphrase"
    kind = ErrorKind.DENIED

    def __init__(self) -> None:
        super().__init__(
            "The passphrase does not open the keys of this workspace.",
            hint="Check SMIMEADMIN_PASSPHRASE, the keyring entry or what was typed.",
        )


class KeyNotFoundError(PkiError):
    """The key store has no such key."""

    id = "Pki.KeyNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"The workspace has no private key {key_id}.",
            hint="Import it from a PFX file, or issue a new certificate with "
            "New-SmimeCertificate -Force.",
        )
        self.key_id = key_id


class KeyDamagedError(PkiError):
    """A stored key can't be opened although the passphrase is right."""

    id = "Pki.KeyDamaged"

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"The stored private key {key_id} is damaged.",
            hint="Restore the workspace from a backup, or import the key from its PFX file.",
        )
        self.key_id = key_id


class PassphraseSetElsewhereError(PkiError):
    """Another process set the workspace's passphrase while this one made its first key."""

    id = "Pki.PassphraseSetElsewhere"
    kind = ErrorKind.CONFLICT

    def __init__(self) -> None:
        super().__init__(
            "Another run set the passphrase of this workspace at the same moment.",
            hint="Run the command again.",
        )


class UnsupportedChangeError(PkiError):
    """A Change asks for what the workspace's certificates can't do."""

    id = "Pki.UnsupportedChange"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, kind: str, target: str) -> None:
        super().__init__(f"A change of the kind '{kind}' can't be made to {target}.")
        self.target = target


class KeyMismatchError(PkiError):
    """A private key is not that of the certificate."""

    id = "Pki.KeyMismatch"

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"The private key is not that of the certificate '{subject}'.",
            hint="Give the key and the certificate that were made together.",
        )
        self.subject = subject


class SecretTextError(PkiError):
    """The text of a secret was not made here, or was changed, or the key is another one."""

    id = "Pki.SecretTextUnreadable"
    kind = ErrorKind.DENIED

    def __init__(self) -> None:
        super().__init__(
            "The text of the secure string can't be opened with this key.",
            hint="It opens in the workspace that made it, or with the key that was given then.",
        )


class SecretKeyLengthError(PkiError):
    """A key that a secret is to be encrypted with has a length that AES doesn't know."""

    id = "Pki.SecretKeyLength"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, length: int) -> None:
        super().__init__(f"A key of {length} bytes can't be used.", hint="Give 16, 24 or 32 bytes.")
        self.length = length
