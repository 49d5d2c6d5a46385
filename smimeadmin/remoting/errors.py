"""What goes wrong on the way to a remote server and back."""

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class InvalidConnectionUriError(SmimeAdminError):
    """A text is no address of a remoting endpoint."""

    id = "Remoting.InvalidConnectionUri"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, uri: str, reason: str) -> None:
        super().__init__(
            f"'{uri}' is no connection URI: {reason}.",
            hint="Write http://SERVER/PowerShell/ or https://SERVER/PowerShell/.",
        )
        self.uri = uri
        self.reason = reason


class ServerError(SmimeAdminError):
    """Something about one server, which ``server`` names."""

    def __init__(self, server: str, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.server = server


class ServerUnreachableError(ServerError):
    """No connection came about: no such host, a closed port, a network in between."""

    id = "Remoting.ServerUnreachable"
    kind = ErrorKind.UNAVAILABLE

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            server,
            f"'{server}' cannot be reached: {reason}.",
            hint="Check the name, the port and that remote PowerShell is served there.",
        )
        self.reason = reason


class AnswerTimeoutError(ServerError):
    """A server took a connection and then said nothing in time."""

    id = "Remoting.AnswerTimeout"
    kind = ErrorKind.TIMED_OUT

    def __init__(self, server: str, seconds: float) -> None:
        super().__init__(
            server,
            f"'{server}' did not answer within {seconds:g} s.",
            hint="Try again, or give more time with New-PSSessionOption -OperationTimeout.",
        )
        self.seconds = seconds


class UntrustedServerError(ServerError):
    """The certificate of a server is not to be trusted."""

    id = "Remoting.UntrustedServer"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            server,
            f"The TLS certificate of '{server}' is not trusted: {reason}.",
            hint="Give the certificate of the authority that issued it with -CACertificate.",
        )
        self.reason = reason


class NotSignedInError(ServerError):
    """A server refused who we are."""

    id = "Remoting.NotSignedIn"
    kind = ErrorKind.DENIED

    def __init__(self, server: str, user: str, method: str) -> None:
        super().__init__(
            server,
            f"'{server}' refused {user or 'the signed-in user'} ({method}).",
            hint="Check the user name and the password; write the name as DOMAIN\\user or"
            " user@domain.",
        )
        self.user = user
        self.method = method


class AnswerNotProtectedError(ServerError):
    """A plain answer on a session whose messages have to be encrypted: somebody is in between."""

    id = "Remoting.AnswerNotProtected"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, server: str) -> None:
        super().__init__(
            server,
            f"'{server}' sent an answer that is not encrypted; nothing of it was read.",
            hint="Somebody may be between you and the server. Use https, or ask who serves it.",
        )


class RedirectRefusedError(ServerError):
    """A server sends clients elsewhere."""

    id = "Remoting.RedirectRefused"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, server: str, target: str, reason: str) -> None:
        super().__init__(
            server,
            f"'{server}' redirects to '{target}', which was not followed: {reason}.",
            hint="Connect to that server by name if you trust it, or use -AllowRedirection.",
        )
        self.target = target
        self.reason = reason


class ServerBusyError(ServerError):
    """A server asks to come again later."""

    id = "Remoting.ServerBusy"
    kind = ErrorKind.UNAVAILABLE

    def __init__(self, server: str, status: int, retry_after: float | None) -> None:
        wait = f" It asks for {retry_after:g} s." if retry_after is not None else ""
        super().__init__(
            server,
            f"'{server}' is busy (HTTP {status}).{wait}",
            hint="Try again later, or connect to another server.",
        )
        self.status = status
        self.retry_after = retry_after


class UnexpectedAnswerError(ServerError):
    """What came is no answer of WS-Management."""

    id = "Remoting.UnexpectedAnswer"
    kind = ErrorKind.UNAVAILABLE

    def __init__(self, server: str, what: str) -> None:
        super().__init__(
            server,
            f"'{server}' did not answer as a remoting server does: {what}.",
            hint="Check that the address is the one of remote PowerShell (/PowerShell/ or /wsman).",
        )
        self.what = what


class AnswerTooLargeError(ServerError):
    """A server sends more than any answer may hold."""

    id = "Remoting.AnswerTooLarge"
    kind = ErrorKind.UNAVAILABLE

    def __init__(self, server: str, limit: int) -> None:
        super().__init__(
            server,
            f"'{server}' sent an answer of more than {limit // 1_000_000} MB; it was cut off.",
            hint="Check that the address is the one of remote PowerShell.",
        )
        self.limit = limit
