"""Headers as texts: folded, encoded and decoded (RFC 5322 s2.2, RFC 2047, RFC 2231)."""

import binascii
import re
from collections.abc import Sequence
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Final

from smimeadmin.core.visible import visible_line
from smimeadmin.messages.errors import InvalidHeaderError, MalformedMessageError
from smimeadmin.messages.mailboxes import Mailbox, check_mailbox, has_control

_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~{}-]+")
_PARAMETER: Final = re.compile(
    r";\s*(?P<name>[^\s=;\"()]+)\s*=\s*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<plain>[^\s;\"]*))"
    r"(?:\s*\([^()]*\))*\s*"
)
_VALUE: Final = re.compile(r"\s*(?P<value>[^\s;()]*)(?:\s*\([^()]*\))*\s*")
_WORD_BYTES: Final = 45  # 60 characters of base64: with "=?utf-8?B?" and "?=" 72, 75 are allowed
_LINE: Final = 76
MAX_PARAMETERS: Final = 100


# Writing


def build_header(name: str, value: str) -> bytes:
    """Return a header line with an encoded text, folded, with its CRLF."""
    if has_control(value):
        raise InvalidHeaderError(name)
    needs_words = not value.isascii() or "=?" in value or value != value.strip()
    words = _encoded_words(value) if needs_words else value.split(" ")
    if any(len(word) > 900 for word in words):  # RFC 5322 s2.1.1: no line over 998
        words = _encoded_words(value)
    return _folded(name, words)


def build_address_header(name: str, mailboxes: Sequence[Mailbox]) -> bytes:
    """Return a header with a list of mailboxes, one a line when they do not fit."""
    lines = []
    for mailbox in mailboxes:
        check_mailbox(mailbox)
        lines.append(_build_mailbox(mailbox))
    return f"{name}: {_comma_lines(lines)}\r\n".encode()


def _comma_lines(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else ",\r\n ".join(items)


def _build_mailbox(mailbox: Mailbox) -> str:
    if not mailbox.name:
        return mailbox.address
    if not mailbox.name.isascii() or "=?" in mailbox.name:
        phrase = "\r\n ".join(_encoded_words(mailbox.name))
    elif _ATOMS.fullmatch(mailbox.name) and mailbox.name == mailbox.name.strip():
        phrase = mailbox.name
    else:
        escaped = mailbox.name.replace("\\", "\\\\").replace('"', '\\"')
        phrase = f'"{escaped}"'
    return f"{phrase} <{mailbox.address}>"


def _encoded_words(text: str) -> list[str]:
    """Return RFC 2047 encoded words; no character is split between two of them (s5)."""
    words = []
    piece = b""
    for character in text:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > _WORD_BYTES:
            words.append(piece)
            piece = b""
        piece += octets
    words.append(piece)
    return [f"=?utf-8?B?{binascii.b2a_base64(w, newline=False).decode()}?=" for w in words]


def _folded(name: str, words: Sequence[str]) -> bytes:
    lines = []
    line = f"{name}:"
    for word in words:
        if len(line) + 1 + len(word) > _LINE and line.strip() and line != f"{name}:":
            lines.append(line)
            line = ""
        line += f" {word}"
    lines.append(line)
    return "\r\n".join(lines).encode() + b"\r\n"


def build_parameter(name: str, value: str) -> str:
    """Return ``name=value`` of a MIME header, quoted or in the form of RFC 2231 as needed."""
    if has_control(value):
        raise InvalidHeaderError(name)
    if not value.isascii():
        octets = value.encode("utf-8", "replace")
        safe = "".join(
            chr(octet)
            if (chr(octet).isalnum() and octet < 0x80) or octet in b"-._"
            else f"%{octet:02X}"
            for octet in octets
        )
        return f"{name}*=utf-8''{safe}"
    if _TOKEN.fullmatch(value):
        return f"{name}={value}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}="{escaped}"'


# Reading


def decode_text(value: str) -> str:
    """Return a header's text with its encoded words decoded, hidden characters made visible."""
    if "=?" not in value:
        return visible_line(value)
    try:
        pieces = decode_header(value)
    except (HeaderParseError, binascii.Error, ValueError):
        return visible_line(value)  # damaged words are shown as they came
    texts = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        try:
            texts.append(piece.decode(charset or "ascii", "replace"))
        except (LookupError, UnicodeError):
            texts.append(piece.decode("ascii", "replace"))
    return visible_line("".join(texts))


def parse_parameterized(value: str) -> tuple[str, dict[str, str]]:
    """Return the value of a MIME header in lower case, and its parameters (RFC 2045 s5.1).

    RFC 2231 continuations are joined and decoded; a parameter that comes twice is an error, since
    two readers would take different ones.
    """
    match = _VALUE.match(value)
    if match is None:
        return value.strip().lower(), {}
    at = match.end()
    raw: dict[str, str] = {}
    while at < len(value):
        parameter = _PARAMETER.match(value, at)
        if parameter is None:
            if value[at:].strip(" \t;"):
                raise MalformedMessageError("a MIME header with parameters that can't be read")
            break
        name = parameter["name"].lower()
        if name in raw or len(raw) >= MAX_PARAMETERS:
            raise MalformedMessageError(f"a MIME header with the parameter '{name}' twice")
        quoted = parameter["quoted"]
        raw[name] = parameter["plain"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        at = parameter.end()
    return match["value"].lower(), _joined(raw)


def _joined(raw: dict[str, str]) -> dict[str, str]:
    """Return parameters with RFC 2231's pieces put together."""
    found = {name: value for name, value in raw.items() if "*" not in name}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for name, value in raw.items():
        base, star, rest = name.partition("*")
        number, encoded = rest.removesuffix("*"), rest.endswith("*")
        if star and (not number or number.isdecimal()):
            place = int(number) if number else 0
            pieces.setdefault(base, {})[place] = (encoded or not rest, value)
    for base, numbered in pieces.items():
        found.setdefault(base, _decoded_pieces(numbered))
    return found


def _decoded_pieces(numbered: dict[int, tuple[bool, str]]) -> str:
    charset = "utf-8"
    octets = bytearray()
    for place in sorted(numbered):
        encoded, value = numbered[place]
        if encoded and place == 0 and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        if encoded:
            octets += re.sub(
                rb"%([0-9A-Fa-f]{2})",
                lambda m: bytes((int(m[1], 16),)),
                value.encode("utf-8", "replace"),
            )
        else:
            octets += value.encode("utf-8", "replace")
    try:
        return octets.decode(charset or "utf-8", "replace")
    except (LookupError, UnicodeError):
        return octets.decode("utf-8", "replace")
