"""What can be wrong with certificates, keys, stores and the authorities that issue them."""

from datetime import datetime

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


def day(time: datetime) -> str:
    """Return a time as the day that a person reads in a message (UTC)."""
    return f"{time:%Y-%m-%d %H:%M} UTC"


class PkiError(SmimeAdminError):
    """The root of this package's errors."""

    id = "Pki.Error"


class MalformedDerError(PkiError):
    """Bytes are no well-formed ASN.1 value."""

    id = "Pki.MalformedDer"


class InvalidNameError(PkiError):
    """A text is no distinguished name."""

    id = "Pki.InvalidName"

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(
            f"'{text}' is no distinguished name: {reason}.",
            hint="Write it like CN=Anna de Vries, O=Contoso; quote a value that holds a comma.",
        )
        self.text = text


class NotACertificateError(PkiError):
    """Bytes or a file hold no X.509 certificate."""

    id = "Pki.NotACertificate"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"{name} is no X.509 certificate: {reason}.",
            hint="Give a .cer, .crt or .pem file; key files are read by Get-PfxCertificate.",
        )
        self.name = name


class NotAStoreError(PkiError):
    """Bytes or a file are no certificate store."""

    id = "Pki.NotAStore"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is no serialized certificate store.",
            hint="Export-TrustCollection writes one, and so does Export-Certificate -Type SST.",
        )
        self.name = name


class StoreTruncatedError(PkiError):
    """A store ends in the middle of an element, or has no end marker."""

    id = "Pki.StoreTruncated"

    def __init__(self, name: str, offset: int, size: int) -> None:
        super().__init__(
            f"{name} is cut off: it has {size} bytes, and the element at byte {offset} needs more.",
            hint="Copy the file again, in binary, or export it anew.",
        )
        self.name = name
        self.offset = offset


class StoreCorruptError(PkiError):
    """A store breaks a rule of its format."""

    id = "Pki.StoreCorrupt"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} is damaged: {reason}.", hint="Export the store anew.")
        self.name = name


class StoreTooLargeError(PkiError):
    """A store, or an element of it, is larger than what is accepted."""

    id = "Pki.StoreTooLarge"

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            f"{name} has {size} bytes where at most {limit} are accepted.",
            hint="Keep only the root and intermediate certificates in the collection.",
        )
        self.name = name
        self.size = size


class StoreElementError(PkiError):
    """A store holds an element that can't be carried over, named by its id."""

    id = "Pki.StoreElementUnsupported"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, name: str, element_id: int) -> None:
        super().__init__(
            f"{name} holds an element with the id {element_id}, which no store may hold.",
            hint="Export the store anew.",
        )
        self.name = name
        self.element_id = element_id


class UnsupportedKeyError(PkiError):
    """A key is of a kind that can't be used for what was asked."""

    id = "Pki.UnsupportedKey"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, what: str, allowed: str) -> None:
        super().__init__(f"{what} can't be used here.", hint=f"Use one of: {allowed}.")
        self.what = what


class WrongPassphraseError(PkiError):
    """The passphrase doesn't open the workspace's keys."""

    id = "Pki.WrongPassphrase"
    kind = ErrorKind.DENIED

    def __init__(self) -> None:
        super().__init__(
            "The passphrase does not open the keys of this workspace.",
            hint="Check SMIMEADMIN_PASSPHRASE, the keyring entry or what was typed.",
        )


class KeyNotFoundError(PkiError):
    """The key store has no such key."""

    id = "Pki.KeyNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"The workspace has no private key {key_id}.",
            hint="Import it from a PFX file, or issue a new certificate with "
            "New-SmimeCertificate -Force.",
        )
        self.key_id = key_id


class KeyDamagedError(PkiError):
    """A stored key can't be opened although the passphrase is right."""

    id = "Pki.KeyDamaged"

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"The stored private key {key_id} is damaged.",
            hint="Restore the workspace from a backup, or import the key from its PFX file.",
        )
        self.key_id = key_id


class PassphraseSetElsewhereError(PkiError):
    """Another process set the workspace's passphrase while this one made its first key."""

    id = "Pki.PassphraseSetElsewhere"
    kind = ErrorKind.CONFLICT

    def __init__(self) -> None:
        super().__init__(
            "Another run set the passphrase of this workspace at the same moment.",
            hint="Run the command again.",
        )


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

    def __init__(self, uri: str) -> None:
        super().__init__(
            f"'{uri}' is no location that a certificate can carry.",
            hint="Give an absolute URI like http://pki.contoso.example/issuing.crl.",
        )
        self.uri = uri


class UnsupportedChangeError(PkiError):
    """A Change asks for what the workspace's certificates can't do."""

    id = "Pki.UnsupportedChange"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, kind: str, target: str) -> None:
        super().__init__(f"A change of the kind '{kind}' can't be made to {target}.")
        self.target = target


class MissingAddressError(PkiError):
    """A person has no mail address."""

    id = "Pki.MissingAddress"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' has no mail address, so no S/MIME certificate can name it.",
            hint="Give the person a primary SMTP address first.",
        )
        self.name = name


class NotAPfxError(PkiError):
    """Bytes or a file are no PKCS #12 file."""

    id = "Pki.NotAPfx"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} is no PFX file: {reason}.", hint="Give a .pfx or .p12 file.")
        self.name = name


class WrongPfxPasswordError(PkiError):
    """The password doesn't open a PKCS #12 file."""

    id = "Pki.WrongPfxPassword"
    kind = ErrorKind.DENIED

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The password does not open {name}, or the file is damaged.",
            hint="Give the password that the file was exported with.",
        )
        self.name = name


class KeyMismatchError(PkiError):
    """A private key is not that of the certificate."""

    id = "Pki.KeyMismatch"

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"The private key is not that of the certificate '{subject}'.",
            hint="Give the key and the certificate that were made together.",
        )
        self.subject = subject


class EmptyCollectionError(PkiError):
    """A trust collection would hold no certificate."""

    id = "Pki.EmptyCollection"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} holds no certificate.",
            hint="Give certificates through the pipeline, with -Certificate or with -Path.",
        )


class OneCertificateError(PkiError):
    """A file of a kind that holds one certificate was to hold several."""

    id = "Pki.OneCertificate"

    def __init__(self, name: str, count: int) -> None:
        super().__init__(
            f"{name} would have to hold {count} certificates, but a CERT file holds one.",
            hint="Use -Type SST or -Type P7B.",
        )
        self.count = count


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
