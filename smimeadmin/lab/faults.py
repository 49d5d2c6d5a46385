"""What the host refuses, as WS-Management faults (MS-WSMV 2.2.4.43, codes of MS-ERREF)."""


class WsManFault(Exception):  # noqa: N818 - a fault is the protocol's word
    """A request that is answered with a fault.

    ``code`` is the number in WSManFault, ``subcode`` the qualified name, ``sender`` whether the
    client is to blame.
    """

    def __init__(self, code: int, subcode: str, message: str, *, sender: bool = True) -> None:
        super().__init__(message)
        self.code = code
        self.subcode = subcode
        self.message = message
        self.sender = sender


def timed_out() -> WsManFault:
    """Return the fault that asks the client to ask again."""
    return WsManFault(
        2150858793,
        "w:TimedOut",
        "The WS-Management service cannot complete the operation within the time specified in"
        " OperationTimeout.",
        sender=False,
    )


def unknown_shell(shell_id: str) -> WsManFault:
    """Return the fault for a shell or a command that is not there (any more)."""
    return WsManFault(
        2150858843,
        "w:InvalidSelectors",
        "The request for the Windows Remote Shell with ShellId"
        f" {shell_id} failed because the shell was not found on the server.",
    )


def unknown_resource(uri: str) -> WsManFault:
    """Return the fault for a configuration that the host does not serve."""
    return WsManFault(
        2150858811,
        "w:InvalidResourceURI",
        f"The WS-Management service cannot process the request: the resource URI {uri} is not"
        " served here.",
    )


def bad_request(what: str) -> WsManFault:
    """Return the fault for what is no SOAP, or lacks something."""
    return WsManFault(87, "w:InvalidParameter", what)


def too_many_shells(limit: int, *, modern: bool = True) -> WsManFault:
    """Return the fault of the shell limit, in the words of Exchange 2013 and later, or of 2010."""
    text = (
        "The WS-Management service cannot process the request. The system load quota of"
        f" {limit} concurrent shells has been exceeded: exceeded the maximum number of connections"
        f" allowed: {limit} for the policy party : MaxConcurrency."
        if modern
        else "The WS-Management service cannot process the request. This user is allowed a maximum"
        f" number of {limit} concurrent shells, which has been exceeded."
    )
    return WsManFault(2150859173, "w:QuotaLimit", text)
