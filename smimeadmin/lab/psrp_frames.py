"""PSRP's fragments and messages as bytes (MS-PSRP 2.2.1 and 2.2.4)."""

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final
from uuid import UUID

from smimeadmin.lab.faults import bad_request

LARGEST_BLOB: Final = 32747
"""Bytes of a fragment without its header: with it 32,768, as PowerShell cuts."""
LARGEST_MESSAGE: Final = 64 * 1024 * 1024
NOBODY: Final = UUID(int=0)
BOM: Final = b"\xef\xbb\xbf"
_FRAGMENT: Final = struct.Struct(">QQBI")
_HEADER: Final = struct.Struct("<II")
_START: Final = 1
_END: Final = 2
_TO_CLIENT: Final = 1


class MessageType(IntEnum):
    """What a message is (MS-PSRP 2.2.1)."""

    SESSION_CAPABILITY = 0x00010002
    INIT_RUNSPACEPOOL = 0x00010004
    PUBLIC_KEY = 0x00010005
    ENCRYPTED_SESSION_KEY = 0x00010006
    PUBLIC_KEY_REQUEST = 0x00010007
    CONNECT_RUNSPACEPOOL = 0x00010008
    SET_MAX_RUNSPACES = 0x00021002
    SET_MIN_RUNSPACES = 0x00021003
    RUNSPACE_AVAILABILITY = 0x00021004
    RUNSPACEPOOL_STATE = 0x00021005
    CREATE_PIPELINE = 0x00021006
    GET_AVAILABLE_RUNSPACES = 0x00021007
    USER_EVENT = 0x00021008
    APPLICATION_PRIVATE_DATA = 0x00021009
    GET_COMMAND_METADATA = 0x0002100A
    RUNSPACEPOOL_INIT_DATA = 0x0002100B
    RESET_RUNSPACE_STATE = 0x0002100C
    RUNSPACEPOOL_HOST_CALL = 0x00021100
    RUNSPACEPOOL_HOST_RESPONSE = 0x00021101
    PIPELINE_INPUT = 0x00041002
    END_OF_PIPELINE_INPUT = 0x00041003
    PIPELINE_OUTPUT = 0x00041004
    ERROR_RECORD = 0x00041005
    PIPELINE_STATE = 0x00041006
    DEBUG_RECORD = 0x00041007
    VERBOSE_RECORD = 0x00041008
    WARNING_RECORD = 0x00041009
    PROGRESS_RECORD = 0x00041010
    INFORMATION_RECORD = 0x00041011
    PIPELINE_HOST_CALL = 0x00041100
    PIPELINE_HOST_RESPONSE = 0x00041101


@dataclass(frozen=True)
class Message:
    """One message: its type, runspace pool, pipeline (NOBODY: the pool's), and its CLIXML."""

    type: MessageType
    pool: UUID
    pipeline: UUID
    text: str
    """Without the BOM; empty where there is no object."""


class Joiner:
    """Joins the bytes that came for one pool or pipeline to messages.

    A client may cut a fragment at the end of what it sends at once: the rest is kept for the next.
    """

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._blob = bytearray()
        self._object = -1
        self._next = 0

    def feed(self, data: bytes) -> Iterator[Message]:
        """Take bytes; give the messages that are whole now. Raises WsManFault for broken ones."""
        self._bytes += data
        while len(self._bytes) >= _FRAGMENT.size:
            object_id, fragment_id, flags, length = _FRAGMENT.unpack_from(self._bytes)
            if length > LARGEST_MESSAGE:
                raise bad_request("A fragment is too large.")
            end = _FRAGMENT.size + length
            if len(self._bytes) < end:
                return
            blob = bytes(self._bytes[_FRAGMENT.size : end])
            del self._bytes[:end]
            self._take(object_id, fragment_id, flags, blob)
            if flags & _END:
                whole, self._blob = bytes(self._blob), bytearray()
                yield message_of(whole)

    def _take(self, object_id: int, fragment_id: int, flags: int, blob: bytes) -> None:
        if flags & _START:
            self._object, self._next, self._blob = object_id, 0, bytearray()
        if object_id != self._object or fragment_id != self._next:
            raise bad_request("A fragment came out of order.")
        self._next += 1
        self._blob += blob
        if len(self._blob) > LARGEST_MESSAGE:
            raise bad_request("A message is too large.")


class Cutter:
    """Cuts messages into fragments; one counter of object ids for all that a process sends."""

    def __init__(self, largest: int = LARGEST_BLOB) -> None:
        self._largest = largest
        self._ids = itertools.count(1)

    def cut(self, message: Message) -> Iterator[bytes]:
        """Give the fragments of a message to the client, each with its header."""
        blob = bytes_of(message)
        object_id = next(self._ids)
        parts = range(0, len(blob), self._largest)
        for number, begin in enumerate(parts):
            part = blob[begin : begin + self._largest]
            flags = (_START if number == 0 else 0) | (_END if number == len(parts) - 1 else 0)
            yield _FRAGMENT.pack(object_id, number, flags, len(part)) + part


def message_of(blob: bytes) -> Message:
    """Return the message in the joined bytes; raises WsManFault."""
    if len(blob) < 40:
        raise bad_request("A message is shorter than its header.")
    _destination, number = _HEADER.unpack_from(blob)
    try:
        kind = MessageType(number)
        text = blob[40:].removeprefix(BOM).decode("utf-8")
    except ValueError as error:
        raise bad_request(f"A message cannot be read: {error}.") from error
    return Message(kind, UUID(bytes_le=blob[8:24]), UUID(bytes_le=blob[24:40]), text)


def bytes_of(message: Message) -> bytes:
    """Return the bytes of a message to the client; every payload begins with a BOM."""
    header = _HEADER.pack(_TO_CLIENT, message.type)
    ids = message.pool.bytes_le + message.pipeline.bytes_le
    text = BOM + message.text.encode("utf-8", "surrogatepass") if message.text else b""
    return header + ids + text
