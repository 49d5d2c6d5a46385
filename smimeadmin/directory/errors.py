"""The errors of the directory port.

SmimeAdminError
 ├─ InvalidAddressError, MissingAddressError, InvalidNameError, DuplicateRecipientError,
 │  InvalidValueError, InvalidServerError, CACertificateError      what was typed
 ├─ RecipientNotFoundError, AmbiguousIdentityError,
 │  SearchBaseNotFoundError                                        who was meant
 ├─ RecipientExistsError, ValueExistsError, NoSuchValueError       what is there already, or isn't
 ├─ CreateUnsupportedError
 ├─ AccessDeniedError, InsufficientRightsError                     who may
 └─ ServerUntrustedError, ServerUnavailableError, ServerTimeoutError, ServerRefusedError,
    LimitExceededError, ProtocolError                              what the server said
"""

from collections.abc import Sequence
from typing import ClassVar

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class InvalidAddressError(SmimeAdminError):
    """A text is no SMTP address."""

    id = "Directory.InvalidAddress"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"'{address}' is no SMTP address: {reason}.",
            hint="Write it as local-part@domain, for example anna@contoso.example.",
        )
        self.address = address
        self.reason = reason


class MissingAddressError(SmimeAdminError):
    """A person was given without an address."""

    id = "Directory.MissingAddress"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' has no primary address.",
            hint="Fill in PrimarySmtpAddress: a certificate is made for an address.",
        )
        self.name = name


class DuplicateRecipientError(SmimeAdminError):
    """The input of one command names an address twice."""

    id = "Directory.DuplicateRecipient"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, address: str, name: str) -> None:
        super().__init__(
            f"'{address}' comes a second time, now for '{name}'; only the first was taken.",
            hint="Take one of the two lines out of the input.",
        )
        self.address = address
        self.name = name


class InvalidNameError(SmimeAdminError):
    """A text can't be a person's name."""

    id = "Directory.InvalidName"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' can't be a recipient's name: 1 to 64 printable characters are needed.",
            hint="Give the display name, for example 'Anna Schmidt'.",
        )
        self.name = name


class InvalidValueError(SmimeAdminError):
    """A value that the attribute can't hold."""

    id = "Directory.InvalidValue"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, attribute: str, reason: str, *, target: str | None = None) -> None:
        of = f" of '{target}'" if target else ""
        super().__init__(
            f"Attribute '{attribute}'{of} can't take the value: {reason}.",
            hint="userCertificate takes one DER certificate a value, userSMIMECertificate one CMS.",
        )
        self.attribute = attribute
        self.reason = reason
        self.target = target


class InvalidServerError(SmimeAdminError):
    """A server text that can't be connected to, or not safely."""

    id = "Directory.InvalidServer"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"'{server}' can't be used as a directory server: {reason}.",
            hint="Write it as ldaps://HOST or ldaps://HOST:PORT.",
        )
        self.server = server
        self.reason = reason


class RecipientNotFoundError(SmimeAdminError):
    """Nobody answers to an identity."""

    id = "Directory.RecipientNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, identity: str) -> None:
        super().__init__(
            f"No recipient answers to '{identity}'.",
            hint="Try the full address; Get-Recipient lists everyone.",
        )
        self.identity = identity


class AmbiguousIdentityError(SmimeAdminError):
    """Two or more accounts answer to an identity in the same way."""

    id = "Directory.AmbiguousIdentity"
    kind = ErrorKind.CONFLICT

    def __init__(self, identity: str, attribute: str, names: Sequence[str]) -> None:
        super().__init__(
            f"'{identity}' is the {attribute} of {len(names)} recipients: {'; '.join(names)}.",
            hint="Name one of them by its distinguished name or its GUID.",
        )
        self.identity = identity
        self.attribute = attribute
        self.names = tuple(names)


class SearchBaseNotFoundError(SmimeAdminError):
    """The object below which people are to be searched is not there."""

    id = "Directory.SearchBaseNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, search_base: str, server: str) -> None:
        super().__init__(
            f"'{server}' has no object '{search_base}' to search below.",
            hint="Name an OU or the domain: -SearchBase 'OU=Staff,DC=contoso,DC=example'.",
        )
        self.search_base = search_base
        self.server = server


class RecipientExistsError(SmimeAdminError):
    """A recipient has the address already, with other properties."""

    id = "Directory.RecipientExists"
    kind = ErrorKind.CONFLICT

    def __init__(self, address: str, difference: str) -> None:
        super().__init__(
            f"'{address}' exists already, {difference}.",
            hint=f"Get-Recipient '{address}' shows who has it.",
        )
        self.address = address
        self.difference = difference


class ValueExistsError(SmimeAdminError):
    """A value to add is there already (LDAP 20)."""

    id = "Directory.ValueExists"
    kind = ErrorKind.CONFLICT

    def __init__(self, target: str, attribute: str) -> None:
        super().__init__(
            f"'{target}' has the value in attribute '{attribute}' already.",
            hint=f"Get-PublishedCertificate '{target}' shows what is published; run it again.",
        )
        self.target = target
        self.attribute = attribute


