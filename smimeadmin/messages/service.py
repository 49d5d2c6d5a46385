"""Messages between people of a directory: written, opened, judged, with the workspace's keys.

Bytes in, bytes out: reading and writing files is for the commands.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from smimeadmin import cms
from smimeadmin.core.clock import Clock
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.directory.api import Account, DirectoryBackend
from smimeadmin.directory.errors import RecipientNotFoundError
from smimeadmin.messages.algorithm_choice import Choice, choose_cipher, choose_digest
from smimeadmin.messages.compose import (
    EncryptionOptions,
    Envelope,
    SigningOptions,
    build_message,
)
from smimeadmin.messages.errors import (
    InvalidMailboxError,
    MalformedMessageError,
    NoDecryptionKeyError,
    NoEncryptionCertificateError,
    NoSigningKeyError,
    NothingToDoError,
    NotProtectedError,
    RecipientNotTrustedError,
)
from smimeadmin.messages.mailboxes import Mailbox, same_address, speaks_for
from smimeadmin.messages.mime import to_canonical
from smimeadmin.messages.opening import DecryptionKeys, NoKeys, OpenedMessage, open_message
from smimeadmin.messages.reading import (
    MessageOutline,
    ReadMessage,
    build_opened,
    outline,
    read_message,
    recipients_of,
)
from smimeadmin.messages.recipients import addresses_of, choose_certificate
from smimeadmin.messages.trust import CollectionTrust, Trust
from smimeadmin.messages.verdict import MessageVerdict, judge, sender_of
from smimeadmin.pki.api import KeyStore
from smimeadmin.pki.authority import Authorities
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.issuance import Certificates
from smimeadmin.pki.key_pair import PrivateKey
from smimeadmin.pki.path import MailUse


class AllowedAlgorithms(NamedTuple):
    """What the organization's settings list, by name (``SHA256``, ``AES256``)."""

    digests: tuple[str, ...] = ()
    ciphers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageRequest:
    """A message to protect. ``content`` is a canonical MIME entity, ``sender`` an identity."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    content: bytes
    sign: bool
    encrypt: bool


@dataclass(frozen=True, slots=True)
class ProtectedMessage:
    """A message that was made, and what to tell about it."""

    data: bytes
    digest: str | None
    cipher: str | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedResult:
    """A message in clear: as an object, and as a message (RFC 5322) of its own."""

    message: ReadMessage
    data: bytes


@dataclass(frozen=True, slots=True)
class _Person:
    account: Account
    mailbox: Mailbox


class Messages:
    """Protects and opens messages; each answer is worked out afresh.

    ``trusted`` gives the members of the organization's collection, None if there is none;
    ``allowed`` what its settings list.
    """

    def __init__(
        self,
        directory: DirectoryBackend,
        certificates: Certificates,
        authorities: Authorities,
        keys: KeyStore,
        clock: Clock,
        *,
        trusted: Callable[[], Iterable[Certificate] | None],
        allowed: Callable[[], AllowedAlgorithms],
    ) -> None:
        self._directory = directory
        self._certificates = certificates
        self._authorities = authorities
        self._keys = keys
        self._clock = clock
        self._trusted = trusted
        self._allowed = allowed

    # Protecting

    def protect(self, request: MessageRequest) -> ProtectedMessage:
        """Return a signed or encrypted message, or both: signed first.

        It is encrypted for the sender too, who could not read the copy otherwise. Raises
        ``Messages.NoSigningKey``, ``Messages.NoEncryptionCertificate``,
        ``Messages.RecipientNotTrusted`` and the directory's errors.
        """
        if not (request.sign or request.encrypt):
            raise NothingToDoError
        sender = self._person(request.sender)
        recipients = [self._person(recipient) for recipient in request.recipients]
        warnings: list[str] = []
        envelope = Envelope(
            sender.mailbox,
            tuple(person.mailbox for person in recipients),
            request.subject,
            self._clock.now(),
        )
        sign = self._signing(sender, warnings) if request.sign else None
        encrypt = self._encryption(sender, recipients, warnings) if request.encrypt else None
        return ProtectedMessage(
            build_message(envelope, request.content, sign=sign, encrypt=encrypt),
            None if sign is None else sign.digest,
            None if encrypt is None else encrypt.cipher,
            tuple(warnings),
        )

    def _person(self, identity: str) -> _Person:
        account = self._directory.find(identity)
        address = account.primary_smtp_address
        if speaks_for(addresses_of(account), identity):
            address = identity.strip()
        if address is None:
            raise InvalidMailboxError(account.label)
        return _Person(account, Mailbox(account.name, address))

    def _signing(self, sender: _Person, warnings: list[str]) -> SigningOptions:
        address = sender.mailbox.address
        found = self._own(sender.account, MailUse.SIGN)
        if found is None or found.key_id is None or not speaks_for(found.email_addresses, address):
            raise NoSigningKeyError(address)
        preferred = self._own(sender.account, MailUse.ENCRYPT)
        signer = cms.Signer(
            found.raw,
            self._keys.private_key(found.key_id),
            None if preferred is None else preferred.raw,
        )
        chain = [one.raw for one in self._authorities.chain_of(found) if not one.is_self_issued]
        if preferred is not None:
            chain.append(preferred.raw)
        digest = _told(choose_digest(self._allowed().digests), warnings)
        return SigningOptions(signer, tuple(chain), digest)

    def _encryption(
        self, sender: _Person, recipients: Sequence[_Person], warnings: list[str]
    ) -> EncryptionOptions:
        trust = self._trust_or_warn(warnings)
        certificates = [self._recipient_certificate(person, trust) for person in recipients]
        own = self._own(sender.account, MailUse.ENCRYPT)
        if own is None:
            own = choose_certificate(sender.account, self._clock.now()).certificate
        if own is not None:
            certificates.append(own)
        else:
            warnings.append(
                f"{sender.mailbox.address} has no certificate to encrypt to and will not be able "
                "to read the message."
            )
        cipher = _told(choose_cipher(self._allowed().ciphers), warnings)
        return EncryptionOptions(tuple(one.raw for one in certificates), cipher)

    def _recipient_certificate(self, person: _Person, trust: Trust | None) -> Certificate:
        now = self._clock.now()
        choice = choose_certificate(person.account, now)
        if choice.certificate is None:
            raise NoEncryptionCertificateError(person.mailbox.address, choice.reason)
        if trust is not None:
            try:
                trust.verify(choice.certificate, choice.others, now, MailUse.ENCRYPT)
            except SmimeAdminError as error:
                raise RecipientNotTrustedError(person.mailbox.address, error.message) from error
        return choice.certificate

    def _trust_or_warn(self, warnings: list[str]) -> Trust | None:
        members = self._trusted()
        if members is None:
            warnings.append(
                "The organization has no virtual certificate collection: the certificates of the "
                "recipients were taken from the directory unchecked."
            )
            return None
        return CollectionTrust(members)

    def _own(self, account: Account, use: MailUse) -> Certificate | None:
        if account.primary_smtp_address is None:
            return None
        return self._certificates.find(account.primary_smtp_address, use)

    def holds_same(self, existing: bytes, request: MessageRequest, path: str) -> bool:
        """Whether the message in a file says the same already, protected in the same way."""
        try:
            opened = _opened(existing, self._keys_of(None), path)
        except MalformedMessageError:
            return False
        sender = self._person(request.sender).mailbox.address
        recipients = [self._person(one).mailbox.address for one in request.recipients]
        signed = opened.signed_layer
        intact = signed is not None and all(one.evidence is not None for one in signed.signatures)
        found = sender_of(opened.message)
        return (
            opened.content is not None
            and opened.is_encrypted == request.encrypt
            and (intact if request.sign else signed is None)
            and found is not None
            and same_address(found, sender)
            and _same_addresses(recipients_of(opened.message), recipients)
            and opened.message.text("Subject") == request.subject
            and to_canonical(opened.content.raw) == request.content
        )

    # Opening

    def open(self, data: bytes, path: str, identity: str | None = None) -> OpenedResult:
        """Open a message with the keys of a person, or with all that are here.

        Raises ``Messages.NotProtected``, ``Messages.NoDecryptionKey``, ``Cms.DecryptionFailed``
        and the errors of what can't be read. A signature that is not valid does not raise: the
        result tells it.
        """
        keys = self._keys_of(identity)
        opened = _opened(data, keys, path)
        if not opened.layers and opened.problem is None:
            raise NotProtectedError(path)
        if opened.problem is not None:
            opened.problem.name_source(path)
            raise opened.problem
        if opened.content is None:
            raise NotProtectedError(path)
        verdict = self._judged(opened, path)
        message = read_message(opened, verdict, opened.content)
        return OpenedResult(message, build_opened(opened, opened.content))

    def test(self, data: bytes, path: str) -> MessageVerdict:
        """Return the verdict on a message, opened with whatever key is here."""
        return self._judged(_opened(data, self._keys_of(None), path), path)

    def outline(self, data: bytes, path: str) -> MessageOutline:
        """Return headers and layers of a message; no key is touched."""
        return outline(_opened(data, NoKeys(), path), path, self._certificates.of())

    def _judged(self, opened: OpenedMessage, path: str) -> MessageVerdict:
        trust = CollectionTrust(self._trusted() or ())
        now = self._clock.now()
        verdict = judge(opened, path=path, trust=trust, at=now)
        if verdict.signed and not verdict.address_matches:
            aliases = self._aliases(opened)
            if aliases:
                return judge(opened, path=path, trust=trust, at=now, sender_aliases=aliases)
        return verdict

    def _aliases(self, opened: OpenedMessage) -> tuple[str, ...]:
        """Return the other addresses of the sender, if the directory knows the sender."""
        sender = sender_of(opened.message)
        if sender is None:
            return ()
        try:
            return addresses_of(self._directory.find(sender))
        except RecipientNotFoundError:
            return ()

    def _keys_of(self, identity: str | None) -> "_WorkspaceKeys":
        if identity is None:
            return _WorkspaceKeys(self._certificates.of(), self._keys)
        found = self._certificates.of(identity)
        if not found:
            account = self._directory.find(identity)
            found = self._certificates.of(account.primary_smtp_address or identity)
        if not any(one.has_private_key for one in found):
            raise NoDecryptionKeyError(identity)
        return _WorkspaceKeys(found, self._keys)


class _WorkspaceKeys:
    """The keys of some certificates, newest first."""

    def __init__(self, certificates: Sequence[Certificate], keys: KeyStore) -> None:
        self._certificates = certificates
        self._keys = keys

    def candidates(self) -> Iterable[Certificate]:
        return (one for one in reversed(self._certificates) if one.has_private_key)

    def private_key(self, certificate: Certificate) -> PrivateKey:
        if certificate.key_id is None:
            raise NoDecryptionKeyError(certificate.subject)
        return self._keys.private_key(certificate.key_id)


def _opened(data: bytes, keys: DecryptionKeys, path: str) -> OpenedMessage:
    """Open a message; the errors name its file."""
    try:
        return open_message(data, keys)
    except SmimeAdminError as error:
        error.name_source(path)
        raise


def _told(choice: Choice, warnings: list[str]) -> str:
    if choice.warning is not None:
        warnings.append(choice.warning)
    return choice.name


def _same_addresses(found: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(found) == len(wanted) and all(
        same_address(one, other) for one, other in zip(found, wanted, strict=True)
    )
