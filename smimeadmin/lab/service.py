"""Answers the requests of WS-Management: opens shells, finds them again, lets them go."""

import threading
from collections.abc import Callable, Mapping
from typing import Final, Protocol
from uuid import uuid4
from xml.etree.ElementTree import Element

from smimeadmin.lab import envelopes, names
from smimeadmin.lab.envelopes import Request
from smimeadmin.lab.faults import (
    bad_request,
    too_many_shells,
    unknown_resource,
    unknown_shell,
)
from smimeadmin.lab.outbox import Outbox

MOST_SHELLS: Final = 18
ENVELOPE_KILOBYTES: Final = 500
TERMINATE: Final = "/signal/terminate"


class Shell(Protocol):
    """A shell that a client opened: a runspace pool, or a WinRS command line."""

    def start(self, creation: str) -> None:
        """Take what came with Create (base64 of the first fragments; empty for WinRS)."""

    def command(self, command_id: str, line: str, arguments: list[str]) -> None:
        """Start a command under the id."""

    def send(self, command_id: str, data: str, *, is_last: bool) -> None:
        """Take input (base64) for a command, or for the shell where the id is empty."""

    def signal(self, command_id: str) -> None:
        """Stop a command."""

    def outbox(self, command_id: str) -> Outbox:
        """Return where the output of a command waits; raises the fault of unknown selectors."""

    def close(self) -> None:
        """Stop everything."""


type_of_maker = Callable[[str, str], Shell]
"""Makes a shell from its id and the user's name."""


class WsManService:
    """The shells of a host and the actions on them; safe to use from many threads."""

    def __init__(
        self, resources: Mapping[str, type_of_maker], *, most_shells: int = MOST_SHELLS
    ) -> None:
        self._resources = {uri.lower(): maker for uri, maker in resources.items()}
        self._most_shells = most_shells
        self._shells: dict[str, Shell] = {}
        self._lock = threading.Lock()
        self._actions: dict[str, Callable[[Request, str], str]] = {
            names.CREATE: self._create,
            names.DELETE: self._delete,
            names.GET: self._get,
            names.COMMAND: self._command,
            names.SEND: self._send,
            names.RECEIVE: self._receive,
            names.SIGNAL: self._signal,
        }

    @property
    def open_shells(self) -> int:
        """How many shells are open."""
        return len(self._shells)

    def answer(self, request: Request, user: str) -> str:
        """Return the envelope that answers; raises WsManFault."""
        action = self._actions.get(request.action)
        if action is None:
            raise bad_request(f"The action {request.action!r} is not served here.")
        return action(request, user)

    def close(self) -> None:
        """Let go of all shells."""
        with self._lock:
            shells, self._shells = list(self._shells.values()), {}
        for shell in shells:
            shell.close()

    def _create(self, request: Request, user: str) -> str:
        maker = self._resources.get(request.resource_uri.lower())
        if maker is None:
            raise unknown_resource(request.resource_uri)
        wanted = None if request.body is None else request.body.get("ShellId")
        shell_id = (wanted or str(uuid4())).upper()
        with self._lock:
            if len(self._shells) >= self._most_shells:
                raise too_many_shells(self._most_shells)
            shell = self._shells[shell_id] = maker(shell_id, user)
        shell.start(_creation(request.body))
        return envelopes.created(request, shell_id, user)

    def _shell(self, request: Request) -> Shell:
        shell = self._shells.get(request.shell_id.upper())
        if shell is None:
            raise unknown_shell(request.shell_id)
        return shell

    def _delete(self, request: Request, _user: str) -> str:
        with self._lock:
            shell = self._shells.pop(request.shell_id.upper(), None)
        if shell is None:
            raise unknown_shell(request.shell_id)
        shell.close()
        return envelopes.done(request)

    def _get(self, request: Request, _user: str) -> str:
        if request.resource_uri == names.CONFIG:
            return envelopes.configuration(request, ENVELOPE_KILOBYTES)
        self._shell(request)
        return envelopes.shell_state(request, request.shell_id)

    def _command(self, request: Request, _user: str) -> str:
        shell = self._shell(request)
        body = _needed(request)
        command_id = (body.get("CommandId") or str(uuid4())).upper()
        line = body.findtext("rsp:Command", "", names.PREFIXES).strip().strip('"')
        arguments = [part.text or "" for part in body.iterfind("rsp:Arguments", names.PREFIXES)]
        shell.command(command_id, line, arguments)
        return envelopes.command_accepted(request, command_id)

    def _send(self, request: Request, _user: str) -> str:
        shell = self._shell(request)
        for stream in _needed(request).iterfind("rsp:Stream", names.PREFIXES):
            shell.send(
                (stream.get("CommandId") or "").upper(),
                stream.text or "",
                is_last=(stream.get("End") or "").lower() in {"true", "1"},
            )
        return envelopes.done(request, "<rsp:SendResponse/>")

    def _receive(self, request: Request, _user: str) -> str:
        shell = self._shell(request)
        wanted = _needed(request).find("rsp:DesiredStream", names.PREFIXES)
        command_id = "" if wanted is None else (wanted.get("CommandId") or "").upper()
        outputs, exit_code = shell.outbox(command_id).take(request.operation_timeout)
        return envelopes.received(request, outputs, command_id, exit_code)

    def _signal(self, request: Request, _user: str) -> str:
        shell = self._shell(request)
        shell.signal((_needed(request).get("CommandId") or "").upper())
        return envelopes.done(request, "<rsp:SignalResponse/>")


def _needed(request: Request) -> Element:
    if request.body is None:
        raise bad_request(f"The body of {request.action!r} is empty.")
    return request.body


def _creation(body: Element | None) -> str:
    if body is None:
        return ""
    for child in body:
        if child.tag.rpartition("}")[2] == "creationXml":
            return (child.text or "").strip()
    return ""
