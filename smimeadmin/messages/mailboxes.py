"""Mailboxes in headers (RFC 5322 s3.4), and when an address counts as the same.

The reader is strict where it matters for trust: what it can't read without guessing is no
address, so that ``"alice@good" <mallory@bad>`` and its relatives mean what mail servers make of
them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from smimeadmin.core.names import fold
from smimeadmin.messages.errors import InvalidHeaderError, InvalidMailboxError

_TOKEN: Final = re.compile(
    r'\s+|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<special>[<>(),:;@\\\[\]])|(?P<word>[^\s"<>(),:;@\\\[\]]+)'
)
# RFC 5322 s3.2.3 dot-atom, and RFC 6532's characters beyond ASCII; a domain of RFC 1034 labels.
_LOCAL: Final = re.compile(r"[^\s\"<>(),:;@\\\[\].\x00-\x1f\x7f]+(?:\.[^\s\"<>(),:;@\\\[\].]+)*")
_DOMAIN: Final = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*")
MAX_ADDRESSES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A display name, possibly empty, and an address."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


def has_control(text: str) -> bool:
    """Whether a text holds a character that may not stand in a header."""
    return any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029" for c in text)


def check_mailbox(mailbox: Mailbox) -> None:
    """Raise if a mailbox can't be written into a header as it is."""
    if has_control(mailbox.name) or has_control(mailbox.address):
        raise InvalidHeaderError("name or address")
    if not is_address(mailbox.address):
        raise InvalidMailboxError(mailbox.address)


def is_address(text: str) -> bool:
    """Whether a text is ``local@domain`` with an unquoted local part."""
    local, _, domain = text.rpartition("@")
    return bool(_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain))


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox.

    The domain knows no case (RFC 5321 s2.4). The local part may by the letter, but no Exchange
    organization tells mailboxes apart by it, so it is compared without case too.
    """
    return fold(one.strip()) == fold(other.strip())


def speaks_for(addresses: Iterable[str], mailbox: str) -> bool:
    """Whether one of a certificate's addresses is the mailbox."""
    return any(same_address(address, mailbox) for address in addresses)


def parse_mailboxes(text: str) -> tuple[Mailbox, ...]:
    """Read a list of mailboxes; a group counts as its members. Raises ``Messages.InvalidMailbox``.

    ``text`` is the value of an unfolded header before encoded words are decoded, so that a decoded
    word can't add an address.
    """
    found: list[Mailbox] = []
    reader = _Reader(text)
    while not reader.is_done():
        mailbox = reader.mailbox()
        if mailbox is not None:
            found.append(mailbox)
        if len(found) > MAX_ADDRESSES:
            raise InvalidMailboxError(text[:60])
    return tuple(found)


class _Reader:
    """Takes mailboxes off a list of tokens; a token is its kind and its text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._at = 0
        self._in_group = False

    def is_done(self) -> bool:
        return self._at >= len(self._tokens)

    def mailbox(self) -> Mailbox | None:
        """Return the next mailbox, or None for an empty place, a group's start or its end."""
        words: list[str] = []
        address: str | None = None
        while not self.is_done():
            kind, text = self._tokens[self._at]
            self._at += 1
            if kind != "special" and address is None:
                words.append(text)
            elif (kind, text) == ("special", ","):
                break
            elif text == ":" and not self._in_group and address is None:
                self._in_group = True
                return None
            elif (kind, text) == ("special", ";") and self._in_group:
                self._in_group = False
                break
            elif text == "<" and address is None:
                address = self._angle()
            elif text == "@" and address is None and len(words) == 1:
                address = self._domain_after(words.pop())
            else:
                raise self._error()
        if address is None and words:
            raise self._error()
        return None if address is None else Mailbox(" ".join(words), address)

    def _angle(self) -> str:
        parts: list[str] = []
        while not self.is_done():
            kind, text = self._tokens[self._at]
            self._at += 1
            if (kind, text) == ("special", ">"):
                return self._checked("".join(parts))
            parts.append(text)
        raise self._error()

    def _domain_after(self, local: str) -> str:
        if self.is_done() or self._tokens[self._at][0] != "word":
            raise self._error()
        self._at += 1
        return self._checked(f"{local}@{self._tokens[self._at - 1][1]}")

    def _checked(self, address: str) -> str:
        if not is_address(address):
            raise self._error()
        return address

    def _error(self) -> InvalidMailboxError:
        return InvalidMailboxError(self._text[:200])


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return the tokens of a header, without comments (RFC 5322 s3.2.2) and white space."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        if text[at] == "(":
            at = _after_comment(text, at)
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise InvalidMailboxError(text[:200])
        at = match.end()
        if match.lastgroup == "quoted":
            found.append(("quoted", re.sub(r"\\(.)", r"\1", match["quoted"])))
        elif match.lastgroup is not None:
            found.append((match.lastgroup, match[match.lastgroup]))
    return found


def _after_comment(text: str, at: int) -> int:
    depth = 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "(":
            depth += 1
        elif text[at] == ")":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    raise InvalidMailboxError(text[:200])
