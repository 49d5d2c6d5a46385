"""What can go wrong before a command runs."""

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class NoPassphraseError(SmimeAdminError):
    """A private key is needed, and nobody gave the passphrase of the workspace."""

    id = "App.NoPassphrase"
    kind = ErrorKind.DENIED

    def __init__(self, workspace: str) -> None:
        super().__init__(
            f"A private key of the workspace '{workspace}' is needed, and its passphrase was not "
            "given.",
            hint="Set SMIMEADMIN_PASSPHRASE, use --passphrase-fd, or run at the prompt.",
        )
        self.workspace = workspace


class PassphraseUnreadableError(SmimeAdminError):
    """The file descriptor that was named holds no passphrase."""

    id = "App.PassphraseUnreadable"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, descriptor: int, reason: str) -> None:
        super().__init__(
            f"No passphrase can be read from file descriptor {descriptor}: {reason}.",
            hint="Open it for the program, such as: --passphrase-fd 3 3< file.",
        )
        self.descriptor = descriptor


class PassphrasesDifferError(SmimeAdminError):
    """A new passphrase was typed twice, and not the same."""

    id = "App.PassphrasesDiffer"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self) -> None:
        super().__init__(
            "The two passphrases differ; none was set.", hint="Type the command again."
        )
