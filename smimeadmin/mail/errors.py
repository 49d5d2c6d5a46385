"""What can go wrong between a letter and the server that is to carry it."""

from collections.abc import Mapping

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class InvalidAddressError(SmimeAdminError):
    """A text is no address that mail can be sent to."""

    id = "Mail.InvalidAddress"

    def __init__(self, address: str) -> None:
        super().__init__(
            f"'{address}' is no mail address.",
            hint="Write it as anna@contoso.example or 'Anna <anna@contoso.example>'.",
        )
        self.address = address


class InvalidHeaderError(SmimeAdminError):
    """A text that would write headers of its own into a letter."""

    id = "Mail.InvalidHeader"

    def __init__(self, field: str) -> None:
        super().__init__(
            f"The {field} holds a control character, which no header may hold.",
            hint="Remove line breaks and other control characters.",
        )
        self.field = field


class NoServerError(SmimeAdminError):
    """No mail server was named."""

    id = "Mail.NoServer"

    def __init__(self) -> None:
        super().__init__(
            "No mail server was named.", hint="Give -SmtpServer, or set $PSEmailServer."
        )


class UnprotectedPasswordError(SmimeAdminError):
    """A password would go over an unencrypted connection."""

    id = "Mail.UnprotectedPassword"

    def __init__(self, server: str) -> None:
        super().__init__(
            f"The password for '{server}' is not sent over an unencrypted connection.",
            hint="Add -UseSsl.",
        )
        self.server = server


class CACertificateError(SmimeAdminError):
    """A file holds no CA certificate."""

    id = "Mail.CACertificate"

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(
            f"The CA certificate '{source}' can't be used: {reason}.",
            hint="Give a file with the certificate in PEM or DER.",
        )
        self.source = source
        self.reason = reason


class ServerUnavailableError(SmimeAdminError):
    """A mail server can't be reached, or breaks off."""

    id = "Mail.ServerUnavailable"
    kind = ErrorKind.UNAVAILABLE

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"The mail server '{server}' can't be used: {reason}.",
            hint="Check the name and -Port, and whether a firewall is between.",
        )
        self.server = server
        self.reason = reason


class ServerTimeoutError(SmimeAdminError):
    """A mail server doesn't answer in time."""

    id = "Mail.ServerTimeout"
    kind = ErrorKind.TIMED_OUT

    def __init__(self, server: str, seconds: float) -> None:
        super().__init__(
            f"The mail server '{server}' did not answer within {seconds:g} s.",
            hint="Check the name and -Port; port 465 wants TLS at once, 25 and 587 do not.",
        )
        self.server = server
        self.seconds = seconds


class EncryptionNotOfferedError(SmimeAdminError):
    """A connection was to be encrypted, and the server offers no STARTTLS."""

    id = "Mail.EncryptionNotOffered"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, server: str) -> None:
        super().__init__(
            f"The mail server '{server}' offers no encryption (STARTTLS); nothing was sent.",
            hint="Ask its administrator to give it a certificate, or try -Port 587.",
        )
        self.server = server


class ServerUntrustedError(SmimeAdminError):
    """A mail server didn't prove by its certificate that it is the one that was named."""

    id = "Mail.ServerUntrusted"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"The mail server '{server}' is not trusted: {reason}; nothing was sent.",
            hint="Give the certificate of the CA that issued the server's: -CACertificate ca.pem",
        )
        self.server = server
        self.reason = reason


class LogonRefusedError(SmimeAdminError):
    """A mail server doesn't take the user's name and password."""

    id = "Mail.LogonRefused"
    kind = ErrorKind.DENIED

    def __init__(self, server: str, user: str, answer: str) -> None:
        super().__init__(
            f"The mail server '{server}' does not let '{user}' log on: {answer}.",
            hint="Check the user's name and password of -Credential.",
        )
        self.server = server
        self.user = user


class MessageRefusedError(SmimeAdminError):
    """A mail server doesn't take a message: its sender, its size, its content."""

    id = "Mail.MessageRefused"
    kind = ErrorKind.DENIED

    def __init__(self, server: str, answer: str) -> None:
        super().__init__(
            f"The mail server '{server}' does not take the message: {answer}.",
            hint="What stands behind the number is the server's own reason.",
        )
        self.server = server
        self.answer = answer


class RecipientsRefusedError(SmimeAdminError):
    """A mail server doesn't take some recipients, or any; the others got the message."""

    id = "Mail.RecipientsRefused"
    kind = ErrorKind.DENIED

    def __init__(self, server: str, refused: Mapping[str, str], *, delivered: bool) -> None:
        told = "; ".join(f"{address}: {answer}" for address, answer in refused.items())
        rest = "the others got it" if delivered else "nobody got it"
        super().__init__(
            f"The mail server '{server}' does not take recipients of the message, {rest}: {told}.",
            hint="Check the addresses, and whether the server sends mail on for you.",
        )
        self.server = server
        self.refused = tuple(refused)
