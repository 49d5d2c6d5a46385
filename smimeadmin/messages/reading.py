"""What a person sees of a message: its headers, its text, the names of its files, its layers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import ClassVar, Final

from smimeadmin.cms.structure import CertificateId, IssuerAndSerial, is_named
from smimeadmin.core.visible import visible, visible_line
from smimeadmin.messages.compose import build_plain
from smimeadmin.messages.errors import InvalidMailboxError, MalformedMessageError
from smimeadmin.messages.mailboxes import parse_mailboxes
from smimeadmin.messages.mime import Entity
from smimeadmin.messages.opening import EncryptedLayer, OpenedMessage, SignedLayer
from smimeadmin.messages.verdict import MessageVerdict
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import PkiError
from smimeadmin.pki.name import format_name

MAX_DEPTH: Final = 20

# What belongs to the outer form of a protected message and not to what is inside it.
_OUTER_HEADERS: Final = ("content-", "mime-version", "x-ms-has-attach", "dkim-", "arc-")


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """What Unprotect-SmimeMessage gives: the message in clear, and what is known of its signer.

    ``body`` is the first plain text in it, its line ends LF.
    """

    type_name: ClassVar[str] = "SmimeAdmin.Message"

    path: str
    sender: str = field(metadata={"name": "From"})
    to: tuple[str, ...]
    subject: str
    date: datetime | None
    body: str
    attachments: tuple[str, ...]
    encrypted: bool
    opened_with: str | None
    signed: bool
    signed_by: str | None
    signature_valid: bool | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class MessageLayer:
    """One layer of a message, from the outside in."""

    type_name: ClassVar[str] = "SmimeAdmin.MessageLayer"

    number: int
    kind: str
    algorithm: str | None
    recipients: tuple[str, ...]
    signers: tuple[str, ...]
    certificates: int

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class MessageOutline:
    """What Get-SmimeMessage gives: headers and layers, without opening anything."""

    type_name: ClassVar[str] = "SmimeAdmin.MessageOutline"

    path: str
    sender: str = field(metadata={"name": "From"})
    to: tuple[str, ...]
    subject: str
    date: datetime | None
    message_id: str
    encrypted: bool
    signed: bool
    size: int
    layers: tuple[MessageLayer, ...]
    content_type: str | None


def read_message(opened: OpenedMessage, verdict: MessageVerdict, content: Entity) -> ReadMessage:
    """Return what a person sees of an opened message."""
    texts, files = _leaves(content)
    encrypted = opened.encrypted_layer
    key = None if encrypted is None else encrypted.opened_with
    return ReadMessage(
        path=verdict.path,
        sender=verdict.sender,
        to=recipients_of(opened.message),
        subject=verdict.subject,
        date=date_of(opened.message),
        body=visible(texts[0]) if texts else "",
        attachments=tuple(files),
        encrypted=verdict.encrypted,
        opened_with=None if key is None else key.subject,
        signed=verdict.signed,
        signed_by=verdict.signed_by,
        signature_valid=verdict.valid if verdict.signed else None,
        problem=verdict.problem if verdict.signed else None,
    )


def outline(opened: OpenedMessage, path: str, known: Sequence[Certificate]) -> MessageOutline:
    """Return headers and layers; recipients are named by the certificates that are known."""
    layers = tuple(_describe(number, layer, known) for number, layer in enumerate(opened.layers, 1))
    message = opened.message
    return MessageOutline(
        path=path,
        sender=message.text("From"),
        to=recipients_of(message),
        subject=message.text("Subject"),
        date=date_of(message),
        message_id=message.text("Message-ID"),
        encrypted=opened.is_encrypted,
        signed=opened.signed_layer is not None,
        size=len(message.data),
        layers=layers,
        content_type=None if opened.content is None else opened.content.content_type[0],
    )


def _describe(
    number: int, layer: SignedLayer | EncryptedLayer, known: Sequence[Certificate]
) -> MessageLayer:
    if isinstance(layer, EncryptedLayer):
        names = tuple(_name_of(identifier, known) for identifier in layer.recipients)
        return MessageLayer(number, "Encrypted", layer.cipher, names, (), 0)
    signers = tuple(
        "unknown" if one.certificate is None else one.certificate.subject
        for one in layer.signatures
    )
    digests = {one.evidence.digest for one in layer.signatures if one.evidence is not None}
    kind = "Signed" if layer.detached else "SignedOpaque"
    return MessageLayer(
        number,
        kind if layer.signatures else "CertificatesOnly",
        ", ".join(sorted(digests)) or None,
        (),
        signers,
        len(layer.certificates),
    )


def _name_of(identifier: CertificateId, known: Sequence[Certificate]) -> str:
    for certificate in known:
        if is_named(certificate.raw, identifier):
            return f"{certificate.subject} ({identifier})"
    if isinstance(identifier, IssuerAndSerial):
        try:
            return f"{identifier} of {visible_line(format_name(identifier.issuer))}"
        except PkiError:  # a name that can't be shown: the number has to do
            return str(identifier)
    return str(identifier)


def recipients_of(message: Entity) -> tuple[str, ...]:
    """Return the addresses of To and Cc; a header that can't be read gives its text."""
    found: list[str] = []
    for header in (*message.all("To"), *message.all("Cc")):
        try:
            found += [mailbox.address for mailbox in parse_mailboxes(header.value)]
        except InvalidMailboxError:
            found.append(header.text)
    return tuple(found)


def date_of(message: Entity) -> datetime | None:
    """Return the time in the Date header, aware; None if there is none that can be read."""
    header = message.first("Date")
    if header is None:
        return None
    try:
        found = parsedate_to_datetime(header.value)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _leaves(content: Entity) -> tuple[list[str], list[str]]:
    """Return the plain texts of a content, and the names of its files."""
    texts: list[str] = []
    files: list[str] = []
    for leaf in _walk(content, 0):
        kind = leaf.content_type[0]
        is_file = leaf.disposition[0] == "attachment" or leaf.file_name is not None
        if kind == "text/plain" and not is_file:
            texts.append(leaf.body_text())
        elif is_file:
            files.append(leaf.file_name or kind)
    return texts, files


def _walk(entity: Entity, depth: int) -> Iterator[Entity]:
    if depth > MAX_DEPTH:
        raise MalformedMessageError("parts nested too deeply")
    if entity.content_type[0].startswith("multipart/"):
        for part in entity.parts():
            yield from _walk(part, depth + 1)
    else:
        yield entity


def build_opened(opened: OpenedMessage, content: Entity) -> bytes:
    """Return the message in clear: its own headers around what was inside the layers."""
    kept = [
        (header.name, header.value)
        for header in opened.message.headers
        if not header.name.lower().startswith(_OUTER_HEADERS)
    ]
    return build_plain(kept, content.raw)
