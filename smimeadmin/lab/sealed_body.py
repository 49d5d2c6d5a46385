"""Message encryption of WinRM: the multipart/encrypted body (MS-WSMV 2.2.9.1.1)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smimeadmin.lab.faults import bad_request

if TYPE_CHECKING:
    from spnego import ContextProxy

_BOUNDARY: Final = b"Encrypted Boundary"
_LENGTH: Final = b"Length="
_STREAM: Final = b"application/octet-stream"


@dataclass(frozen=True)
class BoundaryStyle:
    """How the parts are marked: Exchange behind IIS writes a blank before its boundary."""

    blank: bool = False
    tab: bool = True


def protocol_of(content_type: str) -> str:
    """Return the protocol named by a Content-Type, or an empty text for a plain body."""
    if not content_type.lower().startswith("multipart/encrypted"):
        return ""
    for part in content_type.split(";"):
        name, _, value = part.strip().partition("=")
        if name.lower() == "protocol":
            return value.strip('"')
    return ""


def unsealed(context: "ContextProxy", body: bytes) -> bytes:
    """Return the text in an encrypted body; raises WsManFault for what is none."""
    start = body.find(_STREAM)
    header_start = start + len(_STREAM) + 2
    if start < 0 or len(body) < header_start + 4:
        raise bad_request("The encrypted body has no data.")
    length = int.from_bytes(body[header_start : header_start + 4], "little")
    header = body[header_start + 4 : header_start + 4 + length]
    end = body.rfind(_BOUNDARY + b"--")
    if end < 0:
        raise bad_request("The encrypted body has no end.")
    end -= 3 if body[end - 1 : end] == b" " else 2
    data = body[header_start + 4 + length : end]
    return context.unwrap_winrm(header, data).rstrip(b"\0")  # some clients pad


def sealed(
    context: "ContextProxy", text: bytes, protocol: str, style: BoundaryStyle
) -> tuple[str, bytes]:
    """Return Content-Type and body of an encrypted answer."""
    wrapped = context.wrap_winrm(text)
    boundary = b"-- " if style.blank else b"--"
    lead = b"\t" if style.tab else b""
    original = b"OriginalContent: type=application/soap+xml;charset=UTF-8;" + _LENGTH
    body = b"".join(
        (
            boundary + _BOUNDARY + b"\r\n",
            lead + b"Content-Type: " + protocol.encode() + b"\r\n",
            lead + original + str(len(text) + wrapped.padding_length).encode() + b"\r\n",
            boundary + _BOUNDARY + b"\r\n",
            lead + b"Content-Type: " + _STREAM + b"\r\n",
            len(wrapped.header).to_bytes(4, "little") + wrapped.header + wrapped.data,
            boundary + _BOUNDARY + b"--\r\n",
        )
    )
    kind = f'multipart/encrypted;protocol="{protocol}";boundary="{_BOUNDARY.decode()}"'
    return kind, body
