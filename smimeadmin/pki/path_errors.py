"""Why the path from a certificate to a trusted one does not hold."""

from smimeadmin.core.errors import ErrorKind
from smimeadmin.pki.errors import PkiError


class PathError(PkiError):
    """A certificate's path doesn't hold. ``subject`` and ``thumbprint`` name the one at fault."""

    kind = ErrorKind.UNTRUSTED

    def __init__(self, message: str, *, subject: str, thumbprint: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.subject = subject
        self.thumbprint = thumbprint


class ChainNotTrustedError(PathError):
    """No path leads to a trusted certificate."""

    id = "Pki.ChainNotTrusted"


class BadCertificateSignatureError(PathError):
    """A certificate's signature doesn't verify under its issuer's key."""

    id = "Pki.BadCertificateSignature"


class CertificateExpiredError(PathError):
    """A certificate of the path has expired."""

    id = "Pki.CertificateExpired"


class CertificateNotYetValidError(PathError):
    """A certificate of the path is not valid yet."""

    id = "Pki.CertificateNotYetValid"


class NotAnAuthorityError(PathError):
    """A certificate of the path signs another one without being an authority."""

    id = "Pki.NotAnAuthority"


class ChainTooLongError(PathError):
    """A path is longer than an authority in it allows."""

    id = "Pki.ChainTooLong"


class NotForEmailError(PathError):
    """A certificate is not meant for mail, or not for this use of it."""

    id = "Pki.NotForEmail"


class NameNotPermittedError(PathError):
    """A name in the path lies outside what an authority above it may certify."""

    id = "Pki.NameNotPermitted"


class UnknownCriticalExtensionError(PathError):
    """A certificate of the path has a critical extension that is not understood here."""

    id = "Pki.UnknownCriticalExtension"


class WeakAlgorithmError(PathError):
    """A certificate of the path is signed with an algorithm that proves nothing any more."""

    id = "Pki.WeakAlgorithm"
