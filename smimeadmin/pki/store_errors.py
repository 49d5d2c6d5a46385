"""What can be wrong with files of certificates: stores, collections, PFX."""

from smimeadmin.core.errors import ErrorKind
from smimeadmin.pki.errors import PkiError


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
