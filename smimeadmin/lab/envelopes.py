"""Reads requests of WS-Management and writes the answers; text in, text out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from smimeadmin.lab import names
from smimeadmin.lab.faults import WsManFault, bad_request

_DURATION: Final = re.compile(
    r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII
)
_SECONDS: Final = (86400.0, 3600.0, 60.0, 1.0)
DEFAULT_TIMEOUT: Final = 60.0


@dataclass(frozen=True)
class Request:
    """One request: its action, its addressee, and the body's first element."""

    action: str
    message_id: str
    resource_uri: str
    shell_id: str
    operation_timeout: float
    """Seconds."""
    body: ET.Element | None


@dataclass(frozen=True)
class Output:
    """A piece of a stream: name, bytes, and the command it belongs to (empty: the shell)."""

    stream: str
    data: str
    """Base64."""
    command_id: str = ""


def seconds_of(duration: str) -> float:
    """Return the seconds of an xs:duration of days and below, fractions included.

    Raises WsManFault for anything else.
    """
    match = _DURATION.fullmatch(duration.strip())
    if match is None:
        raise bad_request(f"OperationTimeout {duration!r} is no duration.")
    return sum(
        float(count) * unit for count, unit in zip(match.groups(), _SECONDS, strict=True) if count
    )


def read_request(text: bytes) -> Request:
    """Return the request in a SOAP envelope; raises WsManFault for what is none."""
    if b"<!DOCTYPE" in text:
        raise bad_request("A document type has no place in a SOAP message.")
    try:
        root = ET.fromstring(text)  # noqa: S314 - entities need a DOCTYPE, refused above
    except ET.ParseError as error:
        raise bad_request(f"The body is no XML: {error}.") from error
    if root.tag != f"{{{names.SOAP}}}Envelope":
        raise bad_request("The body is no SOAP envelope.")
    header = root.find("s:Header", names.PREFIXES)
    if header is None:
        raise bad_request("The envelope has no header.")
    body = root.find("s:Body", names.PREFIXES)
    timeout = _text(header, "w:OperationTimeout")
    return Request(
        _text(header, "a:Action"),
        _text(header, "a:MessageID"),
        _text(header, "w:ResourceURI"),
        _selector(header),
        seconds_of(timeout) if timeout else DEFAULT_TIMEOUT,
        None if body is None else next(iter(body), None),
    )


def _text(parent: ET.Element, path: str) -> str:
    found = parent.find(path, names.PREFIXES)
    return "" if found is None or found.text is None else found.text.strip()


def _selector(header: ET.Element) -> str:
    for selector in header.iterfind("w:SelectorSet/w:Selector", names.PREFIXES):
        if selector.get("Name") == "ShellId":
            return (selector.text or "").strip()
    return ""


def answer(request: Request, action: str, body: str) -> str:
    """Return an envelope that answers a request."""
    return _envelope(action, request.message_id, body)


def fault(message_id: str, why: WsManFault) -> str:
    """Return an envelope that refuses; ``message_id`` may be empty where it could not be read."""
    side = "Sender" if why.sender else "Receiver"
    text = escape(why.message)
    body = (
        f"<s:Fault><s:Code><s:Value>s:{side}</s:Value><s:Subcode><s:Value>{why.subcode}</s:Value>"
        f'</s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">{text}</s:Text></s:Reason>'
        f'<s:Detail><f:WSManFault Code="{why.code}" Machine="localhost"><f:Message>{text}'
        "</f:Message></f:WSManFault></s:Detail></s:Fault>"
    )
    return _envelope(f"{names.WSMAN.rpartition('/')[0]}/fault", message_id, body)


def _envelope(action: str, relates_to: str, body: str) -> str:
    prefixes = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in names.PREFIXES.items())
    return (
        f"<s:Envelope{prefixes}><s:Header><a:Action>{escape(action)}</a:Action>"
        f"<a:MessageID>uuid:{str(uuid4()).upper()}</a:MessageID>"
        f"<a:To>{names.ADDRESSING}/role/anonymous</a:To>"
        f"<a:RelatesTo>{escape(relates_to)}</a:RelatesTo></s:Header>"
        f"<s:Body>{body}</s:Body></s:Envelope>"
    )


def created(request: Request, shell_id: str, owner: str) -> str:
    """Answer a Create: where the shell is found from now on."""
    uri = escape(request.resource_uri)
    body = (
        "<x:ResourceCreated><a:Address>http://localhost/wsman</a:Address><a:ReferenceParameters>"
        f'<w:ResourceURI>{uri}</w:ResourceURI><w:SelectorSet><w:Selector Name="ShellId">{shell_id}'
        "</w:Selector></w:SelectorSet></a:ReferenceParameters></x:ResourceCreated>"
        f"<rsp:Shell><rsp:ShellId>{shell_id}</rsp:ShellId><rsp:ResourceUri>{uri}</rsp:ResourceUri>"
        f"<rsp:Owner>{escape(owner)}</rsp:Owner><rsp:ClientIP>127.0.0.1</rsp:ClientIP>"
        "<rsp:IdleTimeOut>PT900.000S</rsp:IdleTimeOut><rsp:State>Connected</rsp:State></rsp:Shell>"
    )
    return answer(request, f"{names.CREATE}Response", body)


def command_accepted(request: Request, command_id: str) -> str:
    """Answer a Command with the id under which it goes on."""
    body = (
        f"<rsp:CommandResponse><rsp:CommandId>{escape(command_id)}</rsp:CommandId>"
        "</rsp:CommandResponse>"
    )
    return answer(request, f"{names.COMMAND}Response", body)


def received(
    request: Request, outputs: Sequence[Output], command_id: str, exit_code: int | None
) -> str:
    """Answer a Receive; ``exit_code`` is that of a command that is done."""
    streams = "".join(
        f'<rsp:Stream Name="{output.stream}"{_of_command(output.command_id)}>{output.data}'
        "</rsp:Stream>"
        for output in outputs
    )
    state = ""
    if command_id:
        done = exit_code is not None
        inner = f"<rsp:ExitCode>{exit_code}</rsp:ExitCode>" if done else ""
        state = (
            f"<rsp:CommandState{_of_command(command_id)}"
            f' State="{names.DONE if done else names.RUNNING}">{inner}</rsp:CommandState>'
        )
    body = f"<rsp:ReceiveResponse>{streams}{state}</rsp:ReceiveResponse>"
    return answer(request, f"{names.RECEIVE}Response", body)


def _of_command(command_id: str) -> str:
    return f" CommandId={quoteattr(command_id)}" if command_id else ""


def done(request: Request, body: str = "") -> str:
    """Answer a Send, Signal or Delete."""
    return answer(request, f"{request.action}Response", body)


def shell_state(request: Request, shell_id: str) -> str:
    """Answer a Get of a shell."""
    body = (
        f"<rsp:Shell><rsp:ShellId>{shell_id}</rsp:ShellId><rsp:State>Connected</rsp:State>"
        "</rsp:Shell>"
    )
    return answer(request, f"{names.GET}Response", body)


def configuration(request: Request, envelope_kilobytes: int) -> str:
    """Answer a Get of the service's configuration."""
    body = (
        f"<cfg:Config><cfg:MaxEnvelopeSizekb>{envelope_kilobytes}</cfg:MaxEnvelopeSizekb>"
        "</cfg:Config>"
    )
    return answer(request, f"{names.GET}Response", body)
