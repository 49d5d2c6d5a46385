"""A letter: who writes to whom, about what, with what enclosed; and its text for the wire.

The text is that of RFC 5322 and RFC 2045; Bcc never stands in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from mimetypes import guess_type
from secrets import token_hex
from typing import Final

from smimeadmin.mail.errors import InvalidAddressError, InvalidHeaderError

PRIORITIES: Final = ("Normal", "Low", "High")
_POLICY: Final = SMTP.clone(cte_type="7bit")  # not every server takes eight bits
_URGENCY: Final = {"low": ("5", "non-urgent", "low"), "high": ("1", "urgent", "high")}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes along."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent. Addresses may have a name in front: ``Anna <anna@contoso.example>``.

    ``charset`` is Python's name of an encoding; what it lacks becomes a question mark.
    """

    sender: str
    to: tuple[str, ...]
    subject: str = ""
    body: str = ""
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    is_html: bool = False
    charset: str | None = None
    priority: str = "Normal"
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """The bare addresses of all who get it, each once."""
        bare = [parse_address(text).addr_spec for text in (*self.to, *self.cc, *self.bcc)]
        return tuple(dict.fromkeys(bare))

    @property
    def sender_address(self) -> str:
        """The bare address of who sends it."""
        return parse_address(self.sender).addr_spec


def parse_address(text: str) -> Address:
    """Return an address with the name in front of it; InvalidAddressError if it is none."""
    found = getaddresses([text])
    if len(found) != 1:
        raise InvalidAddressError(text)
    [(name, bare)] = found
    local, at, domain = bare.rpartition("@")
    if not at or not local or not domain or not bare.isascii() or _has_control(text):
        raise InvalidAddressError(text)
    try:
        return Address(name, addr_spec=bare)
    except (HeaderParseError, MessageError, ValueError, IndexError) as error:
        raise InvalidAddressError(text) from error


def build(letter: Letter, date: datetime) -> bytes:
    """Return the message as it goes over the wire, lines ended by CRLF.

    ``date`` is aware. Raises InvalidAddressError and InvalidHeaderError.
    """
    if _has_control(letter.subject):
        raise InvalidHeaderError("subject")
    message = EmailMessage(policy=_POLICY)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{token_hex(16)}@{letter.sender_address.rpartition('@')[2]}>"
    message["From"] = parse_address(letter.sender)
    _add_addresses(message, "To", letter.to)
    _add_addresses(message, "Cc", letter.cc)
    _add_addresses(message, "Reply-To", letter.reply_to)
    message["Subject"] = letter.subject
    for header, value in zip(
        ("X-Priority", "Priority", "Importance"),
        _URGENCY.get(letter.priority.lower(), ()),
        strict=False,
    ):
        message[header] = value
    charset = letter.charset or ("us-ascii" if letter.body.isascii() else "utf-8")
    text = letter.body.encode(charset, "replace").decode(charset)
    message.set_content(text, subtype="html" if letter.is_html else "plain", charset=charset)
    for enclosure in letter.enclosures:
        _enclose(message, enclosure)
    return message.as_bytes()


def _add_addresses(message: EmailMessage, header: str, texts: Sequence[str]) -> None:
    if texts:
        message[header] = [parse_address(text) for text in texts]


def _enclose(message: EmailMessage, enclosure: Enclosure) -> None:
    if _has_control(enclosure.name):
        raise InvalidHeaderError("name of an attachment")
    kind, encoding = guess_type(enclosure.name)
    main, _slash, sub = (kind if kind and not encoding else "application/octet-stream").partition(
        "/"
    )
    message.add_attachment(enclosure.content, maintype=main, subtype=sub, filename=enclosure.name)


def _has_control(text: str) -> bool:
    return any(ord(letter) < 32 or ord(letter) == 127 for letter in text)
