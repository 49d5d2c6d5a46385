"""What can be wrong with a CMS structure, or with what is asked of it."""

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class CmsError(SmimeAdminError):
    """The parent of every error of this package."""

    id = "Cms.Error"


class MalformedError(CmsError):
    """The bytes are not the structure that was expected (RFC 5652, X.690)."""

    id = "Cms.Malformed"

    def __init__(self, what: str, *, offset: int | None = None) -> None:
        place = "" if offset is None else f" (at byte {offset})"
        super().__init__(
            f"The CMS data can't be read: {what}{place}.",
            hint="Check that the file was copied whole and in binary.",
        )
        self.what = what
        self.offset = offset


class UnsupportedAlgorithmError(CmsError):
    """An algorithm that this product does not know."""

    id = "Cms.AlgorithmUnsupported"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, role: str, name: str) -> None:
        super().__init__(
            f"The {role} '{name}' is not supported.",
            hint="Ask the sender to use RSA or ECDSA with SHA-256, and AES.",
        )
        self.role = role
        self.name = name


class RefusedAlgorithmError(CmsError):
    """An algorithm that this product knows and will not use."""

    id = "Cms.AlgorithmRefused"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, role: str, name: str) -> None:
        super().__init__(
            f"The {role} '{name}' is too weak to be used.",
            hint="Use at least SHA-256, AES-128 and RSA-2048 or P-256.",
        )
        self.role = role
        self.name = name


class UnsuitableKeyError(CmsError):
    """A key or certificate that can't do what is asked."""

    id = "Cms.KeyUnsuitable"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}.", hint="Use a certificate with an RSA or elliptic curve key.")
        self.what = what


class SignerCertificateMissingError(CmsError):
    """The signer's certificate is neither in the message nor among those given."""

    id = "Cms.SignerCertificateMissing"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, signer: str) -> None:
        super().__init__(
            f"The certificate of the signer ({signer}) is not in the message.",
            hint="Give the signer's certificate, or ask for a message that includes it.",
        )
        self.signer = signer


class ContentMissingError(CmsError):
    """A detached signature without the content it covers."""

    id = "Cms.ContentMissing"

    def __init__(self) -> None:
        super().__init__(
            "The signature is detached and the content it covers was not given.",
            hint="Verify the whole multipart/signed message, not the signature file alone.",
        )


class DigestMismatchError(CmsError):
    """The content is not the one that was signed."""

    id = "Cms.DigestMismatch"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, digest: str) -> None:
        super().__init__(
            f"The content was changed after it was signed ({digest} differs).",
            hint="Get the message again; a gateway may have changed it on the way.",
        )
        self.digest = digest


class SignatureInvalidError(CmsError):
    """The signature was not made by the signer's key over these bytes."""

    id = "Cms.SignatureInvalid"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The signature is not valid: {why}.",
            hint="Do not trust the message; ask the sender to send it again.",
        )
        self.why = why


class DecryptionFailedError(CmsError):
    """The content can't be decrypted.

    One error and one text for every reason (no matching recipient, wrong key, damaged key block,
    wrong padding, failed authentication), so that nobody can use the difference as an oracle.
    """

    id = "Cms.DecryptionFailed"
    kind = ErrorKind.DENIED

    def __init__(self) -> None:
        super().__init__(
            "The message can't be decrypted with the keys at hand.",
            hint="Get-SmimeMessage shows for which certificates it was encrypted.",
        )
