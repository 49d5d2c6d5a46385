"""The socket that ldap3 reads from: it keeps a deadline, and lets only LDAP's framing through.

ldap3 waits as long as each single read lasts and trusts any length it is told. Here a whole answer
has one deadline, and bytes that can't begin an LDAPMessage end the conversation at once. The first
failure is kept as it was, since ldap3 rebuilds exceptions from their text.
"""

import select
import ssl
import time

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.directory.errors import (
    ProtocolError,
    ServerTimeoutError,
    ServerUnavailableError,
)

# 5,000 values of 32,768 bytes, more than any directory holds on one object.
MAX_MESSAGE_BYTES = 160 * 1024 * 1024

_SEQUENCE = 0x30
_MAX_LENGTH_OCTETS = 4


class GuardedSocket:
    """A TLS connection with what ldap3 calls on a socket, and one deadline a request."""

    def __init__(self, connection: ssl.SSLSocket, server: str) -> None:
        self._connection = connection
        self._server = server
        self._framing = MessageFraming()
        self._deadline = 0.0
        self._seconds = 0.0
        self._doing = ""
        self.failure: SmimeAdminError | None = None

    def begin(self, doing: str, seconds: float) -> None:
        """Start the clock of one request."""
        self._doing = doing
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds

    def is_alive(self) -> bool:
        """Whether an idle connection still stands: nothing was sent to us while we asked nothing.

        Domain controllers end idle connections (after 900 s by default) with a notice or without.
        """
        if self.failure is not None:
            return False
        try:
            readable, _, _ = select.select([self._connection], [], [], 0)
        except (OSError, ValueError):
            return False
        return not readable

    def recv(self, size: int) -> bytes:
        """Read at most ``size`` bytes; an OSError where ldap3 expects one."""
        try:
            self._connection.settimeout(self._remaining())
            data = self._connection.recv(size)
        except TimeoutError as error:
            raise self._fail(self._timed_out()) from error
        except OSError as error:
            raise self._fail(self._broken(error.strerror or str(error))) from error
        if not data:
            self._fail(self._broken("it closed the connection"))
            return data
        try:
            self._framing.feed(data)
        except ValueError as error:
            raise self._fail(ProtocolError(self._server, str(error))) from error
        return data

    def sendall(self, data: bytes) -> None:
        """Send a whole request."""
        try:
            self._connection.settimeout(self._remaining())
            self._connection.sendall(data)
        except TimeoutError as error:
            raise self._fail(self._timed_out()) from error
        except OSError as error:
            raise self._fail(self._broken(error.strerror or str(error))) from error

    def shutdown(self, how: int) -> None:
        """End the conversation."""
        self._connection.shutdown(how)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _remaining(self) -> float:
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        return remaining

    def _timed_out(self) -> ServerTimeoutError:
        return ServerTimeoutError(self._server, self._doing, self._seconds)

    def _broken(self, reason: str) -> ServerUnavailableError:
        return ServerUnavailableError(self._server, f"{reason} while {self._doing}")

    def _fail(self, failure: SmimeAdminError) -> OSError:
        if self.failure is None:
            self.failure = failure
        return OSError(failure.message)


class MessageFraming:
    """Follows a stream of LDAPMessages without keeping it; ValueError where it can't be one.

    RFC 4511 s5.1: BER with definite lengths only; each message is a SEQUENCE.
    """

    def __init__(self) -> None:
        self._header = bytearray()
        self._left = 0

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the stream."""
        position = 0
        while position < len(data):
            if self._left:
                taken = min(self._left, len(data) - position)
                self._left -= taken
                position += taken
                continue
            self._header.append(data[position])
            position += 1
            length = self._length()
            if length is not None:
                if length > MAX_MESSAGE_BYTES:
                    raise ValueError(f"a message of {length} bytes")
                self._left = length
                self._header.clear()

    def _length(self) -> int | None:
        """Return the content length once the header is complete."""
        if self._header[0] != _SEQUENCE:
            raise ValueError("it sent something that is no LDAP")
        if len(self._header) == 1:
            return None
        first = self._header[1]
        if first < 0x80:
            return first
        octets = first - 0x80
        if not 1 <= octets <= _MAX_LENGTH_OCTETS:
            raise ValueError("a length that LDAP does not allow")
        if len(self._header) < 2 + octets:
            return None
        return int.from_bytes(self._header[2:])
