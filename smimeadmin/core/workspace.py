"""The workspace: one private folder with an SQLite database, one writer at a time.

Nothing is made by reading: a workspace that is missing, or that this user cannot write, reads as
if its tables were there and empty. The first write makes the folder (0700) and the database
(0600, WAL, full sync).
"""

import os
import sqlite3
import stat
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from smimeadmin.core.clock import Clock, SystemClock
from smimeadmin.core.files_errors import (
    FileAccessDeniedError,
    PathNotAFolderError,
    ReadOnlyFileSystemError,
    own_errors,
)
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.workspace_errors import (
    WorkspaceError,
    WorkspaceNotPrivateError,
    WorkspaceReadOnlyError,
    WorkspaceTooNewError,
    workspace_error,
)
from smimeadmin.core.workspace_lock import BatchLock
from smimeadmin.core.workspace_schema import Migration, migrate, pending

tempfile = at_first_use("tempfile")

DATABASE = "workspace.db"
LOCK_WAIT_SECONDS = 10.0
_OTHERS = 0o077
_BUSY_SECONDS = 5.0


class Workspace:
    """The database of one workspace, used by one thread.

    Packages ``register`` their tables, then work inside ``read()`` or ``transaction()``. Blocks
    nest: a read inside a transaction sees what was written so far, a transaction inside another
    is undone alone if it fails. A read block has to be left before a transaction begins, so rows
    are fetched, not handed out while the block is open.
    """

    def __init__(
        self,
        folder: str,
        *,
        clock: Clock,
        lock_wait: float,
        memory: sqlite3.Connection | None = None,
    ) -> None:
        self._disk: sqlite3.Connection | None = None
        # Finalizers, since with ``__del__`` a connection in a cycle may be collected unclosed.
        self._close_disk: weakref.finalize[..., Workspace] | None = None
        self._memory = memory
        if memory is not None:
            weakref.finalize(self, memory.close)
        self.folder = folder
        self._clock = clock
        self._lock_wait = lock_wait
        self._components: dict[str, Sequence[Migration]] = {}
        self._lock = BatchLock(folder, clock)
        self._holds = 0
        self._disk_identity: tuple[int, int] | None = None
        self._open: sqlite3.Connection | None = None
        self._writing = False
        self._depth = 0

    @classmethod
    def open(
        cls,
        folder: str | os.PathLike[str],
        *,
        clock: Clock | None = None,
        lock_wait: float = LOCK_WAIT_SECONDS,
    ) -> "Workspace":
        """Name a workspace. Nothing is read or made yet; ``lock_wait`` is in seconds."""
        whole = os.path.abspath(os.fspath(folder))  # noqa: PTH100 - kept as text
        return cls(whole, clock=clock or SystemClock(), lock_wait=lock_wait)

    @classmethod
    def in_memory(cls, *, clock: Clock | None = None) -> "Workspace":
        """Return an empty workspace that is gone with the process."""
        memory = _connect(":memory:")
        return cls(":memory:", clock=clock or SystemClock(), lock_wait=0, memory=memory)

    @property
    def is_in_memory(self) -> bool:
        """Whether nothing of it reaches the disk."""
        return self._memory is not None

    @property
    def is_writable(self) -> bool:
        """Whether this user can write it, or make it if it is missing."""
        if self._memory is not None:
            return True
        if not self._database.exists():
            return _can_make(Path(self.folder))
        return os.access(self.folder, os.W_OK) and os.access(self._database, os.W_OK)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of the block that is open; autocommit, rows as tuples."""
        if self._open is None:
            raise RuntimeError("The workspace's connection is used outside of a block.")
        return self._open

    @property
    def _database(self) -> Path:
        return Path(self.folder, DATABASE)

    def register(self, component: str, migrations: Sequence[Migration]) -> None:
        """Name the tables of a package; they are made or brought up before they are next used."""
        self._components[component] = tuple(migrations)
        if self._writing:
            self._migrate(self.connection)
        elif self._open is not None:
            raise RuntimeError(f"'{component}' is registered while the workspace is being read.")

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Read one consistent state; writing in such a block is an error of SQLite."""
        if self._open is not None:
            yield self._open
            return
        connection, passing = self._reader()
        try:
            with self._own_errors():
                connection.execute("PRAGMA query_only = ON")
                connection.execute("BEGIN")
                self._open = connection
                yield connection
        finally:
            self._open = None
            if passing:
                connection.close()
            else:
                _roll_back(connection)
                connection.execute("PRAGMA query_only = OFF")

    @contextmanager
    def transaction(self, command: str = "") -> Iterator[sqlite3.Connection]:
        """Write all or nothing: commits at the end of the block, rolls back if it is left by error.

        Makes the workspace if it is missing and takes the lock if the batch does not hold it.
        Raises ``WorkspaceReadOnlyError``, ``WorkspaceLockedError``, ``DiskFullError``.
        """
        if self._writing:
            with self._savepoint() as connection:
                yield connection
            return
        if self._open is not None:
            raise RuntimeError("A transaction begins inside a read block; leave that first.")
        with self.hold(command), self._own_errors():
            connection = self._writer()
            connection.execute("BEGIN IMMEDIATE")
            self._open, self._writing = connection, True
            try:
                self._migrate(connection)
                yield connection
                connection.execute("COMMIT")
            finally:
                self._open, self._writing = None, False
                _roll_back(connection)

    @contextmanager
    def hold(self, command: str = "") -> Iterator[None]:
        """Hold the workspace's lock for a batch of several transactions."""
        if self._memory is not None or self._holds:
            self._holds += 1
            try:
                yield
            finally:
                self._holds -= 1
            return
        self._make_folder()
        self._lock.acquire(command, self._lock_wait)
        self._holds = 1
        try:
            yield
        finally:
            self._holds = 0
            self._lock.release()

    def in_memory_copy(self) -> "Workspace":
        """Return a copy for a rehearsal: no lock is held, a missing workspace copies as empty."""
        memory = self._snapshot()
        copy = Workspace(self.folder, clock=self._clock, lock_wait=0, memory=memory)
        copy._components.update(self._components)
        return copy

    def close(self) -> None:
        """Let go of the database; a later block opens it again."""
        if self._close_disk is not None:
            self._close_disk()
            self._disk = self._close_disk = None

    def _reader(self) -> tuple[sqlite3.Connection, bool]:
        """Return a connection with all tables, and whether it is for this one block only."""
        if self._memory is not None:
            self._migrate_alone(self._memory)
            return self._memory, False
        if not self._database.exists():
            return self._snapshot(), True
        if not self.is_writable:
            return self._read_only_reader(), True
        with self._own_errors():
            connection = self._writer()
            if not self._pending(connection):
                return connection, False
        # Tables have to be made: in a copy, so that reading waits for nobody and changes nothing.
        return self._snapshot(), True

    def _read_only_reader(self) -> sqlite3.Connection:
        with self._own_errors():
            connection = self._open_read_only()
            try:
                if not self._pending(connection):
                    return connection
            except BaseException:
                connection.close()
                raise
            connection.close()
        return self._snapshot()

    def _snapshot(self) -> sqlite3.Connection:
        """Copy what is there into memory and bring its tables up."""
        memory = _connect(":memory:")
        try:
            with self._own_errors():
                if self._memory is not None:
                    self._memory.backup(memory)
                elif self._database.exists():
                    with closing(self._open_read_only()) as source:
                        source.backup(memory)
                self._migrate_alone(memory)
        except BaseException:
            memory.close()
            raise
        return memory

    def _writer(self) -> sqlite3.Connection:
        """Return the connection to the database on disk (or in memory), opened or still good."""
        if self._memory is not None:
            return self._memory
        self._refuse_others()
        with own_errors(self.folder):
            status = os.stat(self._database)  # noqa: PTH116 - the two numbers are needed
        identity = (status.st_dev, status.st_ino)
        if self._disk is not None and identity != self._disk_identity:
            self.close()  # the file was replaced behind our back
        if self._disk is None:
            connection = _connect(str(self._database))
            self._disk, self._disk_identity = connection, identity
            self._close_disk = weakref.finalize(self, connection.close)
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                connection.execute("PRAGMA journal_mode = WAL")
        return self._disk

    def _open_read_only(self) -> sqlite3.Connection:
        """Open the database without writing next to it, whatever a dead process left there."""
        self._refuse_others()
        address = self._database.as_uri()
        log = Path(f"{self._database}-wal")
        try:
            return _connect(f"{address}?mode=ro")
        except sqlite3.OperationalError:
            if not log.exists() or not log.stat().st_size:
                # No log: the file alone is the whole state.
                return _connect(f"{address}?mode=ro&immutable=1")
        # The log holds commits, but cannot be opened in a folder that can't be written.
        with tempfile.TemporaryDirectory() as folder, own_errors(self.folder):
            for source in (self._database, log):
                Path(folder, source.name).write_bytes(source.read_bytes())
            with closing(_connect(str(Path(folder, DATABASE)))) as database:
                memory = _connect(":memory:")
                try:
                    database.backup(memory)
                except BaseException:
                    memory.close()
                    raise
            return memory

    def _make_folder(self) -> None:
        folder = Path(self.folder)
        try:
            with own_errors(self.folder):
                if not folder.exists():
                    folder.parent.mkdir(parents=True, exist_ok=True)
                    folder.mkdir(mode=0o700, exist_ok=True)
                elif not folder.is_dir():
                    raise PathNotAFolderError(self.folder)
                self._refuse_others()
                if not self.is_writable:
                    raise WorkspaceReadOnlyError(self.folder)
                # SQLite would take the process's mask; its own other files copy this mode.
                os.close(os.open(self._database, os.O_CREAT | os.O_RDWR, 0o600))
        except (FileAccessDeniedError, ReadOnlyFileSystemError) as error:
            raise WorkspaceReadOnlyError(self.folder) from error

    def _refuse_others(self) -> None:
        if os.name == "nt":
            return  # the profile's folder is private there; there are no mode bits to judge
        for path in (Path(self.folder), self._database):
            if path.exists() and (mode := stat.S_IMODE(path.stat().st_mode)) & _OTHERS:
                raise WorkspaceNotPrivateError(str(path), mode)

    def _pending(self, connection: sqlite3.Connection) -> dict[str, int]:
        behind = pending(connection, self._components)
        for component, version in behind.items():
            known = len(self._components[component])
            if version > known:
                raise WorkspaceTooNewError(self.folder, component, version, known)
        return behind

    def _migrate(self, connection: sqlite3.Connection) -> None:
        for component in self._pending(connection):
            migrate(connection, component, self._components[component])

    def _migrate_alone(self, memory: sqlite3.Connection) -> None:
        if not self._pending(memory):
            return
        memory.execute("BEGIN")
        try:
            self._migrate(memory)
            memory.execute("COMMIT")
        finally:
            _roll_back(memory)

    @contextmanager
    def _savepoint(self) -> Iterator[sqlite3.Connection]:
        connection = self.connection
        self._depth += 1
        name = f"block_{self._depth}"
        connection.execute(f"SAVEPOINT {name}")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:  # a full disk may have rolled everything back already
                connection.execute(f"ROLLBACK TO {name}")
                connection.execute(f"RELEASE {name}")
            raise
        else:
            connection.execute(f"RELEASE {name}")
        finally:
            self._depth -= 1

    @contextmanager
    def _own_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            own = workspace_error(error, self.folder)
            if own is None or _is_write_in_read_block(error, self._open):
                raise
            raise own from error


def _connect(database: str) -> sqlite3.Connection:
    """Open a database with the settings of every connection, and look that it is one."""
    connection = sqlite3.connect(
        database, timeout=_BUSY_SECONDS, isolation_level=None, uri=database.startswith("file:")
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _is_write_in_read_block(error: sqlite3.Error, connection: sqlite3.Connection | None) -> bool:
    """Whether SQLite refused because of a mistake in the code, not because of the disk."""
    if error.sqlite_errorcode != sqlite3.SQLITE_READONLY or connection is None:
        return False
    return bool(connection.execute("PRAGMA query_only").fetchone() == (1,))


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _can_make(folder: Path) -> bool:
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


__all__ = ["Workspace", "WorkspaceError"]
