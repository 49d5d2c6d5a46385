"""What can be wrong with authorities, and with what they are asked to issue."""

from datetime import datetime

from smimeadmin.core.errors import ErrorKind
from smimeadmin.pki.errors import PkiError, day


class AuthorityNotFoundError(PkiError):
    """No certification authority has that name."""

    id = "Pki.AuthorityNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, name: str, known: tuple[str, ...] = ()) -> None:
        names = ", ".join(f"'{one}'" for one in known)
        super().__init__(
            f"There is no certification authority '{name}'.",
            hint=f"There are: {names}." if names else "Make one with New-CertificationAuthority.",
        )
        self.name = name


class NoAuthorityError(PkiError):
    """There is no certification authority at all."""

    id = "Pki.NoAuthority"
    kind = ErrorKind.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "This workspace has no certification authority.",
            hint="Make one: New-CertificationAuthority -Name 'Contoso Root'.",
        )


class AmbiguousAuthorityError(PkiError):
    """Several authorities could issue, and none was named."""

    id = "Pki.AmbiguousAuthority"
    kind = ErrorKind.CONFLICT

    def __init__(self, names: tuple[str, ...]) -> None:
        listed = ", ".join(f"'{name}'" for name in names)
        super().__init__(
            f"Several certification authorities could issue: {listed}.",
            hint=f"Name one: -CertificationAuthority '{names[0]}'.",
        )
        self.names = names


class AuthorityExistsError(PkiError):
    """An authority of that name exists with other parameters."""

    id = "Pki.AuthorityExists"
    kind = ErrorKind.CONFLICT

    def __init__(self, name: str, parameter: str, existing: str, wanted: str) -> None:
        super().__init__(
            f"The certification authority '{name}' exists with {parameter} '{existing}', "
            f"not '{wanted}'.",
            hint="Use another name, or leave the parameter as it is.",
        )
        self.name = name
        self.parameter = parameter


class AuthorityExpiredError(PkiError):
    """The certificate of the authority that should issue has expired."""

    id = "Pki.AuthorityExpired"

    def __init__(self, name: str, not_after: datetime) -> None:
        super().__init__(
            f"The certification authority '{name}' expired on {day(not_after)}.",
            hint="Make a new one with New-CertificationAuthority under another name.",
        )
        self.name = name
        self.not_after = not_after


class PathLengthError(PkiError):
    """An authority may not have further authorities under it."""

    id = "Pki.PathLengthExceeded"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The certification authority '{name}' may issue to people only, not to "
            "further authorities.",
            hint="Give a root as -Parent.",
        )
        self.name = name


class CertificateExistsError(PkiError):
    """A valid certificate for that person and purpose exists with other parameters."""

    id = "Pki.CertificateExists"
    kind = ErrorKind.CONFLICT

    def __init__(self, identity: str, parameter: str, existing: str, wanted: str) -> None:
        super().__init__(
            f"'{identity}' has a valid certificate with {parameter} '{existing}', not '{wanted}'.",
            hint="Add -Force to make another one.",
        )
        self.identity = identity
        self.parameter = parameter


class CertificateNotFoundError(PkiError):
    """The workspace has no certificate for that identity."""

    id = "Pki.CertificateNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, identity: str) -> None:
        super().__init__(
            f"This workspace has no certificate for '{identity}'.",
            hint=f"Make one: New-SmimeCertificate {identity}.",
        )
        self.identity = identity


class InvalidAddressError(PkiError):
    """A text is no mail address that a certificate can carry."""

    id = "Pki.InvalidAddress"

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"'{address}' can't stand in a certificate: {reason}.",
            hint="Give an address like anna@contoso.example.",
        )
        self.address = address


class InvalidValidityError(PkiError):
    """A validity is not possible."""

    id = "Pki.InvalidValidity"


class InvalidLocationError(PkiError):
    """A text is no URI that a certificate can carry."""

    id = "Pki.InvalidLocation"

    def __init__(self, uri: str, reason: str) -> None:
        super().__init__(
            f"'{uri}' is no location that a certificate can carry: {reason}.",
            hint="Give a URI like http://pki.contoso.example/issuing.crl, or one of ldap://.",
        )
        self.uri = uri


class MissingAddressError(PkiError):
    """A person has no mail address."""

    id = "Pki.MissingAddress"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' has no mail address, so no S/MIME certificate can name it.",
            hint="Give the person a primary SMTP address first.",
        )
        self.name = name
