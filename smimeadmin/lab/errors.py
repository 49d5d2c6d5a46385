"""What keeps a lab host from starting."""

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class NotLoopbackError(SmimeAdminError):
    """The host would have been seen by other machines."""

    id = "Lab.NotLoopback"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, address: str) -> None:
        super().__init__(
            f"'{address}' is no loopback address: the lab host serves this machine only.",
            hint="Use 127.0.0.1:PORT, or 127.0.0.1:0 for a free port.",
        )
        self.address = address


class CannotListenError(SmimeAdminError):
    """The system refuses the address: another program listens there, or the port needs rights."""

    id = "Lab.CannotListen"
    kind = ErrorKind.CONFLICT

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"The lab host cannot listen on '{address}': {reason}.",
            hint="Use port 0 for a free port, or end the program that listens there.",
        )
        self.address = address
        self.reason = reason
