"""Messages are written here: headers, content, signature, encryption (RFC 8551 s3).

Signing comes first, encrypting second (s3.7). What is signed is the canonical form: CRLF ends
every line and every line is plain ASCII, so that no gateway has a reason to touch it (s3.1).
"""

import secrets
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from smimeadmin import cms
from smimeadmin.cms import policy
from smimeadmin.messages.headers import build_address_header, build_header, build_parameter
from smimeadmin.messages.mailboxes import Mailbox
from smimeadmin.messages.mime import encode_base64, to_canonical

SIGNATURE_TYPE: Final = "application/pkcs7-signature"
CMS_TYPE: Final = "application/pkcs7-mime"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, about what, when."""

    sender: Mailbox
    recipients: tuple[Mailbox, ...]
    subject: str
    date: datetime
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class SigningOptions:
    """How a message is signed. ``chain`` goes along with the signer's certificate (DER)."""

    signer: cms.Signer
    chain: tuple[bytes, ...]
    digest: str
    opaque: bool = False


@dataclass(frozen=True, slots=True)
class EncryptionOptions:
    """How a message is encrypted: for these certificates (DER), the sender's among them."""

    certificates: tuple[bytes, ...]
    cipher: str


def build_text_entity(text: str) -> bytes:
    """Return a text/plain entity in a transfer encoding that survives every gateway."""
    octets = to_canonical(text.replace("\r\n", "\n").encode("utf-8", "replace"))
    encoding, body = _encoded_text(octets)
    return (
        b"Content-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: " + encoding + b"\r\n\r\n" + body
    )


def _encoded_text(octets: bytes) -> tuple[bytes, bytes]:
    beyond = sum(octet > 0x7F for octet in octets)
    if beyond * 6 > len(octets):
        return b"base64", encode_base64(octets)
    lines = octets.split(b"\r\n")
    plain = not beyond and b"\x00" not in octets
    if plain and all(_is_safe_line(line) for line in lines):
        return b"7bit", octets
    return b"quoted-printable", b"\r\n".join(_quoted(line) for line in lines)


def _is_safe_line(line: bytes) -> bool:
    """Whether a line passes every mail system: no "From ", no blanks at its end, no lone dot."""
    return (
        len(line) <= 78
        and not line.startswith(b"From ")
        and not line.endswith((b" ", b"\t"))
        and line != b"."
        and b"\r" not in line
    )


def _quoted(line: bytes) -> bytes:
    """Return one line in quoted-printable (RFC 2045 s6.7), soft line breaks as CRLF."""
    encoded = b2a_qp(line, istext=False).replace(b"=\n", b"=\r\n")
    if encoded.startswith(b"From "):
        encoded = b"=46" + encoded[1:]
    return b"=2E" if encoded == b"." else encoded


def build_file_entity(name: str, content: bytes) -> bytes:
    """Return an entity with a file: text as the body, anything else as an attachment."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\x00" not in text:
        return build_text_entity(text)
    label = build_parameter("name", name)
    file_name = build_parameter("filename", name)
    return (
        f"Content-Type: application/octet-stream;\r\n {label}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n {file_name}\r\n\r\n"
    ).encode() + encode_base64(content)


def build_message(
    envelope: Envelope,
    content: bytes,
    *,
    sign: SigningOptions | None = None,
    encrypt: EncryptionOptions | None = None,
) -> bytes:
    """Return a message (RFC 5322) around a canonical MIME entity, signed and then encrypted.

    Raises ``Messages.InvalidHeader`` or ``Messages.InvalidMailbox`` for what would break out of a
    header, and the errors of ``cms`` for algorithms and keys below the policy.
    """
    entity = [content]
    if sign is not None:
        entity = _signed(content, sign, envelope.date)
    if encrypt is not None:
        sealed = cms.build_enveloped_data(
            b"".join(entity), encrypt.certificates, cipher=encrypt.cipher
        )
        entity = _cms_entity("enveloped-data", sealed)
    return b"".join((*_headers(envelope), *entity))


def _headers(envelope: Envelope) -> list[bytes]:
    domain = envelope.sender.address.rpartition("@")[2]
    identifier = envelope.message_id or f"<{secrets.token_hex(16)}@{domain}>"
    return [
        build_address_header("From", (envelope.sender,)),
        build_address_header("To", envelope.recipients),
        build_header("Subject", envelope.subject),
        build_header("Date", format_datetime(envelope.date)),
        build_header("Message-ID", identifier),
        b"MIME-Version: 1.0\r\n",
    ]


def _signed(content: bytes, options: SigningOptions, time: datetime) -> list[bytes]:
    data = cms.build_signed_data(
        content,
        options.signer,
        detached=not options.opaque,
        signing_time=time,
        digest=options.digest,
        chain=options.chain,
    )
    if options.opaque:
        return _cms_entity("signed-data", data)
    boundary = secrets.token_hex(16).encode()
    micalg = policy.digest_to_make(options.digest).name.lower().encode()  # RFC 8551 s3.5.3.2
    return [
        b'Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n',
        b" micalg=" + micalg + b'; boundary="' + boundary + b'"\r\n\r\n',
        b"--" + boundary + b"\r\n",
        content,
        b"\r\n--" + boundary + b"\r\n",
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n"
        b"Content-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=smime.p7s\r\n\r\n",
        encode_base64(data),
        b"\r\n--" + boundary + b"--\r\n",
    ]


def _cms_entity(kind: str, data: bytes) -> list[bytes]:
    return [
        f"Content-Type: {CMS_TYPE}; smime-type={kind};\r\n name=smime.p7m\r\n".encode(),
        b"Content-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=smime.p7m\r\n\r\n",
        encode_base64(data),
    ]


def build_plain(headers: Sequence[tuple[str, str]], entity: bytes) -> bytes:
    """Return a message from headers as they were received (unfolded) and an entity."""
    lines = [f"{name}: {value}\r\n".encode("utf-8", "replace") for name, value in headers]
    return b"".join((*lines, b"MIME-Version: 1.0\r\n", entity))
