"""One writer at a time: a lock that the system lets go of when its holder dies."""

import errno
import json
import os
import sys
import time
from datetime import datetime

from smimeadmin.core.clock import Clock
from smimeadmin.core.files_errors import own_errors
from smimeadmin.core.workspace_errors import WorkspaceLockedError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_POLL_SECONDS = 0.05
_FAR_BYTE = 1 << 30  # Windows locks bytes, and a locked one can't be read: take one past the text


class BatchLock:
    """The lock of a workspace folder. The file beside the database says who holds it.

    A process that dies, however, loses the lock: the system sees to that, so nothing stale is
    left to be judged by its process number.
    """

    __slots__ = ("_clock", "_file", "_folder", "_path")

    def __init__(self, folder: str, clock: Clock) -> None:
        self._folder = folder
        self._path = os.path.join(folder, "lock")  # noqa: PTH118 - a text, not a Path
        self._clock = clock
        self._file: int | None = None

    def acquire(self, command: str, wait: float) -> None:
        """Take the lock, trying for ``wait`` seconds; raise ``WorkspaceLockedError`` after that."""
        deadline = time.monotonic() + wait
        with own_errors(self._path):
            number = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._wait_for(number, deadline)
            with own_errors(self._path):
                self._sign(number, command)
        except BaseException:
            os.close(number)
            raise
        self._file = number

    def release(self) -> None:
        """Let go of the lock."""
        number, self._file = self._file, None
        if number is None:
            return
        with own_errors(self._path):
            os.ftruncate(number, 0)
            os.close(number)  # which unlocks it

    def _wait_for(self, number: int, deadline: float) -> None:
        while not _try_lock(number):
            if time.monotonic() >= deadline:
                raise self._held_by_another()
            time.sleep(_POLL_SECONDS)

    def _sign(self, number: int, command: str) -> None:
        holder = {
            "pid": os.getpid(),
            "command": command,
            "since": self._clock.now().isoformat(timespec="seconds"),
        }
        os.ftruncate(number, 0)
        os.lseek(number, 0, os.SEEK_SET)
        os.write(number, json.dumps(holder).encode())

    def _held_by_another(self) -> WorkspaceLockedError:
        try:
            with open(self._path, "rb") as stream:  # noqa: PTH123 - a text, not a Path
                holder = json.loads(stream.read())
            pid, command = int(holder["pid"]), str(holder["command"])
            since = datetime.fromisoformat(holder["since"])
        except (OSError, ValueError, KeyError, TypeError):  # it is just taking it or letting go
            return WorkspaceLockedError(self._folder, "another process")
        name = f"process {pid} ('{command}')" if command else f"process {pid}"
        return WorkspaceLockedError(
            self._folder, f"{name}, since {since:%Y-%m-%d %H:%M:%S} UTC", pid, command
        )


def _try_lock(number: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(number, _FAR_BYTE, os.SEEK_SET)
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True
