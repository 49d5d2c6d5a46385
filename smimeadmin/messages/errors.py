"""What can be wrong with a message, or with what is asked of it."""

from collections.abc import Sequence

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class MalformedMessageError(SmimeAdminError):
    """The bytes are not a MIME message that can be read (RFC 5322, RFC 2045, RFC 1847)."""

    id = "Messages.Malformed"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The message can't be read: {what}.",
            hint="Save the message again as it was received, with all its headers.",
        )
        self.what = what


class MessageTooLargeError(SmimeAdminError):
    """A message beyond the bounds of this product."""

    id = "Messages.TooLarge"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(
            f"The message has more {what} than can be handled ({limit:,}).",
            hint="Check that the file is one message and not a whole mailbox.",
        )
        self.what = what
        self.limit = limit


class LayerUnsupportedError(SmimeAdminError):
    """A layer of a kind that is not read."""

    id = "Messages.LayerUnsupported"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, layer: str) -> None:
        super().__init__(
            f"The message holds a layer of the kind '{layer}', which is not read.",
            hint="Ask the sender to sign and encrypt without it.",
        )
        self.layer = layer


class InvalidHeaderError(SmimeAdminError):
    """A text that would write headers of its own into a message."""

    id = "Messages.InvalidHeader"

    def __init__(self, field: str) -> None:
        super().__init__(
            f"The {field} holds a control character, which no header may hold.",
            hint="Remove line breaks and other control characters.",
        )
        self.field = field


class InvalidMailboxError(SmimeAdminError):
    """A text that is no mail address."""

    id = "Messages.InvalidMailbox"

    def __init__(self, text: str) -> None:
        super().__init__(f"'{text}' is no mail address.", hint="Write it as name@example.com.")
        self.text = text


class NotProtectedError(SmimeAdminError):
    """A message that is neither signed nor encrypted."""

    id = "Messages.NotProtected"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' is neither signed nor encrypted.",
            hint="Get-SmimeMessage shows what a message consists of.",
        )
        self.name = name


class NothingToDoError(SmimeAdminError):
    """Protection was asked for without saying which."""

    id = "Messages.NoProtectionChosen"

    def __init__(self) -> None:
        super().__init__(
            "It was not said how the message is to be protected.",
            hint="Add -Sign, -Encrypt or both.",
        )


class NoSigningKeyError(SmimeAdminError):
    """A person has no key here that may sign."""

    id = "Messages.NoSigningKey"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, address: str) -> None:
        super().__init__(
            f"There is no valid certificate with a private key that lets {address} sign.",
            hint=f"New-SmimeCertificate {address}",
        )
        self.address = address


class NoDecryptionKeyError(SmimeAdminError):
    """A person has no key here at all."""

    id = "Messages.NoDecryptionKey"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, address: str) -> None:
        super().__init__(
            f"There is no private key of {address} here.",
            hint="Import it with Import-PfxCertificate, or name another recipient.",
        )
        self.address = address


class NoEncryptionCertificateError(SmimeAdminError):
    """A person can't be encrypted to; ``reason`` says why."""

    id = "Messages.NoEncryptionCertificate"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"Nothing can be encrypted to {address}: {reason}.",
            hint=f"Publish-SmimeCertificate {address}",
        )
        self.address = address
        self.reason = reason


class RecipientNotTrustedError(SmimeAdminError):
    """The certificate of a recipient does not chain to the organization's collection."""

    id = "Messages.RecipientNotTrusted"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"The certificate that is published for {address} is not trusted: {reason}",
            hint="Publish another certificate, or bring its authority into the collection.",
        )
        self.address = address
        self.reason = reason


class OutFileExistsError(SmimeAdminError):
    """The file to write is there and holds something else."""

    id = "Messages.OutFileExists"
    kind = ErrorKind.CONFLICT

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The file '{path}' exists and holds something else.",
            hint="Add -Force to replace it, or choose another name.",
        )
        self.path = path


class UnreadableValueError(SmimeAdminError):
    """A value of a certificate attribute that holds no certificate."""

    id = "Published.Unreadable"

    def __init__(self, attribute: str, why: str) -> None:
        super().__init__(
            f"A value of {attribute} can't be read: {why}.",
            hint="Get-PublishedCertificate shows the values; remove the damaged one.",
        )
        self.attribute = attribute
        self.why = why


class NotOfThisPersonError(SmimeAdminError):
    """A certificate speaks for other addresses than the person has."""

    id = "Published.AddressMismatch"

    def __init__(self, identity: str, subject: str, addresses: Sequence[str]) -> None:
        named = ", ".join(addresses) if addresses else "no address at all"
        super().__init__(
            f"The certificate '{subject}' is not one of {identity}: it names {named}.",
            hint=f"New-SmimeCertificate {identity}",
        )
        self.identity = identity
        self.subject = subject
        self.addresses = tuple(addresses)


class NotForEncryptionError(SmimeAdminError):
    """A certificate that nobody could encrypt to is not published."""

    id = "Published.NotForEncryption"

    def __init__(self, subject: str, why: str) -> None:
        super().__init__(
            f"The certificate '{subject}' can't be published: {why}.",
            hint="Publish a certificate that is valid and may be used for encryption.",
        )
        self.subject = subject
        self.why = why


class ValueTooLongError(SmimeAdminError):
    """A value that Active Directory would refuse."""

    id = "Published.ValueTooLong"

    def __init__(self, attribute: str, length: int, limit: int) -> None:
        super().__init__(
            f"The value for {attribute} would have {length:,} bytes; {limit:,} are allowed.",
            hint="Use a shorter chain or smaller keys.",
        )
        self.attribute = attribute
        self.length = length
        self.limit = limit


class NothingToPublishError(SmimeAdminError):
    """A person has no certificate here that could be published."""

    id = "Published.NothingToPublish"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, identity: str) -> None:
        super().__init__(
            f"There is no valid certificate of {identity} here that can be published.",
            hint=f"New-SmimeCertificate {identity}",
        )
        self.identity = identity


class NobodyNamedError(SmimeAdminError):
    """Neither a person nor a certificate was given."""

    id = "Published.NobodyNamed"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self) -> None:
        super().__init__(
            "It was not said whose certificate is to be published.",
            hint="Publish-SmimeCertificate ADDRESS, or give it certificates: "
            "Get-SmimeCertificate ADDRESS | Publish-SmimeCertificate.",
        )


class PublishingKeyMissingError(SmimeAdminError):
    """The value of userSMIMECertificate is signed by the person, whose key is not here."""

    id = "Published.KeyMissing"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, identity: str) -> None:
        super().__init__(
            f"userSMIMECertificate of {identity} can't be written: it is signed with the private "
            "key of the person, which is not here.",
            hint="Publish with -Attribute UserCertificate, or import the key first.",
        )
        self.identity = identity
