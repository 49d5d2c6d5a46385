"""What an LDAP result code means here (RFC 4511 appendix A, and what Active Directory adds)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.directory.errors import (
    AccessDeniedError,
    InsufficientRightsError,
    InvalidValueError,
    LimitExceededError,
    RecipientNotFoundError,
    ServerRefusedError,
    ServerUnavailableError,
)

SUCCESS = 0
NO_SUCH_ATTRIBUTE = 16
ATTRIBUTE_OR_VALUE_EXISTS = 20
NO_SUCH_OBJECT = 32
INVALID_DN_SYNTAX = 34
INVALID_CREDENTIALS = 49
INSUFFICIENT_ACCESS_RIGHTS = 50

_STRONGER_AUTH_REQUIRED = 8
_CONFIDENTIALITY_REQUIRED = 13
_REFERRAL = 10
_INVALID_VALUE = frozenset({17, 18, 19, 21, 65})
_LIMITS = {3: "time limit", 4: "size limit", 11: "administrative limit"}
_BUSY = {51: "it is busy", 52: "it says that it is not available"}
_UNWILLING = 53

# The text of a failed bind ends in "data 52e, v4563": a Win32 error or a SSPI status, in hex.
_DATA = re.compile(r"\bdata ([0-9a-fA-F]+)\b|\b(80090346)\b")

_CHECK_LOGON = "Check user name and password (Get-Credential asks for them)."

_BIND_REASONS = {
    "525": ("there is no such user", _CHECK_LOGON),
    "52e": ("wrong user name or password", _CHECK_LOGON),
    "530": ("no logon at this time", "The account's logon hours forbid it."),
    "531": ("no logon from this machine", "The account's list of workstations forbids it."),
    "532": ("the password has expired", "Set a new password, then connect again."),
    "533": ("the account is disabled", "Enable it, or connect as another user."),
    "701": ("the account has expired", "Extend it, or connect as another user."),
    "773": ("the password must be changed", "Set a new password, then connect again."),
    "775": ("the account is locked out", "Unlock it, or wait until the lock ends."),
    "80090346": (
        "it demands channel bindings and got none that fit",
        "The server enforces LDAP channel binding; a TLS proxy between here and there breaks it.",
    ),
}


@dataclass(frozen=True, slots=True)
class LdapResult:
    """The result of one request: the code, its name, and the server's own text."""

    code: int
    description: str
    message: str

    @property
    def text(self) -> str:
        """Name of the code and the server's text on one line."""
        message = self.message.replace("\x00", "").strip()
        return f"{self.description}: {message}" if message else self.description


def parse_result(result: Mapping[str, object]) -> LdapResult:
    """Return what ldap3's result dictionary says; TypeError if it isn't one."""
    code = result.get("result")
    if not isinstance(code, int):
        raise TypeError("an answer without a result code")
    description = result.get("description") or "unknown result"
    return LdapResult(code, str(description), str(result.get("message") or ""))


def bind_error(result: LdapResult, server: str, user: str) -> SmimeAdminError:
    """Return why a bind was refused."""
    if result.code == INVALID_CREDENTIALS:
        match = _DATA.search(result.message)
        data = (match[1] or match[2]).lower() if match else "52e"
        reason, hint = _BIND_REASONS.get(data, (f"logon failed (data {data})", _CHECK_LOGON))
        if data in ("52e", "525") and not any(mark in user for mark in "@\\="):
            hint += " Write the user as user@domain or DOMAIN\\user."
        return AccessDeniedError(server, user, reason, hint=hint)
    if result.code in (_STRONGER_AUTH_REQUIRED, _CONFIDENTIALITY_REQUIRED):
        return AccessDeniedError(
            server,
            user,
            f"it demands a stronger way to log on ({result.code})",
            hint="Connect over ldaps://; a password alone is not taken without TLS.",
        )
    if result.code in _BUSY:
        return ServerUnavailableError(server, _BUSY[result.code])
    if result.code in (INVALID_DN_SYNTAX, INSUFFICIENT_ACCESS_RIGHTS, _UNWILLING, NO_SUCH_OBJECT):
        return AccessDeniedError(server, user, f"{result.text} ({result.code})", hint=_CHECK_LOGON)
    return ServerRefusedError(f"logon of {user}", result.code, result.text)


def request_error(result: LdapResult, *, server: str, user: str, target: str) -> SmimeAdminError:
    """Return why a search or modify of ``target`` was refused (16 and 20 are the backend's)."""
    code = result.code
    if code in (NO_SUCH_OBJECT, INVALID_DN_SYNTAX):
        return RecipientNotFoundError(target)
    if code == INSUFFICIENT_ACCESS_RIGHTS:
        return InsufficientRightsError(target, user)
    if code in (_STRONGER_AUTH_REQUIRED, INVALID_CREDENTIALS):
        return bind_error(result, server, user)
    if code in _INVALID_VALUE:
        return InvalidValueError("userCertificate", f"{result.text} ({code})", target=target)
    if code in _LIMITS:
        return LimitExceededError(target, code, _LIMITS[code])
    if code in _BUSY:
        return ServerUnavailableError(server, _BUSY[code])
    if code == _REFERRAL:
        return ServerRefusedError(
            target, code, "it refers to another server, and referrals are not followed"
        )
    if code == _UNWILLING:
        return ServerRefusedError(
            target,
            code,
            f"{result.text}; a global catalog (3269) and a read-only DC take no writes",
        )
    return ServerRefusedError(target, code, result.text)