class NoSuchValueError(SmimeAdminError):
    """A value to remove, or one that the plan relied on, is not there (LDAP 16)."""

    id = "Directory.NoSuchValue"
    kind = ErrorKind.CONFLICT

    def __init__(self, target: str, attribute: str) -> None:
        super().__init__(
            f"A value of attribute '{attribute}' of '{target}' that this change relies on is gone.",
            hint="Somebody else changed it; run the command again on what is there now.",
        )
        self.target = target
        self.attribute = attribute


class CreateUnsupportedError(SmimeAdminError):
    """The directory is somebody else's: people are made there by other tools."""

    id = "Directory.CreateUnsupported"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, address: str, server: str) -> None:
        super().__init__(
            f"'{address}' can't be created in '{server}': New-Recipient works on the embedded "
            "directory only.",
            hint="Create the user with your own tools, or Disconnect-ActiveDirectory first.",
        )
        self.address = address
        self.server = server


class AccessDeniedError(SmimeAdminError):
    """The server refuses the user or the password (LDAP 49, 8, 53 at the bind)."""

    id = "Directory.AccessDenied"
    kind = ErrorKind.DENIED

    def __init__(self, server: str, user: str, reason: str, *, hint: str) -> None:
        super().__init__(f"'{server}' refuses user '{user}': {reason}.", hint=hint)
        self.server = server
        self.user = user
        self.reason = reason


class InsufficientRightsError(SmimeAdminError):
    """The user may not do this to that object (LDAP 50)."""

    id = "Directory.InsufficientRights"
    kind = ErrorKind.DENIED

    def __init__(self, target: str, user: str) -> None:
        super().__init__(
            f"User '{user}' has no right to change '{target}'.",
            hint="Grant write on userCertificate and userSMIMECertificate there, or connect as "
            "another user.",
        )
        self.target = target
        self.user = user


class ServerUntrustedError(SmimeAdminError):
    """The server's certificate does not prove that it is the server that was named."""

    id = "Directory.ServerUntrusted"
    kind = ErrorKind.UNTRUSTED

    def __init__(
        self, server: str, reason: str, *, subject: str | None, issuer: str | None, hint: str
    ) -> None:
        whose = f" (subject {subject}, issuer {issuer})" if subject is not None else ""
        super().__init__(
            f"The certificate of '{server}' is not trusted: {reason}{whose}.", hint=hint
        )
        self.server = server
        self.reason = reason
        self.subject = subject
        self.issuer = issuer


class CACertificateError(SmimeAdminError):
    """The file that is to hold the CA certificates does not."""

    id = "Directory.CACertificate"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"'{path}' can't be used as CA certificates: {reason}.",
            hint="Give a PEM file of the root (and issuing) CA of the domain controller.",
        )
        self.path = path
        self.reason = reason


class ServerUnavailableError(SmimeAdminError):
    """Nobody answers there, or the connection broke."""

    id = "Directory.ServerUnavailable"
    kind = ErrorKind.UNAVAILABLE

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"'{server}' can't be reached: {reason}.",
            hint="Check the name, the port (636 for ldaps) and the network, then connect again.",
        )
        self.server = server
        self.reason = reason


class ServerTimeoutError(SmimeAdminError):
    """The server accepted the connection or the request and did not answer in time."""

    id = "Directory.ServerTimeout"
    kind = ErrorKind.TIMED_OUT

    def __init__(self, server: str, doing: str, seconds: float) -> None:
        super().__init__(
            f"'{server}' did not answer within {seconds:g} s while {doing}.",
            hint="Try again, or connect to another domain controller.",
        )
        self.server = server
        self.doing = doing
        self.seconds = seconds


class ProtocolError(SmimeAdminError):
    """The server's answer is no LDAP, or none that fits the question."""

    id = "Directory.Protocol"
    kind = ErrorKind.UNAVAILABLE

    def __init__(self, server: str, reason: str) -> None:
        super().__init__(
            f"'{server}' answered in a way that can't be understood: {reason}.",
            hint="Check that an LDAP server listens at that address and port.",
        )
        self.server = server
        self.reason = reason


class LimitExceededError(SmimeAdminError):
    """A limit of the server was reached (LDAP 4 sizeLimit, 3 timeLimit, 11 adminLimit)."""

    id = "Directory.LimitExceeded"
    kind = ErrorKind.CONFLICT

    def __init__(self, target: str, code: int, limit: str) -> None:
        super().__init__(
            f"The server's {limit} ({code}) was reached at '{target}'.",
            hint="Remove old certificates from the object, or ask for less with -SearchBase.",
        )
        self.target = target
        self.code = code


class ServerRefusedError(SmimeAdminError):
    """The server refused a request for a reason that has no error of its own here."""

    id = "Directory.ServerRefused"
    kind: ClassVar[ErrorKind] = ErrorKind.CONFLICT

    def __init__(self, target: str, code: int, text: str) -> None:
        super().__init__(
            f"The server refused the request about '{target}': {text} ({code}).",
            hint="The server's event log says more; the number is the LDAP result code.",
        )
        self.target = target
        self.code = code
        self.text = text
